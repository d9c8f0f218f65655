"""Every page has a twin in JSON, linked in its head, that says what the page says."""

import ast
import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from cooperation.models import Country, Record
from cooperation.twins import TWINS
from tests.browser.test_pages import MORE_PAGES, PAGES, STATUS

LINK = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)">')
REFUSALS = {"400.html", "403.html", "404.html", "gone.html", "records/bad_request.html"}
VIEWS = Path(settings.BASE_DIR) / "cooperation" / "views"


def twin_of(html: bytes) -> str:
    [address] = LINK.findall(html.decode())
    return unescape(address)


@pytest.fixture
def names(seeded: object, db: None) -> dict[str, str]:
    kinds = ("agreement", "forum", "edition", "organisation", "initiative")
    found = {kind: Record.objects.filter(kind=kind).order_by("-origins", "slug").first().slug for kind in kinds}
    source = "china-daily-2015"
    release = re.search(r"[0-9a-f]{64}", Client().get("/changes/").content.decode())[0]
    return found | {"source": source, "fullest": "white-paper-2022", "release": release}


def templates_shown() -> set[str]:
    found = set()
    for path in VIEWS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("shown", "render"):
                name = node.args[1]
                found |= {name.value} if isinstance(name, ast.Constant) else set()
    return {name for name in found if name.endswith(".html")}


def test_every_template_that_a_view_shows_has_a_twin() -> None:
    assert templates_shown() == TWINS.keys() | REFUSALS


@pytest.mark.parametrize("name", [name for name in PAGES | MORE_PAGES if name not in STATUS])
def test_every_type_of_page_links_its_twin(client: Client, names: dict[str, str], name: str) -> None:
    page = client.get((PAGES | MORE_PAGES)[name].format(**names))
    assert page.status_code == 200
    response = client.get(twin_of(page.content))
    assert (response.status_code, response["Content-Type"]) == (200, "application/json"), twin_of(page.content)
    assert "</" not in b"".join(response).decode()
    assert client.get(twin_of(page.content), headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", sorted(STATUS))
def test_what_a_page_refuses_its_twin_refuses(client: Client, names: dict[str, str], name: str) -> None:
    path, mark, query = PAGES[name].format(**names).partition("?")
    response = client.get(f"{path.rstrip('/')}.json{mark}{query}")
    assert response.status_code == STATUS[name]
    errors = response.json()["errors"]
    assert errors
    assert all(words and isinstance(words, list) for words in errors.values())
    if name == "bad request":
        assert list(errors) == ["since"]


@pytest.mark.usefixtures("seeded", "db")
def test_the_twin_of_a_record_is_what_the_api_says(client: Client) -> None:
    for record in [*Record.objects.filter(kind="forum", type="series")[:2], *Record.objects.order_by("?")[:5]]:
        twin = client.get(f"{record.get_absolute_url().rstrip('/')}.json").json()
        assert twin["record"] == client.get(f"/api/v1/records/{record.slug}/").json()
        assert bool(twin["series"]) == (record.is_series or record.editions.exists())


@pytest.mark.usefixtures("seeded", "db")
def test_the_numbers_of_a_twin_are_those_of_its_page(client: Client) -> None:
    for country in Country.objects.filter(code__in=["KE", "RU", "EU", "VU"]):
        page = unescape(client.get(f"/countries/{country.slug}/").content.decode())
        twin = client.get(f"/countries/{country.slug}.json").json()
        assert twin["sentence"] in page
        assert len(twin["direct"]) == twin["numbers"]["direct"]
        listed = client.get("/api/v1/records/", {"country": country.slug, "limit": 200}).json()["results"]
        acts = {row["slug"] for row in listed if row["kind"] != "organisation"}
        assert {row["slug"] for row in twin["direct"]} == acts
    assert client.get("/map.json").json()["countries"][0]["direct"] > 5
    home = client.get("/index.json").json()
    assert home["total"] == Record.objects.count()
    month = client.get("/calendar/2019/11.json").json()
    assert sum(len(each["on_known_days"]) for each in month["months"]) == month["records_on_known_days"] > 0


@pytest.mark.usefixtures("seeded", "db")
def test_a_series_says_when_it_meets(client: Client) -> None:
    series = client.get("/forums/world-internet-conference.json").json()["series"]
    page = client.get("/forums/world-internet-conference/").content.decode()
    assert series["latest"]["slug"] in page
    assert len(series["editions"]) == Record.objects.filter(series__slug="world-internet-conference").count()


@pytest.mark.usefixtures("seeded", "db")
def test_a_moved_page_moves_its_twin(client: Client) -> None:
    record = Record.objects.filter(kind="forum").first()
    response = client.get(f"/agreements/{record.slug}.json?x=1")
    assert (response.status_code, response["Location"]) == (301, f"/forums/{record.slug}.json?x=1")
    assert client.get("/countries/KE.json")["Location"] == "/countries/ke.json"
    assert client.get("/countries/compare.json?country=KE&country=tz")["Location"].startswith(
        "/countries/compare.json?"
    )


@pytest.mark.usefixtures("seeded", "db")
@pytest.mark.parametrize(
    "path", ["/nowhere.json", "/admin.json", "/api/v1/docs.json", "/forums/%00.json", "/a/b/c.json"]
)
def test_what_has_no_twin_is_said_in_json(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["errors"]["detail"]
    assert client.post("/about.json").status_code == 405
