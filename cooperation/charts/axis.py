"""The years of a timeline: the range that shows, its named steps, and how one range leads to another."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.dateformat import format as in_words

DAY = dt.timedelta(days=1)
NARROWEST = 688
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
YEAR_SPACE, MONTH_SPACE, DAY_SPACE = 44, 56, 64
MONTHS_OF_YEARS = 36


@dataclass(frozen=True, slots=True)
class Tick:
    """A named place on the axis, and the range it stands for."""

    day: dt.date
    label: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Range:
    """Days from `first` to `last`, both shown."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1

    @property
    def words(self) -> tuple[str, str]:
        """Its two ends as a filter takes them: years if it holds whole ones, else months, else days."""
        day_after = self.last + DAY
        if self.first.day == day_after.day == 1:
            if self.first.month == day_after.month == 1:
                return f"{self.first:%Y}", f"{self.last:%Y}"
            return f"{self.first:%Y-%m}", f"{self.last:%Y-%m}"
        return self.first.isoformat(), self.last.isoformat()

    @property
    def edtf(self) -> str:
        """The range as one EDTF date."""
        since, until = self.words
        return since if since == until else f"{since}/{until}"

    def step(self, name: str, whole: "Range") -> "Range | None":
        """The range that is `earlier`, `later`, `closer` or `wider` within the whole; None where it is this one.

        It moves by half of itself, in whole years if it is longer than three, else in whole months.
        """
        unit = 12 if _after(self.last) - _month(self.first) > MONTHS_OF_YEARS else 1
        first, last = _month(self.first) // unit, -(-_after(self.last) // unit)
        least, most = _month(whole.first) // unit, -(-_after(whole.last) // unit)
        start, end = _stepped(name, first, last, least, most)
        if (start, end) == (first, last) or end <= start:
            return None
        return Range(_first_day(start * unit), _first_day(end * unit) - DAY)


def _stepped(name: str, first: int, last: int, least: int, most: int) -> tuple[int, int]:
    length = last - first
    half = max(length // 2, 1)
    if name == "earlier":
        start = max(first - half, min(least, first))
        return start, start + length
    if name == "later":
        end = min(last + half, max(most, last))
        return end - length, end
    if name == "closer":
        start = first + (length - half) // 2
        return start, start + half
    start = max(first - half, min(least, first))
    return start, min(last + half, max(most, last))


def whole_years(first: dt.date, last: dt.date) -> Range:
    """The years of two days, from the first January to the last December."""
    return Range(dt.date(first.year, 1, 1), dt.date(last.year, 12, 31))


def _month(day: dt.date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _after(day: dt.date) -> int:
    """The month after that of a day."""
    return _month(day) + 1


def _first_day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def ticks(shown: Range) -> list[Tick]:
    """Every year, month or day, or as many of them as leave room for their names."""
    months = _after(shown.last) - _month(shown.first)
    for step in (1, 7):
        if shown.days / step * DAY_SPACE <= NARROWEST:
            return list(_days(shown, step))
    for step in (1, 3):
        if months / step * MONTH_SPACE <= NARROWEST:
            return list(_months(shown, step))
    number = shown.last.year - shown.first.year + 1
    step = next((step for step in YEAR_STEPS if number / step * YEAR_SPACE <= NARROWEST), YEAR_STEPS[-1])
    return list(_years(shown, step))


def _days(shown: Range, step: int) -> Iterator[Tick]:
    for number in range(0, shown.days, step):
        day = shown.first + number * DAY
        end = min(day + (step - 1) * DAY, shown.last)
        yield Tick(day, in_words(day, "j M" if number else "j M Y"), day.isoformat(), end.isoformat())


def _months(shown: Range, step: int) -> Iterator[Tick]:
    first = -(-_month(shown.first) // step) * step
    if shown.first.day > 1 and first == _month(shown.first):
        first += step
    for month in range(first, _after(shown.last), step):
        day, last = _first_day(month), _first_day(month + step - 1)
        with_year = month == first or day.month == 1
        yield Tick(day, in_words(day, "M Y" if with_year else "M"), f"{day:%Y-%m}", f"{last:%Y-%m}")


def _years(shown: Range, step: int) -> Iterator[Tick]:
    first = shown.first.year + (shown.first > dt.date(shown.first.year, 1, 1))
    for year in range(-(-first // step) * step, shown.last.year + 1, step):
        yield Tick(dt.date(year, 1, 1), str(year), str(year), str(year + step - 1))
