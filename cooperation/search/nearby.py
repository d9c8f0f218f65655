"""What a reader may have meant where nothing is found: the nearest words and names, by letters alone."""

from difflib import get_close_matches

from django.db.models import Count, QuerySet

from cooperation.models import Record
from cooperation.search.engine import NAMES, Found, Phrase
from cooperation.search.query import Term
from cooperation.search.reading import Reading
from cooperation.search.text import prepare, tokens, units

_LONGEST = 60
_MOST_WORDS = 4
_MOST_NAMES = 3
_SHORTEST = 3
_BEGINNING = 2
_MOST_READ = 1000
_ALIKE_WORDS, _ALIKE_NAMES = 0.72, 0.6


class Nearby:
    """The names in the database that may be near, for a query that finds nothing."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._named: dict[str, Record] = {}
        for record in _alike(reading.query):
            for name in filter(None, (record.name, record.name_zh, *record.aliases)):
                self._named.setdefault(prepare(name), record)

    def corrected(self) -> str:
        """The query with each word that stands nowhere exchanged for the nearest; empty where none is near."""
        query, changed = self._reading.query, False
        for term in sorted(self._unknown(), key=lambda term: -term.start):
            if near := self._nearest(query[term.start : term.end]):
                query, changed = f"{query[: term.start]}{near}{query[term.end :]}", True
        return query if changed else ""

    def records(self) -> list[Record]:
        """The records whose names are nearest to the whole query."""
        near = get_close_matches(prepare(self._reading.query)[:_LONGEST], self._named, 3 * _MOST_NAMES, _ALIKE_NAMES)
        found = {self._named[name].slug: self._named[name] for name in near}
        return list(found.values())[:_MOST_NAMES]

    def _unknown(self) -> list[Term]:
        """The words that no record holds."""
        typed = [term for term in self._reading.terms if term.sort == "word"][:_MOST_WORDS]
        counts = {f"n{i}": Count("pk", filter=Found([term.phrases])) for i, term in enumerate(typed)}
        found = Record.objects.aggregate(**counts) if counts else {}
        return [term for i, term in enumerate(typed) if not found[f"n{i}"]]

    def _nearest(self, typed: str) -> str:
        word = prepare(typed)[:_LONGEST]
        known = {unit.text for name in self._named for unit in units(name)}
        known |= {unit.text for forms in self._reading.names.forms.values() for name in forms for unit in units(name)}
        likely = sorted(each for each in known if len(each) >= _SHORTEST and abs(len(each) - len(word)) < _SHORTEST)
        return next(iter(get_close_matches(word, likely, 1, _ALIKE_WORDS)), "")


def _alike(query: str) -> "QuerySet[Record]":
    """Records with a word in their names that begins as one of the query does, no more than can be compared."""
    begun = sorted({token.text[:_BEGINNING] for token in tokens(query)})
    if not begun:
        return Record.objects.none()
    alike = Record.objects.filter(Found([tuple(Phrase((each,), open_end=True) for each in begun)], NAMES))
    return alike.order_by("slug").only("slug", "kind", "name", "name_zh", "aliases")[:_MOST_READ]
