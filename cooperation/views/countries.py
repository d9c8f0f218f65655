"""Countries: the list of them, and everything with one of them."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cooperation.charts import timeline, to_plotly, to_svg
from cooperation.choices import Kind
from cooperation.facets import HOME
from cooperation.models import Country, Record
from cooperation.views.lists import today


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    """Every country that some record counts for, with how many, by name."""
    direct = Count("record_links__record", filter=Q(record_links__bloc__isnull=True), distinct=True)
    through = Count("record_links__record", filter=Q(record_links__bloc__isnull=False), distinct=True)
    countries = Country.objects.annotate(direct=direct, through=through).filter(Q(direct__gt=0) | Q(through__gt=0))
    return render(request, "countries/list.html", {"countries": countries})


@require_safe
def country_page(request: HttpRequest, code: str) -> HttpResponse:
    """Everything with one country: directly, through a bloc, and held there."""
    country = _country(code)
    direct = records_of(country).newest_first().for_rows()
    links = country.record_links.filter(bloc__isnull=False).select_related("record", "bloc").order_by("-record__sort_key")
    chart = timeline(records_of(country, through_blocs=True), today())
    context = {
        "country": country,
        "direct": [(kind, [record for record in direct if record.kind == kind]) for kind in Kind],
        "direct_count": len(direct),
        "through": [link for link in links if link.record_id not in {record.pk for record in direct}],
        "held": country.held.newest_first().for_rows(),
        "memberships": country.memberships.select_related("bloc"),
        "chart": chart,
        "svg": to_svg(chart),
    }
    return render(request, "countries/detail.html", context)


@require_safe
def country_figure(request: HttpRequest, code: str) -> HttpResponse:
    """The plotly figure of a country's timeline."""
    chart = timeline(records_of(_country(code), through_blocs=True), today())
    return HttpResponse(to_plotly(chart), content_type="application/json")


def _country(code: str) -> Country:
    return get_object_or_404(Country.objects.exclude(code=HOME), code=code.upper())


def records_of(country: Country, *, through_blocs: bool = False) -> "QuerySet[Record]":
    """Records that count for the country, directly or also through its blocs."""
    links = country.record_links.all() if through_blocs else country.record_links.filter(bloc__isnull=True)
    return Record.objects.filter(pk__in=links.values("record"))
