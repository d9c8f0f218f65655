"""Ways through the site by keys alone, and what a reader needs on them: a way past, a way back, a focus to see."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab

MANY = 250


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press the key until something that fits the selector has the focus."""
    for _ in range(MANY):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} was not reached by {key}")


def test_from_home_to_a_record_through_search_by_keys(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/")
    page = watched.page
    tab_to(page, "main input[name=q]")
    page.keyboard.type("World Internet Conference")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search/"))
    tab_to(page, "#results .row-title a")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name, ignore_case=True)
    assert re.search(r"/(forums|editions|organisations|initiatives|agreements)/[\w-]+/$", page.url)
    assert watched.problems == []


def test_a_filter_is_chosen_by_keys_without_scripts(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/agreements/")
    page = watched.page
    tab_to(page, "#filters details summary")
    page.keyboard.press("Enter")
    tab_to(page, "#filters input[type=checkbox]")
    page.keyboard.press("Space")
    name, value = page.evaluate("[document.activeElement.name, document.activeElement.value]")
    tab_to(page, "#filters [type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"[?&]{name}={value}(&|$)"))
    assert page.locator(f'#filters [name={name}][value="{value}"]').first.is_checked()
    tab_to(page, "a.pill")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"{name}={value}" not in url)


def test_drawer_of_filters_opens_by_keys_on_a_phone(tab: OpenTab) -> None:
    watched = tab(width=390, javascript=False)
    watched.open("/agreements/")
    expect(watched.page.locator("#filters")).to_be_hidden()
    tab_to(watched.page, ".drawer summary")
    watched.page.keyboard.press("Enter")
    expect(watched.page.locator("#filters")).to_be_visible()
    tab_to(watched.page, "#filters :is(input, select, summary)")


@pytest.mark.parametrize("path", ["/", "/agreements/", "/timeline/", "/countries/", "/nowhere/"])
def test_first_stop_leads_past_the_head_of_the_page(tab: OpenTab, path: str) -> None:
    watched = tab()
    watched.open(path)
    page = watched.page
    page.keyboard.press("Tab")
    skip = page.locator('.skip[href="#main"]')
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_timeline_is_reached_as_a_table_and_its_rows_lead_to_records(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/timeline/?country=ru")
    page = watched.page
    tab_to(page, "main a[href^='/timeline/table/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/timeline/table/"))
    rows = page.locator("main tbody tr").count()
    assert rows == int(re.findall(r"\d+", page.locator("h1").inner_text())[0])
    tab_to(page, "main tbody a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(agreements|forums|editions|organisations|initiatives)/[\w-]+/$"))


def test_a_chart_that_plays_lets_the_focus_through_both_ways(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/timeline/")
    page = watched.page
    tab_to(page, ".chart-region")
    page.locator(".chart-live").first.wait_for()
    tab_to(page, ".modebar-btn")
    tab_to(page, ".chart-finding a")
    tab_to(page, ".modebar-btn", "Shift+Tab")
    tab_to(page, ".chart-region", "Shift+Tab")
    assert watched.problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/", "header .nav a"),
        ("/", "main input[name=q]"),
        ("/", "main form button"),
        ("/agreements/", "#filters summary"),
        ("/agreements/", "#filters input[type=checkbox]"),
        ("/agreements/", ".chart-region"),
        ("/agreements/table/", ".scroll"),
    ],
)
def test_focus_is_seen(tab: OpenTab, path: str, selector: str, theme: str) -> None:
    watched = tab(theme=theme, javascript=False)
    watched.open(path)
    thing = watched.page.locator(f"{selector}:visible").first
    thing.scroll_into_view_if_needed()
    found = thing.bounding_box()
    assert found
    around = {"x": max(found["x"] - 6, 0), "y": max(found["y"] - 6, 0)}
    clip = {**around, "width": found["width"] + 12, "height": min(found["height"] + 12, 300)}
    before = watched.page.screenshot(clip=clip)
    watched.page.keyboard.press("Tab")
    thing.focus()
    assert watched.page.screenshot(clip=clip) != before
    assert thing.evaluate("(node) => parseFloat(getComputedStyle(node).outlineWidth)") >= 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forced_colours_keep_marks_and_states_apart(tab: OpenTab, theme: str) -> None:
    watched = tab(theme=theme, javascript=False)
    page = watched.page
    page.emulate_media(forced_colors="active", color_scheme=theme)
    watched.open("/forums/")
    edges = page.locator("header .nav a").evaluate_all(
        "(links) => links.map((a) => [a.hasAttribute('aria-current'), getComputedStyle(a).borderBottomColor])"
    )
    here, elsewhere = ({edge for current, edge in edges if current is which} for which in (True, False))
    assert len(here) == len(elsewhere) == 1
    assert not here & elsewhere
    marks = page.locator("header .nav .mark")
    shapes = [mark.locator("> *").first.evaluate("(node) => node.outerHTML") for mark in marks.all()]
    assert len(set(shapes)) == len({mark.screenshot() for mark in marks.all()}) == marks.count() >= 4
    for button in page.locator("button:visible").all():
        style = button.evaluate("(node) => ({ ...getComputedStyle(node) })")
        assert style["borderTopColor"] != style["backgroundColor"]


def test_calm_is_kept_where_it_was_asked_for(tab: OpenTab) -> None:
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    for calm, expected in ((False, "smooth"), (True, "auto")):
        watched = tab(calm=calm)
        watched.open("/about/")
        assert watched.page.evaluate(behaviour) == expected


def test_a_record_on_paper_says_where_it_comes_from(tab: OpenTab, slugs: dict[str, str]) -> None:
    watched = tab(width=700)
    watched.open(f"/agreements/{slugs['agreement']}/")
    page = watched.page
    expect(page.locator(".take-along .on-paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".take-along .on-paper")).to_be_visible()
    sources = page.locator(".take-along .on-paper .address")
    assert sources.count() > 1
    assert all(address.startswith("http") for address in sources.all_inner_texts())
    assert slugs["release"][:12] in page.locator(".take-along").inner_text()
    assert page.locator(".ledger thead").evaluate("(head) => getComputedStyle(head).display") == "table-header-group"
    assert watched.width_overflow() <= 0
