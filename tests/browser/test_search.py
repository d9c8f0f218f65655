"""Search in a real browser: suggestions by keyboard alone, what is marked, and dates found by any name of a forum."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.watched import Watched, holding, suggested

NAMES_OF_ONE = [
    "4th world internet conference",
    "fourth wic",
    "wic 2017",
    "wuzhen summit 2017",
    "第四届世界互联网大会",
    "第4届世界互联网大会",
]
ITS_DATE = "3 to 5 December 2017"


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the atlas")


def enter_box(watched: Watched, path: str = "/agreements/") -> Page:
    watched.open(path)
    watched.page.locator("form[role=search] input").first.focus()
    expect(box(watched.page)).to_be_focused()
    return watched.page


def chosen(page: Page) -> Locator:
    return page.locator(".suggest [aria-selected=true]")


@pytest.mark.parametrize("path", ["/", "/agreements/"])
def test_suggestions_are_reached_and_followed_by_keyboard(tab: OpenTab, path: str) -> None:
    watched = tab()
    page = enter_box(watched, path)
    suggested(page, "kenya tanz")
    expect(page.get_by_role("option").first).to_have_text("Compare Kenya and Tanzania")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("form[role=search] [role=status]").first).to_have_text(re.compile(r"^\d suggestions$"))
    assert not watched.wrongs()
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_contain_text("Search for “kenya tanz” everywhere")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Kenya")
    assert box(page).get_attribute("aria-activedescendant") == chosen(page).get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/countries/ke/")


def test_escape_closes_and_enter_still_searches(tab: OpenTab) -> None:
    page = enter_box(tab())
    suggested(page, "kenya")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_value("kenya")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=kenya")


def test_tab_leaves_and_a_finger_can_choose(tab: OpenTab) -> None:
    watched = tab(width=390)
    page = enter_box(watched)
    suggested(page, "brazil")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Brazil")
    assert min(row.bounding_box()["height"] for row in page.get_by_role("option").all()) >= 24
    assert not watched.wrongs()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.locator("#q-top").focus()
    page.keyboard.press("ArrowDown")
    first.click()
    page.wait_for_url("**/countries/br/")


@pytest.mark.parametrize("typed", NAMES_OF_ONE)
def test_a_forum_is_dated_by_any_of_its_names_while_it_is_typed(tab: OpenTab, typed: str) -> None:
    """Its keys, and no other: the date stands in the first suggestion."""
    page = enter_box(tab())
    page.keyboard.type(typed)
    expect(page.get_by_role("option").first).to_contain_text(ITS_DATE)


@pytest.mark.parametrize("typed", NAMES_OF_ONE)
def test_a_forum_is_dated_by_any_of_its_names_without_javascript(tab: OpenTab, typed: str) -> None:
    watched = tab(javascript=False)
    watched.open("/")
    watched.page.locator("#q-home").fill(typed)
    watched.page.keyboard.press("Enter")
    expect(watched.page.locator(".row").first).to_contain_text(ITS_DATE)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_what_was_found_is_marked_and_how_it_was_read_is_said(tab: OpenTab, width: int, theme: str) -> None:
    watched = tab(width=width, theme=theme)
    watched.open("/search/?q=kenya+tanzania+since+2015")
    page = watched.page
    expect(page.locator(".read-as")).to_contain_text("Read as: Kenya, Tanzania, since 2015")
    expect(page.get_by_role("link", name="Compare Kenya and Tanzania since 2015")).to_be_visible()
    watched.open("/search/?q=huawei")
    marked = page.locator(".row mark").first
    expect(marked).to_have_text("Huawei")
    ground = marked.evaluate("node => getComputedStyle(node).backgroundColor")
    assert ground not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 0)")
    assert not watched.wrongs()


def test_kenya_2021_is_read_as_a_country_and_a_year(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/search/?q=Kenya+2021")
    expect(watched.page.locator(".read-as")).to_contain_text("Read as: Kenya, dated 2021")
    watched.page.get_by_role("link", name="when a country counts through its bloc").click()
    expect(watched.page).to_have_url(re.compile(r"country=ke.*since=2021|since=2021.*country=ke"))
    expect(watched.page.locator(".row").first).to_be_visible()


def test_a_slip_of_the_pen_is_mended_in_one_click(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/search/?q=wuhzen+sumit")
    assert not watched.wrongs()
    watched.page.get_by_role("link", name="wuzhen summit", exact=True).click()
    expect(watched.page.locator(".row").first).to_contain_text("World Internet Conference")


def test_what_is_typed_later_overtakes_what_was_typed_before(tab: OpenTab) -> None:
    page = enter_box(tab())
    page.route("**/suggest/?q=ken", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.keyboard.type("ken")
    page.wait_for_timeout(200)
    page.keyboard.type("ya tanz")
    expect(page.get_by_role("option").first).to_have_text("Compare Kenya and Tanzania")
    page.wait_for_timeout(800)
    expect(page.get_by_role("option").first).to_have_text("Compare Kenya and Tanzania")


def test_a_choice_stays_until_more_is_typed(tab: OpenTab) -> None:
    page = enter_box(tab())
    suggested(page, "ken")
    waiting = holding(page, "**/suggest/?q=keny")
    with page.expect_request("**/suggest/?q=keny"):
        page.keyboard.type("y")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Kenya")
    waiting[0].continue_()
    expect(page.get_by_role("option").last).to_contain_text("“keny”")
    expect(chosen(page)).to_contain_text("Kenya")
    assert box(page).get_attribute("aria-activedescendant") == chosen(page).get_attribute("id")
    page.keyboard.type("a 2021")
    expect(chosen(page)).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=kenya+2021")


def test_a_closed_list_is_silent_and_opens_again(tab: OpenTab) -> None:
    page = enter_box(tab())
    told = page.locator("form[role=search] [role=status]").first
    suggested(page, "kenya")
    expect(told).to_have_text(re.compile(r"^\d suggestions$"))
    page.keyboard.press("Escape")
    expect(told).to_have_text("")
    page.route("**/suggest/**", lambda route: route.abort())
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(told).to_have_text(re.compile(r"^\d suggestions$"))


def test_suggestions_mark_what_matched_and_mend_slips(tab: OpenTab) -> None:
    watched = tab()
    page = enter_box(watched)
    page.keyboard.type("huawei")
    expect(page.get_by_role("option").first.locator("mark")).to_have_text("Huawei")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("wuhzen sumit")
    expect(page.get_by_role("option").first).to_have_text("Did you mean: wuzhen summit")
    expect(page.get_by_role("option").nth(1)).to_contain_text("World Internet Conference")
    assert not watched.wrongs()


@pytest.mark.parametrize("path", ["/", "/agreements/"])
def test_the_way_back_keeps_what_was_typed(tab: OpenTab, path: str) -> None:
    page = enter_box(tab(), path)
    suggested(page, "kenya")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/countries/ke/")
    page.go_back()
    expect(page.locator("form[role=search] input[type=search]").first).to_have_value("kenya")


@pytest.mark.parametrize("path", ["/search/?q=data", "/timeline/", "/map/"])
def test_second_stop_leads_to_the_results(tab: OpenTab, path: str) -> None:
    watched = tab()
    watched.open(path)
    page = watched.page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the results")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the results")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_focused()


@pytest.mark.parametrize("width", [1440, 390])
def test_what_holds_no_word_says_so_and_keeps_the_box(tab: OpenTab, width: int) -> None:
    watched = tab(width=width)
    watched.open("/search/?q=*")
    expect(watched.page.locator("h1")).to_have_text(
        "There is nothing to search for in “*”: type a word, a name or a year"
    )
    expect(watched.page.locator("#f-q")).to_have_value("*")
    expect(watched.page.locator("#f-q")).to_be_visible()
    assert not watched.wrongs(status=400)
