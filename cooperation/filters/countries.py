"""The readers of the query string of the country pages: a range of dates, which countries, which names."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cooperation import dates, facets
from cooperation.filters.fields import FilterForm, PartialDateFilter, TextFilter, quoted
from cooperation.filters.sets import RecordFilter
from cooperation.filters.words import range_words
from cooperation.models import HOME, Country, Record
from cooperation.models.record import RecordQuerySet
from cooperation.search import CountryNames

RANGE = ("since", "until")


class RangeFilter(django_filters.FilterSet):
    """A range of dates, for records that are chosen otherwise."""

    since = PartialDateFilter(label=_("From"), method="unchanged")
    until = PartialDateFilter(label=_("To"), method="unchanged")

    class Meta:
        model = Record
        form = FilterForm
        fields: list[str] = []

    def unchanged(self, records: RecordQuerySet, name: str, value: Any) -> RecordQuerySet:
        """The values are read here and applied by `within`."""
        return records

    def within(self, records: RecordQuerySet) -> RecordQuerySet:
        """These records, as far as their date may overlap the range; all of them without one."""
        since, until = (self.form.cleaned_data.get(name) for name in RANGE)
        return records.between(since and since.earliest, until and until.latest) if since or until else records

    @property
    def span(self) -> dict[str, str]:
        """The range as a query string has it; empty without one."""
        return {name: date.text for name in RANGE if (date := self.form.cleaned_data.get(name))}

    @property
    def query(self) -> str:
        """The range as a query string; empty without one."""
        return urlencode(self.span)

    @property
    def words(self) -> str:
        """The range in words; empty without one."""
        shown = (self.form.cleaned_data.get(name) for name in RANGE)
        return range_words(*(dates.display(date) if date else "" for date in shown))

    @property
    def typed(self) -> dict[str, str]:
        """The range as the reader wrote it."""
        return {name: str(self.data.get(name, "")) for name in RANGE}


class CountriesField(forms.Field):
    """Countries by any of their names or their code; cleaned to codes, each once, in the order given."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        names = CountryNames.read()
        codes: list[str] = []
        unknown: list[str] = []
        for text in filter(None, (str(text).strip() for text in value or [])):
            code = names.named(text) or names.coded(text)
            (codes if code and code != HOME else unknown).append(code or text)
        if unknown:
            raise ValidationError([_refusal(text) for text in dict.fromkeys(unknown)])
        return list(dict.fromkeys(codes))


def _refusal(text: str) -> ValidationError:
    if text == HOME:
        return ValidationError(_("China takes part everywhere in the atlas, so it is not compared"))
    return ValidationError(
        _("“%(text)s” is neither a name nor a code of a country that the atlas knows; write Kenya, 肯尼亚 or ke"),
        params={"text": quoted(text)},
    )


class CountriesFilter(django_filters.Filter):
    """Reads several countries."""

    field_class = CountriesField


class CompareFilter(RangeFilter):
    """Countries to lay side by side, and a range of dates."""

    country = CountriesFilter(label=_("Country"), method="unchanged")

    @property
    def given(self) -> list[str]:
        """The countries as the reader wrote them, each once."""
        return list(dict.fromkeys(text for text in map(str.strip, self.data.getlist("country")) if text))

    @property
    def unused(self) -> list[str]:
        """The filters of a list that the address holds and a comparison does not apply, by their labels."""
        known = (name for name in RecordFilter.base_filters if name in {*facets.FACETS, "q", "began"} - {"country"})
        return [str(RecordFilter.base_filters[name].label) for name in known if any(self.data.getlist(name))]


class NameFilter(django_filters.FilterSet):
    """Countries by a part of any of their names."""

    find = TextFilter(label=_("Find a country"), method="by_name")

    class Meta:
        model = Country
        fields: list[str] = []

    def by_name(self, countries: QuerySet[Country], name: str, value: str) -> QuerySet[Country]:
        """Those that the text is a name or code of, or a part of one."""
        return countries.filter(code__in=[code.upper() for code in facets.find("country", value)])
