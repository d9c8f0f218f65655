"""Lists in the browser: numbers beside filters, values found by typing, and changes in place."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenTab
from tests.browser.watched import Watched, holding

KENYA, TANZANIA = "[name=country][value=ke]", "[name=country][value=tz]"
PHONE = 390
EXPECT_A_CHANGE = """void (window.renewed = new Promise((resolve, reject) => {
  document.addEventListener("atlas:swapped", () => resolve(true), { once: true });
  setTimeout(reject, 10000, new Error("nothing changed in place"));
}))"""


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def number_beside(page: Page, name: str, value: str) -> int:
    option = page.locator("label.option", has=page.locator(f"[name={name}][value='{value}']"))
    return int(option.locator(".n").inner_text())


def count_told(page: Page) -> int:
    return int(re.findall(r"^\d+", heading(page))[0])


def changed(page: Page, act: Callable[[], object]) -> None:
    """Do something and wait until the page has changed in place."""
    page.evaluate(EXPECT_A_CHANGE)
    act()
    page.evaluate("window.renewed")


def opened(tab: OpenTab, path: str, **how: object) -> Watched:
    watched = tab(**how)
    watched.open(path)
    watched.page.evaluate("window.stayed = true")
    return watched


def in_place(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_numbers_stay_right_while_several_values_are_chosen(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    russia, brazil = number_beside(page, "country", "ru"), number_beside(page, "country", "br")
    changed(page, lambda: page.locator("[name=country][value=ru]").check())
    assert count_told(page) == russia
    assert number_beside(page, "country", "br") == brazil
    changed(page, lambda: page.locator("[name=country][value=br]").check())
    assert max(russia, brazil) < count_told(page) <= russia + brazil
    page.locator("#panel-topic > summary").click()
    topic = page.locator("#panel-topic label.option").first
    number = int(topic.locator(".n").inner_text())
    changed(page, lambda: topic.locator("input").check())
    assert count_told(page) == number


def test_any_or_all_of_several_countries(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/?country=ru&country=br").page
    either = count_told(page)
    changed(page, lambda: page.get_by_role("radio", name="all of them").check())
    both = count_told(page)
    assert both < either
    assert "with Brazil and Russia together" in heading(page) or "with Russia and Brazil together" in heading(page)
    assert "country_match=all" in page.url
    assert number_beside(page, "country", "ru") == number_beside(page, "country", "br") == both
    pill = page.get_by_role("link", name="Remove all of these countries together")
    changed(page, pill.click)
    assert count_told(page) == either
    assert "country_match" not in page.url
    assert page.get_by_role("radio", name="any of them").is_checked()


def test_any_or_all_shows_only_where_it_matters(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/?country=ru").page
    assert not page.get_by_role("radio", name="all of them").is_visible()
    changed(page, lambda: page.locator("[name=country][value=br]").check())
    assert page.get_by_role("radio", name="all of them").is_visible()


def test_through_a_bloc_is_a_pill_of_its_own(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/?country=ke").page
    changed(page, lambda: page.locator("[name=via]").check())
    assert page.url.endswith("?country=ke&via=blocs")
    changed(page, page.get_by_role("link", name="Remove also through a bloc").click)
    assert page.url.endswith("?country=ke")
    assert not page.locator("[name=via]").is_checked()


@pytest.mark.parametrize("typed", ["tanz", "坦桑", "TZ"])
def test_a_country_is_found_and_chosen_by_keyboard(tab: OpenTab, typed: str) -> None:
    page = opened(tab, "/agreements/").page
    assert page.locator(TANZANIA).count() == 0
    page.get_by_role("searchbox", name="Find a country").focus()
    page.keyboard.type(typed)
    expect(page.locator(TANZANIA)).to_be_visible()
    expect(page.locator("#told")).to_contain_text("fit")
    page.keyboard.press("ArrowDown")
    expect(page.locator(TANZANIA)).to_be_focused()
    changed(page, lambda: page.keyboard.press("Space"))
    assert "country=tz" in page.url
    expect(page.locator(TANZANIA)).to_be_focused()
    assert in_place(page)


@pytest.mark.parametrize("more", ["a", "x"])
def test_a_later_answer_leaves_the_focus_where_it_is(tab: OpenTab, more: str) -> None:
    """On the value that was reached; in the box where that value is not found any more."""
    page = opened(tab, "/agreements/").page
    held = holding(page, f"**find=tanz{more}")
    box = page.get_by_role("searchbox", name="Find a country")
    box.focus()
    page.keyboard.type("tanz")
    expect(box).to_have_attribute("data-found", "tanz")
    with page.expect_request(f"**find=tanz{more}"):
        page.keyboard.type(more)
    page.keyboard.press("ArrowDown")
    expect(page.locator(TANZANIA)).to_be_focused()
    held[0].continue_()
    expect(box).to_have_attribute("data-found", f"tanz{more}")
    expect(page.locator(TANZANIA) if more == "a" else box).to_be_focused()


def test_enter_takes_the_first_found_and_escape_brings_the_panel_back(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    before = page.locator("#values-country").inner_text()
    box = page.get_by_role("searchbox", name="Find a country")
    box.focus()
    page.keyboard.type("kenya")
    expect(page.locator("#values-country label")).to_have_count(1)
    page.keyboard.press("Escape")
    assert page.locator("#values-country").inner_text() == before
    assert box.input_value() == ""
    page.keyboard.type("kenya")
    changed(page, lambda: page.keyboard.press("Enter"))
    expect(box).to_be_focused()
    page.keyboard.type("tanzania")
    changed(page, lambda: page.keyboard.press("Enter"))
    assert sorted(page.url.partition("?")[2].split("&")) == ["country=ke", "country=tz"]


def test_a_change_renews_all_of_the_page_and_keeps_focus(tab: OpenTab) -> None:
    watched = opened(tab, "/agreements/")
    page = watched.page
    title, drawn = page.title(), page.locator(".chart-svg").inner_html()
    page.locator("[name=country][value=ru]").focus()
    changed(page, lambda: page.keyboard.press("Space"))
    assert in_place(page)
    assert "with Russia" in heading(page)
    assert page.title() != title
    assert "with Russia" in page.title()
    assert page.url.endswith("/agreements/?country=ru")
    assert page.locator("link[rel=canonical]").get_attribute("href") == page.url
    assert page.locator(".chart-svg").inner_html() != drawn
    assert page.get_by_role("link", name="Remove Country: Russia").is_visible()
    expect(page.locator("[name=country][value=ru]")).to_be_focused()
    expect(page.locator("#told")).to_have_text(re.compile(rf"^{count_told(page)} agreements?$"))
    assert watched.wrongs() == []


def test_open_panels_and_the_place_on_the_page_are_kept(tab: OpenTab) -> None:
    page = opened(tab, "/search/").page
    page.locator("#panel-status > summary").click()
    option = page.locator("#panel-status input").first
    option.scroll_into_view_if_needed()
    page.evaluate("scrollBy({ top: 150, behavior: 'instant' })")
    before = option.bounding_box()
    changed(page, option.check)
    after = page.locator("#panel-status input").first.bounding_box()
    assert page.locator("#panel-status").get_attribute("open") is not None
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2


def test_text_applies_on_enter_and_after_leaving(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    since = page.get_by_role("textbox", name="From")
    since.fill("2015")
    changed(page, lambda: page.keyboard.press("Tab"))
    assert page.url.endswith("?since=2015")
    expect(page.get_by_role("textbox", name="To", exact=True)).to_be_focused()
    page.keyboard.type("2019")
    changed(page, lambda: page.keyboard.press("Enter"))
    assert page.url.endswith("?since=2015&until=2019")
    assert "2015 to 2019" in heading(page)


def test_a_click_that_ends_after_the_answer_came_is_not_lost(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    option = page.locator("[name=country][value=ru]").bounding_box()
    assert option
    page.get_by_role("textbox", name="From").fill("2015")
    page.mouse.move(option["x"] + 5, option["y"] + 5)
    with page.expect_response(re.compile("since=2015")):
        page.mouse.down()
    page.wait_for_timeout(300)
    changed(page, page.mouse.up)
    expect(page.locator("h1")).to_contain_text("with Russia")
    assert page.url.endswith("?country=ru&since=2015")


def test_a_bad_date_is_said_in_place_and_can_be_mended(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    since = page.get_by_role("textbox", name="From")
    since.fill("2015-13")
    changed(page, lambda: page.keyboard.press("Enter"))
    assert heading(page) == "This address cannot be read"
    expect(since).to_be_focused()
    assert since.get_attribute("aria-invalid") == "true"
    expect(page.locator("#told")).to_contain_text("From (since)")
    since.fill("2015-12")
    changed(page, lambda: page.keyboard.press("Enter"))
    assert "December 2015" in heading(page)
    assert in_place(page)


def test_back_forward_and_reload_restore_everything(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    everything = heading(page)
    changed(page, lambda: page.locator("[name=country][value=ru]").check())
    russia = heading(page)
    changed(page, lambda: page.locator("[name=country][value=br]").check())
    both = heading(page)
    changed(page, page.go_back)
    assert heading(page) == russia
    assert page.locator("[name=country][value=ru]").is_checked()
    assert not page.locator("[name=country][value=br]").is_checked()
    changed(page, page.go_back)
    assert heading(page) == everything
    assert page.locator("#filters :checked").count() == page.locator("#filters [type=radio]:checked").count()
    changed(page, page.go_forward)
    changed(page, page.go_forward)
    assert heading(page) == both
    assert in_place(page)
    page.reload()
    assert heading(page) == both
    assert page.locator("[name=country]:checked").count() == 2
    page.locator(".row-title a").first.click()
    page.go_back()
    assert heading(page) == both
    assert page.locator("[name=country]:checked").count() == 2


def test_a_request_that_was_overtaken_never_wins(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    older = re.compile(r"\?country=br$")
    held = holding(page, older)
    with page.expect_request(older):
        page.locator("[name=country][value=br]").check()
    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
    changed(page, lambda: page.locator("[name=country][value=ru]").check())
    assert len(held) == 1
    newer = heading(page)
    held[0].continue_()
    page.wait_for_timeout(500)
    assert heading(page) == newer
    assert "Russia" in newer
    assert "Brazil" in newer
    assert "country=ru" in page.url
    assert page.locator("#results").get_attribute("aria-busy") == "false"
    page.go_back()
    expect(page.locator("h1")).not_to_contain_text("Russia")


def test_what_cannot_be_shown_in_place_is_navigated_to(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    failing = [True]

    def fail_once(route: Route) -> None:
        if failing and failing.pop():
            route.abort()
        else:
            route.continue_()

    page.route(re.compile(r"\?country=ru$"), fail_once)
    with page.expect_navigation(url=re.compile(r"\?country=ru$")):
        page.locator("[name=country][value=ru]").check()
    assert "with Russia" in heading(page)
    assert not in_place(page)


def test_links_of_the_list_are_followed_in_place(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    changed(page, page.locator("[rel=next]").click)
    assert page.url.endswith("?page=2")
    assert page.evaluate("document.activeElement.id") == "results"
    changed(page, page.get_by_role("link", name="oldest first").click)
    assert page.url.endswith("?sort=oldest")
    changed(page, lambda: page.locator("[name=country][value=ru]").check())
    assert "sort=oldest" in page.url
    changed(page, page.locator(".pill-clear").click)
    assert page.url.endswith("/agreements/")
    assert in_place(page)


def test_the_timeline_changes_in_place(tab: OpenTab) -> None:
    page = opened(tab, "/timeline/").page
    changed(page, lambda: page.locator("[name=kind][value=agreement]").check())
    assert page.url.endswith("/timeline/?kind=agreement")
    assert "of kind agreement" in heading(page)
    assert in_place(page)


def test_nothing_moves_when_a_filter_is_changed(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/").page
    page.evaluate(
        """window.shifts = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    changed(page, lambda: page.locator("[name=country][value=ru]").check())
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifts") < 0.02


