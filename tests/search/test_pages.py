"""The search page: how words were read, what is marked, what is offered where nothing is found; suggestions."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from cooperation.derive import derive
from cooperation.filters import RecordFilter, pills, sentence
from cooperation.models import Country, Organisation
from cooperation.search import Reading, nearby
from cooperation.search.nearby import Nearby
from cooperation.views.reading import dates_in_words
from tests.views import small
from tests.views.small import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def records(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Records of two countries, one with markup in its texts."""
    with django_db_blocker.unblock(), transaction.atomic():
        small.vocabulary()
        Country.objects.create(code="TZ", name="Tanzania", name_zh="坦桑尼亚", regions=["africa"])
        union = small.make("union", "organisation", (), type="bloc", name="African Union", spreads_to_members=True)
        bloc = Organisation.objects.get(pk=union.pk)
        bloc.members.create(country_id="KE", joined="2002")
        firm = small.make("firm", "organisation", (), name="Huawei", aliases=["Hua & Wei"])
        small.make("both", name="A memorandum", date="2016-02-01", who=("CN", "KE", "TZ"), name_zh="合作备忘录")
        small.make("kenya", name="Kenya note", date="2021", who=("CN", "KE"), aliases=["Nairobi paper"])
        small.make("through", name="Union note", date="2018", who=("CN", bloc))
        summary = (
            f"{'It begins with many words. ' * 6}Then <b>organisations</b> & centres meet. {'And it goes on. ' * 20}"
        )
        small.make("told", name="A <i>plain</i> name", summary=summary)
        small.make("firmly", name="Plain", who=("CN", Organisation.objects.get(pk=firm.pk)))
        derive()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def page(client: Client, query: str, path: str = "/search/", **more: str) -> str:
    answer = client.get(path, {"q": query, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_how_the_words_were_read(client: Client) -> None:
    html = page(client, "Kenya note 2021")
    assert shown(html) == ["kenya"]
    assert 'Read as: <a href="/countries/ke/">Kenya</a>, <strong>dated 2021</strong>, the words “note”' in html
    assert '<a href="/search/?q=note&amp;country=ke&amp;since=2021&amp;until=2021">The same as filters</a>' in html


def test_a_kind_leads_to_its_list(client: Client) -> None:
    html = page(client, "Kenya agreements")
    assert '<a href="/agreements/">agreements</a>' in html
    assert '<a href="/agreements/?country=ke">The same as filters</a>' in html


def test_two_countries_are_both_meant_and_either_is_offered(client: Client) -> None:
    html = page(client, "kenya tanzania")
    assert shown(html) == ["both"]
    assert '"/countries/compare/?country=ke&amp;country=tz">Compare Kenya and Tanzania</a>' in html
    assert '"/search/?country=ke&amp;country=tz&amp;country_match=any">With any of them</a>' in html


def test_what_counts_through_a_bloc_is_offered_where_nothing_is_found(client: Client) -> None:
    html = page(client, "Kenya 2018")
    assert not shown(html)
    assert '?country=ke&amp;since=2018&amp;until=2018&amp;via=blocs">1 record when a country counts' in html


@pytest.mark.parametrize("query", ["memorandum", "plain", "paper 2021 of Kenya"])
def test_words_alone_are_not_explained(client: Client, query: str) -> None:
    assert ("Read as:" in page(client, query)) == ("Kenya" in query)


def test_hits_are_marked_in_names_and_explained_by_what_else_matched(client: Client) -> None:
    assert "A <mark>memorandum</mark></a>" in page(client, "memoranda")
    assert '<span class="zh" lang="zh-Hans"><mark>合作</mark>备忘录</span>' in page(client, "合作")
    assert "also known as <mark>Nairobi</mark> paper" in page(client, "nairobi")
    assert "takes part: <mark>Huawei</mark>" in page(client, "huawei plain")


def test_a_snippet_is_told_around_the_hit_and_markup_in_texts_is_text(client: Client) -> None:
    html = page(client, "organizations center")
    assert "… " in html
    assert "Then &lt;b&gt;<mark>organisations</mark>&lt;/b&gt; &amp; <mark>centres</mark> meet." in html
    assert "A &lt;i&gt;plain&lt;/i&gt; name" in html
    assert "<b>" not in html
    assert "A &lt;i&gt;<mark>plain</mark>&lt;/i&gt; name" in page(client, "plain")


def test_lists_with_words_are_marked_as_well(client: Client) -> None:
    assert "A <mark>memorandum</mark></a>" in page(client, "memorandum", "/agreements/")


def test_nearest_first_unless_another_order_is_chosen(client: Client) -> None:
    html = page(client, "note")
    assert "<strong>best match first</strong>" in html
    assert shown(html) == ["kenya", "through"]
    assert shown(page(client, "note", sort="oldest")) == ["through", "kenya"]
    assert "best match" not in client.get("/search/").content.decode()
    assert client.get("/search/?sort=relevance").status_code == 200


def test_where_nothing_is_found_each_word_may_be_dropped(client: Client) -> None:
    html = page(client, "tanzania paper")
    assert not shown(html)
    assert '<a href="?q=tanzania">without “paper”</a> <span class="muted">1 record</span>' in html
    assert '<a href="?q=paper">without “tanzania”</a> <span class="muted">1 record</span>' in html
    assert "without “" not in page(client, "tanzania")


def test_where_nothing_is_found_what_was_meant_is_offered(client: Client) -> None:
    html = page(client, "memorandom")
    meant = html.index('Did you mean <a href="?q=memorandum">memorandum</a>?')
    assert html.index("</h1>") < meant < html.index('data-part="filters"')


def test_only_names_with_a_word_that_begins_alike_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[set[str]] = []

    def noted(word: str, names: Iterable[str], *rest: float) -> list[str]:
        compared.append(set(names))
        return []

    monkeypatch.setattr(nearby, "get_close_matches", noted)
    Nearby(Reading.of("kenxx")).records()
    Nearby(Reading.of("kenxx plaxx")).records()
    monkeypatch.setattr(nearby, "_MOST_READ", 1)
    Nearby(Reading.of("kenxx plaxx")).records()
    assert compared[0] == {"kenya note", "nairobi paper"}
    assert len(compared[1]) > 3
    assert len(compared[2]) == 1


def suggested(client: Client, query: str) -> dict[str, Any]:
    answer = client.get("/suggest/", {"q": query})
    assert answer.status_code == 200
    told: dict[str, Any] = json.loads(answer.content)
    return told


def test_suggestions_lead_to_countries_topics_records_and_the_search(client: Client) -> None:
    rows = suggested(client, "ken")["items"]
    assert [(row["kind"], row["url"]) for row in rows] == [
        ("country", "/countries/ke/"),
        ("agreement", "/agreements/kenya/"),
        ("agreement", "/agreements/both/"),
        ("search", "/search/?q=ken"),
    ]
    assert rows[0] == {
        "kind": "country",
        "label": "Kenya",
        "zh": "肯尼亚",
        "parts": [["", "Kenya", ""], ["肯尼亚"]],
        "note": "2 records directly, 1 through a bloc",
        "url": "/countries/ke/",
    }
    assert rows[1]["note"] == "agreement · 2021"
    assert suggested(client, "cybersec")["items"][0]["kind"] == "topic"


def test_a_suggested_country_bears_the_numbers_of_its_page(client: Client) -> None:
    Organisation.objects.get(slug="union").members.create(country_id="AD", joined="2002")
    derive()
    notes = {name: suggested(client, name)["items"][0]["note"] for name in ("kenya", "andorra", "tanzania", "germany")}
    assert notes == {
        "kenya": "2 records directly, 1 through a bloc",
        "andorra": "1 record through a bloc",
        "tanzania": "1 record",
        "germany": "0 records",
    }
    assert "Andorra: 1 record through African Union (2018)." in client.get("/countries/ad/").content.decode()


def test_suggestions_compare_two_countries_while_the_second_is_typed(client: Client) -> None:
    rows = suggested(client, "kenya tanz")["items"]
    assert rows[0]["label"] == "Compare Kenya and Tanzania"
    assert rows[0]["url"] == "/countries/compare/?country=ke&country=tz"


def test_suggestions_are_at_most_eight_say_their_number_and_are_none_without_words(client: Client) -> None:
    found = suggested(client, "no")
    assert len(found["items"]) <= 8
    assert found["told"] == f"{len(found['items'])} suggestions"
    assert suggested(client, "") == {"items": [], "told": "0 suggestions"}
    assert suggested(client, "nairobi")["items"][0]["why"] == ["also known as ", "Nairobi", " paper"]
    assert suggested(client, "hua & wei")["items"][0]["why"] == ["also known as ", "Hua", " & ", "Wei", ""]


def test_suggestions_mark_what_matched_and_say_what_else_did(client: Client) -> None:
    assert suggested(client, "合作")["items"][0]["parts"] == [["A memorandum"], ["", "合作", "备忘录"]]
    assert suggested(client, "huawei plain")["items"][0]["why"] == ["takes part: ", "Huawei", ""]
    assert "why" not in suggested(client, "memorandum")["items"][0]


def test_an_edition_is_found_as_its_series_with_its_year_or_number(client: Client) -> None:
    series = small.make("talks", "forum", type="series", name="Harbour Talks")
    small.make("talks-3", "edition", series=series, number=3, date="2019-05", name="A day in May")
    derive()
    assert "".join(suggested(client, "harbour talks 2019")["items"][0]["why"]) == "found as Harbour Talks 2019"
    found = suggested(client, "harbour talks 3")["items"][0]
    assert (found["label"], "".join(found["why"])) == ("A day in May", "found as Harbour Talks 3")
    assert "found as <mark>Harbour</mark> <mark>Talks</mark> <mark>3</mark>" in page(client, "harbour talks 3")


def test_suggestions_mend_a_slip_of_the_pen_where_nothing_else_is_found(client: Client) -> None:
    rows = suggested(client, "memorandom")["items"]
    assert [(row["kind"], row["label"], row["url"]) for row in (*rows[:2], rows[-1])] == [
        ("meant", "Did you mean: memorandum", "/search/?q=memorandum"),
        ("agreement", "A memorandum", "/agreements/both/"),
        ("search", "Search for “memorandom” everywhere", "/search/?q=memorandom"),
    ]
    assert len(rows) <= 8
    assert [row["kind"] for row in suggested(client, "qqqqqq")["items"]] == ["search"]


@pytest.mark.parametrize("query", ["k", "K", "note k"])
def test_a_single_letter_suggests_no_country(client: Client, query: str) -> None:
    assert not {row["kind"] for row in suggested(client, query)["items"]} & {"country", "compare"}


def test_suggestions_take_no_other_method(client: Client) -> None:
    assert client.post("/suggest/", {"q": "kenya"}).status_code == 405


@pytest.mark.parametrize(
    ("path", "typed", "number"),
    [
        ("/search/?kind=agreement", "Kenya", 3),
        ("/search/?kind=forum", "Kenya", None),
        ("/search/?country=ke", "Tanzania", 1),
        ("/search/?country=ke", "note 2018 Kenya", 1),
        ("/search/?type=mou", "Kenya agreements", 3),
        ("/agreements/?since=2016", "Kenya", 3),
    ],
)
def test_the_number_counted_through_a_bloc_is_that_of_the_list_it_leads_to(
    client: Client, path: str, typed: str, number: int | None
) -> None:
    assert follow(client, path, typed) == number


def follow(client: Client, path: str, typed: str) -> int | None:
    """The number of the list that counts also through blocs, which the page said before; None where none is offered."""
    before = client.get(f"{path}{'&' if '?' in path else '?'}q={quote(typed)}").content.decode()
    offered = re.search(r'href="([^"]*via=blocs[^"]*)">(\d+) \w+ (?:counting those|when a country counts)', before)
    if not offered:
        return None
    address, number = unescape(offered[1]), int(offered[2])
    html = client.get(address).content.decode()
    [said] = re.findall(r'data-said="(\d+) ', html)
    assert int(said) == number, (path, typed, address)
    return number


def test_filters_that_cannot_say_the_same_are_not_offered(client: Client) -> None:
    assert follow(client, "/search/?country=ke&country=de", "Tanzania") is None
    assert "The same as filters" not in page(client, "Kenya 2021", since="2015")
    assert "country=ke&amp;country=tz&amp;country_match=all" in page(client, "Tanzania", country="ke")


def test_dates_that_were_read_are_told_in_the_language_of_the_page(client: Client) -> None:
    with override("zh-hans"):
        bound = RecordFilter(QueryDict("q=Kenya+July+2021&since=2015"))
        assert bound.is_valid()
        assert "2021年7月" in dates_in_words(bound.reading)
        assert "2015年" in sentence(bound, 3)
        assert any("2015年" in pill.label for pill in pills(bound))
