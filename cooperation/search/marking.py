"""Where a text fulfils a query: what is found is marked, and what explains the hit is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cooperation.models import Participant, Record
from cooperation.search.countries import mark
from cooperation.search.index import own_names
from cooperation.search.query import Term
from cooperation.search.reading import Reading
from cooperation.search.text import tokens

Place = tuple[int, int]
_BEFORE, _AFTER = 60, 140
_MOST_PARTIES, _FEW = 2, 5


@dataclass(frozen=True, slots=True)
class Hit:
    """How a row of a list shows why it was found; what its name explains is shown by no more."""

    name: SafeString
    name_zh: SafeString
    alias: SafeString | str = ""
    parties: SafeString | str = ""
    snippet: SafeString | str = ""
    is_given: bool = True  # its alias is a name that it has, not one made of its series, number and year
    also: "tuple[Marked, ...]" = ()  # the alias, or else the participants


def hit(record: Record, reading: Reading) -> Hit:
    """Why a record was found, told by the first of its texts that do so: names, aliases, participants, summary."""
    name, name_zh = Marked(record.name, reading), Marked(record.name_zh, reading)
    missing = {term for term in reading.terms if not term.span} - name.found - name_zh.found
    alias = _other_name(record, reading, missing) if missing else None
    missing -= alias.found if alias else set()
    parties = _parties(record, reading, missing)
    missing -= set().union(*(each.found for each in parties))
    summary = Marked(record.summary, reading)
    return Hit(
        name.html(),
        name_zh.html(),
        alias.html() if alias else "",
        format_html_join(", ", "{}", ((each.html(),) for each in parties)),
        summary.snippet() if summary.found & missing else "",
        is_given=not alias or alias.text in record.aliases,
        also=(alias,) if alias else tuple(parties),
    )


def _other_name(record: Record, reading: Reading, missing: set[Term]) -> "Marked | None":
    """The one of its names, its first two aside, that explains most of what these do not."""
    others = [each for each in _marked(own_names(record), reading) if each.found & missing]
    return max(others, key=lambda each: (len(each.found & missing), len(each.found)), default=None)


def _marked(texts: Iterable[str], reading: Reading) -> Iterator["Marked"]:
    return (Marked(text, reading) for text in texts)


def _parties(record: Record, reading: Reading, missing: set[Term]) -> list["Marked"]:
    """The participants that fulfil what the names do not, each by the name that does so."""
    found: list[Marked] = []
    everyone = list(record.participants.all()) if missing else []
    for participant in everyone:
        names = _called(participant, few=len(everyone) <= _FEW)
        if each := next((each for each in _marked(names, reading) if each.found & missing), None):
            found.append(each)
    return found[:_MOST_PARTIES]


def _called(participant: Participant, *, few: bool) -> Iterable[str]:
    """The names of a participant; a row names countries itself where they are few."""
    if participant.organisation:
        return own_names(participant.organisation)
    return (participant.country.name,) if participant.country and not few else ()


class Marked:
    """A text, where it fulfils which terms of a query."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self._places: list[Place] = []
        self.found: set[Term] = set()
        for term, place in _found(text, reading):
            self.found.add(term)
            self._places.append(place)

    def parts(self, start: int = 0, end: int | None = None) -> list[str]:
        """The text, or a part of it, cut at each place: every second part is to be marked."""
        end = len(self.text) if end is None else end
        parts, at = list[str](), start
        for first, last in _merged(self._places):
            if first >= at and last <= end:
                parts += [self.text[at:first], self.text[first:last]]
                at = last
        return [*parts, self.text[at:end]]

    def html(self, start: int = 0, end: int | None = None) -> SafeString:
        """The same with a mark around each place."""
        parts = self.parts(start, end)
        shape = "".join("<mark>{}</mark>" if place % 2 else "{}" for place in range(len(parts)))
        return format_html(shape, *parts)

    def snippet(self) -> SafeString:
        """A few words around the first place."""
        first = min(self._places)[0]
        start = self.text.rfind(" ", 0, max(0, first - _BEFORE)) + 1
        if start and start < first - _BEFORE - 20:
            start = first - _BEFORE
        end = first + _AFTER
        end = len(self.text) if end >= len(self.text) else max(self.text.rfind(" ", first, end), first + 20)
        head, tail = "… " if start else "", " …" if end < len(self.text) else ""
        return format_html("{}{}{}", head, self.html(start, end), tail)


def _found(text: str, reading: Reading) -> Iterator[tuple[Term, Place]]:
    row = tokens(text)
    plain = [token.text for token in row]
    for term in reading.terms:
        for phrase in term.phrases:
            for i, token in enumerate(row):
                if phrase.fits(plain[i : i + len(phrase.tokens)]):
                    yield term, (token.start, row[i + len(phrase.tokens) - 1].end)
    for start, end, code in reading.names.places(text):
        for term in reading.terms:
            if any(phrase.tokens == (mark(code),) for phrase in term.phrases):
                yield term, (start, end)


def _merged(places: Iterable[Place]) -> list[Place]:
    """The places in order, those that touch each other as one."""
    found: list[Place] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
