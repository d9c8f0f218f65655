"""Two states of a small atlas: one record is changed between them, one removed, one added."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from cooperation.models import Release
from tests.seeding.small import MEMO, loaded, put, write

SECONDS_TO_BUILD = 120
Wait = Callable[[str], HttpResponse]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker):
    """The earlier and the current release, and the seeds of the latter; undone after the tests of this folder."""
    root = write(tmp_path_factory.mktemp("seeds"))
    with django_db_blocker.unblock(), transaction.atomic():
        put(root, "agreements/former", MEMO.replace("slug: memo", "slug: former").replace("Memo", "Vanished pact"))
        loaded(root)
        (root / "agreements/former.yaml").unlink()
        put(root, "agreements/later", MEMO.replace("slug: memo", "slug: later").replace("Memo", "Later pact"))
        put(root, "agreements/memo", MEMO.replace("Memo", "Renamed memo"))
        loaded(root, prune=True)
        with django_db_blocker.block():
            yield root
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where built databases stay from one test to the next."""
    return tmp_path_factory.mktemp("pinned")


@pytest.fixture
def earlier(states: None, db: None, kept: Path, settings: Settings) -> Release:
    """The first of the two releases."""
    settings.PINNED_DIR = kept
    return Release.objects.earliest("pk")


@pytest.fixture
def empty_shelf(earlier: Release, settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A place where nothing was built yet."""
    settings.PINNED_DIR = tmp_path / "shelf"
    yield settings.PINNED_DIR
    wait_for_builds(settings.PINNED_DIR)


def wait_for_builds(shelf: Path) -> None:
    """Until no build has its folder any more: a database is on the shelf a moment before the folder is gone."""
    until = time.monotonic() + SECONDS_TO_BUILD
    while list(shelf.glob("building-*")) and time.monotonic() < until:
        time.sleep(0.1)


@pytest.fixture
def get(client: Client) -> Wait:
    """Asks for an address until the state that it names is prepared."""

    def answer(address: str) -> HttpResponse:
        until = time.monotonic() + SECONDS_TO_BUILD
        while (response := client.get(address)).status_code == 503:
            assert time.monotonic() < until, "the state is still being prepared"
            time.sleep(0.1)
        return response

    return answer
