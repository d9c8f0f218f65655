"""Who with whom: the company of a country or body, and where the participants of a record meet again."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from cooperation.charts import Network, network_of, to_network_svg
from cooperation.choices import Kind
from cooperation.filters import RecordFilter, TiesFilter, changed, known_query, pills
from cooperation.models import HOME, Country, Organisation, Record
from cooperation.ties import GROUP, Tie, meetings, ties_of
from cooperation.views.lists import bad_request
from cooperation.views.moving import moved, of_record
from cooperation.views.paging import page_of
from cooperation.views.showing import shown

TIES_A_PAGE = 60
OWN_FIELDS = ("kind", "since", "until")
Ego = Country | Organisation


@require_safe
def country_ties(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone who takes part in the same records as a country."""
    country = get_object_or_404(Country.objects.exclude(code=HOME), code=code.upper())
    if code != country.slug:
        return moved(request, "country-ties", country.slug)
    return _company(request, country)


@require_safe
@of_record("record-ties", lambda: Record.objects.select_related("organisation__country"))
def record_ties(request: HttpRequest, record: Record) -> HttpResponse:
    """Everyone who takes part in the same records as a body; of another record, where its participants meet again."""
    if record.kind == Kind.ORGANISATION:
        return _company(request, record.organisation)
    return _meetings(request, record)


def _meetings(request: HttpRequest, record: Record) -> HttpResponse:
    bound = TiesFilter(request.GET)
    if not bound.is_valid():
        return bad_request(request, bound, "records")
    ties = meetings(record, bound.qs)
    page = page_of(request, ties, TIES_A_PAGE)
    context = {"record": record, "ties": ties, "page": page, "again": any(tie.number for tie in ties)}
    context |= _drawn(network_of(ties, _onward(bound), own=record))
    return shown(request, "ties/record.html", context | _narrowed(bound))


def _company(request: HttpRequest, ego: Ego) -> HttpResponse:
    bound = TiesFilter(request.GET)
    if not bound.is_valid():
        return bad_request(request, bound, "records")
    query = known_query(bound)
    found = ties_of(ego, bound.qs, through_blocs=query.get("via") == "blocs")
    page = page_of(request, found.ties, TIES_A_PAGE)
    context: dict[str, Any] = {"ego": ego, "found": found, "page": page, "all_url": _list_of(ego, None, query)}
    context |= {"rows": [(tie, _list_of(ego, tie, query)) for tie in page]}
    context |= _drawn(network_of(found.ties, _onward(bound), root=ego))
    return shown(request, "ties/company.html", context | _narrowed(bound))


def _drawn(drawn: Network) -> dict[str, Any]:
    return {"network": drawn, "svg": to_network_svg(drawn)}


def _onward(bound: RecordFilter) -> Any:
    """Gives the address of a participant's own ties, narrowed as these are; none for groups."""
    query = known_query(bound).urlencode()
    tail = f"?{query}" if query else ""
    return lambda tie: "" if tie.sort == GROUP else f"{tie.who.get_absolute_url()}with/{tail}"


def _list_of(ego: Ego, tie: Tie | None, query: QueryDict) -> str:
    """The list of exactly the records that two share, or that one has; empty for groups, which no filter takes."""
    if tie and tie.sort == GROUP:
        return ""
    wanted = query
    pair = [ego, *([tie.who] if tie else [])]
    for name, model in (("country", Country), ("participant", Organisation)):
        slugs = [each.slug for each in pair if isinstance(each, model)]
        match = {f"{name}_match": "all" if len(slugs) > 1 else ""}
        wanted = changed(wanted, **{name: slugs}, **match)
    return f"{reverse('search')}?{wanted.urlencode()}"


def _narrowed(bound: RecordFilter) -> dict[str, Any]:
    """What the page says of its filters: pills, the small form, what the form must keep."""
    query = known_query(bound)
    kept = [(name, value) for name in query if name not in OWN_FIELDS for value in query.getlist(name)]
    other_way = changed(query, via="direct" if query.get("via") == "blocs" else "blocs")
    return {
        "query": query.urlencode(),
        "pills": pills(bound),
        "kinds": [(*choice, choice[0] in query.getlist("kind")) for choice in Kind.choices],
        "dates": [(name, bound.form.fields[name].label, query.get(name, "")) for name in ("since", "until")],
        "kept": kept,
        "via": query.get("via"),
        "other_way": other_way.urlencode(),
    }
