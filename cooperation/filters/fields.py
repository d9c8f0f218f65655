"""Form fields of the filters: what they accept, and what they say of a bad value."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, Filter, MultipleChoiceFilter

from cooperation import dates
from cooperation.search import MAX_WORDS, words

Choices = Callable[[], Iterable[tuple[str, str]]]
MAX_TEXT = 200


class PartialDateField(forms.CharField):
    """A day, month or year; cleaned to an Edtf."""

    def clean(self, value: Any) -> dates.Edtf | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            date = dates.parse(text)
        except dates.DateError as error:
            raise ValidationError(_("%(error)s; write a year, a month or a day"), params={"error": error}) from error
        if date.is_interval or date.is_vague:
            raise ValidationError(
                _("'%(text)s' must be one year, month or day, such as 2015 or 2015-07"), params={"text": text}
            )
        return date


class PartialDateFilter(Filter):
    """Reads a day, month or year."""

    field_class = PartialDateField


class RangeForm(forms.Form):
    """Refuses a range that ends before it begins."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until.latest < since.earliest:
            self.add_error("until", ValidationError(_("the range ends before it begins; change From and To about")))
        return values


class WordsField(forms.CharField):
    """A few words."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        found = words(text)
        if text and not found:
            raise ValidationError(_("there is no letter or digit to look for"))
        if len(found) > MAX_WORDS:
            raise ValidationError(_("more than %(most)s words; leave some out"), params={"most": MAX_WORDS})
        return text


class WordsFilter(CharFilter):
    """Free text."""

    field_class = WordsField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TEXT, strip=True, **kwargs)


class ChoicesField(forms.MultipleChoiceField):
    """Several values of a controlled list; names the one that is not in it."""

    default_error_messages = {
        "invalid_choice": _("'%(value)s' is not a value of this filter"),
        "invalid_list": _("this filter takes a list of values"),
    }


class ChoicesFilter(MultipleChoiceFilter):
    """Several values, any of which may match."""

    field_class = ChoicesField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(distinct=False, **kwargs)


class SwitchFilter(Filter):
    """On with the value 1, off without."""

    field_class = forms.TypedChoiceField

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": _("'%(value)s' is not a value of this switch; it takes 1")}
        super().__init__(choices=[("1", _("yes"))], coerce=bool, empty_value=False, error_messages=messages, **kwargs)
