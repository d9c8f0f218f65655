"""A list as an Excel workbook: what it is, its records, and what each column means.

Nothing is computed, turned into a link or lost: a text that is longer than a cell holds goes on in a sheet of its own.
"""

import datetime as dt
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cooperation.exports.columns import Column, computes
from cooperation.exports.listing import Listing
from cooperation.exports.records import LIST_COLUMNS
from cooperation.models import Record

_LONGEST = 32_767  # of Excel's characters, of which a rare one counts twice
_PIECE_OF_TEXT = 16_000
_FIRST_YEAR = 1900  # of Excel's days
_PIECE_OF_FILE = 64 * 1024
_WIDTHS = {"slug": 30, "name": 50, "name_zh": 26, "kind": 13, "number": 9, "date_edtf": 23, "status": 13}
_WIDTHS |= {"countries": 20, "participants": 50, "place": 24, "topics": 28, "summary": 60, "notes": 60, "aliases": 30}
_WIDTHS |= {"sources": 32, "verdicts": 34, "url": 48}
_WRAPPED = ("name", "name_zh", "participants", "place", "topics", "summary", "notes", "aliases")
_KNOWN_DAYS = {"date_earliest": "has_known_first_day", "date_latest": "has_known_last_day"}


class SheetError(Exception):
    """A cell could not be written; the message names it."""


def xlsx_parts(listing: Listing) -> Iterator[bytes]:
    """The workbook in pieces. It is written whole, row by row, into a temporary file first."""
    with TemporaryFile() as file:
        with listing.opened():
            _write(listing, file)
        file.seek(0)
        while piece := file.read(_PIECE_OF_FILE):
            yield piece


def _write(listing: Listing, file: IO[bytes]) -> None:
    with Workbook(file, {"constant_memory": True}) as book:
        # a fixed day of making, since otherwise no two files would be the same
        made = listing.release.time.replace(tzinfo=None, microsecond=0) if listing.release else dt.datetime(1980, 1, 1)  # noqa: DTZ001
        book.set_properties({"title": listing.about["query"], "author": listing.about["title"], "created": made})
        pen = Pen(book)
        _write_about(pen, book.add_worksheet(_("About")), listing)
        _write_records(pen, book.add_worksheet(_("Records")), listing)
        _write_columns(pen, book.add_worksheet(_("Columns")))
        pen.write_long_texts()


def _write_about(pen: "Pen", sheet: Worksheet, listing: Listing) -> None:
    said = {
        _("Source"): listing.about["title"],
        _("Query"): listing.about["query"],
        _("Address"): listing.about["address"],
        _("Rows"): listing.about["rows"],
        _("Release"): listing.about["release"],
        _("Time of the release"): listing.about["time"],
        _("Licence"): f"{listing.about['licence']}, {listing.about['licence_address']}",
        _("Citation"): listing.about["citation"],
    }
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    for row, (name, value) in enumerate(said.items()):
        pen.write(sheet, (row, 0), name, "bold")
        pen.write(sheet, (row, 1), value, "wrapped")


def _write_records(pen: "Pen", sheet: Worksheet, listing: Listing) -> None:
    for place, column in enumerate(LIST_COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(column.name, 16))
        pen.write(sheet, (0, place), column.name, "bold")
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, listing.about["rows"], len(LIST_COLUMNS) - 1)
    for row, record in enumerate(listing.rows(), 1):
        for place, column in enumerate(LIST_COLUMNS):
            look = "wrapped" if column.name in _WRAPPED else "plain"
            pen.write(sheet, (row, place), _of_cell(column, record), look)


def _write_columns(pen: "Pen", sheet: Worksheet) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    rows = [(_("Column"), _("Meaning")), *((column.name, str(column.meaning)) for column in LIST_COLUMNS)]
    for row, (name, meaning) in enumerate(rows):
        pen.write(sheet, (row, 0), name, "bold")
        pen.write(sheet, (row, 1), meaning, "wrapped" if row else "bold")


def _of_cell(column: Column, record: Record) -> Any:
    """The value, but a day that is only the first or last possible one as text, so that it does not look known."""
    value = column.plain(record)
    if isinstance(value, dt.date):
        known = getattr(record, _KNOWN_DAYS[column.name])
        return value if known and value.year >= _FIRST_YEAR else value.isoformat()
    return value


class Pen:
    """Writes cells of a workbook so that Excel shows what they say; raises SheetError."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        top = {"valign": "top"}
        looks: dict[str, dict[str, Any]] = {"bold": {"bold": True}, "plain": {}, "wrapped": {"text_wrap": True}}
        self._looks = {name: book.add_format({**top, **look}) for name, look in looks.items()}
        self._quoted = {name: book.add_format({**top, **look, "quote_prefix": True}) for name, look in looks.items()}
        self._day = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self._long: list[tuple[str, str]] = []

    def write(self, sheet: Worksheet, at: tuple[int, int], value: Any, look: str = "plain") -> None:
        """One cell; an empty one is left out, a text that is too long for it goes on in the sheet of long texts."""
        if value is None or value == "":
            return
        if isinstance(value, dt.date):
            done = sheet.write_datetime(*at, dt.datetime(value.year, value.month, value.day), self._day)  # noqa: DTZ001
        elif isinstance(value, bool):
            done = sheet.write_boolean(*at, value, self._looks[look])
        elif isinstance(value, int):
            done = sheet.write_number(*at, value, self._looks[look])
        else:
            done = self._write_text(sheet, at, self._fitting(sheet, at, value), look)
        if done:
            raise SheetError(f"{sheet.get_name()}: row {at[0] + 1}, column {at[1] + 1}: xlsxwriter answered {done}")

    def _write_text(self, sheet: Worksheet, at: tuple[int, int], text: str, look: str) -> int:
        """The text as a text, even after a reader edits the cell: dates in EDTF are not to become days of Excel's."""
        form = (self._quoted if computes(text) or text[0].isdigit() else self._looks)[look]
        if text.startswith("<r>") and text.endswith("</r>"):  # xlsxwriter would take it for its own mark-up
            return int(sheet.write_rich_string(*at, text[:1], text[1:2], text[2:], form))
        return int(sheet.write_string(*at, text, form))

    def _fitting(self, sheet: Worksheet, at: tuple[int, int], text: str) -> str:
        """The text, or its beginning and where it stands whole."""
        if len(text.encode("utf-16-le")) // 2 <= _LONGEST:
            return text
        cell = f"{sheet.get_name()}, {at[0] + 1}, {at[1] + 1}"
        self._long.append((cell, text))
        return text[:_PIECE_OF_TEXT] + _(" … (cut here; it stands whole in the sheet “Long texts”)")

    def write_long_texts(self) -> None:
        """A sheet of the texts that no cell holds, each in pieces that give it back when joined; none without any."""
        if not self._long:
            return
        sheet = self._book.add_worksheet(_("Long texts"))
        sheet.set_column(0, 1, 22)
        pieces = [
            (cell, number, text[start : start + _PIECE_OF_TEXT])
            for cell, text in self._long
            for number, start in enumerate(range(0, len(text), _PIECE_OF_TEXT), 1)
        ]
        for row, values in enumerate([(_("Sheet, row, column"), _("Piece"), _("Text")), *pieces]):
            for place, value in enumerate(values):
                self.write(sheet, (row, place), value, "plain" if row else "bold")
