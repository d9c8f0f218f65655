"""Files of lists over HTTP: what their heads say, what is sent again and what is not, and what is refused."""

import datetime as dt
import gzip
import json
from urllib.parse import unquote, urlencode

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from cooperation.exports import columns, listing, sheets
from cooperation.models import Record, Release
from cooperation.views.answering import attachment
from tests.exports.listed import FORMS, body, slugs
from tests.views.small import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas", "release")]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
}
ANY_FORM = pytest.mark.parametrize("form", FORMS)


def publish(letter: str, hour: int) -> Release:
    time = dt.datetime(2026, 7, 6, hour, 30, 15, 123456, tzinfo=dt.UTC)
    return Release.objects.create(hash=letter * 64, time=time, counts={}, tally={}, dump=b"")


def got(client: Client, address: str, **headers: str) -> HttpResponse:
    """The answer, read to its end, as the state that it reads is left only there."""
    response = client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response.whole = b"".join(response)
    return response


@pytest.fixture
def release(atlas: None, db: None) -> Release:
    return publish("a", 12)


@ANY_FORM
def test_the_head_of_a_file(client: Client, form: str, settings) -> None:
    settings.SITE_URL = "https://atlas.example"
    response = got(client, f"/agreements.{form}?country=ke&country=de")
    assert response["Content-Type"] == TYPES[form]
    assert response["Content-Disposition"] == (
        f'attachment; filename="cooperation-atlas-agreements-de-ke-aaaaaaaaaaaa.{form}"'
    )
    assert response["Last-Modified"] == "Mon, 06 Jul 2026 12:30:15 GMT"
    assert response["Cache-Control"] == "no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Accept-Encoding" in response["Vary"]
    assert response["Link"] == (
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license", '
        '<https://atlas.example/agreements/?country=de&country=ke>; rel="alternate"; type="text/html"'
    )
    assert not response.has_header("Set-Cookie")


@ANY_FORM
def test_a_reader_who_has_the_file_gets_no_body(client: Client, form: str) -> None:
    address = f"/agreements.{form}?country=ke"
    first = got(client, address)
    kept = {"etag": first["ETag"], "modified": first["Last-Modified"]}
    for headers in ({"if_none_match": kept["etag"]}, {"if_modified_since": kept["modified"]}):
        again = got(client, address, **headers)
        assert (again.status_code, again.whole) == (304, b"")
        assert (again["ETag"], again["Last-Modified"]) == (kept["etag"], kept["modified"])
        assert again["Cache-Control"] == "no-cache"
        assert not again.has_header("Content-Disposition")
    earlier = http_date(Release.objects.get().time.timestamp() - 1)
    for headers in ({"if_none_match": '"other"'}, {"if_modified_since": earlier}):
        assert got(client, address, **headers).status_code == 200


def test_another_form_query_release_time_or_site_is_another_version(client: Client, settings) -> None:
    def tag(address: str) -> str:
        return str(client.head(address)["ETag"])

    tags = [tag(f"/agreements.{form}") for form in FORMS]
    tags += [
        tag(address)
        for address in ("/forums.csv", "/search.csv", "/agreements.csv?country=ke", "/agreements.csv?sort=name")
    ]
    publish("b", 13)
    tags.append(tag("/agreements.csv"))
    publish("a", 14)
    tags.append(tag("/agreements.csv"))
    settings.SITE_URL = "https://atlas.example"
    tags.append(tag("/agreements.csv"))
    assert len(set(tags)) == len(tags)
    assert all(each.startswith('W/"') for each in tags)


@ANY_FORM
def test_a_head_is_answered_without_a_body_being_made(client: Client, form: str, monkeypatch) -> None:
    expected = got(client, f"/agreements.{form}").headers
    monkeypatch.setattr(listing.Listing, "rows", None)
    monkeypatch.setattr(listing.Listing, "opened", None)
    response = client.head(f"/agreements.{form}")
    assert response.status_code == 200
    assert b"".join(response) == b""
    assert {**response.headers} == {**expected}


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_programs_are_told_in_json_which_value_cannot_be_read(client: Client, form: str) -> None:
    response = client.get(f"/search.{form}?since=20155&country=zz")
    assert (response.status_code, list(response.json()["errors"])) == (400, ["since", "country"])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_value_that_cannot_be_read_is_named_in_plain_text(client: Client, form: str) -> None:
    response = client.get(f"/search.{form}?since=20155&country=zz&type=%00")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    said = response.content.decode().splitlines()
    assert [line.partition(":")[0] for line in said] == ["From (since)", "Type (type)", "Country (country)"]
    assert "20155" in said[0]
    assert not response.has_header("ETag")
    assert not response.has_header("Content-Disposition")


