"""What a timeline shows, described once: the marks, their lanes, the range of years and every height.

Heights are pixels from the top of the drawing; places in time are shares of its width. Both pens
draw from these numbers, so that one picture can take the place of the other without a shift.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.text import capfirst

from cooperation.charts.axis import DAY, NARROWEST, Range, Tick, ticks
from cooperation.charts.view import View, Way
from cooperation.choices import Kind, Precision

AXIS_HEIGHT = 24
ROW_HEIGHTS = (12, 10, 9, 8, 7, 6)
ARROW = 6
LONGEST_TABLE = 40
MOST_TITLES = 80
SHORT_SPAN = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Place:
    """A lane in which a mark stands, and its sub-row there."""

    lane: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """One record, once in each of its places; `end` is its last possible day, for an open end the last one told of."""

    kind: str
    start: dt.date
    end: dt.date
    precision: str
    label: str
    date_text: str
    participants: str
    link: str
    vague: bool = False
    open_end: bool = False
    foretold: bool = False
    places: tuple[Place, ...] = ()

    @property
    def is_point(self) -> bool:
        """Days, too few to be seen as a band, are drawn as a point; months, years and spans as a band."""
        return self.precision == Precision.DAY and not self.open_end and self.end - self.start < SHORT_SPAN

    @property
    def hatched(self) -> bool:
        """True where the date is less than certain: vague, or of days that were only given beforehand."""
        return self.vague or self.foretold

    @property
    def kind_label(self) -> str:
        """The kind in words; an edition counts as a forum."""
        return str(Kind(self.kind).label)

    @property
    def hover(self) -> str:
        """Name, kind, exact date text and participants."""
        return "\n".join(
            part for part in (self.label, capfirst(f"{self.kind_label}, {self.date_text}"), self.participants) if part
        )


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
    """A row of the chart with as many sub-rows as its overlapping marks need, between two heights.

    `kind` is the kind whose colour and shape all its marks bear; empty where a lane holds several.
    """

    key: str
    label: str
    top: float
    bottom: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline, ready to be drawn by either pen."""

    lanes: list[Lane]
    marks: list[Mark]
    shown: Range
    undated: int
    finding: str
    view: View = field(default_factory=View)
    row_height: int = ROW_HEIGHTS[0]
    bars: list[Bar] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to draw."""
        return not (self.marks or self.bars)

    @property
    def has_short_table(self) -> bool:
        """True when the marks are few enough to stand as a table in the same page."""
        return 0 < len(self.marks) <= LONGEST_TABLE

    @property
    def has_titles(self) -> bool:
        """True when the marks are few enough for the drawing itself to name each."""
        return len(self.marks) <= MOST_TITLES

    @property
    def rows(self) -> list[tuple[Mark, list[str]]]:
        """The marks as a list is read, the latest beginning first, each with the names of its lanes."""
        lanes = self.lanes_by_link()
        return [(mark, lanes[mark.link]) for mark in sorted(self.marks, key=lambda mark: mark.start, reverse=True)]

    @property
    def mixes_kinds(self) -> bool:
        """True where a lane holds marks of several kinds."""
        return any(not lane.kind for lane in self.lanes)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that lanes mix, each with its name, for the key; none where each lane is of one kind."""
        if not self.mixes_kinds:
            return []
        found = {mark.kind for mark in self.marks}
        return [(str(kind), str(kind.label)) for kind in Kind if kind in found]

    @property
    def is_cut(self) -> bool:
        """True where a mark reaches beyond the years shown."""
        return any(any(self.cut(mark)) for mark in self.marks)

    @property
    def plot_height(self) -> float:
        """Height of all lanes, without the axis."""
        return self.lanes[-1].bottom if self.lanes else 0

    @property
    def room(self) -> float:
        """Height of all sub-rows, without the names of lanes."""
        return sum(lane.bottom - lane.top for lane in self.lanes)

    @property
    def height(self) -> float:
        """Height of the whole drawing."""
        return self.plot_height + AXIS_HEIGHT

    @property
    def mark_size(self) -> int:
        """Height of a mark; a sub-row leaves a pixel between two."""
        return self.row_height - 1

    @property
    def ticks(self) -> list[Tick]:
        """Where a line is drawn and named."""
        return ticks(self.shown)

    @property
    def year_ways(self) -> list[Way]:
        """Other ranges of years; none where the page has no filter of dates."""
        return self.view.year_ways(self.shown) if self.view.filterable else []

    def share(self, day: dt.date) -> float:
        """Where a day begins, from 0 at the left edge to 1 at the right."""
        return (day - self.shown.first).days / self.shown.days

    def span(self, mark: Mark) -> tuple[dt.date, dt.date]:
        """First day of a mark and the day after its last, cut at the edges; an open end reaches as far as told."""
        return max(mark.start, self.shown.first), min(mark.end, self.shown.last) + DAY

    def cut(self, mark: Mark) -> tuple[bool, bool]:
        """Whether a band goes on beyond the left edge, and beyond the right."""
        return not mark.is_point and mark.start < self.shown.first, not mark.is_point and mark.end > self.shown.last

    def arrow(self, mark: Mark) -> bool:
        """Whether a mark ends, in view, with no end given."""
        return mark.open_end and not self.cut(mark)[1]

    def middle(self, mark: Mark) -> dt.date:
        """The day at which a point is drawn, or the shape of the kind in a band."""
        left, right = self.span(mark)
        return left + (right - DAY - left) // 2

    def has_shape(self, mark: Mark) -> bool:
        """Whether a band bears the shape of its kind: in lanes that mix kinds, where it is wide enough."""
        left, right = (self.share(day) * NARROWEST for day in self.span(mark))
        return self.mixes_kinds and not mark.is_point and right - left > 3 * self.mark_size

    def level(self, place: Place) -> float:
        """Height of a mark's middle; sub-rows fill a lane from its floor."""
        lane = next(lane for lane in self.lanes if lane.key == place.lane)
        return lane.bottom - (place.row + 0.5) * self.row_height

    def lanes_by_link(self) -> dict[str, list[str]]:
        """For each record drawn, by its address, the names of the lanes in which it stands."""
        labels = {lane.key: lane.label for lane in self.lanes}
        return {mark.link: [labels[place.lane] for place in mark.places] for mark in self.marks}

    @property
    def highest(self) -> int:
        """The largest number that a bar shows."""
        return max((bar.number for bar in self.bars), default=0)

    def year_of(self, bar: Bar) -> tuple[dt.date, dt.date]:
        """First day of a bar's year and the day after its last, cut at the edges."""
        first, after = dt.date(bar.year, 1, 1), dt.date(bar.year + 1, 1, 1)
        return max(first, self.shown.first), min(after, self.shown.last + DAY)

    def rows_by_year(self) -> list[tuple[int, list[int]]]:
        """For the table of an aggregated chart: each year with the number of every lane."""
        numbers = {(bar.lane, bar.year): bar.number for bar in self.bars}
        years = sorted({bar.year for bar in self.bars})
        return [(year, [numbers.get((lane.key, year), 0) for lane in self.lanes]) for year in years]
