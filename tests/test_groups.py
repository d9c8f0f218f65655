"""Whom a group without names may hold follows from its label and regions."""

import pytest

from cooperation.models import Country, Group
from cooperation.profiles.groups import Reach
from cooperation.search import CountryNames

PLACES = {
    "CN": ("China", "east-asia"),
    "JP": ("Japan", "east-asia"),
    "IT": ("Italy", "europe"),
    "DE": ("Germany", "europe"),
    "KE": ("Kenya", "africa"),
    "FJ": ("Fiji", "oceania"),
    "US": ("United States", "north-america"),
    "KZ": ("Kazakhstan", "central-asia"),
}
NAMES = CountryNames((code, name, name, []) for code, (name, _region) in PLACES.items())


def held(label: str, *regions: str, blocs: tuple[str, ...] = ()) -> str:
    """The codes of the countries that such a group may hold."""
    reach = Reach.of(Group(slug="g", label=label, regions=list(regions)), NAMES)
    countries = [Country(code=code, name=name, regions=[region]) for code, (name, region) in PLACES.items()]
    return " ".join(sorted(each.code for each in countries if each.code != "CN" and reach.may_include(each, blocs)))


@pytest.mark.parametrize(
    ("label", "regions", "codes"),
    [
        ("countries in Africa", ["africa"], "KE"),
        ("companies of China and Italy", ["east-asia", "europe"], "IT"),
        ("Chinese and European banks", ["east-asia", "europe"], "DE IT"),
        ("East Asian and Chinese banks", ["east-asia"], "JP"),
        ("more than 10 countries in Europe, Asia and Africa", ["europe", "africa", "world"], "DE IT JP KE KZ"),
        ("Asia-Pacific and African institutions", ["africa", "world"], "FJ JP KE KZ"),
        ("countries in Central Asia", ["central-asia"], "KZ"),
        ("countries of five continents", ["africa", "europe", "world"], ""),
        ("other countries", ["world"], ""),
    ],
)
def test_a_group_may_hold_whom_its_label_and_regions_say(label: str, regions: list[str], codes: str) -> None:
    assert held(label, *regions) == codes


def test_a_group_of_a_bloc_may_hold_its_members() -> None:
    assert held("other SCO member states", "world", blocs=("SCO",)) == "DE FJ IT JP KE KZ US"
    assert held("other SCO member states", "world", blocs=("ASEAN",)) == ""


def test_only_a_group_of_no_region_and_no_country_is_vague() -> None:
    vague = [
        Reach.of(Group(label=label, regions=["world"]), NAMES).is_vague
        for label in ("other countries", "countries of five continents", "firms of Italy", "countries in Asia")
    ]
    assert vague == [True, True, False, False]
