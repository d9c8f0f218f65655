"""What keeps people from using the page in the browser as it stands: one line each, none where all is well."""

from pathlib import Path

from tests.browser.watched import COLOUR_RULES, Watched

ASKED = Path(__file__).with_suffix(".js").read_text(encoding="utf-8") + "\n;0"
NARROW, WIDE = 320, 1280
MOST_STOPS = 220


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


def barriers_in_both_themes(watched: Watched) -> list[str]:
    """What axe finds in the light theme, and what the dark theme adds: a theme changes colours and nothing else."""
    found = watched.barriers()
    watched.page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in watched.barriers(COLOUR_RULES)]
    watched.page.emulate_media(color_scheme="light")
    return found


def lost_on_the_way(watched: Watched, width: int, height: int) -> list[str]:
    """What goes wrong as a reader presses Tab through the page in a window of this size."""
    watched.resize(width, height)
    ask(watched, "watchFocus()")
    keys = watched.page.keyboard
    for _ in range(MOST_STOPS):
        keys.press("Tab")
        if watched.page.evaluate("document.activeElement === document.body"):
            break
    found = ask(watched, "focusFound()")
    if not found["stops"]:
        return ["focus: Tab leads nowhere"]
    if not found["round"] and found["stops"] < MOST_STOPS:
        found["wrongs"].append("focus: Tab does not lead out of the page")
    return [f"{width} by {height}: {line}" for line in found["wrongs"]]


def breaks_when_worn(watched: Watched) -> list[str]:
    """What breaks under a reader's own spacing, and with words twice as large."""
    found = []
    for name, width in {"spacing": NARROW, "large": WIDE}.items():
        ask(watched, f"wear('{name}')")
        found += [f"{name}: {line}" for line in watched.widened([width])]
        found += [f"{name} at {width}: {line}" for line in ask(watched, "cutOff()")]
        ask(watched, "wear('none')")
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
