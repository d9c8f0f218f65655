"""The range of years that shows: its named steps, and how it leads to the ranges beside it."""

import datetime as dt
import itertools

import pytest

from cooperation import dates
from cooperation.charts.axis import DAY, DAY_SPACE, MONTH_SPACE, NARROWEST, YEAR_SPACE, Range, ticks


def of(edtf: str) -> Range:
    """The range that an EDTF date covers."""
    date = dates.parse(edtf)
    return Range(date.earliest, date.latest or dt.date.max)


@pytest.mark.parametrize(
    ("edtf", "labels"),
    [
        ("2020/2024", ["2020", "2021", "2022"]),
        ("1995/2024", ["1996", "1998", "2000"]),
        ("1865/2024", ["1880", "1900", "1920"]),
        ("1800/2199", ["1800", "1850", "1900"]),
        ("2019/2021", ["Jan 2019", "Apr", "Jul", "Oct", "Jan 2020"]),
        ("2019", ["Jan 2019", "Feb", "Mar"]),
        ("2019-03-15/2019-09", ["Apr 2019", "May", "Jun"]),
        ("2019-03-15/2022-09", ["2020", "2021", "2022"]),
        ("2019-02", ["1 Feb 2019", "8 Feb", "15 Feb"]),
        ("2019-02-03/2019-02-05", ["3 Feb 2019", "4 Feb", "5 Feb"]),
        ("2019-02-03", ["3 Feb 2019"]),
    ],
)
def test_as_many_steps_are_named_as_have_room(edtf: str, labels: list[str]) -> None:
    shown = of(edtf)
    found = ticks(shown)
    assert [tick.label for tick in found][: len(labels)] == labels
    least = min(YEAR_SPACE, MONTH_SPACE, DAY_SPACE)
    assert (len(found) - 1) * least <= NARROWEST
    assert all(shown.first <= tick.day <= shown.last for tick in found)


@pytest.mark.parametrize("edtf", ["1865/2024", "2019/2021", "2019", "2019-02", "2019-02-03"])
def test_each_step_leads_to_the_range_from_its_line_to_the_next(edtf: str) -> None:
    found = ticks(of(edtf))
    for tick, after in itertools.pairwise(found):
        assert dates.parse(tick.since).earliest == tick.day
        assert dates.parse(tick.until).latest == after.day - DAY


@pytest.mark.parametrize(
    ("shown", "step", "found"),
    [
        ("2000/2026", "closer", "2007/2019"),
        ("2015/2019", "closer", "2016/2017"),
        ("2015/2017", "closer", "2015-10/2017-03"),
        ("2015-03", "closer", None),
        ("2015/2019", "wider", "2013/2021"),
        ("2001/2019", "wider", "2000/2026"),
        ("2000/2026", "wider", None),
        ("2015/2019", "earlier", "2013/2017"),
        ("2001/2019", "earlier", "2000/2018"),
        ("2000/2019", "earlier", None),
        ("2015/2019", "later", "2017/2021"),
        ("2024/2026", "later", None),
        ("2015-03", "later", "2015-04"),
        ("2015-03-04", "wider", "2015-02/2015-04"),
        ("1990/1995", "earlier", None),
        ("1990/1995", "later", "1993/1998"),
    ],
)
def test_a_step_moves_by_half_and_stays_within_the_whole(shown: str, step: str, found: str | None) -> None:
    wanted = of(shown).step(step, of("2000/2026"))
    assert (wanted and wanted.edtf) == found
