"""Rules within one record: what must be unique, go together or come first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from cooperation import dates
from cooperation.seeding.read import Entry, Problem
from cooperation.seeding.schema import Membership

Span = tuple[dt.date, dt.date]


def consistency(entry: Entry) -> Iterator[Problem]:
    """Problems of one record with itself, its statements aside."""
    record = entry.seed
    if (record.name_zh is None) != (record.name_zh_basis is None):
        yield entry.problem(("name_zh_basis",), "name_zh and name_zh_basis go together")
    yield from _names(entry)
    yield from _once(entry, "figures", [figure.key for figure in record.figures])
    yield from _once(entry, "topics", record.topics)
    yield from _once(entry, "relations", [f"{relation.type} {relation.to}" for relation in record.relations])
    yield from _members(entry)


def _names(entry: Entry) -> Iterator[Problem]:
    record = entry.seed
    said = {statement.value for statement in record.statements if statement.field == "name"}
    for name in sorted(said - {record.name, *record.aliases} if record.name in said else ()):
        yield entry.problem(("aliases",), f"a source calls it '{name}': put that name under aliases")
    if record.name in record.aliases or len(set(record.aliases)) != len(record.aliases):
        yield entry.problem(("aliases",), "an alias stands twice or repeats the name")


def _once(entry: Entry, field: str, keys: Sequence[Hashable]) -> Iterator[Problem]:
    seen: set[Hashable] = set()
    for i, key in enumerate(keys):
        if key in seen:
            yield entry.problem((field, i), f"'{key}' stands here twice")
        seen.add(key)


def _members(entry: Entry) -> Iterator[Problem]:
    """A country is a member once at a time, or a record would count for it twice."""
    times: dict[str, list[Span]] = defaultdict(list)
    for i, member in enumerate(getattr(entry.seed, "members", [])):
        first, last = _span(member)
        if last < first:
            yield entry.problem(("members", i), f"'{member.country}' leaves before it joins")
        elif any(first <= end and start <= last for start, end in times[member.country]):
            words = "is a member twice at the same time, or may be: keep one, or give more exact dates"
            yield entry.problem(("members", i), f"'{member.country}' {words}")
        times[member.country].append((first, last))


def _span(member: Membership) -> Span:
    """First and last day on which the country may have been a member."""
    first = dates.parse(member.joined).earliest if member.joined else dt.date.min
    last = dates.parse(member.left).latest if member.left else None
    return first, last or dt.date.max
