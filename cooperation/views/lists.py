"""Lists of records: the four kinds, the search over everything, the timeline, and what hangs on them."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cooperation import linked
from cooperation.answers import works
from cooperation.charts import timeline_of, to_plotly, to_svg
from cooperation.exports import FORMS
from cooperation.filters import FILTERS, RecordFilter, counted, known_query, named, panels, pills, sentence
from cooperation.models import Release
from cooperation.views.answering import refusals
from cooperation.views.leads import leads, more_records, ways_out
from cooperation.views.paging import BadPage, paged
from cooperation.views.reading import searched
from cooperation.views.showing import shown
from cooperation.views.subscribing import of_list, offered

TABLE_ROWS = 200


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
    chart = timeline_of(bound, today())
    context = _words(bound, kinds, page.paginator.count) | {"page": page, "chart": chart, "svg": to_svg(chart)}
    context |= leads(bound) | searched(bound, page) | _taken_along(bound, kinds, page.paginator.count)
    context["files"] = file_links(kinds, context["query"])
    context["offer"] = offered(of_list(bound, kinds), bound.meetings)
    return shown(request, "records/list.html", context if page.paginator.count else context | ways_out(bound))


@require_safe
def record_timeline(request: HttpRequest) -> HttpResponse:
    """Everything on one zoomable timeline, filterable like the lists."""
    bound = bound_filter(request, "records")
    if not bound.is_valid():
        return bad_request(request, bound, "records")
    chart = timeline_of(bound, today())
    context = _words(bound, "records", bound.numbers.total) | {"chart": chart, "svg": to_svg(chart)}
    page = f"{request.path}{'?' if context['query'] else ''}{context['query']}"
    context |= {"page_url": page, "current_release": Release.objects.current()}
    return shown(request, "records/timeline.html", context | more_records(bound))


@require_safe
def record_figure(request: HttpRequest, kinds: str) -> HttpResponse:
    """The plotly figure of a list's timeline."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return JsonResponse({"errors": bound.form.errors}, status=400)
    return HttpResponse(to_plotly(timeline_of(bound, today())), content_type="application/json")


@require_safe
def record_table(request: HttpRequest, kinds: str) -> HttpResponse:
    """The rows of a list's timeline as a table, as many to a page as keep it light."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return bad_request(request, bound, kinds)
    try:
        page = paged(request, bound, TABLE_ROWS)
    except BadPage as error:
        return bad_request(request, bound, kinds, str(error))
    chart = timeline_of(bound, today())
    lanes = chart.lanes_by_link() if chart.mixes_kinds else {}
    rows = [(record, lanes.get(record.get_absolute_url())) for record in page]
    context = heading(bound, kinds, page.paginator.count) | {"rows": rows, "chart": chart, "page": page}
    return shown(request, "records/table.html", context)


def today() -> dt.date:
    """The day, in UTC, up to which open ends are drawn and from which what is planned lies ahead."""
    return dt.datetime.now(tz=dt.UTC).date()


def _taken_along(bound: RecordFilter, kinds: str, count: int) -> dict[str, Any]:
    """How the list is cited, and what machines read in it."""
    citation = works.of_list(bound, kinds, addresses(kinds, "")["list_url"], today(), count)
    node = linked.of_list(citation.title, citation.url, citation.release)
    return {**works.shown(citation), "linked": linked.script(node)}


def _words(bound: RecordFilter, kinds: str, count: int) -> dict[str, Any]:
    """What a page says of filtered records, with the form that filters them."""
    return heading(bound, kinds, count) | {"panels": panels(bound)}


def heading(bound: RecordFilter, kinds: str, count: int) -> dict[str, Any]:
    """How many records, in a sentence, with what was chosen as pills, and where they stand."""
    query = known_query(bound).urlencode()
    return {
        "kinds": kinds,
        "count": count,
        "counted": counted(bound.kind_value, count),
        "sentence": sentence(bound, count),
        "named": named(bound),
        "pills": pills(bound),
        "query": query,
        **addresses(kinds, query),
    }


def addresses(kinds: str, query: str) -> dict[str, str]:
    """Where the same records stand as a list, as a table and as a figure."""
    tail = f"?{query}" if query else ""
    if kinds == "records":
        names = {"list_url": "search", "table_url": "timeline-table", "figure_url": "timeline-figure"}
        return {key: reverse(name) + tail for key, name in names.items()}
    names = {"list_url": "list", "table_url": "list-table", "figure_url": "list-figure"}
    return {key: reverse(name, args=[kinds]) + tail for key, name in names.items()}


def file_links(kinds: str, query: str) -> list[tuple[str, str]]:
    """In which forms the same records can be taken away, all of them, and where."""
    name, args = ("search-file", []) if kinds == "records" else ("list-file", [kinds])
    tail = f"?{query}" if query else ""
    return [(form.label, reverse(name, args=[*args, suffix]) + tail) for suffix, form in FORMS.items()]


def bad_request(request: HttpRequest, bound: RecordFilter, kinds: str, also: str = "") -> HttpResponse:
    """The page for values that a filter cannot read: each one named, nothing lost."""
    found = bound.form.errors
    alone = found["q"][0] if len(found) == 1 and bound.form.has_error("q", "alone") else ""
    context = {
        "kinds": kinds,
        "errors": [*refusals(bound), *([also] if also else [])],
        "alone": alone,
        "bound": bound,
        "panels": panels(bound),
    }
    context |= {"action": request.path.partition("values/")[0], **addresses(kinds, "")}
    return shown(request, "records/bad_request.html", context, status=400)
