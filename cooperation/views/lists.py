"""Lists of records: the four kinds, the search over everything, the timeline, and what hangs on them."""

import datetime as dt
from typing import Any, TypeVar

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.charts import timeline, to_plotly, to_svg
from cooperation.choices import Region
from cooperation.filters import FILTERS, RecordFilter, panels, pills, sentence
from cooperation.filters.sets import SORTS, codes_within
from cooperation.filters.words import known_query
from cooperation.models import HOME, REGION_ZH, Country, Record, RecordCountry
from cooperation.search import CountryNames, name_key

Row = TypeVar("Row", bound=Model)


class BadPage(ValueError):
    """A page number that is no number, or lies beyond the last page; the message says so."""


def bound_filter(request: HttpRequest, kinds: str) -> RecordFilter:
    """The FilterSet of a list, with the request's query string."""
    return FILTERS[kinds](request.GET)


@require_safe
def record_list(request: HttpRequest, kinds: str) -> HttpResponse:
    """A list of one kind, or of all of them as `records`, with its timeline above."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return bad_request(request, bound, kinds)
    try:
        page = paged(request, bound)
    except BadPage as error:
        return bad_request(request, bound, kinds, str(error))
    chart = timeline(bound.qs, today())
    context = _words(bound, kinds, page.paginator.count) | {"page": page, "chart": chart, "svg": to_svg(chart)}
    return render(request, "records/list.html", context)


@require_safe
def record_timeline(request: HttpRequest) -> HttpResponse:
    """Everything on one zoomable timeline, filterable like the lists."""
    bound = bound_filter(request, "records")
    if not bound.is_valid():
        return bad_request(request, bound, "records")
    chart = timeline(bound.qs, today())
    context = _words(bound, "records", bound.qs.count()) | {"chart": chart, "svg": to_svg(chart)}
    return render(request, "records/timeline.html", context)


@require_safe
def record_figure(request: HttpRequest, kinds: str) -> HttpResponse:
    """The plotly figure of a list's timeline."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return JsonResponse({"errors": bound.form.errors}, status=400)
    return HttpResponse(to_plotly(timeline(bound.qs, today())), content_type="application/json")


@require_safe
def record_table(request: HttpRequest, kinds: str) -> HttpResponse:
    """The rows of a list's timeline as a table, all on one page."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return bad_request(request, bound, kinds)
    records = bound.qs.for_rows()
    return render(request, "records/table.html", _words(bound, kinds, len(records)) | {"records": records})


def today() -> dt.date:
    """The day on which open ends are drawn to."""
    return dt.datetime.now(tz=dt.UTC).date()


def paged(request: HttpRequest, bound: RecordFilter) -> Page[Record]:
    """The page the reader asked for, with all its rows show; raises BadPage."""
    paginator = Paginator(bound.qs.for_rows(), settings.PAGE_SIZE)
    text = request.GET.get("page", "1")
    number = _number(text)
    if not number:
        raise BadPage(_("page: “%(text)s” is not a page number") % {"text": text[:40]})
    if number > paginator.num_pages:
        raise BadPage(
            _("page: there is no page %(number)s; the last is %(last)s") % {"number": text, "last": paginator.num_pages}
        )
    return paginator.page(number)


def _number(text: str) -> int:
    """The page number that a text is, 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def page_of(request: HttpRequest, rows: QuerySet[Row], size: int) -> Page[Row]:
    """The page the reader asked for of rows that no filter narrows; raises Http404 where there is none."""
    paginator = Paginator(rows, size)
    number = _number(request.GET.get("page", "1"))
    if not 1 <= number <= paginator.num_pages:
        raise Http404(_("There is no such page; the last is %(last)s.") % {"last": paginator.num_pages})
    return paginator.page(number)


def _words(bound: RecordFilter, kinds: str, count: int) -> dict[str, Any]:
    """What a page says of a filtered list: its sentence, its pills, its form, its addresses."""
    query = known_query(bound)
    return {
        "kinds": kinds,
        "count": count,
        "sentence": sentence(bound, count),
        "pills": pills(bound),
        "panels": panels(bound),
        **_addresses(kinds, query.urlencode()),
        **_leads(bound, count),
    }


