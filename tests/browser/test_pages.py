"""Every type of page, wide and narrow, light and dark: nothing refused, nothing foreign, nothing barred."""

import pytest

from cooperation.choices import Kind
from cooperation.releases import hash_of
from cooperation.seeding.form import canonical_files
from cooperation.seeding.read import Seeds
from tests.browser.conftest import OpenTab

WIDE, NARROW = 1440, 390
PAGES = {
    "home": "/",
    "agreements": "/agreements/",
    "forums": "/forums/",
    "organisations": "/organisations/",
    "initiatives": "/initiatives/",
    "agreements filtered": "/agreements/?country=ru&via=blocs&sort=oldest",
    "agreements none": "/agreements/?q=nothing-is-called-this",
    "agreements table": "/agreements/table/",
    "countries to choose from": "/agreements/values/country/?since=2015&country=ru",
    "participants found": "/search/values/participant/?find=union",
    "source of no such name": "/search/values/source/?find=nothing-is-called-this",
    "agreement": "/agreements/{agreement}/",
    "forum": "/forums/{forum}/",
    "edition": "/editions/{edition}/",
    "organisation": "/organisations/{organisation}/",
    "initiative": "/initiatives/{initiative}/",
    "countries": "/countries/",
    "country": "/countries/ru/",
    "timeline": "/timeline/",
    "sources": "/sources/",
    "source": "/sources/{source}/",
    "further source": "/sources/wic-2023-07-13/",
    "sources, later page": "/sources/?page=2",
    "coverage": "/coverage/",
    "disagreements": "/disagreements/",
    "misprints": "/disagreements/misprint/",
    "about": "/about/",
    "changes": "/changes/",
    "release": "/changes/{release}/",
    "changes of a record": "/agreements/{agreement}/changes/",
    "no release": "/changes/0000000/",
    "search": "/search/?q=合作",
    "not found": "/nowhere/",
    "bad request": "/agreements/?since=yesterday",
}
STATUS = {"not found": 404, "no release": 404, "bad request": 400}


@pytest.fixture(scope="module")
def slugs(seeds: Seeds) -> dict[str, str]:
    """For each kind the record with the most statements: the fullest page. The fullest source. And the release."""
    fullest = sorted((entry.seed for entry in seeds.records), key=lambda seed: (len(seed.statements), seed.slug))
    source = max((entry.seed for entry in seeds.sources), key=lambda seed: (seed.paragraphs or 0, seed.slug))
    others = {"source": source.slug, "release": hash_of(canonical_files(seeds))}
    return {str(seed.kind): seed.slug for seed in fullest} | others


def test_each_kind_has_a_page_to_look_at(slugs: dict[str, str]) -> None:
    assert slugs.keys() == {*map(str, Kind), "source", "release"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", PAGES)
def test_page_opens_for_everyone(tab: OpenTab, slugs: dict[str, str], name: str, width: int, theme: str) -> None:
    watched = tab(width=width, theme=theme)
    watched.open(PAGES[name].format(**slugs))
    wrongs = watched.wrongs(STATUS.get(name, 200))
    assert not wrongs, "\n".join(wrongs)


def test_filters_work_without_javascript(tab: OpenTab) -> None:
    watched = tab(javascript=False)
    watched.open("/agreements/")
    page = watched.page
    everything = page.locator("h1").inner_text()
    page.locator("[name=country][value=ru]").check()
    page.locator("#filters button").click()
    assert "country=ru" in page.url
    assert page.locator("[name=country][value=ru]").is_checked()
    assert page.locator("h1").inner_text() != everything
    assert watched.problems == []


def test_chinese_characters_have_a_shape_of_their_own(tab: OpenTab) -> None:
    watched = tab()
    watched.open("/search/?q=合作")
    heading, shapes = watched.page.locator("h1"), []
    for character in "合作":
        heading.evaluate("(node, text) => { node.textContent = text; }", character)
        shapes.append(heading.screenshot())
    assert shapes[0] != shapes[1]
