"""Rows for what overlaps: the first row in which a mark touches no other."""

from collections.abc import Sequence

Extent = tuple[float, float]


def stack(extents: Sequence[Extent]) -> list[int]:
    """A row for each extent so that no two in a row touch; earlier and longer ones take the lower rows."""
    order = sorted(range(len(extents)), key=lambda index: (extents[index][0], -extents[index][1], index))
    rows = [0] * len(extents)
    ends: list[float] = []
    for index in order:
        left, right = extents[index]
        row = next((row for row, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [right]
        rows[index] = row
    return rows
