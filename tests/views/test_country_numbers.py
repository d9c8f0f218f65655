"""The sentence of a country and the lists of its page say the same, for every country of the real records."""

import re

import pytest
from django.http import QueryDict

from cooperation.choices import Kind
from cooperation.filters.countries import RangeFilter
from cooperation.models import HOME, Country
from cooperation.profiles import Entry, Profile, profiles_of, sentence
from cooperation.templatetags.countries import section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
PARTS = [("agreement",), ("forum", "edition"), ("organisation",), ("initiative",)]
DIRECTLY = re.compile(r"(\d+) (agreement|forum|edition|organisation|initiative)s?\b")
RECORDS = re.compile(r"(\d+) records? (through|held or made there)")


def rows_of(profile: Profile) -> list[Entry]:
    """Every row of the page's lists, as its template asks for them."""
    rows = [*profile.meetings_held, *profile.meetings_named, *profile.made_there]
    for kinds in PARTS:
        found = section(profile, *kinds)
        rows += [entry for group in found.groups for entry in group.entries]
        rows += [] if "forum" in kinds else found.direct
    return rows


@pytest.mark.parametrize("query", ["", "since=2015", "until=2012"])
def test_the_numbers_of_each_sentence_are_those_of_the_lists(query: str) -> None:
    dated = RangeFilter(QueryDict(query))
    assert dated.is_valid()
    profiles = profiles_of(list(Country.objects.exclude(code=HOME)), dated)
    assert sum(bool(profile.held) for profile in profiles) > 2
    for profile in profiles:
        check(profile, sentence(profile, dated.words))


def check(profile: Profile, words: str) -> None:
    """Kind by kind what counts directly, and what counts through blocs or was only held there."""
    rows = rows_of(profile)
    assert len({entry.record.pk for entry in rows}) == len(rows), words
    told = dict.fromkeys(Kind, 0) | {Kind(kind): int(number) for number, kind in DIRECTLY.findall(words)}
    listed = {kind: sum(entry.is_direct and entry.record.kind == kind for entry in rows) for kind in Kind}
    assert told == listed, words
    sums = dict.fromkeys(("through", "held or made there"), 0)
    for number, how in RECORDS.findall(words):
        sums[how] += int(number)
    through = sum(entry.is_through for entry in rows)
    assert sums == {"through": through, "held or made there": sum(not entry.links for entry in rows)}, words


def test_a_country_that_only_lent_its_ground_says_so() -> None:
    dated = RangeFilter(QueryDict())
    assert dated.is_valid()
    [hong_kong] = profiles_of([Country.objects.get(code="HK")], dated)
    assert "; 2 records held or made there by others" in sentence(hong_kong, "")
