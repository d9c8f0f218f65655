"""manage.py serve: from a fresh clone to a running site."""

import os
import socket
import sys
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

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
        self._start(host, port)

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_seeds", stdout=self.stdout, stderr=self.stderr)
        call_command("collectstatic", verbosity=0, interactive=False)
        connection.close()

    def _start(self, host: str, port: int) -> NoReturn:
        """Become the server: one worker for each core, one thread a worker, as SQLite and Django like it best."""
        address = f"http://{_in_address(host)}:{port}"
        os.environ.setdefault("SITE_URL", address)
        self.stdout.write(f"Cooperation Atlas at {address}/ (Ctrl-C stops it)")
        self.stdout.flush()
        options = {
            "--interface": "wsgi",
            "--host": host,
            "--port": str(port),
            "--workers": str(os.cpu_count() or 1),
            "--blocking-threads": "1",
            "--log-level": "warning",
            "--working-dir": str(settings.BASE_DIR),
        }
        words = [word for pair in options.items() for word in pair]
        os.execv(sys.executable, [sys.executable, "-m", "granian", *words, "cooperation.wsgi:application"])  # noqa: S606


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
