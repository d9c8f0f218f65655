"""What follows from participants, dates and statements: links and columns that filters, counts and search read.

Everything here follows from the seeds, so it is computed anew for all records whenever one changes.
"""

from cooperation.derive.columns import derive
from cooperation.derive.links import membership_on

__all__ = ["derive", "membership_on"]
