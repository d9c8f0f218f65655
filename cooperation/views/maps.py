"""The map: partner countries by number of records, whole or in part, and a small one for the home page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from cooperation import facets
from cooperation.charts.map import OutlinesMissing, Partner, draw, outlines, steps
from cooperation.filters import RecordFilter, panels
from cooperation.filters.sets import AREAS, VIA
from cooperation.filters.words import changed, known_query
from cooperation.models import Country
from cooperation.profiles import parties
from cooperation.views.leads import more_records
from cooperation.views.lists import bad_request, bound_filter, heading
from cooperation.views.showing import shown


@dataclass(frozen=True, slots=True)
class Row:
    """A country with the number of records that name it, and of those that also count through a bloc."""

    country: Country
    direct: int
    every: int
    direct_link: str
    every_link: str

    def number(self, through_blocs: bool) -> int:
        """The number that the map shows."""
        return self.every if through_blocs else self.direct

    def partner(self, through_blocs: bool) -> Partner:
        """What the map shows of it."""
        link = self.every_link if through_blocs else self.direct_link
        return Partner(self.country.code, self.country.name, self.number(through_blocs), link)


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Partner countries by number of records, filterable like the lists."""
    bound = bound_filter(request, "map")
    if not bound.is_valid():
        return bad_request(request, bound, "records")
    count = bound.numbers.total
    context = heading(bound, "records", count) | {"panels": panels(bound)} | more_records(bound)
    return shown(request, "map.html", context | _choices(bound) | _shown(bound, count))


def small_map(numbers: Mapping[str, int], countries: Iterable[Country]) -> dict[str, Any]:
    """The map of the home page: its SVG, as a whole the way to the map; empty where the outlines were not built."""
    partners = [Partner(country.code, country.name, numbers[country.slug]) for country in countries]
    drawn = _drawn(partners, "small")
    return {"small_map": drawn["svg"], "key": drawn["key"]}


def _shown(bound: RecordFilter, count: int) -> dict[str, Any]:
    """The map, its key, and the table of the same numbers; the numbers alone where the outlines were not built."""
    query = known_query(bound)
    through = query.get("via") == "blocs"
    rows = _rows(bound, query)
    shown = [row for row in rows if row.number(through)]
    named = facets.select("country", [row.country.slug for row in shown], through_blocs=through)
    named_in = bound.qs.order_by().filter(named).count()
    return {
        "rows": sorted(shown, key=lambda row: (-row.number(through), row.country.name)),
        "who": parties([row.country for row in shown]),
        "only_through": len(rows) - len(shown),
        "named_in": named_in,
        "unnamed": count - named_in,
        **_drawn([row.partner(through) for row in shown], query.get("area", "world")),
    }


def _rows(bound: RecordFilter, query: QueryDict) -> list[Row]:
    """Each country that any of the records counts for; only those chosen, where the reader chose some."""
    direct, every = (bound.counts("country", through_blocs=through)["country"] for through in (False, True))
    chosen = set(query.getlist("country")) or every.keys()
    to_direct, to_every = _list_address(query, "direct"), _list_address(query, "blocs")
    return [
        Row(each, direct.get(each.slug, 0), every[each.slug], to_direct + each.slug, to_every + each.slug)
        for each in Country.objects.in_bulk([code.upper() for code in chosen & every.keys()]).values()
    ]


def _list_address(query: QueryDict, via: str) -> str:
    """The address of the list of the same records with one country, up to the code of that country."""
    other = changed(query, via=via, area="", sort="")
    if other.get("country_match") != "all":
        other = changed(other, country="")
    return f"{reverse('search')}?{''.join(f'{part}&' for part in [other.urlencode()] if part)}country="


def _drawn(partners: list[Partner], area: str) -> dict[str, Any]:
    """The drawing of one part of the world, and what it leaves out."""
    key = [(step, *ends) for step, ends in enumerate(steps([each.number for each in partners]), 1)]
    try:
        built = outlines()
    except OutlinesMissing:
        return {"svg": "", "key": key}
    view = built.views[area]
    return {
        "svg": draw(view, partners),
        "key": key,
        "source": built.source,
        "missing": [each for each in partners if not view.shows(each.code)],
        "drawn": sum(view.shows(each.code) for each in partners),
    }


def _choices(bound: RecordFilter) -> dict[str, Any]:
    """What a reader may switch beside the map: the part of the world, and whether blocs count for their members."""
    query = known_query(bound)
    area, via = query.get("area", "world"), query.get("via", "direct")
    return {
        "query": query.urlencode(),
        "area": area,
        "areas": [(label, value == area, changed(query, area=value).urlencode()) for value, label in AREAS],
        "through_blocs": via == "blocs",
        "vias": [(label, value == via, changed(query, via=value).urlencode()) for value, label in VIA],
    }
