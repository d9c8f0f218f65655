"""What `serve` says when it cannot start. That it can start is what the browser tests live on."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finder

from cooperation.management.commands.serve import Command


def serve(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cooperation.settings"}
    environment |= {"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}", **variables}
    command = [sys.executable, "manage.py", "serve"]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_serve_says_in_one_line_that_the_port_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = serve(tmp_path, PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"CommandError: cannot listen on 127.0.0.1 port {port}: Address already in use\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "８０００"])
def test_serve_refuses_what_is_no_port(tmp_path, port):
    done = serve(tmp_path, PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"CommandError: PORT is '{port}'; it must be a number from 1 to 65535\n"


class Collecting:
    """Stands in for the command that collects: counts its calls, and leaves what a manifest leaves."""

    def __init__(self, root: Path) -> None:
        self.root, self.calls, self.fails = root, 0, False

    def __call__(self, name: str, **options: object) -> None:
        self.calls += 1
        if self.fails:
            raise OSError("no room")
        self.root.mkdir(exist_ok=True)
        (self.root / "staticfiles.json").touch()


def test_static_files_are_collected_where_something_changed(tmp_path, monkeypatch, settings):
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "static"], tmp_path / "collected"
    get_finder.cache_clear()
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.css").write_text("a {}")
    collecting = Collecting(settings.STATIC_ROOT)
    monkeypatch.setattr("cooperation.management.commands.serve.call_command", collecting)

    def calls() -> int:
        before = collecting.calls
        Command()._collect()
        return collecting.calls - before

    assert [calls(), calls()] == [1, 0]
    (tmp_path / "static" / "a.css").write_text("a { color: red }")
    assert [calls(), calls()] == [1, 0]
    (tmp_path / "static" / "b.css").write_text("b {}")
    collecting.fails = True
    with pytest.raises(OSError, match="no room"):
        calls()
    collecting.fails = False
    assert [calls(), calls()] == [1, 0]
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert [calls(), calls()] == [1, 0]
    get_finder.cache_clear()


def test_serve_says_in_one_line_that_the_database_does_not_answer(tmp_path):
    done = serve(tmp_path, PORT="18765", DATABASE_URL=f"postgresql://nobody@{str(tmp_path).replace('/', '%2F')}/none")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: the database at DATABASE_URL does not answer: ")
    assert "Traceback" not in done.stderr
