"""What a timeline shows, in one or two plain sentences."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def finding(years: Iterable[int], undated: int) -> str:
    """The years in which the dated records begin, and how many records have no date."""
    counts = Counter(years)
    if not counts:
        return _nothing(undated)
    return f"{_dated(counts)} {_left_out(undated)}" if undated else _dated(counts)


def _left_out(undated: int) -> str:
    return ngettext(
        "%(number)s more has no date and is not drawn.",
        "%(number)s more have no date and are not drawn.",
        undated,
    ) % {"number": undated}


def _nothing(undated: int) -> str:
    if not undated:
        return _("There is no record to draw.")
    return ngettext(
        "The one record has no date, so there is no timeline.",
        "None of the %(number)s records has a date, so there is no timeline.",
        undated,
    ) % {"number": undated}


def _dated(counts: "Counter[int]") -> str:
    words = {"number": counts.total(), "first": min(counts), "last": max(counts)}
    if counts.total() == 1:
        return _("The one dated record begins in %(first)s.") % words
    if len(counts) == 1:
        return _("All %(number)s dated records begin in %(first)s.") % words
    ranked = counts.most_common(2)
    if ranked[0][1] == ranked[1][1]:
        return _("Of %(number)s dated records the earliest begins in %(first)s, the latest in %(last)s.") % words
    words |= {"peak": ranked[0][0], "most": ranked[0][1]}
    return (
        _(
            "Of %(number)s dated records the earliest begins in %(first)s, the latest in %(last)s; "
            "more begin in %(peak)s (%(most)s) than in any other year."
        )
        % words
    )
