"""The files of the dataset, read as a reader of CSV does."""

import csv
from pathlib import Path

from frictionless import Package

FILES = [
    *("agreements", "forums", "editions", "organisations", "initiatives"),
    *("records", "statements", "participants", "figures", "notes", "relations"),
    *("record_topics", "record_countries", "record_countries_by_bloc", "verdicts"),
    *("sources", "sections", "uncited", "memberships", "countries", "topics", "groups", "gaps"),
]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def errors(folder: Path) -> set[str]:
    """The kinds of error that the validator reports."""
    report = Package(str(folder / "datapackage.json")).validate()
    return {error.type for task in report.tasks for error in task.errors} | {error.type for error in report.errors}
