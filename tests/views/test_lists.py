"""The lists: what each filter finds, how rows are ordered and paged, what the page says of itself."""

import re
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from cooperation.derive import derive
from cooperation.filters.sets import AgreementFilter
from cooperation.releases import publish
from tests.views.small import make, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
DATED = {"a-day", "a-year", "a-choice", "a-since", "a-bloc", "a-bloc-vague", "a-dispute"}


def slugs(client: Client, query: str, path: str = "/agreements/") -> set[str]:
    response = client.get(f"{path}?{query}")
    assert response.status_code == 200
    return set(shown(response.content.decode()))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=ke", {"a-day"}),
        ("country=ke&via=direct", {"a-day"}),
        ("country=ke&via=blocs", {"a-day", "a-bloc", "a-bloc-vague"}),
        ("country=de", {"a-year", "a-choice", "a-since", "a-dispute"}),
        ("country=de&country=ke", {"a-day", "a-year", "a-choice", "a-since", "a-dispute"}),
        ("country=ad", set()),
        ("region=africa", {"a-day", "a-bloc", "a-bloc-undated", "a-bloc-vague"}),
        ("participant=firm", {"a-choice"}),
        ("type=treaty", {"a-choice"}),
        ("topic=trade", {"a-year"}),
        ("level=company", {"a-choice"}),
        ("level=multilateral", {"a-bloc", "a-bloc-vague", "a-bloc-undated"}),
        ("status=planned", {"a-year"}),
        ("source=page", {"a-dispute"}),
        ("layer=further", {"a-dispute"}),
        ("disputed=1", {"a-dispute"}),
        ("undated=1", {"a-bloc-undated", "a-alone"}),
        ("alone=1", {"a-alone"}),
        ("q=DAY", {"a-day"}),
        ("q=数据", {"a-day"}),
        ("q=肯尼亚", {"a-day"}),
        ("q=贸易", {"a-year"}),
        ("q=germany+trade", {"a-year"}),
    ],
)
def test_filter_finds_exactly(client: Client, query: str, expected: set[str]) -> None:
    assert slugs(client, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("since=2015-07-06&until=2015-07-06", {"a-day", "a-year", "a-since"}),
        ("since=2015-05&until=2015-05", {"a-choice", "a-year", "a-since"}),
        ("since=2015-05-10&until=2015-07-05", {"a-year", "a-since"}),
        ("since=2022", {"a-since"}),
        ("until=2011", {"a-bloc-vague"}),
        ("since=2015&until=2015&began=1", {"a-day", "a-year", "a-choice"}),
        ("since=1900&until=2100", DATED),
    ],
)
def test_range_matches_by_overlap_and_never_undated(client: Client, query: str, expected: set[str]) -> None:
    assert slugs(client, query) == expected


def test_series_matches_by_its_edition(client: Client) -> None:
    assert slugs(client, "since=2017-12&until=2017-12", "/forums/") == {"a-series"}
    assert slugs(client, "since=2018", "/forums/") == set()


def test_search_covers_every_kind(client: Client) -> None:
    assert slugs(client, "q=lone", "/search/") == set()
    assert slugs(client, "q=series", "/search/") == {"a-series", "a-series-2017"}
    assert slugs(client, "kind=initiative&kind=edition", "/search/") == {"a-concept", "a-series-2017"}


def test_newest_first_with_undated_last_under_their_own_heading(client: Client) -> None:
    html = client.get("/agreements/").content.decode()
    assert shown(html)[0] == "a-bloc"
    assert shown(html)[-2:] == ["a-alone", "a-bloc-undated"]
    assert html.index("No date given") > html.index(">2002<")
    assert '<span class="muted">(2)</span>' in html


def test_oldest_first_keeps_undated_last(client: Client) -> None:
    found = shown(client.get("/agreements/?sort=oldest").content.decode())
    assert found[0] == "a-bloc-vague"
    assert set(found[-2:]) == {"a-alone", "a-bloc-undated"}


def test_by_name_has_no_years_but_says_that_no_date_is_given(client: Client) -> None:
    html = client.get("/agreements/?sort=name").content.decode()
    assert shown(html) == sorted(shown(html))
    assert '<section class="year">' not in html
    assert html.count('<span class="none">no date given</span>') == 2


