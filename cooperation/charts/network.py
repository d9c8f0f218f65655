"""Who takes part with whom, drawn: names in rows, an upright line for each record from the first to the last it joins.

Only lines cross, so nothing tangles. The names are one drawing and the lines another of the same height; the page lays
them over each other where it is narrow, side by side where it is wide.
"""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.charts.company import LANE, LINE, Network, Row
from cooperation.charts.lettering import text_width
from cooperation.charts.svg import outline
from cooperation.choices import Kind
from cooperation.models import Record
from cooperation.ties import COUNTRY, GROUP, ORGANISATION

NARROWEST = 288
WIDE = 760
MARK = 8
SMALL_MARK = 6
ROOMY = 28
PARTY_MARKS = {
    COUNTRY: "M2.6.8h4.8L10 5 7.4 9.2H2.6L0 5z",
    ORGANISATION: "M5 0l5 5-5 5-5-5z",
    GROUP: "M0 5a1.6 1.6 0 1 1 0 .1zM3.6 5a1.6 1.6 0 1 1 0 .1zM7.2 5a1.6 1.6 0 1 1 0 .1z",
}


def to_network_svg(drawn: Network) -> SafeString:
    """Both drawings, the names first; empty where there is nothing to draw."""
    if drawn.is_empty:
        return SafeString("")
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="ties-names" width="100%" height="{0}" role="group"'
        ' aria-label="{1}">{2}</svg><svg xmlns="http://www.w3.org/2000/svg" class="ties-threads" width="100%"'
        ' height="{0}" role="group" aria-label="{3}">{4}{5}{6}{7}</svg>',
        _number(drawn.height),
        _("Participants"),
        format_html_join("", "{}", ((_name(drawn, row),) for row in drawn.rows)),
        _("Records that join them"),
        _definitions(drawn),
        _floors(drawn),
        format_html_join("", "{}", ((_thread(drawn, place),) for place in range(len(drawn.records)))),
        _axis(drawn),
    )


def _floors(drawn: Network) -> SafeString:
    """The line along which a row's marks lie."""
    line = '<line class="floor" x2="{1}" y1="{0}" y2="{0}"/>'
    end = _percent(drawn.step * len(drawn.records))
    return format_html_join("", line, ((_level(row), end) for row in drawn.rows))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _level(row: Row) -> str:
    return _number(row.level)


def _definitions(drawn: Network) -> SafeString:
    size = MARK if len(drawn.records) <= ROOMY else SMALL_MARK
    kinds = sorted({record.kind for record in drawn.records})
    return format_html(
        "<defs>{}</defs>",
        format_html_join("", '<path id="tie-{}" d="{}"/>', ((kind, _outline(kind, size)) for kind in kinds)),
    )


def _outline(kind: str, size: float) -> str:
    return outline(Kind.FORUM if kind == Kind.EDITION else kind, size)


def _name(drawn: Network, row: Row) -> SafeString:
    """The mark, the name and the number of one row, as a link where it leads somewhere."""
    inner = format_html(
        '<title>{}</title><path transform="translate(1 {})" d="{}"/>{}',
        _hover(drawn, row),
        _number(row.top + 3),
        PARTY_MARKS[row.sort],
        format_html_join("", "{}", ((part,) for part in _lines(row))),
    )
    classes = f"{row.sort}{' root' if row.is_root else ''}{'' if row.link else ' still'}"
    if not row.link:
        return format_html('<g class="{}">{}</g>', classes, inner)
    return format_html('<a href="{}" tabindex="-1" class="{}">{}</a>', row.link, classes, inner)


def _lines(row: Row) -> Iterable[SafeString]:
    for place, line in enumerate(row.lines):
        last = place == len(row.lines) - 1
        number = format_html('<tspan class="n" dx="7">{}</tspan>', row.number) if last and not row.is_root else ""
        yield format_html('<text x="18" y="{}">{}{}</text>', _number(row.top + 13 + place * LINE), line, number)


def _hover(drawn: Network, row: Row) -> str:
    if row.is_root:
        return row.name
    if drawn.own:
        words = ngettext("%(n)s other shared record", "%(n)s other shared records", row.number)
    else:
        words = ngettext("%(n)s shared record", "%(n)s shared records", row.number)
    return f"{row.name}: {words % {'n': row.number}}"


def _thread(drawn: Network, place: int) -> SafeString:
    """One record: an upright line from the first to the last of those it joins, a mark on each."""
    record = drawn.records[place]
    rows = drawn.joined(record)
    middle = _percent((place + 0.5) * drawn.step)
    marks = ((record.kind, middle, _level(row)) for row in rows)
    told = [record.name, record.date_text or _("no date given"), ", ".join(row.name for row in rows)]
    return format_html(
        '<a href="{}" tabindex="-1" class="{}{}"><title>{}</title><rect x="{}" width="{}" y="{}" height="{}"/>'
        '<line x1="{}" x2="{}" y1="{}" y2="{}"/>{}</a>',
        record.get_absolute_url(),
        record.kind,
        " own" if record == drawn.own else "",
        "\n".join(told),
        _percent(place * drawn.step),
        _percent(drawn.step),
        _number(rows[0].level - LANE / 2),
        _number(rows[-1].level - rows[0].level + LANE),
        middle,
        middle,
        _level(rows[0]),
        _level(rows[-1]),
        format_html_join("", '<use href="#tie-{}" x="{}" y="{}"/>', marks),
    )


def _percent(value: float) -> str:
    return f"{_number(value)}%"


def _axis(drawn: Network) -> SafeString:
    """A line where each year begins, and where the undated do; names as far as they fit, more on a wide page."""
    base = _number(drawn.height - 6)
    ends = _ends(drawn)
    always = _with_room(ends, NARROWEST)
    wide = _with_room(ends, WIDE, always)
    line = '<line x1="{0}" x2="{0}" y1="0" y2="{1}"/>{2}'
    names = {
        place: format_html(
            '<text x="{}" y="{}" dx="3"{}>{}</text>',
            _percent(place),
            base,
            "" if place in always else SafeString(' class="wide"'),
            name,
        )
        for place, name in ends.items()
        if place in wide
    }
    rows = ((_percent(place), base, names.get(place, "")) for place in ends)
    return format_html('<g class="years">{}</g>', format_html_join("", line, rows))


def _ends(drawn: Network) -> dict[float, str]:
    """Where each year begins, in percent, and its name."""
    years = [_era(drawn, record) for record in drawn.records]
    new = (place for place, year in enumerate(years) if place == 0 or year != years[place - 1])
    return {place * drawn.step: years[place] for place in new}


def _era(drawn: Network, record: Record) -> str:
    if record == drawn.own:
        return _("here")
    return str(record.date_earliest.year) if record.date_earliest else _("undated")


def _with_room(ends: dict[float, str], width: float, taken: Iterable[float] = ()) -> list[float]:
    """The places whose names fit on a drawing of this width, beside those that stand there anyway."""
    spans = {place: (place * width / 100, place * width / 100 + text_width(name) + 4) for place, name in ends.items()}
    kept = list(taken)
    for place, (left, right) in spans.items():
        free = all(right <= spans[other][0] or left >= spans[other][1] for other in kept)
        if place not in kept and free and right <= width:
            kept.append(place)
    return kept
