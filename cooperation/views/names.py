"""What seed values refer to, so that pages can name and link it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from cooperation.models import Country, Group, Record, Source, Statement, Topic

_REFERENCES = {
    "country": "country",
    "organisation": "record",
    "to": "record",
    "forum": "record",
    "bloc": "record",
    "group": "group",
    "topics": "topic",
    "source": "source",
}


class Names(dict[str, Any]):
    """What values refer to, by identities such as `country:KE`; what is gone since goes by its slug."""

    def __missing__(self, identity: str) -> str:
        return identity.partition(":")[2]


def names_in(statements: Iterable[Statement]) -> Names:
    """Countries, organisations and groups that the values of these statements refer to."""
    return names_of(reference for row in statements for reference in referred({"field": row.field, "value": row.value}))


def names_of(references: Iterable[tuple[str, str]]) -> Names:
    """All that is referred to as (sort, slug), in a constant number of queries."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for sort, slug in references:
        wanted[sort].add(slug)
    return Names(_found(wanted))


def _found(wanted: dict[str, set[str]]) -> Iterator[tuple[str, Any]]:
    models: dict[str, Any] = {"country": Country, "group": Group, "topic": Topic, "source": Source}
    for sort, model in models.items():
        for row in model.objects.filter(pk__in=wanted[sort]):
            yield f"{sort}:{row.pk}", row
    for record in Record.objects.filter(slug__in=wanted["record"]):
        yield f"organisation:{record.slug}", record
        yield f"record:{record.slug}", record


def referred(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """What a seed's plain value refers to, as (sort, slug)."""
    if isinstance(value, dict):
        of_country = value.get("field") == "country"
        for key, part in value.items():
            yield from referred(part, "country" if of_country and key == "value" else key)
    elif isinstance(value, list):
        for part in value:
            yield from referred(part, field)
    elif isinstance(value, str) and field in _REFERENCES:
        yield _REFERENCES[field], value
