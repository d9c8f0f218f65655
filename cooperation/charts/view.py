"""How a reader looks at a timeline: by which lanes, over which years, and where each other look is found."""

import datetime as dt
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Max, Min
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cooperation.charts.axis import Range, whole_years
from cooperation.facets import region_countries
from cooperation.filters import RecordFilter
from cooperation.filters.sets import LANES
from cooperation.filters.words import changed, known_query
from cooperation.models import HOME, Country

CHOICES_OF = {"country": "country", "topic": "topic", "organisation": "participant"}
STEPS = (
    ("earlier", _lazy("Earlier")),
    ("later", _lazy("Later")),
    ("closer", _lazy("Zoom in")),
    ("wider", _lazy("Zoom out")),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another look at the same records; without an address where there is nothing more to see."""

    name: str
    label: str
    address: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Lanes and years of a timeline. `within` names the only lanes wanted, `chosen` those named by the reader.

    `page` is where links lead, with `query` less its range; without them the years are no links.
    """

    lanes: str = "kind"
    chosen: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()
    blocs: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    whole: Range | None = None
    page: str | None = None
    query: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))
    filterable: bool = False

    @property
    def ranged(self) -> bool:
        """True where the reader set either end of the years."""
        return bool(self.since or self.until)

    def address(self, since: str = "", until: str = "") -> str:
        """The page with this range instead of its own."""
        return f"{self.page or ''}?{changed(self.query, since=since, until=until).urlencode()}"

    @property
    def lane_ways(self) -> list[Way]:
        """The same records in other lanes."""
        return [
            Way(key, str(label), f"?{changed(self.query, lanes=key).urlencode()}", key == self.lanes)
            for key, label in LANES
        ]

    def year_ways(self, shown: Range) -> list[Way]:
        """Earlier, later, closer, wider and all: what dragging does, as links."""
        whole = self.whole or shown
        found = [(name, label, shown.step(name, whole)) for name, label in STEPS]
        ways = [Way(name, str(label), self._leading_to(to, whole)) for name, label, to in found]
        return [*ways, Way("all", _("All years"), self.address() if self.ranged else "")]

    def _leading_to(self, wanted: Range | None, whole: Range) -> str:
        if wanted is None:
            return ""
        return self.address() if wanted == whole else self.address(*wanted.words)


def view_of(bound: RecordFilter, today: dt.date) -> View:
    """How the query string of a valid filter asks to see its timeline."""
    values = bound.form.cleaned_data
    lanes, since, until = values.get("lanes") or "kind", values.get("since"), values.get("until")
    chosen = tuple(values.get(CHOICES_OF.get(lanes, "")) or ())
    return View(
        lanes=lanes,
        chosen=tuple(code.upper() for code in chosen) if lanes == "country" else chosen,
        within=_codes_within(values.get("region") or []) if lanes == "country" else frozenset(),
        blocs=values.get("via") == "blocs",
        since=since and since.earliest,
        until=until and until.latest,
        whole=_whole(bound, today) if since or until else None,
        page="",
        query=known_query(bound),
        filterable=True,
    )


def _codes_within(regions: list[str]) -> frozenset[str]:
    """The countries of any of these regions; empty without any."""
    if not regions:
        return frozenset()
    condition = reduce(or_, map(region_countries, regions))
    return frozenset(Country.objects.exclude(code=HOME).filter(condition).values_list("code", flat=True))


def _whole(bound: RecordFilter, today: dt.date) -> Range:
    """The years that the same records would need without the reader's range."""
    every = bound.but(since=None, until=None, began=False).filter(dated=True).order_by()
    ends = every.aggregate(first=Min("date_earliest"), last=Max("date_latest"))
    return whole_years(ends["first"] or today, max(ends["last"] or today, today))
