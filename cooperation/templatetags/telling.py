"""How a date is told: announced or reported, in few words and in many."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.choices import Attestation, Kind, Status
from cooperation.models import Record
from cooperation.provenance import DONE
from cooperation.search.spelling import ORDINALS
from cooperation.templatetags.atlas import nth

register = template.Library()
_ORDINALS = {word: str(number) for number, word in enumerate(ORDINALS, 1)}
_EVENTS = {Kind.FORUM, Kind.EDITION}


def is_event(record: Record) -> bool:
    """True for a meeting, which takes place; other records come about."""
    return record.kind in _EVENTS


@register.filter
def told(record: Record) -> str:
    """Whether a meeting is reported, or was only announced, in few words; empty where that is not known."""
    if record.is_expected and not is_event(record):
        return record.expected_label
    if record.is_expected:
        return _("planned only") if record.status == Status.PLANNED else _("announced only")
    words = {
        str(Attestation.REPORTED): _("reported"),
        str(Attestation.BEGUN): _("reported as begun"),
        str(Attestation.DATED_BEFORE): _("dated beforehand"),
    }
    return words.get(record.attested, record.status_label if record.status in DONE else "")


@register.filter
def told_fully(record: Record) -> str:
    """As `told`, for a reader who meets the word for the first time."""
    if record.is_expected:
        planned = record.status == Status.PLANNED
        return (
            _("planned; no source tells that it took place")
            if planned
            else _("announced beforehand; no source tells that it took place")
        )
    words = {
        str(Attestation.REPORTED): _("reported"),
        str(Attestation.BEGUN): _("reported as begun; its last day was given beforehand"),
        str(Attestation.DATED_BEFORE): _("these days were given beforehand; a later source tells that it took place"),
    }
    return words.get(record.attested, "")


def name_words(name: str) -> list[str]:
    """The words of a name as they are compared: without accents and case, ordinals as figures, in the singular."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return [_plain_word(word) for word in re.findall(r"\w+", plain)]


def _plain_word(word: str) -> str:
    if number := re.fullmatch(r"(\d+)(st|nd|rd|th)", word):
        return number[1]
    singular = word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
    return _ORDINALS.get(word, singular)


@register.filter
def calendar_address(record: Record) -> str:
    """The page of the calendar for the month or else the year in which a date begins; empty where neither is known."""
    date = record.date
    if date is None or date.earliest.year != date.begun_by.year:
        return ""
    year, month = f"{date.earliest:%Y}", f"{date.earliest:%m}"
    if date.earliest.month == date.begun_by.month:
        return reverse("calendar-month", args=[year, month])
    return reverse("calendar-year", args=[year])


@register.filter
def independent(record: Record) -> str:
    """How many independent sources those of a record are, where some share their origin."""
    return ngettext("of one origin", "of %(n)s origins", record.origins) % {"n": record.origins}


@register.filter
def either(values: Iterable[Any]) -> str:
    """Values of which any may be meant: 2020, 2021 or 2022."""
    return get_text_list([str(value) for value in values], _("or"))


@register.filter
def ordinals(runs: Iterable[tuple[int, int]]) -> str:
    """Runs of numbers in words: 3rd, 5th to 7th and 9th."""
    parts = []
    for first, last in runs:
        if last - first < 2:
            parts += [nth(number) for number in range(first, last + 1)]
        else:
            parts.append(_("%(first)s to %(last)s") % {"first": nth(first), "last": nth(last)})
    return get_text_list(parts, _("and"))
