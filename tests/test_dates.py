"""Dates never lie: what is parsed, refused, shown, ordered and compared."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.dates import DateError, display, display_span, parse


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "begun_by", "precision"),
    [
        ("2015-07-06", "2015-07-06", "2015-07-06", "2015-07-06", "day"),
        ("2019-03", "2019-03-01", "2019-03-31", "2019-03-31", "month"),
        ("2009", "2009-01-01", "2009-12-31", "2009-12-31", "year"),
        ("2014-11-19/2014-11-21", "2014-11-19", "2014-11-21", "2014-11-19", "day"),
        ("2011/2021", "2011-01-01", "2021-12-31", "2011-12-31", "year"),
        ("2018-12/2019-01-05", "2018-12-01", "2019-01-05", "2018-12-31", "month"),
        ("2016/..", "2016-01-01", None, "2016-12-31", "year"),
        ("2017-09-25/", "2017-09-25", "2017-09-25", "2017-09-25", "day"),
        ("2016/", "2016-01-01", "2016-12-31", "2016-12-31", "year"),
        ("2015~", "2015-01-01", "2015-12-31", "2015-12-31", "year"),
        ("[2015-05-08..2015-05-09]", "2015-05-08", "2015-05-09", "2015-05-09", "day"),
        ("2016-02", "2016-02-01", "2016-02-29", "2016-02-29", "month"),
    ],
)
def test_parse_gives_the_possible_days(text, earliest, latest, begun_by, precision):
    date = parse(text)
    assert date.earliest == dt.date.fromisoformat(earliest)
    assert date.latest == (dt.date.fromisoformat(latest) if latest else None)
    assert date.begun_by == dt.date.fromisoformat(begun_by)
    assert date.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        "2015-02-29",
        "1900-02-29",
        "2015-13",
        "2015-00",
        "2015-07-32",
        "2015-07-06/2015-07-01",
        "/2016",
        "/",
        "../2016",
        "2016/unknown",
        "open",
        "20150706",
        "2015-W12",
        "196x",
        "0000",
        "9999",
        "２０１５",
        "2015-7",
        " 2015",
        "2015\n",
        "[2015..2014]",
        "[2015..2015-02]",
        "[2015,2016]",
        "[2015-05-08~..2015-05-09]",
        "",
    ],
)
def test_parse_refuses_what_is_no_date(text):
    with pytest.raises(DateError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2015-07-06", "6 July 2015", "2015年7月6日"),
        ("2019-03", "March 2019", "2019年3月"),
        ("2009", "2009", "2009年"),
        ("2014-11-19/2014-11-21", "19 to 21 November 2014", "2014年11月19日至21日"),
        ("2015-07-30/2015-08-02", "30 July to 2 August 2015", "2015年7月30日至8月2日"),
        ("2015-12-30/2016-01-02", "30 December 2015 to 2 January 2016", "2015年12月30日至2016年1月2日"),
        ("2015-03/2015-05", "March to May 2015", "2015年3月至5月"),
        ("2011/2021", "2011 to 2021", "2011年至2021年"),
        ("2016/..", "since 2016", "2016年至今"),
        ("2017-09-25/", "from 25 September 2017 (end not stated)", "2017年9月25日起（未载结束日期）"),
        ("2015~", "about 2015", "约2015年"),
        ("2015-07-03~", "3 July 2015 (from the context)", "2015年7月3日（据上下文）"),
        ("2015?", "2015 (uncertain)", "2015年（存疑）"),
        ("[2015-05-08..2015-05-09]", "8 or 9 May 2015", "2015年5月8日或9日"),
        ("[2020..2022]", "some time between 2020 and 2022", "2020年与2022年之间"),
    ],
)
def test_display_says_no_more_than_is_known(text, english, chinese):
    assert display(parse(text)) == english
    assert display(parse(text), "zh-hans") == chinese


def test_display_span_of_a_series_is_in_years():
    assert display_span(dt.date(2014, 11, 19), dt.date(2022, 11, 11)) == "2014 to 2022"
    assert display_span(dt.date(2014, 11, 19), dt.date(2014, 11, 21)) == "2014"
    assert display_span(dt.date(2015, 1, 1), dt.date(2015, 12, 31), vague=True) == "about 2015"
    assert (
        display_span(dt.date(2015, 1, 1), dt.date(2016, 12, 31), vague=True, language="zh-hans") == "约2015年至2016年"
    )


def test_sort_key_puts_the_more_exact_date_later_on_the_same_day():
    keys = [parse(text).sort_key for text in ("2015", "2015-01", "2015-01-01", "2015-01-02", "2016")]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("wide", "narrow", "inside"),
    [
        ("2017", "2017-12-03", True),
        ("2017-12", "2017-12-03", True),
        ("2017-12-03", "2017-12", False),
        ("2014-11", "2014-11-19/2014-11-21", True),
        ("2014-11-19/2014-11-21", "2014-11-20", False),
        ("2014-11-19/2014-11-21", "2014-11-19/2014-11-21", True),
        ("2014/2016", "2014-03/2016-05", True),
        ("2014/2016", "2015/2016", False),
        ("2016/..", "2017", False),
        ("2016/..", "2016-05/..", True),
        ("2016/..", "2017/..", False),
        ("2016/2018", "2016/..", False),
        ("2023-11-08/", "2023-11-08/2023-11-10", True),
        ("2023-11-08/", "2023-11-08", True),
        ("2023-11-08", "2023-11-08/", False),
        ("2023-11", "2023-11-08/", True),
        ("2023-11-08/", "2023-11-09/2023-11-10", False),
        ("2023-11/", "2023-11-08/", True),
        ("2023-11-08/", "2023-11-08/..", False),
        ("2015~", "[2015-05-08..2015-05-09]", True),
        ("2015~/", "[2015-05-08..2015-05-09]", False),
        ("2015", "2016-01-01", False),
        ("2015", "2015~", False),
        ("2015~", "2015", True),
        ("[2015-05-08..2015-05-09]", "2015-05-08", True),
    ],
)
def test_refined_by_tells_a_more_exact_date_from_another_one(wide, narrow, inside):
    assert parse(wide).refined_by(parse(narrow)) is inside


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("2015-07-06", True),
        ("2014-11-19/2014-11-21", True),
        ("2015-07", False),
        ("2015-07-06~", False),
        ("2015-07-06/..", False),
        ("2015-07-06/", False),
    ],
)
def test_is_exact_only_when_every_day_is_known(text, exact):
    assert parse(text).is_exact is exact


@given(st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)), st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)))
def test_any_two_days_in_order_make_an_interval_and_out_of_order_none(one, other):
    first, last = min(one, other), max(one, other)
    date = parse(f"{first}/{last}")
    assert (date.earliest, date.latest) == (first, last)
    if first != last:
        with pytest.raises(DateError):
            parse(f"{last}/{first}")


@given(st.text(max_size=12))
def test_parse_never_fails_but_by_its_own_error(text):
    try:
        date = parse(text)
    except DateError:
        return
    assert date.latest is None or date.earliest <= date.latest
    assert display(date)
    assert display(date, "zh-hans")
