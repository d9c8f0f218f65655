"""A page in the browser that remembers all it should not have seen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import CDPSession, ConsoleMessage, Page, Request, Response, Route, expect

from tests.browser.site import Site

ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = ["color-contrast", "link-in-text-block"]
OWN_SCHEMES = ("data", "blob", "about")
# What the policy refused, as one line of the console.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  const place = `${event.sourceFile}:${event.lineNumber}`;
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} at ${place}`);
});
"""
RUN_AXE = """async ([runOnly, off]) => {
  const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
  const options = { runOnly, rules, resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} (${node.failureSummary.split("\\n").at(-1).trim()})`));
}"""


@cache
def _axe() -> str:
    """The source of axe, which leaves `axe` behind and gives nothing back."""
    folder = Path(axe_playwright_python.__file__).parent
    return next(folder.rglob("axe.min.js")).read_text(encoding="utf-8") + "\n;0"


@dataclass
class Watched:
    """One tab, and what went wrong in it."""

    page: Page
    site: Site
    problems: list[str] = field(default_factory=list)
    answered: int | None = None

    def __post_init__(self) -> None:
        self.page.add_init_script(REPORT_VIOLATIONS)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_response)

    def open(self, path: str, at_rest: bool = True) -> None:
        """Go there and wait until the page is at rest, charts and all, or only until it has loaded."""
        response = self.page.goto(self.site.address + path, wait_until="networkidle" if at_rest else "load")
        self.answered = response.status if response else None

    def open_without_scripts(self, path: str) -> None:
        """Go there as a browser that runs no script; what a test asks of the page afterwards does run."""
        session = self.session()
        session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        self.open(path, at_rest=False)
        session.send("Emulation.setScriptExecutionDisabled", {"value": False})

    def session(self) -> CDPSession:
        """The browser's own protocol, for what no other call reaches."""
        return self.page.context.new_cdp_session(self.page)

    def width_overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def widened(self, widths: Sequence[int]) -> list[str]:
        """The widths of window at which the page is wider than the window; leaves the last of them."""
        found = []
        for width in widths:
            self.resize(width)
            if (over := self.width_overflow()) > 0:
                found.append(f"{over} pixels wider than a window of {width}")
        return found

    def resize(self, width: int, height: int = 900) -> None:
        """Give the window another size."""
        self.page.set_viewport_size({"width": width, "height": height})

    def wrongs(self, status: int = 200) -> list[str]:
        """All that is wrong with the page as it stands, which should have answered with this status."""
        return self.faults(status) or self.barriers()

    def faults(self, status: int = 200) -> list[str]:
        """What is wrong with the page at first sight: its status, its messages, its width, its heading."""
        found = list(self.problems)
        if self.answered != status:
            return [*found, f"answered {self.answered} instead of {status}"]
        if (over := self.width_overflow()) > 0:
            found.append(f"{over} pixels wider than the window")
        if (headings := self.page.locator("h1").count()) != 1:
            found.append(f"{headings} main headings")
        return found

    def barriers(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, one line an element."""
        return self._found_by_axe(ALL_RULES)

    def barriers_but_colours(self) -> list[str]:
        """The same without colours, which cost most of the time: a theme changes them and nothing else."""
        return self._found_by_axe(ALL_RULES, COLOURS)

    def barriers_of_colours(self, theme: str) -> list[str]:
        """What axe finds in the colours of the theme `light` or `dark`."""
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        return [f"{theme}: {line}" for line in self._found_by_axe({"type": "rule", "values": COLOURS})]

    def _found_by_axe(self, rules: dict[str, object], but: Sequence[str] = ()) -> list[str]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        return self.page.evaluate(RUN_AXE, [rules, list(but)])

    def _note_message(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 400 is noted by the browser itself; the test asks for its status.
        if message.type == "error" and message.location["url"] != self.page.url:
            self.problems.append(f"console: {message.text}")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and f"{parts.scheme}://{parts.netloc}" != self.site.address:
            self.problems.append(f"request to another host: {request.url}")

    def _note_failure(self, request: Request) -> None:
        # A newer request of the same page overtakes an older one: that is meant.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"request failed: {request.url} {request.failure}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.url} answered {response.status}:\n{self.site.last_words()}")


def note(page: Page) -> Page:
    """The page, with something noted in it that a new page would not have."""
    page.evaluate("window.stayed = true")
    return page


def stayed(page: Page) -> bool:
    """Whether this is still the page in which that was noted, so that all since then happened in place."""
    return bool(page.evaluate("window.stayed"))


def suggested(page: Page, words: str) -> None:
    """Type them into the box that has the focus, and wait for what all of them suggest: its last row says them."""
    page.keyboard.type(words)
    expect(page.get_by_role("option").last).to_contain_text(f"“{words}”")


def holding(page: Page, address: str | re.Pattern[str]) -> list[Route]:
    """The requests of this address as they come, each held back until the test lets it continue."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    return held
