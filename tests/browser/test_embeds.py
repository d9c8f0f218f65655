"""An atlas page in a frame of another site, as its snippet puts it there."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.browser.conftest import OpenTab

PAGES = {
    "timeline": "/timeline/?country=ke&via=blocs",
    "list": "/agreements/?country=ru",
    "country": "/countries/ke/",
    "series": "/forums/world-internet-conference/",
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site on an origin of its own: its address, and the folder with its pages."""
    folder = tmp_path_factory.mktemp("elsewhere")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", PAGES)
def test_a_copied_snippet_works_on_another_site(tab: OpenTab, elsewhere: tuple[str, Path], name: str) -> None:
    address, folder = elsewhere
    watched = tab(width=1280)
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=watched.site.address)
    watched.open(PAGES[name])
    page.locator("#embed summary").click()
    for number, sort in enumerate(("live", "pinned")):
        page.locator("#embed button").nth(number).click()
        page.locator("#embed [role=status]", has_text="Copied").nth(number).wait_for()
        snippet = page.evaluate("navigator.clipboard.readText()")
        (folder / f"{sort}.html").write_text(f"<!doctype html><title>Elsewhere</title><main>{snippet}</main>", "utf-8")
    assert watched.wrongs() == []
    for sort in ("live", "pinned"):
        page.goto(f"{address}/{sort}.html", wait_until="networkidle")
        frame = page.frame_locator("iframe")
        assert ("release=" in (page.locator("iframe").get_attribute("src") or "")) == (sort == "pinned")
        frame.locator("h1").wait_for()
        assert frame.locator(".chart-svg a, table a").count() > 2
        with page.expect_popup() as opened:
            frame.locator(".embed-whole").click()
        whole = opened.value
        whole.wait_for_load_state()
        assert whole.url.startswith(f"{watched.site.address}{PAGES[name]}")
        assert whole.evaluate("window.opener") is None
        whole.close()


@pytest.mark.parametrize("path", ["/embed/timeline/?country=ke", "/embed/countries/br/"])
def test_links_of_a_drawing_leave_the_frame_too(tab: OpenTab, elsewhere: tuple[str, Path], path: str) -> None:
    """Browsers do not ask <base> there, and the whole page would refuse to be framed."""
    address, folder = elsewhere
    watched = tab(width=1280)
    page = watched.page
    (folder / "drawn.html").write_text(f'<!doctype html><iframe src="{watched.site.address}{path}" width=900>', "utf-8")
    page.goto(f"{address}/drawn.html", wait_until="networkidle")
    frame = page.frame_locator("iframe")
    for link in (frame.locator("svg a:has(use)"), frame.locator("svg a:not(:has(use))")):  # marks, and years
        with page.expect_popup() as opened:
            link.last.dispatch_event("click")
        opened.value.wait_for_load_state()
        assert opened.value.url.startswith(watched.site.address)
        opened.value.close()
    assert frame.locator("h1").is_visible()


@pytest.mark.parametrize("width", [320, 760])
@pytest.mark.parametrize("name", PAGES)
def test_who_says_so_is_in_view_however_low_the_frame(tab: OpenTab, name: str, width: int) -> None:
    """The page scrolls behind it, by keys too."""
    watched = tab(width=width)
    page = watched.page
    page.set_viewport_size({"width": width, "height": 330})
    watched.open(f"/embed{PAGES[name]}")
    foot = page.locator("footer").bounding_box()
    assert foot
    assert foot["y"] > 0
    assert foot["y"] + foot["height"] <= 330
    assert page.evaluate("document.documentElement.scrollHeight") <= 330
    page.locator("main a").last.focus()
    last = page.locator("main a").last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= foot["y"] + 1


def test_other_pages_refuse_a_frame(tab: OpenTab, elsewhere: tuple[str, Path]) -> None:
    address, folder = elsewhere
    watched = tab()
    site = watched.site.address
    (folder / "framed.html").write_text(f'<!doctype html><iframe src="{site}/agreements/"></iframe>', "utf-8")
    watched.page.goto(f"{address}/framed.html", wait_until="networkidle")
    assert watched.page.frame_locator("iframe").locator("h1").count() == 0
    assert any("frame-ancestors" in each or "X-Frame-Options" in each for each in watched.problems)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_frame_reads_well(tab: OpenTab, name: str, width: int, theme: str) -> None:
    watched = tab(width=width, theme=theme)
    watched.open(f"/embed{PAGES[name]}")
    assert watched.answered == 200
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.barriers() == []
    assert watched.problems == []
