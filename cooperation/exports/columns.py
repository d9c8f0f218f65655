"""A column of a file, and how its values become the text of a cell."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.functional import Promise

from cooperation.exports.shapes import LIST_MARK, TEXT, Shape
from cooperation.models.links import plain_number

AT_ONCE = 500
_FORMULA = tuple("=+-@\t\r\n\0'＝＋－＠")


class Column(NamedTuple):
    """One column: its heading, its meaning, how a row gives its value, how an item of a list is said in a cell, and
    what a cell may hold."""

    name: str
    meaning: Promise
    value: Callable[[Any], Any]
    said: Callable[[Any], str] = str
    shape: Shape = TEXT

    def plain(self, row: Any) -> Any:
        """The value for a cell: a list as its items in words; anything else as it is."""
        value = self.value(row)
        return LIST_MARK.join(map(self.said, value)) if isinstance(value, list) else value

    def text(self, row: Any) -> str:
        """The value as the text of a cell of a CSV file."""
        return cell(self.plain(row))


def cell(value: Any) -> str:
    """A value as the text of a cell; numbers and dates are never formulas and stay as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, int | dt.date):
        return str(value)
    return defused(value if isinstance(value, str) else LIST_MARK.join(value))


def computes(text: str) -> bool:
    """True where a spreadsheet would take the text for a formula, or an apostrophe before it for its own mark."""
    return text.startswith(_FORMULA)


def defused(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if computes(text) else text


def restored(text: str) -> str:
    """The text that `defused` was given."""
    return text.removeprefix("'")
