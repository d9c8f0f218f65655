"""The server's pen: a timeline as inline SVG, complete without scripts or style attributes.

Places along the width are percentages and heights are pixels, so that the drawing stretches with
the page while its words keep their size. Colours come from the style sheet by class.
"""

from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cooperation.charts.axis import DAY, Tick
from cooperation.charts.marks import ARROW, AXIS_HEIGHT, Bar, Chart, Lane, Mark
from cooperation.choices import Kind


def to_svg(chart: Chart) -> SafeString:
    """The chart as <svg> elements for its box: the drawing, the names of its lanes, its years; empty without marks.

    The names stand apart so that they stay in view while a narrow screen scrolls the drawing, the years so that
    their links stay when plotly takes the place of the drawing.
    """
    if chart.is_empty:
        return SafeString("")
    return format_html("{}{}{}", _drawing(chart), _names(chart), _years(chart))


def _drawing(chart: Chart) -> SafeString:
    lines = ((_percent(chart.share(tick.day)), _number(chart.plot_height + 6)) for tick in chart.ticks)
    parts = (
        _definitions(chart),
        format_html(
            '<g class="years">{}</g>', format_html_join("", '<line x1="{0}" x2="{0}" y1="0" y2="{1}"/>', lines)
        ),
        _each(_floor(chart, lane) for lane in chart.lanes),
        _each(_mark(chart, mark) for mark in chart.marks),
    )
    # Too many names would weigh more than the page: then the table names each mark, and so does plotly.
    named = format_html('role="group" aria-label="{}"', _("Timeline")) if chart.has_titles else 'aria-hidden="true"'
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg{}" width="100%" height="{}" {}>{}</svg>',
        " mixed" if chart.mixes_kinds else "",
        _number(chart.plot_height),
        SafeString(named),
        _each(parts),
    )


