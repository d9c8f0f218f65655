"""The heading of a list in words, however much is chosen and in whatever order."""

import pytest
from django.http import QueryDict
from django.test import Client

from cooperation.derive import derive
from cooperation.filters import FILTERS, sentence
from cooperation.models import Country
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("country=ke&country=de", "9 agreements with Germany or Kenya"),
        ("country=ke&country=de&country_match=all", "9 agreements with Germany and Kenya together"),
        ("country=de&region=europe", "9 agreements with Germany and with countries of Europe"),
        ("country=de&participant=union", "9 agreements with Germany and with African Union taking part"),
        ("region=middle-east&region=africa", "9 agreements with countries of Africa or the Middle East"),
        ("region=world&region=arab-states", "9 agreements with Arab states or groups of no single region"),
        ("region=asean&region=world", "9 agreements with countries of ASEAN or groups of no single region"),
        ("topic=trade&topic=cybersecurity", "9 agreements on Cybersecurity or Trade"),
        ("participant=union&topic=trade", "9 agreements with African Union taking part on Trade"),
    ],
)
def test_a_sentence_joins_what_is_chosen(query: str, words: str) -> None:
    bound = FILTERS["agreements"](QueryDict(query))
    assert bound.is_valid()
    assert sentence(bound, 9) == words


def test_many_countries_are_not_all_in_the_heading_but_all_among_the_pills(client: Client) -> None:
    names = ["Zambia", "Austria", "Österreich Two", "Belgium", "Chad", "Denmark"]
    for number, name in enumerate(names):
        country = Country.objects.create(code=f"X{number}", name=name, name_zh=name, regions=["europe"])
        small.make(f"of-{number}", who=("CN", country.code))
    derive()
    chosen = "&".join(f"country=x{number}" for number in range(6))
    page = client.get(f"/agreements/?{chosen}").content.decode()
    words = "6 agreements with Austria, Belgium, Chad, Denmark or 2 more countries"
    assert f"<title>{words} " in page
    assert f"<h1>{words}</h1>" in page
    assert page.count('class="pill"') == 6
    assert "Country: Zambia" in page
