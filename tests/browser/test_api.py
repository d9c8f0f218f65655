"""The page of the API in a browser, and the twins that pages link."""

import pytest

from tests.browser.conftest import OpenTab

FETCHED = "async (address) => { const got = await fetch(address); return [got.status, await got.json()]; }"


def test_the_api_is_tried_out_from_its_page(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/api/v1/docs/")
    watched.page.wait_for_selector(".opblock")
    assert watched.page.locator(".opblock").count() == 12
    watched.page.locator("#operations-records-records_list .opblock-summary-control").click()
    watched.page.get_by_role("button", name="Try it out").click()
    watched.page.get_by_role("button", name="Execute").click()
    watched.page.wait_for_selector(".live-responses-table")
    status = watched.page.locator(".live-responses-table tbody .response-col_status").first
    assert status.inner_text().split()[0] == "200"
    assert '"results"' in watched.page.locator(".live-responses-table").inner_text()
    assert watched.problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_frame_of_the_page_holds_nobody_up(tab: OpenTab, theme: str) -> None:
    watched = tab(width=390, theme=theme)
    watched.open("/api/v1/docs/")
    watched.page.wait_for_selector(".opblock")
    watched.page.evaluate("document.getElementById('swagger-ui').remove()")  # another's drawing
    assert watched.barriers() == []
    assert watched.problems == []


def test_without_scripts_the_page_leads_to_the_document(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/api/v1/docs/")
    watched.page.get_by_role("link", name="OpenAPI 3.1 document")
    address = watched.page.get_by_role("link", name="OpenAPI 3.1 document").get_attribute("href")
    document = watched.page.request.get(watched.site.address + str(address)).json()
    assert document["openapi"] == "3.1.0"
    assert len(document["paths"]) == 12


@pytest.mark.parametrize(
    "path", ["/", "/countries/ke/?since=2015", "/forums/world-internet-conference/", "/map/?via=blocs"]
)
def test_a_page_leads_to_what_it_says_as_data(tab: OpenTab, path: str) -> None:
    watched = tab()
    watched.open(path)
    link = watched.page.locator('link[rel="alternate"][type="application/json"]').get_attribute("href")
    status, found = watched.page.evaluate(FETCHED, link)
    assert status == 200
    text = watched.page.inner_text("main")
    assert found.get("sentence", "") in text
    assert str(found.get("total", "")) in text
