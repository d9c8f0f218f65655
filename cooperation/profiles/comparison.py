"""Several countries side by side: what they have in common and what only one of them has."""

from collections.abc import Sequence
from dataclasses import dataclass

from cooperation.choices import Kind
from cooperation.models import Membership, Organisation, Record, Topic
from cooperation.profiles.gather import ACTS, Entry, Profile
from cooperation.profiles.topics import counts_by_topic

Counted = list[tuple[Topic, int]]


@dataclass(frozen=True, slots=True)
class Shared:
    """A record that counts for every country, with how it counts for each, in their order."""

    record: Record
    entries: list[tuple[Profile, Entry]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more profiles of the same range."""

    profiles: Sequence[Profile]

    def shared(self, *kinds: str) -> list[Shared]:
        """The records of these kinds that count for all of them, newest first."""
        found = [{entry.record.pk: entry for entry in profile.entries} for profile in self.profiles]
        return [
            Shared(entry.record, [(profile, own[pk]) for profile, own in zip(self.profiles, found, strict=True)])
            for pk, entry in found[0].items()
            if entry.record.kind in kinds and all(pk in own for own in found)
        ]

    @property
    def agreements(self) -> list[Shared]:
        """The agreements that count for all of them."""
        return self.shared(Kind.AGREEMENT)

    @property
    def topics(self) -> list[list[tuple[Profile, Counted]]]:
        """Two rows: for each country the topics that all of them have, and those that not all have, with numbers."""
        counts = [counts_by_topic(profile.direct(*ACTS)) for profile in self.profiles]
        common = set.intersection(*(set(own) for own in counts))
        return [
            [
                (profile, [(topic, n) for topic, n in own.most_common() if (topic in common) is shared])
                for profile, own in zip(self.profiles, counts, strict=True)
            ]
            for shared in (True, False)
        ]

    @property
    def blocs(self) -> list[tuple[Organisation, list[tuple[Profile, list[Membership]]]]]:
        """Every bloc that one of them belongs to, those of most first, with the memberships of each country."""
        blocs = {row.bloc_id: row.bloc for profile in self.profiles for row in profile.memberships}
        rows = [(bloc, [(profile, _within(profile, bloc)) for profile in self.profiles]) for bloc in blocs.values()]
        return sorted(rows, key=lambda row: (-sum(bool(own) for _profile, own in row[1]), row[0].name))


def _within(profile: Profile, bloc: Organisation) -> list[Membership]:
    return [row for row in profile.memberships if row.bloc_id == bloc.pk]
