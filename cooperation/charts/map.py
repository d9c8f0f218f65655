"""The map's pen: countries shaded by number of records, as inline SVG on outlines built at set-up."""

import json
from collections.abc import Mapping, Sequence
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
SMALL = 0.005
Shapes = Mapping[str, str]


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
    """A country with its number of records and where these are listed."""

    code: str
    name: str
    number: int
    link: str

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
        format_html_join("", "{}", ((_marker(view, each, step[each.code]),) for each in marked)),
    )


def _ground(view: View, counted_codes: set[str]) -> SafeString:
    """Land that no record counts for, in one path, and the home country."""
    plain = "".join(data for code, data in view.shapes.items() if code not in counted_codes | {HOME})
    home = format_html(
        '<pattern id="home" width="{0}" height="{0}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V{0}"/></pattern><path class="map-home" fill="url(#home)" d="{1}"><title>{2}</title></path>',
        view.width // 100,
        view.shapes.get(HOME, ""),
        _("China takes part everywhere in the atlas and is not counted"),
    )
    return format_html('<path class="map-land" d="{}"/>{}', plain, home if HOME in view.shapes else "")


def _outline(view: View, partner: Partner, step: int) -> SafeString:
    return _link(partner, step, format_html('<path d="{}"/>', view.shapes[partner.code]))


def _marker(view: View, partner: Partner, step: int) -> SafeString:
    """Three round strokes of no length, which keep their size on the screen: what a finger hits, a ring, a dot."""
    x, y, _size = view.places[partner.code]
    point = format_html("M{} {}h0", x, y)
    drawn = format_html_join("", '<path class="{}" d="{}"/>', ((name, point) for name in ("hit", "ring", "dot")))
    return _link(partner, step, drawn)


def _link(partner: Partner, step: int, drawn: SafeString) -> SafeString:
    return format_html(
        '<a href="{}" tabindex="-1" class="step-{}"><title>{}</title>{}</a>', partner.link, step, partner.title, drawn
    )
