"""For many queries: page, chart, frame, files, API, calendar and feed hold the same records."""

import json
import re
import time

import feedparser
import icalendar
import pytest
from django.http import QueryDict
from django.test import Client

from cooperation.choices import Kind
from cooperation.dates import parse
from cooperation.feeds import MOST
from cooperation.filters import FILTERS
from cooperation.models import Record
from tests.exports.listed import FORMS, body, frame, rows_of_csv, slugs
from tests.views.small import shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
LISTS = [
    "/agreements",
    "/agreements?country=ke",
    "/agreements?country=ke&via=blocs",
    "/agreements?country=ru&country=br",
    "/agreements?country=ru&country=br&country_match=all",
    "/search?country=ke&country=za&via=blocs&country_match=all&since=2015",
    "/agreements?since=2015&until=2019-06",
    "/agreements?since=2016&began=1&sort=oldest",
    "/agreements?type=mou&sort=name",
    "/agreements?undated=1",
    "/agreements?exact=1&layer=founding",
    "/agreements?topic=cybersecurity&topic=digital-economy",
    "/agreements?country=ke&since=1801&until=1802",
    "/forums",
    "/forums?type=series&sort=name",
    "/forums?attested=announced",
    "/forums?country=us&level=government",
    "/organisations?region=africa",
    "/organisations?country=ru&sort=oldest",
    "/initiatives",
    "/initiatives?alone=1",
    "/initiatives?region=arab-states&via=blocs",
    "/search",
    "/search?q=kenya",
    "/search?q=russia+2015",
    "/search?q=世界互联网大会",
    "/search?q=digital+silk+road&sort=newest",
    "/search?kind=edition&kind=initiative&since=2014",
    "/search?disputed=1",
    "/search?corroborated=1",
    "/search?region=africa&via=blocs&undated=1",
    "/search?participant=african-union&sort=oldest",
    "/search?series=world-internet-conference&sort=oldest",
    "/search?source=white-paper-2022&attested=reported",
]


def form_of(listed: str, form: str) -> str:
    path, mark, query = listed.partition("?")
    return f"{path}.{form}{mark}{query}"


