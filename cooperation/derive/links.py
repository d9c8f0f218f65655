"""For whom a record counts: countries and regions, directly or through a bloc, and levels."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cooperation import dates
from cooperation.choices import LEVEL_OF_TYPE, Kind, Level, OrganisationType, RelationType
from cooperation.models import (
    HOME,
    Country,
    Membership,
    Record,
    RecordCountry,
    RecordLevel,
    RecordRegion,
    Relation,
    Source,
)
from cooperation.search import CountryNames


@dataclass(frozen=True, slots=True)
class World:
    """What every record is compared with."""

    sources: dict[str, Source]
    members: dict[int, list[Membership]]
    bloc_of_country: dict[str, int]
    party_of_bloc: dict[int, str]
    countries: dict[str, Country]
    names: CountryNames
    regions_of_bloc: dict[int, set[str]]
    whole_of: dict[int, int]

    @classmethod
    def read(cls) -> "World":
        members: dict[int, list[Membership]] = defaultdict(list)
        for membership in Membership.objects.filter(bloc__spreads_to_members=True):
            members[membership.bloc_id].append(membership)
        countries = Country.objects.in_bulk()
        tied = {code: country.bloc_id for code, country in countries.items() if country.bloc_id}
        party_of = {bloc: code for code, bloc in tied.items()}
        names = CountryNames((row.code, row.name, row.name_zh, row.aliases) for row in countries.values())
        return cls(Source.objects.in_bulk(), members, tied, party_of, countries, names, _regions_of_blocs(), _wholes())

    def bodies(self, body: int) -> Iterator[int]:
        """A body and, one within the other, those for which it acts."""
        seen: set[int] = set()
        while body not in seen:
            seen.add(body)
            yield body
            body = self.whole_of.get(body, body)


def _wholes() -> dict[int, int]:
    """What an international body is part of: the secretariat of a bloc acts for the bloc."""
    own = Relation.objects.filter(type=RelationType.PART_OF, to__kind=Kind.ORGANISATION)
    inner = own.filter(record__type=OrganisationType.INTERNATIONAL, record__organisation__country__isnull=True)
    return dict(inner.values_list("record", "to"))


def _regions_of_blocs() -> dict[int, set[str]]:
    """The regions that all members of a bloc are of."""
    shared: dict[int, set[str]] = {}
    for bloc, regions in Membership.objects.order_by().values_list("bloc", "country__regions"):
        shared[bloc] = shared.get(bloc, set(regions)) & set(regions)
    return shared


def country_links(record: Record, world: World) -> list[RecordCountry]:
    """Countries that take part, homes of organisations, and members of blocs on the record's date."""
    codes, blocs = parties_of(record, world)
    links = [RecordCountry(record=record, country_id=code) for code in sorted(codes)]
    for bloc in sorted(blocs):
        for membership in world.members.get(bloc, []):
            certain = membership_on(membership, record)
            if certain is not None and membership.country_id not in codes | {HOME}:
                links.append(
                    RecordCountry(record=record, country_id=membership.country_id, bloc_id=bloc, vague=not certain)
                )
    return links


def region_links(record: Record, countries: list[RecordCountry], world: World) -> list[RecordRegion]:
    """The regions of the countries, unnamed groups and blocs that take part, and those of members of the blocs."""
    direct: set[str] = set()
    for participant in record.participants.all():
        direct |= set(participant.group.regions if participant.group else ())
        direct |= world.regions_of_bloc.get(participant.organisation_id or 0, set())
    through: set[str] = set()
    for link in countries:
        (through if link.bloc_id else direct).update(world.countries[link.country_id].regions)
    return [RecordRegion(record=record, region=region, direct=region in direct) for region in sorted(direct | through)]


def level_links(record: Record) -> list[RecordLevel]:
    """The levels of those who take part; of an organisation its own."""
    return [RecordLevel(record=record, level=level) for level in sorted(_levels(record))]


def _levels(record: Record) -> set[Level]:
    if record.kind == Kind.ORGANISATION:
        return {Level(LEVEL_OF_TYPE[record.type])}
    return {participant.level for participant in record.participants.all()}


def parties_of(record: Record, world: World) -> tuple[set[str], set[int]]:
    """The codes of the countries that take part themselves, without China, and the keys of the blocs that do."""
    codes, blocs = set(), set()
    home = home_of(record)
    if home:
        codes.add(home.code)
    for participant in record.participants.all():
        if participant.organisation:
            body = participant.organisation
            acting = list(world.bodies(body.pk))
            blocs.update(acting)
            codes |= {body.country_id or HOME, *(world.party_of_bloc.get(each) or HOME for each in acting)}
        else:
            codes.add(participant.country_id or (participant.group and participant.group.country_id) or HOME)
    blocs |= {world.bloc_of_country[code] for code in codes & world.bloc_of_country.keys()}
    return codes - {HOME}, blocs


def home_of(record: Record) -> Country | None:
    """The country of an organisation; None for other kinds."""
    return record.organisation.country if record.kind == Kind.ORGANISATION else None


def membership_on(membership: Membership, record: Record) -> bool | None:
    """Whether the country was a member on the record's date: True, False for possibly, None for no.

    An undated record never counts; a vague date counts by overlap.
    """
    if not record.dated or record.date_earliest is None:
        return None
    first, last = record.date_earliest, record.date_told_until or record.date_latest or dt.date.max
    joined = dates.parse(membership.joined) if membership.joined else None
    left = dates.parse(membership.left) if membership.left else None
    if (joined and joined.earliest > last) or (left and (left.latest or dt.date.max) < first):
        return None
    in_by = joined is not None and joined.begun_by <= first
    out_after = left is None or left.earliest > last
    return in_by and out_after
