"""Feeds as a feed reader sees them."""

import datetime as dt
from typing import Any

import feedparser
import pytest
from django.test import Client

from cooperation.models import Record, Release
from cooperation.releases import publish
from cooperation.seeding.gone import remove
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
FIRST = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
SECOND = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
THIRD = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def first() -> None:
    released(FIRST)


def released(time: dt.datetime) -> None:
    release = publish()
    assert release
    Release.objects.filter(pk=release.pk).update(time=time)


def edited(time: dt.datetime = SECOND, slug: str = "a-day", **values: object) -> None:
    Record.objects.filter(slug=slug).update(**values)
    released(time)


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    return feed


def titles(client: Client, address: str) -> list[str]:
    return [entry.title for entry in read(client, address).entries]


def test_the_newest_release_comes_first_with_what_it_changed(client: Client) -> None:
    edited(summary="Said otherwise.")
    entry = read(client, "/changes.atom").entries[0]
    assert entry.title == "Agreement changed: a day"
    assert entry.link == "http://localhost:8000/agreements/a-day/"
    assert entry.updated == entry.published == "2026-11-23T09:30:00+00:00"
    assert "<del>Made up.</del>" in entry.summary
    assert "<ins>Said otherwise.</ins>" in entry.summary


def test_all_changes_hold_sources_and_removals_too(client: Client) -> None:
    assert "Source added: Paper" in titles(client, "/changes.atom")
    remove(["a-concept"])
    released(SECOND)
    entry = read(client, "/changes.atom").entries[0]
    assert entry.title == "Initiative removed: a concept"
    assert entry.link == f"http://localhost:8000/changes/{Release.objects.current().hash}/"


@pytest.mark.parametrize(
    "address",
    ["/agreements.atom", "/agreements.atom?country=ke", "/search.atom?q=day&kind=agreement", "/countries/ke.atom"],
)
def test_a_feed_holds_what_its_page_holds_now(client: Client, address: str) -> None:
    page = address.replace(".atom", "/")
    slugs = {entry.link.split("/")[-2] for entry in read(client, address).entries}
    assert slugs == set(small.shown(client.get(page).content.decode()))
    assert slugs
    feed = read(client, address).feed
    assert feed.link == f"http://localhost:8000{page}"
    assert "that this page holds now" in feed.subtitle
    assert {link.rel: link.href for link in feed.links}["self"] == f"http://localhost:8000{address}"


def test_a_record_that_leaves_the_list_leaves_its_feed(client: Client) -> None:
    assert "Agreement added: a year" in titles(client, "/agreements.atom?status=planned")
    edited(slug="a-year", status="signed")
    assert "Agreement changed: a year" in titles(client, "/agreements.atom")
    assert titles(client, "/agreements.atom?status=planned") == []


def test_the_feed_of_a_series_holds_its_editions(client: Client) -> None:
    assert titles(client, "/forums/a-series.atom") == ["Forum added: a series", "Edition added: a series 2017"]


def test_times_are_those_of_releases_also_where_nothing_is_in_the_feed(client: Client) -> None:
    edited(summary="Said otherwise.")
    assert read(client, "/changes.atom").feed.updated == "2026-11-23T09:30:00+00:00"
    assert read(client, "/forums.atom").feed.updated == "2026-11-22T09:30:00+00:00"
    assert read(client, "/agreements.atom?undated=1&exact=1").feed.updated == "2026-11-23T09:30:00+00:00"


def test_ids_stay_while_later_releases_come(client: Client) -> None:
    before = {entry.title: entry.id for entry in read(client, "/agreements.atom").entries}
    edited(summary="Said otherwise.")
    after = {entry.title: entry.id for entry in read(client, "/agreements.atom").entries}
    assert before.items() < after.items()
    assert all(each.startswith("urn:uuid:") for each in after.values())
    assert read(client, "/agreements.atom").feed.id != read(client, "/forums.atom").feed.id


def test_a_state_that_comes_back_has_entries_of_its_own(client: Client) -> None:
    edited(summary="Said otherwise.")
    edited(THIRD, summary="Made up.")
    found = [entry for entry in read(client, "/agreements.atom").entries if entry.title.endswith(": a day")]
    assert [(entry.title, entry.updated[:10]) for entry in found] == [
        ("Agreement changed: a day", "2026-11-24"),
        ("Agreement changed: a day", "2026-11-23"),
        ("Agreement added: a day", "2026-11-22"),
    ]
    assert len({entry.id for entry in found}) == 3


def test_at_most_a_hundred(client: Client) -> None:
    for number in range(120):
        small.make(f"row-{number}")
    released(SECOND)
    found = read(client, "/agreements.atom").entries
    assert len(found) == 100
    assert {entry.updated for entry in found} == {"2026-11-23T09:30:00+00:00"}


def test_control_characters_do_not_break_a_feed(client: Client) -> None:
    edited(name="A\x01B\x07C\x0b\uffffD <b>&", summary="One\x1b ]]> two" + "." * 60)
    entry = read(client, "/changes.atom").entries[0]
    assert entry.title_detail.value == "Agreement changed: ABCD <b>&"
    assert "One ]]&gt; two" in entry.summary


def test_the_same_release_gives_the_same_bytes_and_304(client: Client) -> None:
    first = client.get("/changes.atom")
    assert client.get("/changes.atom").content == first.content
    assert client.get("/changes.atom", headers={"if-none-match": first["ETag"]}).status_code == 304
    edited(summary="Said otherwise.")
    assert client.get("/changes.atom", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/agreements/?country=ke&sort=oldest", "/agreements.atom?country=ke"),
        ("/search/?q=day&page=1", "/search.atom?q=day"),
        ("/countries/ke/?since=2015", "/countries/ke.atom?since=2015"),
        ("/forums/a-series/", "/forums/a-series.atom"),
        ("/changes/", "/changes.atom"),
    ],
)
def test_pages_name_their_feed_in_the_head(client: Client, page: str, address: str) -> None:
    head = client.get(page).content.decode().split("</head>")[0]
    assert f'<link rel="alternate" type="application/atom+xml" title="What changes here" href="{address}">' in head
    read(client, address)
