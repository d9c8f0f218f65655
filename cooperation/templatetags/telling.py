"""How a date is told: announced or reported, and one line to copy with who says so."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.choices import Attestation, Kind, Precision, Status
from cooperation.models import Record, Source, Statement
from cooperation.provenance import DONE, refines
from cooperation.templatetags.atlas import date_words, held_words, nth, place_words

register = template.Library()
Sources = Mapping[str, Source]
NAMED_IN_A_LINE = 3
_ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
}
_EVENTS = {Kind.FORUM, Kind.EDITION}
_DATED = gettext_lazy("%(what)s: dated %(date)s%(rest)s%(end)s.")
_BEGUN = gettext_lazy("%(what)s: %(date)s%(rest)s%(end)s.")
_REPORTED = {  # by whether it is an edition
    True: gettext_lazy("%(what)s was held %(date)s%(rest)s%(end)s."),
    False: gettext_lazy("%(what)s took place %(date)s%(rest)s%(end)s."),
}
_FORETOLD = {  # by whether it was planned, and whether it is an edition
    (False, True): gettext_lazy("%(what)s was announced for %(date)s%(rest)s%(end)s."),
    (True, True): gettext_lazy("%(what)s was planned for %(date)s%(rest)s%(end)s."),
    (False, False): gettext_lazy("%(what)s: announced for %(date)s%(rest)s%(end)s."),
    (True, False): gettext_lazy("%(what)s: planned for %(date)s%(rest)s%(end)s."),
}


@register.filter
def told(record: Record) -> str:
    """Whether a meeting is reported, or was only announced, in few words; empty where that is not known."""
    if record.is_expected and not _is_event(record):
        return record.expected_label
    if record.is_expected:
        return _("planned only") if record.status == Status.PLANNED else _("announced only")
    words = {str(Attestation.REPORTED): _("reported"), str(Attestation.DATED_BEFORE): _("dated beforehand")}
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
    if record.attested == Attestation.DATED_BEFORE:
        return _("these days were announced beforehand; a later source tells that it took place")
    return _("reported") if record.attested == Attestation.REPORTED else ""


def name_words(name: str) -> list[str]:
    """The words of a name as they are compared: without accents and case, ordinals as figures, in the singular."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return [_plain_word(word) for word in re.findall(r"\w+", plain)]


def _plain_word(word: str) -> str:
    if number := re.fullmatch(r"(\d+)(st|nd|rd|th)", word):
        return number[1]
    singular = word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
    return _ORDINALS.get(word, singular)


@dataclass(frozen=True, slots=True)
class _Teller:
    """One record with all that is said of it, and the sources that say it."""

    record: Record
    statements: Sequence[Statement]
    sources: Sources

    def on(self, field: str) -> list[Statement]:
        """The statements on one field, in the record's order."""
        return [row for row in self.statements if row.field == field]

    @property
    def dating(self) -> list[Statement]:
        """Those that give the date as it is shown."""
        return [row for row in self.on("date") if row.value == self.record.date_edtf]

    @property
    def placing(self) -> list[Statement]:
        """Those that give the place as it is shown."""
        shown = (self.record.place_name, self.record.place_country_id or "")
        return [row for row in self.on("place") if (row.value.get("name", ""), row.value.get("country", "")) == shown]

    @property
    def witnesses(self) -> list[Statement]:
        """Those that tell of it as past."""
        return [row for row in self.on("status") if row.value in DONE]

    def named(self, rows: Iterable[Statement]) -> str:
        """The sources of these statements, each with its paragraphs; the first three, and how many more."""
        paragraphs: dict[str, list[int]] = {}
        for row in rows:
            paragraphs.setdefault(row.source_id, []).extend([row.paragraph] if row.paragraph else [])
        names = [cited(self.sources[slug], numbers) for slug, numbers in paragraphs.items()]
        rest = len(names) - NAMED_IN_A_LINE
        text = "; ".join(names[:NAMED_IN_A_LINE])
        more = ngettext("%(names)s; and %(n)s more source", "%(names)s; and %(n)s more sources", rest)
        return more % {"names": text, "n": rest} if rest > 0 else text


def cited(source: Source, paragraphs: Iterable[int] = ()) -> str:
    """A source as a line names it: “Title” (who says it, when, paragraph 12)."""
    date, numbers = date_words(source.date), sorted(set(paragraphs))
    speaker = source.publisher
    if source.origin not in source.publisher:
        speaker = _("%(origin)s; publisher: %(publisher)s") % {"origin": source.origin, "publisher": source.publisher}
    place = ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", len(numbers))
    told_in = [place % {"numbers": ", ".join(map(str, numbers))}] if numbers else []
    if source.publisher in source.title and date in source.title:
        return ", ".join([source.title, *told_in])
    inside = ", ".join(part for part in (speaker, date, *told_in) if part)
    return f"“{source.title}” ({inside})"


def copy_line(record: Record, statements: Sequence[Statement], sources: Sources) -> str:
    """One plain sentence on a dated record: what, when, where, who says so, and the address; empty without a date."""
    teller = _Teller(record, statements, sources)
    if not record.date or not teller.dating:
        return ""
    sentences = [capfirst(_sentence(teller)), *_objections(teller), f"{_('Cooperation Atlas')}, {_address(record)}"]
    return " ".join(sentences)


