"""Pages of numbers on a phone: what they tell is seen without scrolling sideways, in any part of them."""

import pytest

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
