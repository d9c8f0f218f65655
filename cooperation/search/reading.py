"""The records that a query finds, the nearest first, and in what sense it was read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import Case, Q, QuerySet, Value, When

from cooperation.dates import Edtf
from cooperation.models import Record
from cooperation.search.countries import CountryNames
from cooperation.search.dating import Span
from cooperation.search.engine import BOUNDARY, NAMES, Either, Found, Phrase
from cooperation.search.query import Longer, Term, terms_of
from cooperation.search.spelling import fold
from cooperation.search.text import tokens, words

Records = TypeVar("Records", bound="QuerySet[Record]")
_SHORT_NAME = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*")


@dataclass(frozen=True)
class Reading:
    """A query, the names of countries that it was read by, and the names that its words are short for."""

    query: str
    names: CountryNames
    longer: Longer

    @classmethod
    def of(cls, query: str, known: "Reading | None" = None) -> "Reading":
        """The query read by the names in the database; what another reading has asked for is not asked for again."""
        if not known:
            return cls(query, CountryNames.read(), _longer(query))
        covered = set(words(query)) <= set(words(known.query))
        return cls(query, known.names, known.longer if covered else _longer(query))

    @cached_property
    def terms(self) -> list[Term]:
        """What a record must fulfil."""
        return terms_of(self.query, self.names, self.longer)

    def values(self, sort: str) -> list[str]:
        """The countries, regions or kinds that the query names."""
        return list(dict.fromkeys(term.value for term in self.terms if term.sort == sort))

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
        """The same records, the nearest first, those equally near by date.

        Named so; all words in the names, whole; all words in the names; some words in the names; elsewhere.
        """
        wanted = [term.phrases for term in self.terms if term.phrases]
        classes: list[Sequence[Either]] = [[self._whole_names()]]
        if wanted:
            whole = [tuple(phrase.whole() for phrase in either) for either in wanted]
            some = [tuple(phrase for either in wanted for phrase in either)]
            classes += [whole, wanted, some]
        rows = [When(Found(each, NAMES), then=Value(place)) for place, each in enumerate(classes)]
        return records.order_by(Case(*rows, default=Value(len(rows))), "-sort_key", "slug")

    def _whole_names(self) -> Either:
        """What a record is called that the query is the name of, in short or in full."""
        alone = self.terms[0].phrases if len(self.terms) == 1 else ()
        named = [phrase.tokens for phrase in alone if len(phrase.tokens) > 1]
        typed = tuple(token.text for token in tokens(self.query))
        return tuple(Phrase((BOUNDARY, *each, BOUNDARY)) for each in (typed, *named))


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
