"""What machines read in a page, taken in by rdflib without the network."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from cooperation.choices import ForumType
from cooperation.models import Organisation, Participant, Record
from cooperation.releases import publish
from tests.views import small

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("atlas"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),  # rdflib's own parser
]
SITE = "https://atlas.example"
SDO = Namespace("https://schema.org/")
LINKS = ("url", "license", "eventStatus", "eventAttendanceMode")
# The context of schema.org as far as the pages need it: all its words, and which of them hold addresses.
CONTEXT = {"@vocab": str(SDO), **{name: {"@type": "@id"} for name in LINKS}}
# Which words schema.org knows for which class, of those that any page uses.
THING = {"name", "alternateName", "description", "url", "identifier", "mainEntityOfPage", "subjectOf"}
WORK = THING | {"keywords", "license", "creator", "version", "dateModified", "dateCreated", "datePublished", "isPartOf"}
WORK |= {"isAccessibleForFree", "spatialCoverage", "temporalCoverage", "locationCreated"}
EVENT = THING | {"keywords", "startDate", "endDate", "eventStatus", "eventAttendanceMode", "location", "organizer"}
EVENT |= {"superEvent"}
WORDS = {
    "Dataset": WORK,
    "CreativeWork": WORK,
    "WebPage": WORK,
    "Event": EVENT,
    "EventSeries": EVENT,
    "Organization": THING | {"keywords", "address"},
    "Place": THING | {"address"},
    "Country": THING,
    "PostalAddress": {"addressCountry"},
}


@pytest.fixture(autouse=True)
def _site() -> Any:
    with override_settings(SITE_URL=SITE):
        publish()
        yield


def node(client: Client, path: str) -> dict[str, Any]:
    """The only data block of a page."""
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).content.decode())
    found: dict[str, Any] = json.loads(text)
    assert found["@context"] == "https://schema.org"
    return found


def graph(found: dict[str, Any]) -> Graph:
    """The block as statements."""
    return Graph().parse(data=json.dumps(found | {"@context": CONTEXT}), format="json-ld")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "Dataset"),
        ("/agreements/?country=ke", "Dataset"),
        ("/search/?q=nothing-such", "Dataset"),
        ("/countries/ke/", "Dataset"),
        ("/agreements/a-day/", "CreativeWork"),
        ("/initiatives/a-concept/", "CreativeWork"),
        ("/forums/a-series/", "EventSeries"),
        ("/editions/a-series-2017/", "Event"),
        ("/organisations/firm/", "Organization"),
    ],
)
def test_pages_speak_the_words_of_schema_org(client: Client, path: str, kind: str) -> None:
    found = node(client, path)
    told = graph(found)
    assert found["@type"] == kind
    assert len(told) > 5
    for subject, word, value in told:
        assert value not in (Literal(""), Literal("None")), word
        if word == RDF.type:
            assert value.removeprefix(str(SDO)) in WORDS
        elif types := [str(each).removeprefix(str(SDO)) for each in told.objects(subject, RDF.type)]:
            assert word.removeprefix(str(SDO)) in WORDS[types[0]], (types, word)
        else:
            assert word == SDO.addressCountry


def test_a_list_is_part_of_the_atlas_with_its_licence(client: Client) -> None:
    told, whole = graph(node(client, "/agreements/?country=ke")), graph(node(client, "/"))
    atlas = URIRef(f"{SITE}/#dataset")
    assert (atlas, RDF.type, SDO.Dataset) in whole
    [the_list] = set(told.subjects(SDO.isPartOf, atlas))
    assert told.value(the_list, SDO.url) == URIRef(f"{SITE}/agreements/?country=ke")
    assert told.value(the_list, SDO.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert len(str(told.value(the_list, SDO.version))) == 12


def test_an_edition_stands_in_its_series_with_its_days_and_place(client: Client) -> None:
    told = graph(node(client, "/editions/a-series-2017/"))
    event, series = URIRef(f"{SITE}/editions/a-series-2017/#record"), URIRef(f"{SITE}/forums/a-series/#record")
    assert (event, SDO.superEvent, series) in told
    assert (series, RDF.type, SDO.EventSeries) in told
    assert [str(told.value(event, word)) for word in (SDO.startDate, SDO.endDate)] == ["2017-12-03", "2017-12-05"]
    assert str(told.value(told.value(event, SDO.location), SDO.name)) == "Wuzhen"
    assert told.value(event, SDO.eventStatus) is None


@pytest.mark.parametrize(
    ("edtf", "event", "work"),
    [
        ("2015-07-06", {"startDate": "2015-07-06", "endDate": "2015-07-06"}, {"dateCreated": "2015-07-06"}),
        ("2015-07", {"startDate": "2015-07", "endDate": "2015-07"}, {"dateCreated": "2015-07"}),
        ("2015", {"startDate": "2015", "endDate": "2015"}, {"dateCreated": "2015"}),
        ("2015/2016-03", {"startDate": "2015", "endDate": "2016-03"}, {"temporalCoverage": "2015/2016-03"}),
        ("2015/..", {"startDate": "2015"}, {"temporalCoverage": "2015/.."}),
        ("2015-07-06/", {"startDate": "2015-07-06"}, {}),
        ("2015~", {}, {}),
        ("2015-07?", {}, {}),
        ("[2015-05-08..2015-05-09]", {}, {}),
        ("", {}, {}),
    ],
)
def test_no_date_is_more_exact_than_the_record(
    client: Client, edtf: str, event: dict[str, str], work: dict[str, str]
) -> None:
    small.make("met", "forum", date=edtf)
    small.make("made", date=edtf)
    words = {"startDate", "endDate", "dateCreated", "temporalCoverage"}
    assert {k: v for k, v in node(client, "/forums/met/").items() if k in words} == event
    assert {k: v for k, v in node(client, "/agreements/made/").items() if k in words} == work


@pytest.mark.parametrize(
    ("status", "attested", "known"),
    [("held", "reported", True), ("held", "announced", False), ("planned", "", False), ("unknown", "reported", False)],
)
def test_only_what_is_reported_took_place_as_dated(client: Client, status: str, attested: str, known: bool) -> None:
    small.make("met", "forum", date="2015", status=status)
    Record.objects.filter(slug="met").update(attested=attested)
    assert ("eventStatus" in node(client, "/forums/met/")) is known


def test_who_hosts_organises_and_who_signs_has_no_word(client: Client) -> None:
    record = small.make("met", "forum", (), place_name="online")
    Participant.objects.create(record=record, role="host", organisation=Organisation.objects.get(slug="firm"))
    found = node(client, "/forums/met/")
    assert [body["name"] for body in found["organizer"]] == ["firm"]
    assert "location" not in found
    assert found["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")
    signed = node(client, "/agreements/a-choice/")
    assert "creator" not in signed
    assert [place["identifier"] for place in node(client, "/agreements/a-day/")["spatialCoverage"]] == ["KE"]


def test_a_group_at_work_is_no_event(client: Client) -> None:
    small.make("group", "forum", type=ForumType.WORKING_GROUP, date="2015")
    small.make("mechanism", "forum", type=ForumType.MECHANISM, date="2015")
    assert node(client, "/forums/group/")["@type"] == "Organization"
    assert node(client, "/forums/mechanism/")["@type"] == "EventSeries"


def test_home_of_a_body_is_its_stated_one(client: Client) -> None:
    assert node(client, "/organisations/firm/")["address"]["addressCountry"] == "DE"
    assert "address" not in node(client, "/organisations/union/")


def test_no_name_ends_the_block(client: Client) -> None:
    name = "</script><script>alert(1)</script><!-- & \u2028"
    small.make("evil", name=name)
    html = client.get("/agreements/evil/").content.decode()
    assert "<script>alert" not in html
    assert "<!--" not in html.split("ld+json")[1].split("</script>")[0]
    assert node(client, "/agreements/evil/")["name"] == name


PAGES = (
    "/",
    "/agreements/?country=ke",
    "/agreements/a-day/",
    "/agreements/a-day/changes/",
    "/countries/",
    "/countries/ke/?since=2015",
    "/countries/ke/with/",
    "/countries/compare/?country=de&amp;country=ke",
    "/map/?topic=trade",
    "/calendar/2015/",
    "/calendar/2015/07/",
    "/timeline/?country=ke",
    "/sources/",
    "/sources/paper/",
    "/disagreements/",
    "/coverage/",
    "/changes/",
    "/about/",
    "/dataset/",
)


def test_a_page_says_what_a_shared_link_shows(client: Client) -> None:
    for path in PAGES:
        html = client.get(unescape(path)).content.decode()
        social = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', html))
        [canonical] = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
        assert social["url"] == canonical == f"{SITE}{path}"
        assert social["title"] == re.findall(r"<title>(.*) · Cooperation Atlas</title>", html)[0] or "/ke/" in path
        assert social["description"] == re.findall(r'<meta name="description" content="([^"]+)">', html)[0]
