"""What is known to be missing or was left out, brought to the records it is about.

A gap names its subject in words, since what is missing has no record. It is about a record whose name stands
in the subject, if all else in it could be said of that record too: its number, year or place, or for a series
such words as "edition 3" and "from 2021 on". Any other word makes it another thing that bears a longer name.
"""

import re
import unicodedata
from collections.abc import Sequence

from cooperation.models import Gap, Record

_ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
}
_OF_A_SERIES = {"and", "annual", "consultation", "edition", "from", "in", "meeting", "of", "on", "session", "the", "to"}


def gaps_about(record: Record, editions: Sequence[Record] = ()) -> list[Gap]:
    """The gaps about a record or, where it has editions, about any of them, in the order of the list."""
    everyone = [(record, record.is_series or bool(editions)), *((each, False) for each in editions)]
    return [gap for gap in Gap.objects.all() if any(_about(gap, *each) for each in everyone)]


def _about(gap: Gap, record: Record, is_series: bool) -> bool:
    subject, own = words(gap.subject), _own_words(record)
    for name in (record.name, *record.aliases):
        named = words(name)
        for start in range(len(subject) - len(named) + 1):
            if subject[start : start + len(named)] == named:
                rest = {*subject[:start], *subject[start + len(named) :]} - own
                return not rest or (is_series and all(word.isdigit() or word in _OF_A_SERIES for word in rest))
    return False


def _own_words(record: Record) -> set[str]:
    """What a subject may add to the name of a record without naming another one."""
    number = record.edition.number if hasattr(record, "edition") else None
    years = {str(record.date_earliest.year)} if record.date_earliest else set()
    return {*words(record.slug), *words(record.place_name), *years, *([str(number)] if number else [])}


def words(text: str) -> list[str]:
    """The words of a name as they are compared: without accents and case, ordinals as figures, in the singular."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [_word(word) for word in re.findall(r"\w+", plain)]


def _word(word: str) -> str:
    if number := re.fullmatch(r"(\d+)(st|nd|rd|th)", word):
        return number[1]
    singular = word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
    return _ORDINALS.get(word, singular)
