"""Whom a group without names may hold: its label and its regions say so, and nothing else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cooperation.choices import Region
from cooperation.models import HOME, Country, Group
from cooperation.search import CountryNames

_ASIA = {Region.ASEAN, Region.CENTRAL_ASIA, Region.EAST_ASIA, Region.SOUTH_ASIA, Region.MIDDLE_EAST}
# What labels say that is wider than a region: a group of it bears "no single region" beside those it has.
_WIDER = ((re.compile(r"\bAsian?\b"), _ASIA), (re.compile(r"\bAsia-Pacific\b"), {Region.OCEANIA}))
_EVERYWHERE = re.compile(r"\bcontinents\b")
_HOME = re.compile(r"\bChin(?:a|ese)\b")
_OF_HOME = re.compile(r"\bEast Asian?\b")


@dataclass(frozen=True, slots=True)
class Reach:
    """The countries that a label names, else the regions of which it speaks, and the label itself."""

    countries: frozenset[str]
    regions: frozenset[str]
    label: str

    @classmethod
    def of(cls, group: Group, names: CountryNames) -> "Reach":
        """What a group says of itself."""
        return cls(frozenset(names.mentioned(group.label) - {HOME}), frozenset(_regions(group)), group.label)

    def may_include(self, country: Country, blocs: Iterable[str]) -> bool:
        """Whether it may hold a country that belongs to blocs of these names; a label with countries holds no other."""
        if self.countries:
            return country.pk in self.countries
        if self.regions & set(country.regions):
            return True
        return any(re.search(rf"\b{re.escape(name)}\b", self.label) for name in blocs)

    @property
    def is_vague(self) -> bool:
        """True where the group is of no single region."""
        return Region.WORLD in self.regions and not self.countries


def _regions(group: Group) -> set[str]:
    """The regions of a group; that of China is not meant where the label names China beside others."""
    if _EVERYWHERE.search(group.label):
        return {Region.WORLD}
    regions: set[str] = set(group.regions)
    if _HOME.search(group.label) and not _OF_HOME.search(group.label):
        regions -= {Region.EAST_ASIA}
    wider = [more for words, more in _WIDER if words.search(group.label)] if Region.WORLD in regions else []
    return regions.union(*wider) - {Region.WORLD} if wider else regions
