"""Where the databases of earlier releases stand: which there are, which may be built, which must go."""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from cooperation.models import Release

KEPT = 8  # built databases; the one unused for longest makes room
PAUSE_AFTER_FAILURE = 3600  # seconds until a state that could not be built is tried again
_BUILT, _FAILED, _UNFINISHED = ".sqlite3", ".failed", "building-"
_USED_LATELY = 60  # seconds within which a use need not be noted again


def name_of(release: Release) -> str:
    """What the database of a release is called: by its whole hash, its place in history and the code that builds it.

    The same data may come back later, with a longer history.
    """
    return f"{release.hash}-{release.pk}-{_code()}"


@cache
def _code() -> str:
    """Changes with the program and with the packages that bring names and tables, so that those build anew."""
    package = Path(__file__).resolve().parent.parent
    found = hashlib.sha256("".join(map(version, ("babel", "django", "pydantic"))).encode())
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def find(release: Release) -> Path | None:
    """The built database of a release, None where there is none; notes the use."""
    path = settings.PINNED_DIR / f"{name_of(release)}{_BUILT}"
    try:
        if time.time() - path.stat().st_mtime > _USED_LATELY:
            os.utime(path)
    except FileNotFoundError:
        return None
    return path


def has_failed(release: Release) -> bool:
    """True where this version of the program lately tried to build it and could not."""
    try:
        tried = (settings.PINNED_DIR / f"{name_of(release)}{_FAILED}").stat().st_mtime
    except FileNotFoundError:
        return False
    return time.time() - tried < PAUSE_AFTER_FAILURE


def note_failure(folder: Path, name: str, reason: str) -> None:
    """Keep why the database of that name could not be built."""
    (folder / f"{name}{_FAILED}").write_text(f"{reason}\n", encoding="utf-8")


@contextmanager
def right_to_build() -> Iterator[int | None]:
    """The number of the open file that bears the right, None while another build runs.

    Who inherits that file keeps the right until it ends, however it ends.
    """
    settings.PINNED_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.PINNED_DIR / "building.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield file.fileno()


def clean() -> None:
    """Remove what builds left behind that ended before their time; only for who has the right to build."""
    for path in settings.PINNED_DIR.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in settings.PINNED_DIR.glob(f"*{_FAILED}"):
        if time.time() - path.stat().st_mtime >= PAUSE_AFTER_FAILURE:
            path.unlink()


def workplace(name: str) -> Path:
    """A new folder for building the database of that name; no later build of the same one ever works in it."""
    return Path(tempfile.mkdtemp(prefix=f"{_UNFINISHED}{name}-", dir=settings.PINNED_DIR))


def put(file: Path, name: str) -> None:
    """Put a finished database, which lies in its workplace, onto the shelf; the ones unused for longest make room."""
    shelf = file.parent.parent
    file.chmod(0o444)
    file.rename(shelf / f"{name}{_BUILT}")
    built = sorted(shelf.glob(f"*{_BUILT}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in built[KEPT:]:
        path.unlink(missing_ok=True)
