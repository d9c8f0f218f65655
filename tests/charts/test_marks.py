"""The marks of a timeline: where they stand and what is said of them."""

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from cooperation.charts import Chart, timeline
from cooperation.charts.layout import MOST_ROOM
from cooperation.charts.marks import ROW_HEIGHTS
from cooperation.charts.stacking import stack
from cooperation.derive import derive
from cooperation.models import Country, Record

from .conftest import TODAY, Add, in_lane

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
    assert len({chart.level(mark.places[0]) for mark in chart.marks}) == 30
    assert chart.lanes[0].top <= min(chart.level(mark.places[0]) for mark in chart.marks) - chart.mark_size / 2
    assert chart.room <= MOST_ROOM


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
    assert chart.room > MOST_ROOM
    assert len({mark.places[0].row for mark in chart.marks}) == 200


def test_the_years_run_from_the_first_mark_to_the_end_of_this_one(add: Add, draw: Draw) -> None:
    add("2015-07-06")
    add("2018/..")
    chart = draw()
    assert (chart.shown.first, chart.shown.last) == (dt.date(2015, 1, 1), dt.date(2024, 12, 31))


def test_what_is_planned_for_a_later_year_is_drawn(add: Add, draw: Draw) -> None:
    add("2027-03")
    chart = draw()
    assert (chart.shown.first, chart.shown.last) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
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


def test_what_was_only_announced_is_marked_and_says_so(add: Add, draw: Draw) -> None:
    add("2023-09-01", "forum", attested="announced")
    add("2023-09-02", "forum", attested="reported")
    announced, reported = draw().marks
    assert (announced.hatched, announced.date_text) == (True, "1 September 2023 (announced)")
    assert (reported.hatched, reported.date_text) == (False, "2 September 2023")


@pytest.mark.parametrize(("attested", "words"), [("begun", "the last day given"), ("dated-before", "dated")])
def test_days_that_were_only_given_beforehand_are_hatched(add: Add, draw: Draw, attested: str, words: str) -> None:
    add("2023-11-08/2023-11-10", "forum", attested=attested)
    mark = draw().marks[0]
    assert (mark.hatched, mark.date_text) == (True, f"8 to 10 November 2023 ({words} beforehand)")


@pytest.mark.parametrize(("attested", "hatched"), [("announced", True), ("reported", False), ("", False)])
def test_a_series_is_marked_where_its_span_rests_on_an_announced_edition(
    add: Add, draw: Draw, attested: str, hatched: bool
) -> None:
    series = add("", "forum", type="series")
    add("2018-04-22/2018-04-24", "edition", series=series, attested="announced")
    add("2017-03-01", "edition", series=series, attested="reported")
    last = add("2023-09-01", "edition", series=series, attested=attested)
    derive()
    mark = next(mark for mark in draw().marks if mark.link == series.get_absolute_url())
    assert (mark.start, mark.end) == (dt.date(2017, 3, 1), last.date_latest)
    Record.objects.filter(pk=last.pk).update(attested=attested)
    mark = next(mark for mark in draw().marks if mark.link == series.get_absolute_url())
    assert mark.hatched == hatched


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
    for lane in chart.lanes:
        levels = [chart.level(place) for _mark, place in in_lane(chart, lane)]
        assert levels
        assert all(lane.top < level < lane.bottom for level in levels)


def test_a_mark_names_each_participant_once(add: Add, draw: Draw) -> None:
    record = add("2015")
    kenya = Country.objects.create(code="KE", name="Kenya", name_zh="肯尼亚", regions=["africa"])
    for role in ("host", "signatory"):
        record.participants.create(country=kenya, role=role)
    mark = draw().marks[0]
    assert mark.hover == "Record 0\nAgreement, 2015\nKenya"
    assert mark.link == "/agreements/record-0/"


def test_the_number_of_queries_does_not_grow(
    add: Add, draw: Draw, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kenya = Country.objects.create(code="KE", name="Kenya", name_zh="肯尼亚", regions=["africa"])
    for _number in range(12):
        add("2015").participants.create(country=kenya, role="host")
    with django_assert_num_queries(4):
        draw()


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


def test_without_a_dated_record_the_chart_is_empty_and_says_so(add: Add, draw: Draw) -> None:
    assert draw().is_empty
    add("", "organisation")
    chart = draw()
    assert chart.is_empty
    assert chart.undated == 1


def test_a_timeline_holds_exactly_the_records_it_is_given(every_sort: None) -> None:
    chart = timeline(Record.objects.filter(kind="forum"), TODAY)
    assert sorted(mark.link for mark in chart.marks) == ["/forums/record-2/", "/forums/record-4/"]


def test_a_date_ahead_is_drawn_whole_and_only_an_open_end_stops_today(add: Add, draw: Draw) -> None:
    told = dt.date.max
    for number, date in enumerate(("2027-09", "2027", "2023/..")):
        record = add(date, name=str(number))
        Record.objects.filter(pk=record.pk).update(date_told_until=told if record.date_open_end else record.date_latest)
    ends = {mark.label: mark.end for mark in draw().marks}
    assert ends == {"0": dt.date(2027, 9, 30), "1": dt.date(2027, 12, 31), "2": TODAY}
