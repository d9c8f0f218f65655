"""Countries: the list of them, and everything with one of them."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation import linked
from cooperation.answers import works
from cooperation.charts import Chart, View, timeline, to_plotly, to_svg
from cooperation.filters import changed
from cooperation.filters.countries import NameFilter, RangeFilter
from cooperation.models import HOME, Country, Record
from cooperation.models.record import RecordQuerySet
from cooperation.profiles import ACTS, Profile, none_words, profiles_of, sentence, silences, topics_of
from cooperation.profiles.gather import ends
from cooperation.views.lists import file_links, today
from cooperation.views.moving import moved
from cooperation.views.showing import shown
from cooperation.views.subscribing import of_country, offered


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    """Every country that some record counts for, with how many, by name; or those that a reader looks for."""
    wanted = NameFilter(request.GET, queryset=Country.objects.exclude(code=HOME))
    found = list(wanted.qs.with_numbers().order_by("name")) if wanted.is_valid() else []
    context = {
        "found": found,
        "countries": [country for country in found if country.direct or country.through],
        "named": [country for country in found if country.direct],
        "through": [country for country in found if country.through and not country.direct],
        "silent": [country for country in found if not (country.direct or country.through)],
        "find": request.GET.get("find", "").strip(),
        "errors": wanted.form.errors.get("find", []),
    }
    return shown(request, "countries/list.html", context, status=200 if wanted.is_valid() else 400)


@require_safe
def country_page(request: HttpRequest, code: str) -> HttpResponse:
    """Everything with one country, or what falls in a range: directly, through a bloc, and held there."""
    country = country_of(code)
    if code != country.slug:
        return moved(request, country)
    dated = RangeFilter(request.GET)
    context = {"country": country, "dated": dated, "names": Country.objects.with_records()}
    if not dated.is_valid():
        return shown(request, "countries/detail.html", context, status=400)
    [profile] = profiles_of([country], dated)
    context |= _parts(profile, dated) | _chart(country, dated) | _taken_along(profile, dated)
    context["offer"] = offered(of_country(country, dated), listed_for(country, dated))
    return shown(request, "countries/detail.html", context)


def _parts(profile: Profile, dated: RangeFilter) -> dict[str, Any]:
    """What the sections of the page show."""
    [silence] = silences([profile], dated)
    return {
        "profile": profile,
        "sentence": sentence(profile, dated.words),
        "none": none_words(dated.words),
        "none_ever": none_words(""),
        "ends": [ends(profile.direct(*ACTS)), ends(profile.through(*ACTS))],
        "topics": topics_of(profile, dated),
        "silence": silence,
    }


def _taken_along(profile: Profile, dated: RangeFilter) -> dict[str, Any]:
    """How the page is cited, and what machines read in it."""
    country, citation = profile.country, works.of_country(profile.country, dated, today())
    node = linked.of_country(country, citation.title, sentence(profile, dated.words), citation.url, citation.release)
    address = f"{country.get_absolute_url()}{'?' if dated.span else ''}{dated.query if dated.span else ''}"
    return {**works.shown(citation), "linked": linked.script(node), "embed_url": address}


def _chart(country: Country, dated: RangeFilter) -> dict[str, Any]:
    """The timeline of all that counts for the country, and where its numbers stand."""
    chart = _timeline(country, dated)
    table = f"{reverse('timeline-table')}?{changed(_counting_for(country), **dated.span).urlencode()}"
    figure = reverse("country-figure", args=[country.slug]) + (f"?{dated.query}" if dated.span else "")
    files = file_links("records", changed(_counting_for(country), **dated.span).urlencode())
    return {"chart": chart, "svg": to_svg(chart), "table_url": table, "figure_url": figure, "files": files}


def _timeline(country: Country, dated: RangeFilter) -> Chart:
    """The chart of both pens; its years lead to the list of the same records."""
    since, until = dated.form.cleaned_data.get("since"), dated.form.cleaned_data.get("until")
    query = _counting_for(country)
    view = View(since=since and since.earliest, until=until and until.latest, page=reverse("search"), query=query)
    return timeline(dated.within(records_of(country)), today(), view)


def _counting_for(country: Country) -> QueryDict:
    """The query of the list of all that counts for the country."""
    return changed(QueryDict(), country=country.slug, via="blocs")


@require_safe
def country_figure(request: HttpRequest, code: str) -> HttpResponse:
    """The plotly figure of a country's timeline."""
    dated = RangeFilter(request.GET)
    if not dated.is_valid():
        return JsonResponse({"errors": dated.form.errors}, status=400)
    chart = _timeline(country_of(code), dated)
    return HttpResponse(to_plotly(chart), content_type="application/json")


def country_of(code: str) -> Country:
    """The country of a code, in letters of either size; 404 for China and for codes of none."""
    if code.upper() == HOME:
        raise Http404(_("China takes part everywhere in the atlas, so it has no page of its own."))
    country = Country.objects.filter(code=code.upper()).first()
    if country is None:
        raise Http404(_("There is no country with the code “%(code)s”.") % {"code": code.upper()})
    return country


def records_of(country: Country) -> RecordQuerySet:
    """Records that count for the country, directly or through its blocs."""
    return Record.objects.filter(pk__in=country.record_links.values("record"))


def listed_for(country: Country, dated: RangeFilter) -> RecordQuerySet:
    """All that the page of a country lists of a range: what counts for it, and what took place there."""
    counting = Q(pk__in=country.record_links.values("record"))
    return dated.within(Record.objects.filter(counting | Q(place_country=country)))
