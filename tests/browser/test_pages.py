"""The types of page, which the other tests of this folder visit, and what holds of single ones."""

from cooperation.choices import Kind
from tests.browser.conftest import OpenTab

PAGES = {
    "home": "/",
    "agreements": "/agreements/",
    "forums": "/forums/",
    "agreements none": "/agreements/?q=nothing-is-called-this",
    "countries to choose from": "/agreements/values/country/?since=2015&country=ru",
    "participants found": "/search/values/participant/?find=union",
    "source of no such name": "/search/values/source/?find=nothing-is-called-this",
    "agreement": "/agreements/{agreement}/",
    "forum": "/forums/{forum}/",
    "edition": "/editions/{edition}/",
    "series": "/forums/world-internet-conference/",
    "calendar": "/calendar/",
    "calendar year": "/calendar/2015/",
    "calendar month": "/calendar/2019/11/?kind=forum&kind=edition",
    "on this day": "/calendar/on-this-day/11-20/",
    "on no day": "/calendar/on-this-day/02-29/",
    "no such month": "/calendar/2015/13/",
    "organisation": "/organisations/{organisation}/",
    "initiative": "/initiatives/{initiative}/",
    "countries": "/countries/",
    "countries found": "/countries/?find=guinea",
    "country": "/countries/ru/",
    "country with nothing": "/countries/vu/",
    "country, bad range": "/countries/ke/?since=soon",
    "compare four": "/countries/compare/?country=ru&country=de&country=eu&country=th",
    "compare, nothing chosen": "/countries/compare/",
    "compare, bad code": "/countries/compare/?country=ke&country=zz",
    "company of a country": "/countries/th/with/?via=blocs&since=2015",
    "company of an organisation": "/organisations/{organisation}/with/",
    "company of nobody": "/countries/ad/with/",
    "meetings of participants": "/agreements/{agreement}/with/",
    "timeline": "/timeline/",
    "timeline table": "/timeline/table/?lanes=topic&since=2024",
    "map": "/map/",
    "map bad request": "/map/?area=moon",
    "sources": "/sources/",
    "source": "/sources/{source}/",
    "further source": "/sources/wic-2023-07-13/",
    "coverage": "/coverage/",
    "misprints": "/disagreements/misprint/",
    "about": "/about/",
    "dataset": "/dataset/",
    "changes": "/changes/",
    "release": "/changes/{release}/",
    "changes of a record": "/agreements/{agreement}/changes/",
    "no release": "/changes/0000000/",
    "agreements of a release": "/agreements/?country=ru&release={release}",
    "agreements of no release": "/agreements/?release=0000000",
    "search": "/search/?q=合作",
    "search read": "/search/?q=kenya+agreements+since+2015",
    "search for nothing": "/search/?q=wuhzen+sumit",
    "not found": "/nowhere/",
    "bad request": "/agreements/?since=yesterday",
}
# The same types again, longer or narrowed: weighed and watched for faults, but gone through once only, above.
MORE_PAGES = {
    "organisations": "/organisations/",
    "initiatives": "/initiatives/",
    "agreements filtered": "/agreements/?country=ru&via=blocs&sort=oldest",
    "agreements table": "/agreements/table/",
    "country in a range": "/countries/ke/?since=2015",
    "compare": "/countries/compare/?country=ke&country=tz&since=2015",
    "sources, later page": "/sources/?page=2",
    "timeline by country": "/timeline/?lanes=country&since=2015&until=2019",
    "map through blocs": "/map/?via=blocs&area=asia",
    "disagreements": "/disagreements/",
    "company of a country, in all": "/countries/ru/with/",
    "timeline table of all": "/timeline/table/?lanes=topic",
    "fullest source": "/sources/{fullest}/",
}
STATUS = {
    "not found": 404,
    "no such month": 404,
    "no release": 404,
    "agreements of no release": 404,
    "bad request": 400,
    "country, bad range": 400,
    "compare, bad code": 400,
    "map bad request": 400,
}


def test_each_kind_has_a_page_to_look_at(slugs: dict[str, str]) -> None:
    assert slugs.keys() == {*map(str, Kind), "source", "fullest", "release"}


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
