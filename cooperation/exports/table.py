"""A table of the dataset: one CSV file, with the schema that its columns declare."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from cooperation.exports.columns import AT_ONCE, Column
from cooperation.models.record import by_bytes


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its name, what a row is, its columns, which of them tell a row from any other, and its rows in order.

    `like` is a table some of whose columns it has, said there. `parts` are what makes rows of one thing that was read,
    in order.
    """

    name: str
    meaning: Promise
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: "Callable[[], QuerySet[Any]]"
    like: "Table | None" = None
    parts: Callable[[Any], Iterable[Any]] = lambda row: (row,)

    @property
    def own_columns(self) -> list[Column]:
        """The columns that `like` does not have in the same way."""
        return [column for column in self.columns if not self.like or column not in self.like.columns]

    def lines(self) -> Iterator[list[str]]:
        """The heading, then each row as text; for each 2,000 rows in a constant number of queries."""
        yield [column.name for column in self.columns]
        for read in self.rows().iterator(chunk_size=AT_ONCE):
            for row in self.parts(read):
                yield [column.text(row) for column in self.columns]

    def portions(self) -> Iterator[tuple[int, bytes]]:
        """The file in pieces, each with how many lines it has; the heading is the first line."""
        lines = self.lines()
        while portion := list(islice(lines, AT_ONCE)):
            buffer = io.StringIO()
            csv.writer(buffer, lineterminator="\n").writerows(portion)
            yield len(portion), buffer.getvalue().encode()

    def schema(self) -> dict[str, Any]:
        """Its columns as Table Schema 2.0 has them."""
        pointing = [(column.name, *column.shape.target) for column in self.columns if column.shape.to]
        keys = [{"fields": [name], "reference": {"resource": table, "fields": [to]}} for name, table, to in pointing]
        return {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_field(column) for column in self.columns],
            "missingValues": [""],
            "primaryKey": list(self.key),
            **({"foreignKeys": keys} if keys else {}),
        }


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, "description": str(column.meaning), **column.shape.field()}


def ordered(rows: "QuerySet[Any]", *texts: str, last: str = "") -> "QuerySet[Any]":
    """The rows in the order of these texts, which is the same in both databases, then by a number."""
    return rows.order_by(*(by_bytes(name) for name in texts), *filter(None, [last]))
