"""The browser's pen: the same timeline as a plotly figure.

Its vertical axis counts pixels from the top, as the SVG does, and its margins are those of the box
around the SVG. Colours are those of the light theme; the page replaces them by its own.
"""

import datetime as dt
from collections.abc import Iterator
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from cooperation.charts.axis import DAY
from cooperation.charts.marks import AXIS_HEIGHT, Chart, Lane, Mark, Place
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
HEAD = 4
SIDE = 16
LIGHT, MIDDLING = "47", "99"
_HOVER_WIDTH = 60
Placed = list[tuple[Mark, Place]]
_LABEL_SHIFT = 17


def to_plotly(chart: Chart) -> str:
    """The chart as the JSON text of a plotly figure; each mark's customdata is its link, name, date and lane."""
    figure = go.Figure(layout=_layout(chart))
    for kind in GLYPHS:
        figure.add_traces(list(_traces(chart, kind)))
    for lane in chart.lanes:
        figure.add_traces([_bars(chart, lane)] if chart.bars else [])
    return str(figure.to_json())


def _layout(chart: Chart) -> go.Layout:
    return go.Layout(
        template="none",
        meta={"colours": COLOURS},
        height=chart.height + HEAD,
        margin={"l": SIDE, "r": SIDE, "t": HEAD, "b": AXIS_HEIGHT, "pad": 0},
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
    edges = [_day(chart.shown.first), _day(chart.shown.last + DAY)]
    return {
        "type": "date",
        "range": edges,
        "minallowed": edges[0],
        "maxallowed": edges[1],
        "tickmode": "array",
        "tickvals": [_day(tick.day) for tick in chart.ticks],
        "ticktext": [tick.label for tick in chart.ticks],
        "nticks": len(chart.ticks) + 1,
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

    The page shows its own names of lanes; these are for the picture that a reader saves.
    """
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": lane.top - 11, "yanchor": "middle"}
    place |= {"showarrow": False, "borderpad": 0}
    name = place | {"text": escape(lane.label, quote=False), "xshift": 15 if lane.kind else 0}
    if not lane.kind:
        return [name]
    return [name, place | {"text": GLYPHS[Kind(lane.kind)], "xshift": -1, "font": {"color": COLOURS[lane.kind]}}]


def _floor(lane: Lane) -> dict[str, object]:
    line = {"color": COLOURS["rule"], "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": lane.bottom, "y1": lane.bottom, "line": line}


def _traces(chart: Chart, kind: str) -> Iterator[go.Bar | go.Scatter]:
    """The marks of a kind: bands and points, firm ones and vague ones, and what bands bear."""
    own = [(mark, place) for mark in chart.marks if mark.kind == kind for place in mark.places]
    for vague in (False, True):
        alike = [(mark, place) for mark, place in own if mark.hatched == vague]
        if bands := [(mark, place) for mark, place in alike if not mark.is_point]:
            yield _bands(chart, kind, bands, vague)
        if points := [(mark, place) for mark, place in alike if mark.is_point]:
            yield _points(chart, kind, points, vague)
    yield from _signs(chart, kind, own)


def _bands(chart: Chart, kind: str, marks: Placed, vague: bool) -> go.Bar:
    colour = COLOURS[kind]
    tint = colour + (MIDDLING if chart.mixes_kinds else LIGHT)
    marker: dict[str, object] = {"cornerradius": 2, "color": tint, "line": {"color": colour, "width": 1}}
    if vague:
        hatching = {"shape": "/", "fgcolor": colour, "bgcolor": COLOURS["ground"], "size": 5, "solidity": 0.25}
        marker["pattern"] = hatching
    return go.Bar(
        orientation="h",
        base=[_day(chart.span(mark)[0]) for mark, _place in marks],
        x=[_milliseconds(chart, mark) for mark, _place in marks],
        y=[chart.level(place) for _mark, place in marks],
        width=chart.mark_size,
        marker=marker,
        meta={"kind": kind, "vague": vague},
        **_hover(marks),
    )


def _points(chart: Chart, kind: str, marks: Placed, vague: bool) -> go.Scatter:
    return go.Scatter(
        mode="markers",
        x=[_day(chart.middle(mark)) for mark, _place in marks],
        y=[chart.level(place) for _mark, place in marks],
        cliponaxis=False,
        marker={
            "symbol": SYMBOLS[Kind(kind)] + ("-open" if vague else ""),
            "size": chart.mark_size,
            "color": COLOURS[kind],
            "opacity": 1,
        },
        meta={"kind": kind, "vague": vague},
        **_hover(marks),
    )


def _signs(chart: Chart, kind: str, marks: Placed) -> Iterator[go.Scatter]:
    """The shape of the kind in a band, the arrow of an open end, the hooks of what is cut at an edge."""
    own = COLOURS[kind]
    inside = {"color": COLOURS["ground"], "line": {"color": own, "width": 1}}
    for name, symbol, day, drawn in (
        ("shape", SYMBOLS[Kind(kind)], chart.middle, chart.has_shape),
        ("open", "triangle-right", lambda mark: chart.span(mark)[1], chart.arrow),
        ("before", "triangle-left-open", lambda mark: chart.span(mark)[0], lambda mark: chart.cut(mark)[0]),
        ("after", "triangle-right-open", lambda mark: chart.span(mark)[1], lambda mark: chart.cut(mark)[1]),
    ):
        if bearing := [(mark, place) for mark, place in marks if drawn(mark)]:
            yield go.Scatter(
                mode="markers",
                x=[_day(day(mark)) for mark, _place in bearing],
                y=[chart.level(place) for _mark, place in bearing],
                cliponaxis=False,
                hoverinfo="skip",
                marker={"symbol": symbol, "size": chart.mark_size, "color": own} | (inside if name == "shape" else {}),
                meta={"kind": kind, "sign": name},
            )


def _bars(chart: Chart, lane: Lane) -> go.Bar:
    own = [bar for bar in chart.bars if bar.lane == lane.key]
    years = [chart.year_of(bar) for bar in own]
    return go.Bar(
        name=lane.label,
        base=lane.bottom,
        x=[_day(first + (after - first) // 2) for first, after in years],
        y=[-bar.height for bar in own],
        width=[(after - first).days * 86_400_000 * 0.8 for first, after in years],
        marker={"color": COLOURS[lane.kind or "muted"]},
        hoverinfo="text",
        hovertext=[bar.hover for bar in own],
        meta={"kind": lane.kind},
    )


def _hover(marks: Placed) -> dict[str, object]:
    return {
        "hoverinfo": "text",
        "hovertext": [_wrapped(mark.hover) for mark, _place in marks],
        "customdata": [[mark.link, mark.label, mark.date_text, place.lane] for mark, place in marks],
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
