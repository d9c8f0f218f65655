"""Every type of page is light on a phone: few bytes, nothing that blocks, nothing that jumps."""

import pytest

from tests.browser.conftest import OpenTab
from tests.browser.test_pages import MORE_PAGES, PAGES, STATUS
from tests.browser.watched import Watched

ALL_PAGES = PAGES | MORE_PAGES
MOST_BYTES = 30_000
MOST_SHIFT = 0.02
MOST_SHEETS = 3
# A shift just after a tap is expected and not counted by browsers; here every one is, as a chart comes by a tap.
NOTE_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    shifts.push([value, ...sources.map(({ node }) => node?.className || node?.nodeName)].join(" "));
  }
}).observe({ type: "layout-shift", buffered: true });
"""
# Bytes as sent, without heads, of the page and of all that came with it but pictures.
WEIGHTS = """Object.fromEntries(["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
  .filter(({ initiatorType }) => initiatorType !== "img")
  .map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize]))"""
BLOCKING = """performance.getEntriesByType("resource")
  .filter(({ renderBlockingStatus, initiatorType }) => renderBlockingStatus === "blocking" && initiatorType !== "css")
  .map(({ name }) => new URL(name).pathname)"""


def phone(tab: OpenTab, path: str) -> Watched:
    """A phone that has opened this page and notes what shifts."""
    watched = tab(width=390)
    watched.page.add_init_script(NOTE_SHIFTS)
    watched.open(path)
    return watched


def weights(watched: Watched) -> dict[str, int]:
    """The bytes of the page and of each sheet and script, compressed."""
    found: dict[str, int] = watched.page.evaluate(WEIGHTS)
    assert min(found.values()) > 0
    return found


def shift(watched: Watched) -> tuple[float, list[str]]:
    """By how much the page has shifted since it was opened, and what did."""
    shifts: list[str] = watched.page.evaluate("shifts")
    return sum(float(line.split()[0]) for line in shifts), shifts


@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_is_light_on_a_phone(tab: OpenTab, slugs: dict[str, str], name: str) -> None:
    watched = phone(tab, ALL_PAGES[name].format(**slugs))
    sent = weights(watched)
    assert sum(sent.values()) <= MOST_BYTES, sent
    assert not [path for path in sent if "plotly" in path]
    blocking = watched.page.evaluate(BLOCKING)
    assert len(blocking) <= MOST_SHEETS
    assert all(path.endswith(".css") for path in blocking), blocking
    assert shift(watched)[0] < MOST_SHIFT, shift(watched)
    assert watched.faults(STATUS.get(name, 200)) + watched.widened([320, 1440]) == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", ["home", "agreements", "timeline", "country"])
def test_chart_that_wakes_moves_nothing(tab: OpenTab, slugs: dict[str, str], name: str, width: int) -> None:
    watched = phone(tab, PAGES[name].format(**slugs))
    watched.resize(width)
    for fold in watched.page.locator(".chart-fold summary:visible").all():  # in a list on a phone
        fold.click()
    box = watched.page.locator(".chart-box").first
    box.scroll_into_view_if_needed()
    before = shift(watched)[0]
    box.hover(position={"x": 20, "y": 20})
    watched.page.locator(".chart-live").first.wait_for()
    watched.page.wait_for_timeout(300)
    assert [path for path in weights(watched) if "plotly" in path]
    assert shift(watched)[0] - before < MOST_SHIFT, shift(watched)
