"""What the API says is what the pages say; and how it answers what it cannot."""

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation import serializers
from cooperation.models import Change, Country, FormerSlug, Record, Release, Source
from tests.api.conftest import Ask

LISTS = ("records", "statements", "facets", "timeline", "countries", "sources", "releases", "changes")
ODD = ["\0", "a\0b", "x" * 9000, "☃", "'; drop table", "../..", "%", "9" * 60, "-1", "null", "[]"]
READ = [
    *("country", "q", "since", "undated", "kind", "record", "source", "field", "in_release", "slug"),
    *("limit", "cursor"),
]


def test_the_first_address_names_all_others(client: Client, ask: Ask) -> None:
    found = ask("")
    assert {*LISTS, "openapi", "docs"} == found.keys()
    assert {client.get(address).status_code for address in found.values()} == {200}


@pytest.mark.usefixtures("seeded", "db")
def test_a_record_in_a_list_is_what_exports_say_of_it(ask: Ask) -> None:
    for record in serializers.whole(Record.objects.filter(series__isnull=False))[:3]:
        alone = ask(f"records/{record.slug}/")
        statements = alone.pop("statements")
        assert json.loads(json.dumps(serializers.as_object(record))) == alone
        speaking = [row for row in statements if row["field"] != "mention"]
        assert {(row["source"], row["paragraph"]) for row in speaking} == {
            (row["source"], row["paragraph"]) for row in alone["sources"]
        }


def test_a_record_says_what_its_page_shows(ask: Ask) -> None:
    found = ask("records/world-internet-conference-2014/")
    assert found["date"] == {
        "edtf": "2014-11-19/2014-11-21",
        "earliest": "2014-11-19",
        "latest": "2014-11-21",
        "precision": "day",
        "is_vague": False,
        "has_open_end": False,
        "has_unstated_end": False,
        "text": found["date"]["text"],
    }
    assert (found["series"], found["number"]) == ("world-internet-conference", 1)
    assert {"role", "kind", "id", "name"} == found["participants"][0].keys()
    assert found["verdicts"]
    assert found["sources"]


@pytest.mark.usefixtures("seeded", "db")
def test_countries_bear_the_numbers_of_the_pages(client: Client, ask: Ask) -> None:
    page = client.get("/countries/").content.decode()
    for row in ask("countries/", limit=200)["results"]:
        code = row["code"].lower()
        listed = ask("records/", country=code, limit=200)["results"]
        assert len(listed) == row["direct"], code
        if row["direct"]:
            link = page.split(f'<a href="/countries/{code}/">')[1].split("</tr>")[0]
            numbers = re.findall(r'class="number">(\d+|–)<', link)
            assert numbers == [str(row["direct"]), str(row["through"] or "–")], code
    assert Country.objects.with_records().exclude(code="CN").count() == len(ask("countries/", limit=200)["results"])


@pytest.mark.parametrize("query", [{}, {"country": "ke"}, {"kind": ["agreement", "forum"], "since": "2015"}])
def test_facets_say_what_the_list_would_show(ask: Ask, query: dict) -> None:
    found = ask("facets/", **query)
    for name in ("kind", "country", "topic", "region", "status", "undated", "participant"):
        values = found["facets"][name]
        assert values == sorted(values, key=lambda each: (-each["count"], each["value"]))
        for each in values[:3]:
            wanted = ask("facets/", **{**query, name: each["value"]})
            assert wanted["total"] == each["count"], (name, each)
            assert each["label"]
    found = ask("facets/")["facets"]
    labels = {each["value"]: each["label"] for each in found["country"]}
    assert labels["ke"] == "Kenya"
    assert [each["label"] for each in found["corroborated"]] == ["at least two independent sources"]


@pytest.mark.parametrize("query", [{}, {"country": "ru"}, {"undated": "1"}, {"kind": "forum"}])
def test_buckets_hold_each_record_once(ask: Ask, query: dict) -> None:
    found = ask("timeline/", **query)
    assert found["undated"] + sum(each["count"] for each in found["buckets"]) == ask("facets/", **query)["total"]


def test_a_source_comes_with_all_it_says(ask: Ask) -> None:
    for source in Source.objects.all()[:3]:
        found = ask(f"sources/{source.slug}/")
        assert len(found["statements"]) == source.statements.count() > 0
        assert len(found["sections"]) == source.sections.count()


def test_a_release_comes_with_the_first_of_its_changes(ask: Ask) -> None:
    release = Release.objects.current()
    found = ask(f"releases/{release.hash[:9]}/")
    assert found["number_of_changes"] == Change.objects.filter(release=release).count() > 200
    assert len(found["changes"]) == 200
    assert ask("changes/", in_release=release.hash, limit=1)["results"] == found["changes"][:1]


