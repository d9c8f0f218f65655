"""Whatever is asked for with a release is what that release held, while the site shows what is current."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection, connections
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.test.utils import override_settings

from cooperation.middleware import PinnedMiddleware
from cooperation.models import Record, Release
from cooperation.models.snapshot import one_state
from cooperation.views import lists
from cooperation.views.answering import Streamed
from tests.pinning.conftest import Wait

pytestmark = pytest.mark.django_db


def slugs(response: HttpResponse) -> set[str]:
    """The records that a list shows."""
    return set(re.findall(r'class="row-title"><a href="/[a-z]+/([a-z0-9-]+)/', response.content.decode()))


def marks(response: HttpResponse) -> list[list[str]]:
    """What a chart knows of its marks: address, name, date."""
    return sorted(mark for trace in response.json()["data"] for mark in trace.get("customdata", ()))


def test_a_list_shows_what_it_held(client: Client, get: Wait, earlier: Release) -> None:
    assert slugs(get(f"/agreements/?release={earlier.hash}")) == {"memo", "former"}
    assert slugs(client.get("/agreements/")) == {"memo", "later"}
    assert slugs(get(f"/agreements/?country=ke&release={earlier.hash[:7]}&sort=oldest")) == {"memo", "former"}


def test_a_record_reads_as_it_did(client: Client, get: Wait, earlier: Release) -> None:
    then, now = get(f"/agreements/memo/?release={earlier.short}"), client.get("/agreements/memo/")
    assert "<h1>Memo</h1>" in then.content.decode()
    assert "Renamed memo" not in then.content.decode()
    assert "Renamed memo" in now.content.decode()


def test_a_removed_record_is_back_and_a_later_one_is_not_there(client: Client, get: Wait, earlier: Release) -> None:
    assert get(f"/agreements/former/?release={earlier.short}").status_code == 200
    assert client.get("/agreements/former/").status_code == 410
    missing = get(f"/agreements/later/?release={earlier.short}")
    assert missing.status_code == 404
    assert "You are reading release" in missing.content.decode()
    assert client.get("/agreements/later/").status_code == 200


def test_search_and_suggestions_know_the_words_of_that_time(client: Client, get: Wait, earlier: Release) -> None:
    assert slugs(get(f"/search/?q=vanished+pact&release={earlier.short}")) == {"former"}
    assert slugs(client.get("/search/?q=vanished+pact")) == set()
    found = get(f"/suggest/?q=vanish&release={earlier.short}").json()["items"]
    assert found[0]["url"] == f"/agreements/former/?release={earlier.short}"


def test_a_chart_holds_the_marks_of_that_time(client: Client, get: Wait, earlier: Release) -> None:
    then, now = get(f"/agreements/timeline.json?release={earlier.short}"), client.get("/agreements/timeline.json")
    pin = f"?release={earlier.short}"
    assert [mark[0] for mark in marks(then)] == [f"/agreements/former/{pin}", f"/agreements/memo/{pin}"]
    assert [mark[0] for mark in marks(now)] == ["/agreements/later/", "/agreements/memo/"]
    assert then.json().keys() == now.json().keys()


def test_history_ends_with_that_release(client: Client, get: Wait, earlier: Release) -> None:
    current = Release.objects.current()
    assert current
    then = get(f"/changes/?release={earlier.short}").content.decode()
    assert current.short not in then.split("<main")[1]
    assert earlier.short in then.split("<main")[1]
    own = get(f"/changes/{earlier.hash}/?release={earlier.short}").content.decode()
    assert f'href="/agreements/former/?release={earlier.short}">Vanished pact</a>' in own
    assert current.short in client.get("/changes/").content.decode().split("<main")[1]


def test_a_pinned_page_of_a_release_does_not_call_it_the_current_one(
    client: Client, get: Wait, earlier: Release
) -> None:
    current = Release.objects.current()
    assert "the current one" in client.get(f"/changes/{current.hash}/").content.decode()
    then = get(f"/changes/{earlier.hash}/?release={earlier.short}").content.decode()
    assert "the current one" not in then.split("<main")[1]


def test_every_way_on_keeps_to_the_release_and_the_banner_leads_out(get: Wait, earlier: Release) -> None:
    html = get(f"/agreements/?country=ke&release={earlier.hash}").content.decode()
    links = re.findall(r'(data-now )?href="(/[^"]*)"', html)
    out = [address for now, address in links if now]
    assert out == [Release.objects.current().get_absolute_url(), "/agreements/?country=ke"]
    on = [address for now, address in links if not now and not address.startswith("/static/")]
    assert on
    assert [address for address in on if f"release={earlier.short}" not in address] == []
    forms, fields = html.count("<form"), html.count(f'type="hidden" name="release" value="{earlier.short}"')
    assert forms == fields > 0
    assert f"?country=ke&amp;release={earlier.short}" in re.findall(r'<link rel="canonical" href="(.*)"', html)[0]


def test_what_is_copied_or_reported_names_the_page_as_it_was(client: Client, get: Wait, earlier: Release) -> None:
    with override_settings(CONTACT="desk@example.org", SITE_URL="https://atlas.example"):
        then = get(f"/agreements/memo/?release={earlier.short}").content.decode()
        now = client.get("/agreements/memo/").content.decode()
    address = "https://atlas.example/agreements/memo/"
    for html, release in ((then, earlier), (now, Release.objects.current())):
        day = f"{release.time.day} {release.time:%B %Y}"
        assert f"Cooperation Atlas, {day}, {address}?release={release.short}</p>" in html
    [letter] = re.findall(r'<a href="mailto:[^"]*body=([^"]*)">\s*Report an error', then)
    facts = [f"Record: Memo <{address}?release={earlier.short}>", f"Release: {earlier.hash}"]
    assert unquote(letter).split("\r\n")[:2] == facts


def test_search_engines_leave_it_out_and_caches_keep_it_shortly(client: Client, get: Wait, earlier: Release) -> None:
    then, now = get(f"/agreements/?release={earlier.short}"), client.get("/agreements/")
    assert then["X-Robots-Tag"] == "noindex"
    assert then["Cache-Control"] == "public, max-age=300"
    assert "Content-Security-Policy" in then
    assert int(then["Content-Length"]) == len(then.content)
    assert "X-Robots-Tag" not in now
    assert b"You are reading release" not in now.content
    assert b"pinned.css" not in now.content


def test_a_redirect_keeps_to_the_release(get: Wait, earlier: Release) -> None:
    assert get(f"/countries/KE/?release={earlier.short}")["Location"] == f"/countries/ke/?release={earlier.short}"
    assert get(f"/agreements?release={earlier.short}")["Location"] == f"/agreements/?release={earlier.short}"


def test_the_current_release_is_shown_live_and_said_to_be_so(client: Client, earlier: Release, kept) -> None:
    current = Release.objects.current()
    response = client.get(f"/agreements/?release={current.short}")
    assert slugs(response) == {"memo", "later"}
    html = response.content.decode()
    assert "It is the current one" in html
    assert f'href="/forums/?release={current.short}"' in html
    assert not list(kept.glob(f"{current.hash}*"))


def test_the_api_keeps_to_the_release_from_page_to_page(client: Client, get: Wait, earlier: Release) -> None:
    found, address = [], f"/api/v1/records/?kind=agreement&limit=1&release={earlier.hash}"
    while address:
        page = get(address).json()
        found += [record["slug"] for record in page["results"]]
        address = page["next"]
    assert sorted(found) == ["former", "memo"]
    addresses = get(f"/api/v1/?release={earlier.short}").json().values()
    assert all(address.endswith(f"release={earlier.short}") for address in addresses)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonl", "atom"])
def test_files_are_those_of_their_release(client: Client, get: Wait, earlier: Release, form: str) -> None:
    def lines(response: HttpResponse | StreamingHttpResponse) -> bytes:
        return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]

    current = Release.objects.current()
    assert current
    now = lines(client.get(f"/agreements.{form}"))
    assert lines(client.get(f"/agreements.{form}?release={current.short}")) == now
    then = lines(get(f"/agreements.{form}?release={earlier.short}"))
    assert then == lines(get(f"/agreements.{form}?release={earlier.hash}")) != now
    if form != "xlsx":
        assert (b"Vanished pact" in then, b"Later pact" in then) == (True, False)
        assert (b"Vanished pact" in now, b"Later pact" in now) == (False, True)
    assert connections["default"].vendor == connection.vendor


def test_a_load_that_comes_between_makes_the_current_release_an_earlier_one(
    earlier: Release, empty_shelf, monkeypatch
) -> None:
    current = Release.objects.current()
    assert current
    begun: list[Release] = []
    monkeypatch.setattr("cooperation.middleware.start", begun.append)
    given_up: list[bool] = []

    def pieces() -> Iterator[bytes]:
        try:
            yield from (b"of the release ", b"that has just come")
        finally:
            given_up.append(True)

    def file(request) -> HttpResponseBase:
        if begun:
            return HttpResponse("being prepared")
        Release.objects.create(hash="f" * 64, previous=current, counts={}, tally={}, dump=b"")
        response = Streamed(pieces(), "text/csv")
        response.begin()
        return response

    PinnedMiddleware(file)(RequestFactory().get(f"/agreements.csv?release={current.short}"))
    assert begun == [current]
    assert given_up


@pytest.mark.parametrize("code", ["0000000", "", "..%2F..%2Fetc", "abc", "%00", "x" * 5000])
def test_an_unknown_release_is_answered_by_which_is_current(client: Client, earlier: Release, code: str) -> None:
    response = client.get(f"/agreements/?country=ke&release={code}")
    html, current = response.content.decode(), Release.objects.current()
    assert response.status_code == 404
    assert f'<a href="/changes/{current.hash}/"><code>{current.short}</code></a> of ' in html
    assert 'href="/agreements/?country=ke">This page as it is now' in html
    assert 'href="/changes/">All releases' in html
    assert response["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response


def test_no_name_of_a_release_breaks_the_answer(client: Client, earlier: Release) -> None:
    for address in ("/?release=%00%1bx", "/changes/%00%1bx/"):
        html = client.get(address).content.decode()
        assert "“x”" in html
        assert not re.search(r"[\x00\x1b]", html)


def test_a_file_of_an_unknown_release_is_answered_in_plain_text(client: Client, earlier: Release) -> None:
    response, current = client.get("/agreements.csv?release=0000000"), Release.objects.current()
    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith(
        f"There is no release “0000000”. The current one is {current.short} of "
    )
    for path in ("/agreements.json", "/api/v1/records/", "/timeline.json"):
        response = client.get(f"{path}?release=0000000")
        assert response.status_code == 404
        assert response.json()["errors"]["detail"][0].startswith("There is no release “0000000”.")


def test_what_shows_no_state_takes_no_pin(client: Client, earlier: Release) -> None:
    for path in ("/healthz", "/robots.txt"):
        assert client.get(f"{path}?release=0000000").status_code == 200
    assert client.get("/admin/login/?release=0000000").status_code == 200


def test_the_live_connection_is_left_alone(client: Client, get: Wait, earlier: Release, monkeypatch) -> None:
    own = connections["default"]
    get(f"/agreements/?release={earlier.short}")
    assert connections["default"] is own

    def fail(*_: object) -> None:
        assert Record.objects.filter(slug="former").exists()
        raise RuntimeError("a view that fails")

    monkeypatch.setattr(lists, "timeline_of", fail)
    with pytest.raises(RuntimeError, match="a view that fails"):
        client.get(f"/timeline/?release={earlier.short}")
    assert connections["default"] is own
    assert not Record.objects.filter(slug="former").exists()


class TestStreaming:
    """A body that is written after the view has returned."""

    @staticmethod
    def end(response: StreamingHttpResponse) -> None:
        """End it without what Django does after a request, as that closes the connection of the test's transaction."""
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)

    @staticmethod
    def streamed(earlier: Release, log: list[str]) -> StreamingHttpResponse:
        def body():
            try:
                with one_state():
                    for slug in Record.objects.filter(kind="agreement").order_by("slug").values_list("slug", flat=True):
                        yield slug
                        log.append(connection.vendor)
            finally:
                log.append("ended")

        request = RequestFactory().get(f"/agreements.csv?release={earlier.short}")
        return PinnedMiddleware(lambda _request: StreamingHttpResponse(body()))(request)

    def test_it_is_of_that_release_to_its_end(self, get: Wait, earlier: Release) -> None:
        get(f"/?release={earlier.short}")
        own, log = connections["default"], []
        response = self.streamed(earlier, log)
        parts = []
        for part in response:
            parts.append(part)
            assert connections["default"] is own
            assert Record.objects.filter(slug="later").exists()
        self.end(response)
        assert parts == [b"former", b"memo"]
        assert log == ["sqlite", "sqlite", "ended"]

    def test_a_reader_who_leaves_early_leaves_nothing_open(self, get: Wait, earlier: Release) -> None:
        get(f"/?release={earlier.short}")
        own, log = connections["default"], []
        inside = own.in_atomic_block, list(own.savepoint_ids)
        response = self.streamed(earlier, log)
        assert next(iter(response)) == b"former"
        self.end(response)
        assert log == ["ended"]
        assert connections["default"] is own
        assert (own.in_atomic_block, own.savepoint_ids) == inside
        assert not Record.objects.filter(slug="former").exists()