def test_page_says_what_it_shows(client: Client) -> None:
    html = client.get("/agreements/?country=ke&since=2015&until=2015").content.decode()
    assert "<h1>1 agreement with Kenya, 2015</h1>" in html
    assert "<title>1 agreement with Kenya, 2015" in html
    assert 'rel="canonical" href="http' in html


def test_a_series_says_why_it_stands_under_the_year_of_its_latest_edition(client: Client) -> None:
    own = make("own-date", "forum", ("CN", "DE"), type="series", date="2009/..")
    spanned = make("spanned", "forum", ("CN", "DE"), type="series")
    for series, year in ((own, 2013), (spanned, 2010), (spanned, 2014)):
        make(f"{series.slug}-{year}", "edition", ("CN", "DE"), date=str(year), series=series)
    derive()
    page = client.get("/forums/").content.decode()
    rows = {year.split("</h2>")[0]: " ".join(re.sub(r"<[^>]+>", " ", year).split()) for year in page.split("<h2>")[1:]}
    assert "since 2009 , latest edition 2013 own date" in rows["2013"]
    assert "2010 to 2014 , latest edition 2014 spanned" in rows["2014"]
    assert "latest" not in rows["2017"]  # begun in that year
    assert "latest edition" not in client.get("/forums/?sort=name").content.decode()


def test_all_of_several_countries_is_said_and_can_be_dropped(client: Client) -> None:
    html = client.get("/agreements/?country=ke&country=de&country_match=all").content.decode()
    assert "<h1>0 agreements with Germany and Kenya together</h1>" in html
    assert (
        'href="?country=de&amp;country=ke"><span class="hidden">Remove </span>all of these countries together' in html
    )
    assert "together" not in client.get("/agreements/?country=ke&country_match=all").content.decode().split("<form")[0]


@pytest.mark.parametrize("form", ["/", ".atom", ".bib"])
def test_the_order_of_values_makes_no_other_page(client: Client, form: str) -> None:
    """Canonical address, links, id of the feed and key of the citation."""
    publish()
    address = f"/agreements{form}?country=%s&country=%s&topic=trade"
    assert client.get(address % ("ke", "de")).content == client.get(address % ("de", "ke")).content


def test_through_a_bloc_has_a_pill_and_defaults_have_no_place_in_addresses(client: Client) -> None:
    html = client.get("/agreements/?country=ke&via=blocs&country_match=any&sort=newest").content.decode()
    assert 'href="?country=ke"><span class="hidden">Remove </span>also through a bloc' in html
    assert re.search(r'rel="canonical" href="[^"]*/agreements/\?country=ke&amp;via=blocs"', html)


def test_each_pill_drops_its_own_value(client: Client) -> None:
    html = client.get("/agreements/?country=ke&country=de&topic=trade").content.decode()
    assert 'href="?country=de&amp;topic=trade"' in html
    assert 'href="?country=de&amp;country=ke"' in html
    assert 'class="pill-clear" href="/agreements/"' in html


def test_direct_list_tells_how_many_more_count_through_a_bloc(client: Client) -> None:
    html = client.get("/agreements/?country=ke").content.decode()
    assert '<a href="?country=ke&amp;via=blocs">2 more</a> count through African Union' in html
    assert "through African Union" not in client.get("/agreements/?country=ke&via=blocs").content.decode()


def test_name_or_choice_of_a_country_leads_to_its_page(client: Client) -> None:
    assert 'href="/countries/ad/">Everything with Andorra</a>' in client.get("/agreements/?country=ad").content.decode()
    assert "Everything with" not in client.get("/agreements/?country=ad&country=ke").content.decode()
    for words in ("kenya", "肯尼亚"):
        assert (
            '<a href="/countries/ke/">Everything with Kenya</a>'
            in client.get("/search/", {"q": words}).content.decode()
        )


def test_row_tells_partner_place_sources_and_dispute(client: Client) -> None:
    html = client.get("/agreements/?source=page").content.decode()
    assert "with Germany" in html
    assert "2 sources" in html
    assert '<span class="dispute">a detail in doubt' in html
    assert "in Wuzhen" in client.get("/search/?q=wuzhen").content.decode()


