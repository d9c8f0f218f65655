"""What the country pages say of the real records is what the records say."""

import html
import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Kind
from cooperation.models import Membership, Record, RecordCountry
from tests.views import small
from tests.views.test_countries import get, section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
REAL = ("ke", "tz", "ru", "de", "vu", "eu", "ne", "th")


@pytest.mark.parametrize("query", ["", "?since=2015", "?until=2016-06"])
@pytest.mark.parametrize("code", REAL)
def test_each_number_that_links_to_a_list_is_the_length_of_the_list(client: Client, code: str, query: str) -> None:
    check_lists(client, get(client, f"/countries/{code}/{query}"))


@pytest.mark.parametrize("query", ["country=ke&country=tz&since=2015", "country=ru&country=de&country=eu"])
def test_so_do_the_numbers_of_a_comparison(client: Client, query: str) -> None:
    check_lists(client, get(client, f"/countries/compare/?{query}"))


@pytest.mark.parametrize("code", REAL)
def test_every_record_of_the_country_stands_on_its_page_once(client: Client, code: str) -> None:
    links = RecordCountry.objects.filter(country=code.upper())
    held = Record.objects.filter(place_country=code.upper())
    expected = {*Record.objects.filter(pk__in=links.values("record")), *held}
    page = get(client, f"/countries/{code}/")
    assert sorted(small.shown(page)) == sorted(record.slug for record in expected)


def test_a_member_of_a_bloc_has_its_records_only_from_the_day_of_joining(client: Client) -> None:
    joined = Membership.objects.get(country="IN", bloc__slug="sco").joined[:4]
    agreements = section(get(client, "/countries/in/"), "agreements")
    dates = re.findall(r'row-date"><[^>]+>[^<]*?(\d{4})', agreements.split("Shanghai")[1].split("<h4>")[0])
    assert dates
    assert all(year >= joined for year in dates)


def test_the_union_counts_itself_directly_and_its_members_through_it(client: Client) -> None:
    page = get(client, "/countries/compare/?country=eu&country=de")
    shared = section(page, "agreements").split('id="each-agreement"')[0]
    assert "European Union directly; Germany through European Union" in shared
    assert Record.objects.filter(kind=Kind.AGREEMENT, participants__organisation__slug="european-union").exists()


def test_four_countries_cost_as_many_queries_as_two(client: Client) -> None:
    asked = []
    for codes in ("country=ke&country=tz", "country=ru&country=de&country=eu&country=th"):
        with CaptureQueriesContext(connection) as queries:
            get(client, f"/countries/compare/?{codes}&since=2015")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 30


def test_home_list_and_map_count_the_countries_in_the_same_words(client: Client) -> None:
    codes = {*RecordCountry.objects.filter(bloc=None).values_list("country", flat=True)}
    words = f"{len(codes - {'EU'})} countries and territories and the European Union"
    assert "EU" in codes
    assert f"{words} are named." in get(client, "/")
    assert f'Named by a source <span class="muted">({words})</span>' in get(client, "/countries/")
    assert f"{words} are named in " in get(client, "/map/")


def check_lists(client: Client, page: str) -> None:
    """Follow every link to a filtered list that bears a number, and compare."""
    links = re.findall(r'<a href="(/[a-z]+/\?[^"]*country=[^"]*)">(?:All )?(\d+)[^<]*</a>', page)
    for address, number in links:
        found = client.get(html.unescape(unquote(address)))
        assert found.status_code == 200
        assert found.context["count"] == int(number), address
    assert links or "None found in these sources" in page
