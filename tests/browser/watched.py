"""A page in the browser that remembers all it should not have seen."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
OWN_SCHEMES = ("data", "blob", "about")
# What the policy refused, as one line of the console.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  const place = `${event.sourceFile}:${event.lineNumber}`;
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} at ${place}`);
});
"""


@dataclass(frozen=True)
class Site:
    """A running site: its address and the file where it reports failures."""

    address: str
    log: Path

    def last_words(self) -> str:
        """The end of what it reported."""
        return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-15:])


@dataclass
class Watched:
    """One tab at one size, and what went wrong in it."""

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

    def open(self, path: str) -> None:
        """Go there and wait until the page is at rest, charts and all."""
        response = self.page.goto(self.site.address + path, wait_until="networkidle")
        self.answered = response.status if response else None

    def width_overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def wrongs(self, status: int = 200) -> list[str]:
        """All that is wrong with the page as it stands, which should have answered with this status."""
        found = list(self.problems)
        if self.answered != status:
            return [*found, f"answered {self.answered} instead of {status}"]
        if (over := self.width_overflow()) > 0:
            found.append(f"{over} pixels wider than the window")
        if (headings := self.page.locator("h1").count()) != 1:
            found.append(f"{headings} main headings")
        return found + self.barriers()

    def barriers(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, one line an element."""
        violations = Axe().run(self.page, options=RULES).response["violations"]
        return [
            f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
            for rule in violations
            for node in rule["nodes"]
        ]

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
