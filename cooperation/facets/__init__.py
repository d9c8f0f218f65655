"""The values of each filter: which records have them, how many, and what they are called.

The filters ask this package alone, so that what matches and counts can be exchanged without them:
`select` matches records with values, `count` counts records by value, `sizes` counts several sets at
once, `labels` names the values that are rows of a table, `find` finds them by any of their names.
"""

from cooperation.facets.counting import Counts, count, sizes
from cooperation.facets.selecting import FACETS, Choice, region_countries, select
from cooperation.facets.values import STORED, find, labels

__all__ = [
    "FACETS",
    "STORED",
    "Choice",
    "Counts",
    "count",
    "find",
    "labels",
    "region_countries",
    "select",
    "sizes",
]
