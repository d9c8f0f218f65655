"""What the sources of a date can know of it, going by their own days: reported, begun, or only announced.

The badge of a record, its mark in calendars and charts, the filter and the line to copy all rest on this.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from cooperation import dates
from cooperation.choices import EXPECTED, Attestation, Precision
from cooperation.dates import Edtf
from cooperation.models import Source, Statement
from cooperation.provenance import DONE, refines

Sources = Mapping[str, Source]


class Standing(IntEnum):
    """What the word of a source is worth for the days it gives, the best first."""

    PAST = 0  # as late as the last of them, or telling of them as past
    BEGUN = 1  # of the first day, or of one between: the last day was still to come
    OPEN = 2  # its own day is not known well enough, nor does it tell of them as past
    BEFOREHAND = 3  # older than all of them, or telling of them as to come


def standing(source: Source, statuses: Iterable[str], date: Edtf) -> Standing:
    """What a source that gives `date`, and says these statuses, can know of it."""
    said, published = set(statuses), dates.parse(source.date) if source.date else None
    if published and (published.latest or date.earliest) < date.earliest:
        return Standing.BEFOREHAND
    if published and published.earliest >= _last_day(date):
        return Standing.PAST
    if published and published.earliest >= date.earliest and _is_span_of_days(date) and _before_end(published, date):
        return Standing.BEGUN
    if said & DONE:
        return Standing.PAST
    return Standing.BEFOREHAND if said & set(EXPECTED) else Standing.OPEN


def _before_end(published: Edtf, date: Edtf) -> bool:
    return bool(published.latest and published.latest < _last_day(date))


def _is_span_of_days(date: Edtf) -> bool:
    return date.is_interval and date.precision == Precision.DAY and not (date.open_end or date.unknown_end)


def _last_day(date: Edtf) -> dt.date:
    """The last day that a source can tell of as past; where no end is given, the first."""
    return date.begun_by if date.open_end or date.unknown_end else date.latest or date.begun_by


@dataclass(frozen=True)
class Testimony:
    """All that is said of a record, as to one of the dates that its statements give, as EDTF text."""

    shown: str
    statements: Sequence[Statement]
    sources: Sources

    def on(self, field: str) -> list[Statement]:
        """The statements on one field, in the record's order."""
        return [row for row in self.statements if row.field == field]

    @property
    def date(self) -> Edtf:
        """The date in question."""
        return dates.parse(self.shown)

    def standing(self, row: Statement) -> Standing:
        """How the source of a statement stands to the days that the statement gives."""
        said = [each.value for each in self.on("status") if each.source_id == row.source_id]
        return standing(self.sources[row.source_id], said, dates.parse(row.value))

    @cached_property
    def worth(self) -> Standing | None:
        """The best that a source which gives the whole date can know of it; None where no source does."""
        return min((self.standing(row) for row in self.on("date") if row.value == self.shown), default=None)

    @property
    def dating(self) -> list[Statement]:
        """The best of those that give the whole date."""
        return [row for row in self.on("date") if row.value == self.shown and self.standing(row) == self.worth]

    @property
    def opening(self) -> list[Statement]:
        """Those that tell, not beforehand, of the first day of the span alone."""
        rows = [row for row in self.on("date") if row.value == f"{self.shown.partition('/')[0]}/" != self.shown]
        return [row for row in rows if self.standing(row) == Standing.PAST]

    def telling(self, *worth: Standing) -> list[Statement]:
        """Those that tell of it as past while their day makes this of them, besides those that date its opening."""
        opened = {row.source_id for row in self.opening}
        stand = [(row, standing(self.sources[row.source_id], (), self.date)) for row in self._as_past()]
        return [row for row, it in stand if it in worth and (row.source_id not in opened or it == Standing.PAST)]

    def _as_past(self) -> list[Statement]:
        """Those that say that it is done; of sources that do not, those that give a part of the date, and later."""
        done = [row for row in self.on("status") if row.value in DONE]
        said = {row.source_id for row in (*done, *self.opening)}
        rows = [row for row in self.on("date") if row.source_id not in said and row.value != self.shown]
        parts = [row for row in rows if refines("date", row.value, self.shown) or self._holds(row.value)]
        return done + [row for row in parts if self.standing(row) == Standing.PAST]

    def _holds(self, value: str) -> bool:
        """True where the days of another date lie within those of this one."""
        inner, outer = dates.parse(value), self.date
        ends = inner.latest and outer.latest and inner.latest <= outer.latest
        return bool(ends and outer.earliest <= inner.earliest)

    @property
    def attestation(self) -> Attestation | None:
        """What the badge says of the date; None where the days of the sources do not tell."""
        if self.worth == Standing.BEFOREHAND:
            return self._foretold()
        known = {Standing.PAST: Attestation.REPORTED, Standing.BEGUN: Attestation.BEGUN}
        return known.get(self.worth) if self.worth is not None else None

    def _foretold(self) -> Attestation:
        """What later sources tell of days that only older ones give."""
        if self.telling(Standing.PAST, Standing.OPEN):
            return Attestation.DATED_BEFORE
        return Attestation.BEGUN if self.opening or self.telling(Standing.BEGUN) else Attestation.ANNOUNCED


def attested(date: str, statements: Sequence[Statement], sources: Sources) -> Attestation | None:
    """Whether the shown EDTF date is told of at or after it, or only beforehand; None where that is not known.

    A source reports the date by giving the whole of it, its last day too and as exactly, and either being
    as late as that last day or telling of it as past (held, adopted, running). Where the last day rests on an
    older page or on one from the midst, a source of the opening days makes it begun, one that tells of it as past
    without giving the date makes it dated beforehand. Announced is a date that only older sources give, or
    such as say themselves that it is to come, while no source tells that it came about.
    """
    return Testimony(date, statements, sources).attestation if date else None
