"""Pages in little for frames of other sites: the same records, framed there only."""

import re
from html import unescape

import pytest
from django.test import Client

from cooperation.models import FormerSlug, Record, Release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
SERIES = "world-internet-conference"
EMBEDS = {
    "/embed/timeline/?country=ke&via=blocs": "/timeline/?country=ke&via=blocs",
    "/embed/agreements/?country=ru": "/agreements/?country=ru",
    "/embed/search/?q=cybersecurity": "/search/?q=cybersecurity",
    "/embed/countries/ke/": "/countries/ke/",
    "/embed/countries/ru/?since=2015": "/countries/ru/?since=2015",
    f"/embed/forums/{SERIES}/": f"/forums/{SERIES}/",
}
REFUSED = {
    "/embed/countries/cn/": 404,
    "/embed/countries/zz/": 404,
    "/embed/forums/nothing-of-the-kind/": 404,
    "/embed/about/": 404,
    "/embed/admin/": 404,
    "/embed/embed/timeline/": 404,
    "/embed/api/v1/docs/": 404,
    "/embed/nowhere/": 404,
    "/embed/timeline/?since=20155": 400,
    "/embed/countries/ke/?since=x": 400,
}


def records(html: str) -> set[str]:
    """The records that the main part leads to from its drawing or its table."""
    main = html.split("<main", 1)[1].split("</main>", maxsplit=1)[0]
    shown = "".join(re.findall(r"<svg.*?</svg>|<table.*?</table>", main, re.DOTALL))
    return set(re.findall(r'href="/(?:agreements|forums|editions|organisations|initiatives)/([a-z0-9-]+)/"', shown))


def is_open(response) -> bool:
    """Whether a browser shows it in a frame of any site."""
    policy = response["Content-Security-Policy"]
    return "frame-ancestors *" in policy and "X-Frame-Options" not in response


@pytest.mark.parametrize("path", EMBEDS)
def test_an_embed_shows_the_records_of_its_page(client: Client, path: str) -> None:
    response, page = client.get(path), client.get(EMBEDS[path])
    html = response.content.decode()
    assert response.status_code == 200
    drawn = records(html)
    assert drawn
    assert drawn <= records(page.content.decode())
    if SERIES in path:
        assert drawn == set(Record.objects.filter(series__slug=SERIES).values_list("slug", flat=True))
    else:
        svg = "".join(re.findall(r'<svg[^>]*class="chart-svg.*?</svg>', page.content.decode(), re.DOTALL))
        assert drawn == records(f"<main>{svg}</main>")


@pytest.mark.parametrize("path", EMBEDS)
def test_an_embed_says_what_it_is_of_and_leads_to_the_whole(client: Client, path: str) -> None:
    html = unescape(client.get(path).content.decode())
    release = Release.objects.current()
    assert f'<a class="embed-whole" href="{EMBEDS[path]}">' in html
    assert f'<a href="/changes/{release.hash}/">{release.short}</a> of ' in html
    assert 'rel="license"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "<script" not in html
    assert 'href="?' not in html


def test_years_of_an_embedded_timeline_lead_to_the_whole_page(client: Client) -> None:
    html = unescape(client.get("/embed/timeline/?kind=agreement").content.decode())
    years = re.findall(r'href="(/timeline/\?[^"]*since=[^"]*)"', html)
    assert len(years) > 3
    assert client.get(years[0]).status_code == 200
    assert all("kind=agreement" in year for year in years)


@pytest.mark.parametrize("path", REFUSED)
def test_what_cannot_be_shown_is_said_in_the_frame(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == REFUSED[path]
    assert is_open(response)
    html = response.content.decode()
    assert "Nothing to show here" in html
    assert "masthead" not in html
    if response.status_code == 400:
        assert "20155" in html or "“x”" in html


def test_a_frame_has_no_twin(client: Client) -> None:
    for path in ("/embed/countries/ke.json", "/embed/timeline.json"):
        response = client.get(path)
        assert response.status_code == 404
        assert not is_open(response)


def test_a_record_that_is_no_series_is_not_embedded(client: Client) -> None:
    record = Record.objects.filter(kind="agreement").first()
    assert client.get(f"/embed{record.get_absolute_url()}").status_code == 404


def test_what_moved_is_embedded_where_it_stands_now(client: Client) -> None:
    record = Record.objects.get(slug=SERIES)
    FormerSlug.objects.create(slug="wuzhen-summit-of-old", record=record)
    for path, to in (("forums/wuzhen-summit-of-old/", f"forums/{SERIES}/"), ("countries/KE/", "countries/ke/")):
        response = client.get(f"/embed/{path}")
        assert (response.status_code, response["Location"]) == (301, f"/embed/{to}")
        assert is_open(response)


def test_only_embeds_may_be_framed(client: Client) -> None:
    assert all(is_open(client.get(path)) for path in EMBEDS)
    for page in ("/", *EMBEDS.values(), "/about/", "/nowhere/", "/api/v1/docs/", "/agreements.csv", "/agreements.atom"):
        response = client.head(page)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], page
        assert response["X-Frame-Options"] == "DENY", page


@pytest.mark.parametrize("path", [*list(EMBEDS)[:2], *list(EMBEDS)[3:]])
def test_the_snippet_of_a_page_asks_for_what_it_shows(client: Client, settings, path: str) -> None:
    settings.SITE_URL = "https://atlas.example"
    html = client.get(EMBEDS[path]).content.decode()
    live, pinned = (unescape(html.split(f'id="embed-{name}">')[1].split("</pre>")[0]) for name in ("live", "pinned"))
    release = Release.objects.current().short
    joint = "&" if "?" in path else "?"
    assert unescape(live).startswith(f'<iframe src="https://atlas.example{path}" title="')
    assert unescape(pinned).startswith(f'<iframe src="https://atlas.example{path}{joint}release={release}" title="')
    assert live.count('"') == 10
    assert live.endswith("></iframe>")
