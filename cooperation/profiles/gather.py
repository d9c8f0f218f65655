"""The records of a country: which count for it and how, and what took place there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from cooperation.choices import Kind
from cooperation.filters.countries import RangeFilter
from cooperation.models import Country, Group, Membership, Organisation, Record, RecordCountry

MEETINGS = (Kind.FORUM, Kind.EDITION)
ACTS = (Kind.AGREEMENT, Kind.FORUM, Kind.EDITION, Kind.INITIATIVE)  # all but the bodies that act
Links = dict[int, tuple[RecordCountry, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record and how it counts for a country: directly, through blocs, or not at all, as it was only held there."""

    record: Record
    links: tuple[RecordCountry, ...] = ()

    @property
    def is_direct(self) -> bool:
        """Whether the country itself, or a body at home there, takes part."""
        return any(link.bloc_id is None for link in self.links)

    @property
    def is_through(self) -> bool:
        """Whether it counts only through a bloc."""
        return bool(self.links) and not self.is_direct

    @property
    def blocs(self) -> tuple[Organisation, ...]:
        """The blocs through which it counts."""
        return tuple(link.bloc for link in self.links if link.bloc)

    @property
    def is_possible(self) -> bool:
        """Whether membership on its date is only possible in every bloc through which it counts."""
        return self.is_through and all(link.vague for link in self.links)

    @property
    def bodies(self) -> list[Organisation]:
        """Who acts for the bloc where the sources do not name the bloc itself; empty where they do."""
        blocs = {bloc.pk for bloc in self.blocs}
        parts = list(self.record.participants.all()) if self.is_through else []
        if any(part.organisation_id in blocs or (part.country and part.country.bloc_id in blocs) for part in parts):
            return []
        return [part.organisation for part in parts if part.organisation and part.is_partner]

    @property
    def groups(self) -> list[Group]:
        """The groups without names that take part beside the bloc through which it counts."""
        parts = self.record.participants.all() if self.is_through else []
        return [part.group for part in parts if part.group and part.is_partner]


@dataclass(frozen=True, slots=True)
class Through:
    """The records that count through the same blocs, mostly one."""

    blocs: tuple[Organisation, ...]
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Profile:
    """A country with the records of a range, newest first; its organisations are the same whatever the range.

    `every` holds all that counts for it, whatever the range; `held` what took place there in the range.
    """

    country: Country
    entries: list[Entry]
    held: list[Entry]
    every: list[Entry]
    memberships: list[Membership]
    span: dict[str, str]

    def direct(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds that count for the country itself."""
        return [entry for entry in self.entries if entry.is_direct and entry.record.kind in kinds]

    def through(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds that count through a bloc."""
        return [entry for entry in self.entries if entry.is_through and entry.record.kind in kinds]

    def grouped(self, entries: Sequence[Entry]) -> list[Through]:
        """Entries by the blocs through which they count, by name."""
        groups: dict[tuple[Organisation, ...], list[Entry]] = defaultdict(list)
        for entry in entries:
            groups[entry.blocs].append(entry)
        return [Through(blocs, rows) for blocs, rows in sorted(groups.items(), key=lambda item: str(item[0][0]))]

    @property
    def organisations(self) -> list[Entry]:
        """Bodies with their stated home in the country."""
        return self.direct(Kind.ORGANISATION)

    @property
    def meetings_held(self) -> list[Entry]:
        """Forums and editions that took place in the country, whoever is named."""
        return [entry for entry in self.held if entry.record.kind in MEETINGS]

    @property
    def meetings_named(self) -> list[Entry]:
        """Forums and editions with the country itself that no source says were held there."""
        return [entry for entry in self.direct(*MEETINGS) if entry not in self.held]

    @property
    def meetings_through(self) -> list[Entry]:
        """Forums and editions through a bloc that no source says were held there."""
        return [entry for entry in self.through(*MEETINGS) if entry not in self.held]

    @property
    def made_there(self) -> list[Entry]:
        """What else took place in the country without counting for it."""
        return [entry for entry in self.held if not entry.links and entry.record.kind not in MEETINGS]

    @property
    def undated(self) -> list[Entry]:
        """What counts for the country itself and has no date, so that no range can match it."""
        return [entry for entry in self.every if entry.is_direct and _is_undated_act(entry.record)]

    @property
    def is_empty(self) -> bool:
        """True where nothing of the range counts for the country and nothing was held there."""
        return not self.entries and not self.held


def _is_undated_act(record: Record) -> bool:
    return not record.dated and record.kind in ACTS


def ends(entries: Sequence[Entry]) -> list[Record]:
    """The first and the latest record with a date, by when they began; bodies and series dated by editions aside."""
    dated = [row for entry in entries if (row := entry.record).date_edtf and row.kind in ACTS]
    by_time = sorted(dated, key=lambda row: (row.sort_key, row.slug))
    return [by_time[0], by_time[-1]] if len(by_time) > 1 else by_time


def profiles_of(countries: Sequence[Country], dated: RangeFilter) -> list[Profile]:
    """A profile for each country, in a number of queries that does not depend on how many there are."""
    found = _Found.read(countries, dated)
    return [found.profile(country, dated.span) for country in countries]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for all the countries together."""

    rows: list[Record]
    inside: set[int]
    links: dict[str, Links]
    members: dict[str, list[Membership]]

    @classmethod
    def read(cls, countries: Sequence[Country], dated: RangeFilter) -> "_Found":
        links = _links(countries)
        known = {pk for each in links.values() for pk in each}
        records = Record.objects.filter(Q(pk__in=known) | Q(place_country__in=countries))
        rows = list(records.newest_first().for_rows().prefetch_related("topics"))
        members: dict[str, list[Membership]] = defaultdict(list)
        for membership in Membership.objects.filter(country__in=countries).select_related("bloc", "source"):
            members[membership.country_id].append(membership)
        return cls(rows, set(dated.within(records).values_list("pk", flat=True)), links, members)

    def profile(self, country: Country, span: dict[str, str]) -> Profile:
        links = self.links[country.pk]
        entries = [Entry(row, links[row.pk]) for row in self.rows if row.pk in links]
        held = [Entry(row, links.get(row.pk, ())) for row in self.rows if row.place_country_id == country.pk]
        return Profile(
            country,
            [entry for entry in entries if entry.record.pk in self.inside or entry.record.kind == Kind.ORGANISATION],
            [entry for entry in held if entry.record.pk in self.inside],
            entries,
            self.members[country.pk],
            span,
        )


def _links(countries: Sequence[Country]) -> dict[str, Links]:
    found: dict[str, Links] = {country.pk: {} for country in countries}
    for link in RecordCountry.objects.filter(country__in=countries).select_related("bloc").order_by("bloc__name"):
        own = found[link.country_id]
        own[link.record_id] = (*own.get(link.record_id, ()), link)
    return found
