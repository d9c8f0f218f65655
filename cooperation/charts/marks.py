"""What a timeline shows, described once: the marks, their lanes, the range of years and every height.

Heights are pixels from the top of the drawing; places in time are shares of its width. Both pens
draw from these numbers, so that one picture can take the place of the other without a shift.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cooperation.charts.finding import finding
from cooperation.charts.stacking import Extent, stack
from cooperation.choices import Kind, Precision
from cooperation.models import Record

LANES = (Kind.AGREEMENT, Kind.FORUM, Kind.ORGANISATION, Kind.INITIATIVE)
LABEL_HEIGHT = 22
LANE_GAP = 8
AXIS_HEIGHT = 24
BAR_LANE_HEIGHT = 64
TALLEST = 400
ROW_HEIGHTS = (12, 10, 9, 8, 7, 6, 5, 4, 3)
NARROWEST = 688
ARROW = 6
LONGEST_TABLE = 40
LABEL_SPACE = 44
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
SHORT_SPAN = dt.timedelta(days=31)
DAY = dt.timedelta(days=1)


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
        """Days, too few to be seen as a band, are drawn as a point; months, years and spans as a band."""
        return self.precision == Precision.DAY and not self.open_end and self.end - self.start < SHORT_SPAN

    @property
    def kind_label(self) -> str:
        """The lane's kind in words; an edition counts as a forum."""
        return str(Kind(self.lane).label)

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
    height: float

    @property
    def hover(self) -> str:
        """The year and the number."""
        return f"{self.year}: {self.number}"


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the chart with as many sub-rows as its overlapping marks need, between two heights."""

    key: str
    label: str
    rows: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline, ready to be drawn by either pen."""

    lanes: list[Lane]
    marks: list[Mark]
    first: dt.date
    last: dt.date
    undated: int
    finding: str
    row_height: int = ROW_HEIGHTS[0]
    bars: list[Bar] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True when no record has a date."""
        return not (self.marks or self.bars)

    @property
    def has_short_table(self) -> bool:
        """True when the marks are few enough to stand as a table in the same page."""
        return 0 < len(self.marks) <= LONGEST_TABLE

    @property
    def newest_first(self) -> list[Mark]:
        """The marks as a list is read: the latest beginning first."""
        return sorted(self.marks, key=lambda mark: mark.start, reverse=True)

    @property
    def plot_height(self) -> float:
        """Height of all lanes, without the axis."""
        return self.lanes[-1].bottom if self.lanes else 0

    @property
    def height(self) -> float:
        """Height of the whole drawing."""
        return self.plot_height + AXIS_HEIGHT

    @property
    def mark_size(self) -> int:
        """Height of a mark; a sub-row leaves a pixel between two."""
        return self.row_height - 1

    @property
    def years(self) -> range:
        """The years at which a line is drawn and named: every one, or as many as leave room for the names."""
        number = self.last.year - self.first.year + 1
        step = next((step for step in YEAR_STEPS if number / step * LABEL_SPACE <= NARROWEST), YEAR_STEPS[-1])
        return range(-(-self.first.year // step) * step, self.last.year + 1, step)

    def share(self, day: dt.date) -> float:
        """Where a day begins, from 0 at the left edge to 1 at the right."""
        return (day - self.first) / (self.last + DAY - self.first)

    def span(self, mark: Mark) -> tuple[dt.date, dt.date]:
        """First day of a mark and the day after its last; an open end reaches to the edge."""
        return mark.start, mark.end + DAY

    def middle(self, mark: Mark) -> dt.date:
        """The day at which a point is drawn."""
        return mark.start + (mark.end - mark.start) // 2

    def level(self, mark: Mark) -> float:
        """Height of a mark's middle; sub-rows fill a lane from its floor."""
        lane = next(lane for lane in self.lanes if lane.key == mark.lane)
        return lane.bottom - (mark.row + 0.5) * self.row_height

    @property
    def highest(self) -> int:
        """The largest number that a bar shows."""
        return max((bar.number for bar in self.bars), default=0)

    def rows_by_year(self) -> list[tuple[int, list[int]]]:
        """For the table of an aggregated chart: each year with the number of every lane."""
        numbers = {(bar.lane, bar.year): bar.number for bar in self.bars}
        years = sorted({bar.year for bar in self.bars})
        return [(year, [numbers.get((lane.key, year), 0) for lane in self.lanes]) for year in years]


def timeline(records: "QuerySet[Record]", today: dt.date) -> Chart:
    """The timeline of exactly these records; `today` closes the axis and every open end."""
    undated = records.filter(dated=False).count()
    dated = records.filter(dated=True)
    if dated.count() > settings.MARKS_BEFORE_AGGREGATION:
        return _folded(dated, undated, today)
    people = ("participants__country", "participants__group", "participants__organisation")
    marks = [_mark(record, today) for record in dated.prefetch_related(*people)]
    return _drawn(marks, undated, today)


