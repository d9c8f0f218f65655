"""The sitemap: every page once, dated by the release that last changed it, at a constant cost."""

import datetime as dt
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cooperation.models import Record, Release
from cooperation.releases import publish
from cooperation.views import sitemaps
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
SITE = "https://atlas.example"
NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FIRST = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _site() -> Iterator[None]:
    with override_settings(SITE_URL=SITE):
        publish()
        Release.objects.update(time=FIRST)
        yield


def read(client: Client, path: str) -> dict[str, str]:
    """Each address with its date, empty without one."""
    answer = client.get(path)
    assert answer["Content-Type"].startswith("application/xml")
    rows = ElementTree.fromstring(answer.content)  # noqa: S314  our own answer
    found = {row.findtext(f"{NAMES}loc", ""): row.findtext(f"{NAMES}lastmod", "") for row in rows}
    assert len(found) == len(rows)
    assert all(address.startswith(SITE) for address in found)
    return {address.removeprefix(SITE): changed for address, changed in found.items()}


def parts(client: Client) -> list[str]:
    [index] = [line for line in client.get("/robots.txt").content.decode().splitlines() if line.startswith("Sitemap:")]
    return list(read(client, index.removeprefix(f"Sitemap: {SITE}")))


def everything(client: Client) -> dict[str, str]:
    return {address: changed for part in parts(client) for address, changed in read(client, part).items()}


def test_every_page_is_there_and_answers(client: Client) -> None:
    found = everything(client)
    assert {record.get_absolute_url() for record in Record.objects.all()} < found.keys()
    assert {"/", "/agreements/", "/countries/ke/", "/sources/paper/", "/about/"} < found.keys()
    assert not {"/countries/ad/", "/countries/cn/"} & found.keys()
    assert {path: answer for path in found if (answer := client.get(path).status_code) != 200} == {}


def test_a_record_bears_the_time_of_the_release_that_changed_it(client: Client) -> None:
    Record.objects.filter(slug="a-day").update(summary="Told otherwise.")
    publish()
    now = Release.objects.current()
    assert now
    found = everything(client)
    assert found["/agreements/a-year/"] == FIRST.isoformat()
    assert found["/agreements/a-day/"] == found["/"] == now.time.isoformat()
    assert found["/sources/paper/"] == FIRST.isoformat()
    assert found["/about/"] == ""


def test_long_sections_come_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = everything(client)
    monkeypatch.setattr(sitemaps, "MOST", 5)
    monkeypatch.setattr(sitemaps, "_ALONE", ())
    short = [read(client, part) for part in parts(client) if "records" in part]
    assert [len(part) for part in short] == [5, 5, 4]
    assert {address for part in short for address in part} == {
        record.get_absolute_url() for record in Record.objects.all()
    } & whole.keys()
    for nowhere in ("/sitemap-records-4.xml", "/sitemap-records-0.xml", "/sitemap-others-1.xml"):
        assert client.get(nowhere).status_code == 404


def test_cost_does_not_grow(client: Client) -> None:
    def asked() -> list[int]:
        numbers = []
        for path in ("/sitemap.xml", "/sitemap-pages-1.xml", "/sitemap-sources-1.xml", "/sitemap-records-1.xml"):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            numbers.append(len(queries))
        return numbers

    few = asked()
    for number in range(20):
        small.make(f"more-{number}", who=("CN", "DE"))
    publish()
    assert asked() == few
