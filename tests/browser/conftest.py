"""The site as `make serve` starts it, on a database of its own, and a real browser to look at it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from cooperation.releases import hash_of
from cooperation.seeding.form import canonical_files
from cooperation.seeding.read import Seeds
from tests import machine
from tests.browser.watched import Site, Watched

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
SECONDS_TO_START = 240
OpenTab = Callable[..., Watched]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that `manage.py serve` set up from nothing and started."""
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


def environment_of(folder: Path) -> dict[str, str]:
    """What a site that keeps its data in this folder is told."""
    own = {"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}", "PINNED_DIR": str(folder / "pinned")}
    own["CONTACT"] = "desk@atlas.example"  # pages are fullest with it
    environment = {k: v for k, v in os.environ.items() if k != "SITE_URL"} | own
    return environment | {"DJANGO_SETTINGS_MODULE": "cooperation.settings"}


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """A site that keeps its data in this folder, as `manage.py serve` starts it."""
    port = _free_port()
    environment = environment_of(folder) | {"HOST": "127.0.0.1", "PORT": str(port)}
    with (folder / "log").open("w") as log:
        command = [sys.executable, "manage.py", "serve"]
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log)
    try:
        site = Site(f"http://127.0.0.1:{port}", folder / "log")
        _wait_for(site, server)
        yield site
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(site: Site, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(SECONDS_TO_START * 5):
        if server.poll() is not None:
            break
        try:
            urlopen(f"{site.address}/healthz", timeout=5).close()  # noqa: S310  our own address
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the site did not start:\n{site.last_words()}")


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
