"""Who takes part with whom: the others in the records of a country or body, and where those of a record meet again.

A country takes part where it is named itself or a body at home there is, as the filters count it; the EU's bloc is the
EU. China takes part everywhere and is left out, its bodies are not.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cooperation.choices import Role
from cooperation.models import HOME, Country, Group, Organisation, Participant, Record, RecordCountry
from cooperation.models.record import RecordQuerySet

COUNTRY, ORGANISATION, GROUP = "country", "organisation", "group"
THROUGH_BODY, THROUGH_BLOC = "body", "bloc"
Key = tuple[str, Any]
Ways = dict[int, set[str]]
_SHOWN = (
    "slug",
    "kind",
    "name",
    "status",
    "attested",
    "sort_key",
    "date_edtf",
    "date_earliest",
    "date_latest",
    "date_vague",
)


@dataclass(frozen=True, slots=True)
class Tie:
    """One participant and the records it shares, the newest first.

    `ways` holds the roles in which it takes part, and `body` or `bloc` where it is not named itself; `met` those of a
    record's participants whom it meets again.
    """

    sort: str
    who: Any
    records: list[Record]
    ways: frozenset[str]
    met: list[Any] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many records it shares."""
        return len(self.records)

    @property
    def by_body(self) -> bool:
        """True for a country that a body at home there stands for in some of them."""
        return THROUGH_BODY in self.ways

    @property
    def by_bloc(self) -> bool:
        """True for a country that counts through a bloc in some of them."""
        return THROUGH_BLOC in self.ways

    @property
    def roles(self) -> list[str]:
        """Its roles in these records, in words."""
        return [str(role.label) for role in Role if role in self.ways]

    @property
    def first(self) -> Record | None:
        """The shared record that begins first, if any is dated."""
        return min(self._dated, key=lambda record: record.date_earliest or dt.date.max, default=None)

    @property
    def latest(self) -> Record | None:
        """The shared record that stands first in lists, if any is dated."""
        return next(iter(self._dated), None)

    @property
    def _dated(self) -> list[Record]:
        return [record for record in self.records if record.date_earliest]


@dataclass(frozen=True, slots=True)
class Ties:
    """All ties of a country or body, the closest first: of its `total` records, `shared` name someone else."""

    ties: list[Tie]
    total: int
    shared: int


def ties_of(ego: Country | Organisation, records: RecordQuerySet, *, through_blocs: bool = False) -> Ties:
    """Everyone who takes part in the same records as a country or body, among these records."""
    links = RecordCountry.objects.all() if through_blocs else RecordCountry.objects.filter(bloc__isnull=True)
    own = _own_records(ego, records, links)
    found = _take_part(own.order_by().values("pk"), links)
    for key in _same_party(ego):
        found.pop(key, None)
    shown = list(own.only(*_SHOWN).newest_first())
    company = {record for ways in found.values() for record in ways}
    return Ties(_ties(found, shown), len(shown), len(company))


def _own_records(
    ego: Country | Organisation, records: RecordQuerySet, links: "QuerySet[RecordCountry]"
) -> RecordQuerySet:
    if isinstance(ego, Country):
        return records.filter(Exists(links.filter(record=OuterRef("pk"), country=ego)))
    return records.filter(Exists(Participant.objects.filter(record=OuterRef("pk"), organisation=ego)))


def _same_party(ego: Country | Organisation) -> Iterator[Key]:
    """What is no company: the country or body itself, the country whose body it is, the bloc whose party it is."""
    if isinstance(ego, Country):
        yield from ((COUNTRY, ego.pk), (ORGANISATION, ego.bloc_id))
        return
    yield from ((ORGANISATION, ego.pk), (COUNTRY, ego.country_id))
    yield from ((COUNTRY, party) for party in Country.objects.filter(bloc=ego).values_list("pk", flat=True))


