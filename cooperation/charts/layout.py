"""A timeline of records, laid out: which marks there are, which rows they take, how high each lane is."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings
from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from cooperation.charts.axis import NARROWEST, Range, whole_years
from cooperation.charts.finding import Shown, finding
from cooperation.charts.lanes import Standing, kind_of_mark, said_of_lanes, standing
from cooperation.charts.marks import ARROW, ROW_HEIGHTS, Bar, Chart, Lane, Mark, Place
from cooperation.charts.stacking import Extent, stack
from cooperation.charts.view import View, view_of
from cooperation.choices import Attestation
from cooperation.filters import RecordFilter
from cooperation.models import Record
from cooperation.models.record import Numbers, RecordQuerySet

LABEL_HEIGHT = 24
LANE_GAP = 6
BAR_LANE_HEIGHT = 64
MOST_ROOM = 340


def timeline_of(bound: RecordFilter, today: dt.date) -> Chart:
    """The timeline of a valid filter, in the lanes and years that its query string asks for."""
    return timeline(bound.qs, today, view_of(bound, today), bound.numbers)


def timeline(
    records: RecordQuerySet, today: dt.date, view: View | None = None, numbers: Numbers | None = None
) -> Chart:
    """The timeline of exactly these records; `today` closes the axis and every open end.

    `numbers` are theirs, where they are known already.
    """
    view = view or View()
    number, total = numbers or records.numbers()
    dated = records.filter(dated=True)
    if number > settings.MARKS_BEFORE_AGGREGATION:
        found = standing(dated, dict(dated.order_by().values_list("pk", "kind")), view)
        return _folded(dated, total - number, found, view, today)
    drawn = list(dated.with_participants())
    prefetch_related_objects([record for record in drawn if not record.date_edtf], "editions")
    found = standing(dated, {record.pk: record.kind for record in drawn}, view)
    return _drawn([_mark(record, found, today) for record in drawn], total - number, found, view, today)


def _mark(record: Record, found: Standing, today: dt.date) -> Mark:
    start = record.date_earliest or today
    people = ", ".join(dict.fromkeys(str(participant.who) for participant in record.participants.all()))
    return Mark(
        kind=kind_of_mark(record.kind),
        start=start,
        end=_end(record, start, today),
        precision=record.date_precision,
        label=record.name,
        date_text=_date_text(record),
        participants=people,
        link=record.get_absolute_url(),
        vague=record.date_vague,
        open_end=record.date_open_end,
        foretold=record.is_foretold or _only_announced(record),
        places=tuple(Place(key) for key in found.of.get(record.pk, [])),
    )


def _date_text(record: Record) -> str:
    """The date in words, with what of it was only given beforehand."""
    if _only_announced(record):
        return _("%(date)s (announced)") % {"date": record.date_text}
    if record.attested == Attestation.BEGUN:
        return _("%(date)s (the last day given beforehand)") % {"date": record.date_text}
    return _("%(date)s (dated beforehand)") % {"date": record.date_text} if record.is_foretold else record.date_text


def _end(record: Record, start: dt.date, today: dt.date) -> dt.date:
    """Its last possible day, also where it lies ahead; an open end is told of until today at most."""
    told = record.date_told_until or today
    return max(min(told, today) if record.date_open_end else told, start)


def _only_announced(record: Record) -> bool:
    """Whether what is drawn rests on an announcement: of the record, or of an edition at either end of its series."""
    if record.date_edtf:
        return record.attested == Attestation.ANNOUNCED
    told = [edition for edition in record.editions.all() if edition.dated and edition.attested != Attestation.ANNOUNCED]
    first = min((day for edition in told if (day := edition.date_earliest)), default=None)
    last = max((day for edition in told if (day := edition.date_latest or edition.date_earliest)), default=None)
    return (first, last) != (record.date_earliest, record.date_latest)


def _range(spans: Iterable[tuple[dt.date, dt.date]], view: View, today: dt.date) -> Range:
    """What the reader set; else whole years, from the earliest mark to the present one or a later planned one."""
    ends = list(spans) or [(today, today)]
    natural = whole_years(min(start for start, _end in ends), max(today, *(end for _start, end in ends)))
    first = view.since or min(natural.first, view.until or natural.first)
    return Range(first, max(view.until or natural.last, first))


def _drawn(marks: list[Mark], undated: int, found: Standing, view: View, today: dt.date) -> Chart:
    """A chart with one mark a record and lane, in the tallest sub-rows that have room."""
    marks = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label, mark.link))
    shown = _range([(mark.start, mark.end) for mark in marks], view, today)
    words = _said([mark.start for mark in marks], sum(mark.vague for mark in marks), undated, shown, view)
    said = " ".join(part for part in (words, said_of_lanes(view, found)) if part)
    empty = Chart([], [], shown, undated, said, view)
    placed = [mark for mark in marks if mark.places]
    charts = (_stacked(replace(empty, row_height=height), placed, found) for height in ROW_HEIGHTS)
    fitting = next((chart for chart in charts if chart.room <= MOST_ROOM), None)
    return fitting or _stacked(replace(empty, row_height=ROW_HEIGHTS[-1]), placed, found)


def _said(starts: list[dt.date], vague: int, undated: int, shown: Range, view: View) -> str:
    return finding(Shown(starts, vague, undated, shown if view.ranged else None))


def _stacked(chart: Chart, marks: list[Mark], found: Standing) -> Chart:
    """The chart with its lanes and with these marks, each in a sub-row where it hides no other."""
    rows: dict[Place, dict[str, int]] = {}
    lanes: list[Lane] = []
    for key in found.names if marks else ():
        own = [mark for mark in marks if Place(key) in mark.places]
        taken = stack([_extent(chart, mark) for mark in own])
        rows[Place(key)] = {mark.link: row for mark, row in zip(own, taken, strict=True)}
        lanes.append(_next_lane(lanes, key, found, len(own), (max(taken, default=0) + 1) * chart.row_height))
    placed = [
        replace(mark, places=tuple(replace(place, row=rows[place][mark.link]) for place in mark.places))
        for mark in marks
    ]
    return replace(chart, lanes=lanes, marks=placed)


def _extent(chart: Chart, mark: Mark) -> Extent:
    """What a mark takes of the width where the drawing is narrowest, with a pixel's distance to the next."""
    if mark.is_point:
        middle = chart.share(chart.middle(mark)) * NARROWEST
        return middle - chart.mark_size / 2, middle + chart.mark_size / 2 + 1
    left, right = (chart.share(day) * NARROWEST for day in chart.span(mark))
    cut_left, cut_right = chart.cut(mark)
    right = max(right + (ARROW if chart.arrow(mark) or cut_right else 0), left + 2)
    return left - (ARROW if cut_left else 0), right + 1


