"""The dataset: one CSV a table, safe in a spreadsheet, the same bytes each time."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.exports import RECORD_COLUMNS, TABLES, cell, defused, export_dataset
from cooperation.models import Record
from cooperation.seeding.check import check
from cooperation.seeding.load import Options, load
from cooperation.seeding.read import read_seeds
from tests.exports.reading import FILES, errors, rows
from tests.seeding.small import MEMO, write

ISSUE = (
    "slug kind type name name_zh aliases date_edtf date_earliest date_latest date_precision status countries "
    "participants place topics summary layer sources url"
)
FORMULAS = ["=1+1", "+86", "-0500", "@x", "\tx", "\rx", "\nx", "\0x", "＝1", "＋1", "－1", "＠x", "'x", "''x"]


@pytest.fixture
def small(tmp_path: Path, db: None, settings) -> Path:
    settings.SITE_URL = "https://atlas.example"
    seeds = read_seeds(write(tmp_path / "seeds"))
    assert check(seeds) == []
    load(seeds, Options())
    return tmp_path / "out"


def test_the_tables_and_the_columns_of_a_record_are_those_agreed():
    assert [table.name for table in TABLES] == FILES
    assert [column.name for column in RECORD_COLUMNS] == ISSUE.split()
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(str(column.meaning) for column in table.columns)


def test_a_record_in_full(small):
    export_dataset(small)
    assert rows(small, "agreements") == [
        {
            "slug": "memo",
            "kind": "agreement",
            "type": "mou",
            "name": "Memo",
            "name_zh": "",
            "aliases": "",
            "date_edtf": "2015-07-03~",
            "date_earliest": "2015-07-03",
            "date_latest": "2015-07-03",
            "date_precision": "day",
            "status": "adopted",
            "countries": "KE",
            "participants": "Body (signatory); Kenya (signatory)",
            "place": "Berlin",
            "topics": "security",
            "summary": "What both sides signed.",
            "layer": "founding",
            "sources": "paper:1; paper:2",
            "url": "https://atlas.example/agreements/memo/",
            "name_zh_basis": "",
            "date_vague": "true",
            "date_text": "3 July 2015 (from the context)",
        }
    ]


def test_statements_and_figures(small):
    export_dataset(small)
    said = {row["field"]: row for row in rows(small, "statements") if row["record"] == "memo"}
    assert said["place"]["value"] == '{"name": "Berlin"}'
    assert said["date"]["value"] == "2015-07-03~"
    assert (said["participants"]["complete"], said["name"]["complete"]) == ("true", "")
    assert rows(small, "figures") == [
        {
            "record": "memo",
            "key": "partners",
            "label": "partners",
            "qualifier": "more-than",
            "number": "33",
            "unit": "bodies",
            "as_of": "2021",
            "sources": "paper:2",
        }
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text_and_one_apostrophe_less_gives_it_back(text):
    assert defused(text) == f"'{text}"
    assert defused(text)[1:] == text


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "中国", "2015-07", "[2015..2016]"])
def test_harmless_text_stays(text):
    assert defused(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-3, "-3"),
        (Decimal("-2.5000"), "-2.5"),
        (Decimal("1300.0000"), "1300"),
        (date(2015, 7, 6), "2015-07-06"),
        (["=x", "y"], "'=x; y"),
        ([], ""),
    ],
)
def test_cells(value, text):
    assert cell(value) == text


def test_a_summary_that_begins_like_a_formula_is_defused_in_the_file(tmp_path, db):
    seeds = read_seeds(write(tmp_path / "seeds", memo=MEMO.replace("What both sides signed.", "=HYPERLINK(1)")))
    load(seeds, Options())
    export_dataset(tmp_path)
    assert rows(tmp_path, "agreements")[0]["summary"] == "'=HYPERLINK(1)"
    assert errors(tmp_path) == set()


def test_an_empty_atlas_is_a_valid_package(tmp_path, db):
    assert set(export_dataset(tmp_path).values()) == {0}
    assert errors(tmp_path) == set()
    assert "version" not in json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))


def test_no_file_takes_its_place_before_all_are_whole(small, monkeypatch):
    export_dataset(small)
    before = {path.name: path.read_bytes() for path in small.iterdir()}
    Record.objects.filter(slug="memo").update(name="Another name")
    monkeypatch.setattr("cooperation.exports.package.codebook", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_dataset(small)
    assert {name: (small / name).read_bytes() for name in before} == before


@pytest.fixture
def copies(small: Path) -> None:
    """Fifty agreements like the first."""
    text = (small.parent / "seeds/agreements/memo.yaml").read_text()
    for number in range(49):
        path = small.parent / f"seeds/agreements/memo-{number}.yaml"
        path.write_text(text.replace("slug: memo", f"slug: memo-{number}"))
    load(read_seeds(small.parent / "seeds"), Options())


def queries(folder: Path) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        export_dataset(folder)
    return len(captured)


def test_as_many_queries_for_one_record_as_for_fifty(small, request):
    few = queries(small)
    request.getfixturevalue("copies")
    assert Record.objects.filter(kind="agreement").count() == 50
    assert queries(small) == few


def test_a_file_in_the_way_gives_one_clear_line(tmp_path, db):
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(CommandError, match=r"taken is a file; name a folder$"):
        call_command("export_dataset", str(tmp_path / "taken"))
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_folder_that_cannot_be_made_gives_one_clear_line(tmp_path, db):
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(CommandError, match=r"^cannot write into .*taken/deeper: Not a directory$"):
        call_command("export_dataset", str(tmp_path / "taken" / "deeper"))


def test_the_codebook_tells_every_column(small):
    export_dataset(small)
    text = (small / "codebook.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"## {table.name}.csv" in text
        for column in table.columns:
            assert f"| {column.name} | {column.meaning} |" in text
