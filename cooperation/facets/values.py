"""The values of filters that are rows of a table: what they are called, and how they are found by name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet, Value

from cooperation.choices import Kind
from cooperation.facets.selecting import stored
from cooperation.models import HOME, Country, Organisation, Record, Source, Topic
from cooperation.search import name_key
from cooperation.search.countries import name_units

# Facets whose values are rows: the table, the column of the value, the column of its name.
STORED: dict[str, tuple[Any, str, str]] = {
    "country": (Country, "code", "name"),
    "participant": (Organisation, "slug", "name"),
    "topic": (Topic, "slug", "name"),
    "source": (Source, "slug", "title"),
    "series": (Record, "slug", "name"),
}
_ONLY = {"series": Q(kind=Kind.FORUM)}  # which rows of the table are values, where not all are
_NAMES: dict[str, tuple[str, ...]] = {
    "country": ("name", "name_zh", "aliases"),
    "participant": ("name", "name_zh", "aliases"),
    "source": ("title", "publisher", "origin"),
}
_WELL_FORMED = re.compile(r"[a-z0-9-]{1,100}")


def labels(wanted: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """For each facet the names of those of the values asked for that exist, in no order.

    Asks the database once, however many facets.
    """
    named: dict[str, dict[str, str]] = {facet: {} for facet in wanted}
    parts = [_named(facet, known) for facet, values in wanted.items() if (known := list(_well_formed(facet, values)))]
    if parts:
        for facet, value, label in parts[0].union(*parts[1:], all=True):
            named[facet][value.lower() if facet == "country" else value] = label
    return named


def _well_formed(facet: str, values: Iterable[str]) -> Iterator[str]:
    """The values that may exist, as the database holds them: no others are sent to it."""
    for value in values:
        if _WELL_FORMED.fullmatch(value) and stored(facet, value) != HOME:
            yield stored(facet, value)


def _named(facet: str, values: list[str]) -> QuerySet[Any]:
    model, column, name = STORED[facet]
    rows: QuerySet[Any] = model.objects.order_by().filter(_ONLY.get(facet, Q()), **{f"{column}__in": values})
    return rows.values_list(Value(facet), column, name)


def find(facet: str, text: str) -> dict[str, int]:
    """The values that a text names, each with how well: 0 it is its name or code, 1 a name begins so, 2 a word of one.

    Any name, alias, code or Chinese name of a country finds it, any name of an organisation, title or publisher of
    a source. Chinese is found anywhere in a name. Accents, capitals and punctuation do not matter.
    """
    model, column, _name = STORED[facet]
    key, found = name_key(text), {}
    rows = model.objects.order_by().exclude(pk=HOME) if facet == "country" else model.objects.order_by()
    for value, *names in rows.values_list(column, *_NAMES[facet]) if key else ():
        spelt = [name for each in names for name in (each if isinstance(each, list) else [each])]
        exact = [value] if facet == "country" else []
        if (rank := _rank(key, spelt, exact)) is not None:
            found[value.lower() if facet == "country" else value] = rank
    return found


def _rank(key: str, names: list[str], codes: list[str]) -> int | None:
    """How well one of these names fits a key; None where none does."""
    spelt = [endings for name in names if (endings := _endings(name))]
    if key in (*(endings[0] for endings in spelt), *map(name_key, codes)):
        return 0
    if any(endings[0].startswith(key) for endings in spelt):
        return 1
    return 2 if any(each.startswith(key) for endings in spelt for each in endings) else None


@lru_cache(maxsize=16384)
def _endings(name: str) -> tuple[str, ...]:
    """The key of a name, and what is left of it from each further word or Chinese character on.

    Kept for the life of the process: a reader who types asks for all names at each key.
    """
    row = [unit.text for unit in name_units(name)]
    return tuple("".join(row[place:]) for place in range(len(row)))
