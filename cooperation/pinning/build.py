"""Build the database of a release from its canonical files; runs in a process whose database is the new file."""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils.dateparse import parse_datetime

from cooperation.choices import Action, Kind
from cooperation.models import Change, FormerSlug, Record, Release
from cooperation.pinning import shelf
from cooperation.pinning.start import DATABASE, DUMP, HISTORY
from cooperation.releases import differences
from cooperation.seeding.export import Files, seed_files, write_files
from cooperation.seeding.load import load
from cooperation.seeding.read import read_seeds
from cooperation.seeding.report import Options

Plain = dict[str, Any]


class Unreadable(Exception):
    """This version of the program cannot bring that state back as it was."""


def build(folder: Path) -> None:
    """Build what was handed over in `folder`, and put it onto the shelf."""
    history = json.loads((folder / HISTORY).read_text(encoding="utf-8"))
    dump = (folder / DUMP).read_bytes()
    files = Release(dump=dump).files
    call_command("migrate", verbosity=0, interactive=False)
    _load(files, folder / "seeds")
    _require_same(files)
    with transaction.atomic():
        _put_history(history["releases"], history["changes"], dump)
    _finish()
    shelf.put(folder / DATABASE, history["name"])


def _load(files: Files, root: Path) -> None:
    """The ordinary load. The rules of today are not asked: that state passed those of its day."""
    write_files(root, files)
    seeds = read_seeds(root)
    if seeds.problems:
        raise Unreadable(f"{len(seeds.problems)} problem(s) in its files, the first: {seeds.problems[0]}")
    load(seeds, Options())


def _require_same(files: Files) -> None:
    """A page that says something else than the release did would be worse than none."""
    if changes := differences(files, seed_files()):
        raise Unreadable(f"{len(changes)} thing(s) would read differently, the first: {changes[0]}")


def _put_history(releases: list[Plain], changes: list[Plain], dump: bytes) -> None:
    """Let the history be that of the release, in place of the one release that the load made."""
    Release.objects.all().delete()
    for row in releases:
        own = dump if row is releases[-1] else b""
        Release.objects.create(**{**row, "time": parse_datetime(row["time"]), "dump": own})
    Change.objects.bulk_create(_linked(changes), batch_size=500)
    _mark_gone(changes)


def _linked(changes: list[Plain]) -> list[Change]:
    """The changes with the records that they were of.

    What came before a removal leads to no record, unless the record was added again later.
    """
    keys = dict(FormerSlug.objects.filter(record__isnull=False).values_list("slug", "record"))
    keys |= dict(Record.objects.values_list("slug", "pk"))
    added, rows = set(), []
    for change in reversed(changes):
        slug, action = change["slug"], change["action"]
        if change["kind"] in Kind.values:
            if action == Action.REMOVED and keys.get(slug) not in added:
                keys.pop(slug, None)
            change["record_id"] = keys.get(slug)
            if action == Action.ADDED:
                added.add(change["record_id"])
        rows.append(Change(**change))
    return rows


def _mark_gone(changes: list[Plain]) -> None:
    """Let the addresses of records that had been removed by then say so."""
    removed = {row["slug"] for row in changes if row["kind"] in Kind.values and row["action"] == Action.REMOVED}
    removed -= set(Record.objects.values_list("slug", flat=True))
    FormerSlug.objects.bulk_create([FormerSlug(slug=slug) for slug in sorted(removed)], ignore_conflicts=True)


def _finish() -> None:
    """Statistics for the planner, and one file without a log beside it, as it is only read from now on."""
    with connection.cursor() as cursor:
        for statement in ("ANALYZE", "VACUUM", "PRAGMA journal_mode=DELETE"):
            cursor.execute(statement)
    connection.close()
