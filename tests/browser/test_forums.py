"""A journalist's way to the date of a forum, and to one line to copy."""

from tests.browser.conftest import OpenTab
from tests.browser.watched import suggested

SERIES = "/forums/world-internet-conference/"
EDITION = "/editions/world-internet-conference-2014/"


def test_keys_alone_lead_from_another_name_to_the_date(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/")
    page = watched.page
    page.locator("#q-home").focus()
    suggested(page, "乌镇峰会")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/editions/world-internet-conference-2025/")
    assert "6 to 9 November 2025" in page.locator(".dateline").inner_text()
    assert watched.problems == []


def test_a_series_gives_the_answer_before_anything_else(tab: OpenTab) -> None:
    watched = tab(width=390)
    watched.open(SERIES)
    answer = watched.page.locator(".answer")
    assert "Latest in these sources: 6 to 9 November 2025, Wuzhen" in answer.inner_text()
    assert "No later edition in these sources, the newest of which is of" in answer.inner_text()
    box = answer.bounding_box()
    assert box
    assert box["y"] + box["height"] < 900


def test_the_button_copies_exactly_the_line(tab: OpenTab) -> None:
    watched = tab()
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=watched.site.address)
    watched.open(EDITION)
    line = page.locator(".copy-text").inner_text()
    button = page.get_by_role("button", name="Copy the line on First World Internet Conference")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".copy-do [role=status]", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == line
    assert line.startswith("“First World Internet Conference”: held from 19 to 21 November 2014 in Wuzhen")
    assert f"{watched.site.address}{EDITION}?release=" in line
    assert watched.problems == []


def test_the_line_is_there_to_select_without_javascript(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open(EDITION)
    assert "held from 19 to 21 November 2014" in watched.page.locator(".copy-text").inner_text()
    assert not watched.page.get_by_role("button", name="Copy").is_visible()


def test_editions_are_cards_on_a_phone_and_stay_a_table(tab: OpenTab) -> None:
    watched = tab(width=390)
    watched.open(SERIES)
    table = watched.page.get_by_role("table", name="Editions (12)")
    assert table.get_by_role("row").count() == 13
    assert table.get_by_role("columnheader", name="When and where").count() == 1
    first = table.get_by_role("row").nth(1)
    when, name = first.locator(".edition-when").bounding_box(), first.get_by_role("rowheader").bounding_box()
    assert when
    assert name
    assert name["y"] >= when["y"] + when["height"]
    assert name["width"] > 300
    assert watched.width_overflow() == 0
    wide = tab()
    wide.open(SERIES)
    row = wide.page.get_by_role("table", name="Editions (12)").get_by_role("row").nth(1)
    assert row.locator(".edition-when").bounding_box()["y"] == row.get_by_role("rowheader").bounding_box()["y"]  # type: ignore[index]


def test_calendar_is_walked_by_links_without_javascript(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/calendar/")
    page = watched.page
    page.locator(".beside summary").click()
    page.get_by_role("link", name="2014", exact=True).click()
    page.get_by_role("link", name="forums and editions").click()
    page.get_by_role("heading", name="November 2014", exact=True).get_by_role("link").click()
    assert page.url.endswith("/calendar/2014/11/?kind=edition&kind=forum")
    assert page.get_by_role("link", name="20 (1 record)").count() == 1
    page.get_by_role("link", name="First World Internet Conference").click()
    page.get_by_role("link", name="in the calendar").click()
    assert page.url.endswith("/calendar/2014/11/")
    assert watched.problems == []
