"""The map's pen: countries shaded by number of records, as inline SVG on outlines built at set-up."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cooperation.filters.words import counted
from cooperation.models import HOME

STEPS = 5
SMALL = 0.005  # of the width: a square of this side is hardly seen
REACH = 0.04  # of the width: half of 24 pixels where the map is 300 wide
Shapes = Mapping[str, str]
Point = tuple[float, float]


class OutlinesMissing(FileNotFoundError):
    """The outlines were not built on this machine; `make assets` builds them."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world on a grid of whole numbers.

    `shapes` holds path data by code, under an empty code for land without one; `places` holds by code the
    middle of its largest part and the side of the square of that size.
    """

    width: int
    height: int
    shapes: Shapes
    places: Mapping[str, Sequence[int]]

    def is_small(self, code: str) -> bool:
        """True where a country is too small to be seen or hit by its outline, so that a marker stands for it."""
        return code in self.places and (code not in self.shapes or self.places[code][2] < self.width * SMALL)

    def shows(self, code: str) -> bool:
        """True where the country has an outline or a marker."""
        return code in self.shapes or code in self.places


@dataclass(frozen=True, slots=True)
class Outlines:
    """What the build drew: where it is from (name, version, address), and each part of the world by name."""

    source: Mapping[str, str]
    views: Mapping[str, View]


@dataclass(frozen=True, slots=True)
class Partner:
    """A country with its number of records and where these are listed; without a link it is only drawn."""

    code: str
    name: str
    number: int
    link: str = ""

    @property
    def title(self) -> str:
        """What a pointer or a screen reader is told: Kenya: 12 records."""
        return f"{self.name}: {counted('', self.number)}"


@cache
def outlines() -> Outlines:
    """The outlines, read once a process; raises OutlinesMissing."""
    path = settings.BUILD_DIR / "map.json"
    try:
        built: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OutlinesMissing(f"{path} is missing; make assets builds it") from error
    return Outlines(built["source"], {name: View(**view) for name, view in built["views"].items()})


def steps(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last number of each step of shading, at most five, each at least twice the one before."""
    most = max(numbers, default=0)
    factor = max(2.0, most ** (1 / STEPS))
    firsts = [first for first in (_rounded(factor**step) for step in range(STEPS)) if first <= most]
    return list(zip(firsts, [*(first - 1 for first in firsts[1:]), most], strict=False))


def _rounded(number: float) -> int:
    """A number that is easy to read: from twenty on its first digit, then noughts."""
    whole = round(number)
    if whole < 20:
        return whole
    size: int = 10 ** (len(str(whole)) - 1)
    return round(whole / size) * size


def draw(view: View, partners: Sequence[Partner]) -> SafeString:
    """The map as an <svg> element; every partner that the view shows is a link, the home country is hatched."""
    shown = sorted((each for each in partners if view.shows(each.code)), key=lambda each: -each.number)
    firsts = [first for first, _last in steps([each.number for each in partners])]
    step = {each.code: sum(first <= each.number for first in firsts) for each in shown}
    outlined = [each for each in shown if not view.is_small(each.code)]
    marked = [each for each in shown if view.is_small(each.code)]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        "{}{}{}</svg>",
        view.width,
        view.height,
        _("Map"),
        _ground(view, {each.code for each in outlined}),
        format_html_join("", "{}", ((_outline(view, each, step[each.code]),) for each in outlined)),
        _markers(view, marked, step),
    )


def _ground(view: View, counted_codes: set[str]) -> SafeString:
    """Land that no record counts for, in one path, and the home country."""
    plain = "".join(data for code, data in view.shapes.items() if code not in counted_codes | {HOME})
    home = format_html(
        '<pattern id="home-land" width="{0}" height="{0}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V{0}"/></pattern><path class="map-home" fill="url(#home-land)" d="{1}"><title>{2}</title></path>',
        view.width // 100,
        view.shapes.get(HOME, ""),
        _("China takes part everywhere in the atlas and is not counted"),
    )
    return format_html('<path class="map-land" d="{}"/>{}', plain, home if HOME in view.shapes else "")


def _outline(view: View, partner: Partner, step: int) -> SafeString:
    return _link(partner, step, format_html('<path d="{}"/>', view.shapes[partner.code]))


def _markers(view: View, partners: Sequence[Partner], step: Mapping[str, int]) -> SafeString:
    """Round strokes of no length, which keep their size on any screen: what a finger hits, a ring and a dot."""
    middles = {each.code: (view.places[each.code][0], view.places[each.code][1]) for each in partners}
    links = ((_marker(view, each, step[each.code], middles),) for each in partners)
    return format_html_join("", "{}", links)


def _marker(view: View, partner: Partner, step: int, middles: Mapping[str, Point]) -> SafeString:
    point = format_html("M{} {}h0", *middles[partner.code])
    hit = _hit(view, partner.code, middles, point) if partner.link else ""
    return _link(partner, step, format_html('{0}<path class="ring" d="{1}"/><path class="dot" d="{1}"/>', hit, point))


def _hit(view: View, code: str, middles: Mapping[str, Point], point: SafeString) -> SafeString:
    """What a finger hits; it gives way to other markers half-way, so that a finger finds the nearest."""
    middle, reach = middles[code], view.width * REACH
    rivals = [other for other in middles.values() if other != middle and math.dist(middle, other) < 2 * reach]
    if not rivals:
        return format_html('<path class="hit" d="{}"/>', point)
    return format_html(
        '<clipPath id="near-{0}"><path d="M{1}z"/></clipPath><path class="hit" clip-path="url(#near-{0})" d="{2}"/>',
        code.lower(),
        "L".join(f"{x:.0f} {y:.0f}" for x, y in _nearest(middle, rivals, reach)),
        point,
    )


def _nearest(middle: Point, rivals: Sequence[Point], reach: float) -> list[Point]:
    """The corners of what lies nearer to the middle than to any rival, within a square."""
    x, y = middle
    corners: list[Point] = [(x + dx * reach, y + dy * reach) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    for other in rivals:
        corners = list(_on_this_side(corners, middle, other))
    return corners


def _on_this_side(corners: Sequence[Point], middle: Point, other: Point) -> Iterator[Point]:
    """What the line half-way to the other leaves of a convex shape."""
    along = (other[0] - middle[0], other[1] - middle[1])
    half = sum(step * (a + b) / 2 for step, a, b in zip(along, middle, other, strict=True))
    beyond = [along[0] * x + along[1] * y - half for x, y in corners]
    for at, corner in enumerate(corners):
        if beyond[at - 1] * beyond[at] < 0:
            share = beyond[at - 1] / (beyond[at - 1] - beyond[at])
            (x, y), (next_x, next_y) = corners[at - 1], corner
            yield (x + (next_x - x) * share, y + (next_y - y) * share)
        if beyond[at] <= 0:
            yield corner


def _link(partner: Partner, step: int, drawn: SafeString) -> SafeString:
    if not partner.link:
        return format_html('<g class="step-{}"><title>{}</title>{}</g>', step, partner.title, drawn)
    return format_html(
        '<a href="{}" tabindex="-1" class="step-{}"><title>{}</title>{}</a>', partner.link, step, partner.title, drawn
    )
