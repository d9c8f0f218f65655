"""The records that a query finds, the nearest first, and in what sense it was read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import Case, Count, Q, QuerySet, Value, When

from cooperation.choices import ForumType, Kind
from cooperation.dates import Edtf
from cooperation.models import HOME, Country, Record
from cooperation.search.countries import CountryNames, capitals_mark, mark
from cooperation.search.dating import Span
from cooperation.search.engine import BOUNDARY, NAMES, Either, Found, Phrase
from cooperation.search.query import Longer, Term, capitals_in, terms_of
from cooperation.search.spelling import fold
from cooperation.search.text import tokens, words

Records = TypeVar("Records", bound="QuerySet[Record]")
_SHORT_NAME = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*")


@dataclass(frozen=True)
class Reading:
    """A query, and what it was read by.

    That is the names of countries, the names that its words are short for, and which of its two capitals that are a
    country's code are printed as a word.
    """

    query: str
    names: CountryNames
    longer: Longer
    printed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, query: str, known: "Reading | None" = None) -> "Reading":
        """The query read by the names in the database; what another reading has asked for is not asked for again."""
        names = known.names if known else CountryNames.read()
        if known and set(words(query)) <= set(words(known.query)):
            return cls(query, names, known.longer, known.printed)
        return cls(query, names, _longer(query), _printed(query, names))

    @cached_property
    def terms(self) -> list[Term]:
        """What a record must fulfil."""
        return terms_of(self.query, self.names, self.longer, self.printed)

    def values(self, sort: str) -> list[str]:
        """The countries, regions or kinds that the query names."""
        return list(dict.fromkeys(term.value for term in self.terms if term.sort == sort))

    @cached_property
    def countries(self) -> list[Country]:
        """The countries that the query names, in its order, the home country aside."""
        codes = [code for code in self.values("country") if code != HOME]
        found = Country.objects.in_bulk(codes) if codes else {}
        return [found[code] for code in codes if code in found]

    @property
    def words(self) -> str:
        """What of the query stands for itself alone."""
        return " ".join(self.query[term.start : term.end] for term in self.terms if term.sort == "word")

    @property
    def span(self) -> Span | None:
        """The dates that the query names, where it names them once."""
        spans = [term.span for term in self.terms if term.span]
        return spans[0] if len(spans) == 1 else None

    @property
    def since(self) -> Edtf | None:
        """From when on."""
        return self.span.since if self.span else None

    @property
    def until(self) -> Edtf | None:
        """Until when."""
        return self.span.until if self.span else None

    def without(self, term: Term) -> str:
        """The query less one of its terms."""
        return " ".join(f"{self.query[: term.start]} {self.query[term.end :]}".split())

    def narrow(self, records: Records) -> Records:
        """Those of the records that fulfil every term; none where what is typed holds nothing to look for."""
        if not self.terms:
            return records.none() if self.query.strip() else records
        if wanted := [term.phrases for term in self.terms if not term.span]:
            records = records.filter(Found(wanted))
        for term in self.terms:
            if term.span:
                records = records.filter(_dated(term.span))
        return records

    def ranked(self, records: Records) -> Records:
        """The same records, the nearest first, those equally near by date, a series before its editions.

        Named so, series and organisations before others; named with the query as it stands; all words in the names,
        whole and with a word for a kind printed; the same with kinds of any name; all words in the names; some words
        in the names; elsewhere.
        """
        named = Q(Found([self._whole_names()], NAMES))
        classes = [named & Q(type=ForumType.SERIES), named & Q(kind=Kind.ORGANISATION), named]
        classes += [Q(Found(each, NAMES)) for each in self._nearness()]
        rows = [When(each, then=Value(place)) for place, each in enumerate(classes)]
        edition = Case(When(kind=Kind.EDITION, then=Value(1)), default=Value(0))
        return records.order_by(Case(*rows, default=Value(len(rows))), "-sort_key", edition, "slug")

    def _nearness(self) -> Iterator[Sequence[Either]]:
        """What names hold, from the query as one phrase to some of its words."""
        if len(typed := self._typed()) > 1:
            yield [(Phrase(typed),)]
        wanted = [term.phrases for term in self.terms if term.phrases]
        if wanted:
            whole = [tuple(phrase.whole() for phrase in either) for either in wanted]
            if kinds := {mark(kind) for term in self.terms if term.sort == "kind" for kind in Kind}:
                yield [tuple(phrase for phrase in either if phrase.tokens[0] not in kinds) for either in whole]
            yield whole
            yield wanted
            yield [tuple(phrase for either in wanted for phrase in either)]

    def _typed(self) -> tuple[str, ...]:
        return tuple(token.text for token in tokens(self.query))

    def _whole_names(self) -> Either:
        """What a record is called that the query is the name of, in short or in full."""
        alone = self.terms[0].phrases if len(self.terms) == 1 else ()
        named = [phrase.tokens for phrase in alone if len(phrase.tokens) > 1]
        return tuple(Phrase((BOUNDARY, *each, BOUNDARY)) for each in (self._typed(), *named))


def _printed(query: str, names: CountryNames) -> frozenset[str]:
    """Which two capitals of a query, a country's code, a record prints as a word without naming that country."""
    codes = sorted({pair for pair in capitals_in(query) if names.recorded(pair)})
    alone = {
        code: Count("pk", filter=Q(Found([(Phrase((capitals_mark(code),)),)])) & ~Q(Found([(Phrase((mark(code),)),)])))
        for code in codes
    }
    found = Record.objects.aggregate(**alone) if alone else {}
    return frozenset(code for code in codes if found[code])


def _longer(query: str) -> Longer:
    """For each word that a record has as its short name, such as WIC, what else that record is called."""
    typed = {fold(word) for word in words(query) if len(word) > 1 and word.isascii()}
    held = tuple(Phrase((BOUNDARY, word, BOUNDARY)) for word in sorted(typed))
    found: Longer = {}
    for row in Record.objects.filter(Found([held], NAMES)).order_by("slug") if held else ():
        called = [row.name, row.name_zh, *row.aliases]
        for short in filter(_SHORT_NAME.fullmatch, called):
            phrases = [Phrase(tuple(token.text for token in tokens(name))) for name in called]
            found[fold(short.casefold())] = tuple(phrase for phrase in phrases if len(phrase.tokens) > 1)
    return found


def _dated(span: Span) -> Q:
    """Records whose date may overlap the span, or whose names bear the year."""
    since, until = span.since.earliest if span.since else None, span.until.latest if span.until else None
    condition = Q(pk__in=Record.objects.between(since, until).order_by().values("pk"))
    return condition | Q(Found([(Phrase((span.year,)),)], NAMES)) if span.year else condition
