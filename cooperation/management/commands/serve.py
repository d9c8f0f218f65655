"""manage.py serve: from a fresh clone to a running site."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

_UNUSED = ["redoc"]  # the other of the two readers that drf-spectacular brings
_ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  compared with, not bound to


class Command(BaseCommand):
    """Serve the site."""

    help = "Migrate, load changed seeds, collect static files, and start the server at HOST and PORT."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), _port()
        _require_free(host, port)
        try:
            self._prepare()
        except KeyboardInterrupt as error:
            raise CommandError("stopped before the server was started", returncode=130) from error
        except OperationalError as error:
            raise CommandError(f"the database at DATABASE_URL does not answer: {error}", returncode=1) from error
        self._serve(host, port)

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_seeds", stdout=self.stdout, stderr=self.stderr)
        self._collect()
        connection.close()

    def _collect(self) -> None:
        """Collect and compress the static files, which takes half of a start, where any of them changed."""
        with _one_at_a_time(settings.STATIC_ROOT) as note:
            made_of = _made_of()
            if note.read() == made_of and (settings.STATIC_ROOT / "staticfiles.json").exists():
                return
            note.truncate(0)
            call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=_UNUSED)
            note.write(made_of)

    def _serve(self, host: str, port: int) -> None:
        """Run the server until it is told to stop: a worker for each core, a thread a worker."""
        address = f"http://{_in_address(host)}:{port}"
        command = [sys.executable, "-m", "granian", *_options(host, port), "cooperation.wsgi:application"]
        environment = {"SITE_URL": address, **os.environ}
        # In a session of its own, as a worker that hears Ctrl-C from the terminal and from its parent may hang.
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: server.terminate())
        if _is_listening(server, host, port):
            self.stdout.write(f"Cooperation Atlas at {address}/ (Ctrl-C stops it)")
            self.stdout.flush()
        if server.wait():
            raise CommandError("the server stopped by itself", returncode=1)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[TextIO]:
    """Let a second site that is started from the same files wait, as each would take away what the other is writing.

    Gives what the last one noted, to be read from its beginning and added to.
    """
    with folder.with_suffix(".lock").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        yield file


def _made_of() -> str:
    """A digest of what the collected files are made of and with: their sources, the packages and the settings."""
    sources = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list(_UNUSED))
    marks = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in sources)
    packages = (settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8")
    return sha256(repr((marks, packages, settings.STORAGES)).encode()).hexdigest()


def _options(host: str, port: int) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(os.cpu_count() or 1),
        "--blocking-threads": "1",
        "--workers-kill-timeout": "5",
        "--log-level": "warning",
    }
    return [word for pair in options.items() for word in pair]


def _is_listening(server: "subprocess.Popen[bytes]", host: str, port: int) -> bool:
    """True as soon as the server accepts connections, False when it ended before."""
    while server.poll() is None:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise CommandError(f"PORT is '{text}'; it must be a number from 1 to 65535", returncode=1)
    return int(text)


def _require_free(host: str, port: int) -> None:
    """Say in one line why the server could not listen, before anything long begins."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"cannot listen on {host} port {port}: {error.strerror}", returncode=1) from error


def _in_address(host: str) -> str:
    if host in _ANY_ADDRESS:
        return "localhost"
    return f"[{host}]" if ":" in host else host
