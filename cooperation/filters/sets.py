"""One FilterSet for each kind of record, and one over all kinds."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cooperation.choices import TYPES, Attestation, Kind, Layer, Level, Precision, Region, Status
from cooperation.facets import blocs_within, organisations_taking_part
from cooperation.filters.fields import ChoicesFilter, PartialDateFilter, RangeForm, SwitchFilter, WordsFilter
from cooperation.models import (
    HOME,
    Country,
    Participant,
    Record,
    RecordCountry,
    RecordLevel,
    RecordTopic,
    Source,
    Statement,
    Topic,
)
from cooperation.models.record import RecordQuerySet
from cooperation.search import search

SORTS = (("newest", _("newest first")), ("oldest", _("oldest first")), ("name", _("by name")))
VIA = (("direct", _("named themselves")), ("blocs", _("also through a bloc")))
Records = RecordQuerySet


def _countries() -> list[tuple[str, str]]:
    return [(country.slug, country.name) for country in Country.objects.exclude(code=HOME)]


def codes_within(regions: list[str]) -> list[str]:
    """The countries of any of these regions."""
    return [country.code for country in Country.objects.exclude(code=HOME) if set(country.regions) & set(regions)]


def _all_types() -> list[tuple[str, str]]:
    seen = {value: label for types in TYPES.values() for value, label in types.choices}
    return sorted(seen.items(), key=lambda item: str(item[1]))


class RecordFilter(django_filters.FilterSet):
    """Filters over records of every kind; the subclasses narrow it to one."""

    kind_value: str = ""
    first_sort: str = "newest"

    q = WordsFilter(label=_("Words"), method="by_words")
    kind = ChoicesFilter(label=_("Kind"), choices=Kind.choices)
    country = ChoicesFilter(label=_("Country"), choices=_countries, method="by_country")
    region = ChoicesFilter(label=_("Region"), choices=Region.choices, method="by_region")
    via = django_filters.ChoiceFilter(
        label=_("Countries count when"), choices=VIA, method="not_alone", empty_label=None
    )
    type = ChoicesFilter(label=_("Type"), choices=_all_types)
    participant = ChoicesFilter(label=_("Participant"), choices=organisations_taking_part, method="by_participant")
    level = ChoicesFilter(label=_("Who acts"), choices=Level.choices, method="by_level")
    topic = ChoicesFilter(
        label=_("Topic"), choices=lambda: Topic.objects.values_list("slug", "name"), method="by_topic"
    )
    status = ChoicesFilter(label=_("Status"), choices=Status.choices)
    since = PartialDateFilter(label=_("From"), method="by_date")
    until = PartialDateFilter(label=_("To"), method="by_date")
    began = SwitchFilter(label=_("began in these years"), method="not_alone")
    undated = SwitchFilter(label=_("no date given"), method="by_undated")
    alone = SwitchFilter(label=_("no partner named"), method="by_alone")
    source = ChoicesFilter(
        label=_("Source"), choices=lambda: Source.objects.values_list("slug", "title"), method="by_source"
    )
    layer = ChoicesFilter(label=_("Layer"), choices=Layer.choices, method="by_layer")
    attested = ChoicesFilter(label=_("Announced or reported"), choices=Attestation.choices)
    exact = SwitchFilter(label=_("exact date only"), method="by_exact")
    corroborated = SwitchFilter(label=_("at least two independent sources"), method="by_corroborated")
    disputed = SwitchFilter(label=_("sources disagree, or one is doubted"), method="by_disputed")
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=SORTS, method="by_sort", empty_label=None)

    class Meta:
        model = Record
        form = RangeForm
        fields: list[str] = []

    def __init__(self, data: QueryDict | None = None, queryset: Any = None, **kwargs: Any) -> None:
        everything = Record.objects.filter(kind=self.kind_value) if self.kind_value else Record.objects.all()
        super().__init__(
            data if data is not None else QueryDict(), everything if queryset is None else queryset, **kwargs
        )

    def filter_queryset(self, queryset: Records) -> Records:
        records = super().filter_queryset(queryset)
        return records if self.form.cleaned_data.get("sort") else self.by_sort(records, "sort", self.first_sort)

    def but(self, **values: Any) -> Records:
        """The records that the same filters give with some cleaned values changed; the form is not built again."""
        cleaned = self.form.cleaned_data
        self.form.cleaned_data = {**cleaned, **values}
        try:
            return self.filter_queryset(self.queryset.all())
        finally:
            self.form.cleaned_data = cleaned

    def not_alone(self, records: Records, name: str, value: Any) -> Records:
        """Only changes how another filter reads."""
        return records

    def by_words(self, records: Records, name: str, value: str) -> Records:
        """Every word, in any field."""
        return search(records, value)

    def by_country(self, records: Records, name: str, value: list[str]) -> Records:
        """Any of these countries, directly or, if the reader chose so, through a bloc."""
        return records.filter(Exists(self._links(Q(country__in=[code.upper() for code in value]))))

    def by_region(self, records: Records, name: str, value: list[str]) -> Records:
        """Any country, unnamed group or bloc of these regions."""
        codes = codes_within(value)
        groups = Participant.objects.filter(record=OuterRef("pk"), group__isnull=False)
        mentioned = Q(pk__in=[])
        for region in value:
            mentioned |= Q(group__regions__icontains=f'"{region}"')
        blocs = Participant.objects.filter(record=OuterRef("pk"), organisation__in=blocs_within(set(value)))
        links = self._links(Q(country__in=codes))
        return records.filter(Exists(links) | Exists(groups.filter(mentioned)) | Exists(blocs))

    def _links(self, condition: Q) -> QuerySet[RecordCountry]:
        links = RecordCountry.objects.filter(condition, record=OuterRef("pk"))
        return links if self.form.cleaned_data.get("via") == "blocs" else links.filter(bloc__isnull=True)

    def by_participant(self, records: Records, name: str, value: list[str]) -> Records:
        """Any of these organisations takes part."""
        return records.filter(Exists(Participant.objects.filter(record=OuterRef("pk"), organisation__slug__in=value)))

    def by_level(self, records: Records, name: str, value: list[str]) -> Records:
        """Someone acts at one of these levels."""
        return records.filter(Exists(RecordLevel.objects.filter(record=OuterRef("pk"), level__in=value)))

    def by_topic(self, records: Records, name: str, value: list[str]) -> Records:
        """Any of these topics."""
        return records.filter(Exists(RecordTopic.objects.filter(record=OuterRef("pk"), topic__in=value)))

    def by_source(self, records: Records, name: str, value: list[str]) -> Records:
        """Any of these sources says something of it."""
        return records.filter(Exists(Statement.objects.filter(record=OuterRef("pk"), source__in=value)))

    def by_date(self, records: Records, name: str, value: Any) -> Records:
        """The range as a whole, applied once."""
        since, until = self.form.cleaned_data.get("since"), self.form.cleaned_data.get("until")
        if name == "until" and since:
            return records
        began = bool(self.form.cleaned_data.get("began"))
        return records.between(since and since.earliest, until and until.latest, began=began)

    def by_undated(self, records: Records, name: str, value: bool) -> Records:
        """No source gives a date."""
        return records.filter(dated=False) if value else records

    def by_alone(self, records: Records, name: str, value: bool) -> Records:
        """No source names a partner."""
        return records.filter(has_partner=False).exclude(kind=Kind.ORGANISATION) if value else records

    def by_exact(self, records: Records, name: str, value: bool) -> Records:
        """Dated to the day, and not approximately."""
        return records.filter(date_precision=Precision.DAY, date_vague=False) if value else records

    def by_corroborated(self, records: Records, name: str, value: bool) -> Records:
        """At least two sources of different origin say something of it."""
        return records.filter(origins__gte=2) if value else records

    def by_disputed(self, records: Records, name: str, value: bool) -> Records:
        """Sources disagree on a field, or a value can hardly be right."""
        return records.filter(disagrees=True) if value else records

    def by_layer(self, records: Records, name: str, value: list[str]) -> Records:
        """At least one statement of one of these layers."""
        condition = Q(pk__in=[])
        for layer in value:
            condition |= Q(**{f"is_{layer}": True})
        return records.filter(condition)

    def by_sort(self, records: Records, name: str, value: str) -> Records:
        """Undated records come last in either direction of time."""
        if value == "name":
            return records.order_by("sort_name", "slug")
        return records.oldest_first() if value == "oldest" else records.newest_first()


def _of_kind(kind: Kind) -> type[RecordFilter]:
    """The FilterSet of one kind: its own types, and no choice of kind."""
    own_types = ChoicesFilter(label=_("Type"), choices=TYPES[kind].choices)
    own = {"kind_value": str(kind), "kind": None, "type": own_types}
    if kind == Kind.ORGANISATION:
        own |= {"first_sort": "name", "alone": None}
    return type(f"{kind.title()}Filter", (RecordFilter,), own)


AgreementFilter = _of_kind(Kind.AGREEMENT)
ForumFilter = _of_kind(Kind.FORUM)
OrganisationFilter = _of_kind(Kind.ORGANISATION)
InitiativeFilter = _of_kind(Kind.INITIATIVE)
FILTERS: dict[str, type[RecordFilter]] = {
    "agreements": AgreementFilter,
    "forums": ForumFilter,
    "organisations": OrganisationFilter,
    "initiatives": InitiativeFilter,
    "records": RecordFilter,
}
