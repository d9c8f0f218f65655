"""A country is found by any of its names and by its code, and the site says where its names come from."""

import pytest
from django.test import Client

from cooperation.derive import derive
from cooperation.models import Country, Organisation
from tests.views import small
from tests.views.small import shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
FORMS = [
    "Ivory Coast",
    "Côte d'Ivoire",
    "Côte d’Ivoire",
    "cote divoire",
    "CI",
    "ci",
    "科特迪瓦",
    "象牙海岸",
]


@pytest.fixture(autouse=True)
def ivory_coast() -> None:
    """Records of Côte d'Ivoire, and some that only hold its code within a word."""
    Country.objects.create(
        code="CI",
        name="Côte d'Ivoire",
        name_zh="科特迪瓦",
        aliases=["Ivory Coast", "象牙海岸"],
        regions=["africa"],
        library_name="Côte d’Ivoire",
        why="The plain apostrophe.",
    )
    firm = Organisation.objects.get(pk=small.make("ivorian", "organisation", (), country_id="CI").pk)
    small.make("c-party", who=("CN", "CI"))
    small.make("c-firm", who=("CN", firm))
    small.make("c-place", who=("CN", "DE"), place_country_id="CI")
    small.make("c-named", who=("CN", "DE"), summary="A visit from the Ivory Coast's ministry.")
    small.make("c-policing", who=("CN", "DE"), summary="Policing of critical circuits.")
    derive()


def found(client: Client, words: str) -> set[str]:
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    return set(shown(response.content.decode()))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_finds_the_same_records_and_leads_to_the_same_page(client: Client, form: str) -> None:
    assert found(client, form) == {"ivorian", "c-party", "c-firm", "c-place", "c-named"}
    html = client.get("/search/", {"q": form}).content.decode()
    assert '<a href="/countries/ci/">' in html


@pytest.mark.parametrize("form", [form for form in FORMS if form != "ci"])
def test_a_name_or_code_goes_together_with_other_words(client: Client, form: str) -> None:
    assert found(client, f"{form} ministry") == {"c-named"}
    assert found(client, f"party {form}") == {"c-party"}


def test_small_letters_are_part_of_a_word_beside_other_words(client: Client) -> None:
    assert found(client, "ci policing") == {"c-policing"}


def test_two_capitals_are_found_as_a_word(client: Client) -> None:
    small.make("c-ai", who=("CN", "DE"), summary="On AI and its training.")
    small.make("c-training", who=("CN", "DE"), summary="On training.")
    derive()
    assert found(client, "AI") == {"c-ai"}
    assert found(client, "AI training") == {"c-ai"}


def test_a_code_without_records_leads_nowhere_but_a_name_does(client: Client) -> None:
    assert "Everything with" not in client.get("/search/?q=AD").content.decode()
    assert 'href="/countries/ad/">Everything with Andorra' in client.get("/search/?q=andorra").content.decode()
    assert "Everything with" not in client.get("/search/?q=CN").content.decode()


@pytest.mark.parametrize("words", ["Africa", "非洲"])
def test_a_region_typed_leads_to_its_filter(client: Client, words: str) -> None:
    assert '<a href="/search/?region=africa">' in client.get("/search/", {"q": words}).content.decode()


def test_country_page_shows_other_names_region_and_reason(client: Client) -> None:
    html = client.get("/countries/ci/").content.decode()
    assert 'Africa <span lang="zh-Hans">非洲</span>' in html
    assert 'Also called: <span>Ivory Coast</span>, <span lang="zh-Hans">象牙海岸</span>' in html
    assert '<a href="/about/#name-ci">why</a>' in html
    assert "Names from the Unicode CLDR" in client.get("/countries/ke/").content.decode()


def test_about_shows_the_table_of_own_names(client: Client) -> None:
    table = client.get("/about/").content.decode().split('<table class="own-names">')[1].split("</table>")[0]
    assert '<th scope="row">CI</th><td>Côte d’Ivoire' in table
    assert "The plain apostrophe." in table
    assert "Kenya" not in table
