"""Calendars as the programs of readers see them: two libraries read each."""

import datetime as dt
import re
from uuid import UUID

import icalendar
import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.derive import derive
from cooperation.feeds.entries import cleaned
from cooperation.models import Country, FormerSlug, Record, Release, Source
from cooperation.releases import publish
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
FIRST = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
SECOND = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def first() -> None:
    released(FIRST)


def released(time: dt.datetime) -> None:
    release = publish()
    assert release
    Release.objects.filter(pk=release.pk).update(time=time)


def events(client: Client, address: str) -> dict[str, icalendar.Event]:
    """The events of a calendar by the slug in their address; the second library must read the same."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    file = icalendar.Calendar.from_ical(response.content)
    assert not [each.errors for each in (file, *file.events) if each.errors]
    found = {str(event["url"]).split("/")[-2]: event for event in file.events}
    other = vobject.readOne(response.content.decode())
    assert [
        (event.uid.value, event.dtstart.value, event.summary.value) for event in other.contents.get("vevent", [])
    ] == [(event["uid"], event["dtstart"].dt, event["summary"]) for event in file.events]
    return found


def test_a_list_of_forums_gives_the_editions_of_its_series_on_whole_days(client: Client) -> None:
    [(slug, event)] = events(client, "/forums.ics").items()
    assert slug == "a-series-2017"
    assert event["dtstart"].dt == dt.date(2017, 12, 3)
    assert event["dtend"].dt == dt.date(2017, 12, 6)
    assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
    assert event["location"] == "Wuzhen"
    assert event["url"] == "http://localhost:8000/editions/a-series-2017/"
    assert event["status"] == "CONFIRMED"
    assert "According to:\nOffice, 2016: Paper, ¶ 1. http://localhost:8000/sources/paper/#p1" in event["description"]


def test_only_what_is_dated_to_the_day_stands_in_a_calendar(client: Client) -> None:
    assert set(events(client, "/search.ics")) == {"a-day", "a-series-2017"}
    assert set(events(client, "/search.ics?kind=agreement")) == {"a-day"}
    assert set(events(client, "/search.ics?since=2016&unknown=1")) == {"a-series-2017"}
    assert set(events(client, "/countries/ke.ics")) == {"a-day"}
    assert set(events(client, "/countries/ke.ics?since=2016")) == set()
    assert set(events(client, "/forums/a-series.ics")) == {"a-series-2017"}


def test_what_took_place_in_a_country_stands_in_its_calendar_as_on_its_page(client: Client) -> None:
    small.make("there", "forum", ("CN",), date="2018-01-02", place_country_id="KE")
    assert set(events(client, "/countries/ke.ics")) == {"a-day", "there"}
    assert "there" in small.shown(client.get("/countries/ke/").content.decode())


def test_a_meeting_without_editions_gives_its_own_days(client: Client) -> None:
    small.make("a-visit", "forum", date="2018-01-02")
    assert set(events(client, "/forums/a-visit.ics")) == {"a-visit"}
    assert set(events(client, "/forums.ics")) == {"a-visit", "a-series-2017"}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "planned"}, "TENTATIVE"),
        ({"attested": "announced"}, "TENTATIVE"),
        ({"attested": "begun"}, "CONFIRMED"),
    ],
)
def test_what_is_only_announced_is_tentative(client: Client, fields: dict[str, str], status: str) -> None:
    Record.objects.filter(slug="a-day").update(**fields)
    event = events(client, "/search.ics")["a-day"]
    assert event["status"] == status
    assert ("none of these sources says that it took place" in event["description"]) is (status == "TENTATIVE")


def test_the_identity_stays_and_the_sequence_counts_releases_that_changed_the_record(client: Client) -> None:
    before = events(client, "/search.ics")
    Record.objects.filter(slug="a-day").update(summary="Said otherwise.")
    released(SECOND)
    after = events(client, "/search.ics")
    assert [before["a-day"]["sequence"], after["a-day"]["sequence"]] == [0, 1]
    assert [before["a-series-2017"]["sequence"], after["a-series-2017"]["sequence"]] == [0, 0]
    assert {slug: event["uid"] for slug, event in before.items()} == {
        slug: event["uid"] for slug, event in after.items()
    }
    assert after["a-day"]["dtstamp"].dt == after["a-day"]["last-modified"].dt == SECOND
    assert after["a-series-2017"]["dtstamp"].dt == after["a-series-2017"]["last-modified"].dt == FIRST


def test_the_sequence_grows_with_sources_and_place_and_never_falls(client: Client) -> None:
    event = small.make("there", date="2018-01-02", place_country_id="KE")
    small.say(event, "date", "2018-01-02", "page")

    def told(name: str = "there") -> tuple[int, dt.datetime]:
        found = events(client, "/search.ics")[name]
        return found["sequence"], found["last-modified"].dt

    times = [SECOND + dt.timedelta(days=day) for day in range(6)]
    released(times[0])
    assert told() == (0, times[0])
    Source.objects.filter(slug="page").update(title="Page, renamed")
    released(times[1])
    assert told() == (1, times[1])
    Country.objects.filter(code="KE").update(name="Republic of Kenya", name_override=True)
    released(times[2])
    assert told() == (2, times[2])
    Record.objects.filter(slug="a-year").update(summary="Said otherwise.")
    released(times[3])
    assert told() == (2, times[2])
    event.statements.filter(source="page").delete()
    released(times[4])
    assert told() == (4, times[4])
    Source.objects.filter(slug="page").update(title="Page, renamed again")
    released(times[5])
    assert told() == (4, times[4])
    assert told("a-day") == (0, FIRST)


def test_a_rename_leaves_the_identity(client: Client) -> None:
    before = events(client, "/search.ics")["a-day"]
    Record.objects.filter(slug="a-day").update(slug="a-renamed-day")
    FormerSlug.objects.create(slug="a-day", record=Record.objects.get(slug="a-renamed-day"))
    released(SECOND)
    after = events(client, "/search.ics")["a-renamed-day"]
    assert after["uid"] == before["uid"]
    assert after["sequence"] == 1


def test_names_escape_what_calendars_take_for_more(client: Client) -> None:
    lines = client.get("/countries/ke.ics?since=2015").content.replace(b"\r\n ", b"").split(b"\r\n")
    assert rb"NAME:Kenya\, from 2015 on (Cooperation Atlas)" in lines
    assert rb"X-WR-CALNAME:Kenya\, from 2015 on (Cooperation Atlas)" in lines


def test_the_identity_is_a_urn_that_no_site_address_or_release_enters(client: Client) -> None:
    uid = events(client, "/search.ics")["a-day"]["uid"]
    assert uid == "urn:uuid:cc8fc8e7-aa55-5ecd-9f5b-fa9b6e637718"
    assert UUID(uid).version == 5


def test_what_no_database_keeps_is_taken_out_as_well() -> None:
    assert cleaned("A\x00B\ud800C\ufffeD\tE\r\nF\rG") == "ABCD\tE\nF\nG"


def test_control_characters_and_line_ends_do_not_reach_a_calendar(client: Client) -> None:
    name, summary = "A\x01B\x07C\x0b\x85D", "One,\r\ntwo; \u2028three\\four\x1b 数字" + "数" * 90
    Record.objects.filter(slug="a-day").update(name=name, summary=summary, place_name="X\r\nBEGIN:VALARM")
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", client.get("/search.ics").content)
    event = events(client, "/search.ics")["a-day"]
    assert event["summary"] == "ABCD"
    assert event["location"] == "X\nBEGIN:VALARM"
    assert event["description"].startswith("One,\ntwo; \nthree\\four 数字" + "数" * 90)
    assert not event.subcomponents


def test_the_last_day_of_the_calendar_has_no_day_after(client: Client) -> None:
    Record.objects.filter(slug="a-day").update(date_latest=dt.date.max)
    assert "dtend" not in events(client, "/search.ics")["a-day"]


def test_the_same_release_gives_the_same_bytes_and_304(client: Client) -> None:
    first = client.get("/forums.ics")
    assert first["Last-Modified"] == "Sun, 22 Nov 2026 09:30:00 GMT"
    assert client.get("/forums.ics").content == first.content
    unchanged = client.get("/forums.ics", headers={"if-none-match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    assert client.get("/forums.ics", headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    assert client.head("/forums.ics")["ETag"] == first["ETag"]
    assert client.get("/forums.ics?country=de")["ETag"] != first["ETag"]
    Record.objects.filter(slug="a-day").update(summary="Said otherwise.")
    released(SECOND)
    assert client.get("/forums.ics", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/forums.ics?since=x", "From (since): “x” is not one year, month or day"),
        ("/search.ics?country=zz", "Country (country): “zz” is not a value"),
        ("/countries/ke.ics?until=x", "To (until): “x” is not one year, month or day"),
        ("/agreements.atom?since=x", "From (since): “x” is not one year, month or day"),
        ("/countries/ke.atom?until=x", "To (until): “x” is not one year, month or day"),
    ],
)
def test_a_bad_value_is_named_even_where_nothing_changed(client: Client, address: str, words: str) -> None:
    kept = {"if-modified-since": "Sun, 22 Nov 2026 09:30:00 GMT"}
    response = client.get(address, headers=kept)
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith(words)


@pytest.mark.parametrize("address", ["/forums.ics", "/forums/a-series.ics", "/countries/ke.ics", "/changes.atom"])
def test_only_reading_is_allowed(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_addresses_that_moved_lead_on_and_others_are_not_found(client: Client) -> None:
    FormerSlug.objects.create(slug="old", record=Record.objects.get(slug="a-series"))
    FormerSlug.objects.create(slug="removed", record=None)
    for suffix in ("ics", "atom"):
        assert client.get(f"/forums/old.{suffix}")["Location"] == f"/forums/a-series.{suffix}"
        assert client.get(f"/forums/removed.{suffix}").status_code == 410
        assert client.get(f"/countries/KE.{suffix}?since=2015")["Location"] == f"/countries/ke.{suffix}?since=2015"
        for address in ("/forums/none", "/forums/a-day", "/countries/cn", "/countries/zz"):
            assert client.get(f"{address}.{suffix}").status_code == 404


def test_before_the_first_release_there_is_nothing_to_subscribe_to(client: Client) -> None:
    Release.objects.all().delete()
    assert client.get("/forums.ics").status_code == client.get("/changes.atom").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/forums.ics",
        "/search.ics?q=row",
        "/forums/a-series.ics",
        "/countries/ke.ics",
        "/search.atom?q=row",
        "/forums/a-series.atom",
        "/countries/ke.atom",
        "/changes.atom",
    ],
)
def test_the_number_of_queries_does_not_grow(client: Client, address: str) -> None:
    series = Record.objects.get(slug="a-series")
    counts = []
    for rows in (range(2), range(2, 12)):
        for number in rows:
            small.make(f"row-{number}", "forum", ("CN", "KE", "DE"), date="2018-01-02", place_country_id="DE")
            each = small.make(f"row-{number}-edition", "edition", ("CN", "KE"), date="2019-01-02", series=series)
            small.say(each, "date", "2019-01-02", "page", paragraph=2)
        derive()
        Record.objects.filter(slug__startswith="row").update(summary=f"Of {len(counts)}.")
        released(SECOND + dt.timedelta(days=len(counts)))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_pages_offer_the_calendar_and_say_what_it_leaves_out(client: Client) -> None:
    small.make("vague", "forum", ("CN", "KE"), date="2018")
    derive()
    for page, calendar, held, left_out in (
        ("/forums/", "/forums.ics", 1, 1),
        ("/forums/?country=ke&sort=oldest", "/forums.ics?country=ke", 0, 1),
        ("/forums/a-series/", "/forums/a-series.ics", 1, 0),
        ("/countries/ke/", "/countries/ke.ics", 1, 3),
    ):
        html = client.get(page).content.decode()
        assert f'href="webcal://localhost:8000{calendar}"' in html
        assert f'href="{calendar}"' in html
        assert f"The calendar holds {held} record" in html
        assert (f"{left_out} without an exact day" if left_out else "none is left out") in html
        assert len(events(client, calendar)) == held
    assert ".ics" not in client.get("/agreements/").content.decode()
