"""Files for readers: the whole dataset as tables, and any filtered list as CSV, XLSX, JSON or JSON Lines."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cooperation.exports.columns import Column, cell, defused, restored
from cooperation.exports.listing import FORMAT, Listing
from cooperation.exports.objects import json_lines_parts, json_parts
from cooperation.exports.package import codebook, export_dataset
from cooperation.exports.records import LIST_COLUMNS, RECORD_COLUMNS, record_rows
from cooperation.exports.sheets import csv_parts
from cooperation.exports.state import StateChanged
from cooperation.exports.table import Table
from cooperation.exports.tables import TABLES
from cooperation.exports.workbook import xlsx_parts


class Form(NamedTuple):
    """A form in which a list can be taken away: its name, its media type, and what makes its body."""

    label: str
    media_type: str
    parts: Callable[[Listing], Iterator[str] | Iterator[bytes]]


FORMS = {
    "csv": Form("CSV", "text/csv; charset=utf-8", csv_parts),
    "xlsx": Form("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_parts),
    "json": Form("JSON", "application/json", json_parts),
    "jsonl": Form("JSONL", "application/jsonl; charset=utf-8", json_lines_parts),
}
__all__ = [
    "FORMAT",
    "FORMS",
    "LIST_COLUMNS",
    "RECORD_COLUMNS",
    "TABLES",
    "Column",
    "Form",
    "Listing",
    "StateChanged",
    "Table",
    "cell",
    "codebook",
    "defused",
    "export_dataset",
    "json_lines_parts",
    "json_parts",
    "record_rows",
    "restored",
]
