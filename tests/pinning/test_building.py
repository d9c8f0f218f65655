"""The database of a release: built once, from its files alone, and never more than a few of them."""

import io
import os
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client

from cooperation.models import FormerSlug, KeptFile, Record, Release
from cooperation.pinning import serving, shelf, start
from cooperation.releases import hash_of, publish
from cooperation.seeding.export import seed_files
from cooperation.seeding.gone import remove
from tests.pinning.conftest import Wait, wait_for_builds
from tests.seeding.small import loaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(monkeypatch) -> list[str]:
    """The folders of the builds that were started."""
    folders = []
    popen = subprocess.Popen

    def note(command, **options):
        folders.append(Path(command[-1]).name)
        return popen(command, **options)

    monkeypatch.setattr(start.subprocess, "Popen", note)
    return folders


def read(release: Release):
    """The built database of a release in the place of the site's own."""
    path = shelf.find(release)
    assert path
    return serving.opened(path)


def test_an_address_that_is_mended_meanwhile_keeps_the_release(
    client: Client, earlier: Release, empty_shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cooperation.middleware.start", lambda _release: None)
    for code, kept in ((earlier.hash, earlier.short), ("nope", "nope")):
        response = client.get(f"/agreements?release={code}")
        assert (response.status_code, response["Location"]) == (301, f"/agreements/?release={kept}")


def test_a_frame_is_told_that_its_state_is_being_prepared(
    client: Client, earlier: Release, empty_shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cooperation.middleware.start", lambda _release: None)
    for code, status in ((earlier.short, 503), ("nope", 404)):
        response = client.get(f"/embed/timeline/?release={code}")
        assert response.status_code == status
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
        html = response.content.decode()
        assert "masthead" not in html
        assert ("is being prepared" in html) == (status == 503)


def test_many_readers_start_one_build_and_are_told_to_wait(
    client: Client, get: Wait, earlier: Release, empty_shelf: Path, started: list[str]
) -> None:
    for _ in range(3):
        response = client.get(f"/agreements/?country=ke&release={earlier.short}")
        assert response.status_code == 503
    html = response.content.decode()
    assert response["Refresh"] == response["Retry-After"] == "4"
    assert response["Cache-Control"] == "no-store"
    assert "is being prepared" in html
    assert f'href="/agreements/?country=ke&amp;release={earlier.short}">Ask again' in html
    assert 'href="/agreements/?country=ke">This page as it is now' in html
    file = client.get(f"/agreements.csv?release={earlier.short}")
    assert (file.status_code, file["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert get(f"/agreements/?release={earlier.short}").status_code == 200
    [folder] = started
    assert folder.startswith(f"building-{shelf.name_of(earlier)}-")
    wait_for_builds(empty_shelf)
    assert sorted(path.suffix for path in empty_shelf.iterdir()) == [".lock", ".sqlite3"]


def test_nothing_is_built_while_another_build_runs(
    client: Client, earlier: Release, empty_shelf: Path, started: list[str]
) -> None:
    with shelf.right_to_build() as right:
        assert right is not None
        assert client.get(f"/?release={earlier.short}").status_code == 503
    assert started == []


def test_the_end_of_a_build_is_not_taken_for_that_of_the_next(earlier: Release, empty_shelf: Path) -> None:
    """Who waits for a process that has failed must not meet the files of the one that was started since."""
    empty_shelf.mkdir()
    name = shelf.name_of(earlier)
    first, second = shelf.workplace(name), shelf.workplace(name)
    assert first != second
    for folder in (first, second):
        folder.rmdir()


def test_what_a_stopped_build_left_is_removed(
    get: Wait, earlier: Release, empty_shelf: Path, started: list[str]
) -> None:
    (empty_shelf / "building-of-old").mkdir(parents=True)
    (empty_shelf / "building-of-old" / "dump").write_text("")
    assert get(f"/?release={earlier.short}").status_code == 200
    assert not (empty_shelf / "building-of-old").exists()


def test_a_state_that_cannot_be_read_says_so_and_offers_its_files(
    client: Client, get: Wait, earlier: Release, empty_shelf: Path, started: list[str]
) -> None:
    whole = earlier.dump
    broken = Release.packed({"agreements/memo.yaml": KeptFile("0", "slug: memo\nkind: treaty\n")})
    Release.objects.filter(pk=earlier.pk).update(dump=broken)
    response = get(f"/agreements/?release={earlier.short}")
    html = response.content.decode()
    assert response.status_code == 410
    assert "cannot be shown as pages any more" in html
    assert earlier.hash in html
    assert f'href="/changes/{earlier.hash}/seeds.zip"' in html
    assert client.get(f"/forums/?release={earlier.short}").status_code == 410
    file = client.get(f"/agreements.csv?release={earlier.short}").content.decode()
    assert file.endswith(f"Its files are at http://testserver/changes/{earlier.hash}/seeds.zip.\n")
    assert len(started) == 1
    [failed] = empty_shelf.glob("*.failed")
    assert "agreements/memo.yaml" in failed.read_text("utf-8")
    os.utime(failed, (0, time.time() - shelf.PAUSE_AFTER_FAILURE - 1))
    Release.objects.filter(pk=earlier.pk).update(dump=whole)
    assert get(f"/agreements/?release={earlier.short}").status_code == 200
    assert len(started) == 2


def test_a_build_that_is_killed_has_failed(
    client: Client, get: Wait, earlier: Release, empty_shelf: Path, monkeypatch
) -> None:
    monkeypatch.setattr(start.sys, "executable", "/bin/false")
    assert client.get(f"/?release={earlier.short}").status_code == 503
    until = time.monotonic() + 20
    while not shelf.has_failed(earlier) and time.monotonic() < until:
        time.sleep(0.05)
    assert client.get(f"/?release={earlier.short}").status_code == 410


def test_the_ones_unused_for_longest_make_room(get: Wait, earlier: Release, empty_shelf: Path) -> None:
    empty_shelf.mkdir()
    for number in range(shelf.KEPT + 2):
        path = empty_shelf / f"{number}.sqlite3"
        path.write_text("")
        os.utime(path, (number, number))
    get(f"/?release={earlier.short}")
    left = sorted(path.stem for path in empty_shelf.glob("*.sqlite3"))
    assert len(left) == shelf.KEPT
    assert left == sorted([*map(str, range(3, shelf.KEPT + 2)), shelf.name_of(earlier)])


def test_a_use_is_noted(get: Wait, earlier: Release) -> None:
    get(f"/?release={earlier.short}")
    path = shelf.find(earlier)
    assert path
    os.utime(path, (0, 0))
    get(f"/?release={earlier.short}")
    assert path.stat().st_mtime > time.time() - 60


def test_one_that_made_room_meanwhile_is_built_again(
    client: Client, get: Wait, earlier: Release, empty_shelf: Path, monkeypatch
) -> None:
    monkeypatch.setattr(shelf, "find", lambda release: empty_shelf / "gone.sqlite3")
    assert client.get(f"/?release={earlier.short}").status_code == 503


def test_it_is_read_only_and_one_file(get: Wait, earlier: Release, kept: Path) -> None:
    get(f"/?release={earlier.short}")
    database = read(earlier)
    with serving.in_place(database), pytest.raises(OperationalError, match="readonly"):
        Record.objects.update(name="Other")
    database.close()
    assert not [path for path in kept.iterdir() if path.name.endswith(("-wal", "-shm", "-journal"))]


def test_history_and_what_was_gone_are_those_of_then(get: Wait, earlier: Release, empty_shelf: Path) -> None:
    """A release between two others, after a removal."""
    remove(["later"])
    middle = publish()
    Record.objects.filter(slug="memo").update(summary="Said anew.")
    publish()
    get(f"/?release={middle.short}")
    database, live = read(middle), list(Release.objects.filter(pk__lte=middle.pk).values("pk", "hash", "time", "tally"))
    with serving.in_place(database):
        assert list(Release.objects.values("pk", "hash", "time", "tally")) == live
        assert Release.objects.current().files == middle.files
        assert hash_of(seed_files()) == middle.hash
        assert set(FormerSlug.objects.filter(record=None).values_list("slug", flat=True)) == {"former", "later"}
        assert {change.slug for change in Record.objects.get(slug="memo").changes.all()} == {"memo"}
        assert set(middle.changes.model.objects.filter(slug="later").values_list("record", flat=True)) == {None}
    database.close()
    assert get(f"/agreements/later/?release={middle.short}").status_code == 410


def test_a_record_that_came_back_has_its_whole_history(
    get: Wait, earlier: Release, empty_shelf: Path, states: Path
) -> None:
    remove(["later"])
    publish()
    loaded(states)
    back = Release.objects.current()
    Record.objects.filter(slug="memo").update(summary="Said anew.")
    publish()
    get(f"/?release={back.short}")
    database = read(back)
    with serving.in_place(database):
        assert told("later") == ["added", "removed", "added"]
    database.close()
    assert told("later") == ["added", "removed", "added"]


def told(slug: str) -> list[str]:
    return [change.action for change in Record.objects.get(slug=slug).changes.all()]


def test_it_does_not_matter_what_the_site_runs_on(get: Wait, earlier: Release) -> None:
    get(f"/?release={earlier.short}")
    database = read(earlier)
    with serving.in_place(database):
        assert connection.vendor == "sqlite"
        assert Record.objects.filter(slug="former").exists()
    database.close()


class TestFiles:
    """The archive of the canonical files, which outlives all code."""

    def test_it_gives_the_hash(self, client: Client, earlier: Release) -> None:
        response = client.get(f"/changes/{earlier.hash}/seeds.zip")
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            files = {name.removeprefix("seeds/"): archive.read(name).decode() for name in archive.namelist()}
        assert hash_of(files) == earlier.hash
        assert response["Content-Type"] == "application/zip"
        assert response["ETag"] == f'"{earlier.hash}"'
        assert earlier.short in response["Content-Disposition"]

    def test_it_has_the_same_bytes_at_any_time(self, client: Client, earlier: Release, monkeypatch) -> None:
        first = client.get(f"/changes/{earlier.hash}/seeds.zip").content
        monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
        assert client.get(f"/changes/{earlier.hash}/seeds.zip").content == first

    def test_who_has_it_is_told_so(self, client: Client, earlier: Release) -> None:
        address = f"/changes/{earlier.hash}/seeds.zip"
        assert client.get(address, headers={"If-None-Match": f'"{earlier.hash}"'}).status_code == 304

    def test_a_short_name_leads_to_the_whole_and_an_unknown_one_nowhere(self, client: Client, earlier: Release) -> None:
        address = f"/changes/{earlier.hash}/seeds.zip"
        assert client.get(f"/changes/{earlier.short}/seeds.zip")["Location"] == address
        assert client.get("/changes/0000000/seeds.zip").status_code == 404
        assert f'href="{address}"' in client.get(f"/changes/{earlier.hash}/").content.decode()


def test_the_command_refuses_a_folder_without_a_release(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no release to build"):
        call_command("build_pinned", str(tmp_path))
