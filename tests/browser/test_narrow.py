"""Pages of numbers on a phone: what they tell is seen without scrolling sideways, in any part of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenTab

SCROLLING = """() => [...document.querySelectorAll("main *")]
  .filter((node) => node.scrollWidth > node.clientWidth && getComputedStyle(node).overflowX !== "visible")
  .filter((node) => node.clientWidth > 1)
  .map((node) => node.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("path", ["/coverage/", "/disagreements/"])
@pytest.mark.parametrize("width", [320, 390])
def test_no_table_scrolls_sideways(tab: OpenTab, path: str, width: int) -> None:
    watched = tab(width=width)
    watched.open(path)
    assert watched.page.evaluate(SCROLLING) == []
    assert watched.width_overflow() == 0


@pytest.mark.parametrize("path", ["/search/?q=wuzhen", "/agreements/?country=ke", "/forums/"])
@pytest.mark.parametrize("javascript", [True, False])
def test_first_record_stands_on_the_first_screen_of_a_phone(tab: OpenTab, path: str, javascript: bool) -> None:
    watched = tab(width=390, javascript=javascript)
    watched.page.set_viewport_size({"width": 390, "height": 844})
    watched.open(path)
    name = watched.page.locator(".row-title").first.bounding_box()
    assert name
    assert name["y"] + name["height"] <= 844
    chart = watched.page.locator(".chart")
    expect(chart).to_be_hidden()
    fold = watched.page.locator(".chart-fold summary")
    box = fold.bounding_box()
    assert box
    assert box["height"] >= 24
    fold.click()
    expect(chart).to_be_visible()
    watched.resize(1440)
    expect(fold).to_be_hidden()
    expect(chart).to_be_visible()
