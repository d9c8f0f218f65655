"""The one place that knows how text is searched.

Both databases hold one prepared text for each record: compatibility forms folded, accents dropped,
case folded, so that every part of a word is found alike in Latin and Chinese script.
"""

import unicodedata
from typing import TypeVar

from django.db.models import QuerySet

from cooperation.models import Record

Records = TypeVar("Records", bound="QuerySet[Record]")
MAX_WORDS = 12


def prepare(text: str) -> str:
    """The form in which text is stored and compared."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(character for character in folded if not unicodedata.combining(character))
    plain = kept.replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-")
    return " ".join(plain.split())


def words(text: str) -> list[str]:
    """What is looked for in a text that a reader typed: each word once, in its prepared form."""
    return list(dict.fromkeys(prepare(text).split()))


def search(records: Records, query: str) -> Records:
    """The records whose prepared text holds every word of `query`, in any order."""
    for word in words(query):
        records = records.filter(search_text__contains=word)
    return records
