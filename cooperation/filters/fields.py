"""Form fields of the filters: what they accept, and what they say of a bad value."""

import re
from difflib import get_close_matches
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import CharFilter, ChoiceFilter, Filter, MultipleChoiceFilter
from django_filters.fields import ChoiceField

from cooperation import dates, facets
from cooperation.search import MAX_WORDS, words

MAX_TEXT = 200
_QUOTED = 60  # characters of a bad value that an error repeats
_LISTED = 12  # values of a controlled list that an error names
_DIGITS = re.compile(r"[0-9-]{1,10}")


def quoted(value: Any) -> str:
    """A bad value as an error repeats it: not all of a long one, and nothing that cannot be printed."""
    text = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in str(value))
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _one_of(value: str, known: list[str]) -> str:
    """The values that a filter takes, in words: those most like a bad one, else the first of them."""
    listed = (get_close_matches(value, known, 3) or known)[:_LISTED]
    rest = len(known) - len(listed)
    more = ngettext("%(n)s other", "one of %(n)s others", rest) % {"n": rest}
    return str(get_text_list([*listed, *([more] if rest else [])], _("or")))


class TextField(forms.CharField):
    """Words as a reader types them, not too many."""

    def to_python(self, value: Any) -> str:
        """The text; refused where it is too long or holds what cannot be typed."""
        text = str(super().to_python(value))
        if "\x00" in text:
            said = _("“%(value)s” holds a character that cannot be typed (U+0000); leave it out")
            raise ValidationError(said, params={"value": quoted(text)})
        if len(text) > MAX_TEXT:
            said = _("“%(value)s” has %(number)s characters; it takes at most %(most)s, so leave some out")
            raise ValidationError(said, params={"value": quoted(text), "number": len(text), "most": MAX_TEXT})
        return text


class TextFilter(CharFilter):
    """Reads a text."""

    field_class = TextField


class PartialDateField(TextField):
    """A day, month or year; cleaned to an Edtf."""

    def clean(self, value: Any) -> dates.Edtf | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            date = dates.parse(text)
        except dates.DateError as error:
            raise _no_date(text, str(error)) from error
        if date.is_interval or date.is_vague:
            raise _no_date(text)
        return date


def _no_date(text: str, error: str = "") -> ValidationError:
    """What is said of a text that is not one day, month or year; of one that looks like it, what is wrong with it."""
    said = error if error and _DIGITS.fullmatch(text) else _("“%(value)s” is not one year, month or day")
    words = _("%(said)s; it takes a date such as 2015, 2015-07 or 2015-07-06")
    return ValidationError(words, params={"said": str(said) % {"value": quoted(text)}})


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


class WordsField(TextField):
    """A few words; what is refused in a sentence of its own bears the code `alone`."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        found = words(text)
        if text and not found:
            said = _("There is nothing to search for in “%(typed)s”: type a word, a name or a year")
            raise ValidationError(said, code="alone", params={"typed": text})
        if len(found) > MAX_WORDS:
            said = _("“%(value)s” has %(number)s words; it takes at most %(most)s, so leave some out")
            raise ValidationError(said, params={"value": quoted(text), "number": len(found), "most": MAX_WORDS})
        return text


class WordsFilter(CharFilter):
    """Free text."""

    field_class = WordsField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)


class _Listed(forms.ChoiceField):
    """Refuses, by name, what is not in its list."""

    def refusal(self, value: str) -> ValidationError:
        """What is said of a value that is not in the list."""
        known = [str(key) for key, _label in cast(Any, self.choices) if key != ""]
        said = _("“%(value)s” is not a value of this filter; it takes %(known)s")
        return ValidationError(said, params={"value": quoted(value), "known": _one_of(value, known)})

    def validate(self, value: Any) -> None:
        """Every value that is not in the list is refused."""
        given = value if isinstance(value, list) else [value] if value else []
        if bad := [self.refusal(each) for each in dict.fromkeys(given) if not self.valid_value(each)]:
            raise ValidationError(bad)


class ChoicesField(_Listed, forms.MultipleChoiceField):
    """Several values of a controlled list."""


class ChoicesFilter(MultipleChoiceFilter):
    """Several values, any of which may match."""

    field_class: type[ChoicesField] = ChoicesField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(distinct=False, **kwargs)


class NamedField(ChoicesField):
    """Several values that are rows of a table, known by the `names` that the form learns of the chosen ones.

    `takes` says what such a value looks like.
    """

    def __init__(self, *, takes: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.names: dict[str, str] = {}
        self.takes = takes

    def valid_value(self, value: str) -> bool:
        """Left to the form, which asks for all values of all such fields at once."""
        return True

    def refusal(self, value: str) -> ValidationError:
        """What is said of a value that no row has."""
        said = _("“%(value)s” is not a value of this filter; it takes %(takes)s")
        return ValidationError(said, params={"value": quoted(value), "takes": self.takes})


class NamedFilter(ChoicesFilter):
    """Several values of a table too long to read for each page."""

    field_class = NamedField


class OneField(_Listed, ChoiceField):
    """One value of a controlled list."""


class OneFilter(ChoiceFilter):
    """A choice that changes how other filters read."""

    field_class = OneField


class SwitchField(_Listed, forms.TypedChoiceField):
    """The value 1, or none."""


class SwitchFilter(Filter):
    """On with the value 1, off without."""

    field_class = SwitchField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("1", _("yes"))], coerce=bool, empty_value=False, **kwargs)
