"""How a query is read: countries, dates, kinds, regions, and words."""

import pytest

from cooperation.search import CountryNames, Reading

NAMES = CountryNames(
    [
        ("KE", "Kenya", "肯尼亚", []),
        ("TZ", "Tanzania", "坦桑尼亚", []),
        ("CI", "Côte d'Ivoire", "科特迪瓦", ["Ivory Coast"]),
        ("GB", "United Kingdom", "英国", ["UK"]),
        ("IN", "India", "印度", []),
        ("ID", "Indonesia", "印度尼西亚", []),
        ("CN", "China", "中国", []),
    ]
)


def read(query: str) -> Reading:
    return Reading(query, NAMES, {})


def said(query: str) -> list[str]:
    return [
        f"{term.sort}:{term.value or query[term.start : term.end]}" if term.sort != "date" else "date"
        for term in read(query).terms
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Kenya 2021", ["country:KE", "date"]),
        ("肯尼亚2021年协议", ["country:KE", "date", "kind:agreement"]),
        ("Ivory Coast agreements", ["country:CI", "kind:agreement"]),
        ("U.K. forums", ["country:GB", "kind:forum"]),
        ("kenyan data", ["country:KE", "word:data"]),
        ("KE data", ["country:KE", "word:data"]),
        ("ke", ["country:KE"]),
        ("ke data", ["word:ke", "word:data"]),
        ("AI training", ["word:AI", "word:training"]),
        ("kenya and tanzania since 2015", ["country:KE", "country:TZ", "date"]),
        ("the forum of the union", ["kind:forum", "word:union"]),
        ("of", ["word:of"]),
        ("东盟论坛", ["region:asean", "kind:forum"]),
        ("Central Asia", ["region:central-asia"]),
        ("印度尼西亚", ["country:ID"]),
        ("印度洋", ["word:印度洋"]),
        ("中国移动", ["word:中国移动"]),
        ("肯尼亚数字经济", ["country:KE", "word:数字经济"]),
        ("数字经济肯尼亚", ["word:数字经济", "country:KE"]),
        ("全球数据安全倡议", ["word:全球数据安全倡议"]),
        ("cyber security 5g", ["word:cyber security", "word:5g"]),
        ("!!", []),
        ('NEAR(a b) OR * "x', ["word:NEAR", "word:b", "word:x"]),
    ],
)
def test_each_part_is_read(query: str, expected: list[str]) -> None:
    assert said(query) == expected


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ("2021", "2021", "2021"),
        ("in 2021", "2021", "2021"),
        ("since 2015", "2015", None),
        ("from 2015", "2015", None),
        ("to 2015", "2015", "2015"),
        ("until 2015", None, "2015"),
        ("before 2015", None, "2014"),
        ("after 2015", "2016", None),
        ("before January 2015", None, "2014-12"),
        ("after 2015-12-31", "2016-01-01", None),
        ("2015年以前", None, "2014"),
        ("2015年之前", None, "2014"),
        ("2015年以后", "2016", None),
        ("2015年7月之后", "2015-08", None),
        ("2015年以来", "2015", None),
        ("Sept 2015", "2015-09", "2015-09"),
        ("before 3 Sept. 2015", None, "2015-09-02"),
        ("from 2015 to 2019", "2015", "2019"),
        ("2015-2019", "2015", "2019"),
        ("2019–2015", "2015", "2019"),
        ("until 2019", None, "2019"),
        ("2015-07", "2015-07", "2015-07"),
        ("2015-07-06", "2015-07-06", "2015-07-06"),
        ("July 2015", "2015-07", "2015-07"),
        ("6 July 2015", "2015-07-06", "2015-07-06"),
        ("2015年", "2015", "2015"),
        ("2015年7月6日", "2015-07-06", "2015-07-06"),
        ("2015年至2019年", "2015", "2019"),
    ],
)
def test_dates_are_read_as_people_write_them(query: str, since: str | None, until: str | None) -> None:
    reading = read(query)
    assert [term.sort for term in reading.terms] == ["date"]
    assert (reading.since and reading.since.text, reading.until and reading.until.text) == (since, until)


@pytest.mark.parametrize("query", ["5000", "1234", "2015-13", "20155", "2015g", "12"])
def test_other_numbers_are_words(query: str) -> None:
    assert not any(term.span and term.span.year == query for term in read(query).terms)


def test_a_query_is_told_without_one_of_its_terms() -> None:
    reading = read("Kenya data since 2015")
    assert [reading.without(term) for term in reading.terms] == ["data since 2015", "Kenya since 2015", "Kenya data"]
    assert reading.words == "data"
