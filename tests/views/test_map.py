"""The map page: its numbers are those of the lists behind them."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client

from cooperation.filters import RecordFilter
from cooperation.filters.sets import AREAS

pytestmark = [pytest.mark.django_db]
ROW = re.compile(
    r'<tr><th scope="row"><a href="/countries/(\w\w)/">[^<]*</a></th>'
    r'<td class="number">(?:<a href="([^"]+)">(\d+)</a>|–)</td><td class="number"><a href="([^"]+)">(\d+)</a></td></tr>'
)
LINK = re.compile(r'<a href="([^"]+)" tabindex="-1" class="step-\d"><title>([^<]*): (\d+) records?</title>')
QUERIES = ["", "?via=blocs", "?region=africa&since=2015", "?kind=forum&via=blocs", "?country=ke&country=tz&via=blocs"]
Rows = dict[str, tuple[str, str]]


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/map/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def rows(html: str) -> Rows:
    """By code: the number named itself, empty for none, and the number also through a bloc."""
    return {code: (direct, every) for code, _link, direct, _other, every in ROW.findall(html)}


def drawn(html: str) -> dict[str, str]:
    """By code, taken from the address: the number on the map."""
    return {unescape(link)[-2:]: number for link, _name, number in LINK.findall(html)}


def listed(link: str) -> int:
    """How many records the list at this address has."""
    parts = urlsplit(unescape(link))
    assert parts.path == "/search/"
    bound = RecordFilter(QueryDict(parts.query))
    assert bound.is_valid()
    return bound.qs.count()


def lede(html: str) -> str:
    return unescape(re.findall(r'<p class="lede">(.*?)</p>', html)[0])


@pytest.mark.usefixtures("atlas")
class TestSmallAtlas:
    def test_countries_count_where_they_are_named(self, client: Client) -> None:
        html = page(client)
        assert rows(html) == {"de": ("7", "7"), "ke": ("1", "3")}
        assert drawn(html) == {"de": "7", "ke": "1"}
        assert lede(html).startswith("2 countries and territories are named in 8 records; ")

    def test_blocs_count_for_members_only_when_chosen(self, client: Client) -> None:
        html = page(client, "?via=blocs")
        assert drawn(html) == {"de": "7", "ke": "3"}
        assert "are named, or reached through a bloc, in 10 records" in lede(html)

    def test_a_country_reached_only_through_a_bloc_is_offered(self, client: Client) -> None:
        html = page(client, "?since=2021")
        assert drawn(html) == {"de": "1"}
        assert '<a href="?since=2021&amp;via=blocs">1 more</a> counts only through a bloc' in html

    def test_chosen_countries_are_the_only_ones_shown(self, client: Client) -> None:
        html = page(client, "?country=ke&since=2015")
        assert drawn(html) == {"ke": "1"}
        assert lede(html) == "1 country or territory is named in 1 record."

    def test_part_of_the_world_is_kept_by_every_link_and_the_form(self, client: Client) -> None:
        html = page(client, "?area=africa&kind=agreement")
        assert drawn(html).keys() == {"ke"}
        assert "1 of the 2 partners is in this part of the world" in html
        assert '<input type="hidden" name="area" value="africa">' in html
        links = re.findall(r'<a href="\?([^"]*)"', html.split('"map-bar"')[1])[:8]
        choices = [QueryDict(unescape(link)) for link in links]
        assert [choice.get("area", "world") for choice in choices] == [
            *(value for value, _ in AREAS),
            "africa",
            "africa",
        ]
        assert [choice.get("via") for choice in choices] == [None] * 7 + ["blocs"]
        assert {choice.get("kind") for choice in choices} == {"agreement"}
        assert "area=" not in "".join(link for link, _name, _number in LINK.findall(html))
        assert "Part of the world" not in "".join(re.findall(r'class="pill".*?</a>', html))

    def test_nothing_named_is_said(self, client: Client) -> None:
        html = page(client, "?alone=1")
        assert lede(html) == "None of these records names a country."
        assert "<table" not in html

    def test_values_it_cannot_read_are_named(self, client: Client) -> None:
        answer = client.get("/map/?area=moon&since=yesterday")
        assert answer.status_code == 400
        html = answer.content.decode()
        assert "(area)" in html
        assert "(since)" in html


@pytest.mark.usefixtures("atlas", "unbuilt")
def test_without_outlines_the_table_still_answers(client: Client) -> None:
    html = page(client)
    assert "The map cannot be drawn here" in html
    assert rows(html) == {"de": ("7", "7"), "ke": ("1", "3")}
    home = client.get("/").content.decode()
    assert "map-small" not in home
    assert home.count("<span>7 records</span>") == 1


@pytest.mark.usefixtures("seeded")
class TestRealRecords:
    @pytest.mark.parametrize(
        "query",
        ["", "?via=blocs", "?region=africa&since=2015", "?kind=forum&via=blocs", "?country=ke&country=tz&via=blocs"],
    )
    def test_every_number_is_the_length_of_the_list_behind_it(self, client: Client, query: str) -> None:
        html = page(client, query)
        found = ROW.findall(html)
        assert len(found) > 1
        for _code, to_direct, direct, to_every, every in found:
            assert not direct or listed(to_direct) == int(direct)
            assert listed(to_every) == int(every)
        for link, _name, number in LINK.findall(html):
            assert listed(link) == int(number)

    @pytest.mark.parametrize("query", ["", "?via=blocs"])
    def test_the_table_holds_what_the_map_shows(self, client: Client, query: str) -> None:
        html = page(client, query)
        shown = {code: numbers[1 if query else 0] for code, numbers in rows(html).items()}
        assert shown.pop("eu")
        assert drawn(html) == shown
        assert "Not on the map:" in html

    def test_the_small_map_names_countries_and_leads_as_a_whole_to_the_map(self, client: Client) -> None:
        html = client.get("/").content.decode().partition('class="map-figure map-small"')[2].partition("</figure>")[0]
        assert len(re.findall(r"<g class=\"step-\d\"><title>[^<]+: \d+ records?</title>", html)) > 50
        assert re.findall(r'<a [^>]*href="([^"]*)"', html) == ["/map/"]


@pytest.mark.usefixtures("atlas")
@pytest.mark.parametrize("path", ["/agreements/", "/timeline/", "/map/"])
def test_each_page_with_a_range_says_what_it_leaves_out(client: Client, path: str) -> None:
    html = client.get(f"{path}?country=ke&since=2010").content.decode()
    assert re.search(
        r'<a href="\?country=ke&amp;since=2010&amp;via=blocs">\d more</a> counts? through African Union', html
    )
    html = client.get(f"{path}?since=2010&via=blocs").content.decode()
    number = re.search(r'<a href="\?via=blocs&amp;undated=1">(\d+) more</a> ha', html)
    assert number
    assert f'data-said="{number[1]} ' in client.get(f"{path}?via=blocs&undated=1").content.decode()
    assert (
        "no range of dates can match" not in client.get(f"{path}?undated=1").content.decode().partition("</header>")[0]
    )
