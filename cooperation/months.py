"""Dated records laid out by months: each on its own days, and those without exact days apart."""

import calendar
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, When
from django.db.models.functions import ExtractYear

from cooperation.choices import Precision
from cooperation.models import Record
from cooperation.models.record import RecordQuerySet

MOST = 100  # records on one page; the months, and the list, lead to the rest
_TO_THE_MONTH = (Precision.DAY, Precision.MONTH)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month's grid: how many records cover it, and where on the page the first of them stands."""

    date: dt.date
    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Month:
    """The records of one month: those on known days, and those of which it is only known that they fall in it."""

    first: dt.date
    exact: list[Record] = field(default_factory=list)
    some_time: list[Record] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """What tells the entries of this month from those of another that bear the same record."""
        return f"m{self.first:%m}-"

    @property
    def weeks(self) -> list[list[Day | None]]:
        """The month as weeks from Monday on; None outside it."""
        days = calendar.Calendar().itermonthdates(self.first.year, self.first.month)
        cells = [self._day(day) if day.month == self.first.month else None for day in days]
        return [cells[start : start + 7] for start in range(0, len(cells), 7)]

    def _day(self, day: dt.date) -> Day:
        there = [record for record in self.exact if _covers(record, day)]
        return Day(day, len(there), f"{self.prefix}{there[0].slug}" if there else "")


@dataclass(frozen=True, slots=True)
class Layout:
    """The records of a year or a month as one day sees them."""

    months: list[Month]
    some_time: list[Record]
    ahead: list[Record]
    number: int
    on_known_days: int

    @property
    def shown(self) -> int:
        """How many records stand on the page."""
        return min(self.number, MOST)


def _covers(record: Record, day: dt.date) -> bool:
    return bool(record.date_earliest and record.date_latest and record.date_earliest <= day <= record.date_latest)


def lay_out(records: RecordQuerySet, start: dt.date, end: dt.date, today: dt.date) -> Layout:
    """The records that touch the days from `start` to `end`, which lie in one year; what begins after `today` apart."""
    rows = records.touching(start, end)
    months: dict[int, Month] = {}
    some_time, ahead = [], []
    for record in with_rows(rows)[:MOST]:
        if record.date_earliest and record.date_earliest > today:
            ahead.append(record)
        elif found := list(_months(record, start, end)):
            for number in found:
                month = months.setdefault(number, Month(dt.date(start.year, number, 1)))
                (month.exact if record.date and record.date.is_exact else month.some_time).append(record)
        else:
            some_time.append(record)
    return Layout(
        [months[number] for number in sorted(months)], some_time, ahead, rows.count(), rows.on_known_days().count()
    )


def with_rows(records: RecordQuerySet) -> RecordQuerySet:
    """The earliest first, with what an entry of the calendar shows."""
    who = ("participants__country", "participants__group", "participants__organisation")
    rows = records.select_related("series", "edition", "place_country", "organisation__country")
    return rows.prefetch_related(*who).order_by("date_earliest", "date_latest", "slug")


def _months(record: Record, start: dt.date, end: dt.date) -> Iterator[int]:
    """The months in which a record stands: all that its days touch; else the one that must hold it, if it is one."""
    date = record.date
    if date is None:
        return
    last = date.latest if date.latest and not date.open_end else date.begun_by
    if date.is_exact:
        yield from range(max(date.earliest, start).month, min(last, end).month + 1)
    elif f"{date.earliest:%Y-%m}" == f"{last:%Y-%m}":
        yield last.month


def years_of(records: RecordQuerySet) -> list[tuple[int, int]]:
    """Each year that the dates of records touch, with how many of them, the earliest first."""
    until = Case(When(date_open_end=True, then=F("date_begun_by")), default=F("date_latest"))
    rows = records.bearing_a_date().order_by()
    spans = rows.values_list(ExtractYear("date_earliest"), ExtractYear(until)).annotate(n=Count("pk"))
    found: Counter[int] = Counter()
    for first, last, number in spans:
        for year in range(first, last + 1):
            found[year] += number
    return sorted(found.items())


def months_of(records: RecordQuerySet, year: int) -> list[tuple[dt.date, int]]:
    """Each month of a year in which records begin that are dated to the month or the day, with how many."""
    begun = records.bearing_a_date().filter(date_precision__in=_TO_THE_MONTH, date_earliest__year=year)
    rows = begun.order_by("date_earliest__month").values_list("date_earliest__month").annotate(n=Count("pk"))
    return [(dt.date(year, month, 1), number) for month, number in rows]


def month_beside(records: RecordQuerySet, start: dt.date, end: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The nearest months before and after these days in which a record begins."""
    begun = records.bearing_a_date().filter(date_precision__in=_TO_THE_MONTH)
    days = begun.order_by().values_list("date_earliest", flat=True)
    before = days.filter(date_earliest__lt=start).order_by("-date_earliest").first()
    after = days.filter(date_earliest__gt=end).order_by("date_earliest").first()
    return before and before.replace(day=1), after and after.replace(day=1)


def by_month_and_day(records: RecordQuerySet) -> dict[tuple[int, int], int]:
    """For each day of the year, as (month, day), how many records on known days cover it in any year."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    rows = records.on_known_days().order_by().values_list("date_earliest", "date_latest").annotate(n=Count("pk"))
    for first, last, number in rows:
        for offset in range(min((last - first).days, 365) + 1):
            day = first + dt.timedelta(days=offset)
            found[day.month, day.day] += number
    return dict(found)
