"""A load that is stopped leaves no trace, one that runs keeps others out, and its progress is true."""

import io
import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from cooperation.models import Record
from cooperation.seeding import lock
from cooperation.seeding.load import Options, load
from cooperation.seeding.lock import AlreadyLoading
from cooperation.seeding.read import read_seeds
from tests.seeding.small import BODY, MEMO, everything, loaded, write

HOLD = """\
import sqlite3, sys
held = sqlite3.connect(sys.argv[1])
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
input()
"""
BUSY = "another load is running; try again when it is done"


def changed(root):
    """Every record of the small seeds changed, and a table too."""
    memo, body = (text.replace("summary: ", "summary: Changed. ") for text in (MEMO, BODY))
    return write(root, memo=memo, body=body, groups="- slug: few\n  label: a few\n  regions: [africa]\n")


def interrupt(*_):
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", [1, 2])
def test_an_interrupted_load_leaves_every_row_as_it_was(tmp_path, at):
    loaded(write(tmp_path))
    before = everything()
    seeds = read_seeds(changed(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        load(seeds, Options(), lambda done, total: interrupt() if done == at else None)
    assert everything() == before
    assert load(seeds, Options()).updated == 2
    assert everything() != before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", ["management.commands.load_seeds.check", "seeding.load.derive"])
def test_the_command_says_in_one_line_that_it_was_stopped(tmp_path, monkeypatch, capsys, place):
    loaded(write(tmp_path))
    before = everything()
    monkeypatch.setattr(f"cooperation.{place}", interrupt)
    with pytest.raises(CommandError) as caught:
        call_command("load_seeds", str(changed(tmp_path)))
    assert (str(caught.value), caught.value.returncode) == ("stopped; nothing was loaded", 130)
    assert capsys.readouterr() == ("", "")
    assert everything() == before


@pytest.mark.django_db
def test_progress_ticks_as_each_record_is_saved(tmp_path):
    write(tmp_path)
    seen = []
    load(read_seeds(tmp_path), Options(), lambda *told: seen.append((*told, Record.objects.count())))
    assert seen == [(1, 2, 1), (2, 2, 2)]
    write(tmp_path, memo=MEMO.replace("What both", "Changed. What both"))
    seen.clear()
    load(read_seeds(tmp_path), Options(), lambda *told: seen.append(told))
    assert seen == [(1, 1)]


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.django_db
def test_the_bar_counts_the_records_that_are_written(tmp_path, monkeypatch):
    loaded(write(tmp_path))
    monkeypatch.setattr(sys, "stderr", Terminal())
    call_command("load_seeds", str(write(tmp_path, memo=MEMO.replace("What both", "Changed. What both"))))
    assert "1/1" in sys.stderr.getvalue()


def test_a_second_load_on_sqlite_is_told_to_wait(tmp_path):
    database = tmp_path / "atlas.sqlite3"
    environment = {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "tests.seeding.impatient",
        "PATH": os.environ.get("PATH", ""),
        "SECRET_KEY": "x" * 40,
    }

    def manage(*arguments):
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert manage("migrate", "-v0").returncode == 0
    root = str(write(tmp_path / "seeds"))
    holder = [sys.executable, "-c", HOLD, str(database)]
    with subprocess.Popen(holder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        second = manage("load_seeds", root)
        other.communicate("\n")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == f"CommandError: {BUSY}; nothing was loaded\n"
    with sqlite3.connect(database) as rows:
        assert rows.execute("SELECT count(*) FROM cooperation_topic").fetchone() == (0,)
    assert "2 created" in manage("load_seeds", root).stdout


@pytest.mark.django_db(transaction=True)
def test_a_second_load_on_postgresql_is_told_to_wait(tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("NOT RUN: the advisory lock needs PostgreSQL")
    monkeypatch.setattr(lock, "_PATIENCE", "200ms")
    write(tmp_path)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [lock._KEY])
            with pytest.raises(AlreadyLoading, match=BUSY):
                loaded(tmp_path)
            assert not Record.objects.exists()
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock._KEY])
    finally:
        other.close()
    assert loaded(tmp_path).created == 2
