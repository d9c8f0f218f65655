"""The marks of a timeline: where they stand and what is said of them."""

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from cooperation.charts import Chart, timeline
from cooperation.charts.finding import finding
from cooperation.charts.marks import ROW_HEIGHTS, TALLEST
from cooperation.charts.stacking import stack
from cooperation.models import Country, Record

from .conftest import TODAY, Add

Draw = Callable[[], Chart]
extents = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])))


@given(extents)
def test_marks_in_one_row_never_touch(spans: list[tuple[int, int]]) -> None:
    rows = stack(spans)
    for row in set(rows):
        own = sorted(span for span, other in zip(spans, rows, strict=True) if other == row)
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(own))


@given(extents)
def test_there_are_only_as_many_rows_as_marks_overlap_at_once(spans: list[tuple[int, int]]) -> None:
    at_once = max((sum(left <= day < right for left, right in spans) for day in range(81)), default=0)
    assert len(set(stack(spans))) == at_once


def test_each_of_many_marks_of_one_year_has_a_place_of_its_own(add: Add, draw: Draw) -> None:
    for _number in range(30):
        add("2009")
    chart = draw()
    assert len({chart.level(mark) for mark in chart.marks}) == 30
    assert chart.lanes[0].top <= min(chart.level(mark) for mark in chart.marks) - chart.mark_size / 2
    assert chart.height <= TALLEST


def test_sub_rows_are_thinner_where_there_are_many(add: Add, draw: Draw) -> None:
    add("2009")
    assert draw().row_height == ROW_HEIGHTS[0]
    for _number in range(60):
        add("2009")
    assert draw().row_height < ROW_HEIGHTS[0]


def test_a_chart_of_far_too_many_overlapping_marks_grows_rather_than_hides_one(add: Add, draw: Draw) -> None:
    for _number in range(200):
        add("2009")
    chart = draw()
    assert chart.height > TALLEST
    assert len({mark.row for mark in chart.marks}) == 200


def test_the_years_run_from_the_first_mark_to_the_end_of_this_one(add: Add, draw: Draw) -> None:
    add("2015-07-06")
    add("2018/..")
    chart = draw()
    assert (chart.first, chart.last) == (dt.date(2015, 1, 1), dt.date(2024, 12, 31))


def test_what_is_planned_for_a_later_year_is_drawn(add: Add, draw: Draw) -> None:
    add("2027-03")
    chart = draw()
    assert (chart.first, chart.last) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    assert chart.share(chart.marks[0].end) < 1


@pytest.mark.parametrize(
    ("date", "start", "end", "point", "vague", "open_end"),
    [
        ("2015-07-06", "2015-07-06", "2015-07-06", True, False, False),
        ("2014-11-19/2014-11-21", "2014-11-19", "2014-11-21", True, False, False),
        ("2019-03", "2019-03-01", "2019-03-31", False, False, False),
        ("2009", "2009-01-01", "2009-12-31", False, False, False),
        ("2011/2021", "2011-01-01", "2021-12-31", False, False, False),
        ("2016/..", "2016-01-01", "2024-05-06", False, False, True),
        ("2024-05-06/..", "2024-05-06", "2024-05-06", False, False, True),
        ("2015~", "2015-01-01", "2015-12-31", False, True, False),
        ("2015-07-03?", "2015-07-03", "2015-07-03", True, True, False),
        ("[2015-05-08..2015-05-09]", "2015-05-08", "2015-05-09", True, True, False),
    ],
)
def test_a_mark_says_no_more_than_its_date(  # noqa: PLR0917 - the columns of a table
    add: Add, draw: Draw, date: str, start: str, end: str, point: bool, vague: bool, open_end: bool
) -> None:
    add(date)
    mark = draw().marks[0]
    assert (mark.start.isoformat(), mark.end.isoformat()) == (start, end)
    assert (mark.is_point, mark.vague, mark.open_end) == (point, vague, open_end)


