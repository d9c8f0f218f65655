"""A reader's way from a page to its calendar and its feed."""

from collections.abc import Callable
from typing import Any

import feedparser
import icalendar
import pytest
import vobject
from playwright.sync_api import Locator

from tests.browser.conftest import OpenTab
from tests.browser.watched import Watched

SUBSCRIBE = "Subscribe in a calendar"
FILE = "Calendar as a file (.ics)"
READ = "async (address) => (await fetch(address)).text()"


def offer(watched: Watched) -> Locator:
    return watched.page.get_by_role("region", name="Keep up")


def held(watched: Watched, read: Callable[[str], Any], address: str | None) -> Any:
    """What a library reads from an address of the site, fetched as the browser would."""
    return read(watched.page.evaluate(READ, address))


@pytest.mark.parametrize("page", ["/forums/?country=us", "/forums/world-internet-conference/", "/countries/ke/"])
def test_a_page_leads_to_a_calendar_that_two_libraries_read(tab: OpenTab, page: str) -> None:
    watched = tab(width=390)
    watched.open(page)
    address = offer(watched).get_by_role("link", name=FILE).get_attribute("href")
    found = held(watched, icalendar.Calendar.from_ical, address).events
    assert len(held(watched, vobject.readOne, address).vevent_list) == len(found) > 0
    assert f"The calendar holds {len(found)} records on known days" in offer(watched).inner_text()
    webcal = offer(watched).get_by_role("link", name=SUBSCRIBE).get_attribute("href")
    assert webcal == watched.site.address.replace("http://", "webcal://") + str(address)
    box = offer(watched).bounding_box()
    assert box
    assert box["y"] > 844
    assert watched.problems == []


@pytest.mark.parametrize(
    "page",
    [
        "/agreements/?country=ke",
        "/search/?q=wuzhen",
        "/countries/ke/",
        "/forums/world-internet-conference/",
        "/changes/",
    ],
)
def test_the_head_of_a_page_names_a_feed_that_a_reader_takes(tab: OpenTab, page: str) -> None:
    watched = tab()
    watched.open(page)
    link = watched.page.locator('head link[rel=alternate][type="application/atom+xml"]')
    feed = held(watched, feedparser.parse, link.get_attribute("href"))
    assert not feed.bozo
    assert feed.entries
    assert feed.feed.link == watched.site.address + page
    assert watched.problems == []


def test_calendar_and_feed_follow_a_filter_that_is_changed_in_place(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/forums/?country=us")
    watched.page.get_by_role("link", name="oldest first").click()
    watched.page.wait_for_url("**sort=oldest**")
    watched.page.locator("#filters [name=since]").fill("2015")
    watched.page.locator("#filters [name=since]").press("Enter")
    watched.page.wait_for_url("**since=2015**")
    href = offer(watched).get_by_role("link", name=FILE).get_attribute("href")
    assert href == "/forums.ics?country=us&since=2015"
    twin = watched.page.locator("head link[type='application/json']")
    assert twin.get_attribute("href") == "/forums.json?country=us&since=2015&sort=oldest"
    links = watched.page.locator("head link[type='application/atom+xml']")
    assert links.count() == 1
    assert links.get_attribute("href") == "/forums.atom?country=us&since=2015"
    assert watched.problems == []
