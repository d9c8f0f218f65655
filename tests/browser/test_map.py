"""The map: what it shows is what the lists hold, for a mouse, a finger, and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenTab

NARROW = 390
# Where on the screen a marker stands: its strokes have no length, so that their box is their middle.
MIDDLE = """(link) => {
  const box = link.querySelector(".dot").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
HIT = "([x, y]) => document.elementFromPoint(x, y)?.closest('a')?.getAttribute('href')"


def link_of(page: Page, code: str) -> Locator:
    return page.locator(f".map a[href$='country={code}']")


def number_of(link: Locator) -> int:
    found = re.search(r": (\d+) records?$", link.locator("title").text_content() or "")
    assert found
    return int(found[1])


def numbers(page: Page) -> dict[str, str]:
    """By address: the number on the map."""
    rows = page.locator(".map a").evaluate_all("links => links.map(a => [a.getAttribute('href'), a.textContent])")
    return {href: text.split(": ")[-1].split()[0] for href, text in rows}


def heading_number(page: Page) -> int:
    return int(page.locator("h1").inner_text().split()[0])


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("query", ["", "?via=blocs&kind=agreement"])
def test_a_country_leads_to_as_many_records_as_it_says(tab: OpenTab, query: str, javascript: bool) -> None:
    watched = tab(javascript=javascript)
    watched.open(f"/map/{query}")
    link = link_of(watched.page, "ru")
    number = number_of(link)
    link.click(force=True)
    watched.page.wait_for_url("**/search/?**")
    assert heading_number(watched.page) == number
    assert watched.problems == []


def test_blocs_spread_to_members_when_the_reader_chooses_so(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/map/")
    before = number_of(link_of(watched.page, "ke"))
    assert link_of(watched.page, "ug").count() == 0
    watched.page.locator(".map-bar").get_by_role("link", name="also through a bloc").click()
    watched.page.wait_for_url("**via=blocs**")
    assert number_of(link_of(watched.page, "ke")) > before
    assert number_of(link_of(watched.page, "ug")) > 0
    assert watched.problems == []


def test_filters_narrow_the_map_without_scripts_and_keep_the_part_of_the_world(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/map/?area=africa")
    page = watched.page
    before = numbers(page)
    page.locator("#filters [name=since]").fill("2018")
    page.locator("#filters button[type=submit]").click()
    page.wait_for_url("**since=2018**")
    assert "area=africa" in page.url
    after = numbers(page)
    assert after
    assert sum(map(int, after.values())) < sum(map(int, before.values()))
    assert watched.problems == []


def hits(page: Page, code: str, *ways: tuple[int, int]) -> list[str | None]:
    """Where a finger comes to that lands so many pixels from the middle of a marker."""
    link = link_of(page, code)
    link.scroll_into_view_if_needed()
    x, y = link.evaluate(MIDDLE)
    return [page.evaluate(HIT, [x + dx, y + dy]) for dx, dy in ways]


@pytest.mark.parametrize(("code", "area"), [("sg", "asia"), ("hk", "asia"), ("nu", "pacific"), ("ck", "pacific")])
def test_a_small_state_is_24_pixels_wide_on_a_phone(tab: OpenTab, code: str, area: str) -> None:
    watched = tab(width=NARROW)
    watched.open(f"/map/?area={area}")
    page = watched.page
    href = link_of(page, code).get_attribute("href")
    assert hits(page, code, (0, 0), (11, 0), (-11, 0), (0, 11), (0, -11), (7, 7), (-7, -7)) == [href] * 7
    number = number_of(link_of(page, code))
    page.mouse.click(*link_of(page, code).evaluate(MIDDLE))
    page.wait_for_url(f"**country={code}")
    assert heading_number(page) == number
    assert watched.problems == []


@pytest.mark.parametrize("query", ["", "?via=blocs"])
def test_where_markers_crowd_a_finger_finds_the_nearest(tab: OpenTab, query: str) -> None:
    watched = tab(width=NARROW)
    watched.open(f"/map/{query}")
    marked = watched.page.locator(".map a:has(.dot)")
    hrefs = [href for href in marked.evaluate_all("links => links.map(a => a.getAttribute('href'))") if href]
    assert len(hrefs) > 5
    assert [hits(watched.page, href[-2:], (0, 0)) for href in hrefs] == [[href] for href in hrefs]


@pytest.mark.parametrize("query", ["", "?via=blocs", "?region=africa&since=2015"])
def test_the_table_says_what_the_map_says(tab: OpenTab, query: str) -> None:
    watched = tab(javascript=False)
    watched.open(f"/map/{query}")
    column = 2 if "via=blocs" in query else 1
    cells = watched.page.locator(f".map-table tbody tr td:nth-child({column + 1}) a")
    rows = cells.evaluate_all("links => links.map(a => [a.getAttribute('href'), a.textContent])")
    table = {href: number for href, number in rows if not href.endswith("country=eu")}
    assert table == numbers(watched.page)
    assert table


@pytest.mark.parametrize("area", ["africa", "asia", "europe", "latin-america", "pacific"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_part_of_the_world_opens_for_everyone_on_a_phone(tab: OpenTab, area: str, theme: str) -> None:
    watched = tab(width=NARROW, theme=theme)
    watched.open("/map/?via=blocs")
    watched.page.locator(f".map-bar a[href*='area={area}']").click()
    watched.page.wait_for_url(f"**area={area}**")
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.locator(".map a").count() > 0
    assert watched.wrongs() == []


def test_the_keyboard_reaches_every_number_in_the_table(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/map/?country=sg&country=ru")
    page = watched.page
    page.locator(".map-table a").first.focus()
    reached = [page.evaluate("document.activeElement.getAttribute('href')")]
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert set(numbers(page)) <= set(reached)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
