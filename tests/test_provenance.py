"""The written rule that chooses a value, and the verdicts that follow from the statements."""

import pytest

from cooperation.models import Statement
from cooperation.provenance import Claim, chosen, comparable, contested, verdict


def dated(value, kind="government", origin=None):
    return Claim("date", value, kind, origin=origin or value)


def people(*identities, complete=False, kind="government"):
    named = frozenset(("member", identity) for identity in identities)
    return Claim("participants", named, kind, complete, origin=str((identities, complete)))


@pytest.mark.parametrize(
    ("claims", "shown", "said"),
    [
        ([dated("2017")], "2017", "single"),
        ([dated("2017", origin="a"), dated("2017", "news", "b")], "2017", "agree"),
        ([dated("2017", origin="a"), dated("2017", "news", "a")], "2017", "single"),
        ([dated("2017", origin="a"), dated("2017-12-03", origin="a")], "2017-12-03", "single"),
        ([dated("2015", origin="a"), dated("2016", origin="a")], "2015", "contradicts"),
        ([dated("2014-11-19/2014-11-21"), dated("2014-11-20", "news")], "2014-11-19/2014-11-21", "disagree"),
        ([dated("2015"), dated("2015~", "news")], "2015", "refined"),
        ([dated("2017-12", "press-release"), dated("2017-12-03")], "2017-12-03", "refined"),
        ([dated("2017-12-03", "news"), dated("2017-12")], "2017-12-03", "refined"),
        ([dated("2015-05-08", "news"), dated("2015-05-09")], "2015-05-09", "disagree"),
        ([dated("2015-05-08"), dated("2015-05-09")], "2015-05-08", "disagree"),
        ([dated("2015"), dated("2016-01-01", "news")], "2015", "disagree"),
    ],
)
def test_the_better_publisher_wins_and_the_more_exact_refines_it(claims, shown, said):
    assert chosen(claims) == shown
    assert verdict(claims) == said


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (
            [people("country:LA", "country:TH", complete=True), people("country:LA", "country:EG", "country:TH")],
            "disagree",
        ),
        ([people("country:LA"), people("country:LA", "country:EG")], "refined"),
        ([people("country:LA"), people("country:LA", "country:EG", complete=True)], "refined"),
        ([people("country:LA", complete=True), people("country:LA")], "agree"),
    ],
)
def test_only_a_complete_list_can_be_contradicted(claims, said):
    assert verdict(claims) == said


def test_participants_shown_are_all_that_any_source_names():
    claims = [people("country:LA", complete=True), people("country:EG", kind="news")]
    assert chosen(claims) == frozenset({("member", "country:LA"), ("member", "country:EG")})


@pytest.mark.parametrize(
    ("wide", "narrow", "said"),
    [
        ({"country": "CN"}, {"name": "Wuzhen", "country": "CN"}, "refined"),
        ({"name": "Wuzhen"}, {"name": "Wuzhen, Zhejiang Province"}, "refined"),
        ({"name": "Wuzhen"}, {"name": "Beijing"}, "disagree"),
        ({"name": "Paris", "country": "FR"}, {"name": "Paris", "country": "US"}, "disagree"),
    ],
)
def test_places_refine_or_contradict(wide, narrow, said):
    claims = [Claim("place", comparable("place", value), "government", origin=str(value)) for value in (wide, narrow)]
    assert verdict(claims) == said


def test_other_names_are_aliases_and_never_a_disagreement():
    assert (
        verdict([Claim("name", "Fund", "news", origin="a"), Claim("name", "Foundation", "news", origin="b")]) == "agree"
    )


def test_figures_are_compared_by_number_not_by_writing():
    values = [{"number": "274", "as_of": "2001"}, {"number": "274.0", "as_of": "2001"}]
    claims = [Claim("figure", comparable("figure", value), "government", origin=str(value)) for value in values]
    assert verdict(claims) == "agree"


def test_a_participant_that_a_complete_list_lacks_is_contested():
    def said(*codes, complete):
        return Statement(
            field="participants", value=[{"role": "member", "country": c} for c in codes], complete=complete
        )

    assert contested([said("LA", "TH", complete=True), said("LA", "EG", complete=False)]) == {"country:EG"}
    assert contested([said("LA", complete=False), said("LA", "EG", complete=True)]) == set()
    assert contested([Statement(field="name", value="Laos")]) == set()