def _leads(bound: RecordFilter, count: int) -> dict[str, Any]:
    """Where a reader may go from a list: other pages of it, other orders, more records, a country's page."""
    query = known_query(bound)
    return {
        "query": query.urlencode(),
        "sort": query.get("sort", bound.first_sort),
        "sorts": _sorts(query, bound.first_sort),
        "through": through_blocs(bound, count),
        "left_out": undated_left_out(bound),
        "named_country": _country_named(query),
        "named_region": _region_named(query),
    }


def _sorts(query: QueryDict, first: str) -> list[dict[str, Any]]:
    """The orders a reader may choose, each with the query string that asks for it."""
    chosen = query.get("sort", first)
    rows = []
    for value, label in SORTS:
        other = query.copy()
        other.setlist("sort", [value] if value != first else [])
        rows.append({"label": label, "query": other.urlencode(), "current": value == chosen})
    return rows


def _addresses(kinds: str, query: str) -> dict[str, str]:
    """Where the same records stand as a list, as a table and as a figure."""
    tail = f"?{query}" if query else ""
    if kinds == "records":
        names = {"list_url": "search", "table_url": "timeline-table", "figure_url": "timeline-figure"}
        return {key: reverse(name) + tail for key, name in names.items()}
    names = {"list_url": "list", "table_url": "list-table", "figure_url": "list-figure"}
    return {key: reverse(name, args=[kinds]) + tail for key, name in names.items()}


def _country_named(query: QueryDict) -> Country | None:
    """The one country that a reader chose or typed the name of, so that the list can lead to its page."""
    codes, typed = query.getlist("country"), str(query.get("q", ""))
    if len(codes) == 1:
        return Country.objects.get(code=codes[0].upper())
    if not typed:
        return None
    names = CountryNames.read()
    named = Q(code=names.named(typed)) | Q(code=names.coded(typed), record_links__isnull=False)
    return Country.objects.exclude(code=HOME).filter(named).first()


def _region_named(query: QueryDict) -> Region | None:
    """The region that a reader typed the name of, so that the list can lead to the filter."""
    wanted = name_key(query.get("q", ""))
    return next((each for each in Region if wanted in map(name_key, (str(each.label), REGION_ZH[each]))), None)


def through_blocs(bound: RecordFilter, count: int) -> dict[str, Any] | None:
    """How many more records count for the chosen countries through a bloc, and which blocs these are."""
    query = known_query(bound)
    if query.get("via") == "blocs" or not ("country" in query or "region" in query):
        return None
    query["via"] = "blocs"
    wider = bound.but(via="blocs")
    if not (more := wider.count() - count):
        return None
    codes = [code.upper() for code in query.getlist("country")] or codes_within(query.getlist("region"))
    links = RecordCountry.objects.filter(bloc__isnull=False, country__in=codes)
    links = links.filter(record__in=wider.order_by().values("pk"))
    blocs = (
        links.exclude(record__in=bound.qs.order_by().values("pk"))
        .order_by("bloc__name")
        .values_list("bloc__name", flat=True)
        .distinct()
    )
    return {"more": more, "blocs": list(blocs), "query": query.urlencode()}


def undated_left_out(bound: RecordFilter) -> dict[str, Any] | None:
    """How many records without a date a range of dates leaves out, and the query that lists them."""
    query = known_query(bound)
    if not ("since" in query or "until" in query):
        return None
    for name in ("since", "until", "began"):
        query.pop(name, None)
    query["undated"] = "1"
    number = bound.but(since=None, until=None, began=False, undated=True).count()
    return {"number": number, "query": query.urlencode()} if number else None


def bad_request(request: HttpRequest, bound: RecordFilter, kinds: str, also: str = "") -> HttpResponse:
    """The page for values that a filter cannot read: each one named, nothing lost."""
    errors = [
        f"{bound.form.fields[name].label} ({name}): {' '.join(map(str, messages))}"
        for name, messages in bound.form.errors.items()
    ]
    context = {"kinds": kinds, "errors": [*errors, *([also] if also else [])], "panels": panels(bound)}
    context |= _addresses(kinds, "")
    return render(request, "records/bad_request.html", context, status=400)
