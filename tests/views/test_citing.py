"""Citations, read back by the programs for which they are written."""

import datetime as dt
import json
import re
from html import unescape

import bibtexparser
import pytest
import rispy
from bibtexparser.model import Entry
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.test import Client
from django.test.utils import override_settings

from cooperation.citing import Citation, plain, to_bibtex, to_csl, to_ris
from cooperation.models import FormerSlug, Record, Release
from cooperation.releases import publish
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
TIME = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 22)
SITE = "https://atlas.example"
PAGES = {
    "/agreements/a-day/": ("/agreements/a-day", ""),
    "/agreements/?country=ke&via=blocs": ("/agreements", "?country=ke&via=blocs"),
    "/search/?q=数据": ("/search", "?q=%E6%95%B0%E6%8D%AE"),
    "/countries/ke/": ("/countries/ke", ""),
    "/countries/ke/?since=2015": ("/countries/ke", "?since=2015"),
}
FORMS = ("bib", "ris", "csl.json")
HOSTILE = "A {braced} title}, \\input{x} & 100 % of C#_~^ $x$ “数字经济” \r\nER  - \x00 @misc{no,"


@pytest.fixture(autouse=True)
def release(monkeypatch: pytest.MonkeyPatch) -> Release:
    """The release that adds the small atlas, read two days later."""
    for module in ("citations", "countries", "lists"):
        monkeypatch.setattr(f"cooperation.views.{module}.today", lambda: DAY)
    publish()
    Release.objects.update(time=TIME)
    found = Release.objects.current()
    assert found
    return found