@pytest.mark.parametrize(
    "address", ["/agreements.pdf", "/editions.csv", "/records.csv", "/agreements.csv/", "/map.csv"]
)
def test_what_is_no_list_or_form_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_nothing_is_written_by_a_file(client: Client) -> None:
    assert client.post("/agreements.csv").status_code == 405


def test_a_query_in_chinese_gives_a_name_in_both_ways(client: Client) -> None:
    query = urlencode({"q": '数据 "a"\r\nX: y; é'})
    named = got(client, f"/search.csv?{query}")["Content-Disposition"]
    plain, starred = named.removeprefix('attachment; filename="').split("\"; filename*=UTF-8''")
    assert plain == "cooperation-atlas-records-__-a-x-y-_-aaaaaaaaaaaa.csv"
    assert unquote(starred) == "cooperation-atlas-records-数据-a-x-y-é-aaaaaaaaaaaa.csv"
    assert named.isascii()


def test_a_name_cannot_end_its_quotes() -> None:
    assert attachment('a"b\\c\r\n;é.csv') == (
        "attachment; filename=\"a_b_c__;_.csv\"; filename*=UTF-8''a%22b%5Cc%0D%0A%3B%C3%A9.csv"
    )


@ANY_FORM
@pytest.mark.parametrize("accepted", ["br", "br, gzip", "gzip", ""])
def test_a_file_is_streamed_in_any_coding(client: Client, form: str, accepted: str) -> None:
    response = client.get(f"/search.{form}", headers={"accept-encoding": accepted})
    assert response.streaming
    assert not response.has_header("Content-Length")
    sent = b"".join(response)
    assert response.headers.get("Content-Encoding") == ("gzip" if "gzip" in accepted else None)
    assert len(slugs(form, gzip.decompress(sent) if "gzip" in accepted else sent)) == Record.objects.count()


@ANY_FORM
def test_before_the_first_release_there_is_a_file_without_a_version(client: Client, form: str) -> None:
    Release.objects.all().delete()
    response = client.get(f"/agreements.{form}")
    assert not response.has_header("ETag")
    assert len(slugs(form, b"".join(response))) > 0


def test_what_a_json_says_of_itself(client: Client, settings) -> None:
    settings.SITE_URL = "https://atlas.example"
    meta = json.loads(body(client, "/forums.json?sort=name"))["meta"]
    assert meta == {
        "title": "Cooperation Atlas",
        "query": "1 forum",
        "address": "https://atlas.example/forums/?sort=name",
        "rows": 1,
        "release": "a" * 64,
        "time": "2026-07-06T12:30:15Z",
        "licence": "CC BY 4.0",
        "licence_address": "https://creativecommons.org/licenses/by/4.0/",
        "citation": "“1 forum.” Cooperation Atlas, release aaaaaaaaaaaa of 6 July 2026. "
        "https://atlas.example/forums/?sort=name&release=aaaaaaaaaaaa. CC BY 4.0.",
        "meaning": "https://atlas.example/api/v1/openapi.json",
    }
    described = client.get("/api/v1/openapi.json").json()["components"]["schemas"]["Record"]["properties"]
    assert set(described) == set(json.loads(body(client, "/forums.jsonl")))


@ANY_FORM
def test_as_many_queries_for_one_record_as_for_fifty(client: Client, form: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(client, f"/agreements.{form}")
        return len(captured)

    few = queries()
    for number in range(50):
        make(f"row-{number}", who=("CN", "KE"), date="2015")
    assert queries() == few <= (16 if form.startswith("json") else 15)


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_it_comes_piece_by_piece(client: Client, form: str, monkeypatch) -> None:
    whole = body(client, f"/agreements.{form}")
    for module in (columns, listing, sheets):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    monkeypatch.setattr("cooperation.exports.objects.AT_ONCE", 2)
    pieces = list(client.get(f"/agreements.{form}"))
    assert len(pieces) > 3
    assert b"".join(pieces) == whole
