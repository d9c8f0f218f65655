"""The lanes of a timeline: one a kind, or one a country, a topic or an organisation that records name."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.charts.view import View
from cooperation.choices import Kind
from cooperation.filters.words import PLURALS
from cooperation.models import Country, Organisation, Participant, Record, RecordCountry, RecordTopic, Topic

KINDS = (Kind.AGREEMENT, Kind.FORUM, Kind.ORGANISATION, Kind.INITIATIVE)
MOST = 12
Links = Iterable[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Which lanes there are, in order with their names, and in which of them each record stands, by its key.

    `left_out` counts the lanes with records that are one too many, `nowhere` the records that would have no lane
    even if all were drawn. Lanes are `mixed` where they are not kinds.
    """

    names: dict[str, str]
    of: dict[int, list[str]]
    left_out: int = 0
    nowhere: int = 0
    mixed: bool = False


def kind_of_mark(kind: str) -> str:
    """The kind whose colour and shape a record bears; an edition is marked as a forum."""
    return str(Kind.FORUM) if kind == Kind.EDITION else kind


def standing(records: "QuerySet[Record]", rows: dict[int, str], view: View) -> Standing:
    """Where each of these records stands, whose kinds are given by key; besides kinds, in each lane that it names."""
    if view.lanes == "kind":
        return _by_kind(rows)
    read, named = _SORTS[view.lanes]
    links = defaultdict(set)
    for record, key in read(records.order_by().values("pk"), view.blocs):
        links[record].add(str(key))
    return _ranked(rows, links, view, named)


def _by_kind(rows: dict[int, str]) -> Standing:
    of = {record: [kind_of_mark(kind)] for record, kind in rows.items()}
    found = {key for keys in of.values() for key in keys}
    labels = PLURALS | {Kind.FORUM: _("forums and editions")}
    return Standing({str(kind): capfirst(str(labels[kind])) for kind in KINDS if kind in found}, of)


def _ranked(
    rows: dict[int, str], links: dict[int, set[str]], view: View, named: Callable[[list[str]], dict[str, str]]
) -> Standing:
    """The lanes that the reader chose, alone; else those with the most records, at most a dozen of either."""
    numbers = Counter(key for keys in links.values() for key in keys if not view.within or key in view.within)
    wanted = {key: numbers[key] for key in view.chosen} if view.chosen else dict(numbers)
    names = named(list(wanted))
    order = sorted(names, key=lambda key: (-wanted[key], names[key]))
    shown = {key: names[key] for key in order[:MOST]}
    of = {record: [key for key in shown if key in keys] for record, keys in links.items()}
    return Standing(shown, of, len(order) - len(shown), len(rows.keys() - links.keys()), mixed=True)


def _countries(records: "QuerySet[Any]", blocs: bool) -> Links:
    links = RecordCountry.objects.filter(record__in=records)
    return (links if blocs else links.filter(bloc__isnull=True)).values_list("record_id", "country_id")


def _topics(records: "QuerySet[Any]", blocs: bool) -> Links:
    return RecordTopic.objects.filter(record__in=records).values_list("record_id", "topic_id")


def _organisations(records: "QuerySet[Any]", blocs: bool) -> Links:
    rows = Participant.objects.filter(record__in=records, organisation__isnull=False)
    return rows.values_list("record_id", "organisation__slug")


def _country_names(keys: list[str]) -> dict[str, str]:
    return {country.code: str(country) for country in Country.objects.filter(code__in=keys)}


def _topic_names(keys: list[str]) -> dict[str, str]:
    return {topic.pk: str(topic) for topic in Topic.objects.filter(pk__in=keys)}


def _organisation_names(keys: list[str]) -> dict[str, str]:
    return dict(Organisation.objects.filter(slug__in=keys).values_list("slug", "name"))


_SORTS: dict[str, tuple[Callable[["QuerySet[Any]", bool], Links], Callable[[list[str]], dict[str, str]]]] = {
    "country": (_countries, _country_names),
    "topic": (_topics, _topic_names),
    "organisation": (_organisations, _organisation_names),
}


def said_of_lanes(view: View, found: Standing) -> str:
    """Which lanes are left out and how many records have none, in words; empty where all is drawn."""
    numbers = {"shown": len(found.names), "n": found.left_out}
    words = [_left_out(view.lanes, found.left_out) % numbers] if found.left_out else []
    if found.nowhere:
        words.append(_nowhere(view.lanes, found.nowhere) % {"n": found.nowhere})
    return " ".join(words)


def _left_out(lanes: str, number: int) -> str:
    return {
        "country": ngettext(
            "The %(shown)s countries with most records have a lane; %(n)s more is left out: choose in the filter.",
            "The %(shown)s countries with most records have a lane; %(n)s more are left out: choose in the filter.",
            number,
        ),
        "topic": ngettext(
            "The %(shown)s topics with most records have a lane; %(n)s more is left out: choose in the filter.",
            "The %(shown)s topics with most records have a lane; %(n)s more are left out: choose in the filter.",
            number,
        ),
        "organisation": ngettext(
            "The %(shown)s organisations with most records have a lane; "
            "%(n)s more is left out: choose participants in the filter.",
            "The %(shown)s organisations with most records have a lane; "
            "%(n)s more are left out: choose participants in the filter.",
            number,
        ),
    }[lanes]


def _nowhere(lanes: str, number: int) -> str:
    return {
        "country": ngettext(
            "%(n)s dated record counts for no country and has no lane.",
            "%(n)s dated records count for no country and have no lane.",
            number,
        ),
        "topic": ngettext(
            "%(n)s dated record has no topic and no lane.",
            "%(n)s dated records have no topic and no lane.",
            number,
        ),
        "organisation": ngettext(
            "%(n)s dated record names no organisation and has no lane.",
            "%(n)s dated records name no organisation and have no lane.",
            number,
        ),
    }[lanes]
