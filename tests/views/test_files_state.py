"""A load that commits while a file is on its way does not mix two states."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from pathlib import Path
from sqlite3 import connect

import pytest
from django.db import connection, connections
from django.test import Client

from cooperation.exports import StateChanged
from cooperation.models import Release
from cooperation.models.snapshot import one_state
from cooperation.seeding.load import load
from cooperation.seeding.read import read_seeds
from cooperation.seeding.report import Options
from tests.exports.listed import FORMS, slugs
from tests.seeding.small import MEMO, loaded, write

pytestmark = pytest.mark.django_db(transaction=True)
COPIES = 6
Load = Callable[[], None]


@pytest.fixture
def in_a_file(tmp_path: Path) -> Iterator[str]:
    """On SQLite the tests' database is in memory, where nobody loads while another reads; so it is copied to a file."""
    if connection.vendor == "postgresql":
        yield ""
        return
    own, name = connections["default"], str(tmp_path / "atlas.sqlite3")
    own.ensure_connection()
    with closing(connect(name)) as file:
        own.connection.backup(file)
    use(name)
    yield name
    connections["default"].close()
    connections["default"] = own


def use(name: str) -> None:
    """Let this thread read and write the file of that name."""
    if name:
        connections["default"] = connections["default"].copy()
        connections["default"].settings_dict["NAME"] = name


@pytest.fixture
def elsewhere(in_a_file: str) -> Callable[[Load], None]:
    """Runs a load on a connection of its own."""

    def there(act: Load) -> None:
        use(in_a_file)
        try:
            act()
        finally:
            connections["default"].close()

    def run(act: Load) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(there, act).result(timeout=60)

    return run


@pytest.fixture
def changed(tmp_path: Path, elsewhere: Callable[[Load], None], monkeypatch) -> Load:
    """A load that gives every agreement another name and removes half of them; before it, the others are loaded."""
    monkeypatch.setattr("cooperation.exports.listing.AT_ONCE", 1)
    monkeypatch.setattr("cooperation.exports.sheets.AT_ONCE", 1)
    monkeypatch.setattr("cooperation.exports.objects.AT_ONCE", 1)
    root = write(tmp_path / "seeds")
    for number in range(COPIES):
        copy(root, number, MEMO)
    loaded(root)

    def load_other() -> None:
        for number in range(COPIES):
            copy(root, number, MEMO.replace("What both", "Changed. What both"))
        for number in range(COPIES // 2):
            (root / f"agreements/memo-{number}.yaml").unlink()
        load(read_seeds(root), Options(prune=True))

    return lambda: elsewhere(load_other)


def copy(root: Path, number: int, text: str) -> None:
    text = text.replace("slug: memo", f"slug: memo-{number}")
    (root / f"agreements/memo-{number}.yaml").write_text(text)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_ends_as_it_began(client: Client, changed: Load, form: str) -> None:
    before = Release.objects.current()
    first = b"".join(client.get(f"/agreements.{form}"))
    response = client.get(f"/agreements.{form}")
    pieces = iter(response)
    begun = next(pieces)
    changed()
    assert begun + b"".join(pieces) == first
    assert len(slugs(form, first)) == COPIES + 1
    assert Release.objects.current() != before
    again = client.get(f"/agreements.{form}")
    assert again["ETag"] != response["ETag"]
    assert len(slugs(form, b"".join(again))) == COPIES // 2 + 1


@pytest.mark.parametrize("form", FORMS)
def test_a_load_between_head_and_body_has_both_made_again(
    client: Client, changed: Load, form: str, monkeypatch
) -> None:
    waiting = [changed]

    def late() -> AbstractContextManager[None]:
        if waiting:
            waiting.pop()()
        return one_state()

    before = client.head(f"/agreements.{form}")["ETag"]
    monkeypatch.setattr("cooperation.exports.state.one_state", late)
    response = client.get(f"/agreements.{form}")
    assert waiting == []
    assert len(slugs(form, b"".join(response))) == COPIES // 2 + 1
    assert before != response["ETag"] == client.head(f"/agreements.{form}")["ETag"]


@pytest.mark.parametrize("form", FORMS)
def test_loads_without_end_are_told_as_a_failure(client: Client, changed: Load, form: str, monkeypatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("cooperation.exports.listing.Listing.opened", no_state)
    assert client.get(f"/agreements.{form}").status_code == 500


def no_state(_listing: object) -> AbstractContextManager[None]:
    raise StateChanged


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_who_goes_away_leaves_no_transaction_open(client: Client, changed: Load, form: str) -> None:
    response = client.get(f"/agreements.{form}")
    assert connection.in_atomic_block or form == "xlsx"
    response.close()
    assert not connection.in_atomic_block