def _each(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _percent(share: float) -> str:
    return f"{_number(share * 100)}%"


def outline(kind: str, size: float) -> str:
    """The outline of a kind's mark, as path data around its middle."""
    half = _number(size / 2)
    if kind == Kind.AGREEMENT:
        return f"M-{half}-{half}H{half}V{half}H-{half}z"
    if kind == Kind.FORUM:
        return f"M-{half} 0A{half} {half} 0 1 1 {half} 0A{half} {half} 0 1 1-{half} 0z"
    if kind == Kind.ORGANISATION:
        return f"M0-{half}L{half} 0L0 {half}L-{half} 0z"
    return f"M0-{half}L{half} {half}H-{half}z"


def _definitions(chart: Chart) -> SafeString:
    """The outline and hatching of each kind, and the arrows, drawn once."""
    half = _number(chart.mark_size / 2)
    size = chart.mark_size
    shapes = format_html_join(
        "",
        '<path id="mark-{0}" d="{1}"/>'
        '<pattern id="vague-{0}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="{0}" d="M0 0V4"/></pattern>',
        ((kind, outline(kind, size)) for kind in sorted({mark.kind for mark in chart.marks})),
    )
    arrows = '<path id="open" d="M0-{0}L{1} 0L0 {0}z"/><path id="before" d="M0-{0}L-{1} 0L0 {0}"/>'
    arrows += '<path id="after" d="M0-{0}L{1} 0L0 {0}"/>'
    return format_html("<defs>{}{}</defs>", shapes, format_html(arrows, half, ARROW))


def _names(chart: Chart) -> SafeString:
    """The name of each lane, with the shape of its kind."""
    texts = (
        format_html('<text x="{}" y="{}">{}</text>', 16 if lane.kind else 0, _number(lane.top - 6), lane.label)
        for lane in chart.lanes
    )
    shapes = (
        format_html(
            '<path class="{}" transform="translate(5 {})" d="{}"/>',
            lane.kind,
            _number(lane.top - 10),
            outline(lane.kind, 10),
        )
        for lane in chart.lanes
        if lane.kind
    )
    return format_html(
        '<svg class="chart-names" width="320" height="{}">{}{}</svg>',
        _number(chart.plot_height),
        _each(shapes),
        _each(texts),
    )


def _years(chart: Chart) -> SafeString:
    """The name of each year, month or day that has one; where the page can show only that one, it is a link."""
    days = [*(tick.day for tick in chart.ticks), chart.shown.last + DAY]
    linked = chart.view.page is not None
    steps = (
        _step(chart, tick, chart.share(day_after) - chart.share(tick.day), linked)
        for tick, day_after in zip(chart.ticks, days[1:], strict=True)
    )
    return format_html('<svg class="chart-years" width="100%" height="{}">{}</svg>', AXIS_HEIGHT, _each(steps))


def _step(chart: Chart, tick: Tick, width: float, linked: bool) -> SafeString:
    left = _percent(chart.share(tick.day))
    text = format_html('<text x="{}" y="17" dx="3">{}</text>', left, tick.label)
    if not linked:
        return text
    return format_html(
        '<a href="{}"><rect x="{}" width="{}" height="{}"/>{}</a>',
        chart.view.address(tick.since, tick.until),
        left,
        _percent(width),
        AXIS_HEIGHT,
        text,
    )


def _floor(chart: Chart, lane: Lane) -> SafeString:
    line = format_html('<line class="floor" x1="0" x2="100%" y1="{0}" y2="{0}"/>', _number(lane.bottom + 0.5))
    bars = (_bar(chart, lane, bar) for bar in chart.bars if bar.lane == lane.key)
    return format_html('{}<g class="{}">{}</g>', line, lane.kind, _each(bars)) if chart.bars else line


def _mark(chart: Chart, mark: Mark) -> SafeString:
    """A link with the mark in each of its lanes, so that a record is named once."""
    names = [mark.kind, *(name for name, given in (("point", mark.is_point), ("vague", mark.hatched)) if given)]
    draw = _point if mark.is_point else _band
    return format_html(
        '<a href="{}" tabindex="-1" class="{}">{}{}</a>',
        mark.link,
        " ".join(names),
        format_html("<title>{}</title>", mark.hover) if chart.has_titles else "",
        _each(draw(chart, mark, chart.level(place)) for place in mark.places),
    )


def _point(chart: Chart, mark: Mark, level: float) -> SafeString:
    place = _percent(chart.share(chart.middle(mark)))
    return format_html('<use href="#mark-{}" x="{}" y="{}"/>', mark.kind, place, _number(level))


def _band(chart: Chart, mark: Mark, level: float) -> SafeString:
    left, right = (chart.share(day) for day in chart.span(mark))
    size = chart.mark_size
    band = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}"{}/>',
        _percent(left),
        _number(level - size / 2),
        _percent(right - left),
        size,
        format_html(' fill="url(#vague-{})"', mark.kind) if mark.hatched else "",
    )
    return format_html("{}{}", band, _each(_signs(chart, mark, level)))


def _signs(chart: Chart, mark: Mark, level: float) -> Iterator[SafeString]:
    """What a band bears: the shape of its kind, the arrow of an open end, the hooks of what is cut at an edge."""
    left, right = (_percent(chart.share(day)) for day in chart.span(mark))
    cut_left, cut_right = chart.cut(mark)
    middle = _percent(chart.share(chart.middle(mark)))
    for sign, place, drawn in (
        (f"mark-{mark.kind}", middle, chart.has_shape(mark)),
        ("before", left, cut_left),
        ("after", right, cut_right),
        ("open", right, chart.arrow(mark)),
    ):
        if drawn:
            yield format_html('<use href="#{}" x="{}" y="{}"/>', sign, place, _number(level))


def _bar(chart: Chart, lane: Lane, bar: Bar) -> SafeString:
    left, right = (chart.share(day) for day in chart.year_of(bar))
    return format_html(
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        _percent(left + (right - left) * 0.1),
        _number(lane.bottom - bar.height),
        _percent((right - left) * 0.8),
        _number(bar.height),
        bar.hover,
    )
