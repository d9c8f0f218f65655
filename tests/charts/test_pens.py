"""The two pens draw the same marks at the same places."""

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from pytest_django import Settings

from cooperation.charts import Chart, to_plotly, to_svg
from cooperation.charts.plotly_figure import COLOURS

from .conftest import Add

Draw = Callable[[], Chart]
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = """</title><script>alert(1)</script> & "x" onload='y' <b>bold</b>"""


def drawn(chart: Chart) -> ET.Element:
    """The drawing, the names of its lanes and its years, in one element."""
    text = to_svg(chart).replace("<svg class=", '<svg xmlns="http://www.w3.org/2000/svg" class=')
    return ET.fromstring(f"<div>{text}</div>")  # noqa: S314 - our own text, to see that it is well-formed


def part(svg: ET.Element, name: str) -> ET.Element:
    return next(each for each in svg if name in each.attrib["class"].split())


def links(svg: ET.Element) -> list[ET.Element]:
    return list(part(svg, "chart-svg").iter(f"{SVG}a"))


def title(link: ET.Element) -> str:
    return link.findtext(f"{SVG}title") or ""


def figure_of(chart: Chart) -> dict[str, Any]:
    return dict(json.loads(to_plotly(chart)))


def named(figure: dict[str, Any]) -> list[list[str]]:
    return [data for trace in figure["data"] for data in trace.get("customdata", [])]


def test_both_pens_hold_the_same_marks(every_sort: None, draw: Draw) -> None:
    chart = draw()
    by_svg = sorted([link.attrib["href"], *title(link).split("\n")[:2]] for link in links(drawn(chart)))
    by_plotly = sorted(named(figure_of(chart)))
    assert len(by_svg) == 8
    assert [[link, name, words.split(", ", 1)[1]] for link, name, words in by_svg] == [
        [link, name, date] for link, name, date, _lane in by_plotly
    ]
    assert by_plotly == sorted([mark.link, mark.label, mark.date_text, mark.kind] for mark in chart.marks)


def test_both_pens_put_bands_at_the_same_place(every_sort: None, draw: Draw) -> None:
    chart = draw()
    days = chart.shown.days
    by_svg = {}
    for link in links(drawn(chart)):
        if (band := link.find(f"{SVG}rect")) is not None:
            top, size = float(band.attrib["y"]), float(band.attrib["height"])
            by_svg[link.attrib["href"]] = (float(band.attrib["width"].rstrip("%")), top + size / 2)
    by_plotly = {
        data[0]: (round(length / 86_400_000 / days * 100, 2), level)
        for trace in figure_of(chart)["data"]
        if trace["type"] == "bar"
        for data, length, level in zip(trace["customdata"], trace["x"], trace["y"], strict=True)
    }
    assert by_svg == by_plotly
    assert len(by_svg) == 5


def test_both_pens_have_the_same_years_lanes_and_height(every_sort: None, draw: Draw) -> None:
    chart = draw()
    svg, layout = drawn(chart), figure_of(chart)["layout"]
    assert layout["xaxis"]["range"] == ["2011-01-01", "2025-01-01"]
    years = [text.text for text in part(svg, "chart-years").iter(f"{SVG}text")]
    assert years == layout["xaxis"]["ticktext"] == [str(year) for year in range(2011, 2025)]
    names = [text.text for text in part(svg, "chart-names").iter(f"{SVG}text")]
    assert names == [note["text"] for note in layout["annotations"] if "(" in note["text"]]
    assert names == [lane.label for lane in chart.lanes]
    inside = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert layout["yaxis"]["range"] == [inside, 0] == [chart.plot_height, 0]
    heights = [float(part(svg, name).attrib["height"]) for name in ("chart-svg", "chart-names", "chart-years")]
    assert heights == [inside, inside, layout["margin"]["b"]]


def test_days_are_points_vague_dates_are_marked_and_open_ends_have_an_arrow(every_sort: None, draw: Draw) -> None:
    svg = drawn(draw())
    by_name = {title(link).split("\n")[0]: link for link in links(svg)}
    assert by_name["Record 0"].attrib["class"] == "agreement point"
    assert by_name["Record 0"].find(f"{SVG}use").attrib["href"] == "#mark-agreement"
    assert by_name["Record 6"].attrib["class"] == "agreement vague"
    assert by_name["Record 6"].find(f"{SVG}rect").attrib["fill"] == "url(#vague-agreement)"
    assert by_name["Record 7"].attrib["class"] == "agreement point vague"
    assert [use.attrib["href"] for use in by_name["Record 4"].iter(f"{SVG}use")] == ["#open"]
    assert by_name["Record 2"].attrib["class"] == "forum"