@pytest.mark.usefixtures("seeded", "db")
def test_a_client_that_has_it_is_told_so(client: Client) -> None:
    for name in LISTS:
        first = client.get(f"/api/v1/{name}/")
        again = client.get(f"/api/v1/{name}/", headers={"If-None-Match": first["ETag"]})
        other = client.get(f"/api/v1/{name}/?limit=3", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, other.status_code) == (304, b"", 200)
    Release.objects.filter(pk=Release.objects.current().pk).update(hash="0" * 64)
    assert client.get(f"/api/v1/{name}/", headers={"If-None-Match": first["ETag"]}).status_code == 200
    bad = client.get("/api/v1/records/?kind=x", headers={"If-None-Match": "*"})
    assert (bad.status_code, bad.has_header("ETag")) == (400, False)


@pytest.mark.usefixtures("seeded", "db")
def test_queries_do_not_grow(client: Client) -> None:
    paths = [*(f"{name}/" for name in LISTS), "records/world-internet-conference/", "sources/white-paper-2022/"]
    for path in paths:
        counts = []
        for limit in (1, 150):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/api/v1/{path}", {"limit": limit}).status_code == 200
            counts.append(len(queries))
        assert counts[0] <= 30, path
        assert path == "records/" or counts[0] == counts[1], path


@pytest.mark.usefixtures("seeded", "db")
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_values_are_refused_or_find_nothing(client: Client, name: str, odd: str) -> None:
    for parameter in READ:
        response = client.get(f"/api/v1/{name}/", {"limit": 1, parameter: odd})
        assert response.status_code in (200, 400), (parameter, odd)
        if response.status_code == 400:
            assert all(isinstance(words, list) for words in response.json()["errors"].values())
    assert client.get(f"/api/v1/{name}/", {"limit": 1, "unknown": odd}).status_code == 200


@pytest.mark.usefixtures("seeded", "db")
@pytest.mark.parametrize(
    "path",
    ["records/a%00b/", "records/nothing/", "sources/%00/", "releases/%00/", "nowhere", "x/", "releases/0000000/"],
)
def test_what_is_not_there_is_said_in_json(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert list(response.json()["errors"]) == ["detail"]


@pytest.mark.usefixtures("seeded", "db")
def test_a_former_slug_leads_on_and_that_of_a_removed_record_is_gone(client: Client) -> None:
    FormerSlug.objects.create(slug="old", record=Record.objects.get(slug="world-internet-conference"))
    FormerSlug.objects.create(slug="removed", record=None)
    led, gone = client.get("/api/v1/records/old/"), client.get("/api/v1/records/removed/")
    assert (led.status_code, led["Location"]) == (301, f"{settings.SITE_URL}/api/v1/records/world-internet-conference/")
    assert led.json()["errors"]["detail"] == [f"it stands at {led['Location']}"]
    assert gone.status_code == 410
    assert "was removed" in gone.json()["errors"]["detail"][0]
    assert "ETag" not in led.headers


@pytest.mark.usefixtures("seeded", "db")
def test_methods_and_media_types(client: Client) -> None:
    address = "/api/v1/records/"
    assert client.head(address).content == b""
    assert client.head(address)["ETag"] == client.get(address)["ETag"]
    assert client.options(address, headers={"If-None-Match": "*"}).status_code == 200
    for method in (client.post, client.put, client.patch, client.delete):
        refused = method(address)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert list(refused.json()["errors"]) == ["detail"]
    assert client.get(address, headers={"Accept": "application/xml"}).status_code == 406
    assert client.get(address, headers={"Accept": "text/html,*/*;q=0.8"}).status_code == 200
    assert client.get(address, {"format": "xml"}).status_code == 200


@pytest.mark.usefixtures("seeded", "db")
def test_other_origins_may_read_and_nothing_else(client: Client) -> None:
    asks = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    files = ("/agreements.csv", "/forums.ics", "/changes.atom", "/dataset/topics.csv", "/dataset/datapackage.json")
    for path in (*files, "/api/v1/records/", "/api/v1/records/?kind=x", "/forums/world-internet-conference.json"):
        response = client.get(path, headers=asks)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.has_header("Access-Control-Allow-Credentials")
        response.getvalue()  # a body left unread would be closed whenever its garbage is collected
    ahead = client.options("/api/v1/records/", headers=asks)
    assert "if-none-match" in ahead["Access-Control-Allow-Headers"]
    assert (ahead.status_code, ahead["Access-Control-Allow-Methods"]) == (200, "GET, HEAD, OPTIONS")
    for path in ("/", "/agreements/", "/admin/login/", "/admin/x.json"):
        assert not client.get(path, headers=asks).has_header("Access-Control-Allow-Origin")
