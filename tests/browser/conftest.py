"""A running site, and a real browser to look at it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from cooperation.releases import hash_of
from cooperation.seeding.form import canonical_files
from cooperation.seeding.read import Seeds
from tests import machine
from tests.browser.site import Site, running, the_shared
from tests.browser.watched import Watched

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
OpenTab = Callable[..., Watched]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser. What waits for a state to be built begins first."""
    items.sort(key=lambda item: item.path.stem != "test_pinned")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that `manage.py serve` set up from nothing and started: the one of the whole run, else one of our own."""
    if site := the_shared():
        yield site
        return
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's own Chromium, headless."""
    path = machine.find_browser()
    if not path:
        pytest.fail("no Chromium on this machine; make test says how to get one")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET + sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def slugs(seeds: Seeds) -> dict[str, str]:
    """For each kind the record with the most statements, hence the fullest page; two documents; the release."""
    fullest = sorted((entry.seed for entry in seeds.records), key=lambda seed: (len(seed.statements), seed.slug))
    documents = sorted((entry.seed.paragraphs, entry.seed.slug) for entry in seeds.sources if entry.seed.paragraphs)
    others = {"source": documents[0][1], "fullest": documents[-1][1], "release": hash_of(canonical_files(seeds))}
    return {str(seed.kind): seed.slug for seed in fullest} | others


@pytest.fixture
def tab(live: Site, browser: Browser) -> Iterator[OpenTab]:
    """Opens a tab: tab(width=390, theme="dark", javascript=False, calm=True)."""
    opened = []

    def open_tab(width: int = 1440, theme: str = "light", javascript: bool = True, calm: bool = False) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce" if calm else "no-preference",
            java_script_enabled=javascript,
            locale="en-GB",
        )
        context.set_default_timeout(10_000)
        opened.append(Watched(context.new_page(), live))
        return opened[-1]

    yield open_tab
    for watched in opened:
        watched.page.context.close()
