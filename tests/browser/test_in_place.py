"""Pages other than the lists that change in place: nothing is lost, the address tells what is shown."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.watched import note, stayed


def opened(tab: OpenTab, path: str) -> Page:
    """A page that would be known again."""
    watched = tab()
    watched.open(path)
    return note(watched.page)


def test_the_years_of_a_country_change_in_place_and_come_back(tab: OpenTab) -> None:
    page = opened(tab, "/countries/ru/")
    page.locator("#f-since").fill("2019")
    page.locator("#f-since").press("Enter")
    expect(page).to_have_url(re.compile(r"/countries/ru/\?since=2019$"))
    expect(page.locator(".country-tools a", has_text="all dates")).to_be_visible()
    expect(page.locator("#told")).to_contain_text("from 2019 on")
    assert stayed(page)
    page.go_back()
    expect(page.locator("#f-since")).to_have_value("")
    expect(page.locator("h1 + .lede")).not_to_contain_text("from 2019 on")


def test_a_range_that_could_not_be_read_is_mended_with_all_sections(tab: OpenTab) -> None:
    page = opened(tab, "/countries/ru/?since=soon")
    page.locator("#f-since").fill("2019")
    page.locator("#f-since").press("Enter")
    expect(page.locator("#agreements")).to_be_visible()


def test_the_map_changes_in_place(tab: OpenTab) -> None:
    page = opened(tab, "/map/")
    before = page.locator(".map-table tbody tr").count()
    page.locator("[name=via]").check()
    expect(page).to_have_url(re.compile(r"/map/\?via=blocs$"))
    expect(page.locator(".map-table tbody tr")).not_to_have_count(before)
    assert stayed(page)


def test_marks_of_a_search_keep_their_look_in_place(tab: OpenTab) -> None:
    page = opened(tab, "/search/?q=kenya")
    ground = "getComputedStyle(document.querySelector('mark')).backgroundColor"
    before = page.evaluate(ground)
    page.locator("[name=kind][value=agreement]").check()
    expect(page).to_have_url(re.compile("kind=agreement"))
    assert page.evaluate(ground) == before
    assert stayed(page)


def test_the_box_of_all_values_suggests_no_records(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/values/country/")
    box = page.locator("main input[type=search]")
    box.fill("ken")
    page.wait_for_timeout(600)
    assert box.get_attribute("role") is None
    assert page.locator("[role=listbox]:visible").count() == 0


def test_a_year_of_the_chart_asks_once(tab: OpenTab) -> None:
    page = opened(tab, "/timeline/?country=ru&country=br&country_match=all")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(".chart-years a").first.click()
    expect(page).to_have_url(re.compile("since="))
    page.wait_for_timeout(500)
    assert sum("/timeline/?" in url for url in asked) == 1
    assert stayed(page)


def test_who_with_whom_changes_in_place_and_comes_back(tab: OpenTab) -> None:
    page = opened(tab, "/countries/ru/with/")
    everything = page.locator(".ties-threads a").count()
    page.locator(".ties-narrow summary").click()
    page.get_by_role("checkbox", name="agreement").check()
    expect(page).to_have_url(re.compile(r"/countries/ru/with/\?kind=agreement$"))
    expect(page.locator(".ties-threads a:not(.agreement)")).to_have_count(0)
    expect(page.locator("#told")).to_contain_text("named beside it")
    expect(page.get_by_role("checkbox", name="agreement")).to_be_focused()
    page.get_by_role("link", name="count blocs for their members").click()
    expect(page).to_have_url(re.compile("via=blocs"))
    expect(page.get_by_role("link", name="leave these out")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.locator(".ties-threads a")).to_have_count(everything)
    assert stayed(page)


def test_where_participants_meet_again_changes_in_place(tab: OpenTab) -> None:
    page = opened(tab, "/agreements/digital-economy-green-development-framework-initiative-2023/with/")
    page.locator(".ties-narrow summary").click()
    page.get_by_label("From").fill("2022")
    page.get_by_label("From").press("Enter")
    expect(page).to_have_url(re.compile(r"/with/\?since=2022$"))
    expect(page.locator(".pill").first).to_contain_text("2022")
    assert stayed(page)
