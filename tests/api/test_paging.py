"""Page by page every record comes once, in the order of the pages, whatever the data do meanwhile."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client

from cooperation.filters import RecordFilter
from cooperation.models import Record
from tests.api.conftest import Ask
from tests.views import small

NUL = urlsafe_b64encode(b"record -sort_key slug\n\0\na").decode().rstrip("=")
NUL = urlsafe_b64encode(b"record -sort_key slug\n\0\na").decode().rstrip("=")
QUERIES = ["", "country=ru", "undated=1", "since=2015&until=2019", "country=ke&via=blocs", "kind=edition", "exact=1"]


def pages(ask: Ask, path: str, query: str, limit: int) -> Iterator[list[dict]]:
    cursor = ""
    while True:
        page = ask(path, **QueryDict(query).dict(), limit=limit, cursor=cursor)
        yield page["results"]
        if not page["next"]:
            return
        cursor = parse_qs(urlsplit(page["next"]).query)["cursor"][0]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("limit", [7, 200])
def test_no_record_is_lost_or_doubled(ask: Ask, query: str, limit: int) -> None:
    found = [row["slug"] for page in pages(ask, "records/", query, limit) for row in page]
    expected = list(RecordFilter(QueryDict(query)).qs.values_list("slug", flat=True))
    assert found == expected
    assert found


def test_one_record_to_a_page_goes_through_the_undated_ones_too(ask: Ask) -> None:
    found = [row["slug"] for page in pages(ask, "records/", "kind=forum", 1) for row in page]
    expected = list(Record.objects.filter(kind="forum").newest_first().values_list("slug", flat=True))
    assert found == expected
    assert Record.objects.filter(kind="forum", dated=False).count() > 20


@pytest.mark.parametrize(
    ("path", "key"),
    [("countries/", "code"), ("sources/", "slug"), ("statements/", "id"), ("changes/", "id"), ("releases/", "hash")],
)
def test_every_list_comes_whole(ask: Ask, path: str, key: str) -> None:
    found = [row[key] for page in pages(ask, path, "", 197) for row in page]
    more = [row[key] for page in pages(ask, path, "", 200) for row in page]
    assert found == more
    assert len(set(found)) == len(found) > 0


@pytest.mark.usefixtures("db")
def test_what_comes_and_goes_between_two_pages_moves_no_other(ask: Ask) -> None:
    before = list(Record.objects.newest_first().values_list("slug", flat=True))
    run = pages(ask, "records/", "", 50)
    found = [row["slug"] for row in next(run)]
    Record.objects.filter(slug__in=[before[3], before[60]]).update(sort_key="99991231")  # gone from where they were
    common = {"source": "white-paper-2022", "topic": "cybersecurity"}
    small.make("one-more", date="2199", **common)
    small.make("zz-last-of-all", **common)
    found += [row["slug"] for page in run for row in page]
    assert len(set(found)) == len(found)
    assert set(before) - set(found) == {before[60]}
    assert set(found) - set(before) == {"zz-last-of-all"}


@pytest.mark.parametrize("text", ["abc", "====", "AAAA", "é", "a" * 5000, "MDAwMA", "\0", "IA", NUL])
def test_a_cursor_that_no_page_gave_is_refused(client: Client, seeded: object, db: None, text: str) -> None:
    response = client.get("/api/v1/records/", {"cursor": text})
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["cursor"]


def test_a_cursor_of_another_list_is_refused(client: Client, ask: Ask) -> None:
    for path, other in [("countries/", "sources/"), ("statements/", "records/"), ("sources/", "statements/")]:
        cursor = parse_qs(urlsplit(ask(path, limit=1)["next"]).query)["cursor"][0]
        assert client.get(f"/api/v1/{other}", {"cursor": cursor}).status_code == 400
        assert client.get(f"/api/v1/{path}", {"cursor": cursor[:-3]}).status_code in (200, 400)


@pytest.mark.parametrize("limit", ["0", "-1", "201", "1e2", "٣", "000000001000", "9" * 400, "", "\0"])
def test_limits_are_kept(client: Client, seeded: object, db: None, limit: str) -> None:
    response = client.get("/api/v1/records/", {"limit": limit})
    assert response.status_code == 400
    assert response.json() == {"errors": {"limit": ["it takes a number from 1 to 200"]}}
