"""Form fields of the filters: what they accept, and what they say of a bad value."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, Filter, MultipleChoiceFilter

from cooperation import dates, facets
from cooperation.search import MAX_WORDS, words

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


class FilterForm(forms.Form):
    """Refuses values that no row has, and a range that ends before it begins."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._name_values()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until.latest < since.earliest:
            self.add_error("until", ValidationError(_("the range ends before it begins; change From and To about")))
        return self.cleaned_data

    def _name_values(self) -> None:
        """Learn the names of all chosen values in one query; what has none is refused."""
        asking = {name: field for name, field in self.fields.items() if isinstance(field, NamedField)}
        named = facets.labels({name: self.cleaned_data.get(name) or [] for name in asking})
        for name, field in asking.items():
            field.names = named[name]
            for value in [value for value in self.cleaned_data.get(name) or [] if value not in field.names]:
                self.add_error(name, field.refusal(value))


class WordsField(forms.CharField):
    """A few words; what is refused in a sentence of its own bears the code `alone`."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if len(text) > MAX_TEXT:
            said = _("more than %(most)s characters, of which none were searched for; leave some out")
            raise ValidationError(said, params={"most": MAX_TEXT})
        found = words(text)
        if text and not found:
            said = _("There is nothing to search for in “%(typed)s”: type a word, a name or a year")
            raise ValidationError(said, code="alone", params={"typed": text})
        if len(found) > MAX_WORDS:
            raise ValidationError(_("more than %(most)s words; leave some out"), params={"most": MAX_WORDS})
        return text


class WordsFilter(CharFilter):
    """Free text."""

    field_class = WordsField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)


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


class NamedField(ChoicesField):
    """Several values that are rows of a table, known by the `names` that the form learns of the chosen ones."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.names: dict[str, str] = {}

    def valid_value(self, value: str) -> bool:
        """Left to the form, which asks for all values of all such fields at once."""
        return True

    def refusal(self, value: str) -> ValidationError:
        """What is said of a value that no row has."""
        return ValidationError(self.error_messages["invalid_choice"], params={"value": value})


class NamedFilter(ChoicesFilter):
    """Several values of a table too long to read for each page."""

    field_class = NamedField


class SwitchFilter(Filter):
    """On with the value 1, off without."""

    field_class = forms.TypedChoiceField

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": _("'%(value)s' is not a value of this switch; it takes 1")}
        super().__init__(choices=[("1", _("yes"))], coerce=bool, empty_value=False, error_messages=messages, **kwargs)