def on_pages(client: Client, listed: str) -> list[str]:
    """The slugs on all pages of the list, in order."""
    path, _mark, query = listed.partition("?")
    address, found = f"{path}/?{query}", []
    while address:
        html = client.get(address).content.decode()
        found += shown(html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        address = f"{path}/{following[1].replace('&amp;', '&')}" if following else ""
    return found


def in_chart(client: Client, listed: str) -> set[str]:
    path, _mark, query = listed.partition("?")
    chart = "/timeline" if path == "/search" else f"{path}/timeline"
    traces = json.loads(client.get(f"{chart}.json?{query}").content)["data"]
    return {each[0].split("/")[-2] for trace in traces for each in trace.get("customdata", [])}


def in_frame(client: Client, listed: str) -> set[str]:
    """The records that the embedded chart of a list leads to."""
    path, _mark, query = listed.partition("?")
    html = client.get(f"/embed{path}/?{query}").content.decode()
    return set(re.findall(rf'href="/(?:{"|".join(f"{kind}s" for kind in Kind)})/([a-z0-9-]+)/"', html))


def in_api(client: Client, listed: str) -> set[str]:
    """The records that the API gives under the same filters, page by page."""
    path, _mark, query = listed.partition("?")
    kind = "" if path == "/search" else f"kind={path[1:-1]}&"
    address, found = f"/api/v1/records/?{kind}{query}&limit=200", []
    while address:
        page = client.get(address).json()
        found += [record["slug"] for record in page["results"]]
        address = page["next"]
    assert len(found) == len(set(found))
    return set(found)


def in_feed(client: Client, listed: str) -> set[str]:
    feed = feedparser.parse(client.get(form_of(listed, "atom")).content)
    assert not feed.bozo
    return {entry.link.split("/")[-2] for entry in feed.entries}


def in_calendar(client: Client, listed: str) -> set[str]:
    calendar = icalendar.Calendar.from_ical(client.get(form_of(listed, "ics")).content)
    return {str(event["url"]).split("/")[-2] for event in calendar.events}


@pytest.mark.parametrize("listed", LISTS)
def test_what_goes_elsewhere_holds_the_same_records(client: Client, listed: str) -> None:
    expected = set(slugs("jsonl", body(client, form_of(listed, "jsonl"))))
    records = Record.objects.filter(slug__in=expected)
    assert in_api(client, listed) == expected
    assert in_frame(client, listed) == set(records.filter(dated=True).values_list("slug", flat=True))
    told = in_feed(client, listed)
    assert told <= expected
    assert len(told) == min(len(expected), MOST)
    if listed.startswith(("/forums", "/search")):
        known = [each for record in records for each in record.editions.all() or [record] if each.date_edtf]
        assert in_calendar(client, listed) == {each.slug for each in known if parse(each.date_edtf).is_exact}


@pytest.mark.parametrize("listed", LISTS)
def test_page_chart_and_files_hold_the_same_records(client: Client, listed: str) -> None:
    files = {form: body(client, form_of(listed, form)) for form in FORMS}
    expected = on_pages(client, listed)
    assert {form: slugs(form, data) for form, data in files.items()} == dict.fromkeys(FORMS, expected)
    dated = {row["slug"] for row in rows_of_csv(files["csv"]) if row["date_earliest"]}
    assert in_chart(client, listed) == dated
    path, _mark, query = listed.partition("?")
    kinds = "records" if path == "/search" else path.removeprefix("/")
    assert FILTERS[kinds](QueryDict(query)).qs.count() == len(expected) == json.loads(files["json"])["meta"]["rows"]
    for form, data in files.items():
        if expected or form != "jsonl":
            assert list(frame(form, data).get("slug", [])) == expected


def test_the_queries_find_much_and_little(client: Client) -> None:
    sizes = [len(rows_of_csv(body(client, form_of(listed, "csv")))) for listed in LISTS]
    assert sizes.count(0) <= 3
    assert len(set(sizes)) > len(LISTS) / 2
    assert max(sizes) == Record.objects.count()


def test_the_same_bytes_for_the_same_release_and_query_however_it_is_written(client: Client) -> None:
    one = "country=ke&country=tz&via=blocs&since=2015"
    other = "unknown=1&since=2015&via=blocs&q=&country=tz&country=ke&country=ke&lanes=topic&page=2"
    first = {form: client.get(f"/agreements.{form}?{one}") for form in FORMS}
    given = {form: b"".join(response) for form, response in first.items()}
    time.sleep(2.1)  # the time of a file within a ZIP counts in steps of two seconds
    second = {form: client.get(f"/agreements.{form}?{other}") for form in FORMS}
    assert {form: b"".join(response) for form, response in second.items()} == given
    for name in ("ETag", "Last-Modified", "Content-Disposition", "Link"):
        assert [first[form][name] for form in FORMS] == [second[form][name] for form in FORMS]


def test_cells_of_csv_xlsx_and_json_say_the_same(client: Client) -> None:
    table, book = frame("csv", body(client, "/search.csv")), frame("xlsx", body(client, "/search.xlsx"))
    records = json.loads(body(client, "/search.json"))["records"]
    assert list(table.columns) == list(book.columns)
    assert records[0] == {
        name: value
        for name, value in client.get(f"/api/v1/records/{records[0]['slug']}/").json().items()
        if name != "statements"
    }
    for name in ("name", "name_zh", "date_edtf", "participants", "sources", "verdicts", "summary", "notes", "url"):
        assert [text.removeprefix("'") for text in table[name]] == list(book[name])
    for row, record in zip(table.to_dict("records"), records, strict=True):
        assert row["countries"] == "; ".join(record["countries"])
        assert row["participants"] == "; ".join(f"{each['name']} ({each['role']})" for each in record["participants"])
        assert row["date_earliest"] == (record["date"]["earliest"] or "")
        assert row["verdicts"].count(": ") >= len(record["verdicts"])
        for each in record["verdicts"]:
            doubt = ", misprint" if each["misprint"] else ", doubted" if each["doubted"] else ""
            assert f"{each['field']}: {each['verdict']}{doubt}" in row["verdicts"].split("; ")
        places = (f":{each['paragraph']}" if each["paragraph"] else "" for each in record["sources"])
        assert row["sources"] == "; ".join(
            f"{each['source']}{tail}" for each, tail in zip(record["sources"], places, strict=True)
        )