def test_without_javascript_the_button_does_the_same(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/agreements/")
    page = watched.page
    page.locator("[name=country][value=ru]").check()
    page.locator("[name=country][value=br]").check()
    page.get_by_role("radio", name="all of them").first.check()
    page.locator("#filters button").click()
    assert "together" in heading(page)
    assert page.locator("[name=country]:checked").count() == 2
    page.get_by_role("link", name=re.compile("^All \\d+ countries$")).click()
    page.locator("#find").fill("坦桑")
    page.get_by_role("button", name="Find").click()
    page.locator(TANZANIA).check()
    page.get_by_role("button", name="Show the records").last.click()
    assert "Tanzania" in heading(page)
    assert page.locator("[name=country]:checked").count() == 3
    assert watched.problems == []


def test_the_last_filter_can_be_reached_in_a_low_window(tab: OpenTab) -> None:
    for javascript in (True, False):
        watched = tab(javascript=javascript)
        watched.open("/agreements/")
        page = watched.page
        last = page.locator("#filters .panel-switch").last
        last.scroll_into_view_if_needed()
        box = last.locator("input").bounding_box()
        assert box
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).name", middle) == "disputed"


def test_a_drawer_on_a_phone_keeps_the_count_in_sight(tab: OpenTab) -> None:
    watched = opened(tab, "/agreements/", width=PHONE)
    page = watched.page
    assert not page.locator("#filters").is_visible()
    page.locator("#drawer summary").click()
    changed(page, lambda: page.locator("[name=country][value=ru]").check())
    assert page.locator("#filters").is_visible()
    show = page.locator(".filters-show")
    expect(show).to_be_in_viewport()
    assert show.inner_text() == f"Show {count_told(page)} agreements"
    size = show.bounding_box()
    assert size
    assert min(size["width"], size["height"]) >= 24
    show.evaluate("(button) => { button.style.visibility = 'hidden' }")  # what it half covers is no smaller for that
    assert watched.wrongs() == []
    show.evaluate("(button) => { button.style.visibility = '' }")
    show.click()
    assert not page.locator("#filters").is_visible()
    expect(page.locator("h1")).to_be_in_viewport()
    assert in_place(page)
