"""The server's pen: a timeline as inline SVG, complete without scripts or style attributes.

Places along the width are percentages and heights are pixels, so that the drawing stretches with
the page while its words keep their size. Colours come from the style sheet by class.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cooperation.charts.marks import ARROW, Bar, Chart, Lane, Mark
from cooperation.choices import Kind


def to_svg(chart: Chart) -> SafeString:
    """The chart as an <svg> element; empty where there is nothing to draw."""
    if chart.is_empty:
        return SafeString("")
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg" width="100%" height="{}" role="group"'
        ' aria-label="{}">{}{}{}</svg>',
        _number(chart.height),
        _("Timeline"),
        _definitions(chart),
        _years(chart),
        format_html_join("", "{}", ((_lane(chart, lane),) for lane in chart.lanes)),
    )


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
    """The marks' outlines, the arrow of an open end and each lane's hatching, drawn once."""
    half = _number(chart.mark_size / 2)
    shapes = format_html_join(
        "",
        '<path id="label-{0}" d="{1}"/><path id="mark-{0}" d="{2}"/>'
        '<pattern id="vague-{0}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="{0}" d="M0 0V4"/></pattern>',
        ((lane.key, outline(lane.key, 10), outline(lane.key, chart.mark_size)) for lane in chart.lanes),
    )
    return format_html('<defs>{}<path id="open" d="M0-{}L{} 0L0 {}z"/></defs>', shapes, half, ARROW, half)


def _years(chart: Chart) -> SafeString:
    """A line where each named year begins, with its name below."""
    foot, base = _number(chart.plot_height + 6), _number(chart.plot_height + 17)
    rows = ((_percent(chart.share(chart.first.replace(year=year))), foot, base, year) for year in chart.years)
    line = '<line x1="{0}" x2="{0}" y1="0" y2="{1}"/><text x="{0}" y="{2}" dx="3">{3}</text>'
    return format_html('<g class="years">{}</g>', format_html_join("", line, rows))


def _lane(chart: Chart, lane: Lane) -> SafeString:
    head = format_html(
        '<use href="#label-{0}" x="5" y="{1}"/><text x="16" y="{2}">{3}</text>'
        '<text class="again" x="100%" y="{2}" text-anchor="end" aria-hidden="true">{3}</text>'
        '<line class="floor" x1="0" x2="100%" y1="{4}" y2="{4}"/>',
        lane.key,
        _number(lane.top - 10),
        _number(lane.top - 6),
        lane.label,
        _number(lane.bottom + 0.5),
    )
    marks = (_mark(chart, mark) for mark in chart.marks if mark.lane == lane.key)
    bars = (_bar(chart, lane, bar) for bar in chart.bars if bar.lane == lane.key)
    return format_html(
        '<g class="lane {}">{}{}</g>', lane.key, head, format_html_join("", "{}", ((part,) for part in (*marks, *bars)))
    )


def _mark(chart: Chart, mark: Mark) -> SafeString:
    names = " ".join(name for name, given in (("point", mark.is_point), ("vague", mark.vague)) if given)
    return format_html(
        '<a href="{}" tabindex="-1"{}><title>{}</title>{}</a>',
        mark.link,
        format_html(' class="{}"', names) if names else "",
        mark.hover,
        _point(chart, mark) if mark.is_point else _band(chart, mark),
    )


def _point(chart: Chart, mark: Mark) -> SafeString:
    place = _percent(chart.share(chart.middle(mark)))
    return format_html('<use href="#mark-{}" x="{}" y="{}"/>', mark.lane, place, _number(chart.level(mark)))


def _band(chart: Chart, mark: Mark) -> SafeString:
    left, right = (chart.share(day) for day in chart.span(mark))
    level, size = chart.level(mark), chart.mark_size
    band = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="2"{}/>',
        _percent(left),
        _number(level - size / 2),
        _percent(right - left),
        size,
        format_html(' fill="url(#vague-{})"', mark.lane) if mark.vague else "",
    )
    if not mark.open_end:
        return band
    return format_html('{}<use class="open" href="#open" x="{}" y="{}"/>', band, _percent(right), _number(level))


def _bar(chart: Chart, lane: Lane, bar: Bar) -> SafeString:
    left, right = (chart.share(chart.first.replace(year=year)) for year in (bar.year, bar.year + 1))
    return format_html(
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        _percent(left + (right - left) * 0.1),
        _number(lane.bottom - bar.height),
        _percent((right - left) * 0.8),
        _number(bar.height),
        bar.hover,
    )
