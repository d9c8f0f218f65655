"""Records on known days as whole-day events of a calendar that programs subscribe to (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import icalendar
from django.utils.translation import gettext as _

from cooperation import dates
from cooperation.choices import Attestation
from cooperation.feeds.entries import cleaned, urn, whole
from cooperation.feeds.revisions import Revision, Revisions
from cooperation.models import Record, Release, Source
from cooperation.models.record import RecordQuerySet
from cooperation.provenance import paragraphs_by_source

_NEWS_EVERY = dt.timedelta(days=1)
Paragraphs = Mapping[str, list[int]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar is called, the page it belongs to, and the records it holds as far as their days are known."""

    title: str
    page: str
    records: RecordQuerySet


def to_ical(calendar: Calendar, release: Release) -> bytes:
    """The calendar as it stands in that release; the same release gives the same bytes."""
    held = calendar.records.on_known_days()
    rows = list(held.for_rows().order_by("date_earliest", "date_latest", "slug"))
    cited = {record.pk: paragraphs_by_source(record.all_statements) for record in rows}  # type: ignore[attr-defined]
    sources = Source.objects.in_bulk({slug for paragraphs in cited.values() for slug in paragraphs})
    revisions = Revisions(held, release)
    file = _head(calendar, release)
    for record in rows:
        event = _event(record, revisions.of(record, cited[record.pk]))
        event.add("description", cleaned("\n\n".join(_description(record, cited[record.pk], sources))))
        file.add_component(event)
    text: bytes = file.to_ical()
    return text


def _head(calendar: Calendar, release: Release) -> icalendar.Calendar:
    file = icalendar.Calendar()
    file.add("prodid", "-//Cooperation Atlas//Calendar 1//EN")
    file.add("version", "2.0")
    title = cleaned(_("%(title)s (Cooperation Atlas)") % {"title": calendar.title})
    words = _("Only what sources date to the day; what is only announced is tentative. Release %(release)s. CC BY 4.0.")
    for names, value in (
        (("name", "x-wr-calname"), title),
        (("description", "x-wr-caldesc"), words % {"release": release.short}),
    ):
        for name in names:
            file.add(name, icalendar.vText(value))
    file.add("url", whole(calendar.page))
    file.add("last-modified", release.time)
    file.add("refresh-interval", _NEWS_EVERY, {"VALUE": "DURATION"})
    file.add("x-published-ttl", "P1D")
    return file


def _event(record: Record, revision: Revision) -> icalendar.Event:
    """The days of a record; a day-exact date has both ends."""
    event = icalendar.Event()
    event.add("uid", urn("record", revision.identity))
    event.add("sequence", revision.number)
    event.add("dtstamp", revision.time)
    event.add("last-modified", revision.time)
    for name, value in _days(record).items():
        event.add(name, value)
    event.add("status", "TENTATIVE" if record.is_expected else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("summary", cleaned(record.name))
    event.add("categories", [record.kind_label])
    event.add("url", whole(record.get_absolute_url()))
    if place := ", ".join(str(part) for part in (record.place_name, record.place_country) if part):
        event.add("location", cleaned(place))
    return event


def _days(record: Record) -> dict[str, Any]:
    """The first day, and the one after the last, where a calendar has one."""
    days: dict[str, Any] = {"dtstart": record.date_earliest}
    if record.date_latest and record.date_latest < dt.date.max:
        days["dtend"] = record.date_latest + dt.timedelta(days=1)
    return days


def _description(record: Record, cited: Paragraphs, sources: Mapping[str, Source]) -> Iterator[str]:
    """How sure it is, what it is, and who says so."""
    if record.is_expected:
        yield _("Announced: none of these sources says that it took place.")
    elif record.attested == Attestation.DATED_BEFORE:
        yield _("These days were given beforehand; a later source tells that it took place.")
    elif record.is_foretold:
        yield _("The last of these days was only given beforehand.")
    yield record.summary
    lines = [_source_line(sources[slug], numbers) for slug, numbers in cited.items()]
    yield "\n".join([_("According to:"), *lines])


def _source_line(source: Source, paragraphs: list[int]) -> str:
    """A source as text: whose it is, its day, title, paragraphs, and where to read on."""
    day = dates.display(dates.parse(source.date)) if source.date else _("undated")
    place = f", ¶ {', '.join(map(str, paragraphs))}" if paragraphs else ""
    anchor = f"#p{paragraphs[0]}" if paragraphs else ""
    return f"{source.origin}, {day}: {source.title}{place}. {whole(source.get_absolute_url())}{anchor}"
