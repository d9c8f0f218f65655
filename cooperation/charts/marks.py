"""What a timeline shows, described once: the marks, their lanes and the range of years."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.choices import Kind, Precision
from cooperation.models import Record

LANES = (Kind.AGREEMENT, Kind.FORUM, Kind.ORGANISATION, Kind.INITIATIVE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One record on the timeline. `end` is the last possible day; an open end reaches to the edge."""

    lane: str
    start: dt.date
    end: dt.date
    precision: str
    label: str
    date_text: str
    participants: str
    link: str
    vague: bool = False
    open_end: bool = False
    row: int = 0

    @property
    def is_point(self) -> bool:
        """A day is drawn as a point; a month, a year or a span as a band."""
        return self.start == self.end and self.precision == Precision.DAY

    @property
    def hover(self) -> str:
        """Name, exact date text and participants, on a line each."""
        return "\n".join(part for part in (self.label, self.date_text, self.participants) if part)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many records of a lane may fall in a year, when there are too many marks to draw."""

    lane: str
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the chart with as many sub-rows as its overlapping marks need."""

    key: str
    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline, ready to be drawn by either pen."""

    lanes: list[Lane]
    marks: list[Mark]
    first: dt.date
    last: dt.date
    undated: int
    finding: str
    bars: list[Bar] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True when no record has a date."""
        return not (self.marks or self.bars)


def timeline(records: "QuerySet[Record]", today: dt.date) -> Chart:
    """The timeline of exactly these records; `today` closes the axis and every open end."""
    rows = list(records.for_rows())  # type: ignore[attr-defined]
    dated = [record for record in rows if record.dated]
    marks = _stacked([_mark(record, today) for record in dated])
    first, last = _range(marks, today)
    undated = len(rows) - len(dated)
    if len(marks) > settings.MARKS_BEFORE_AGGREGATION:
        return Chart(_lanes(marks, folded=True), [], first, last, undated, _finding(marks, undated), _bars(marks))
    return Chart(_lanes(marks), marks, first, last, undated, _finding(marks, undated))


def _mark(record: Record, today: dt.date) -> Mark:
    lane = Kind.FORUM if record.kind == Kind.EDITION else Kind(record.kind)
    start = record.date_earliest or today
    end = max(record.date_latest or today, start)
    people = ", ".join(dict.fromkeys(str(participant.who) for participant in record.participants.all()))
    return Mark(
        lane=str(lane),
        start=start,
        end=end,
        precision=record.date_precision,
        label=record.name,
        date_text=record.date_text,
        participants=people,
        link=record.get_absolute_url(),
        vague=record.date_vague,
        open_end=record.date_open_end,
    )


def _stacked(marks: list[Mark]) -> list[Mark]:
    """Give each mark the first sub-row of its lane in which it touches no other."""
    raise NotImplementedError


def _range(marks: Iterable[Mark], today: dt.date) -> tuple[dt.date, dt.date]:
    raise NotImplementedError


def _lanes(marks: list[Mark], *, folded: bool = False) -> list[Lane]:
    raise NotImplementedError


def _bars(marks: list[Mark]) -> list[Bar]:
    raise NotImplementedError


def _finding(marks: list[Mark], undated: int) -> str:
    raise NotImplementedError
