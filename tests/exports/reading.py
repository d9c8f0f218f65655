"""The files of the dataset, read as a reader of CSV does."""

import csv
from pathlib import Path

FILES = [
    *("agreements", "forums", "editions", "organisations", "initiatives"),
    *("statements", "sources", "memberships", "figures"),
]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
