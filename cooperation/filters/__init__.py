"""The only readers of the query string: one FilterSet for each kind, and the words that say what it shows."""

from cooperation.filters.sets import FILTERS, RecordFilter
from cooperation.filters.words import Panel, Pill, panels, pills, sentence

__all__ = ["FILTERS", "Panel", "Pill", "RecordFilter", "panels", "pills", "sentence"]
