"""Who with whom in a real browser: the drawing can be read at every width, its names and numbers lead on."""

import re

import pytest

from tests.browser.conftest import OpenTab

WIDEST = "/organisations/cyberspace-administration-of-china/with/"
LONGEST = "/agreements/digital-economy-green-development-framework-initiative-2023/with/"
BOXES = """(selector) => [...document.querySelectorAll(selector)]
  .filter((node) => node.getClientRects().length)
  .map((node) => node.getBoundingClientRect())
  .map(({ left, top, right, bottom }) => [left, top, right, bottom])"""


def overlapping(boxes: list[list[float]]) -> list[tuple[int, int]]:
    """Which boxes cover part of each other; a pixel is forgiven to the line height."""
    return [
        (one, other)
        for one, (left, top, right, bottom) in enumerate(boxes)
        for other, (its_left, its_top, its_right, its_bottom) in enumerate(boxes[:one])
        if left < its_right and its_left < right and top + 1 < its_bottom and its_top + 1 < bottom
    ]


@pytest.mark.parametrize("path", [WIDEST, LONGEST])
@pytest.mark.parametrize("width", [320, 390, 800, 1440])
def test_no_name_covers_another_or_leaves_the_page(tab: OpenTab, path: str, width: int) -> None:
    watched = tab(width=width)
    watched.open(path)
    names = watched.page.evaluate(BOXES, ".ties-names text")
    years = watched.page.evaluate(BOXES, ".ties-threads .years text")
    assert len(names) >= 24
    assert years
    assert overlapping(names) == []
    assert overlapping(years) == []
    assert all(left >= 0 and right <= width for left, _top, right, _bottom in names + years)
    if width >= 800:
        threads = min(left for left, *_rest in watched.page.evaluate(BOXES, ".ties-threads a rect"))
        assert max(right for _left, _top, right, _bottom in names) <= threads


def test_reader_walks_from_a_body_to_its_company_and_to_what_they_share(tab: OpenTab) -> None:
    watched = tab(width=390, javascript=False)
    watched.open("/organisations/cyberspace-administration-of-china/")
    page = watched.page
    page.get_by_role("link", name=re.compile("drawn and with the records they share")).click()
    assert page.url.endswith(WIDEST)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile("^Germany")))
    number = row.get_by_role("link", name=re.compile(r"^\d+ records$"))
    told = number.inner_text()
    number.click()
    assert "country=de" in page.url
    assert told in page.locator("h1").inner_text()


def test_drawn_name_and_line_lead_on(tab: OpenTab) -> None:
    watched = tab()
    watched.open(WIDEST)
    page = watched.page
    page.locator(".ties-names a", has_text="Germany").click()
    assert page.url.endswith("/countries/de/with/")
    thread = page.locator(".ties-threads a").first
    address = thread.get_attribute("href")
    thread.locator("use").first.click()
    assert page.url.endswith(str(address))


def test_keyboard_goes_by_the_table(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/countries/ke/with/")
    page = watched.page
    page.locator(".ties-narrow summary").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('table.ties-table') !== null")


def test_filters_of_the_page_narrow_the_drawing(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/countries/ru/with/")
    page = watched.page
    everything = page.locator(".ties-threads a").count()
    page.locator(".ties-narrow summary").click()
    page.get_by_label("From").fill("2015")
    page.get_by_role("checkbox", name="agreement").check()
    page.get_by_role("button", name="Apply").click()
    assert "since=2015" in page.url
    assert 0 < page.locator(".ties-threads a").count() < everything
    assert page.locator(".ties-threads a:not(.agreement)").count() == 0
    assert watched.problems == []
