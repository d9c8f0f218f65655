"""One line to copy on a dated record: what, when and where, by whom, and no more than they can know."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation import dates
from cooperation.answers.citing import named
from cooperation.attestation import Sources, Standing, Testimony
from cooperation.choices import Kind, Precision, Status
from cooperation.dates import Edtf
from cooperation.models import Record, Statement
from cooperation.provenance import refines
from cooperation.templatetags.atlas import date_words, exactness, held_words, how_exact, nth
from cooperation.templatetags.telling import is_event, name_words

_SENTENCE_END = re.compile(r"(?<!\b[A-Z])\. (?=[A-Z])")  # not after an initial, as in U.S.
_LINE = gettext_lazy("“%(name)s”: %(happened)s%(series)s%(rest)s%(end)s.")


@dataclass(frozen=True)
class _Teller(Testimony):
    """One record with all that is said of it, and the sources that say it; `shown` is the date that the line tells."""

    record: Record

    @property
    def placing(self) -> list[Statement]:
        """Those that give the place as it is shown."""
        shown = (self.record.place_name, self.record.place_country_id or "")
        return [row for row in self.on("place") if (row.value.get("name", ""), row.value.get("country", "")) == shown]

    @property
    def foretold(self) -> bool:
        """True where what gives the date tells of something to come."""
        record = self.record
        planned = record.status == Status.PLANNED or (record.is_expected and is_event(record))
        return planned or self.worth == Standing.BEFOREHAND

    def named(self, rows: Iterable[Statement]) -> str:
        """The sources of these statements, each with its paragraphs."""
        paragraphs: dict[str, list[int]] = {}
        for row in rows:
            paragraphs.setdefault(row.source_id, []).extend([row.paragraph] if row.paragraph else [])
        return named(paragraphs, self.sources)


def copy_line(record: Record, statements: Sequence[Statement], sources: Sources, place: str) -> str:
    """One plain sentence on a dated record: what, when, where, who says so; empty without a date.

    `place` is where the atlas tells it: the day of the release and the address of the record.
    """
    shown = [row for row in statements if row.field == "date" and row.value == record.date_edtf]
    if not record.date or not shown:
        return ""
    printed = _printed_instead(record, statements, {row.source_id for row in shown})
    teller = _Teller(printed or record.date_edtf, statements, sources, record)
    sentences = [_sentence(teller), *_shown_instead(teller, shown), *_objections(teller)]
    return " ".join([*sentences, f"{_('Cooperation Atlas')}, {place}"])


def _printed_instead(record: Record, statements: Iterable[Statement], speaking: set[str]) -> str:
    """The date that the sources of an inferred one print themselves; empty where they print none."""
    if not dates.parse(record.date_edtf).approximate:
        return ""
    rows = [row for row in statements if row.field == "date" and row.source_id in speaking]
    return next((row.value for row in rows if not dates.parse(row.value).is_vague), "")


def _shown_instead(teller: _Teller, shown: Iterable[Statement]) -> list[str]:
    """That the record shows another date than the line tells, and why."""
    if teller.shown == teller.record.date_edtf:
        return []
    words = _("The record shows %(date)s, which is inferred: %(why)s.")
    why = _notes(shown, besides=_notes(teller.dating)) or _("see its page")
    return [words % {"date": date_words(teller.record.date_edtf), "why": why}]


def _sentence(teller: _Teller) -> str:
    words = {"name": capfirst(teller.record.name), "series": _series(teller.record), "happened": _happened(teller)}
    return str(_LINE) % (words | {"rest": _where_and_who(teller), "end": _outcome(teller)})


def _series(record: Record) -> str:
    """Which edition of which series, in brackets; empty where the name says no less."""
    number = record.edition.number if record.kind == Kind.EDITION else None
    if not record.series or (not number and record.series.name.casefold() == record.name.casefold()):
        return ""
    if number and {*name_words(record.series.name), str(number)} <= {*name_words(record.name)}:
        return ""
    if number:
        return _(" (%(nth)s edition of %(series)s)") % {"nth": nth(number), "series": record.series.name}
    words = _(" (an edition of %(series)s; no source in the Cooperation Atlas gives its number)")
    return words % {"series": record.series.name}


def _happened(teller: _Teller) -> str:
    """The verb and the date, as exactly as they are known, with what the date does not tell and what it is of."""
    words = "; ".join(each for each in (_caveat(teller), _notes(teller.dating)) if each)
    return _verb_and_date(teller) + (f" ({words})" if words else "")


def _verb_and_date(teller: _Teller) -> str:
    date, text = teller.date, _plain(teller.shown)
    if date.unknown_end:
        return _begins(teller) % {"date": text}
    if teller.foretold:
        planned = teller.record.status == Status.PLANNED
        return (_("was planned for %(date)s") if planned else _("was announced for %(date)s")) % {"date": text}
    met = is_event(teller.record) and teller.record.status != Status.RUNNING
    if not met or teller.worth == Standing.OPEN or date.open_end:
        return text if date.open_end else _("dated %(date)s") % {"date": text}
    if teller.worth == Standing.BEGUN:
        words = _("held from %(first)s, with %(last)s given beforehand as its last day")
        first, last = teller.shown.split("/")
        return words % {"first": date_words(first), "last": date_words(last)}
    return _("held %(date)s") % {"date": _adverb(date, text)}


def _begins(teller: _Teller) -> str:
    if teller.foretold:
        return _("was announced to open on %(date)s")
    if is_event(teller.record) and teller.worth == Standing.PAST:
        return _("opened on %(date)s")
    return _("opening dated %(date)s")


def _plain(edtf: str) -> str:
    """A date in words, without the marks that the brackets after it explain."""
    date = dates.parse(edtf)
    if date.unknown_end:
        return date_words(edtf.removesuffix("/"))
    return (
        date_words(edtf.replace("~", "")) if date.approximate and date.precision == Precision.DAY else date_words(edtf)
    )


def _adverb(date: Edtf, text: str) -> str:
    """The date as it follows a verb: on 6 July 2015, in 2009, from 19 to 21 November 2014, about 2015."""
    if date.is_interval:
        return _("from %(date)s") % {"date": text}
    if date.precision == Precision.DAY and not text[0].isalpha():
        return _("on %(date)s") % {"date": text}
    return text if date.is_vague else _("in %(date)s") % {"date": text}


def _caveat(teller: _Teller) -> str:
    """What the date does not tell, in the words of the page."""
    date = teller.date
    if date.unknown_end:
        return _("no source gives its end")
    if date.approximate:
        return _("approximate: it follows from the context, not from a printed date")
    words = how_exact(teller.record) if teller.shown == teller.record.date_edtf else exactness(date)
    return _("no end given, %(words)s") % {"words": words} if date.open_end and words else words


def _notes(rows: Iterable[Statement], besides: str = "") -> str:
    """What the atlas notes on these statements, each clause once, besides what the line has said already."""
    said, sentences = set(_clauses(besides)), []
    for sentence in [each for row in rows for each in _SENTENCE_END.split(row.note)]:
        new = [clause for clause in _clauses(sentence) if clause not in said]
        said |= set(new)
        sentences += ["; ".join(new)] if new else []
    return ". ".join(sentences)


def _clauses(text: str) -> list[str]:
    sentences = _SENTENCE_END.split(text.strip().removesuffix("."))
    return [clause for sentence in sentences for clause in sentence.split("; ") if clause]


def _where_and_who(teller: _Teller) -> str:
    """The place and the sources: once where the same ones give date and place, else each with its own."""
    dating, placing, where = teller.dating, teller.placing, _place(teller)
    by = _(", as the atlas reads %(who)s") if teller.date.approximate else _(", according to %(who)s")
    both = {row.source_id for row in dating} & {row.source_id for row in placing}
    if where and both and not teller.date.approximate:
        rows = [row for row in (*dating, *placing) if row.source_id in both]
        return f"{'' if where.startswith('in ') else ','} {where}{by % {'who': teller.named(rows)}}"
    text = by % {"who": teller.named(dating)}
    if where and placing:
        who = teller.named(placing)
        who = _("the same") if who == teller.named(dating) else who
        text += _(", and %(where)s, according to %(who)s") % {"where": where, "who": who}
    return text


def _place(teller: _Teller) -> str:
    """Where it was; what the place of an agreement is of stands in its note."""
    where = held_words(teller.record)
    note = "" if is_event(teller.record) else _notes(teller.placing, besides=_notes(teller.dating))
    return f"{where} ({note})" if where and note else where


def _outcome(teller: _Teller) -> str:
    """What is known of whether it came about, where the sources of its date do not tell."""
    record, event = teller.record, is_event(teller.record)
    if record.is_expected:
        return _expected(teller)
    if not (teller.foretold or (event and teller.worth == Standing.OPEN)):
        return "" if (event and record.status != Status.RUNNING) or record.status == Status.UNKNOWN else _status(record)
    took_place = _("; that it took place is told by %(who)s") if event else _("; that it came about is told by %(who)s")
    kinds = (
        (_("; that it opened on %(date)s is told by %(who)s"), teller.opening),
        (_("; that it began is told by %(who)s"), teller.telling(Standing.BEGUN)),
        (took_place, teller.telling(Standing.PAST, Standing.OPEN)),
    )
    first = date_words(teller.shown.partition("/")[0])
    told = "".join(words % {"date": first, "who": teller.named(rows)} for words, rows in kinds if rows)
    return told or (_expected(teller) if teller.foretold else "")


def _expected(teller: _Teller) -> str:
    if teller.record.is_expected and not teller.foretold:
        return _status(teller.record)
    if is_event(teller.record):
        return _("; no source in the Cooperation Atlas tells that it took place")
    return _("; no source in the Cooperation Atlas tells that it came about")


def _status(record: Record) -> str:
    return _("; its status in the sources is “%(status)s”") % {"status": record.status_label}


def _objections(teller: _Teller) -> list[str]:
    """Other dates that cannot be right together with the one told, and doubts about it."""
    shown, others = teller.shown, dict[str, list[Statement]]()
    for row in teller.on("date"):
        same = refines("date", row.value, shown) or refines("date", shown, row.value)
        if not same and row.value != teller.record.date_edtf:
            others.setdefault(row.value, []).append(row)
    said = [
        _("Another date, %(date)s, is given by %(who)s.") % {"date": date_words(value), "who": teller.named(rows)}
        for value, rows in others.items()
    ]
    doubts = dict.fromkeys(row.doubt for row in teller.on("date") if row.value == shown and row.doubt)
    return said + [_("Doubt: %(doubt)s") % {"doubt": doubt} for doubt in doubts]
