"""Reading on from a pinned page: every way keeps to the release, but for the one that leads out of it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenTab
from tests.browser.site import Site, environment_of, running
from tests.browser.watched import note, stayed

GONE = "china-brazil-ai-mou-2025"
SECONDS_TO_BUILD = 120_000


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose earlier release lacks a record that the current one has."""
    folder = tmp_path_factory.mktemp("two-releases")
    shutil.copytree(settings.SEEDS_DIR, folder / "seeds")
    (folder / "seeds" / "agreements" / f"{GONE}.yaml").unlink()
    for command in (["migrate", "-v0"], ["load_seeds", str(folder / "seeds")]):
        whole = [sys.executable, "manage.py", *command]
        subprocess.run(whole, cwd=settings.BASE_DIR, env=environment_of(folder), check=True, capture_output=True)
    with running(folder) as site:
        yield site


@pytest.fixture(scope="module")
def earlier() -> dict[str, str]:
    """The short hash of the earlier release, once it was read from the page of releases."""
    return {}


def code_of(tab: OpenTab, earlier: dict[str, str]) -> str:
    if not earlier:
        watched = tab()
        watched.open("/changes/")
        earlier["code"] = watched.page.locator(".release-date code").nth(1).inner_text()
    return earlier["code"]


def opened(tab: OpenTab, earlier: dict[str, str], path: str, **how: object) -> Page:
    """A pinned page, once it is prepared."""
    watched = tab(**how)
    joint = "&" if "?" in path else "?"
    watched.open(f"{path}{joint}release={code_of(tab, earlier)}", at_rest=False)
    expect(watched.page.locator("aside.pinned")).to_contain_text("not the current one", timeout=SECONDS_TO_BUILD)
    watched.page.wait_for_load_state("networkidle")
    return watched.page


def test_the_page_that_is_being_prepared_becomes_the_page_asked_for(tab: OpenTab, earlier: dict[str, str]) -> None:
    watched = tab()
    watched.open(f"/agreements/?release={code_of(tab, earlier)}", at_rest=False)
    assert watched.answered == 503
    expect(watched.page.locator("h1")).to_have_text("This state of the atlas is being prepared")
    assert watched.barriers() == []
    expect(watched.page.locator("aside.pinned")).to_be_visible(timeout=SECONDS_TO_BUILD)
    assert f"release={earlier['code']}" in watched.page.url
    assert watched.barriers() == []
    assert watched.widened([320, 1440]) == []


def test_links_keep_to_the_release_and_the_banner_leads_out(tab: OpenTab, earlier: dict[str, str]) -> None:
    page = opened(tab, earlier, "/agreements/")
    code = earlier["code"]
    page.locator(".row-title a").first.click()
    expect(page).to_have_url(re.compile(rf"/agreements/[^/]+/\?release={code}$"))
    page.locator(".nav a", has_text="Countries").click()
    expect(page).to_have_url(re.compile(rf"/countries/\?release={code}$"))
    page.go_back()
    expect(page.locator("aside.pinned")).to_contain_text(code)
    page.get_by_role("link", name="show this page as it is now").click()
    expect(page).to_have_url(re.compile(r"/agreements/[^/]+/$"))
    expect(page.locator("aside.pinned")).to_have_count(0)


def test_a_record_that_came_later_is_not_there_yet(tab: OpenTab, earlier: dict[str, str]) -> None:
    page = opened(tab, earlier, f"/agreements/{GONE}/")
    expect(page.locator("h1")).to_have_text("There is no such page")
    page.get_by_role("link", name="show this page as it is now").click()
    expect(page.locator("h1")).to_contain_text("Brazil")


@pytest.mark.parametrize("javascript", [True, False])
def test_filtering_keeps_to_the_release(tab: OpenTab, earlier: dict[str, str], javascript: bool) -> None:
    page = opened(tab, earlier, "/agreements/", javascript=javascript)
    page.locator("[name=country][value=ru]").check()
    if not javascript:
        page.locator("#filters button").first.click()
    expect(page).to_have_url(re.compile(rf"/agreements/\?.*country=ru.*release={earlier['code']}$"))
    expect(page.locator("aside.pinned")).to_contain_text("not the current one")


def test_what_changes_in_place_keeps_to_the_release_and_comes_back(tab: OpenTab, earlier: dict[str, str]) -> None:
    page = note(opened(tab, earlier, "/agreements/"))
    everything = page.locator("h1").inner_text()
    page.locator("[name=country][value=br]").check()
    expect(page).to_have_url(re.compile(rf"\?country=br&release={earlier['code']}$"))
    expect(page.locator("h1")).not_to_have_text(everything)
    assert stayed(page)
    leads_out = page.get_by_role("link", name="show this page as it is now")
    expect(leads_out).to_have_attribute("href", "/agreements/?country=br")
    page.go_back()
    expect(page.locator("h1")).to_have_text(everything)
    expect(page).to_have_url(re.compile(rf"/agreements/\?release={earlier['code']}$"))
    assert stayed(page)
    page.locator("[name=country][value=br]").check()
    expect(page.locator("h1")).not_to_have_text(everything)
    leads_out.click()
    expect(page).to_have_url(re.compile(r"/agreements/\?country=br$"))
    expect(page.locator(".rows, main").first).to_contain_text("Brazil")
    expect(page.locator(f"a[href='/agreements/{GONE}/']").first).to_be_attached()


def test_values_are_found_in_that_release(tab: OpenTab, earlier: dict[str, str]) -> None:
    page = opened(tab, earlier, "/agreements/")
    with page.expect_response(lambda answer: "find=ken" in answer.url) as asked:
        page.locator("#find-country").fill("ken")
    assert f"release={earlier['code']}" in asked.value.url
    assert asked.value.ok


def test_the_live_chart_is_of_that_release(tab: OpenTab, earlier: dict[str, str]) -> None:
    page = opened(tab, earlier, "/agreements/")
    address = page.locator("[data-chart]").first.get_attribute("data-figure-url")
    assert address
    assert address.endswith(f"release={earlier['code']}")
    page.locator(".chart-region").first.hover()
    page.locator(".chart-live").first.wait_for()
    links = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot')].flatMap(({ data }) => data)"
        ".flatMap(({ customdata }) => customdata ?? []).map(([link]) => link)"
    )
    assert links
    assert [link for link in links if f"release={earlier['code']}" not in link] == []


def test_a_suggestion_leads_on_within_the_release(tab: OpenTab, earlier: dict[str, str]) -> None:
    page = opened(tab, earlier, "/agreements/")
    page.locator("#q-top").press_sequentially("world internet")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"release={earlier['code']}$"))
    expect(page.locator("aside.pinned")).to_be_visible()


def test_a_search_by_enter_stays_within_the_release(tab: OpenTab, earlier: dict[str, str]) -> None:
    page = opened(tab, earlier, "/")
    page.locator("input[name=q]").first.fill("brazil")
    page.locator("input[name=q]").first.press("Enter")
    expect(page).to_have_url(re.compile(rf"/search/\?q=brazil.*release={earlier['code']}$"))
    expect(page.locator("aside.pinned")).to_be_visible()
    assert page.locator(f"a[href*='{GONE}']").count() == 0


def test_built_databases_lie_where_the_site_was_told(live: Site, tab: OpenTab, earlier: dict[str, str]) -> None:
    opened(tab, earlier, "/")
    shelf = Path(live.log).parent / "pinned"
    assert len(list(shelf.glob("*.sqlite3"))) == 1
