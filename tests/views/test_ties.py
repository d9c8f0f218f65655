"""Pages of who with whom: their words, their numbers, the lists these lead to."""

import html as entities
import re

import pytest
from django.http import QueryDict
from django.test import Client

from cooperation.derive import derive
from cooperation.filters import RecordFilter
from cooperation.models import Group, Organisation
from cooperation.seeding.read import Seeds
from tests.views import small

pytestmark = [pytest.mark.django_db]
ROW = re.compile(r'<td role="cell" class="number">(?:<a href="([^"]*)">)?(\d+)')
EGOS = [
    "/countries/ru/",
    "/countries/ke/",
    "/countries/th/",
    "/countries/eu/",
    "/organisations/cyberspace-administration-of-china/",
    "/organisations/itu/",
    "/organisations/asean/",
    "/organisations/african-union/",
    "/organisations/european-union/",
    "/organisations/huawei/",
]


def lines(html: str) -> list[tuple[str, int]]:
    """The list behind each row of the table, and the number it shows."""
    return [(entities.unescape(address), int(number)) for address, number in ROW.findall(html)]


@pytest.fixture
def company() -> None:
    """Kenya with Germany and a Chinese office twice, with a group once, and once alone."""
    small.vocabulary()
    small.make("office", "organisation", (), name="Office", country_id="CN")
    office = Organisation.objects.get(slug="office")
    group = Group.objects.create(slug="many", label="many others")
    small.make("first", "forum", who=("CN", "KE", "DE", office), date="2015")
    small.make("second", who=("CN", "KE", "DE", group, office), date="2019-05-06")
    small.make("third", who=("CN", "KE"), date="2020")
    small.make("lonely", who=("CN", "AD"))
    derive()


@pytest.mark.usefixtures("company")
def test_country_shows_its_company_drawn_and_as_a_table(client: Client) -> None:
    html = client.get("/countries/ke/with/").content.decode()
    assert "3 others are named beside it," in html
    assert 'in 2 of <a href="/search/?country=ke">3 records</a>.' in html
    assert lines(html) == [
        ("/search/?country=ke&country=de&country_match=all", 2),
        ("/search/?country=ke&participant=office", 2),
        ("", 1),
    ]
    drawing = html.split('class="ties-names"')[1].split("</figure>")[0]
    assert re.findall(r'<a href="([^"]*)"', drawing) == [
        "/countries/de/with/",
        "/organisations/office/with/",
        "/forums/first/",
        "/agreements/second/",
    ]
    assert "6 May 2019" in html


@pytest.mark.usefixtures("company")
def test_body_shows_its_company_without_its_home(client: Client) -> None:
    html = client.get("/organisations/office/with/").content.decode()
    assert lines(html)[0] == ("/search/?country=de&participant=office", 2)
    assert "its home country" not in html


@pytest.mark.usefixtures("company")
def test_filters_narrow_the_company_and_the_lists(client: Client) -> None:
    html = client.get("/countries/ke/with/?since=2018&kind=agreement").content.decode()
    assert lines(html)[0] == ("/search/?kind=agreement&since=2018&country=ke&country=de&country_match=all", 1)
    assert "/countries/de/with/?kind=agreement&amp;since=2018" in html
    assert 'value="2018"' in html
    assert "From: 2018" in html


@pytest.mark.usefixtures("company")
def test_record_shows_where_its_participants_meet_again(client: Client) -> None:
    html = client.get("/agreements/second/with/").content.decode()
    assert "It names 4 participants beside China." in html
    assert "At least two of them are named together in 1 other record." in html
    assert [number for _address, number in lines(html)] == [1, 1, 1, 0]
    assert '<a href="/forums/first/">first</a>' in html


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/countries/ad/with/", "No other participant is named beside Andorra in these sources."),
        ("/countries/ke/with/?until=2010", "No record of it fits the filters"),
        ("/agreements/lonely/with/", "No two participants are named here beside China."),
        ("/agreements/second/with/?until=2010", "No other record in these sources names two of them together."),
        ("/organisations/office/", '<a href="/organisations/office/with/">All 3, drawn and with the records'),
        ("/agreements/second/", '<a href="/agreements/second/with/">Where these meet again</a>'),
    ],
)
def test_words_for_what_there_is_and_is_not(client: Client, path: str, words: str) -> None:
    assert words in client.get(path).content.decode()


@pytest.mark.usefixtures("company")
def test_record_with_one_partner_leads_nowhere(client: Client) -> None:
    assert "/agreements/third/with/" not in client.get("/agreements/third/").content.decode()


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/countries/ke/with/?since=yesterday", 400),
        ("/agreements/second/with/?kind=war", 400),
        ("/countries/cn/with/", 404),
        ("/countries/zz/with/", 404),
        ("/agreements/none/with/", 404),
        ("/countries/ke/with/?page=9", 404),
        ("/countries/ke/with/?unknown=1", 200),
    ],
)
def test_bad_addresses_are_refused(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/countries/KE/with/", "/countries/ke/with/"),
        ("/countries/KE/with/?since=2015", "/countries/ke/with/?since=2015"),
        ("/countries/KE/?since=2015&until=2016", "/countries/ke/?since=2015&until=2016"),
        ("/forums/second/with/", "/agreements/second/with/"),
    ],
)
def test_other_spellings_lead_to_the_one_address(client: Client, path: str, other: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, other)


@pytest.mark.parametrize("query", ["", "?via=blocs", "?since=2016&kind=forum&kind=edition"])
@pytest.mark.parametrize("path", EGOS)
def test_numbers_are_those_of_the_lists_they_lead_to(client: Client, seeded: Seeds, path: str, query: str) -> None:
    html = client.get(f"{path}with/{query}").content.decode()
    followed = 0
    for address, number in lines(html):
        asked = QueryDict(address.partition("?")[2])
        if address:
            bound = RecordFilter(asked)
            assert bound.is_valid()
            assert bound.qs.count() == number, address
            followed += 1
    assert followed or not lines(html)
