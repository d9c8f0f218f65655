"""The data package: what the validator says of it, and that it notices what is wrong."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.test import override_settings
from frictionless import Package

from cooperation.choices import Kind
from cooperation.exports import TABLES, export_dataset
from cooperation.exports.columns import computes
from cooperation.exports.shapes import EDTF
from cooperation.models import Participant, Record, Release, Source
from cooperation.views.site import EDTF_EXAMPLES
from tests.exports.reading import FILES, errors, rows

Rows = list[list[str]]


@pytest.fixture(scope="module")
def exported(seeded, django_db_blocker, tmp_path_factory) -> Path:
    """The package of the real records, written once."""
    folder = tmp_path_factory.mktemp("package")
    with django_db_blocker.unblock(), override_settings(SITE_URL="https://atlas.example"):
        export_dataset(folder)
    return folder


@pytest.fixture
def package(exported, db, tmp_path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(exported, tmp_path / "package"))


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def test_the_validator_finds_nothing(package):
    report = Package(str(package / "datapackage.json")).validate()
    assert report.flatten(["title", "fieldName", "note"]) == []
    assert report.valid
    assert [task.name for task in report.tasks] == FILES
    assert sum(task.stats["rows"] for task in report.tasks) > 10_000


def worse(folder: Path, name: str, change: Callable[[Rows], None]) -> set[str]:
    """What the validator says of one changed table, sizes and hashes left aside."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    change(lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    told = described(folder)
    for resource in told["resources"]:
        del resource["bytes"], resource["hash"]
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    report = Package(str(folder / "datapackage.json")).get_resource(name).validate()
    return {error.type for task in report.tasks for error in task.errors}


def put(column: str, value: str) -> Callable[[Rows], None]:
    """Sets a cell of the first row."""

    def change(lines: Rows) -> None:
        lines[1][lines[0].index(column)] = value

    return change


@pytest.mark.parametrize(
    ("name", "change", "error"),
    [
        ("agreements", put("type", "treatise"), "constraint-error"),
        ("forums", put("type", "mou"), "constraint-error"),
        ("agreements", put("date_edtf", "June 2015"), "constraint-error"),
        ("agreements", put("date_earliest", "2015-02-30"), "type-error"),
        ("agreements", put("name", ""), "constraint-error"),
        ("agreements", put("slug", "no-such-record"), "foreign-key"),
        ("participants", put("country", "ZZ"), "foreign-key"),
        ("statements", put("source", "no-such-source"), "foreign-key"),
        ("records", put("disagrees", "perhaps"), "type-error"),
        ("figures", put("number", "many"), "type-error"),
        ("topics", lambda lines: lines.append(lines[1]), "primary-key"),
        ("relations", lambda lines: lines.append(lines[1]), "primary-key"),
        ("gaps", put("slug", "'=gap"), "constraint-error"),
        ("countries", lambda lines: lines[0].reverse(), "incorrect-label"),
    ],
)
def test_the_validator_notices_what_is_wrong(package, name, change, error):
    assert error in worse(package, name, change)


def test_the_validator_notices_a_changed_byte(package):
    path = package / "topics.csv"
    path.write_bytes(path.read_bytes().replace(b"Digital", b"digital", 1))
    assert errors(package) == {"hash-count"}


def test_keys_hold_without_the_validator_too(package):
    files = {name: rows(package, name) for name in FILES}
    for table in TABLES:
        keys = [tuple(row[name] for name in table.key) for row in files[table.name]]
        assert len(set(keys)) == len(keys), table.name
        for column in table.columns:
            if column.shape.to:
                name, key = column.shape.target
                known = {row[key] for row in files[name]} | (set() if column.shape.required else {""})
                assert {row[column.name] for row in files[table.name]} <= known, (table.name, column.name)


def test_what_the_descriptor_says_of_itself(package):
    told, release = described(package), Release.objects.current()
    assert release
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert told["name"] == "cooperation-atlas"
    assert told["version"] == release.hash
    assert told["created"] == f"{release.time:%Y-%m-%dT%H:%M:%SZ}"
    assert told["homepage"] == "https://atlas.example"
    assert [licence["name"] for licence in told["licenses"]] == ["CC-BY-4.0"]
    assert [who["title"] for who in told["contributors"]] == ["Cooperation Atlas"]
    assert len(told["sources"]) == Source.objects.filter(layer="founding").count()
    assert "apostrophe" in told["description"]
    for resource in told["resources"]:
        assert resource["bytes"] == (package / resource["path"]).stat().st_size
        assert (resource["encoding"], resource["mediatype"]) == ("utf-8", "text/csv")


def test_every_declared_column_is_in_file_descriptor_and_codebook_alike(package):
    told = {resource["name"]: resource["schema"]["fields"] for resource in described(package)["resources"]}
    book = (package / "codebook.md").read_text(encoding="utf-8")
    for table in TABLES:
        with (package / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            heading = next(csv.reader(file))
        assert heading == [field["name"] for field in told[table.name]] == [column.name for column in table.columns]
        section = book.partition(f"## {table.name}.csv\n")[2].partition("\n## ")[0]
        for column, field in zip(table.columns, told[table.name], strict=True):
            assert field["description"] == str(column.meaning)
            assert f"| {column.name} | {column.meaning} | " in section


def test_controlled_words_are_those_of_the_kind(package):
    told = {resource["name"]: resource["schema"]["fields"] for resource in described(package)["resources"]}
    for kind in Kind:
        field = next(field for field in told[f"{kind}s"] if field["name"] == "kind")
        assert field["constraints"]["enum"] == [kind.value]
    status = next(field for field in told["forums"] if field["name"] == "status")
    assert {"value": "in-force", "label": "in force"} in status["categories"]


def test_no_controlled_word_or_key_is_one_that_is_defused(package):
    for table in TABLES:
        for column in table.columns:
            assert not any(computes(value) for value, _label in column.shape.choices)
            if column.shape.pattern:
                assert not any(re.fullmatch(column.shape.pattern, f"{first}a-1") for first in "=+-@\t\r\n'＝＋－＠")


@pytest.mark.parametrize("text", [text for text, _meaning in EDTF_EXAMPLES])
def test_dates_fit_the_pattern(text):
    assert re.fullmatch(EDTF.pattern, text)


@pytest.mark.parametrize("text", ["", "June 2015", "15", "2015-7", "2015/2016/2017", "../2015", "[2015]", "'2015"])
def test_what_is_no_date_does_not_fit(text):
    assert not re.fullmatch(EDTF.pattern, text)


def test_participants_are_rows_with_the_sources_that_name_them(package):
    found = rows(package, "participants")
    assert len(found) == Participant.objects.count()
    for row in found:
        assert [bool(row[sort]) for sort in ("country", "organisation", "group")].count(True) == 1
        assert row[row["sort"]]
        assert row["sources"]


def test_pandas_reads_every_table(package):
    for table in TABLES:
        frame = pd.read_csv(package / f"{table.name}.csv", dtype=str, keep_default_na=False)
        assert frame.columns.tolist() == [column.name for column in table.columns]
        assert len(frame) == len(rows(package, table.name))
    countries = pd.read_csv(package / "countries.csv", keep_default_na=False).set_index("code")
    assert (countries.loc["NA", "name"], countries.loc["KE", "name_zh"]) == ("Namibia", "肯尼亚")
    agreements = pd.read_csv(package / "agreements.csv", parse_dates=["date_earliest"])
    earliest = Record.objects.filter(kind="agreement").exclude(date_earliest=None).order_by("date_earliest")[0]
    assert agreements["date_earliest"].min().date() == earliest.date_earliest
