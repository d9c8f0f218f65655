"""Lanes of kinds, countries, topics and organisations, and ranges of years: both pens and the tables agree."""

import json
import re
from collections import defaultdict
from xml.etree import ElementTree as ET

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import Settings

from cooperation.charts import Chart, timeline_of, to_plotly, to_svg
from cooperation.charts.lanes import MOST
from cooperation.derive import derive
from cooperation.filters import FILTERS
from cooperation.models import Country, Membership, Organisation, Record, RecordTopic
from tests.views import small

from .conftest import TODAY, in_lane

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
MODES = ("kind", "country", "topic", "organisation")


@pytest.fixture
def world() -> None:
    """Records with Kenya, with Germany, with both, through a bloc, with nobody, and without a date."""
    small.vocabulary()
    bloc = small.make("union", "organisation", (), type="bloc", spreads_to_members=True)
    Membership.objects.create(bloc_id=bloc.pk, country_id="KE", joined="2001")
    body = Organisation.objects.get(pk=small.make("body", "organisation", ()).pk)
    small.make("pact", "agreement", ("CN", "KE"), date="2015-07-06")
    small.make("accord", "agreement", ("CN", "KE", "DE"), date="2012/2021", topic="trade")
    small.make("talks", "forum", ("CN", "DE", body), date="2016~")
    small.make("summit", "forum", ("CN", Organisation.objects.get(pk=bloc.pk)), date="2017-03")
    small.make("idea", "initiative", ("CN",), date="2018/..")
    small.make("memo", "agreement", ("CN", "KE"))
    derive()


def draw(query: str, kinds: str = "records") -> Chart:
    bound = FILTERS[kinds](QueryDict(query))
    assert bound.is_valid()
    return timeline_of(bound, TODAY)


def standing(chart: Chart) -> dict[str, list[str]]:
    """For each lane by its label the records in it."""
    return {lane.label: sorted(mark.label for mark, _place in in_lane(chart, lane)) for lane in chart.lanes}


def drawn_lanes(chart: Chart) -> dict[str, set[str]]:
    """For each lane by its label the addresses that the drawing shows between its heights."""
    drawing = ET.fromstring(to_svg(chart).split("</svg>")[0] + "</svg>")  # noqa: S314 - our own text
    found = defaultdict(set)
    for link in drawing.iter(f"{SVG}a"):
        bands = [float(band.attrib["y"]) + float(band.attrib["height"]) / 2 for band in link.iter(f"{SVG}rect")]
        levels = bands or [float(use.attrib["y"]) for use in link.iter(f"{SVG}use")]
        for level in levels:
            lane = next(lane for lane in chart.lanes if lane.top < level < lane.bottom)
            found[lane.label].add(link.attrib["href"])
    return dict(found)


def figure_lanes(chart: Chart) -> dict[str, set[str]]:
    labels = {lane.key: lane.label for lane in chart.lanes}
    found = defaultdict(set)
    for trace in json.loads(to_plotly(chart))["data"]:
        for (link, _name, _date, lane), level in zip(trace.get("customdata", []), trace["y"], strict=False):
            found[labels[lane]].add(link)
            assert next(each for each in chart.lanes if each.top < level < each.bottom).key == lane
    return dict(found)


def test_a_record_stands_in_the_lane_of_each_country_it_counts_for(world: None) -> None:
    assert standing(draw("lanes=country")) == {"Germany (2)": ["accord", "talks"], "Kenya (2)": ["accord", "pact"]}


def test_countries_count_through_blocs_only_when_the_reader_says_so(world: None) -> None:
    lanes = standing(draw("lanes=country&via=blocs"))
    assert lanes == {"Kenya (3)": ["accord", "pact", "summit"], "Germany (2)": ["accord", "talks"]}


