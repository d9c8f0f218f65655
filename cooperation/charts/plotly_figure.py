"""The browser's pen: the same timeline as a plotly figure.

Its vertical axis counts pixels from the top, as the SVG does, and its margins are those of the box
around the SVG. Colours are those of the light theme; the page replaces them by its own.
"""

import datetime as dt
from collections.abc import Iterable
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from cooperation.charts.marks import AXIS_HEIGHT, DAY, Bar, Chart, Lane, Mark
from cooperation.choices import Kind

COLOURS = {
    "agreement": "#1F5FA8",
    "forum": "#A8431C",
    "organisation": "#2B6E4F",
    "initiative": "#7A3F8F",
    "ink": "#1B1F24",
    "muted": "#565C64",
    "rule": "#D9D4C8",
    "ground": "#FBFAF7",
}
SYMBOLS = {Kind.AGREEMENT: "square", Kind.FORUM: "circle", Kind.ORGANISATION: "diamond", Kind.INITIATIVE: "triangle-up"}
GLYPHS = {Kind.AGREEMENT: "■", Kind.FORUM: "●", Kind.ORGANISATION: "◆", Kind.INITIATIVE: "▲"}
KEY_HEIGHT = 32
SIDE = 16
LIGHT = "47"
AGAIN = "again"
_HOVER_WIDTH = 60
_LABEL_SHIFT = 17


def to_plotly(chart: Chart) -> str:
    """The chart as the JSON text of a plotly figure; each mark's customdata is its link, name and date."""
    figure = go.Figure(layout=_layout(chart))
    for lane in chart.lanes:
        figure.add_traces(list(_traces(chart, lane)))
    return str(figure.to_json())


def _layout(chart: Chart) -> go.Layout:
    return go.Layout(
        template="none",
        meta={"colours": COLOURS},
        height=chart.height + KEY_HEIGHT,
        margin={"l": SIDE, "r": SIDE, "t": KEY_HEIGHT, "b": AXIS_HEIGHT, "pad": 0},
        barmode="overlay",
        hovermode="closest",
        dragmode="zoom",
        showlegend=False,
        paper_bgcolor=COLOURS["ground"],
        plot_bgcolor=COLOURS["ground"],
        font={"size": 13, "color": COLOURS["ink"]},
        hoverlabel={"align": "left", "bgcolor": COLOURS["ground"], "font": {"color": COLOURS["ink"]}},
        modebar={"bgcolor": COLOURS["ground"], "color": COLOURS["muted"], "activecolor": COLOURS["ink"]},
        xaxis=_time_axis(chart),
        yaxis={"range": [chart.plot_height, 0], "fixedrange": True, "visible": False},
        annotations=[text for lane in chart.lanes for text in _lane_labels(lane)],
        shapes=[_floor(lane) for lane in chart.lanes],
    )


def _time_axis(chart: Chart) -> dict[str, object]:
    edges = [_day(chart.first), _day(chart.last + DAY)]
    return {
        "type": "date",
        "range": edges,
        "minallowed": edges[0],
        "maxallowed": edges[1],
        "nticks": len(chart.years) + 1,
        "gridcolor": COLOURS["rule"],
        "tickfont": {"color": COLOURS["muted"], "size": 12},
        "ticklabelshift": _LABEL_SHIFT,
        "zeroline": False,
        "ticks": "outside",
        "ticklen": 6,
        "ticklabelstandoff": -4,
        "tickcolor": COLOURS["rule"],
    }


def _lane_labels(lane: Lane) -> list[dict[str, object]]:
    """The kind's mark and the lane's name, two texts because a colour inside one would be an inline style.

    The name stands at the right as well, for narrow screens that show only one end of the drawing.
    """
    glyph, text = GLYPHS[Kind(lane.key)], escape(lane.label, quote=False)
    place = {"xref": "paper", "y": lane.top - 11, "yanchor": "middle", "showarrow": False, "borderpad": 0}
    left, right = place | {"x": 0, "xanchor": "left"}, place | {"x": 1, "xanchor": "right"}
    return [
        left | {"text": glyph, "xshift": -1, "font": {"color": COLOURS[lane.key]}},
        left | {"text": text, "xshift": 15},
        right | {"text": text, "name": AGAIN},
    ]


