"""Where a reader may go from a list: other orders of it, more records, the page of a country."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from cooperation import facets
from cooperation.choices import Region
from cooperation.filters import RecordFilter, changed, counted, known_query, pills
from cooperation.filters.sets import SORTS
from cooperation.models import HOME, REGION_ZH, Country, RecordCountry
from cooperation.models.record import RecordQuerySet
from cooperation.search import name_key

MOST_DROPPED = 6


def leads(bound: RecordFilter) -> dict[str, Any]:
    """All that the head of a list leads to."""
    query = known_query(bound)
    return more_records(bound) | {
        "sort": query.get("sort", bound.own_sort),
        "sorts": _sorts(query, bound.own_sort),
        "named_country": _country_named(bound),
        "named_region": _region_named(query),
    }


def more_records(bound: RecordFilter) -> dict[str, Any]:
    """What the same filters leave out: records that count only through a bloc, and records without a date."""
    return {"through": through_blocs(bound), "left_out": undated_left_out(bound)}


def ways_out(bound: RecordFilter) -> dict[str, Any]:
    """For a list without records: which of its first conditions, dropped alone, would give how many."""
    shown = pills(bound)
    if len(shown) == 1 and bound.reading:  # without its words it would be no search
        return {"drops": [], "stuck": False}
    dropped = shown[:MOST_DROPPED]
    numbers = facets.sizes(_without(bound, QueryDict(pill.query)) for pill in dropped)
    drops = [(pill, counted(bound.kind_value, n)) for pill, n in zip(dropped, numbers, strict=True) if n]
    return {"drops": drops, "stuck": bool(shown) and not drops and len(shown) <= MOST_DROPPED}


def _without(bound: RecordFilter, rest: QueryDict) -> RecordQuerySet:
    """The records that a part of the query of the same filters gives."""
    query = known_query(bound)
    values = {
        name: kept if isinstance(bound.form.cleaned_data[name], list) else None
        for name in query
        if (kept := rest.getlist(name)) != query.getlist(name)
    }
    return bound.but(**values)


def _sorts(query: QueryDict, first: str) -> list[dict[str, Any]]:
    """The orders a reader may choose, each with the query string that asks for it."""
    chosen = query.get("sort", first)
    return [
        {
            "label": label,
            "query": changed(query, sort=value if value != first else "").urlencode(),
            "current": value == chosen,
        }
        for value, label in (SORTS if query.get("q") else SORTS[:-1])
    ]


def _country_named(bound: RecordFilter) -> Country | None:
    """The one country that a reader chose or typed the name of, so that the list can lead to its page."""
    codes, reading = known_query(bound).getlist("country"), bound.reading
    if len(codes) == 1:
        return Country.objects.get(code=codes[0].upper())
    if not reading:
        return None
    if code := reading.names.named(reading.query):
        return next((country for country in reading.countries if country.code == code), None)
    if code := reading.names.coded(reading.query):
        return Country.objects.with_records().filter(code=code).exclude(code=HOME).first()
    return None


def _region_named(query: QueryDict) -> Region | None:
    """The region that a reader typed the name of, so that the list can lead to the filter."""
    wanted = name_key(query.get("q", ""))
    return next((each for each in Region if wanted in map(name_key, (str(each.label), REGION_ZH[each]))), None)


def through_blocs(bound: RecordFilter) -> dict[str, Any] | None:
    """How many more records count for the chosen countries through a bloc, and which blocs these are."""
    query = known_query(bound)
    if query.get("via") == "blocs" or not ("country" in query or "region" in query):
        return None
    more = bound.but(via="blocs").order_by().exclude(pk__in=bound.qs.order_by().values("pk"))
    links = RecordCountry.objects.filter(bloc__isnull=False, record__in=more.values("pk")).filter(_chosen_places(query))
    found = list(links.values_list("record", "bloc__name").distinct())
    if not found:
        return None
    blocs = sorted({name for _record, name in found})
    wider = changed(query, via="blocs").urlencode()
    return {"more": len({record for record, _name in found}), "blocs": blocs, "query": wider}


def _chosen_places(query: QueryDict) -> Q:
    """The condition that a link leads to one of the countries or regions chosen."""
    regions = (facets.region_countries(region, "country__") for region in query.getlist("region"))
    return reduce(or_, regions, Q(country__in=[code.upper() for code in query.getlist("country")]))


def undated_left_out(bound: RecordFilter) -> dict[str, Any] | None:
    """How many records without a date a range of dates leaves out, and the query that lists them."""
    query = known_query(bound)
    if not ("since" in query or "until" in query):
        return None
    query = changed(query, since="", until="", began="", undated="1")
    number = bound.but(since=None, until=None, began=False, undated=True).count()
    return {"number": number, "query": query.urlencode()} if number else None
