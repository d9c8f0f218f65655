"""A series of meetings for someone in a hurry: when it met last, every edition, what is missing, and lines to copy."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.functional import cached_property

from cooperation.answers.copying import copy_line
from cooperation.answers.gaps import gaps_about
from cooperation.choices import RelationType, Role
from cooperation.citing import placed
from cooperation.models import Participant, Record, Relation, Release, Source, Statement
from cooperation.models.vocabulary import is_chinese
from cooperation.provenance import MENTION
from cooperation.seeding.check import runs

_HOSTING = (Role.HOST, Role.CO_HOST, Role.ORGANISER)
_OUTCOMES = (RelationType.ADOPTED_AT, RelationType.LAUNCHED_AT)
YEARLY_FROM = 3  # dated editions from which a year without one is worth saying


@dataclass(frozen=True)
class Edition:
    """One edition as the table shows it."""

    record: Record
    sources: list[Source]

    @property
    def number(self) -> int | None:
        """The number that a source prints."""
        return self.record.edition.number

    @cached_property
    def hosts(self) -> list[Participant]:
        """Who hosts and organises it, each once."""
        named = [row for row in self.record.participants.all() if row.role in _HOSTING]
        return list({row.identity: row for row in reversed(named)}.values())[::-1]

    @cached_property
    def outcomes(self) -> list[Relation]:
        """What was adopted or launched at it."""
        return list(self.record.relations_in.all())

    @property
    def other_names(self) -> list[tuple[str, bool]]:
        """What it is called besides its name, each with whether that is Chinese."""
        return [(name, is_chinese(name)) for name in (self.record.name_zh, *self.record.aliases) if name]


@dataclass(frozen=True)
class Series:
    """All editions of a series, the latest first, as they stand on one day."""

    record: Record
    editions: list[Edition]
    day: dt.date

    @property
    def _dated(self) -> list[Record]:
        return sorted(
            (each.record for each in self.editions if each.record.date_earliest),
            key=lambda record: record.sort_key,
            reverse=True,
        )

    @property
    def _ahead(self) -> list[Record]:
        return [record for record in self._dated if record.date_earliest and record.date_earliest > self.day]

    @cached_property
    def latest(self) -> Record | None:
        """The edition that began last, reported or not."""
        ahead = self._ahead
        return next((record for record in self._dated if record not in ahead), None)

    @property
    def latest_dating(self) -> list[Source]:
        """The sources that give the date of the latest edition."""
        sources = {source.pk: source for each in self.editions for source in each.sources}
        rows = statements_of(self.latest) if self.latest else []
        return list(dict.fromkeys(sources[row.source_id] for row in rows if row.field == "date"))

    @cached_property
    def reported(self) -> Record | None:
        """The latest edition of which a source tells that it took place."""
        ahead = self._ahead
        return next((record for record in self._dated if record not in ahead and not record.is_expected), None)

    @cached_property
    def next(self) -> Record | None:
        """The nearest edition to come: of those with a date ahead, else a planned one without."""
        planned = [each.record for each in self.editions if not each.record.dated and each.record.is_expected]
        return next(iter(self._ahead[::-1] + planned), None)

    @property
    def has_hosts(self) -> bool:
        """True where a source names who hosts or organises an edition."""
        return any(each.hosts for each in self.editions)

    @property
    def without_outcomes(self) -> int:
        """How many editions no source ties anything to that was adopted or launched there."""
        return sum(not each.outcomes for each in self.editions)

    @property
    def numbers(self) -> set[int]:
        """The numbers that sources print."""
        return {each.number for each in self.editions if each.number}

    @property
    def lost_numbers(self) -> list[tuple[int, int]]:
        """Runs of numbers up to the highest that no edition bears."""
        return lost(self.numbers)

    @property
    def lost_count(self) -> int:
        """How many numbers no edition bears."""
        return sum(last - first + 1 for first, last in self.lost_numbers)

    @property
    def unnumbered(self) -> list[Record]:
        """Editions whose number no source gives, the earliest first; none where no edition has one."""
        return [each.record for each in reversed(self.editions) if not each.number] if self.numbers else []

    @property
    def undated(self) -> list[Record]:
        """Editions whose date no source gives."""
        return [each.record for each in self.editions if not each.record.dated]

    @property
    def lost_years(self) -> list[int]:
        """Years without a dated edition in a series that met in most years from its first to its last."""
        dated = self._dated
        met = {year for record in dated for year in _years(record)}
        if len(dated) < YEARLY_FROM or len(met) * 2 <= max(met) - min(met) + 1:
            return []
        return sorted(set(range(min(met), max(met) + 1)) - met)


def lost(numbers: set[int]) -> list[tuple[int, int]]:
    """Runs of numbers that are missing below the highest one, as first and last."""
    return runs(set(range(1, max(numbers, default=0))) - numbers)


def _years(record: Record) -> Iterable[int]:
    """The years in which a dated record may have begun."""
    if not (record.date_earliest and record.date_begun_by):
        return ()
    return range(record.date_earliest.year, record.date_begun_by.year + 1)


def series_of(record: Record, day: dt.date) -> Series:
    """The editions of a record as they stand on one day, with all their table shows, in a few queries."""
    outcomes = Relation.objects.filter(type__in=_OUTCOMES).select_related("record")
    rows = record.editions.newest_first().for_rows()
    editions = _in_order(list(rows.prefetch_related(Prefetch("relations_in", outcomes))))[::-1]
    sources = Source.objects.in_bulk({row.source_id for each in editions for row in statements_of(each)})
    return Series(record, [Edition(each, _speaking(each, sources)) for each in editions], day)


def statements_of(record: Record) -> list[Statement]:
    """The statements that `for_rows` brought along."""
    return record.all_statements  # type: ignore[attr-defined,no-any-return]


def _speaking(record: Record, sources: dict[str, Source]) -> list[Source]:
    speaking = dict.fromkeys(row.source_id for row in statements_of(record) if row.field != MENTION)
    return [sources[slug] for slug in speaking]


def _in_order(editions: list[Record]) -> list[Record]:
    """The earliest first: by number where each has one, else by date, with the undated before all."""
    numbers = {record.pk: record.edition.number for record in editions}
    if all(numbers.values()):
        return sorted(editions, key=lambda record: (numbers[record.pk], record.sort_key))
    return sorted(editions, key=lambda record: (record.sort_key, record.slug))


def about_series(record: Record, day: dt.date) -> dict[str, Any]:
    """What the page of a record says of its editions, or of its place among those of its series."""
    series = series_of(record, day)
    gaps = gaps_about(record, [each.record for each in series.editions])
    context = {"series": series, "as_series": record.is_series or bool(series.editions), "gaps": gaps}
    return context | {"newest_source": Source.newest_date(), "siblings": _siblings(record)}


@dataclass(frozen=True, slots=True)
class Siblings:
    """The editions beside one edition."""

    before: Record | None
    after: Record | None
    count: int


def _siblings(record: Record) -> Siblings | None:
    if not record.series:
        return None
    rows = _in_order(list(record.series.editions.select_related("edition")))
    place = next(index for index, each in enumerate(rows) if each.pk == record.pk)
    around = [None, *rows, None]
    return Siblings(around[place], around[place + 2], len(rows))


def lines_to_copy(
    record: Record, series: Series, sources: dict[str, Source], release: Release | None
) -> list[tuple[Record, str]]:
    """For a dated record its own line; for a series that of its latest edition and, where that one is only announced,
    that of the latest reported. Each with the record it is about, and the address that goes on showing the release."""
    told = dict.fromkeys([series.latest, series.reported] if series.editions else [record])
    by_slug = sources | {source.pk: source for each in series.editions for source in each.sources}
    places = {each: placed(f"{settings.SITE_URL}{each.get_absolute_url()}", release) for each in told if each}
    lines = [(each, copy_line(each, statements_of(each), by_slug, place)) for each, place in places.items()]
    return [(each, line) for each, line in lines if line]
