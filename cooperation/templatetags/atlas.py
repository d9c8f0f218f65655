"""What templates need to put records into words: dates, participants, statements, figures, addresses."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import ordinal
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation import dates
from cooperation.choices import INVERSE, Kind, Precision, RelationType
from cooperation.filters.words import PLURALS
from cooperation.filters.words import counted as counted_noun
from cooperation.models import HOME, Country, Participant, Record, Source

register = template.Library()
NAMED_IN_A_ROW = 4


@register.simple_block_tag
def captured(content: str) -> str:
    """What stands between, once for several places: `captured as name`."""
    return content


@register.simple_tag
def when(record: Record) -> SafeString:
    """The date of a record as people say it; machine-readable only where HTML can say it as exactly."""
    if not record.date_text:
        return format_html('<span class="none">{}</span>', _("no date given"))
    return time_element(record.date_edtf, record.date_text)


def time_element(edtf: str, text: str) -> SafeString:
    """A date in words, with its machine-readable form where HTML has one as exact."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf):
        return format_html('<time datetime="{}">{}</time>', edtf, text)
    return format_html("<span>{}</span>", text)


@register.filter
def date_words(edtf: str) -> str:
    """An EDTF text as people say it."""
    return dates.display(dates.parse(edtf)) if edtf else ""


def member_dates(joined: str, left: str) -> str:
    """Since when a country has been a member, and until when it was: since 1 May 2004; empty without either."""
    parts = ((joined, _("since %(date)s")), (left, _("until %(date)s")))
    return " ".join(words % {"date": date_words(edtf)} for edtf, words in parts if edtf)


@register.filter
def how_exact(record: Record) -> str:
    """How exactly the date of a record is known; empty for a plain day or span of days."""
    if not record.date:
        return _("from the first to the last dated edition") if record.dated else ""
    if record.date_open_end and record.date_told_until and record.date_told_until != dt.date.max:
        until = date_words(f"{record.date_told_until:%Y-%m}")
        return _("and still in %(month)s, by the newest source or edition") % {"month": until}
    return exactness(record.date)


def exactness(date: dates.Edtf) -> str:
    """How exactly a date is known; says nothing that the date in words says itself."""
    if date.one_of:
        return _("one of these; the sources do not settle which")
    if date.approximate:
        in_full = date.precision == Precision.DAY  # shown with the words: from the context
        return (
            _("inferred; no source prints it so")
            if in_full
            else _("it follows from the context, not from a printed date")
        )
    only = {Precision.YEAR: _("no source gives the month or day"), Precision.MONTH: _("no source gives the day")}
    return only.get(date.precision, "")


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
        if participant.country_id != HOME:
            (foreign if participant.is_partner else home)[str(participant.who)] = None
    return list(foreign), list(home)


def _shortened(names: list[str]) -> str:
    rest = len(names) - NAMED_IN_A_ROW
    if rest < 2:
        return ", ".join(names)
    return _("%(names)s and %(rest)s more") % {"names": ", ".join(names[:NAMED_IN_A_ROW]), "rest": rest}


@register.filter
def source_count(record: Record) -> str:
    """How many independent sources a row rests on: 2 sources."""
    return ngettext("%(n)s source", "%(n)s sources", record.origins) % {"n": record.origins}


@register.filter
def source_label(source: Source) -> str:
    """A source in few words: where its text comes from, and its date."""
    return ", ".join(part for part in (source.origin, date_words(source.date)) if part)


@register.filter
def missing_words(record: Record) -> str:
    """The fields of its kind that no source fills, in words."""
    names = {
        "date": _("the date"),
        "place": _("the place"),
        "participants": _("who takes part"),
        "status": _("the status"),
        "theme": _("the theme"),
        "country": _("the home country"),
    }
    return get_text_list([names[name] for name in record.missing], _("and"))


@register.filter
def counted(number: int, kind: str = "") -> str:
    """A number with the noun of a kind: 23 agreements."""
    return counted_noun(kind, number)


@register.filter
def kind_plural(kind: str) -> str:
    """The name of a kind's list."""
    return capfirst(str(PLURALS[Kind(kind)]))


@register.filter
def link_to(who: Any) -> SafeString | str:
    """A country or organisation with the link to its page; China, unnamed groups and what is gone have none."""
    if not hasattr(who, "get_absolute_url") or getattr(who, "code", "") == HOME:
        return str(who)
    return format_html('<a href="{}">{}</a>', who.get_absolute_url(), who)


@register.filter
def linked(participant: Participant) -> SafeString | str:
    """Who a participant is, with the link to its page."""
    return link_to(participant.who)


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
    return link_to(country)


@register.filter
def by_role(participants: Iterable[Participant]) -> list[Participant]:
    """Participants of one role together, in the order in which the roles first appear."""
    rows = list(participants)
    roles = list(dict.fromkeys(row.role for row in rows))
    return sorted(rows, key=lambda row: roles.index(row.role))
