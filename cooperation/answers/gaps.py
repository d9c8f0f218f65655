"""What is known to be missing or was left out, brought to the records it is about.

A gap names its subject in words, since what is missing has no record. It is about a record whose name stands
in the subject, if all else in it could be said of that record too: its number, year or place, or for a series
such words as "edition 3" and "from 2021 on". Any other word makes it another thing that bears a longer name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cooperation.choices import Kind
from cooperation.models import Gap, Record
from cooperation.templatetags.telling import name_words

_OF_A_SERIES = {"and", "annual", "consultation", "edition", "from", "in", "meeting", "of", "on", "session", "the", "to"}


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A record by the words of its names, and the words that may stand beside them in a subject."""

    names: list[list[str]]
    own: set[str]
    is_series: bool

    def is_meant(self, subject: list[str]) -> bool:
        """True where a subject, word by word, is about the record."""
        return any(self._fits(rest) for named in self.names for rest in _without(subject, named))

    def _fits(self, rest: list[str]) -> bool:
        others = set(rest) - self.own
        return not others or (self.is_series and all(word.isdigit() or word in _OF_A_SERIES for word in others))


def gaps_about(record: Record, editions: Sequence[Record] = ()) -> list[Gap]:
    """The gaps about a record or, where it has editions, about any of them, in the order of the list."""
    bearers = [_bearer(record, record.is_series or bool(editions)), *(_bearer(each) for each in editions)]
    subjects = [(gap, _words(gap.subject)) for gap in Gap.objects.all()]
    return [gap for gap, subject in subjects if any(bearer.is_meant(subject) for bearer in bearers)]


@lru_cache(maxsize=1024)
def _words(subject: str) -> list[str]:
    """The words of a subject, which change only with its text; never changed by those who ask."""
    return name_words(subject)


def _bearer(record: Record, is_series: bool = False) -> _Bearer:
    number = record.edition.number if record.kind == Kind.EDITION else None
    years = {str(record.date_earliest.year)} if record.date_earliest else set()
    own = {*name_words(record.slug), *name_words(record.place_name), *years, *([str(number)] if number else [])}
    return _Bearer([name_words(name) for name in (record.name, *record.aliases)], own, is_series)


def _without(subject: list[str], named: list[str]) -> Iterator[list[str]]:
    """What is left of a subject beside a name, for each place where the name stands in it."""
    for start in range(len(subject) - len(named) + 1):
        if subject[start : start + len(named)] == named:
            yield subject[:start] + subject[start + len(named) :]