def _floor(lane: Lane) -> dict[str, object]:
    line = {"color": COLOURS["rule"], "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": lane.bottom, "y1": lane.bottom, "line": line}


def _traces(chart: Chart, lane: Lane) -> Iterable[go.Bar | go.Scatter]:
    """What one lane shows: bands and points, firm ones and vague ones, arrows of open ends, or bars."""
    own = [mark for mark in chart.marks if mark.lane == lane.key]
    for vague in (False, True):
        alike = [mark for mark in own if mark.vague == vague]
        if bands := [mark for mark in alike if not mark.is_point]:
            yield _bands(chart, lane, bands, vague)
        if points := [mark for mark in alike if mark.is_point]:
            yield _points(chart, lane, points, vague)
    if still_open := [mark for mark in own if mark.open_end]:
        yield _arrows(chart, lane, still_open)
    if bars := [bar for bar in chart.bars if bar.lane == lane.key]:
        yield _bars(chart, lane, bars)


def _bands(chart: Chart, lane: Lane, marks: list[Mark], vague: bool) -> go.Bar:
    colour = COLOURS[lane.key]
    marker: dict[str, object] = {"cornerradius": 2, "color": colour + LIGHT, "line": {"color": colour, "width": 1}}
    if vague:
        hatching = {"shape": "/", "fgcolor": colour, "bgcolor": COLOURS["ground"], "size": 5, "solidity": 0.25}
        marker["pattern"] = hatching
    return go.Bar(
        name=lane.label,
        orientation="h",
        base=[_day(mark.start) for mark in marks],
        x=[_milliseconds(chart, mark) for mark in marks],
        y=[chart.level(mark) for mark in marks],
        width=chart.mark_size,
        marker=marker,
        meta={"kind": lane.key, "vague": vague},
        **_hover(marks),
    )


def _points(chart: Chart, lane: Lane, marks: list[Mark], vague: bool) -> go.Scatter:
    colour = COLOURS[lane.key]
    return go.Scatter(
        name=lane.label,
        mode="markers",
        x=[_day(chart.middle(mark)) for mark in marks],
        y=[chart.level(mark) for mark in marks],
        cliponaxis=False,
        marker={
            "symbol": SYMBOLS[Kind(lane.key)] + ("-open" if vague else ""),
            "size": chart.mark_size,
            "color": colour,
            "opacity": 1,
        },
        meta={"kind": lane.key, "vague": vague},
        **_hover(marks),
    )


def _arrows(chart: Chart, lane: Lane, marks: list[Mark]) -> go.Scatter:
    return go.Scatter(
        name=lane.label,
        mode="markers",
        x=[_day(chart.span(mark)[1]) for mark in marks],
        y=[chart.level(mark) for mark in marks],
        cliponaxis=False,
        hoverinfo="skip",
        marker={"symbol": "triangle-right", "size": chart.mark_size, "color": COLOURS[lane.key]},
        meta={"kind": lane.key, "open": True},
    )


def _bars(chart: Chart, lane: Lane, bars: list[Bar]) -> go.Bar:
    year = 365 * 86_400_000
    return go.Bar(
        name=lane.label,
        base=lane.bottom,
        x=[_day(dt.date(bar.year, 7, 2)) for bar in bars],
        y=[-bar.height for bar in bars],
        width=year * 0.8,
        marker={"color": COLOURS[lane.key]},
        hoverinfo="text",
        hovertext=[bar.hover for bar in bars],
        meta={"kind": lane.key},
    )


def _hover(marks: list[Mark]) -> dict[str, object]:
    return {
        "hoverinfo": "text",
        "hovertext": [_wrapped(mark.hover) for mark in marks],
        "customdata": [[mark.link, mark.label, mark.date_text] for mark in marks],
    }


def _wrapped(text: str) -> str:
    """Lines that fit a screen; escaped, because plotly reads some tags in its labels."""
    lines = [part for line in text.split("\n") for part in wrap(line, _HOVER_WIDTH)]
    return "<br>".join(escape(line, quote=False) for line in lines)


def _day(day: dt.date) -> str:
    return day.isoformat()


def _milliseconds(chart: Chart, mark: Mark) -> int:
    start, end = chart.span(mark)
    return (end - start).days * 86_400_000
