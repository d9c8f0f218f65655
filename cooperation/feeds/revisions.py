"""How often releases changed what an event is told from, and under which slug it first stood there."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max

from cooperation.choices import Reference
from cooperation.models import Change, Record, Release
from cooperation.models.record import RecordQuerySet


@dataclass(frozen=True, slots=True)
class Revision:
    """What lasts of an event, and its latest form.

    `identity` is the slug that its record bore first, `number` grows with each release that changed the event, and
    `time` is that of the last one.
    """

    identity: str
    number: int
    time: dt.datetime


class _Life(NamedTuple):
    """The slug of a record in the first release that held it, that release, and the last that changed it."""

    slug: str
    first: int
    last: int


class Revisions:
    """Those of some records, in a constant number of queries.

    An event changes with its record, with a source that it names and with the country of its place. The number is how
    many releases lie between the first and the last that did so: it never falls, whatever a record no longer cites.
    """

    def __init__(self, records: RecordQuerySet, release: Release) -> None:
        self._release = release
        self._times = dict(Release.objects.order_by("pk").values_list("pk", "time"))
        self._places = {key: place for place, key in enumerate(self._times)}
        self._lives = _lives(records)
        self._references = _references()

    def of(self, record: Record, sources: Mapping[str, object]) -> Revision:
        """Of an event that tells of the record by these sources, given by their slugs."""
        life = self._lives.get(record.pk)
        if life is None:
            return Revision(record.slug, 0, self._release.time)
        told: list[tuple[str, str]] = [(Reference.COUNTRY, record.place_country_id or "")]
        told += [(Reference.SOURCE, slug) for slug in sources]
        last = max(life.last, *(self._references.get(each, 0) for each in told))
        return Revision(life.slug, self._places[last] - self._places[life.first], self._times[last])


def _lives(records: RecordQuerySet) -> dict[int, _Life]:
    """By the keys of the records; what was removed and came back is the same one."""
    found: dict[int, _Life] = {}
    changes = Change.objects.filter(record__in=records.order_by().values("pk")).order_by("pk")
    for key, slug, release in changes.values_list("record", "slug", "release").iterator():
        known = found.get(key)
        found[key] = known._replace(last=release) if known else _Life(slug, release, release)
    return found


def _references() -> dict[tuple[str, str], int]:
    """The last release that changed a source or a country, by sort and slug."""
    rows: Iterator[tuple[str, str, int]] = (
        Change.objects.filter(kind__in=[Reference.SOURCE, Reference.COUNTRY])
        .order_by()
        .values_list("kind", "slug")
        .annotate(last=Max("release"))
        .iterator()
    )
    return {(kind, slug): last for kind, slug, last in rows}
