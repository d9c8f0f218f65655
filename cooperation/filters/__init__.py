"""The only readers of the query string: one FilterSet for each kind, and the words that say what it shows."""

from cooperation.filters.panels import Panel, panels
from cooperation.filters.sets import FILTERS, RecordFilter, TiesFilter
from cooperation.filters.words import Pill, changed, counted, known_query, named, pills, sentence

__all__ = [
    "FILTERS",
    "Panel",
    "Pill",
    "RecordFilter",
    "TiesFilter",
    "changed",
    "counted",
    "known_query",
    "named",
    "panels",
    "pills",
    "sentence",
]
