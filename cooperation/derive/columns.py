"""The columns of records that are computed, and the computation as a whole."""

import datetime as dt
from collections import defaultdict
from typing import Any, TypeVar

from django.db.models import Prefetch

from cooperation import dates
from cooperation.choices import Layer, Precision
from cooperation.derive.links import World, country_links, home_of, level_links, parties_of, region_links
from cooperation.health import examine, fill
from cooperation.models import (
    Participant,
    Record,
    RecordCountry,
    RecordField,
    RecordLevel,
    RecordRegion,
    Statement,
)
from cooperation.provenance import MENTION, chosen, claims_of
from cooperation.search import prepare
from cooperation.search.engine import refresh
from cooperation.search.index import fill as fill_words

_COUNTRY_LINK = ("record_id", "country_id", "bloc_id", "vague")
_LEVEL_LINK = ("record_id", "level")
_REGION_LINK = ("record_id", "region", "direct")
_FIELD_LINK = ("record_id", "field", "verdict", "doubted", "misprint", "origins")
_BATCH = 500
NAME_LENGTH = 400
_EXACTNESS = (Precision.YEAR, Precision.MONTH, Precision.DAY)
Link = TypeVar("Link", RecordCountry, RecordLevel, RecordRegion, RecordField)
_COMPUTED = (
    "is_founding",
    "is_further",
    "has_partner",
    "disagrees",
    "attested",
    "origins",
    "missing",
    "filled",
    "theme",
    "search_names",
    "search_text",
    "sort_name",
    "dated",
    "date_earliest",
    "date_latest",
    "date_begun_by",
    "date_told_until",
    "date_precision",
    "date_vague",
    "date_open_end",
    "sort_key",
)


def derive() -> None:
    """Compute every derived column and link of every record, in a constant number of queries."""
    parties = Prefetch("participants", Participant.objects.select_related("country", "group", "organisation__country"))
    records = list(
        Record.objects.select_related("organisation__country", "edition", "series").prefetch_related(
            parties, "statements", "topics", Prefetch("editions", Record.objects.prefetch_related(parties))
        )
    )
    world = World.read()
    before = [_state(record) for record in records]
    for record in records:
        _describe(record, world)
    fields = [row for record in records for row in examine(record, list(record.statements.all()), world.sources)]
    _span_series(records)
    for record in records:
        fill(record)
    changed = [record for record, state in zip(records, before, strict=True) if _state(record) != state]
    _store(changed)
    refresh()
    countries = {record.pk: country_links(record, world) for record in records}
    _replace(RecordCountry, _COUNTRY_LINK, [link for links in countries.values() for link in links])
    regions = (region_links(record, countries[record.pk], world) for record in records)
    _replace(RecordRegion, _REGION_LINK, [link for links in regions for link in links])
    _replace(RecordLevel, _LEVEL_LINK, [link for record in records for link in level_links(record)])
    _replace(RecordField, _FIELD_LINK, fields)


def _state(record: Record) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in _COMPUTED)


def _store(records: list[Record]) -> None:
    """Write the computed columns. An upsert: `bulk_update` makes one CASE a column, and takes four times as long."""
    Record.objects.bulk_create(
        records, batch_size=200, update_conflicts=True, unique_fields=["pk"], update_fields=_COMPUTED
    )


def _replace(model: type[Link], names: tuple[str, ...], links: list[Link]) -> None:
    """Leave exactly these rows in the table, touching only those that differ."""
    stored = {tuple(row): key for key, *row in model.objects.values_list("pk", *names)}
    wanted = {tuple(getattr(link, name) for name in names): link for link in links}
    gone = [key for row, key in stored.items() if row not in wanted]
    for start in range(0, len(gone), _BATCH):
        model.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    model.objects.bulk_create([link for row, link in wanted.items() if row not in stored], batch_size=_BATCH)


def _describe(record: Record, world: World) -> None:
    statements = list(record.statements.all())
    layers = {world.sources[row.source_id].layer for row in statements if row.field != MENTION}
    record.is_founding, record.is_further = Layer.FOUNDING in layers, Layer.FURTHER in layers
    record.has_partner = any(participant.is_partner for participant in record.participants.all())
    themes = claims_of(statements, world.sources).get("theme")
    record.theme = chosen(themes) if themes else ""
    record.set_date(record.date_edtf)
    if record.date_open_end:
        record.date_told_until = _told_until(statements, world)
    record.sort_name = prepare(record.name).lstrip("\"'“‘")[:NAME_LENGTH]
    countries = [world.countries[code] for code in sorted(_named(record, world))]
    fill_words(record, world.names, countries, _regions(record, world))


def _told_until(statements: list[Statement], world: World) -> dt.date:
    """Up to which day the newest source that dates the record can have known that it went on."""
    told = [world.sources[row.source_id].date for row in statements if row.field == "date"]
    return max((dates.parse(text).latest or dt.date.max for text in told if text), default=dt.date.max)


def _named(record: Record, world: World) -> set[str]:
    """The countries by whose names a record is found: those it counts for, where it took place, and China as such.

    A series is found by those of its editions as well.
    """
    home = home_of(record)
    found = {home.code if home else None}
    for each in _with_editions(record):
        found |= {participant.country_id for participant in each.participants.all()}
        found |= {each.place_country_id, *parties_of(each, world)[0]}
    return {code for code in found if code}


def _with_editions(record: Record) -> list[Record]:
    return [record, *(record.editions.all() if record.is_series else ())]


def _regions(record: Record, world: World) -> list[str]:
    """The regions of the countries, unnamed groups and blocs by which a record is found."""
    found: set[str] = set()
    for each in _with_editions(record):
        codes, blocs = parties_of(each, world)
        groups = [participant.group for participant in each.participants.all() if participant.group]
        found.update(*(world.countries[code].regions for code in codes), *(group.regions for group in groups))
        found.update(*(world.regions_of_bloc.get(bloc, ()) for bloc in blocs))
    return sorted(found)


def _span_series(records: list[Record]) -> None:
    """A series is dated by its editions, sorts by its latest one, and has the partners they name."""
    editions: dict[int, list[Record]] = defaultdict(list)
    for record in records:
        if record.series_id:
            editions[record.series_id].append(record)
    for record in records:
        own = editions.get(record.pk, [])
        record.has_partner = record.has_partner or any(edition.has_partner for edition in own)
        if dated := [edition for edition in own if edition.dated]:
            _span(record, dated)


def _span(series: Record, editions: list[Record]) -> None:
    series.sort_key = max(series.sort_key, *(edition.sort_key for edition in editions))
    latest = max(last for edition in editions if (last := edition.date_latest or edition.date_earliest))
    if series.date_open_end:
        series.date_told_until = max(series.date_told_until or latest, latest)
    if series.date_edtf:
        return
    series.dated = True
    series.date_vague = any(edition.date_vague for edition in editions)
    series.date_precision = min((edition.date_precision for edition in editions), key=_EXACTNESS.index)
    series.date_earliest = min(edition.date_earliest for edition in editions if edition.date_earliest)
    series.date_begun_by = min(edition.date_begun_by for edition in editions if edition.date_begun_by)
    series.date_latest = series.date_told_until = latest