def entry(text: str) -> Entry:
    """The only entry of a BibTeX file."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    [found] = library.entries
    return found


def rendered(text: str) -> str:
    """What a reference manager prints of a CSL-JSON file."""
    source = CiteProcJSON(json.loads(text))
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False), source, formatter.plain
    )
    bibliography.register(Cited([CitationItem(key) for key in source]))
    return "".join(map(str, bibliography.bibliography()))


@override_settings(SITE_URL=SITE)
@pytest.mark.parametrize("page", PAGES)
def test_all_formats_name_page_release_and_day(client: Client, release: Release, page: str) -> None:
    path, tail = PAGES[page]
    url = f"{SITE}{path}/{tail}{'&' if tail else '?'}release={release.short}"
    read = {form: client.get(f"{path}.{form}{tail}").content.decode() for form in FORMS}
    bib, [csl] = entry(read["bib"]), json.loads(read["csl.json"])
    [ris] = rispy.loads(read["ris"])
    assert bib["url"] == ris["urls"][0] == csl["URL"] == url
    assert bib["version"] == ris["edition"] == csl["version"] == release.short
    assert (bib["year"], bib["month"]) == ("2026", "11")
    assert (ris["year"], ris["date"], ris["access_date"]) == ("2026", "2026/11/20", "2026/11/22")
    assert csl["issued"]["date-parts"] == [[2026, 11, 20]]
    assert (bib["urldate"], csl["accessed"]["date-parts"]) == ("2026-11-22", [[2026, 11, 22]])
    assert bib.key == ris["id"] == csl["id"]
    assert bib["title"].strip("{}") == ris["title"] == csl["title"]
    assert csl["title"] in rendered(read["csl.json"])
    html = unescape(client.get(page).content.decode())
    sentence = html.split('id="cite-line">')[1].split("</p>")[0]
    assert f"“{csl['title']}.” Cooperation Atlas, release {release.short} of 20 November 2026. {url}. " in sentence
    assert "Read on 22 November 2026." in sentence
    entries = re.findall(r'<pre class="cite-line" id="cite-bibtex">(.*?)</pre>', html, re.DOTALL)
    assert entries == ([] if csl["type"] == "dataset" else [read["bib"]])
    assert [f"{path}.{form}{tail}" for form in FORMS] == re.findall(
        r'<a href="([^"]+)" download>', html.split('id="cite"')[1]
    )


def test_a_record_names_its_sources_with_their_paragraphs(client: Client) -> None:
    text = client.get("/agreements/a-dispute.bib").content.decode()
    assert entry(text)["note"].endswith("According to Office, 2016, ¶\u00a01, 5; Daily, 2016. CC BY 4.0")
    assert entry(text)["title"] == "{a dispute (2016)}"


def test_keys_stay_and_differ_from_list_to_list(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = ["/agreements.bib", "/agreements.bib?country=ke", "/agreements.bib?country=de", "/countries/ke.bib"]
    keys = [entry(client.get(address).content.decode()).key for address in addresses]
    assert len(set(keys)) == 4
    assert keys[0] == "atlas-list-agreements"
    assert keys[3] == "atlas-country-ke"
    monkeypatch.setattr("cooperation.views.citations.today", lambda: DAY + dt.timedelta(days=9))
    small.make("another", who=("CN", "KE"))
    publish()
    assert [entry(client.get(address).content.decode()).key for address in addresses] == keys


def test_unknown_parameters_and_the_page_are_no_part_of_a_list(client: Client) -> None:
    plain_list = client.get("/agreements.ris?country=ke").content
    assert client.get("/agreements.ris?utm=x&country=ke&country=ke&page=7&q=").content == plain_list


@pytest.mark.parametrize("address", ["/agreements.bib?since=soon", "/countries/ke.ris?since=soon"])
def test_bad_values_are_named(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "From (since): “soon”" in answer.content.decode()


def test_files_have_types_and_names(client: Client) -> None:
    types = {form: client.get(f"/agreements/a-day.{form}") for form in FORMS}
    assert [answer["Content-Type"].split(";")[0] for answer in types.values()] == [
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
    ]
    assert types["bib"]["Content-Disposition"] == 'attachment; filename="atlas-record-a-day.bib"'
    assert client.post("/agreements/a-day.bib").status_code == 405


def test_a_kept_copy_is_good_for_the_day_and_the_release(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get("/agreements.bib")["ETag"]
    assert client.get("/agreements.bib", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/agreements.bib?country=ke")["ETag"] != tag
    small.make("another", who=("CN", "KE"))
    publish()
    later = client.get("/agreements.bib", headers={"If-None-Match": tag})
    assert later.status_code == 200
    monkeypatch.setattr("cooperation.views.citations.today", lambda: DAY + dt.timedelta(days=1))
    assert client.get("/agreements.bib", headers={"If-None-Match": later["ETag"]}).status_code == 200


def test_addresses_that_have_moved_lead_on(client: Client) -> None:
    FormerSlug.objects.create(slug="old", record=Record.objects.get(slug="a-day"))
    assert client.get("/agreements/old.bib")["Location"] == "/agreements/a-day.bib"
    assert client.get("/forums/a-day.bib")["Location"] == "/agreements/a-day.bib"
    assert client.get("/countries/KE.bib?since=2015")["Location"] == "/countries/ke.bib?since=2015"
    for nowhere in ("/agreements/nothing.bib", "/countries/zz.bib", "/countries/cn.bib", "/agreements/a-day.xyz"):
        assert client.get(nowhere).status_code == 404


def test_no_title_breaks_a_format(release: Release) -> None:
    citation = Citation(HOSTILE, "https://atlas.example/x/", "record-x", release, DAY, HOSTILE)
    text = to_bibtex(citation)
    title = entry(text)["title"]
    assert "“数字经济”" in title
    assert all(rf"\{each}" in title for each in "&%#_$")
    assert r"\textbraceleft{}braced\textbraceright{} title\textbraceright{}" in title
    assert text.count("\n") == 10
    [ris] = rispy.loads(to_ris(citation))
    assert "\x00" not in to_ris(citation)
    assert ris["title"].endswith("“数字经济” ER - @misc{no,")
    assert "{braced}" in rendered(to_csl(citation))
    assert "\n" not in plain(citation)


def test_before_the_first_release_none_is_named() -> None:
    citation = Citation("Kenya", "https://atlas.example/countries/ke/", "country-ke", None, DAY)
    assert plain(citation) == (
        "“Kenya.” Cooperation Atlas. https://atlas.example/countries/ke/. Read on 22 November 2026. CC BY 4.0."
    )
    assert "version" not in to_bibtex(citation)
    assert "issued" not in to_csl(citation)
    assert "DA  -" not in to_ris(citation)
