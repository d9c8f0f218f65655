"""The one place that knows how text is searched, and how countries are found by any of their names."""

from typing import TypeVar

from django.db.models import QuerySet

from cooperation.models import Record
from cooperation.search.countries import CountryNames, name_key
from cooperation.search.reading import Reading
from cooperation.search.text import MAX_WORDS, prepare, words

__all__ = ["MAX_WORDS", "CountryNames", "Reading", "name_key", "prepare", "search", "words"]
Records = TypeVar("Records", bound="QuerySet[Record]")


def search(records: Records, query: str) -> Records:
    """The records that fit every country, date and word of `query`, in any order."""
    return Reading.of(query).narrow(records)
