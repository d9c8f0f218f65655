"""The one place that knows how text is searched, and how countries are found by any of their names."""

from cooperation.search.countries import CountryNames, name_key
from cooperation.search.reading import Reading
from cooperation.search.text import MAX_WORDS, prepare, words

__all__ = ["MAX_WORDS", "CountryNames", "Reading", "name_key", "prepare", "words"]
