"""A list as JSON: lists are lists, what is not stated is null, days are ISO 8601."""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from cooperation.exports.columns import AT_ONCE
from cooperation.exports.listing import Listing
from cooperation.exports.records import LIST_COLUMNS
from cooperation.models import Record


def as_object(record: Record) -> dict[str, Any]:
    """A record as plain values, by the names of the columns.

    Participants are {name, role} and their country, organisation or group; sources {source, paragraph}; verdicts
    {field: verdict}.
    """
    return {column.name: _plain(column.value(record)) for column in LIST_COLUMNS}


def json_parts(listing: Listing) -> Iterator[str]:
    """{"meta": {...}, "records": [...]}: meta is `Listing.about` with the meaning of each column."""
    with listing.opened():
        meta = listing.about | {"columns": {column.name: str(column.meaning) for column in LIST_COLUMNS}}
        yield f'{{"meta": {_text(meta)},\n"records": ['
        before = "\n"
        for lines in _portions(listing):
            yield before + ",\n".join(lines)
            before = ",\n"
        yield "\n]}\n"


def json_lines_parts(listing: Listing) -> Iterator[str]:
    """One record a line and nothing else: of what `meta` says, licence, release and address stand in the head."""
    with listing.opened():
        for lines in _portions(listing):
            yield "".join(f"{line}\n" for line in lines)


def _portions(listing: Listing) -> Iterator[list[str]]:
    lines = (_text(as_object(record)) for record in listing.rows())
    while portion := list(islice(lines, AT_ONCE)):
        yield portion


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else None if value == "" else value


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
