"""What a bound FilterSet says of itself: the sentence, the removable pills, the panels of the form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation import dates
from cooperation.choices import Layer
from cooperation.facets import countries_with_records
from cooperation.filters.fields import ChoicesFilter
from cooperation.filters.sets import RecordFilter
from cooperation.models import Source

SWITCHES = ("began", "undated", "alone", "exact", "corroborated", "disputed")
SHORT = 8


@dataclass(frozen=True, slots=True)
class Pill:
    """A chosen filter value in words, and the query string without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a panel."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One filter as the form shows it: `many` values, `one` of several, a `text`, a `date` or a `switch`."""

    name: str
    label: str
    shape: str
    value: str = ""
    options: list[Option] = field(default_factory=list)
    error: str = ""

    @property
    def is_long(self) -> bool:
        """True for lists that are folded until asked for."""
        return len(self.options) > SHORT

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(option.chosen for option in self.options)


def known_query(bound: RecordFilter) -> QueryDict:
    """The parameters that the FilterSet knows, each value once, without the empty ones.

    A filter that takes one value reads the last one given.
    """
    query = QueryDict(mutable=True)
    for name in bound.filters:
        if values := list(dict.fromkeys(value for value in bound.data.getlist(name) if value)):
            query.setlist(name, values if isinstance(bound.filters[name], ChoicesFilter) else values[-1:])
    return query


def panels(bound: RecordFilter) -> list[Panel]:
    """Every filter of the form, in order."""
    return [_panel(bound, name) for name in bound.filters]


def _panel(bound: RecordFilter, name: str) -> Panel:
    form_field = bound.form.fields[name]
    given = [value for value in bound.data.getlist(name) if value]
    error = " ".join(bound.form.errors.get(name, []))
    label, value = str(form_field.label), given[0] if given else ""
    if name in SWITCHES:
        return Panel(name, label, "switch", value, [Option("1", label, value == "1")], error)
    if not hasattr(form_field, "choices"):
        return Panel(name, label, "date" if name in ("since", "until") else "text", value, error=error)
    shape = "one" if name in ("via", "sort") else "many"
    options = [Option(str(v), str(text), str(v) in given) for v, text in _choices(form_field, name, given) if v != ""]
    return Panel(name, label, shape, value or (options[0].value if shape == "one" and options else ""), options, error)


def _choices(form_field: Any, name: str, given: list[str]) -> list[tuple[str, str]]:
    """The values worth offering: countries with records, sources with paragraphs, and what was asked for."""
    choices = list(form_field.choices)
    offered = {"country": _countries, "source": _documents}.get(name)
    if offered is None:
        return choices
    present = offered() | set(given)
    return [choice for choice in choices if choice[0] in present]


def _countries() -> set[str]:
    return {country.slug for country in countries_with_records()}


def _documents() -> set[str]:
    """The founding documents; each further page leads to its own records, and they are too many for a form."""
    return set(Source.objects.filter(layer=Layer.FOUNDING).values_list("slug", flat=True))


def pills(bound: RecordFilter) -> list[Pill]:
    """Each chosen value with the address that drops it."""
    query = known_query(bound)
    return [
        Pill(_pill_label(bound, name, value), _without(query, name, value))
        for name in query
        if name not in ("sort", "via")
        for value in query.getlist(name)
    ]


def _without(query: QueryDict, name: str, value: str) -> str:
    rest = query.copy()
    rest.setlist(name, [other for other in query.getlist(name) if other != value])
    return rest.urlencode()


def _pill_label(bound: RecordFilter, name: str, value: str) -> str:
    if name == "q":
        return _("words “%(words)s”") % {"words": value}
    if name in SWITCHES:
        return str(bound.form.fields[name].label)
    return f"{bound.form.fields[name].label}: {_label(bound, name, value)}"


def _label(bound: RecordFilter, name: str, value: str) -> str:
    if name in ("since", "until"):
        date = bound.form.cleaned_data.get(name)
        return dates.display(date) if date else value
    labels = {str(key): str(label) for key, label in bound.form.fields[name].choices}
    return labels.get(value, value)


NOUNS = {
    "agreement": lambda n: ngettext("%(n)s agreement", "%(n)s agreements", n),
    "forum": lambda n: ngettext("%(n)s forum", "%(n)s forums", n),
    "organisation": lambda n: ngettext("%(n)s organisation", "%(n)s organisations", n),
    "initiative": lambda n: ngettext("%(n)s initiative", "%(n)s initiatives", n),
    "edition": lambda n: ngettext("%(n)s edition", "%(n)s editions", n),
    "": lambda n: ngettext("%(n)s record", "%(n)s records", n),
}


def counted(kind: str, number: int) -> str:
    """A number with its noun: 23 agreements, 1 forum."""
    return str(NOUNS[kind](number) % {"n": number})


def sentence(bound: RecordFilter, number: int) -> str:
    """What the list shows, in words: 23 agreements with Russia, 2009 to 2022."""
    words = " ".join([counted(bound.kind_value, number), *_clauses(bound)])
    return " ".join(words.split()).replace(" ,", ",")


def _clauses(bound: RecordFilter) -> Iterator[str]:
    query = known_query(bound)
    patterns = {
        "country": _("with %s"),
        "region": _("with countries of %s"),
        "participant": _("with %s taking part"),
        "type": _("of type %s"),
        "kind": _("of kind %s"),
        "level": _("at the level of %s"),
        "topic": _("on %s"),
        "status": _("with status %s"),
        "source": _("according to %s"),
        "layer": _("from the %s"),
        "attested": _(", %s"),
    }
    for name, pattern in patterns.items():
        if values := query.getlist(name):
            yield pattern % get_text_list([_label(bound, name, value) for value in values], _("or"))
    if query.get("via") == "blocs" and ("country" in query or "region" in query):
        yield _("(alone or through a bloc)")
    yield from _date_clause(bound, query)
    for name, words in (
        ("undated", _("without a date")),
        ("alone", _("naming no partner")),
        ("exact", _("dated to the day")),
        ("corroborated", _("with at least two independent sources")),
        ("disputed", _("with a detail in doubt")),
    ):
        if query.get(name):
            yield words
    if query.get("q"):
        yield _("found for “%s”") % query["q"]


def _date_clause(bound: RecordFilter, query: QueryDict) -> Iterator[str]:
    since = _label(bound, "since", str(query["since"])) if query.get("since") else ""
    until = _label(bound, "until", str(query["until"])) if query.get("until") else ""
    words = ""
    if since and until:
        words = since if since == until else _("%(since)s to %(until)s") % {"since": since, "until": until}
    elif since:
        words = _("from %s on") % since
    elif until:
        words = _("up to %s") % until
    if words:
        begun = _("that may have begun in %s") if since == until else _("that may have begun %s")
        yield (begun if query.get("began") else ", %s") % words
