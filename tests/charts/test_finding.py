"""What is said of a timeline is true and plain."""

import datetime as dt

import pytest
from django.utils import translation

from cooperation.charts.axis import Range
from cooperation.charts.finding import Shown, finding


def starts(*years: int) -> list[dt.date]:
    return [dt.date(year, 3, 1) for year in years]


@pytest.mark.parametrize(
    ("years", "undated", "said"),
    [
        ([], 0, "There is no record to draw."),
        ([], 1, "The one record has no date, so there is no timeline."),
        ([], 7, "None of the 7 records has a date, so there is no timeline."),
        ([2015], 0, "The one dated record begins in 2015."),
        ([2015], 1, "The one dated record begins in 2015. 1 more has no date and is not drawn."),
        ([2015] * 3, 0, "All 3 dated records begin in 2015."),
        ([2015, 2016], 0, "Of 2 dated records the earliest begins in 2015, the latest in 2016."),
        (
            [2000, 2021, 2021, 2022],
            12,
            (
                "Of 4 dated records the earliest begins in 2000, the latest in 2022; "
                "more begin in 2021 (2) than in any other year. 12 more have no date and are not drawn."
            ),
        ),
    ],
)
def test_of_all_years(years: list[int], undated: int, said: str) -> None:
    with translation.override("en"):
        assert finding(Shown(starts(*years), undated=undated)) == said


def test_a_vague_date_is_no_year_in_which_a_record_surely_begins() -> None:
    said = finding(Shown(starts(2015, 2016), vague=1))
    assert said.endswith("2016. 1 date is vague and counts by its first possible day.")


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2016], "1 dated record falls, or may fall, in 2015 to 2019."),
        ([2016, 2017], "2 dated records fall, or may fall, in 2015 to 2019."),
        ([1999, 2016], "2 dated records fall, or may fall, in 2015 to 2019; of these, 1 may have begun before."),
        ([2001], "1 dated record falls, or may fall, in 2015 to 2019; of these, 1 may have begun before."),
        (
            [1999, 2016, 2017, 2017],
            (
                "4 dated records fall, or may fall, in 2015 to 2019; of these, 1 may have begun before; "
                "of the years shown, most begin in 2017 (2)."
            ),
        ),
    ],
)
def test_of_a_range(years: list[int], said: str) -> None:
    within = Range(dt.date(2015, 1, 1), dt.date(2019, 12, 31))
    with translation.override("en"):
        assert finding(Shown(starts(*years), within=within)) == said
