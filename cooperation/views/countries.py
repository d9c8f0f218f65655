"""Countries: the list of them, and everything with one of them."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from cooperation.charts import timeline, to_plotly, to_svg
from cooperation.choices import Kind
from cooperation.filters.words import counted
from cooperation.models import HOME, Country, Record, RecordCountry
from cooperation.models.record import RecordQuerySet
from cooperation.views.lists import today

PLURALS = {Kind.AGREEMENT: _lazy("agreements"), Kind.FORUM: _lazy("forums"), Kind.INITIATIVE: _lazy("initiatives")}
Parts = list[tuple[Kind, list[Record]]]


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    """Every country that some record counts for, with how many, by name."""
    direct = Count("record_links__record", filter=Q(record_links__bloc__isnull=True), distinct=True)
    through = Count("record_links__record", filter=Q(record_links__bloc__isnull=False), distinct=True)
    found = Country.objects.exclude(code=HOME).annotate(direct=direct, through=through)
    countries = list(found.filter(Q(direct__gt=0) | Q(through__gt=0)).order_by("name"))
    named = [country for country in countries if country.direct]
    context = {"countries": countries, "named": named, "through": [each for each in countries if not each.direct]}
    return render(request, "countries/list.html", context)


@require_safe
def country_page(request: HttpRequest, code: str) -> HttpResponse:
    """Everything with one country: directly, through a bloc, and held there."""
    country = _country(code)
    if code != country.slug:
        return redirect(country, permanent=True)
    chart = timeline(records_of(country, through_blocs=True), today())
    context = {"country": country, "chart": chart, "svg": to_svg(chart), **_parts(country)}
    return render(request, "countries/detail.html", context)


def _parts(country: Country) -> dict[str, Any]:
    """Records with the country itself by kind, records through its blocs, and what was held there."""
    direct = list(records_of(country).newest_first().for_rows())
    through = _through(country, {record.pk for record in direct})
    by_kind = [(kind, [record for record in direct if record.kind == kind]) for kind in Kind]
    held = list(country.held.newest_first().for_rows())
    return {
        "direct": [(kind, records) for kind, records in by_kind if records],
        "missing": _missing({kind for kind, records in by_kind if records}),
        "through": through,
        "held": held,
        "memberships": country.memberships.select_related("bloc"),
        "sentence": _sentence(country, by_kind, through),
    }


def _missing(found: set[Kind]) -> list[Any]:
    """The kinds of which no record names the country; an edition is a meeting of its forum."""
    met = found | {Kind.FORUM} if Kind.EDITION in found else found
    return [words for kind, words in PLURALS.items() if kind not in met]


def _through(country: Country, known: set[int]) -> list[tuple[Record, list[RecordCountry]]]:
    """Records that count for the country only through a bloc, each with its links to those blocs."""
    links: dict[int, list[RecordCountry]] = defaultdict(list)
    for link in country.record_links.filter(bloc__isnull=False).exclude(record__in=known).select_related("bloc"):
        links[link.record_id].append(link)
    records = Record.objects.filter(pk__in=links).newest_first().for_rows()
    return [(record, links[record.pk]) for record in records]


def _sentence(country: Country, by_kind: Parts, through: list[tuple[Record, list[RecordCountry]]]) -> str:
    """What the page shows, in words: Kenya: 2 forums, and 1 record through the African Union, since 2019."""
    named = [counted(kind, len(records)) for kind, records in by_kind if records]
    blocs = sorted({str(link.bloc) for _record, links in through for link in links})
    if through:
        words = _("%(records)s through %(blocs)s")
        named.append(words % {"records": counted("", len(through)), "blocs": get_text_list(blocs, _("and"))})
    if not named:
        return _("No source in the atlas names %(country)s as taking part.") % {"country": country}
    every = [record for _kind, records in by_kind for record in records] + [record for record, _links in through]
    years = [record.date_earliest.year for record in every if record.date_earliest]
    since = _(", since %(year)s") % {"year": min(years)} if years else ""
    return f"{country}: {get_text_list(named, _('and'))}{since}."


@require_safe
def country_figure(request: HttpRequest, code: str) -> HttpResponse:
    """The plotly figure of a country's timeline."""
    chart = timeline(records_of(_country(code), through_blocs=True), today())
    return HttpResponse(to_plotly(chart), content_type="application/json")


def _country(code: str) -> Country:
    if code.upper() == HOME:
        raise Http404(_("China takes part everywhere in the atlas, so it has no page of its own."))
    country = Country.objects.filter(code=code.upper()).first()
    if country is None:
        raise Http404(_("There is no country with the code “%(code)s”.") % {"code": code.upper()})
    return country


def records_of(country: Country, *, through_blocs: bool = False) -> RecordQuerySet:
    """Records that count for the country, directly or also through its blocs."""
    links = country.record_links.all() if through_blocs else country.record_links.filter(bloc__isnull=True)
    return Record.objects.filter(pk__in=links.values("record"))
