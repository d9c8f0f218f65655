"""Addresses that lead nowhere: what they may have meant, at a constant cost; and what robots and browsers ask for."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.models import FormerSlug
from cooperation.views.errors import meant_by
from tests.views import small

pytestmark = pytest.mark.django_db


def test_a_mistyped_address_leads_to_its_words_and_the_records_most_like_it(client: Client) -> None:
    small.vocabulary()
    for slug in ("china-kenya-mou-2015", "china-kenya-mou-2019", "kenyan-forum", "something-else"):
        small.make(slug)
    response = client.get("/agreements/china-kenya-mou-2016/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'value="china kenya mou 2016"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="/agreements/china-kenya-mou-2015/"' in html
    assert 'href="/agreements/china-kenya-mou-2019/"' in html
    assert "something-else" not in html


def said_of(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


@pytest.mark.parametrize("path", ["/xyz", "/calendar/2015/13/", "/sources/xyz/", "/countries/qq/", "/agreements.xls"])
def test_an_address_that_no_record_could_have_is_not_taken_for_one(client: Client, path: str) -> None:
    small.vocabulary()
    html = said_of(client, path)
    assert "Nothing in the atlas stands at this address" in html
    assert "Records keep their address" not in html
    assert "These are its words" not in html
    assert 'type="search" name="q" value=""' in html


def test_an_address_like_that_of_a_record_is_taken_for_a_mistyped_one(client: Client) -> None:
    small.vocabulary()
    small.make("china-kenya-mou-2015")
    for path in ("/editions/xyz/", "/china-kenya-mou-2015"):
        assert "Records keep their address for good" in said_of(client, path)
        assert "These are its words" in said_of(client, path)


def test_the_most_similar_come_first_and_at_most_five() -> None:
    small.vocabulary()
    for number in range(7):
        small.make(f"cyber-dialogue-round-{number}")
    small.make("cyber-dialogue")
    found = [record.slug for record in meant_by("/forums/cyber-dialogu/")["similar"]]
    assert found[0] == "cyber-dialogue"
    assert len(found) <= 5


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/nowhere/", "nowhere"),
        ("/agreements/sino-russian.html", "sino russian"),
        ("/agreements/%E5%90%88%E4%BD%9C/", "合作"),
        ("/", ""),
        ('/agreements/a"b<script>/', "a b script"),
        ("/agreements/" + "x" * 3000, "x" * 200),
    ],
)
def test_words_of_an_address_are_those_a_reader_would_search_for(address: str, words: str) -> None:
    assert meant_by(address)["words"] == words


def test_looking_for_similar_addresses_costs_the_same_for_many_records(client: Client) -> None:
    small.vocabulary()
    counts = []
    for first, last in ((0, 1), (1, 40)):
        for number in range(first, last):
            small.make(f"china-row-{number}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/agreements/china-rwo-77/").status_code == 404
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_a_removed_record_offers_what_is_like_it(client: Client) -> None:
    small.vocabulary()
    small.make("kenya-digital-plan-2020")
    FormerSlug.objects.create(slug="kenya-digital-plan-2019", record=None)
    response = client.get("/initiatives/kenya-digital-plan-2019/")
    html = response.content.decode()
    assert response.status_code == 410
    assert 'value="kenya digital plan 2019"' in html
    assert "/agreements/kenya-digital-plan-2020/" in html


def test_robots_and_icon_are_answered(client: Client) -> None:
    robots = client.get("/robots.txt")
    assert (robots.status_code, robots["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert "Allow: /" in robots.content.decode()
    icon = client.get("/favicon.ico")
    assert icon.status_code == 302
    assert icon["Location"].endswith(".svg")
