"""What `serve` says when it cannot start. That it can start is what the browser tests live on."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


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


def test_serve_says_in_one_line_that_the_database_does_not_answer(tmp_path):
    done = serve(tmp_path, PORT="18765", DATABASE_URL=f"postgresql://nobody@{str(tmp_path).replace('/', '%2F')}/none")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: the database at DATABASE_URL does not answer: ")
    assert "Traceback" not in done.stderr