def _next_lane(lanes: Sequence[Lane], key: str, found: Standing, number: int, height: float) -> Lane:
    top = (lanes[-1].bottom + LANE_GAP if lanes else 0) + LABEL_HEIGHT
    return Lane(key, f"{found.names[key]} ({number})", top, top + height, "" if found.mixed else key)


def _folded(dated: "QuerySet[Record]", undated: int, found: Standing, view: View, today: dt.date) -> Chart:
    """A chart with one bar a year and lane."""
    rows = [
        (found.of.get(record, []), start or today, max(end or today, start or today))
        for record, start, end in dated.values_list("pk", "date_earliest", "date_latest")
    ]
    shown = _range([(start, end) for _keys, start, end in rows], view, today)
    numbers = Counter((key, year) for keys, start, end in rows for key in keys for year in _years(start, end, shown))
    highest = max(numbers.values(), default=1)
    bars = [
        Bar(key, year, number, BAR_LANE_HEIGHT * number / highest) for (key, year), number in sorted(numbers.items())
    ]
    words = [_said([start for _keys, start, _end in rows], 0, undated, shown, view), said_of_lanes(view, found)]
    words.append(_("Each bar counts the records that may fall in its year."))
    lanes = _bar_lanes(Counter(key for keys, _start, _end in rows for key in keys), found)
    return Chart(lanes, [], shown, undated, " ".join(filter(None, words)), view, bars=bars)


def _years(start: dt.date, end: dt.date, shown: Range) -> range:
    return range(max(start, shown.first).year, min(end, shown.last).year + 1)


def _bar_lanes(totals: "Counter[str]", found: Standing) -> list[Lane]:
    lanes: list[Lane] = []
    for key in found.names:
        lanes.append(_next_lane(lanes, key, found, totals[key], BAR_LANE_HEIGHT))
    return lanes
