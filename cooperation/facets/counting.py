"""How many records have each value of a filter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from cooperation.facets.selecting import COLUMNS, FLAGS, Choice, linked, path_of, select
from cooperation.models.record import Record, RecordQuerySet

Counts = dict[str, dict[str, int]]
Chosen = Mapping[str, Choice]


def count(facets: Iterable[str], records: RecordQuerySet, chosen: Chosen, *, through_blocs: bool = False) -> Counts:
    """For each facet how many records have each value, as {facet: {value: number}}; values of no record are left out.

    Counted are those of `records` that fit what is chosen in the other facets, so that a number says
    what the list would show if the facet held that value alone. Where every chosen value is asked
    for, it says how many records have the value together with those. Each record counts once.
    """
    names = list(facets)
    own = [name for name in names if name in COLUMNS or name in FLAGS]
    found: Counts = dict(_of_columns(own, records, chosen, through_blocs)) if own else {}
    for name in (name for name in names if name not in own):
        besides = {facet: choice for facet, choice in chosen.items() if facet != name or choice.every}
        fitting = records.filter(*_conditions(besides, through_blocs))
        found[name] = _linked(name, fitting, through_blocs)
    return found


def sizes(sets: Iterable[RecordQuerySet]) -> list[int]:
    """How many records each of these sets holds; asks the database once."""
    ways = {f"set_{i}": Count("pk", filter=Q(pk__in=each.order_by().values("pk"))) for i, each in enumerate(sets)}
    return list(Record.objects.order_by().aggregate(**ways).values()) if ways else []


def _conditions(chosen: Chosen, through_blocs: bool) -> list[Q]:
    return [
        select(facet, choice.values, every=choice.every, through_blocs=through_blocs)
        for facet, choice in chosen.items()
    ]


def _linked(facet: str, records: RecordQuerySet, through_blocs: bool) -> dict[str, int]:
    """Counts of the values that hang on records; one record may bear a value in several rows."""
    rows = linked(facet, through_blocs).filter(record__in=records.order_by().values("pk"))
    numbers = rows.order_by().values_list(path_of(facet)).annotate(number=Count("record", distinct=True))
    return {value.lower() if facet == "country" else value: number for value, number in numbers}


def _of_columns(
    facets: list[str], records: RecordQuerySet, chosen: Chosen, through_blocs: bool
) -> Iterator[tuple[str, Counter[str]]]:
    """Counts of the values that stand in columns of the record, all from one query."""
    inside = {facet: set(choice.values) for facet, choice in chosen.items() if facet in facets}
    outside = {facet: choice for facet, choice in chosen.items() if facet not in facets}
    numbers: dict[str, Counter[str]] = {facet: Counter() for facet in facets}
    for held, number in _grouped(facets, records.filter(*_conditions(outside, through_blocs))):
        misses = [facet for facet, values in inside.items() if not values & held[facet]]
        for facet in facets if not misses else misses if len(misses) == 1 else ():
            numbers[facet].update(dict.fromkeys(held[facet], number))
    yield from numbers.items()


def _grouped(facets: list[str], records: RecordQuerySet) -> Iterator[tuple[dict[str, set[str]], int]]:
    """Each combination of values that records have in these facets, with the number of such records."""
    columns = [facet for facet in facets if facet in COLUMNS]
    flags = [(facet, value, held) for facet in facets if facet in FLAGS for value, held in FLAGS[facet].items()]
    tested: dict[str, Any] = {
        f"held_{facet}_{value}": ExpressionWrapper(held, BooleanField()) for facet, value, held in flags
    }
    paths = [COLUMNS[facet] for facet in columns]
    rows = records.order_by().annotate(**tested).values_list(*paths, *tested).annotate(number=Count("pk"))
    for row in rows:
        held: dict[str, set[str]] = {facet: set() for facet in facets}
        for facet, value in zip(columns, row, strict=False):
            held[facet] |= {value} - {"", None}
        for (facet, value, _condition), holds in zip(flags, row[len(columns) : -1], strict=True):
            held[facet] |= {value} if holds else set()
        yield held, row[-1]
