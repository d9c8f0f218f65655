"""Citations, data for machines and reports of errors, as a reader's browser has them."""

import json
from urllib.parse import unquote

import bibtexparser
import pytest
import rispy

from tests.browser.conftest import OpenTab

PAGES = ["/agreements/?country=ru", "/countries/ru/", "/editions/world-internet-conference-2014/"]


@pytest.mark.parametrize("path", PAGES[1:])
def test_a_button_copies_the_sentence_and_one_the_entry(tab: OpenTab, path: str) -> None:
    watched = tab(width=390)
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=watched.site.address)
    watched.open(path)
    page.locator("#cite summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copy the sentence").click()
    page.locator(".cite-do [role=status]", has_text="Copied").first.wait_for()
    sentence = page.evaluate("navigator.clipboard.readText()")
    assert f"{watched.site.address}{path}?release=" in sentence
    page.get_by_role("button", name="Copy the BibTeX").click()
    page.locator(".cite-do [role=status]", has_text="Copied").nth(1).wait_for()
    [entry] = bibtexparser.parse_string(page.evaluate("navigator.clipboard.readText()")).entries
    assert entry["url"].startswith(f"{watched.site.address}{path}?release=")
    assert watched.wrongs() == []


def test_the_citation_follows_the_filters_and_can_still_be_copied(tab: OpenTab) -> None:
    watched = tab()
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=watched.site.address)
    watched.open("/agreements/")
    page.locator("#cite summary").click()
    page.locator("[name=country][value=ru]").check()
    page.locator("#cite-line", has_text="country=ru").wait_for()
    page.get_by_role("button", name="Copy the sentence").click()
    page.locator(".cite-do [role=status]", has_text="Copied").first.wait_for()
    assert "country=ru" in page.evaluate("navigator.clipboard.readText()")
    assert watched.problems == []


def test_a_file_is_taken_along_without_scripts(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/agreements/?country=ru")
    page = watched.page
    page.locator("#cite summary").click()
    assert not page.get_by_role("button", name="Copy").first.is_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="RIS").click()
    assert waiting.value.suggested_filename.endswith(".ris")
    [reference] = rispy.loads(waiting.value.path().read_text("utf-8"))
    assert reference["urls"][0].startswith(f"{watched.site.address}/agreements/?country=ru&release=")


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_the_policy_lets_data_for_machines_stand(tab: OpenTab, path: str) -> None:
    watched = tab()
    watched.open(path)
    told = json.loads(watched.page.locator("script[type='application/ld+json']").text_content() or "")
    assert told["@context"] == "https://schema.org"
    assert watched.problems == []


def test_an_error_is_reported_from_the_field_it_is_in(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/editions/world-internet-conference-2014/")
    letter = watched.page.get_by_role("link", name="Report an error in: Date").get_attribute("href") or ""
    assert letter.startswith("mailto:desk@atlas.example?subject=Error%20in%20world-internet-conference-2014&body=")
    assert "\r\nField: Date\r\nAccording to: " in unquote(letter)
    assert watched.page.get_by_role("link", name="Report an error in this record").is_visible()
    assert watched.wrongs() == []
