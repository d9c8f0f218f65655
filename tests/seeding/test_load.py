"""Loading: all or nothing, twice is once, edits are kept, and export gives the files back."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from cooperation.models import (
    Agreement,
    Country,
    FormerSlug,
    Initiative,
    Organisation,
    Record,
    RecordCountry,
    Release,
    Statement,
)
from cooperation.seeding.export import seed_files
from tests.seeding.small import MEMO, PLAN, ROW, everything, loaded, write

pytestmark = pytest.mark.django_db


def test_load_creates_and_a_second_load_changes_nothing(tmp_path):
    root = write(tmp_path)
    first = loaded(root)
    assert (first.created, first.updated, first.unchanged) == (2, 0, 0)
    keys = dict(Record.objects.values_list("slug", "pk"))
    second = loaded(root)
    assert (second.created, second.updated, second.unchanged, second.tables) == (0, 0, 2, 0)
    assert dict(Record.objects.values_list("slug", "pk")) == keys


def test_the_real_seeds_load_and_come_back_byte_for_byte(tmp_path):
    loaded(settings.SEEDS_DIR)
    files = seed_files()
    for path in settings.SEEDS_DIR.rglob("*.yaml"):
        name = path.relative_to(settings.SEEDS_DIR).as_posix()
        assert files.pop(name) == path.read_text(encoding="utf-8"), name
    assert files == {}


def test_a_changed_file_updates_its_record_alone(tmp_path):
    root = write(tmp_path)
    loaded(root)
    write(tmp_path, memo=MEMO.replace("What both sides signed.", "What the two sides signed."))
    report = loaded(root)
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)
    assert Agreement.objects.get().summary == "What the two sides signed."
    assert Statement.objects.filter(record__slug="memo").count() == 6


def test_a_record_may_change_its_kind(tmp_path):
    root = write(tmp_path)
    loaded(root)
    key = Record.objects.get(slug="memo").pk
    (root / "agreements/memo.yaml").unlink()
    (root / "initiatives").mkdir()
    (root / "initiatives/memo.yaml").write_text(PLAN)
    assert loaded(root).updated == 1
    assert Initiative.objects.get().pk == key
    assert not Agreement.objects.exists()


def test_records_gone_from_the_files_are_kept_until_pruned(tmp_path):
    root = write(tmp_path)
    loaded(root)
    (root / "agreements/memo.yaml").unlink()
    (root / "sources/paper.yaml").write_text((root / "sources/paper.yaml").read_text().replace("first: 3", "first: 2"))
    assert loaded(root).missing == ["memo"]
    assert Record.objects.filter(slug="memo").exists()
    report = loaded(root, prune=True)
    assert report.deleted == 1
    assert FormerSlug.objects.get(slug="memo").record is None
    assert not Record.objects.filter(slug="memo").exists()


def test_an_edit_since_the_last_load_is_reported_and_left_alone(tmp_path):
    root = write(tmp_path)
    loaded(root)
    Record.objects.filter(slug="memo").update(summary="Edited by hand.")
    report = loaded(root)
    assert report.edited == ["memo"]
    assert Record.objects.get(slug="memo").summary == "Edited by hand."
    assert loaded(root, overwrite=True).updated == 1
    assert Record.objects.get(slug="memo").summary == "What both sides signed."


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path):
    report = loaded(write(tmp_path), dry_run=True)
    assert report.created == 2
    assert not Record.objects.exists()


def test_problems_leave_the_database_as_it_was(tmp_path, capsys):
    root = write(tmp_path)
    loaded(root)
    before = seed_files()
    write(tmp_path, memo=MEMO.replace("topics: [security]", "topics: [nonsense]"))
    with pytest.raises(CommandError) as caught:
        call_command("load_seeds", str(root))
    assert caught.value.returncode == 1
    assert "no topic 'nonsense'" in capsys.readouterr().err
    assert seed_files() == before


def test_a_failure_at_any_query_leaves_the_database_as_it_was(tmp_path):
    root = write(tmp_path)
    loaded(root)
    before = everything()
    write(tmp_path, memo=MEMO.replace("What both sides signed.", "Changed."))
    for limit in range(1, 500):
        failing = _FailsAt(limit)
        try:
            with connection.execute_wrapper(failing):
                loaded(root)
        except _Injected:
            assert everything() == before, limit
        else:
            break
    assert limit > 20
    assert Agreement.objects.get().summary == "Changed."
    assert Release.objects.count() == 2


class _Injected(Exception):
    """The fault that the test puts in."""


class _FailsAt:
    def __init__(self, limit: int) -> None:
        self.left = limit

    def __call__(self, execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.left -= 1
            if self.left == 0:
                raise _Injected
        return execute(sql, params, many, context)


def test_json_reports_the_counts(tmp_path, capsys):
    call_command("load_seeds", str(write(tmp_path)), "--json")
    assert json.loads(capsys.readouterr().out)["created"] == 2


def test_json_lines_are_loaded_and_exported_to_their_file(tmp_path):
    root = write(tmp_path)
    (root / "bulk.jsonl").write_text(ROW)
    assert loaded(root).created == 3
    assert seed_files()["bulk.jsonl"] == ROW


def test_countries_are_named_by_the_library_unless_the_seeds_say_otherwise(tmp_path):
    countries = (
        "- code: KE\n  regions: [africa]\n- code: CN\n  name: Middle Kingdom\n  why: A test.\n  regions: [east-asia]\n"
    )
    loaded(write(tmp_path, countries=countries))
    names = set(Country.objects.values_list("name", "name_zh"))
    assert names == {("Kenya", "肯尼亚"), ("Middle Kingdom", "中国")}
    assert RecordCountry.objects.get(record__slug="memo").country_id == "KE"
    assert Organisation.objects.get().participations.count() == 1


def test_a_database_without_tables_is_said_in_one_line(tmp_path):
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}", "PATH": "", "SECRET_KEY": "x" * 40}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "load_seeds", str(write(tmp_path / "seeds"))]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "manage.py migrate" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL plans by counts of its own")
def test_the_planner_knows_the_size_of_what_was_just_loaded(tmp_path):
    loaded(write(tmp_path))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'cooperation_record'")
        assert cursor.fetchone() == (Record.objects.count(),)