def _take_part(records: Any, links: "QuerySet[RecordCountry]") -> dict[Key, Ways]:
    """Everyone in these records but China, with the ways in which each takes part in each of them."""
    found: dict[Key, Ways] = defaultdict(lambda: defaultdict(set))
    for record, key, role in _named(Participant.objects.filter(record__in=records)):
        found[key][record].add(role)
    for record, code, bloc in links.filter(record__in=records).values_list("record_id", "country_id", "bloc_id"):
        ways = found[COUNTRY, code][record]
        if not ways & set(Role.values):
            ways.add(THROUGH_BLOC if bloc else THROUGH_BODY)
    for code, bloc in Country.objects.filter(bloc__isnull=False).values_list("code", "bloc_id"):
        for record, roles in found.pop((ORGANISATION, bloc), {}).items():
            found[COUNTRY, code][record] = roles | found[COUNTRY, code][record] - {THROUGH_BODY}
    return found


def _named(participants: "QuerySet[Participant]") -> Iterator[tuple[int, Key, str]]:
    """Each participant but China: its record, who it is, its role."""
    rows = participants.order_by("position").values_list(
        "record_id", "role", "country_id", "organisation_id", "group_id"
    )
    for record, role, country, organisation, group in rows:
        if country != HOME:
            sorts = ((COUNTRY, country), (ORGANISATION, organisation), (GROUP, group))
            yield record, next(key for key in sorts if key[1] is not None), role


def meetings(record: Record, records: RecordQuerySet) -> list[Tie]:
    """The participants that a record names, and in which others of these records at least two of them meet again."""
    here = _named_in(record)
    again = Participant.objects.filter(_any_of(here), record__in=records.order_by().values("pk")).exclude(record=record)
    present: dict[int, set[Key]] = defaultdict(set)
    for other, key, _role in _named(again):
        present[other].add(key)
    present = {other: keys for other, keys in present.items() if len(keys) > 1}
    shown = list(Record.objects.filter(pk__in=present).only(*_SHOWN).newest_first())
    people = _people(here)
    return _closest_first(
        Tie(
            key[0],
            people[key],
            [other for other in shown if key in present[other.pk]],
            frozenset(roles),
            [people[each] for each in here if each != key and any({each, key} <= keys for keys in present.values())],
        )
        for key, roles in here.items()
    )


def _named_in(record: Record) -> dict[Key, set[str]]:
    """The participants of one record but China, each with its roles."""
    here: dict[Key, set[str]] = defaultdict(set)
    for _record, key, role in _named(record.participants.all()):
        here[key].add(role)
    return here


def _any_of(keys: Iterable[Key]) -> Q:
    """Participants that are one of these."""
    condition = Q(pk__in=[])
    for sort, own in _by_sort(keys).items():
        condition |= Q(**{f"{sort}__in": own})
    return condition


def _by_sort(keys: Iterable[Key]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {COUNTRY: [], ORGANISATION: [], GROUP: []}
    for sort, own in keys:
        found[sort].append(own)
    return found


def _people(keys: Iterable[Key]) -> dict[Key, Any]:
    """The countries, organisations and groups themselves, in three queries."""
    wanted = _by_sort(keys)
    organisations = Organisation.objects.select_related("country").defer("search_text", "search_names", "summary")
    tables = {COUNTRY: Country.objects.all(), ORGANISATION: organisations, GROUP: Group.objects.all()}
    return {(sort, row.pk): row for sort, rows in tables.items() for row in rows.filter(pk__in=wanted[sort])}


def _ties(found: dict[Key, Ways], shown: list[Record]) -> list[Tie]:
    people = _people(key for key, ways in found.items() if ways)
    return _closest_first(
        Tie(
            key[0],
            who,
            [record for record in shown if record.pk in found[key]],
            frozenset().union(*found[key].values()),
        )
        for key, who in people.items()
    )


def _closest_first(ties: Iterable[Tie]) -> list[Tie]:
    """By number of records, then by name."""
    return sorted(ties, key=lambda tie: (-tie.number, str(tie.who).casefold()))