def test_an_open_end_reaches_as_far_as_a_source_tells_and_never_beyond_today(add: Add, draw: Draw) -> None:
    record = add("2016/..")
    assert draw().marks[0].end == TODAY
    record.date_told_until = dt.date(2019, 11, 30)
    record.save()
    assert draw().marks[0].end == dt.date(2019, 11, 30)


def test_only_kinds_that_occur_have_a_lane_and_editions_stand_with_forums(add: Add, draw: Draw) -> None:
    add("2015", "initiative")
    add("2015", "edition")
    add("2016", "forum")
    add("", "organisation")
    assert [(lane.key, lane.label) for lane in draw().lanes] == [
        ("forum", "Forums and editions (2)"),
        ("initiative", "Initiatives (1)"),
    ]


def test_lanes_stand_below_each_other(every_sort: None, draw: Draw) -> None:
    chart = draw()
    for above, below in zip(chart.lanes, chart.lanes[1:], strict=False):
        assert above.top < above.bottom < below.top
    for mark in chart.marks:
        lane = next(lane for lane in chart.lanes if lane.key == mark.lane)
        assert lane.top < chart.level(mark) < lane.bottom


def test_a_mark_names_each_participant_once(add: Add, draw: Draw) -> None:
    record = add("2015")
    kenya = Country.objects.create(code="KE", name="Kenya", name_zh="肯尼亚", regions=["africa"])
    for role in ("host", "signatory"):
        record.participants.create(country=kenya, role=role)
    mark = draw().marks[0]
    assert mark.hover == "Record 0\n2015\nKenya"
    assert mark.link == "/agreements/record-0/"


def test_the_number_of_queries_does_not_grow(
    add: Add, draw: Draw, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kenya = Country.objects.create(code="KE", name="Kenya", name_zh="肯尼亚", regions=["africa"])
    for _number in range(12):
        add("2015").participants.create(country=kenya, role="host")
    with django_assert_num_queries(5):
        draw()


def test_named_years_leave_room_for_their_names(add: Add, draw: Draw) -> None:
    add("2020")
    assert list(draw().years) == [2020, 2021, 2022, 2023, 2024]
    add("1995")
    assert list(draw().years)[:3] == [1996, 1998, 2000]
    add("1865")
    assert list(draw().years)[:2] == [1880, 1900]


def test_above_the_limit_bars_count_the_records_that_may_fall_in_a_year(
    add: Add, draw: Draw, settings: Settings
) -> None:
    settings.MARKS_BEFORE_AGGREGATION = 3
    for date in ("2020", "2020-03-04", "2020/2021"):
        add(date)
    assert not draw().bars
    add("2022/..", "forum")
    add("")
    chart = draw()
    assert not chart.marks
    assert [(bar.lane, bar.year, bar.number) for bar in chart.bars] == [
        ("agreement", 2020, 3),
        ("agreement", 2021, 1),
        ("forum", 2022, 1),
        ("forum", 2023, 1),
        ("forum", 2024, 1),
    ]
    assert chart.rows_by_year()[0] == (2020, [3, 0])
    assert (chart.highest, chart.undated) == (3, 1)
    assert [lane.label for lane in chart.lanes] == ["Agreements (3)", "Forums and editions (1)"]
    assert "Of 4 dated records" in chart.finding


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
def test_the_finding_is_true_and_plain(years: list[int], undated: int, said: str) -> None:
    with translation.override("en"):
        assert finding(years, undated) == said


def test_without_a_dated_record_the_chart_is_empty_and_says_so(add: Add, draw: Draw) -> None:
    assert draw().is_empty
    add("", "organisation")
    chart = draw()
    assert chart.is_empty
    assert chart.undated == 1


def test_a_timeline_holds_exactly_the_records_it_is_given(every_sort: None) -> None:
    chart = timeline(Record.objects.filter(kind="forum"), TODAY)
    assert sorted(mark.link for mark in chart.marks) == ["/forums/record-2/", "/forums/record-4/"]
