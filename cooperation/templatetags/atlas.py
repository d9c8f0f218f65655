"""What templates need to put records into words: dates, participants, statements, figures, addresses."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import ordinal
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import RequestContext
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cooperation import dates
from cooperation.choices import INVERSE, Kind, Precision, Qualifier, RelationType, Role, Status
from cooperation.facets import HOME
from cooperation.filters.words import counted as counted_noun
from cooperation.models import Country, Figure, Group, Participant, Record, RecordCountry, Source, Statement
from cooperation.provenance import Line, identity

register = template.Library()
Names = Mapping[str, Any]
NAMED_IN_A_ROW = 4
FIELDS = {
    "name": gettext_lazy("Name"),
    "name_zh": gettext_lazy("Chinese name"),
    "date": gettext_lazy("Date"),
    "place": gettext_lazy("Place"),
    "participants": gettext_lazy("Participants"),
    "status": gettext_lazy("Status"),
    "theme": gettext_lazy("Theme"),
    "number": gettext_lazy("Number"),
    "country": gettext_lazy("Home country"),
}


@register.simple_tag
def when(record: Record) -> SafeString:
    """The date of a record as people say it; machine-readable only where HTML can say it as exactly."""
    if not record.date_text:
        return format_html('<span class="none">{}</span>', _("no date given"))
    return _time(record.date_edtf, record.date_text)


def _time(edtf: str, text: str) -> SafeString:
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf):
        return format_html('<time datetime="{}">{}</time>', edtf, text)
    return format_html("<span>{}</span>", text)


@register.filter
def date_words(edtf: str) -> str:
    """An EDTF text as people say it."""
    return dates.display(dates.parse(edtf), get_language() or "en") if edtf else ""


@register.filter
def how_exact(record: Record) -> str:
    """How exactly the date of a record is known; empty for a plain day or span of days."""
    if not record.date:
        return _("from the first to the last dated edition") if record.dated else ""
    if record.date.one_of:
        return _("one of these; the sources do not settle which")
    if record.date.approximate:
        return _("approximate: the year follows from the context, not from a printed date")
    if record.date.uncertain:
        return _("uncertain")
    only = {Precision.YEAR: _("no source gives the month or day"), Precision.MONTH: _("no source gives the day")}
    return only.get(record.date.precision, "")


@register.filter
def partners(record: Record) -> str:
    """Who takes part besides China, for a row: with Germany, BITKOM; a Chinese body alone is named with by."""
    foreign, home = _sides(record.participants.all())
    if foreign:
        return _("with %(names)s") % {"names": _shortened(foreign)}
    return _("by %(names)s") % {"names": _shortened(home)} if home else ""


def _sides(participants: Iterable[Participant]) -> tuple[list[str], list[str]]:
    foreign: dict[str, None] = {}
    home: dict[str, None] = {}
    for participant in participants:
        if participant.country_id == HOME:
            continue
        body = participant.organisation or participant.group
        is_home = body is not None and body.country_id == HOME
        (home if is_home else foreign)[str(participant.who)] = None
    return list(foreign), list(home)


def _shortened(names: list[str]) -> str:
    rest = len(names) - NAMED_IN_A_ROW
    if rest < 2:
        return ", ".join(names)
    return _("%(names)s and %(rest)s more") % {"names": ", ".join(names[:NAMED_IN_A_ROW]), "rest": rest}


@register.filter
def source_count(record: Record) -> str:
    """How many sources a row rests on: 2 sources."""
    number = len({row.source_id for row in record.all_statements})  # type: ignore[attr-defined]
    return ngettext("%(n)s source", "%(n)s sources", number) % {"n": number}


@register.filter
def source_label(source: Source) -> str:
    """A source in few words: where its text comes from, and its date."""
    return ", ".join(part for part in (source.origin, date_words(source.date)) if part)


@register.filter
def counted(number: int, kind: str = "") -> str:
    """A number with the noun of a kind: 23 agreements."""
    return counted_noun(kind, number)


@register.filter
def kind_plural(kind: str) -> str:
    """The name of a kind's list."""
    names = {
        "agreement": _("Agreements"),
        "forum": _("Forums"),
        "edition": _("Editions"),
        "organisation": _("Organisations"),
        "initiative": _("Initiatives"),
    }
    return names[str(Kind(kind))]


@register.simple_tag
def field_label(key: str, figures: Iterable[Figure]) -> str:
    """The field of a ledger line in words; a figure by what it counts."""
    if key.startswith("figure:"):
        labels = {f"figure:{figure.key}": figure.label for figure in figures}
        return labels.get(key, _("Figure"))
    return str(FIELDS[key])


@register.simple_tag
def said(field: str, value: Any, names: Names, unit: str = "") -> SafeString | str:
    """The value of a statement in words, with links to the countries and organisations it names."""
    if field.startswith("figure"):
        return figure_words(value, unit)
    pen = _PENS.get(field)
    return pen(value, names) if pen else str(value)


def _said_date(value: str, names: Names) -> SafeString:
    return _time(value, date_words(value))


def _said_place(value: Mapping[str, str], names: Names) -> SafeString:
    parts = [value["name"]] if value.get("name") else []
    if value.get("country"):
        parts.append(_linked(names[f"country:{value['country']}"]))
    return format_html_join(", ", "{}", ((part,) for part in parts))


