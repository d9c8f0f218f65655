"""Country pages and the comparison in a real browser: the question of two countries, empty cells, paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab

PHONE = 390
COUNTRIES = ("Vanuatu", "Niger", "Russia", "European Union")
ANSWER = re.compile(r"/countries/compare/\?country=ke&country=tz&since=2015$")


def shows_the_answer(page: Page) -> None:
    expect(page).to_have_url(ANSWER)
    expect(page.locator("h1")).to_have_text("Kenya and Tanzania compared, from 2015 on")
    expect(page.locator(".summary")).to_contain_text("Kenya: 1 directly, none through a bloc.")
    expect(page.locator(".summary")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False])
def test_two_countries_are_compared_by_taps_on_a_phone(tab: OpenTab, javascript: bool) -> None:
    watched = tab(width=PHONE, javascript=javascript)
    watched.open("/")
    page = watched.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Countries").click()
    page.get_by_role("link", name="Compare countries").click()
    page.get_by_label("Country 1").fill("Kenya")
    page.get_by_label("Country 2").fill("坦桑尼亚")
    page.get_by_label("From").fill("2015")
    page.get_by_role("button", name="Compare").click()
    shows_the_answer(page)
    assert watched.problems == []


def test_two_countries_are_compared_by_keyboard_alone(tab: OpenTab) -> None:
    watched = tab(width=PHONE)
    watched.open("/countries/ke/?since=2015")
    page = watched.page
    field = page.get_by_label("Compare Kenya with")
    for _ in range(30):
        page.keyboard.press("Tab")
        if field.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.type("tanzania")
    page.keyboard.press("Enter")
    shows_the_answer(page)
    assert watched.problems == []


def test_a_chosen_country_is_left_out_and_another_put_in_its_place(tab: OpenTab) -> None:
    watched = tab(width=PHONE)
    watched.open("/countries/compare/?country=ke&country=tz&since=2015")
    page = watched.page
    page.get_by_role("link", name="Leave out Tanzania").click()
    expect(page.locator(".lede")).to_contain_text("Which country should stand beside Kenya?")
    expect(page.get_by_label("Country 1")).to_have_value("Kenya")
    page.get_by_label("Country 2").fill("niger")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_have_text("Kenya and Niger compared, from 2015 on")


@pytest.mark.parametrize("width", [PHONE, 1440])
def test_every_cell_says_something_under_the_name_of_its_country(tab: OpenTab, width: int) -> None:
    watched = tab(width=width)
    watched.open("/countries/compare/?country=vu&country=ne&country=ru&country=eu")
    rows = watched.page.locator(".side-by-side tbody tr")
    assert rows.count() > 12
    for cells in rows.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"):
        assert len(cells) == 5
        assert all(cells)
        named = [cell.startswith(name) for cell, name in zip(cells[1:], COUNTRIES, strict=True)]
        assert all(named) is (width == PHONE)
    expect(watched.page.get_by_text("none found in these sources").first).to_be_visible()
    assert watched.width_overflow() == 0


def test_tables_stay_tables_for_screen_readers_on_a_phone(tab: OpenTab) -> None:
    watched = tab(width=PHONE)
    watched.open("/countries/compare/?country=ke&country=tz")
    table = watched.page.get_by_role("table", name="At a glance")
    assert [head.strip() for head in table.get_by_role("columnheader").all_text_contents()] == ["Kenya", "Tanzania"]
    assert table.get_by_role("rowheader").count() == table.locator("tbody").get_by_role("row").count()


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/countries/ru/", (596, 843)),
        ("/countries/compare/?country=ke&country=tz&since=2015", (596, 843)),
        ("/countries/compare/?country=ru&country=de&country=eu&country=th", (842, 595)),
    ],
)
def test_the_page_prints_its_rows_without_its_controls(tab: OpenTab, path: str, size: tuple[int, int]) -> None:
    watched = tab()
    watched.open(path)
    page = watched.page
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    for control in (".masthead nav", ".search", ".country-tools", ".chooser", ".jumps", ".pills"):
        for found in page.locator(control).all():
            expect(found).to_be_hidden()
    assert page.locator("main a:visible[href^='/agreements/']").count() > 0
    for heading in page.locator("main h2:visible, main h3:visible").all():
        assert heading.evaluate("node => getComputedStyle(node).breakAfter") == "avoid"
    printed = page.pdf(prefer_css_page_size=True, format="A4").decode("latin-1")
    boxes = re.findall(r"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", printed)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {size}
    assert len(boxes) <= 9
