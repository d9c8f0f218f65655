"""Facets: each number shown is the length of the list that choosing the value alone would give."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation import facets
from cooperation.facets import values
from cooperation.filters import FILTERS, RecordFilter, panels
from cooperation.filters.panels import TOP
from cooperation.models import Country, Record
from tests.views.small import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]

VALUES = {
    "q": ["", "a", "day", "kenya"],
    "kind": ["agreement", "organisation", "edition"],
    "country": ["ke", "de", "ad"],
    "country_match": ["", "any", "all"],
    "via": ["", "blocs"],
    "region": ["africa", "europe", "oceania"],
    "since": ["", "2002", "2015-07"],
    "until": ["", "2016", "2021"],
    "began": ["", "1"],
    "type": ["mou", "treaty", "series", "bloc"],
    "series": ["a-series"],
    "topic": ["cybersecurity", "trade"],
    "participant": ["firm", "union"],
    "participant_match": ["", "all"],
    "level": ["government", "company", "multilateral"],
    "status": ["adopted", "planned"],
    "attested": ["announced", "reported"],
    "source": ["paper", "page"],
    "layer": ["founding", "further"],
    **{name: ["", "1"] for name in ("undated", "alone", "exact", "corroborated", "disputed")},
}
SEVERAL = {name for name in VALUES if "" not in VALUES[name]}
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(values), min_size=1, max_size=2 if name in SEVERAL else 1, unique=True)
        for name, values in VALUES.items()
    },
)
COMMON = {"suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow], "deadline": None}


def bound_to(values: dict[str, list[str]], kinds: str = "records") -> RecordFilter:
    data = QueryDict(mutable=True)
    for name, several in values.items():
        data.setlist(name, several)
    return FILTERS[kinds](data)


@settings(max_examples=25, **COMMON)
@given(values=QUERIES)
def test_every_number_is_the_length_of_the_list_it_leads_to(values: dict[str, list[str]]) -> None:
    bound = bound_to(values)
    if not bound.is_valid():
        return
    for facet, numbers in bound.counts().items():
        for value in VALUES[facet]:
            if not value:
                continue
            every = values.get(f"{facet}_match") == ["all"]
            alone = [*values.get(facet, []), value] if every else [value]
            led_to = bound_to(values | {facet: alone})
            assert led_to.is_valid()
            assert len(set(led_to.qs)) == led_to.qs.count() == numbers.get(value, 0), (facet, value)


def test_all_of_several_values_asks_for_each_of_them() -> None:
    make("a-both", who=("CN", "KE", "DE"))
    from cooperation.derive import derive  # noqa: PLC0415 - only this test writes

    derive()
    both = bound_to({"country": ["ke", "de"], "country_match": ["all"]})
    assert {record.slug for record in both.qs} == {"a-both"}
    assert both.counts("country")["country"] == {"ke": 1, "de": 1}
    through = bound_to({"country": ["ke", "de"], "country_match": ["all"], "via": ["blocs"]})
    assert {record.slug for record in through.qs} == {"a-both"}
    firms = bound_to({"participant": ["firm", "union"], "participant_match": ["all"]})
    assert not firms.qs.exists()
    assert bound_to({"participant": ["firm", "union"]}).qs.count() == 4


def test_a_record_with_a_value_in_several_rows_counts_once() -> None:
    assert bound_to({"kind": ["agreement"]}).counts("source")["source"]["page"] == 1
    assert bound_to({"country": ["ke"], "via": ["blocs"]}).counts("country")["country"]["ke"] == 3


def test_many_values_at_once_do_not_exceed_what_a_database_reads() -> None:
    for every in (False, True):
        condition = facets.select("participant", [f"nobody-{n}" for n in range(1500)], every=every)
        assert not Record.objects.filter(condition).exists()


@pytest.mark.parametrize(
    ("facet", "typed", "best"),
    [
        ("country", "Kenya", "ke"),
        ("country", "肯尼", "ke"),
        ("country", "KE", "ke"),
        ("country", "  germ", "de"),
        ("participant", "african", "union"),
        ("source", "pap", "paper"),
    ],
)
def test_values_are_found_by_any_name(facet: str, typed: str, best: str) -> None:
    ranks = facets.find(facet, typed)
    assert min(ranks, key=lambda value: (ranks[value], value)) == best


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ke", {"ke": 0, "cc": 2}),  # not Tokelau
        ("lau", {}),
        ("united k", {"gb": 1}),
        ("kingdom", {"gb": 2}),
        ("U.K", {"gb": 0}),
        ("托", {"tk": 1}),
        ("联王", {"gb": 2}),  # anywhere
        ("cote divo", {"ci": 1}),
        ("d'ivoire", {"ci": 2}),
        ("the", {}),
        ("!", {}),
    ],
)
def test_a_name_is_found_by_the_beginning_of_a_word_and_chinese_anywhere(typed: str, found: dict[str, int]) -> None:
    for code, name, name_zh, aliases in (
        ("TK", "Tokelau", "托克劳", []),
        ("CC", "Cocos (Keeling) Islands", "科科斯群岛", []),
        ("GB", "United Kingdom", "英国", ["UK", "大不列颠及北爱尔兰联王国"]),
        ("CI", "Côte d’Ivoire", "科特迪瓦", []),
    ):
        Country.objects.create(code=code, name=name, name_zh=name_zh, aliases=aliases, regions=["world"])
    assert facets.find("country", typed) == found


def test_names_are_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    facets.find("country", "x")
    asked: list[str] = []
    monkeypatch.setattr(values, "name_units", lambda name: asked.append(name) or [])
    facets.find("country", "ken")
    assert not asked


def test_nothing_is_found_by_what_names_nothing() -> None:
    assert facets.find("country", "zzz") == {}
    assert facets.labels({"country": ["cn", "zz", "KE", "a\x00"], "topic": []}) == {"country": {}, "topic": {}}
    assert facets.labels({"country": ["ke"], "topic": ["trade"]}) == {
        "country": {"ke": "Kenya"},
        "topic": {"trade": "Trade"},
    }


def test_form_shows_no_value_without_a_record_unless_chosen() -> None:
    shown = {panel.name: panel for panel in panels(bound_to({"topic": ["trade"], "country": ["ad"]}))}
    assert [(each.value, each.number) for each in shown["country"].options] == [("de", 1), ("ad", 0)]
    assert [each.number for each in shown["topic"].options] == [0]
    assert "participant" not in shown


def test_a_long_filter_shows_its_most_frequent_values_and_says_how_many_there_are() -> None:
    for number in range(12):
        make(f"body-{number:02}", "organisation", ())
    from cooperation.models import Organisation  # noqa: PLC0415 - only this test writes

    bodies = Organisation.objects.filter(slug__startswith="body-")
    make("a-meeting", "forum", tuple(bodies))
    panel = next(each for each in panels(bound_to({"participant": ["body-11"]})) if each.name == "participant")
    assert len(panel.options) == TOP + 1
    assert [each.value for each in panel.options if each.chosen] == ["body-11"]
    assert panel.all_label == "All 14 participants"


def test_number_of_queries_stays_the_same_however_much_is_chosen() -> None:
    asked = {}
    for several in (1, 2):
        values = {name: given[:several] if name in SEVERAL else given[-1:] for name, given in VALUES.items()}
        with CaptureQueriesContext(connection) as queries:
            assert panels(bound_to(values | {"q": ["kenya"]}))
        asked[several] = len(queries)
    assert asked[1] == asked[2] <= 11