def test_chosen_countries_have_the_only_lanes_even_without_a_record(world: None) -> None:
    assert standing(draw("lanes=country&country=ke")) == {"Kenya (2)": ["accord", "pact"]}
    assert standing(draw("lanes=country&country=ke&country=ad")) == {
        "Kenya (2)": ["accord", "pact"],
        "Andorra (0)": [],
    }
    assert standing(draw("lanes=country&region=africa")) == {"Kenya (2)": ["accord", "pact"]}


def test_lanes_of_topics_and_organisations(world: None) -> None:
    assert standing(draw("lanes=topic")) == {
        "Cybersecurity (4)": ["idea", "pact", "summit", "talks"],
        "Trade (1)": ["accord"],
    }
    assert standing(draw("lanes=topic&topic=trade")) == {"Trade (1)": ["accord"]}
    assert standing(draw("lanes=organisation")) == {"body (1)": ["talks"], "union (1)": ["summit"]}
    assert standing(draw("lanes=organisation&participant=union")) == {"union (1)": ["summit"]}


def test_marks_keep_colour_and_shape_of_their_kind_in_any_lane(world: None) -> None:
    svg = to_svg(draw("lanes=country"))
    assert re.search(r'<a href="/agreements/pact/"[^>]* class="agreement point">', svg)
    assert re.search(r'<a href="/forums/talks/"[^>]* class="forum vague">.*?href="#mark-forum"', svg, re.DOTALL)
    assert {trace["meta"]["kind"] for trace in json.loads(to_plotly(draw("lanes=country")))["data"]} == {
        "agreement",
        "forum",
    }


@pytest.mark.parametrize("lanes", MODES)
@pytest.mark.parametrize("years", ["", "&since=2015&until=2017", "&via=blocs"])
def test_both_pens_and_both_tables_hold_the_same_records_in_the_same_lanes(
    world: None, client: Client, lanes: str, years: str
) -> None:
    chart = draw(f"lanes={lanes}{years}")
    wanted = {
        lane.label: {mark.link for mark, _place in in_lane(chart, lane)}
        for lane in chart.lanes
        if list(in_lane(chart, lane))
    }
    assert wanted
    assert drawn_lanes(chart) == figure_lanes(chart) == wanted
    if lanes != "kind":
        page = client.get(f"/timeline/?lanes={lanes}{years}").content.decode()
        assert rows_of(page.split('class="chart-table"')[1]) == wanted
        assert rows_of(client.get(f"/timeline/table/?lanes={lanes}{years}").content.decode()) == wanted


def rows_of(html: str) -> dict[str, set[str]]:
    """What a table says: for each lane the addresses of the rows that name it in their last column."""
    found = defaultdict(set)
    for row in re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1].partition("</tbody>")[0], re.DOTALL):
        link = re.search(r'<a href="([^"]+)"', row)
        last = re.findall(r"<td[^>]*>([^<]*)</td>", row)[-1]
        assert link
        for lane in last.split("; ") if "(" in last else []:
            found[lane].add(link[1])
    return dict(found)


def test_the_lanes_left_out_are_counted(world: None) -> None:
    for number in range(MOST + 3):
        Country.objects.create(code=f"X{chr(65 + number)}", name=f"Land {number:02}", name_zh="x", regions=[])
        small.make(f"treaty-{number}", "agreement", ("CN", f"X{chr(65 + number)}"), date="2014")
    derive()
    chart = draw("lanes=country")
    assert len(chart.lanes) == MOST
    assert [lane.label for lane in chart.lanes[:3]] == ["Germany (2)", "Kenya (2)", "Land 00 (1)"]
    assert "The 12 countries with most records have a lane; 5 more are left out" in chart.finding
    assert "2 dated records count for no country and have no lane." in chart.finding


