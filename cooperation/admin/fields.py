"""How editors type what a seed file holds: lists, dates, long texts and the values of statements."""

import json
import re
from typing import Any, get_args

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation import dates
from cooperation.seeding import schema

_TEXT_FIELDS = get_args(schema.TextStatement.model_fields["field"].annotation)
_JSON_FIELDS = {
    "place": '{"name": "Brussels", "country": "BE"}',
    "participants": '[{"role": "host", "country": "KE"}]',
    "figure": '{"number": "33", "qualifier": "about", "as_of": "2021"}',
}
STATEMENT_FIELDS = (*_TEXT_FIELDS, "date", *_JSON_FIELDS, "mention")


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and (initial or []) != self.to_python(data)


class OneLineField(forms.CharField):
    """A text that may be long but has no line breaks: those that were typed become spaces."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    def to_python(self, value: Any) -> Any:
        return re.sub(r"\s*[\r\n]+\s*", " ", super().to_python(value) or "")


class EdtfField(forms.CharField):
    """A date of the atlas's EDTF subset, or nothing."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return dates.parse(text).text if text else ""
        except dates.DateError as error:
            raise ValidationError(str(error)) from error


class ValueField(forms.CharField):
    """The value of a statement as text; `statement_value` reads it."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})

    def to_python(self, value: Any) -> Any:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def value_text(value: Any) -> str:
    """A statement's value as editors see it: text as it is, lists with one participant a line."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def statement_value(field: str, text: str) -> Any:
    """The value that `text` gives for a statement on `field`; raises ValidationError that says what is wrong."""
    if field == "date":
        return EdtfField().to_python(text)
    if field not in _JSON_FIELDS:
        return OneLineField().to_python(text)
    example = _JSON_FIELDS[field]
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        words = _("is not JSON such as %(example)s: line %(line)d, character %(column)d")
        raise ValidationError(words % {"example": example, "line": error.lineno, "column": error.colno}) from error
    except RecursionError as error:
        raise ValidationError(_("is nested too deeply")) from error
    if type(value) is not type(json.loads(example)):
        raise ValidationError(_("must look like %(example)s") % {"example": example})
    return value
