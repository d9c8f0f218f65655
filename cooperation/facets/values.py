"""The values of filters that are rows of a table: what they are called, and how they are found by name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet, Value

from cooperation.facets.selecting import stored
from cooperation.models import HOME, Country, Organisation, Source, Topic
from cooperation.search import name_key, prepare

# Facets whose values are rows: the table, the column of the value, the column of its name.
STORED: dict[str, tuple[Any, str, str]] = {
    "country": (Country, "code", "name"),
    "participant": (Organisation, "slug", "name"),
    "topic": (Topic, "slug", "name"),
    "source": (Source, "slug", "title"),
}
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
    rows: QuerySet[Any] = model.objects.order_by().filter(**{f"{column}__in": values})
    return rows.values_list(Value(facet), column, name)


def find(facet: str, text: str) -> dict[str, int]:
    """The values that a text names, each with how well: 0 it is its name or code, 1 a name begins so, 2 one holds it.

    Any name, alias, code or Chinese name of a country finds it, any name of an organisation, title or publisher of
    a source. Accents, capitals and punctuation do not matter.
    """
    model, column, _name = STORED[facet]
    key, prepared, found = name_key(text), prepare(text), {}
    rows = model.objects.order_by().exclude(pk=HOME) if facet == "country" else model.objects.order_by()
    for value, *names in rows.values_list(column, *_NAMES[facet]):
        spelt = [name for each in names for name in (each if isinstance(each, list) else [each])]
        exact = [value] if facet == "country" else []
        if (rank := _rank(key, prepared, spelt, exact)) is not None:
            found[value.lower() if facet == "country" else value] = rank
    return found


def _rank(key: str, text: str, names: list[str], codes: list[str]) -> int | None:
    """How well one of these names fits a text; None where none does."""
    keys = [name_key(name) for name in names]
    if key and key in (*keys, *map(name_key, codes)):
        return 0
    prepared = [prepare(name) for name in names]
    if any(name.startswith(text) for name in prepared) or (key and any(name.startswith(key) for name in keys)):
        return 1
    if any(text in name for name in prepared) or (len(key) > 1 and any(key in name for name in keys)):
        return 2
    return None
