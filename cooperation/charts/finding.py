"""What a timeline shows, in a few plain sentences."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation import dates
from cooperation.charts.axis import Range


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of: the first possible day of each dated record, how many are vague, the range if one was set."""

    starts: Sequence[dt.date]
    vague: int = 0
    undated: int = 0
    within: Range | None = None


def finding(shown: Shown) -> str:
    """The years in which the dated records begin, and how many records have no date."""
    if not shown.starts:
        return _nothing(shown)
    words = [_within(shown) if shown.within else _dated(Counter(day.year for day in shown.starts))]
    if shown.vague:
        words.append(_vague(shown.vague))
    if shown.undated:
        words.append(_left_out(shown.undated))
    return " ".join(words)


def _vague(number: int) -> str:
    return ngettext(
        "%(number)s date is vague and counts by its first possible day.",
        "%(number)s dates are vague and count by their first possible day.",
        number,
    ) % {"number": number}


def _left_out(undated: int) -> str:
    return ngettext(
        "%(number)s more has no date and is not drawn.",
        "%(number)s more have no date and are not drawn.",
        undated,
    ) % {"number": undated}


def _nothing(shown: Shown) -> str:
    if not shown.undated:
        return _("There is no record to draw.")
    return ngettext(
        "The one record has no date, so there is no timeline.",
        "None of the %(number)s records has a date, so there is no timeline.",
        shown.undated,
    ) % {"number": shown.undated}


def _dated(counts: "Counter[int]") -> str:
    words = {"number": counts.total(), "first": min(counts), "last": max(counts)}
    if counts.total() == 1:
        return _("The one dated record begins in %(first)s.") % words
    if len(counts) == 1:
        return _("All %(number)s dated records begin in %(first)s.") % words
    if not (peak := _peak(counts)):
        return _("Of %(number)s dated records the earliest begins in %(first)s, the latest in %(last)s.") % words
    words |= {"peak": peak, "most": counts[peak]}
    return (
        _(
            "Of %(number)s dated records the earliest begins in %(first)s, the latest in %(last)s; "
            "more begin in %(peak)s (%(most)s) than in any other year."
        )
        % words
    )


def _peak(counts: "Counter[int]") -> int:
    """The year in which more begin than in any other, or 0."""
    ranked = [*counts.most_common(2), (0, 0)]
    return ranked[0][0] if len(counts) > 1 and ranked[0][1] > ranked[1][1] else 0


def _within(shown: Shown) -> str:
    """The same of a range, into which records also reach that began before it."""
    within = shown.within or Range(dt.date.min, dt.date.max)
    counts = Counter(day.year for day in shown.starts if day >= within.first)
    number, before = len(shown.starts), len(shown.starts) - counts.total()
    words = {"number": number, "range": dates.display(dates.parse(within.edtf))}
    said = ngettext(
        "%(number)s dated record falls, or may fall, in %(range)s",
        "%(number)s dated records fall, or may fall, in %(range)s",
        number,
    )
    if before:
        said += _("; of these, %(before)s may have begun before")
    if peak := _peak(counts):
        said += _("; of the years shown, most begin in %(peak)s (%(most)s)")
    return f"{said}." % (words | {"before": before, "peak": peak, "most": counts[peak]})
