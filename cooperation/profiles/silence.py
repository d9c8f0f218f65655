"""What the sources do not say of a country: what a reader must not take for an answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from cooperation.choices import Kind, OrganisationType
from cooperation.filters.countries import RangeFilter
from cooperation.filters.words import PLURALS
from cooperation.models import Gap, Group, Membership, Organisation, Participant, Record
from cooperation.profiles.gather import ACTS, Entry, Profile
from cooperation.profiles.groups import Reach
from cooperation.search import CountryNames

NOT_NAMED = (Kind.AGREEMENT, Kind.FORUM, Kind.INITIATIVE)
Rows = dict[int, Record]


@dataclass(frozen=True, slots=True)
class Silence:
    """What is not said of one country.

    Memberships and gaps are the same whatever the range; of groups and blocs what has no date belongs to any range.
    """

    kinds: list[str | Promise]
    undated: list[Entry]
    agreements: int
    placeless: list[Entry]
    expected: list[Entry]
    disputed: list[Entry]
    groups: list[tuple[Group, list[Record]]]
    vague_groups: int
    vague_records: int
    undated_blocs: list[tuple[Organisation, list[Record]]]
    unentered: list[tuple[Organisation, list[Record]]]
    memberships: list[Membership]
    gaps: list[Gap]

    @property
    def group_records(self) -> int:
        """How many records name such a group and do not count for the country."""
        return len({record.pk for _group, records in self.groups for record in records})


@dataclass(frozen=True, slots=True)
class _World:
    """Unnamed groups and blocs with what they take part in, memberships, and what is known to be missing."""

    groups: list[tuple[Group, Rows]]
    reaches: dict[str, Reach]
    blocs: list[tuple[Organisation, Rows]]
    members: dict[int, set[str]]
    gaps: list[tuple[Gap, set[str]]]

    @classmethod
    def read(cls, dated: RangeFilter) -> "_World":
        inside = dated.within(Record.objects.all()).order_by().values("pk")
        parts = Participant.objects.order_by("-record__sort_key", "record__slug")
        parts = parts.filter(Q(record__dated=False) | Q(record__in=inside))
        unnamed = parts.filter(group__isnull=False, group__country__isnull=True).select_related("group", "record")
        blocs = parts.filter(organisation__type=OrganisationType.BLOC).select_related("organisation", "record")
        members: dict[int, set[str]] = defaultdict(set)
        for bloc, country in Membership.objects.values_list("bloc_id", "country_id"):
            members[bloc].add(country)
        names = CountryNames.read()
        gaps = [(gap, names.mentioned(f"{gap.subject} {gap.reason}")) for gap in Gap.objects.all()]
        groups = _by(unnamed, "group")
        reaches = {group.pk: Reach.of(group, names) for group, _rows in groups}
        return cls(groups, reaches, _by(blocs, "organisation"), members, gaps)


def _by(parts: Iterable[Participant], who: str) -> list[tuple[Any, Rows]]:
    found: dict[Any, Rows] = defaultdict(dict)
    for part in parts:
        found[getattr(part, who)][part.record_id] = part.record
    return sorted(found.items(), key=lambda item: str(item[0]))


def silences(profiles: Sequence[Profile], dated: RangeFilter) -> list[Silence]:
    """What is not said of each of these countries, in a number of queries that does not depend on how many."""
    world = _World.read(dated)
    return [_silence(profile, world) for profile in profiles]


def _silence(profile: Profile, world: _World) -> Silence:
    agreements, direct = profile.direct(Kind.AGREEMENT), profile.direct(*ACTS)
    near, far = _groups(profile, world)
    return Silence(
        kinds=_kinds({entry.record.kind for entry in direct}),
        undated=profile.undated,
        agreements=len(agreements),
        placeless=[entry for entry in agreements if not (entry.record.place_name or entry.record.place_country_id)],
        expected=[entry for entry in direct if entry.record.is_expected],
        disputed=[entry for entry in direct if entry.record.disagrees],
        groups=near,
        vague_groups=len(far),
        vague_records=len({pk for _group, rows in far for pk in rows}),
        undated_blocs=_undated_through(profile, world),
        unentered=[(bloc, list(rows.values())) for bloc, rows in world.blocs if not world.members.get(bloc.pk)],
        memberships=profile.memberships,
        gaps=[gap for gap, codes in world.gaps if profile.country.pk in codes],
    )


def _kinds(found: set[str]) -> list[str | Promise]:
    """The kinds of which no record names the country; an edition is a meeting of its forum."""
    met = found | {str(Kind.FORUM)} if Kind.EDITION in found else found
    return [PLURALS[kind] for kind in NOT_NAMED if kind not in met]


def _groups(profile: Profile, world: _World) -> tuple[list[tuple[Group, list[Record]]], list[tuple[Group, Rows]]]:
    """Groups that may include the country with the records that do not count for it; groups of no single region."""
    counted = {entry.record.pk for entry in profile.every}
    blocs = [name for membership in profile.memberships for name in _names(membership.bloc)]
    near, far = [], []
    for group, rows in world.groups:
        reach = world.reaches[group.pk]
        left = {pk: row for pk, row in rows.items() if pk not in counted}
        if left and reach.may_include(profile.country, blocs):
            near.append((group, list(left.values())))
        elif left and reach.is_vague:
            far.append((group, left))
    return near, far


def _names(bloc: Organisation) -> list[str]:
    return [bloc.name, *bloc.aliases]


def _undated_through(profile: Profile, world: _World) -> list[tuple[Organisation, list[Record]]]:
    """Records without a date of blocs to which the country belongs: whether it did by then nobody can tell."""
    counted = {entry.record.pk for entry in profile.every}
    code, found = profile.country.pk, []
    for bloc, rows in world.blocs:
        undated = [row for pk, row in rows.items() if not row.dated and pk not in counted]
        if undated and bloc.spreads_to_members and code in world.members[bloc.pk]:
            found.append((bloc, undated))
    return found
