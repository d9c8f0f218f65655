"""Who takes part with whom as a picture shows it: a row for each participant, a column for each record that joins some.

Heights are pixels, widths are percent of the drawing; names are broken to fit where it is narrowest.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cooperation.charts.lettering import wrapped
from cooperation.choices import Kind
from cooperation.models import Record
from cooperation.ties import COUNTRY, ORGANISATION, Tie

MOST_ROWS = 24
MOST_COLUMNS = 40
WIDEST_COLUMN = 100 / 8
NAME_WIDTH = 236
LINE = 16
LANE = 14
AXIS = 24
Address = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One participant: its name in lines, where it leads, and the height at which its line of marks runs."""

    sort: str
    name: str
    lines: list[str]
    number: int
    link: str
    top: float
    keys: frozenset[int]
    is_root: bool = False

    @property
    def level(self) -> float:
        """Height of its marks."""
        return self.top + len(self.lines) * LINE + LANE / 2

    @property
    def bottom(self) -> float:
        """Where the next row begins."""
        return self.top + len(self.lines) * LINE + LANE


@dataclass(frozen=True, slots=True)
class Network:
    """Rows and the records that join them, the earliest first; the numbers that are left to the table."""

    rows: list[Row]
    records: list[Record]
    rows_left: int
    records_left: int
    own: Record | None = None

    @property
    def is_empty(self) -> bool:
        """True where no record joins two participants."""
        return not self.records

    @property
    def height(self) -> float:
        """Height of both drawings."""
        return (self.rows[-1].bottom if self.rows else 0) + AXIS

    @property
    def others(self) -> int:
        """How many records join them beside their own."""
        return len(self.records) - (self.own is not None) + self.records_left

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of the records, each with its name, in the order of the site."""
        found = {record.kind for record in self.records}
        return [(kind.value, str(kind.label)) for kind in Kind if kind in found]

    @property
    def step(self) -> float:
        """Width of a column in percent."""
        return min(100 / len(self.records), WIDEST_COLUMN)

    def joined(self, record: Record) -> list[Row]:
        """The rows that a record joins."""
        return [row for row in self.rows if record.pk in row.keys]


def network_of(ties: Sequence[Tie], address: Address, root: Any = None, own: Record | None = None) -> Network:
    """The closest of these ties and the newest records that join them.

    `address` gives where a name leads, empty for none. `root` heads the rows and is in every record; `own` is a record
    in which all of them take part.
    """
    drawn = [tie for tie in ties if tie.number or own][:MOST_ROWS]
    shared = {record.pk: record for tie in drawn for record in tie.records}
    newest = sorted(shared.values(), key=lambda record: (record.sort_key, record.slug), reverse=True)
    kept = newest[: MOST_COLUMNS - bool(own)]
    records = [*([own] if own else []), *_earliest_first(kept)]
    keys = frozenset(record.pk for record in records)
    heads = [replace(_row(0, _sort_of(root), root, len(newest), "", keys), is_root=True)] if root and drawn else []
    rows = _stacked(heads, drawn, address, own)
    return Network(rows, records if drawn else [], len(ties) - len(drawn), len(newest) - len(kept), own)


def _earliest_first(newest: Iterable[Record]) -> list[Record]:
    """Records in the order of time, those without a date last."""
    return sorted(newest, key=lambda record: (record.date_earliest is None, record.date_earliest, record.slug))


def _sort_of(who: Any) -> str:
    return ORGANISATION if isinstance(who, Record) else COUNTRY


def _stacked(rows: list[Row], ties: Iterable[Tie], address: Address, own: Record | None) -> list[Row]:
    for tie in ties:
        keys = frozenset({record.pk for record in tie.records} | ({own.pk} if own else set()))
        rows.append(_row(rows[-1].bottom if rows else 0, tie.sort, tie.who, tie.number, address(tie), keys))
    return rows


def _row(top: float, sort: str, who: Any, number: int, link: str, keys: frozenset[int]) -> Row:
    return Row(sort, str(who), wrapped(str(who), NAME_WIDTH), number, link, top, keys)