def test_the_figure_marks_vague_dates_and_open_ends(every_sort: None, draw: Draw) -> None:
    traces = figure_of(draw())["data"]
    vague = [trace for trace in traces if trace["meta"].get("vague")]
    assert {trace["type"]: [data[1] for data in trace["customdata"]] for trace in vague} == {
        "bar": ["Record 6"],
        "scatter": ["Record 7"],
    }
    assert [trace["marker"].get("symbol") or trace["marker"]["pattern"]["shape"] for trace in vague] == [
        "/",
        "square-open",
    ]
    arrows = [trace for trace in traces if trace["meta"].get("sign") == "open"]
    assert [(trace["x"], trace["hoverinfo"]) for trace in arrows] == [(["2024-05-07"], "skip")]


def test_hostile_names_stay_text(add: Add, draw: Draw) -> None:
    add("2015", name=HOSTILE)
    chart = draw()
    svg = drawn(chart)
    assert title(links(svg)[0]).split("\n")[0] == HOSTILE
    assert not list(svg.iter(f"{SVG}script"))
    hover = figure_of(chart)["data"][0]["hovertext"][0]
    assert "<script" not in hover
    assert "&lt;script&gt;" in hover
    assert "<b>" not in hover


def test_a_long_hover_text_is_broken_into_lines(add: Add, draw: Draw) -> None:
    add("2015", name="word " * 60)
    lines = figure_of(draw())["data"][0]["hovertext"][0].split("<br>")
    assert len(lines) > 4
    assert max(map(len, lines)) <= 60


def test_the_svg_needs_no_style_no_script_and_no_tab_stop(every_sort: None, draw: Draw) -> None:
    svg = drawn(draw())
    for element in svg.iter():
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
    assert {link.attrib["tabindex"] for link in links(svg)} == {"-1"}
    drawing = part(svg, "chart-svg")
    assert (drawing.attrib["role"], drawing.attrib["aria-label"]) == ("group", "Timeline")


def test_the_figure_fetches_nothing_and_styles_no_text_inline(every_sort: None, draw: Draw) -> None:
    text = to_plotly(draw())
    assert "http" not in text
    assert "style=" not in text


def test_every_colour_of_the_figure_is_one_that_the_page_can_replace(every_sort: None, draw: Draw) -> None:
    figure = figure_of(draw())
    assert figure["layout"]["meta"]["colours"] == COLOURS
    used = {trace["marker"]["color"][:7] for trace in figure["data"]}
    assert used <= set(COLOURS.values())


def test_both_pens_draw_the_same_bars(add: Add, draw: Draw, settings: Settings) -> None:
    settings.MARKS_BEFORE_AGGREGATION = 1
    for date in ("2020", "2021", "2021-03"):
        add(date)
    chart = draw()
    svg, (trace,) = drawn(chart), figure_of(chart)["data"]
    bars = [bar for bar in svg.iter(f"{SVG}rect") if bar.attrib.get("class") == "bar"]
    assert [bar.findtext(f"{SVG}title") for bar in bars] == trace["hovertext"] == ["2020: 1", "2021: 2"]
    assert [float(bar.attrib["height"]) for bar in bars] == [-height for height in trace["y"]] == [32, 64]


def test_an_empty_chart_has_no_picture(draw: Draw) -> None:
    chart = draw()
    assert to_svg(chart) == ""
    assert figure_of(chart)["data"] == []
    html = render_to_string("includes/_chart.html", {"chart": chart, "svg": to_svg(chart), "figure_url": "/x.json"})
    assert "There is no record to draw." in html
    assert "data-chart" not in html


def test_a_short_chart_is_followed_by_its_rows(every_sort: None, draw: Draw) -> None:
    chart = draw()
    context = {"chart": chart, "svg": to_svg(chart), "figure_url": "/timeline.json?a=1&b=2", "table_url": "/table/"}
    html = render_to_string("includes/_chart.html", context)
    assert html.count("<tr>") == 1 + len(chart.marks)
    assert 'data-figure-url="/timeline.json?a=1&amp;b=2"' in html
    assert 'href="/table/"' in html
    assert chart.finding in html


@pytest.mark.parametrize(("table_url", "rows"), [("/table/", 0), ("", 42)])
def test_a_long_chart_leads_to_its_rows_or_holds_them(add: Add, draw: Draw, table_url: str, rows: int) -> None:
    for _number in range(41):
        add("2015")
    chart = draw()
    html = render_to_string("includes/_chart.html", {"chart": chart, "svg": to_svg(chart), "table_url": table_url})
    assert html.count("<tr>") == rows
