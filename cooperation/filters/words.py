"""What a bound FilterSet says of itself: the sentence and the removable pills."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from cooperation import dates, facets
from cooperation.choices import Kind, Region
from cooperation.filters.fields import ChoicesFilter, NamedField
from cooperation.filters.sets import DEFAULTS, RecordFilter
from cooperation.search import prepare

SWITCHES = ("began", "undated", "alone", "exact", "corroborated", "disputed")
TOGETHER = {
    "country_match": _lazy("all of these countries together"),
    "participant_match": _lazy("all of these participants together"),
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A chosen filter value in words, and the query string without it."""

    label: str
    query: str


def known_query(bound: RecordFilter) -> QueryDict:
    """The parameters that the FilterSet knows, without those that are empty or change nothing, in one order.

    So the same records have one address, one citation and one feed. A filter that takes one value reads the last one.
    """
    query = QueryDict(mutable=True)
    defaults = {**DEFAULTS, "sort": bound.own_sort}
    for name in bound.filters:
        values = [value for value in bound.data.getlist(name) if value]
        if isinstance(bound.filters[name], ChoicesFilter):
            values = sorted(set(values))
        else:
            values = [value for value in values[-1:] if value != defaults.get(name)]
        if values:
            query.setlist(name, values)
    return query


def changed(query: QueryDict, /, **values: str | Iterable[str]) -> QueryDict:
    """The query with other values of these parameters; a value that is empty or holds anyway is left out."""
    other = query.copy()
    for name, given in values.items():
        each = [given] if isinstance(given, str) else given
        if kept := [value for value in each if value and value != DEFAULTS.get(name)]:
            other.setlist(name, kept)
        else:
            other.pop(name, None)
    return other


def pills(bound: RecordFilter) -> list[Pill]:
    """Each chosen value with the address that drops it."""
    query = known_query(bound)
    return [
        Pill(label, _without(query, name, value))
        for name in query
        for value in query.getlist(name)
        if (label := _pill_label(bound, query, name, value))
    ]


def _without(query: QueryDict, name: str, value: str) -> str:
    rest = [other for other in query.getlist(name) if other != value]
    return changed(query, **{name: rest}).urlencode()


def _pill_label(bound: RecordFilter, query: QueryDict, name: str, value: str) -> str:
    """A chosen value in words; empty for what is no condition."""
    if name == "q":
        return _("words “%(words)s”") % {"words": value}
    if name in SWITCHES:
        return str(bound.form.fields[name].label)
    if name == "via":
        return _("also through a bloc")
    if name in TOGETHER:
        return str(TOGETHER[name]) if len(query.getlist(name.removesuffix("_match"))) > 1 else ""
    label = bound.form.fields[name].label
    return f"{label}: {_label(bound, name, value)}" if name in facets.FACETS or name in ("since", "until") else ""


def _label(bound: RecordFilter, name: str, value: str) -> str:
    if name in ("since", "until"):
        date = bound.form.cleaned_data.get(name)
        return dates.display(date) if date else value
    field = bound.form.fields[name]
    labels = field.names if isinstance(field, NamedField) else {str(key): str(said) for key, said in field.choices}
    return labels.get(value, value)


PLURALS = {
    Kind.AGREEMENT: _lazy("agreements"),
    Kind.FORUM: _lazy("forums"),
    Kind.EDITION: _lazy("editions"),
    Kind.ORGANISATION: _lazy("organisations"),
    Kind.INITIATIVE: _lazy("initiatives"),
}
NAMED = 4  # so many values of a filter a sentence names
_WHO = ("country", "region", "participant")
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
    return _joined(counted(_kind(bound), number), bound)


def named(bound: RecordFilter) -> str:
    """The same without a number, for what outlives one: Agreements with Russia, 2009 to 2022."""
    kind = _kind(bound)
    noun = PLURALS[Kind(kind)] if kind else _("records")
    return _joined(capfirst(str(noun)), bound)


def _kind(bound: RecordFilter) -> str:
    """The kind of everything that fits: that of the list, or editions where a series is chosen; else empty."""
    return bound.kind_value or (str(Kind.EDITION) if known_query(bound).get("series") else "")


def _joined(noun: str, bound: RecordFilter) -> str:
    words = " ".join([noun, *_clauses(bound)])
    return " ".join(words.split()).replace(" ,", ",")


def _clauses(bound: RecordFilter) -> Iterator[str]:
    query = known_query(bound)
    begun = False
    for name, (pattern, together) in _patterns().items():
        if values := query.getlist(name):
            every = query.get(f"{name}_match") == "all" and len(values) > 1
            words = (together if every else pattern) % _values(bound, name, values, every=every)
            yield _("and %s") % words if begun and name in _WHO else words
            begun = begun or name in _WHO
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


def _values(bound: RecordFilter, name: str, values: list[str], *, every: bool) -> str:
    """The chosen values by name; of many the first, and how many more."""
    joint = _("and") if every else _("or")
    if name == "region":
        return _region_words(bound, values, joint)
    labels = sorted((_label(bound, name, value) for value in values), key=prepare)
    rest = len(labels) - NAMED
    if rest <= 0:
        return get_text_list(labels, joint)
    nouns = {"country": ngettext("%(n)s more country", "%(n)s more countries", rest)}
    return get_text_list([*labels[:NAMED], nouns.get(name, _("%(n)s more")) % {"n": rest}], joint)


def _region_words(bound: RecordFilter, values: list[str], joint: str) -> str:
    """Regions as those that take part: countries of Africa or the Middle East."""
    plain = [_label(bound, "region", value) for value in values if value not in (Region.ARAB_STATES, Region.WORLD)]
    named = sorted(
        (_("the %s") % each if each == str(Region.MIDDLE_EAST.label) else each for each in plain), key=prepare
    )
    parts = [_("countries of %s") % get_text_list(named, joint)] if named else []
    parts += [str(Region.ARAB_STATES.label)] if Region.ARAB_STATES in values else []
    return get_text_list([*parts, *([_("groups of no single region")] if Region.WORLD in values else [])], joint)


def _patterns() -> dict[str, tuple[str, str]]:
    """How a sentence says the values of a filter: any of them, and all of them together."""
    return {
        "country": (_("with %s"), _("with %s together")),
        "region": (_("with %s"), ""),
        "participant": (_("with %s taking part"), _("with %s taking part together")),
        "type": (_("of type %s"), ""),
        "kind": (_("of kind %s"), ""),
        "series": (_("of %s"), ""),
        "level": (_("at the level of %s"), ""),
        "topic": (_("on %s"), ""),
        "status": (_("with status %s"), ""),
        "source": (_("in %s"), ""),
        "layer": (_("from the %s"), ""),
        "attested": (_(", %s"), ""),
    }


def _date_clause(bound: RecordFilter, query: QueryDict) -> Iterator[str]:
    since = _label(bound, "since", str(query["since"])) if query.get("since") else ""
    until = _label(bound, "until", str(query["until"])) if query.get("until") else ""
    if words := range_words(since, until):
        begun = _("that may have begun in %s") if since == until else _("that may have begun %s")
        yield (begun if query.get("began") else ", %s") % words


def range_words(since: str, until: str) -> str:
    """A range of dates, its ends in words: 2015 to 2019, from 2015 on, up to 2019; empty without one."""
    if since and until:
        return since if since == until else _("%(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return _("from %s on") % since
    return _("up to %s") % until if until else ""
