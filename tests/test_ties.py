"""Who takes part with whom: made-up records whose company is known exactly."""

from collections.abc import Callable
from typing import Any

import pytest

from cooperation.derive import derive
from cooperation.models import Country, Group, Membership, Organisation, Record
from cooperation.ties import Tie, Ties, meetings, ties_of
from tests.views import small

pytestmark = pytest.mark.django_db
Found = list[tuple[str, int]]


@pytest.fixture
def world() -> dict[str, Any]:
    """Kenya and Germany, a German and a Chinese body, a bloc of which Kenya is a member, and an unnamed group."""
    small.vocabulary()
    made = {
        "firm": small.make("firm", "organisation", (), name="Firm", country_id="DE"),
        "office": small.make("office", "organisation", (), name="Office", type="agency", country_id="CN"),
        "union": small.make("union", "organisation", (), name="Union", type="bloc", spreads_to_members=True),
    }
    bodies: dict[str, Any] = {slug: Organisation.objects.get(slug=slug) for slug in made}
    Membership.objects.create(bloc=bodies["union"], country_id="KE", joined="2002")
    return bodies | {"group": Group.objects.create(slug="many", label="many others")}


def company(ties: Ties | list[Tie]) -> Found:
    return [(str(tie.who), tie.number) for tie in (ties.ties if isinstance(ties, Ties) else ties)]


@pytest.fixture
def of(world: dict[str, Any]) -> Callable[..., Ties]:
    def ask(who: str, **more: Any) -> Ties:
        derive()
        ego = world[who] if who in world else Country.objects.get(code=who)
        return ties_of(ego, Record.objects.all(), **more)

    return ask


def test_company_is_everyone_else_but_china_the_closest_first(world: dict[str, Any], of: Callable[..., Ties]) -> None:
    small.make("one", who=("CN", "KE", "AD", world["office"], world["group"]), date="2015")
    small.make("two", who=("CN", "KE", "AD"), date="2019")
    small.make("alone", who=("CN", "KE"), date="2020")
    found = of("KE")
    assert company(found) == [("Andorra", 2), ("many others", 1), ("Office", 1)]
    assert (found.total, found.shared) == (3, 2)
    andorra = found.ties[0]
    assert [record.slug for record in andorra.records] == ["two", "one"]
    assert andorra.first
    assert andorra.latest
    assert (andorra.first.slug, andorra.latest.slug) == ("one", "two")


def test_country_counts_through_a_body_at_home_there(world: dict[str, Any], of: Callable[..., Ties]) -> None:
    small.make("one", who=("CN", "KE", world["firm"]))
    small.make("two", who=("CN", "KE", "DE", world["firm"]))
    found = of("KE")
    germany = found.ties[1]
    assert company(found) == [("Firm", 2), ("Germany", 2)]
    assert (germany.roles, germany.by_body) == (["signatory or party"], True)
    assert company(of("DE")) == [("Firm", 2), ("Kenya", 2)]


def test_home_country_is_no_company_of_its_body(world: dict[str, Any], of: Callable[..., Ties]) -> None:
    small.make("one", who=("CN", "KE", world["firm"]))
    assert company(of("firm")) == [("Kenya", 1)]


def test_blocs_count_for_their_members_only_when_asked(world: dict[str, Any], of: Callable[..., Ties]) -> None:
    small.make("one", who=("CN", "DE", world["union"]), date="2015")
    assert company(of("DE")) == [("Union", 1)]
    through = of("DE", through_blocs=True)
    assert company(through) == [("Kenya", 1), ("Union", 1)]
    assert through.ties[0].by_bloc
    assert company(of("KE")) == []
    assert company(of("KE", through_blocs=True)) == [("Germany", 1), ("Union", 1)]


def test_party_and_its_bloc_are_one(world: dict[str, Any], of: Callable[..., Ties]) -> None:
    Country.objects.create(code="EU", name="The Party", name_zh="x", bloc=world["union"])
    small.make("one", who=("CN", "DE", world["union"]))
    small.make("two", who=("CN", "DE", "EU"))
    found = of("DE")
    assert company(found) == [("The Party", 2)]
    assert (found.ties[0].roles, found.ties[0].by_body) == (["signatory or party"], False)
    assert company(of("EU")) == [("Germany", 2)]
    assert company(of("union")) == [("Germany", 1)]


def test_only_the_records_asked_for_are_looked_at(world: dict[str, Any]) -> None:
    small.make("one", who=("CN", "KE", "AD"), date="2015")
    small.make("two", who=("CN", "KE", "DE"), date="2019")
    derive()
    kenya = Country.objects.get(code="KE")
    assert company(ties_of(kenya, Record.objects.filter(slug="two"))) == [("Germany", 1)]


def test_undated_record_is_neither_first_nor_latest(world: dict[str, Any], of: Callable[..., Ties]) -> None:
    small.make("one", who=("CN", "KE", "AD"))
    tie = of("KE").ties[0]
    assert (tie.first, tie.latest) == (None, None)
    small.make("two", who=("CN", "KE", "AD"), date="2019")
    tie = of("KE").ties[0]
    assert tie.first == tie.latest
    assert [record.slug for record in tie.records] == ["two", "one"]


def test_participants_of_a_record_meet_again_where_two_of_them_are_named(world: dict[str, Any]) -> None:
    record = small.make("one", who=("CN", "KE", "DE", "AD", world["office"]), date="2015")
    small.make("two", who=("CN", "KE", "DE"), date="2019")
    small.make("three", who=("CN", "KE", world["office"]), date="2020")
    small.make("only-one", who=("CN", "KE", world["group"]), date="2021")
    small.make("body", who=("CN", "KE", world["firm"]), date="2022")
    derive()
    found = meetings(record, Record.objects.all())
    assert company(found) == [("Kenya", 2), ("Germany", 1), ("Office", 1), ("Andorra", 0)]
    assert [[str(who) for who in tie.met] for tie in found] == [["Germany", "Office"], ["Kenya"], ["Kenya"], []]
    assert [each.slug for each in found[0].records] == ["three", "two"]


def test_record_that_names_only_china_has_no_meetings(world: dict[str, Any]) -> None:
    assert meetings(small.make("one"), Record.objects.all()) == []
