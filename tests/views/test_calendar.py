"""The calendar: known days in their months, everything else apart and never on a guessed day."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils.translation import override

from cooperation.models import Record
from cooperation.seeding.read import Seeds
from cooperation.views import lists
from cooperation.views.on_this_day import on_this_day
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the pages are made."""
    monkeypatch.setattr(lists, "today", lambda: dt.date(2017, 12, 4))


def sections(html: str) -> dict[str, list[str]]:
    """The slugs under each heading of a calendar, in order."""
    parts = re.split(r"<h[23][^>]*>(.*?)</h[23]>", html.split("<main")[1], flags=re.DOTALL)
    found = {}
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        words = " ".join(re.sub(r"<span.*", "", re.sub(r"</?a[^>]*>", "", heading)).split())
        found[words] = re.findall(r'class="entry-name"><a href="/[a-z]+/([a-z0-9-]+)/"', body)
    return found


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_year_keeps_known_days_apart_from_vague_ones(client: Client) -> None:
    small.make("a-month", date="2015-07")
    small.make("an-opening", "forum", date="2015-07-09/")
    small.make("a-context", date="2015-07-03~")
    assert sections(page(client, "/calendar/2015/")) == {
        "July 2015": ["a-day"],
        "Some time in July 2015": ["a-month", "a-context", "an-opening"],
        "May 2015": [],
        "Some time in May 2015": ["a-choice"],
        "Some time in 2015": ["a-year"],
    }


def test_span_stands_in_each_month_and_year_it_touches(client: Client) -> None:
    small.make("a-winter", "forum", date="2014-12-30/2015-02-02")
    assert [name for name, slugs in sections(page(client, "/calendar/2015/")).items() if "a-winter" in slugs] == [
        "January 2015",
        "February 2015",
    ]
    assert sections(page(client, "/calendar/2014/")) == {"December 2014": ["a-winter"]}
    html = page(client, "/calendar/2015/02/")
    assert sections(html)["On days that sources give"] == ["a-winter"]
    assert re.findall(r'<a href="#m02-a-winter">(\d+)<', html) == ["1", "2"]
    assert html.count('id="m02-a-winter"') == 1


def test_what_goes_on_stands_where_it_began(client: Client) -> None:
    assert sections(page(client, "/calendar/2012/")) == {"Some time in 2012": ["a-since"]}
    assert sections(page(client, "/calendar/2013/")) == {}


def test_current_year_parts_what_lies_ahead(client: Client) -> None:
    small.make("later", "forum", date="2017-12-24", status="announced")
    small.make("next-year", "forum", date="2018", status="planned")
    html = page(client, "/calendar/")
    assert sections(html) == {"Ahead": ["later", "next-year", "a-bloc"], "December 2017": ["a-series-2017"]}
    assert "As of 4 December 2017" in html
    assert "announced only" in html
    assert sections(page(client, "/calendar/2017/"))["Ahead"] == ["later"]


def test_calendar_falls_back_on_the_latest_year_with_records(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "today", lambda: dt.date(2023, 1, 1))
    html = page(client, "/calendar/")
    assert "Calendar 2021" in html
    assert "Nothing in these sources is dated after 1 January 2023." in html


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind=agreement&country=ke", ["a-day"]),
        ("kind=forum&kind=edition", []),
        ("topic=trade", ["a-year"]),
        ("nobody=knows", ["a-choice", "a-day", "a-year"]),
    ],
)
def test_filters_narrow_the_calendar_and_stay_in_its_links(client: Client, query: str, slugs: list[str]) -> None:
    html = page(client, f"/calendar/2015/?{query}")
    assert sorted(slug for each in sections(html).values() for slug in each) == slugs
    if "country" in query:
        assert 'href="/calendar/2015/07/?kind=agreement&amp;country=ke"' in html
        assert 'href="/search/?kind=agreement&amp;country=ke&amp;since=2015&amp;until=2015"' in html