def _mark(record: Record, today: dt.date) -> Mark:
    start = record.date_earliest or today
    people = ", ".join(dict.fromkeys(str(participant.who) for participant in record.participants.all()))
    return Mark(
        lane=_lane(record.kind),
        start=start,
        end=max(min(record.date_told_until or today, today), start),
        precision=record.date_precision,
        label=record.name,
        date_text=record.date_text,
        participants=people,
        link=record.get_absolute_url(),
        vague=record.date_vague,
        open_end=record.date_open_end,
    )


def _lane(kind: str) -> str:
    return str(Kind.FORUM) if kind == Kind.EDITION else kind


def _lane_labels() -> dict[str, str]:
    return {
        Kind.AGREEMENT: _("Agreements"),
        Kind.FORUM: _("Forums and editions"),
        Kind.ORGANISATION: _("Organisations"),
        Kind.INITIATIVE: _("Initiatives"),
    }


def _range(spans: Iterable[tuple[dt.date, dt.date]], today: dt.date) -> tuple[dt.date, dt.date]:
    """Whole years, from that of the earliest mark to the present one, or to the latest mark's if that is planned."""
    ends = list(spans) or [(today, today)]
    first, last = min(start for start, _end in ends), max(today, *(end for _start, end in ends))
    return dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)


def _drawn(marks: list[Mark], undated: int, today: dt.date) -> Chart:
    """A chart with one mark a record, in the tallest sub-rows that fit the height."""
    marks = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label, mark.link))
    first, last = _range([(mark.start, mark.end) for mark in marks], today)
    said = finding((mark.start.year for mark in marks), undated)
    empty = Chart([], [], first, last, undated, said)
    charts = (_stacked(replace(empty, row_height=height), marks) for height in ROW_HEIGHTS)
    fitting = next((chart for chart in charts if chart.height <= TALLEST), None)
    return fitting or _stacked(replace(empty, row_height=ROW_HEIGHTS[-1]), marks)


def _stacked(chart: Chart, marks: list[Mark]) -> Chart:
    """The chart with its lanes and with these marks, each in a sub-row where it hides no other."""
    placed: list[Mark] = []
    lanes: list[Lane] = []
    labels = _lane_labels()
    for key in LANES:
        own = [mark for mark in marks if mark.lane == key]
        rows = stack([_extent(chart, mark) for mark in own])
        placed += [replace(mark, row=row) for mark, row in zip(own, rows, strict=True)]
        if own:
            number = max(rows) + 1
            lanes.append(_next_lane(lanes, key, f"{labels[key]} ({len(own)})", number, number * chart.row_height))
    return replace(chart, lanes=lanes, marks=placed)


def _extent(chart: Chart, mark: Mark) -> Extent:
    """What a mark takes of the width where the drawing is narrowest, with a pixel's distance to the next."""
    if mark.is_point:
        middle = chart.share(chart.middle(mark)) * NARROWEST
        return middle - chart.mark_size / 2, middle + chart.mark_size / 2 + 1
    left, right = (chart.share(day) * NARROWEST for day in chart.span(mark))
    return left, max(right + (ARROW if mark.open_end else 0), left + 2) + 1


def _next_lane(lanes: Sequence[Lane], key: str, label: str, rows: int, height: float) -> Lane:
    top = (lanes[-1].bottom + LANE_GAP if lanes else 0) + LABEL_HEIGHT
    return Lane(key, label, rows, top, top + height)


def _folded(dated: "QuerySet[Record]", undated: int, today: dt.date) -> Chart:
    """A chart with one bar a year and lane."""
    rows = [
        (_lane(kind), start or today, max(end or today, start or today))
        for kind, start, end in dated.values_list("kind", "date_earliest", "date_latest")
    ]
    first, last = _range([(start, end) for _lane_key, start, end in rows], today)
    numbers = Counter((key, year) for key, start, end in rows for year in range(start.year, end.year + 1))
    highest = max(numbers.values())
    bars = [
        Bar(key, year, number, BAR_LANE_HEIGHT * number / highest) for (key, year), number in sorted(numbers.items())
    ]
    said = finding((start.year for _lane_key, start, _end in rows), undated)
    said += " " + _("Each bar counts the records that may fall in its year.")
    return Chart(_bar_lanes(Counter(key for key, _start, _end in rows)), [], first, last, undated, said, bars=bars)


def _bar_lanes(totals: "Counter[str]") -> list[Lane]:
    lanes: list[Lane] = []
    labels = _lane_labels()
    for key in LANES:
        if totals[key]:
            lanes.append(_next_lane(lanes, key, f"{labels[key]} ({totals[key]})", 1, BAR_LANE_HEIGHT))
    return lanes
