"""What keeps people from using the page in the browser as it stands: one line each, none where all is well."""

from pathlib import Path

from tests.browser.watched import Watched

ASKED = Path(__file__).with_suffix(".js").read_text(encoding="utf-8") + "\n;0"
NARROW, WIDE = 320, 1280
MOST_STOPS = 120
AT_ONCE = 20


def ask(watched: Watched, question: str) -> list[str]:
    """The answer of one function of everyone.js, such as `moving()`."""
    if not watched.page.evaluate("'everyone' in window"):
        watched.page.evaluate(ASKED)
    return watched.page.evaluate(f"everyone.{question}")


def brought_by_scripts(watched: Watched) -> list[str]:
    """What a reader without scripts would miss: headings, rows of tables, links."""
    ask(watched, "moving()")
    html = watched.page.request.get(watched.page.url).text()
    return watched.page.evaluate("(html) => everyone.broughtByScripts(html)", html)


def barriers(watched: Watched, place: str, *themes: str) -> list[str]:
    """What axe finds in a window of this kind, with the colours of these themes; the last of them stays on."""
    found = watched.barriers_but_colours()
    for theme in themes:
        found += watched.barriers_of_colours(theme)
    return [f"{place}: {line}" for line in found]


def lost_on_the_way(watched: Watched, width: int, height: int) -> list[str]:
    """What goes wrong as a reader presses Tab through the page in a window of this size."""
    watched.resize(width, height)
    ask(watched, "watchFocus()")
    keys = watched.page.keyboard
    for stop in range(1, MOST_STOPS + 1):
        keys.press("Tab")
        if stop % AT_ONCE == 0 and watched.page.evaluate("everyone.isRound()"):
            break
    return [f"{width} by {height}: {line}" for line in ask(watched, f"focusFound({MOST_STOPS})")]


def breaks_when_worn(watched: Watched) -> list[str]:
    """What breaks under a reader's own spacing, and with words twice as large."""
    ask(watched, "space(true)")
    found = [f"spacing: {line}" for line in watched.widened([NARROW]) + ask(watched, "cutOff()")]
    ask(watched, "space(false)")
    session = watched.session()
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    found += [f"large: {line}" for line in watched.widened([WIDE]) + ask(watched, "cutOff()")]
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    return found


def wrong_on_paper(watched: Watched) -> list[str]:
    """What has no use on paper, or is lost there."""
    watched.page.emulate_media(media="print")
    found = watched.widened([700]) + ask(watched, "uselessOnPaper()")
    watched.page.emulate_media(media="screen")
    return found


def wake_charts(watched: Watched) -> None:
    """Come near to the first chart, as a reader would, and wait until it can be played with."""
    page = watched.page
    charts = page.locator("[data-chart]")
    if charts.count():
        charts.first.scroll_into_view_if_needed()
        charts.first.hover(position={"x": 5, "y": 5})
        page.locator(".chart-live").first.wait_for()
