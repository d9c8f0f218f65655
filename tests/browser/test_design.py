"""What the site looks like and what it offers where there is nothing: marks, pictures of it elsewhere, ways on."""

import struct

import pytest

from tests.browser.conftest import OpenTab
from tests.browser.watched import Watched

KINDS = ("agreement", "forum", "organisation", "initiative")
# The colour of each kind's mark and of what lies behind it, as the browser has them.
COLOURS = """(kinds) => {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const bytes = (colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const ground = bytes(getComputedStyle(document.body).backgroundColor);
  const mark = (kind) => document.querySelector(`.mark-${kind} > *`);
  return kinds.map((kind) => [bytes(getComputedStyle(mark(kind)).fill), ground]);
}"""


def brightness(colour: list[int]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (value / 255 for value in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[int], other: list[int]) -> float:
    """Contrast ratio, 1 to 21."""
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_kind_has_a_colour_and_a_mark_that_stand_out(tab: OpenTab, theme: str) -> None:
    watched = tab(theme=theme)
    watched.open("/")
    shapes = [watched.page.locator(f".mark-{kind}").first.inner_html() for kind in KINDS]
    assert len(set(shapes)) == len(KINDS)
    colours = watched.page.evaluate(COLOURS, KINDS)
    assert len({tuple(colour) for colour, _ground in colours}) == len(KINDS)
    assert all(contrast(*pair) >= 4.5 for pair in colours), colours


def test_links_to_the_site_bear_its_picture(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/")
    address = watched.page.locator("meta[property='og:image']").get_attribute("content")
    picture = watched.page.request.get(str(address))
    assert picture.headers["content-type"] == "image/png"
    assert struct.unpack(">II", picture.body()[16:24]) == (1200, 630)
    for icon in watched.page.locator("link[rel*=icon]").all():
        assert watched.page.request.get(watched.site.address + str(icon.get_attribute("href"))).ok


def ways(watched: Watched) -> list[str]:
    """The addresses that the main part of the page leads to, each of which answers."""
    links = watched.page.locator("main a[href^='/'], main a[href^='?']").evaluate_all(
        "nodes => nodes.map(({href}) => href)"
    )
    assert all(watched.page.request.get(link).ok for link in links)
    return links


def test_a_lost_reader_finds_the_record_that_was_meant(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/forums/world-internet-conferense/")
    assert watched.answered == 404
    assert any(link.endswith("/forums/world-internet-conference/") for link in ways(watched))
    watched.page.locator("main input[name=q]").fill("wuzhen")
    watched.page.locator("main [type=submit], main form button").first.click()
    assert "wuzhen" in watched.page.url


def test_an_empty_list_says_what_would_give_records(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/agreements/?country=ke&since=2024")
    page = watched.page
    assert page.locator("h1").inner_text().startswith("0 agreements")
    row = page.locator("main li").filter(has_text="without")
    promised = row.last.locator(".muted").inner_text()
    row.last.get_by_role("link").click()
    assert page.locator("h1").inner_text().startswith(promised)
    assert not promised.startswith("0")
