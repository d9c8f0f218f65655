"""Which records have a value of a filter."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from cooperation.choices import Kind, Layer, Precision
from cooperation.models import Participant, RecordCountry, RecordLevel, RecordRegion, RecordTopic, Statement

NOTHING = Q(pk__in=[])
# Facets that are a column of the record, or of the series it is an edition of: where they stand.
COLUMNS = {"kind": "kind", "type": "type", "status": "status", "attested": "attested", "series": "series__slug"}
# Facets each value of which is a condition on the record's own columns; a switch has the one value 1.
FLAGS: dict[str, dict[str, Q]] = {
    "layer": {str(layer): Q(**{f"is_{layer}": True}) for layer in Layer},
    "undated": {"1": Q(dated=False)},
    "alone": {"1": Q(has_partner=False) & ~Q(kind=Kind.ORGANISATION)},
    "exact": {"1": Q(date_precision=Precision.DAY, date_vague=False)},
    "corroborated": {"1": Q(origins__gte=2)},
    "disputed": {"1": Q(disagrees=True)},
}
# Facets whose values hang on the record: the rows that link the two, and where these name the value.
LINKS: dict[str, tuple[Any, str]] = {
    "country": (RecordCountry, "country"),
    "participant": (Participant, "organisation__slug"),
    "region": (RecordRegion, "region"),
    "level": (RecordLevel, "level"),
    "topic": (RecordTopic, "topic"),
    "source": (Statement, "source"),
}
FACETS = (*COLUMNS, *FLAGS, *LINKS)
_DIRECT = {"country": {"bloc__isnull": True}, "region": {"direct": True}}  # the rows that hold without a bloc


class Choice(NamedTuple):
    """The values chosen in one facet: a record must have any of them, or every one."""

    values: Sequence[str]
    every: bool = False


def select(facet: str, values: Iterable[str], *, every: bool = False, through_blocs: bool = False) -> Q:
    """The condition that a record has any of these values, or every one of them.

    Countries and regions count where they take part themselves, or also through a bloc. `every` is
    for values that hang on the record: countries, participants, topics, sources, levels.
    """
    wanted = list(dict.fromkeys(values))
    if facet in COLUMNS:
        return Q(**{f"{COLUMNS[facet]}__in": wanted})
    if facet in FLAGS:
        return _any(FLAGS[facet][value] for value in wanted)
    path, links = path_of(facet), linked(facet, through_blocs)
    links = links.filter(**{f"{path}__in": [stored(facet, value) for value in wanted]})
    if not every or len(wanted) == 1:
        return Q(Exists(links.filter(record=OuterRef("pk"))))
    full = links.order_by().values("record").annotate(held=Count(F(path), distinct=True)).filter(held=len(wanted))
    return Q(pk__in=full.values("record"))


def linked(facet: str, through_blocs: bool) -> QuerySet[Any]:
    """The rows that link records with the values of a facet."""
    rows: QuerySet[Any] = LINKS[facet][0].objects.filter(**{f"{path_of(facet)}__isnull": False})
    return rows if through_blocs else rows.filter(**_DIRECT.get(facet, {}))


def path_of(facet: str) -> str:
    """Where the linking rows name the value."""
    return LINKS[facet][1]


def stored(facet: str, value: str) -> str:
    """A value as the database holds it: addresses write the codes of countries small."""
    return value.upper() if facet == "country" else value


def region_countries(region: str, path: str = "") -> Q:
    """The condition that a country, at the end of `path`, is of a region."""
    return Q(**{f"{path}regions__icontains": f'"{region}"'})


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, NOTHING)
