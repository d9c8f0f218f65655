"""Every type of page is light on a phone: few bytes, nothing that blocks, nothing that jumps."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import OpenTab
from tests.browser.test_pages import PAGES
from tests.browser.watched import Watched

MOST_BYTES = 30_000
MOST_SHIFT = 0.02
MOST_SHEETS = 3
COUNTED = ("Document", "Stylesheet", "Script")
# A shift just after a tap is expected and not counted by browsers; here every one is, as a chart comes by a tap.
NOTE_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    shifts.push([value, ...sources.map(({ node }) => node?.className || node?.nodeName)].join(" "));
  }
}).observe({ type: "layout-shift", buffered: true });
"""
BLOCKING = """performance.getEntriesByType("resource")
  .filter(({ renderBlockingStatus, initiatorType }) => renderBlockingStatus === "blocking" && initiatorType !== "css")
  .map(({ name }) => new URL(name).pathname)"""


@dataclass
class Wire:
    """What came over the wire for one page: kind, path and size as sent, of each answer."""

    asked: dict[str, tuple[str, str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def listen(self, watched: Watched) -> None:
        """Note all answers from now on."""
        session = watched.session()
        session.on("Network.responseReceived", self._begin)
        session.on("Network.loadingFinished", self._end)
        session.send("Network.enable")

    def _begin(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = (event["type"], urlsplit(event["response"]["url"]).path)

    def _end(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def lines(self) -> dict[str, int]:
        """Bytes as sent, heads included, of each page, sheet and script."""
        return {path: self.sizes.get(key, 0) for key, (kind, path) in self.asked.items() if kind in COUNTED}


def phone(tab: OpenTab, path: str) -> tuple[Watched, Wire]:
    """A phone that has opened this page, and what that cost."""
    watched, wire = tab(width=390), Wire()
    watched.page.add_init_script(NOTE_SHIFTS)
    wire.listen(watched)
    watched.open(path)
    return watched, wire


def shift(watched: Watched) -> tuple[float, list[str]]:
    """By how much the page has shifted since it was opened, and what did."""
    shifts: list[str] = watched.page.evaluate("shifts")
    return sum(float(line.split()[0]) for line in shifts), shifts


@pytest.mark.parametrize("name", PAGES)
def test_page_is_light_on_a_phone(
    tab: OpenTab, slugs: dict[str, str], name: str, record_property: pytest.FixtureRequest
) -> None:
    watched, wire = phone(tab, PAGES[name].format(**slugs))
    weights = wire.lines()
    assert sum(weights.values()) <= MOST_BYTES, weights
    assert not [path for path in weights if "plotly" in path]
    blocking = watched.page.evaluate(BLOCKING)
    assert len(blocking) <= MOST_SHEETS
    assert all(path.endswith(".css") for path in blocking), blocking
    assert shift(watched)[0] < MOST_SHIFT, shift(watched)
    assert watched.problems == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", ["home", "agreements", "timeline", "country"])
def test_chart_that_wakes_moves_nothing(tab: OpenTab, slugs: dict[str, str], name: str, width: int) -> None:
    watched, wire = phone(tab, PAGES[name].format(**slugs))
    watched.resize(width)
    box = watched.page.locator(".chart-box").first
    box.scroll_into_view_if_needed()
    before = shift(watched)[0]
    box.hover(position={"x": 20, "y": 20})
    watched.page.locator(".chart-live").first.wait_for()
    watched.page.wait_for_timeout(300)
    assert [path for path in wire.lines() if "plotly" in path]
    assert shift(watched)[0] - before < MOST_SHIFT, shift(watched)