def test_a_range_cuts_marks_at_its_edges_and_says_so(world: None) -> None:
    chart = draw("since=2015&until=2017-06")
    assert [day.isoformat() for day in (chart.shown.first, chart.shown.last)] == ["2015-01-01", "2017-06-30"]
    accord = next(mark for mark in chart.marks if mark.label == "accord")
    assert chart.cut(accord) == (True, True)
    assert "2012 to 2021" in accord.hover
    assert to_svg(chart).count('href="#before"') == to_svg(chart).count('href="#after"') == 1
    hooks = [
        trace for trace in json.loads(to_plotly(chart))["data"] if trace["meta"].get("sign") in ("before", "after")
    ]
    assert [(trace["x"], trace["meta"]["sign"]) for trace in hooks] == [
        (["2015-01-01"], "before"),
        (["2017-07-01"], "after"),
    ]
    assert not draw("").is_cut


def test_an_end_that_is_not_given_is_no_end_beyond_the_range(world: None) -> None:
    until = draw("since=2017&until=2019")
    idea = next(mark for mark in until.marks if mark.label == "idea")
    assert (until.cut(idea), until.arrow(idea)) == ((False, True), False)
    later = draw("since=2017")
    assert (later.cut(idea), later.arrow(idea)) == ((False, False), True)


def test_links_keep_the_query_and_set_lanes_or_years(world: None, client: Client) -> None:
    page = client.get("/agreements/?country=ke&lanes=topic&since=2012&until=2021&sort=oldest").content.decode()
    assert (
        '<a id="lane-country" href="?country=ke&amp;since=2012&amp;until=2021&amp;sort=oldest&amp;lanes=country">'
        in page
    )
    assert '<a id="lane-kind" href="?country=ke&amp;since=2012&amp;until=2021&amp;sort=oldest">' in page
    assert '<a id="years-all" href="?country=ke&amp;sort=oldest&amp;lanes=topic">' in page
    assert '<a href="?country=ke&amp;since=2015&amp;until=2015&amp;sort=oldest&amp;lanes=topic"><rect' in page
    assert '<input type="hidden" name="lanes" value="topic">' in page
    assert 'data-figure-url="/agreements/timeline.json?country=ke&amp;' in page
    assert "lanes=topic" in page.split('data-figure-url="')[1].split('"')[0]


def test_a_page_without_a_filter_leads_to_the_list_of_a_year(world: None, client: Client) -> None:
    assert '<a href="/search/?since=2015&amp;until=2015"><rect' in client.get("/").content.decode()
    page = client.get("/countries/ke/").content.decode()
    assert '<a href="/search/?country=ke&amp;via=blocs&amp;since=2015&amp;until=2015"><rect' in page
    assert "lane-country" not in page


def test_an_unknown_lane_is_refused_with_its_name(world: None, client: Client) -> None:
    answer = client.get("/timeline/?lanes=weather")
    assert answer.status_code == 400
    assert "lanes" in answer.content.decode()


def test_a_drawing_of_many_marks_leaves_their_names_to_the_table(world: None) -> None:
    assert "<title>" in to_svg(draw(""))
    for number in range(160):
        small.make(f"note-{number}", date="2014")
    derive()
    svg = to_svg(draw(""))
    assert "<title>" not in svg
    assert 'aria-hidden="true"' in svg
    assert "note 1<br>" in to_plotly(draw("")).replace("\\u003c", "<").replace("\\u003e", ">")


def test_lanes_of_an_aggregated_chart_count_each_of_their_records(world: None, settings: Settings) -> None:
    settings.MARKS_BEFORE_AGGREGATION = 1
    RecordTopic.objects.create(record=Record.objects.get(slug="pact"), topic_id="trade")
    chart = draw("lanes=topic&since=2015&until=2016")
    assert [lane.label for lane in chart.lanes] == ["Cybersecurity (2)", "Trade (2)"]
    assert [(bar.lane, bar.year, bar.number) for bar in chart.bars] == [
        ("cybersecurity", 2015, 1),
        ("cybersecurity", 2016, 1),
        ("trade", 2015, 2),
        ("trade", 2016, 1),
    ]
    assert to_svg(chart).count('class="bar"') == sum(len(t["y"]) for t in json.loads(to_plotly(chart))["data"]) == 4
