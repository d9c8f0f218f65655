"""A list as CSV, as spreadsheets read it: what they would compute stays text, and Chinese stays Chinese."""

import csv
import io
from collections.abc import Iterator

from cooperation.exports.columns import AT_ONCE
from cooperation.exports.listing import Listing
from cooperation.exports.records import LIST_COLUMNS

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel does not read the text as UTF-8


def csv_parts(listing: Listing) -> Iterator[str]:
    """The heading and all rows, with a byte order mark; formulas are defused as in the dataset."""
    with listing.opened():
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\r\n")
        buffer.write(_BOM)
        writer.writerow([column.name for column in LIST_COLUMNS])
        for number, record in enumerate(listing.rows(), 1):
            writer.writerow([column.text(record) for column in LIST_COLUMNS])
            if not number % AT_ONCE:
                yield _taken(buffer)
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