def test_only_exact_dates_are_machine_readable(client: Client) -> None:
    html = client.get("/agreements/").content.decode()
    assert '<time datetime="2015-07-06">6 July 2015</time>' in html
    assert "<span>8 or 9 May 2015</span>" in html
    assert "<span>since 2012</span>" in html
    assert "[2015" not in html


def test_table_and_timeline_hold_the_same_records(client: Client) -> None:
    table = client.get("/agreements/table/?country=ke&via=blocs").content.decode()
    assert table.count("<tr>") == 4
    assert "3 agreements with Kenya (alone or through a bloc)" in table
    timeline = client.get("/timeline/?country=ke&kind=agreement&via=blocs").content.decode()
    assert timeline.count("/agreements/a-") >= 3


def test_unknown_parameters_are_ignored_and_dropped(client: Client) -> None:
    html = client.get("/agreements/?campaign=x&country=ke").content.decode()
    assert "campaign" not in html


BAD = [
    ("since", "2015-13"),
    ("until", "2015-02-30"),
    ("since", "yesterday"),
    ("since", "2015/2016"),
    ("since", "9" * 5000),
    ("country", "zz"),
    ("country", "KE' OR 1=1 --"),
    ("type", "series"),
    ("topic", "a\x00b"),
    ("q", "a\x00b"),
    ("q", "x" * 201),
    ("sort", "x"),
    ("via", "x"),
    ("country_match", "both"),
    ("participant", "nobody"),
    ("participant_match", "ALL"),
    ("source", "no/such"),
    ("undated", "yes"),
    ("disputed", "0"),
    ("page", "abc"),
    ("page", "0"),
    ("page", "-1"),
    ("page", "999"),
    ("page", "9" * 5000),
    ("page", "１"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_bad_value_is_named_with_400(client: Client, name: str, value: str) -> None:
    response = client.get(f"/agreements/?{urlencode({name: value})}")
    assert response.status_code == 400
    html = response.content.decode()
    assert "This address cannot be read" in html
    errors = html.split('<ul class="errors">')[1].split("</ul>")[0]
    assert f"({name})" in errors or f"{name}:" in errors
    if value.isalnum() and len(value) < 40:
        assert value in errors


@pytest.mark.parametrize(
    "path", ["/agreements/table/", "/agreements/timeline.json", "/timeline/", "/search/", "/timeline.json"]
)
def test_bad_value_is_400_wherever_the_filter_is_read(client: Client, path: str) -> None:
    assert client.get(f"{path}?since=2015-13").status_code == 400


def test_long_but_allowed_words_are_searched(client: Client) -> None:
    assert client.get("/search/", {"q": "合" * 200}).status_code == 200


def test_pages_hold_25_rows_and_keep_the_query(client: Client) -> None:
    from tests.views.small import make  # noqa: PLC0415 - only this test writes

    for number in range(30):
        make(f"more-{number:02}", who=("CN", "DE"), date="2019", topic="trade")
    html = client.get("/agreements/?topic=trade").content.decode()
    assert len(shown(html)) == 25
    assert 'rel="next" href="?topic=trade&amp;page=2"' in html
    second = client.get("/agreements/?topic=trade&page=2").content.decode()
    assert len(shown(second)) == 6
    assert 'rel="prev" href="?topic=trade&amp;page=1"' in second


def test_a_range_that_ends_before_it_begins_is_named(client: Client) -> None:
    response = client.get("/agreements/?since=2022&until=2015")
    assert response.status_code == 400
    assert "the range ends before it begins" in response.content.decode()
    assert client.get("/agreements/?since=2015-06&until=2015").status_code == 200


def test_a_range_says_how_many_records_without_a_date_it_leaves_out(client: Client) -> None:
    html = client.get("/agreements/?since=2015").content.decode()
    assert re.search(r'<a href="\?undated=1">\d+ more</a> have no date', html)
    assert "no range of dates" not in client.get("/agreements/").content.decode()


def test_names_are_ordered_by_an_order_that_both_databases_share() -> None:
    bound = AgreementFilter(QueryDict("sort=name"))
    assert bound.is_valid()
    assert str(bound.qs.query).rpartition("ORDER BY")[2].count("COLLATE") == 2