def test_bad_filter_is_named(client: Client) -> None:
    for path in ("/calendar/", "/calendar/2015/", "/calendar/2015/07/"):
        response = client.get(f"{path}?kind=party")
        assert response.status_code == 400
        assert "party" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/calendar/0/", "“0” is not a year of the calendar"),
        ("/calendar/10000/", "“10000” is not a year of the calendar"),
        ("/calendar/0000/", "“0000” is not a year of the calendar"),
        ("/calendar/２０１５/", "is not a year of the calendar"),
        ("/calendar/soon/", "“soon” is not a year of the calendar"),
        ("/calendar/2015/13/", "“13” is not a month"),
        ("/calendar/2015/00/", "“00” is not a month"),
        ("/calendar/on-this-day/02-30/", "“02-30” is not a day of the year"),
        ("/calendar/on-this-day/7-6/", "“7-6” is not a day of the year"),
        ("/calendar/on-this-day/W1-1/", "“W1-1” is not a day of the year"),
    ],
)
def test_address_out_of_range_is_404_in_words(client: Client, path: str, words: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert words in response.content.decode()


def test_month_in_one_figure_leads_to_its_address(client: Client) -> None:
    assert client.get("/calendar/2015/7/")["Location"] == "/calendar/2015/07/"
    assert client.get("/calendar/2015/7/?kind=agreement&q=x%20y")["Location"] == (
        "/calendar/2015/07/?kind=agreement&q=x%20y"
    )


def test_years_and_months_lead_only_to_those_with_records(client: Client) -> None:
    html = page(client, "/calendar/2016/")
    assert re.findall(r'href="/calendar/(\d+)/"[^>]*>\d+</a> <span class="muted">(\d+)<', html) == [
        ("2021", "1"),
        ("2017", "1"),
        ("2016", "1"),
        ("2015", "3"),
        ("2012", "1"),
        ("2002", "1"),
    ]
    assert 'rel="prev" href="/calendar/2015/"' in html
    assert 'rel="next" href="/calendar/2017/"' in html
    month = page(client, "/calendar/2016/01/")
    assert "No record in these sources is dated in January 2016" in month
    assert 'rel="prev" href="/calendar/2015/07/"' in month
    assert 'rel="next" href="/calendar/2017/12/"' in month


def test_undated_records_are_counted_with_their_link(client: Client) -> None:
    html = page(client, "/calendar/2015/?kind=agreement")
    assert '<a href="/search/?kind=agreement&amp;undated=1">2 more</a> have no date' in html
    assert len(small.shown(page(client, "/search/?kind=agreement&undated=1"))) == 2


def test_a_crowded_year_is_cut_and_says_so(client: Client) -> None:
    for number in range(130):
        small.make(f"many-{number}", date="2010-03-04")
    html = page(client, "/calendar/2010/")
    assert "The first 100 of 130 records are shown." in html
    assert len(sections(html)["March 2010"]) == 100


def test_on_this_day_covers_spans_and_any_year(client: Client) -> None:
    small.make("older", date="2001-12-04")
    small.make("vague", date="2003-12-04~")
    html = page(client, "/calendar/on-this-day/12-04/")
    assert re.findall(r'class="entry-name"><a href="/[a-z]+/([a-z0-9-]+)/"', html) == ["a-series-2017", "older"]
    assert page(client, "/calendar/on-this-day/").count('class="entry"') == 2


def test_day_without_records_names_the_nearest(client: Client) -> None:
    html = page(client, "/calendar/on-this-day/02-29/")
    assert "Nothing in these sources is dated to 29 February of any year." in html
    assert re.findall(r'href="/calendar/on-this-day/(\d\d-\d\d)/"', html) == ["12-05", "07-06"]


def test_the_29th_of_february_is_only_in_leap_years() -> None:
    small.make("plain", date="2015-02-28/2015-03-01")
    small.make("leap", date="2016-02-28/2016-03-01")
    small.make("new-year", date="2011-12-30/2012-01-02")
    assert [record.slug for record in on_this_day(dt.date(2016, 2, 29))["on_day"]] == ["leap"]
    assert [record.slug for record in on_this_day(dt.date(2016, 1, 1))["on_day"]] == ["new-year"]
    assert [record.slug for record in on_this_day(dt.date(2016, 7, 1))["on_day"]] == []


def test_record_leads_to_its_month(client: Client) -> None:
    assert 'href="/calendar/2015/07/"' in page(client, "/agreements/a-day/")
    assert 'href="/calendar/2015/"' in page(client, "/agreements/a-year/")
    assert "/calendar/" not in page(client, "/agreements/a-alone/").split("<main")[1]


@pytest.mark.parametrize(("attested", "words"), [("dated-before", "dated beforehand"), ("begun", "reported as begun")])
@pytest.mark.parametrize("path", ["/calendar/on-this-day/12-04/", "/calendar/2016/12/", "/calendar/"])
def test_days_given_beforehand_are_marked(client: Client, path: str, attested: str, words: str) -> None:
    small.make("foretold", "forum", date="2016-12-04", status="held")
    Record.objects.filter(slug="foretold").update(attested=attested)
    html = page(client, path)
    assert "foretold" in html
    assert words in html


def test_month_says_which_records_its_numbers_count(client: Client) -> None:
    html = page(client, "/calendar/2015/07/")
    assert "2 records whose dates fall in July 2015, or may; 1 on days that their sources give." in html
    assert "Records that begin in each month, by a day or month that sources give:" in html
    assert "A span counts in each year that it touches" in page(client, "/calendar/2015/")
    assert "The calendar counts a span in each year that it touches" in page(client, "/")


@pytest.mark.usefixtures("seeded")
def test_known_days_are_those_that_the_date_calls_exact(seeds: Seeds) -> None:
    dated = Record.objects.bearing_a_date()
    exact = {record.pk for record in dated if record.date and record.date.is_exact}
    assert {record.pk for record in Record.objects.on_known_days()} == exact


def test_days_of_the_week_differ_in_chinese_too(client: Client) -> None:
    context = client.get("/calendar/2015/").context
    with override("zh-hans"):
        shown = [(str(name), str(short)) for name, short in context["weekdays"]]
    assert len({short for _name, short in shown}) == len({name for name, _short in shown}) == 7
    html = client.get("/calendar/2015/").content.decode()
    assert '<abbr title="Monday">Mon</abbr>' in html
