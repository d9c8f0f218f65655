"""What a reader typed, read: a row of terms, all of which a record must fulfil, in any order."""

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from cooperation.choices import Kind
from cooperation.models import HOME
from cooperation.search.countries import TWO_CAPITALS, CountryNames, capitals_mark, mark, name_units
from cooperation.search.dating import Span, dated_at
from cooperation.search.engine import Either, Phrase
from cooperation.search.spelling import JOINED, beginnings, fold, letters
from cooperation.search.text import Unit, tokens
from cooperation.search.vocabulary import KIND_WORDS, REGION_KEYS, SILENT, SYNONYMS

Longer = dict[str, Either]
_LONGEST_REGION = 8
_SHORTEST_REST = 2


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a reader looks for: where it is typed, what it was read as, and what it is looked for by.

    `sort` is country, region, kind, date or word; `value` the code, region or kind.
    """

    start: int
    end: int
    sort: str
    value: str
    phrases: Either
    span: Span | None = None


def terms_of(query: str, names: CountryNames, longer: Longer, printed: Collection[str] = ()) -> list[Term]:
    """The terms of a query; words that stand for nothing count only where nothing else is typed.

    `longer` holds, for words that are short names, the phrases that they are short for; `printed` the codes of
    countries that records print as a word, such as IT.
    """
    row, found, silent = name_units(query), list[Term](), list[Term]()
    while row:
        terms = _next(query, row, names, printed)
        for term in terms:
            typed = query[term.start : term.end].casefold() if term.sort == "word" else ""
            more = longer.get(fold(typed), ())
            (silent if typed in SILENT else found).append(replace(term, phrases=(*term.phrases, *more)))
        row = [unit for unit in row if unit.start >= terms[-1].end]
    return found or silent


def _next(query: str, row: list[Unit], names: CountryNames, printed: Collection[str]) -> list[Term]:
    """What stands first in the rest of a query."""
    first = row[0]
    if span := dated_at(query, first.start):
        years: Either = (Phrase((span.year,)),) if span.year else ()
        return [Term(first.start, span.end, "date", "", years, span)]
    if first.is_single:
        return _of_run(query, row[: _run_length(row)], names)
    alone = len(name_units(query)) == 1
    return [
        _country(row, names)
        or _capitals(query, first, names, () if alone else printed, alone=alone)
        or _region(row)
        or _kind(first)
        or _pair(row)
        or _word(first)
    ]


def _run_length(row: list[Unit]) -> int:
    """How many characters follow each other without a space, a number between 第 and 届 included."""
    length = 1
    while length < len(row) and row[length].start == row[length - 1].end:
        if not row[length].is_single and row[length - 1].text != "第":
            break
        length += 1
    return length


def _of_run(query: str, run: list[Unit], names: CountryNames) -> list[Term]:
    """Chinese has no spaces: a run is all that it names, or names of countries about a phrase."""
    named = list(_pieces(run, names))
    if all(named):
        return [piece for piece in named if piece]
    first, last = 0, len(run)
    head, tail = list[Term](), list[Term]()
    if (piece := named[0]) and _may_leave(run, piece):
        head, first = [piece], next(i for i, unit in enumerate(run) if unit.start >= piece.end)
    if (piece := named[-1]) and _may_leave(run, piece):
        tail, last = [piece], next(i for i, unit in enumerate(run) if unit.start >= piece.start)
    start, end = run[first].start, run[last - 1].end
    phrase = Phrase(tuple(token.text for token in tokens(query[start:end])))
    return [*head, Term(start, end, "word", "", (phrase,)), *tail]


def _may_leave(run: list[Unit], piece: Term) -> bool:
    """A country's name stands for itself where more than one character is left: 印度洋 is not of 印度."""
    rest = run[-1].end - run[0].start - (piece.end - piece.start)
    return piece.sort == "country" and piece.value != HOME and rest >= _SHORTEST_REST


def _pieces(run: list[Unit], names: CountryNames) -> Iterator[Term | None]:
    """What a run names, piece by piece; None for what is a word only."""
    place = 0
    while place < len(run):
        rest = run[place:]
        term = _country(rest, names) or _region(rest) or _kind_of_run(rest)
        yield term
        place = (
            next((i for i, unit in enumerate(run) if term and unit.start >= term.end), len(run)) if term else place + 1
        )


def _country(row: list[Unit], names: CountryNames) -> Term | None:
    length, code = names.typed(row[: names.longest])
    phrase = Phrase((mark(code),)) if code else None
    return Term(row[0].start, row[length - 1].end, "country", code, (phrase,)) if phrase else None


def capitals_in(query: str) -> list[str]:
    """The words of two capitals that a query holds."""
    return TWO_CAPITALS.findall(unicodedata.normalize("NFKC", query))


def _capitals(query: str, unit: Unit, names: CountryNames, printed: Collection[str], *, alone: bool) -> Term | None:
    """Two capitals, or a code alone, stand for a country or for themselves as a whole word."""
    typed = unicodedata.normalize("NFKC", query[unit.start : unit.end])
    code = names.recorded(typed)
    if not TWO_CAPITALS.fullmatch(typed) and not (alone and code):
        return None
    both = Phrase((capitals_mark(typed),))
    if not code or code in printed:
        return Term(unit.start, unit.end, "word", "", (both,))
    return Term(unit.start, unit.end, "country", code, (both, Phrase((mark(code),))))


def _region(row: list[Unit]) -> Term | None:
    """The longest name of a region that begins here: its records, and those that print the name."""
    for length in range(min(len(row), _LONGEST_REGION), 0, -1):
        part = row[:length]
        if region := REGION_KEYS.get("".join(unit.text for unit in part)):
            printed = Phrase(tuple(fold(unit.text) for unit in part))
            return Term(part[0].start, part[-1].end, "region", region, (printed, Phrase((mark(region),))))
    return None


def _kind(unit: Unit) -> Term | None:
    """A word for a kind: the records of it, and those that print the word."""
    kinds = KIND_WORDS.get(fold(unit.text))
    return _of_kinds(unit.start, unit.end, kinds, _phrases(unit.text)) if kinds else None


def _kind_of_run(run: list[Unit]) -> Term | None:
    word = "".join(unit.text for unit in run[:2])
    kinds = KIND_WORDS.get(word)
    return _of_kinds(run[0].start, run[1].end, kinds, (Phrase(tuple(word)),)) if kinds else None


def _of_kinds(start: int, end: int, kinds: tuple[Kind, ...], printed: Either) -> Term:
    return Term(start, end, "kind", kinds[0], (*printed, *(Phrase((mark(kind),)) for kind in kinds)))


def _pair(row: list[Unit]) -> Term | None:
    """Two words that are also written as one: cyber security."""
    whole = "".join(fold(unit.text) for unit in row[:2])
    return (
        Term(row[0].start, row[1].end, "word", "", (Phrase((whole,), True),)) if whole in JOINED and row[1:] else None
    )


def _word(unit: Unit) -> Term:
    return Term(unit.start, unit.end, "word", "", _phrases(unit.text))


def _phrases(word: str) -> Either:
    """The word in its spellings and, from two letters on, what it may be the beginning of."""
    if len(word) == 1 or word.isdigit():
        return (Phrase((fold(word),)),)
    begun = [Phrase((form,), True) for form in beginnings(word)]
    if not fold(word).startswith(letters(word)):
        begun.append(Phrase((fold(word),)))
    return (*begun, *(Phrase((other,)) for other in SYNONYMS.get(fold(word), ())))
