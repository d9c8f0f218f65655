"""One FilterSet for each kind of record, and one over all kinds."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cooperation import facets
from cooperation.choices import TYPES, Attestation, Kind, Layer, Level, Region, Status
from cooperation.facets import Choice
from cooperation.filters.fields import (
    ChoicesFilter,
    FilterForm,
    NamedFilter,
    OneFilter,
    PartialDateFilter,
    SwitchFilter,
    WordsFilter,
)
from cooperation.models import Record
from cooperation.models.record import Numbers, RecordQuerySet, by_bytes
from cooperation.search import Reading

SORTS = (
    ("newest", _("newest first")),
    ("oldest", _("oldest first")),
    ("name", _("by name")),
    ("relevance", _("best match first")),
)
AREAS = (
    ("world", _("World")),
    ("africa", _("Africa")),
    ("asia", _("Asia")),
    ("europe", _("Europe")),
    ("latin-america", _("Latin America")),
    ("pacific", _("Pacific")),
)
LANES = (
    ("kind", _("kind")),
    ("country", _("country")),
    ("topic", _("topic")),
    ("organisation", _("organisation")),
)
VIA = (("direct", _("named themselves")), ("blocs", _("also through a bloc")))
MATCHES = (("any", _("any of them")), ("all", _("all of them")))
# What a filter of one value means where it is not given: addresses leave it out.
DEFAULTS = {"via": "direct", "country_match": "any", "participant_match": "any", "area": "world", "lanes": "kind"}
# What the values that are rows of a table look like, for a reader who wrote something else.
_A_COUNTRY = _("the code of a country in small letters, such as ke; China takes part everywhere and is no value")
_A_TOPIC = _("a topic as the list of topics writes it, such as cybersecurity")
_A_BODY = _("an organisation as the address of its page writes it, such as african-union")
_A_SERIES = _("a series of meetings as the address of its page writes it, such as world-internet-conference")
_A_SOURCE = _("a source as the address of its page writes it, such as white-paper-2022")
Records = RecordQuerySet


def _all_types() -> list[tuple[str, str]]:
    seen = {value: label for types in TYPES.values() for value, label in types.choices}
    return sorted(seen.items(), key=lambda item: str(item[1]))


def _one_of(label: Any, choices: Any) -> OneFilter:
    """A choice that changes how other filters read."""
    return OneFilter(label=label, choices=choices, method="not_alone", empty_label=None)


class RecordFilter(django_filters.FilterSet):
    """Filters over records of every kind; the subclasses narrow it to one.

    Filters named in `facets.FACETS` hold values that records have; how these match is written there.
    """

    kind_value: str = ""
    first_sort: str = "newest"

    q = WordsFilter(label=_("Words"), method="by_words")
    kind = ChoicesFilter(label=_("Kind"), choices=Kind.choices)
    country = NamedFilter(label=_("Country"), takes=_A_COUNTRY)
    country_match = _one_of(_("Of several countries"), MATCHES)
    via = _one_of(_("Countries count when"), VIA)
    region = ChoicesFilter(label=_("Region"), choices=Region.choices)
    since = PartialDateFilter(label=_("From"), method="by_date")
    until = PartialDateFilter(label=_("To"), method="by_date")
    began = SwitchFilter(label=_("began in these years"), method="not_alone")
    type = ChoicesFilter(label=_("Type"), choices=_all_types)
    series = NamedFilter(label=_("Series"), takes=_A_SERIES)
    topic = NamedFilter(label=_("Topic"), takes=_A_TOPIC)
    participant = NamedFilter(label=_("Participant"), takes=_A_BODY)
    participant_match = _one_of(_("Of several participants"), MATCHES)
    level = ChoicesFilter(label=_("Who acts"), choices=Level.choices)
    status = ChoicesFilter(label=_("Status"), choices=Status.choices)
    attested = ChoicesFilter(label=_("Announced or reported"), choices=Attestation.choices)
    source = NamedFilter(label=_("Source"), takes=_A_SOURCE)
    layer = ChoicesFilter(label=_("Layer"), choices=Layer.choices)
    undated = SwitchFilter(label=_("no date given"))
    alone = SwitchFilter(label=_("no partner named"))
    exact = SwitchFilter(label=_("exact date only"))
    corroborated = SwitchFilter(label=_("at least two independent sources"))
    disputed = SwitchFilter(label=_("sources disagree, or one is doubted"))
    sort = _one_of(_("Order"), SORTS)
    lanes = _one_of(_("Lanes"), LANES)

    class Meta:
        model = Record
        form = FilterForm
        fields: list[str] = []

    def __init__(
        self, data: QueryDict | None = None, queryset: Any = None, *, known: Reading | None = None, **kwargs: Any
    ) -> None:
        everything = Record.objects.filter(kind=self.kind_value) if self.kind_value else Record.objects.all()
        self._readings = {known.query: known} if known else {}
        super().__init__(
            data if data is not None else QueryDict(), everything if queryset is None else queryset, **kwargs
        )

    def filter_queryset(self, queryset: Records) -> Records:
        """The records that fit, in the order asked for."""
        records = self._before_facets().filter(*self._conditions())
        return self.by_sort(records, "sort", self.form.cleaned_data.get("sort") or self.own_sort)

    @cached_property
    def numbers(self) -> Numbers:
        """How many of the records that fit bear a date, and how many fit."""
        records: Records = self.qs
        return records.numbers()

    @property
    def own_sort(self) -> str:
        """The order where the reader chose none."""
        return "relevance" if self.form.cleaned_data.get("q") else self.first_sort

    @property
    def reading(self) -> Reading | None:
        """How the words were read; None without any."""
        typed = self.form.cleaned_data.get("q")
        if typed and typed not in self._readings:
            self._readings[typed] = Reading.of(typed, next(iter(self._readings.values()), None))
        return self._readings[typed] if typed else None

    def but(self, **values: Any) -> Records:
        """The records that the same filters give with some cleaned values changed; the form is not built again."""
        cleaned = self.form.cleaned_data
        self.form.cleaned_data = {**cleaned, **values}
        try:
            return self.filter_queryset(self.queryset)
        finally:
            self.form.cleaned_data = cleaned

    @property
    def through_blocs(self) -> bool:
        """Whether countries count through their blocs as well."""
        return bool(self.form.cleaned_data.get("via") == "blocs")

    def chosen(self) -> dict[str, Choice]:
        """What is chosen in each facet in which anything is."""
        cleaned = self.form.cleaned_data
        return {
            name: Choice(["1"] if cleaned[name] is True else cleaned[name], cleaned.get(f"{name}_match") == "all")
            for name in self.filters
            if name in facets.FACETS and cleaned.get(name)
        }

    def counts(self, *only: str, through_blocs: bool | None = None) -> facets.Counts:
        """For each facet, or only these: how many records each value would show, all other filters kept.

        Values that a filter cannot read count as not chosen. Countries count through their blocs as the reader
        chose, or as `through_blocs` says.
        """
        self.is_valid()
        names = only or [name for name in self.filters if name in facets.FACETS]
        through = self.through_blocs if through_blocs is None else through_blocs
        return facets.count(names, self._before_facets(), self.chosen(), through_blocs=through)

    def _conditions(self) -> list[Q]:
        through = self.through_blocs
        return [
            facets.select(name, choice.values, every=choice.every, through_blocs=through)
            for name, choice in self.chosen().items()
        ]

    def _before_facets(self) -> Records:
        """What words, dates and all that is no facet leave."""
        records: Records = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in facets.FACETS:
                records = self.filters[name].filter(records, value)
        return records

    def not_alone(self, records: Records, name: str, value: Any) -> Records:
        """Only changes how another filter reads."""
        return records

    def by_words(self, records: Records, name: str, value: str) -> Records:
        """Every word, country and date that was typed, in any field."""
        return self.reading.narrow(records) if self.reading else records

    def by_date(self, records: Records, name: str, value: Any) -> Records:
        """The range as a whole, applied once."""
        since, until = self.form.cleaned_data.get("since"), self.form.cleaned_data.get("until")
        if name == "until" and since:
            return records
        began = bool(self.form.cleaned_data.get("began"))
        return records.between(since and since.earliest, until and until.latest, began=began)

    @property
    def meetings(self) -> Records:
        """These in no order, each series by those of its editions that lie in the range of dates asked for."""
        found = self.qs.by_editions()
        ranged = self.form.cleaned_data.get("since") or self.form.cleaned_data.get("until")
        return self.by_date(found, "since", ranged) if ranged else found

    def by_sort(self, records: Records, name: str, value: str) -> Records:
        """Undated records come last in either direction of time."""
        if value == "name":
            return records.order_by(by_bytes("sort_name"), by_bytes("slug"))
        if value == "relevance" and self.reading:
            return self.reading.ranked(records)
        return records.oldest_first() if value == "oldest" else records.newest_first()


def _of_kind(kind: Kind) -> type[RecordFilter]:
    """The FilterSet of one kind: its own types, no choice of kind, and none of series, as editions are in no list."""
    own_types = ChoicesFilter(label=_("Type"), choices=TYPES[kind].choices)
    own = {"kind_value": str(kind), "kind": None, "series": None, "type": own_types}
    if kind == Kind.ORGANISATION:
        own |= {"first_sort": "name", "alone": None}
    return type(f"{kind.title()}Filter", (RecordFilter,), own)


AgreementFilter = _of_kind(Kind.AGREEMENT)
ForumFilter = _of_kind(Kind.FORUM)
OrganisationFilter = _of_kind(Kind.ORGANISATION)
InitiativeFilter = _of_kind(Kind.INITIATIVE)


# Also which part of the world a map shows; the panel of series is too much for the page that carries the map.
OF_MAPS = {"area": _one_of(_("Part of the world"), AREAS), "series": None}
MapFilter = type("MapFilter", (RecordFilter,), OF_MAPS)
OF_OTHERS = ("country", "country_match", "participant", "participant_match", "alone", "sort", "lanes")
# whose ties they are, and in which order, is the page's own
TiesFilter = type("TiesFilter", (RecordFilter,), dict.fromkeys(OF_OTHERS))
FILTERS: dict[str, type[RecordFilter]] = {
    Kind.AGREEMENT.plural: AgreementFilter,
    Kind.FORUM.plural: ForumFilter,
    Kind.ORGANISATION.plural: OrganisationFilter,
    Kind.INITIATIVE.plural: InitiativeFilter,
    "records": RecordFilter,
    "map": MapFilter,
}
