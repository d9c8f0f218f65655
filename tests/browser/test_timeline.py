"""The timeline as its readers use it: zoomed, in lanes, by finger, by keyboard, without scripts."""

import gzip
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.site import Site
from tests.browser.watched import Watched, note, stayed

PLOT = ".chart-overlay .nsewdrag"
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def live_timeline(tab: OpenTab, path: str = "/timeline/") -> Page:
    """A wide page on which plotly has taken over, noted to be known again."""
    watched = tab()
    watched.open(path)
    expect(watched.page.locator(".chart-live")).to_be_visible()
    return note(watched.page)


def asked(page: Page) -> dict[str, str]:
    """The filter values of the address that are not empty."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def drag_over(page: Page, start: float, end: float) -> None:
    """Draws a range over the plotly chart, from one share of its width to another."""
    area = page.locator(PLOT).first.bounding_box()
    assert area
    page.mouse.move(area["x"] + area["width"] * start, area["y"] + 4)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * (start + end) / 2, area["y"] + 8, steps=4)
    page.mouse.move(area["x"] + area["width"] * end, area["y"] + 8, steps=4)
    page.mouse.up()


def test_a_range_drawn_over_the_years_filters_the_list_and_back_restores_it(tab: OpenTab) -> None:
    page = live_timeline(tab, "/agreements/")
    heading, first = page.locator("h1").inner_text(), page.locator("#results h2").first.inner_text()
    drag_over(page, 0.5, 0.75)
    page.wait_for_url("**since=*")
    expect(page.locator("h1")).not_to_have_text(heading)
    wanted = asked(page)
    since, until = wanted["since"], wanted["until"]
    assert len(since) == len(until) == 4
    assert since < until < "2026"
    expect(page.locator("h1")).to_contain_text(f"{since} to {until}")
    expect(page.locator("[name=since]")).to_have_value(since)
    expect(page.locator(".chart-years text").first).to_have_text(since)
    expect(page.locator("#results h2").first).not_to_have_text(first)
    assert stayed(page)
    page.reload()
    expect(page.locator("h1")).to_contain_text(f"{since} to {until}")
    page.go_back()
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("[name=since]")).to_have_value("")


def test_a_range_of_few_years_is_set_in_months(tab: OpenTab) -> None:
    page = live_timeline(tab, "/timeline/?since=2014&until=2019")
    drag_over(page, 0.4, 0.6)
    page.wait_for_url("**since=2016*")
    assert {len(asked(page)["since"]), len(asked(page)["until"])} <= {4, 7}
    assert asked(page)["since"] > "2016"
    assert stayed(page)


def test_links_zoom_by_keyboard_and_say_what_cannot_be_done(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/timeline/?lanes=topic")
    page = note(watched.page)
    assert not page.get_by_role("link", name="Later", exact=True).count()
    for name in ("Zoom in", "Zoom in", "Earlier", "Later", "Zoom out"):
        before = page.url
        page.get_by_role("link", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(before)
        expect(page.locator("[name=since]")).to_have_value(asked(page).get("since", ""))
    assert asked(page)["lanes"] == "topic"
    page.get_by_role("link", name="All years", exact=True).press("Enter")
    expect(page.locator("[name=since]")).to_have_value("")
    assert asked(page) == {"lanes": "topic"}
    assert stayed(page)
    assert watched.problems == []


@pytest.mark.parametrize("width", [1440, 390])
def test_without_javascript_a_year_is_a_link_that_keeps_the_query(tab: OpenTab, width: int) -> None:
    watched = tab(width=width, javascript=False)
    watched.open("/timeline/?country=ru&since=2015&until=2019&lanes=country")
    page = watched.page
    year = page.locator(".chart-years a", has_text="2017")
    box = year.bounding_box()
    assert box
    assert box["height"] >= 24
    assert box["width"] >= 24
    year.click()
    assert asked(page) == {"country": "ru", "since": "2017", "until": "2017", "lanes": "country"}
    expect(page.locator(".chart-years text").first).to_have_text("Jan 2017")
    page.get_by_role("link", name="All years").click()
    assert asked(page) == {"country": "ru", "lanes": "country"}


def test_a_year_sets_the_filter_where_scripts_run(tab: OpenTab) -> None:
    page = live_timeline(tab, "/timeline/?since=2015&until=2019&lanes=country")
    page.locator(".chart-years a", has_text="2017").click()
    page.wait_for_url("**since=2017*")
    expect(page.locator("[name=until]")).to_have_value("2017")
    assert asked(page)["lanes"] == "country"
    assert stayed(page)


def test_two_chosen_countries_have_a_lane_each_and_the_form_keeps_them(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/timeline/?country=ru&country=th")
    page = note(watched.page)
    page.get_by_role("link", name="country", exact=True).click()
    expect(page.locator(".chart-names text")).to_have_count(2)
    assert [text.split(" (")[0] for text in page.locator(".chart-names text").all_text_contents()] == [
        "Russia",
        "Thailand",
    ]
    page.locator("[name=since]").fill("2015")
    page.locator("[name=since]").press("Enter")
    page.wait_for_url("**since=2015*")
    expect(page.locator(".chart-names text")).to_have_count(2)
    assert asked(page)["lanes"] == "country"
    assert stayed(page)
    assert watched.wrongs() == []


def finger(browser: Browser, live: Site, path: str) -> Page:
    """A phone, with the chart of a list unfolded."""
    context = browser.new_context(
        viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True, locale="en-GB"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(live.address + path, wait_until="networkidle")
    for fold in page.locator(".chart-fold summary").all():
        fold.tap()
    return page


@pytest.mark.parametrize("path", ["/timeline/", "/agreements/?country=ru"])
def test_a_tap_tells_in_view_what_a_mark_is_and_does_not_leave(browser: Browser, live: Site, path: str) -> None:
    page = finger(browser, live, path)
    mark = page.locator(".chart-svg a.point").last
    mark.scroll_into_view_if_needed()
    address = mark.get_attribute("href")
    spot = mark.bounding_box()
    assert spot
    page.touchscreen.tap(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    told = page.locator(".chart-told a")
    expect(told).to_be_in_viewport(ratio=1)
    assert told.get_attribute("href") == address
    box = told.bounding_box()
    assert box
    assert box["height"] >= 24
    top = page.locator(".chart-told").bounding_box()
    now = mark.bounding_box()
    assert top
    assert now
    assert now["y"] + now["height"] <= top["y"]
    assert urlsplit(page.url).path == path.partition("?")[0]
    page.locator(".chart-told button").tap()
    expect(page.locator(".chart-told")).to_be_hidden()
    page.touchscreen.tap(now["x"] + now["width"] / 2, now["y"] + now["height"] / 2)
    told.tap()
    page.wait_for_url(f"**{address}")
    page.context.close()


def test_a_click_on_a_mark_opens_its_record(tab: OpenTab) -> None:
    page = live_timeline(tab, "/agreements/?country=ru")
    spot = page.locator(".chart-svg a.point").first.bounding_box()
    address = page.locator(".chart-svg a.point").first.get_attribute("href")
    assert spot
    page.mouse.move(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2, steps=3)
    expect(page.locator(".chart-tip")).to_contain_text("Agreement among the Governments of the SCO")
    page.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    page.wait_for_url(f"**{address}")


def test_a_double_click_shows_all_years_again(tab: OpenTab) -> None:
    page = live_timeline(tab, "/timeline/?since=2015&until=2019&country=ru")
    area = page.locator(PLOT).first.bounding_box()
    assert area
    page.mouse.dblclick(area["x"] + 200, area["y"] + 6)
    page.wait_for_url(lambda address: "since=" not in address)
    expect(page.locator("[name=since]")).to_have_value("")
    assert asked(page) == {"country": "ru"}
    assert stayed(page)


def test_on_a_phone_key_and_names_of_lanes_stay_in_view(tab: OpenTab) -> None:
    watched = tab(width=390)
    watched.open("/timeline/?lanes=country")
    page = watched.page
    region = page.locator(".chart-region")
    assert region.evaluate("(region) => region.scrollLeft > 0")
    expect(page.get_by_text("← earlier")).to_be_visible()
    assert "linear-gradient" in region.evaluate("(region) => getComputedStyle(region).backgroundImage")
    for left in (0, 150, 400):
        region.evaluate("(region, left) => { region.scrollLeft = left; }", left)
        for words in (page.locator(".chart-names text").first, page.locator(".chart-key li").first):
            box = words.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
    assert watched.wrongs() == []


def test_marks_are_high_enough_for_a_finger(tab: OpenTab) -> None:
    watched = tab(width=390)
    watched.open("/timeline/")
    heights = watched.page.locator(".chart-svg a rect").evaluate_all(
        "(all) => all.map((each) => each.height.baseVal.value)"
    )
    assert len(heights) > 50
    assert min(heights) >= 5


def rows_of_table(page: Page) -> set[str]:
    """The addresses of the records of a table, from this page to its last."""
    found: set[str] = set()
    while True:
        found |= set(page.locator("tbody th a").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))"))
        onward = page.locator(".pager [rel=next]")
        if not onward.count():
            return found
        onward.press("Enter")


@pytest.mark.parametrize("path", ["/timeline/", "/agreements/?country=ru", "/"])
def test_every_mark_is_reached_by_keyboard_in_the_table(tab: OpenTab, path: str) -> None:
    watched = tab(javascript=False)
    watched.open(path)
    page = watched.page
    marks = set(page.locator(".chart-svg a").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))"))
    page.locator(".chart-skip").focus()
    expect(page.locator(".chart-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "As a table"
    page.keyboard.press("Enter")
    page.wait_for_url("**/table/**")
    rows = rows_of_table(page)
    assert marks
    assert marks <= rows


def test_where_there_is_no_filter_the_zoom_offers_the_list_of_its_years(tab: OpenTab) -> None:
    page = live_timeline(tab, "/countries/ru/")
    before = page.url
    page.locator(".modebar-btn[data-title='Zoom in']").focus()
    page.keyboard.press("Enter")
    link = page.locator(".chart-list a")
    expect(link).to_contain_text(" to ")
    assert page.url == before
    link.click()
    page.wait_for_url("**/search/**")
    assert asked(page)["country"] == "ru"
    assert asked(page)["via"] == "blocs"
    expect(page.locator("h1")).to_contain_text(f"{asked(page)['since']} to {asked(page)['until']}")


@pytest.mark.parametrize(("path", "width"), [("/timeline/", 1440), ("/timeline/?lanes=topic", 390), ("/", 1440)])
def test_nothing_shifts_when_plotly_takes_over(tab: OpenTab, path: str, width: int) -> None:
    watched = tab(width=width)
    watched.page.add_init_script(SHIFTS)
    watched.open(path)
    page = watched.page
    page.locator(".chart-region").scroll_into_view_if_needed()
    page.locator(".chart-region").hover()
    expect(page.locator(".chart-live")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifted") < 0.02
    assert watched.problems == []


def test_a_chart_that_was_exchanged_is_live_again(tab: OpenTab) -> None:
    page = live_timeline(tab)
    exchanged = """async () => {
      const text = await (await fetch("/timeline/?lanes=topic&since=2015&until=2019")).text();
      const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-part=results]");
      const part = document.querySelector("[data-part=results]");
      part.replaceWith(fresh);
      document.dispatchEvent(new CustomEvent("atlas:swapped", { detail: { parts: [fresh] } }));
    }"""
    page.evaluate(exchanged)
    expect(page.locator(".chart-live .chart-names text").first).to_contain_text("Digital economy")
    expect(page.locator(PLOT).first).to_be_visible()
    assert page.locator("script[src*=plotly]").count() == 1


@pytest.mark.parametrize("lanes", ["kind", "country", "topic", "organisation"])
def test_the_page_of_all_marks_is_light(tab: OpenTab, lanes: str) -> None:
    watched: Watched = tab(javascript=False)
    watched.open(f"/timeline/?lanes={lanes}")
    static = Path(settings.BASE_DIR) / "static"
    own = [static / "css/site.css", static / "css/chart.css", static / "js/chart.js"]
    texts = [watched.page.content().encode(), *(path.read_bytes() for path in own)]
    assert sum(len(gzip.compress(text)) for text in texts) < 30_000