def _address(record: Record) -> str:
    return f"{settings.SITE_URL}{record.get_absolute_url()}"


def _sentence(teller: _Teller) -> str:
    words = {"what": _subject(teller.record), "rest": _where_and_who(teller), "end": _outcome(teller)}
    return _happened(teller.record) % words


def _is_event(record: Record) -> bool:
    return record.kind in _EVENTS


def _foretold(record: Record) -> bool:
    """True where what gives the date tells of something to come."""
    if record.status == Status.PLANNED or (record.is_expected and _is_event(record)):
        return True
    return record.attested in (Attestation.ANNOUNCED, Attestation.DATED_BEFORE)


def _happened(record: Record) -> str:
    """The sentence with its verb and date, as exactly as they are known; no verb has to agree with a plural name."""
    text = _with_caveat(record, date_words(record.date_edtf))
    is_edition = record.kind == Kind.EDITION
    if _foretold(record):
        sentence = _FORETOLD[record.status == Status.PLANNED, is_edition]
    elif _is_event(record) and record.attested == Attestation.REPORTED:
        sentence, text = _REPORTED[is_edition], _with_caveat(record, _adverb(record))
    else:
        begun = record.date and (record.date.open_end or record.date.unknown_end)
        sentence = _BEGUN if begun else _DATED
    return str(sentence).replace("%(date)s", text.replace("%", "%%"))


def _outcome(teller: _Teller) -> str:
    """What is known of whether it came about, where the sources of its date do not tell."""
    record = teller.record
    if record.is_expected and not _foretold(record):
        return _("; its status in the sources is “%(status)s”") % {"status": record.status_label}
    if record.is_expected and _is_event(record):
        return _("; no source in the Cooperation Atlas tells that it took place")
    if record.is_expected:
        return _("; no source in the Cooperation Atlas tells that it came about")
    if ((_is_event(record) and record.attested != Attestation.REPORTED) or _foretold(record)) and teller.witnesses:
        words = _("; that it took place is told by %(who)s")
        return (words if _is_event(record) else _("; that it came about is told by %(who)s")) % {
            "who": teller.named(teller.witnesses)
        }
    return ""


def _subject(record: Record) -> str:
    number = record.edition.number if record.kind == Kind.EDITION else None
    if not record.series or {*name_words(record.series.name), str(number)} <= {*name_words(record.name)}:
        return record.name
    words = {"name": record.name, "series": record.series.name, "nth": nth(number) if number else ""}
    if number:
        return _("%(name)s (%(nth)s edition of %(series)s)") % words
    return _("%(name)s (an edition of %(series)s; no source in the Cooperation Atlas gives its number)") % words


def _adverb(record: Record) -> str:
    """The date as it follows a verb: on 6 July 2015, in 2009, from 19 to 21 November 2014, about 2015."""
    date, text = record.date, date_words(record.date_edtf)
    if date is None or date.unknown_end:
        return text
    if date.open_end:
        return _("from %(date)s on") % {"date": date_words(record.date_edtf.removesuffix("/.."))}
    if date.is_interval:
        return _("from %(date)s") % {"date": text}
    if date.precision == Precision.DAY and not text[0].isalpha():
        return _("on %(date)s") % {"date": text}
    return text if date.is_vague else _("in %(date)s") % {"date": text}


def _with_caveat(record: Record, text: str) -> str:
    """What the date does not tell, beside it."""
    date = record.date
    if date and date.one_of:
        return _("%(date)s (the sources do not settle which)") % {"date": text}
    if date and date.open_end:
        return _("%(date)s (no end given)") % {"date": text}
    if date and date.precision == Precision.DAY:
        return text
    return _("%(date)s (no source gives the day)") % {"date": text}


def _where_and_who(teller: _Teller) -> str:
    """The place and the sources: once where the same ones give date and place, else each with its own."""
    dating, placing = teller.dating, teller.placing
    where = held_words(teller.record)
    speakers = {row.source_id for row in dating}
    both = speakers & {row.source_id for row in placing}
    if where and both:
        rows = [row for row in (*dating, *placing) if row.source_id in both]
        return _(" %(where)s, according to %(who)s") % {"where": where, "who": teller.named(rows)}
    text = _(", according to %(who)s") % {"who": teller.named(dating)}
    if where and placing:
        words = {"place": place_words(teller.record), "who": teller.named(placing)}
        text += _("; place: %(place)s, according to %(who)s") % words
    return text


def _objections(teller: _Teller) -> list[str]:
    """Other dates that cannot be right together with this one, and doubts about it."""
    shown, others = teller.record.date_edtf, dict[str, list[Statement]]()
    for row in teller.on("date"):
        if not refines("date", row.value, shown) and not refines("date", shown, row.value):
            others.setdefault(row.value, []).append(row)
    said = [
        _("Another date, %(date)s, is given by %(who)s.") % {"date": date_words(value), "who": teller.named(rows)}
        for value, rows in others.items()
    ]
    doubts = dict.fromkeys(row.doubt for row in teller.dating if row.doubt)
    return said + [_("Doubt: %(doubt)s") % {"doubt": doubt} for doubt in doubts]


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
