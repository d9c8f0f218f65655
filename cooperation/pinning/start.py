"""Have the database of a release built, by a process of its own, while the site goes on."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from cooperation.models import Change, Release
from cooperation.pinning import shelf

DUMP, HISTORY, DATABASE, LOG = "dump", "history.json", "atlas.sqlite3", "log"
_OF_A_RELEASE = ("pk", "hash", "time", "previous_id", "counts", "tally")
_OF_A_CHANGE = ("pk", "release_id", "kind", "slug", "title", "action", "fields")


def start(release: Release) -> None:
    """Begin to build the database of a release, unless one is being built: then it has to be asked for again."""
    with shelf.right_to_build() as right:
        if right is None or shelf.find(release):
            return
        shelf.clean()
        name = shelf.name_of(release)
        folder = shelf.workplace(name)
        hand_over(release, folder)
        process = _run(folder, right)
    threading.Thread(target=_await, args=(process, folder, name), daemon=True).start()


def hand_over(release: Release, folder: Path) -> None:
    """Write down all that the builder needs: the canonical files of that state, and the history that led to it."""
    (folder / DUMP).write_bytes(release.dump)
    history = {
        "name": shelf.name_of(release),
        "releases": list(Release.objects.filter(pk__lte=release.pk).order_by("pk").values(*_OF_A_RELEASE)),
        "changes": list(_changes(release)),
    }
    text = json.dumps(history, default=str, ensure_ascii=False)
    (folder / HISTORY).write_text(text, encoding="utf-8")


def _changes(release: Release) -> Iterator[dict[str, Any]]:
    rows = Change.objects.filter(release__lte=release.pk).order_by("pk").values(*_OF_A_CHANGE)
    yield from rows.iterator(chunk_size=2000)


def _run(folder: Path, right: int) -> "subprocess.Popen[bytes]":
    own = {"DATABASE_URL": f"sqlite:///{folder / DATABASE}", "DJANGO_SETTINGS_MODULE": "cooperation.settings"}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "build_pinned", str(folder)]
    with (folder / LOG).open("w") as log:
        return subprocess.Popen(
            command,
            env={**os.environ, **own},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[right],
            start_new_session=True,
        )


def _await(process: "subprocess.Popen[bytes]", folder: Path, name: str) -> None:
    """Note a build that was ended before it could say itself that it failed."""
    if process.wait() and folder.exists():
        shelf.note_failure(folder.parent, name, f"ended with {process.returncode}")
        shutil.rmtree(folder, ignore_errors=True)
