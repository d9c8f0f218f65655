"""A reader's way from a list to its file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenTab
from tests.browser.test_lists import changed, count_told, in_place, opened
from tests.exports.listed import FORMS, slugs

RELEASED = "[0-9a-f]{12}"


def link(page: Page, form: str) -> Locator:
    """The link to the list as it stands, in this form."""
    return page.get_by_role("link", name=form.upper(), exact=True)


def saved(page: Page, form: str, folder: Path) -> Path:
    """The file that a click on the link saves, under the name that the browser gives it."""
    with page.expect_download() as started:
        link(page, form).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


@pytest.mark.parametrize("form", FORMS)
def test_a_click_saves_all_records_of_the_list(tab: OpenTab, tmp_path: Path, form: str) -> None:
    watched = opened(tab, "/agreements/?since=2010&sort=oldest")
    page = watched.page
    path = saved(page, form, tmp_path)
    assert re.fullmatch(rf"cooperation-atlas-agreements-2010-oldest-{RELEASED}\.{form}", path.name)
    found = slugs(form, path.read_bytes())
    assert len(found) == count_told(page) > page.locator(".row-title").count()
    assert f"/agreements/{found[0]}/" in str(page.locator(".row-title a").first.get_attribute("href"))
    assert in_place(page)
    assert watched.wrongs() == []


def test_the_file_follows_a_change_in_place(tab: OpenTab, tmp_path: Path) -> None:
    page = opened(tab, "/agreements/").page
    all_of_them = len(slugs("csv", saved(page, "csv", tmp_path).read_bytes()))
    assert all_of_them == count_told(page)
    changed(page, lambda: page.locator("[name=country][value=ru]").check())
    assert [link(page, form).get_attribute("href") for form in FORMS] == [
        f"/agreements.{form}?country=ru" for form in FORMS
    ]
    path = saved(page, "csv", tmp_path)
    assert re.fullmatch(rf"cooperation-atlas-agreements-ru-{RELEASED}\.csv", path.name)
    assert len(slugs("csv", path.read_bytes())) == count_told(page) < all_of_them
    changed(page, page.go_back)
    assert link(page, "csv").get_attribute("href") == "/agreements.csv"


def test_a_search_in_chinese_is_saved_under_its_own_words(tab: OpenTab, tmp_path: Path) -> None:
    page = opened(tab, "/search/?q=世界互联网大会", width=390).page
    path = saved(page, "xlsx", tmp_path)
    assert re.fullmatch(rf"cooperation-atlas-records-世界互联网大会-{RELEASED}\.xlsx", path.name)
    assert len(slugs("xlsx", path.read_bytes())) == count_told(page)


def test_without_scripts_the_links_are_there_too(tab: OpenTab) -> None:
    page = tab(javascript=False)
    page.open("/forums/?country=us", at_rest=False)
    assert [link(page.page, form).get_attribute("href") for form in FORMS] == [
        f"/forums.{form}?country=us" for form in FORMS
    ]