def _said_participants(value: list[Mapping[str, str]], names: Names) -> SafeString:
    rows = ((_linked(names[identity(item)]), Role(item["role"]).label) for item in value)
    return format_html(
        '<ul class="plain">{}</ul>', format_html_join("", '<li>{} <span class="muted">({})</span></li>', rows)
    )


def _said_chinese(value: str, names: Names) -> SafeString:
    return format_html('<span lang="zh-Hans">{}</span>', value)


_PENS: dict[str, Callable[[Any, Names], SafeString | str]] = {
    "date": _said_date,
    "place": _said_place,
    "participants": _said_participants,
    "name_zh": _said_chinese,
    "status": lambda value, names: str(Status(value).label),
    "number": lambda value, names: str(ordinal(value)),
    "country": lambda value, names: _linked(names[f"country:{value}"]),
}


def _linked(who: Any) -> SafeString | str:
    """A country or organisation with the link to its page; China and unnamed groups have none."""
    if isinstance(who, Group) or getattr(who, "code", "") == HOME:
        return str(who)
    return format_html('<a href="{}">{}</a>', who.get_absolute_url(), who)


@register.filter
def linked(participant: Participant) -> SafeString | str:
    """Who a participant is, with the link to its page."""
    return _linked(participant.who)


def figure_words(value: Mapping[str, str], unit: str) -> str:
    """A number as its source gives it: more than 500 letters (as of 2010)."""
    whole = number_format(value["number"], use_l10n=True, force_grouping=True)
    qualifier = str(Qualifier(value.get("qualifier", Qualifier.EXACT)).label)
    words = " ".join(part for part in (qualifier, whole, unit) if part)
    as_of = value.get("as_of", "")
    return _("%(figure)s (as of %(date)s)") % {"figure": words, "date": date_words(as_of)} if as_of else words


@register.filter
def as_words(figure: Figure) -> str:
    """A figure that a record shows, in words."""
    number = f"{figure.number:f}".rstrip("0").rstrip(".")
    return figure_words({"number": number, "qualifier": figure.qualifier, "as_of": figure.as_of}, figure.unit)


@register.simple_tag
def unit_of(key: str, figures: Iterable[Figure]) -> str:
    """The unit of the figure that a ledger line speaks of."""
    return next((figure.unit for figure in figures if f"figure:{figure.key}" == key), "")


@register.filter
def relation_words(relation_type: str) -> str:
    """How a record hangs on another, said from its own side."""
    return str(RelationType(relation_type).label)


@register.filter
def inverse_words(relation_type: str) -> str:
    """How a record hangs on another, said from the other side."""
    return str(INVERSE[RelationType(relation_type)])


@register.filter
def nth(number: int) -> str:
    """A number as an ordinal: 4th."""
    return str(ordinal(number))


@register.simple_tag
def page_numbers(page: Page[Record]) -> list[int | str]:
    """The page numbers worth offering; a gap is an ellipsis."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def here(context: RequestContext, address: str) -> SafeString:
    """Marks the entry of the navigation under which the page lies; editions lie under their forums."""
    request: HttpRequest | None = context.get("request")
    path = request.path.replace("/editions/", "/forums/") if request else ""
    if path == address:
        return SafeString(' aria-current="page"')
    return SafeString(' aria-current="true"') if path.startswith(address) else SafeString("")


@register.filter
def place_words(record: Record) -> str:
    """Where it took place: Brussels, Belgium."""
    return ", ".join(str(part) for part in (record.place_name, record.place_country) if part)


@register.filter
def held_words(record: Record) -> str:
    """Where it took place, as a row says it: in Brussels, Belgium; online."""
    place = place_words(record)
    return place if not place or place.casefold() == "online" else _("in %(place)s") % {"place": place}


@register.filter
def country_link(country: Country) -> SafeString | str:
    """A country with the link to its page; China has none."""
    return _linked(country)


@register.filter
def by_role(participants: Iterable[Participant]) -> list[Participant]:
    """Participants of one role together, in the order in which the roles first appear."""
    rows = list(participants)
    roles = list(dict.fromkeys(row.role for row in rows))
    return sorted(rows, key=lambda row: roles.index(row.role))


@register.filter
def bloc_words(links: Iterable[RecordCountry]) -> SafeString:
    """Through which blocs a record counts, and whether membership on its date is certain."""
    rows = ((link.bloc, _(" (membership on that date is possible)") if link.vague else "") for link in links)
    return format_html_join(
        "", "<span>{}</span>", ((_("through %(bloc)s%(doubt)s") % {"bloc": b, "doubt": d},) for b, d in rows)
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that a source gives, with every statement that gives it."""

    value: Any
    rows: list[Statement]


@register.filter
def said_by(line: Line, source: Source) -> list[Claim]:
    """What one source says on one line of a ledger, each different value once."""
    rows = next((rows for speaker, rows in line.said if speaker.pk == source.pk), [])
    claims: list[Claim] = []
    for row in rows:
        same = next((claim for claim in claims if claim.value == row.value), None)
        if same:
            same.rows.append(row)
        else:
            claims.append(Claim(row.value, [row]))
    return claims


@register.filter
def paragraphs_of(ledger: Iterable[Line], source: Source) -> list[int]:
    """The paragraphs of a source on which a record rests."""
    said = [rows for line in ledger for speaker, rows in line.said if speaker.pk == source.pk]
    return sorted({row.paragraph for rows in said for row in rows if row.paragraph})
