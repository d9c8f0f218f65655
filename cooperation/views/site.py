"""Pages about the whole: home, about, health; and what every page needs."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cooperation import facets, linked
from cooperation.charts import View, timeline, to_svg
from cooperation.choices import ForumType, Kind, Layer, Publisher
from cooperation.models import Country, Record, Release, Source, Topic
from cooperation.models.record import RecordQuerySet
from cooperation.views.lists import today
from cooperation.views.maps import small_map
from cooperation.views.on_this_day import on_this_day
from cooperation.views.showing import shown

MOST_COUNTRIES = 10
DESCRIPTION = _(
    "China’s international internet cooperation: agreements, forums, organisations and initiatives, each date and "
    "claim traced to its source."
)
EDTF_EXAMPLES = (
    ("2015-07-06", _("one day")),
    ("2019-03", _("some day, or all, of that month")),
    ("2009", _("some day, or all, of that year")),
    ("2014-11-19/2014-11-21", _("from the first day to the last")),
    ("2016/..", _("begun then, no end given; counts until the day of the newest source that says so")),
    ("2017-09-25/", _("begun on that day; no source gives the end")),
    ("[2015-05-08..2015-05-09]", _("one of these days")),
    ("2015~", _("approximate: the source prints no year, the context gives it")),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """For every template: where the site lives and whom to write to."""
    return {"SITE_URL": settings.SITE_URL, "CONTACT": settings.CONTACT}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, everything on one timeline, and ways in."""
    chart = timeline(Record.objects.all(), today(), View(page=reverse("search")))
    context = {"chart": chart, "svg": to_svg(chart), **_counts(), **_countries(), **_ways_in(), **on_this_day(today())}
    context["linked"] = linked.script(linked.of_atlas(str(DESCRIPTION), context["release"]))
    return shown(request, "home.html", context)


def _counts() -> dict[str, Any]:
    """How much there is, of what."""
    disputed = Count("pk", filter=Q(disagrees=True))
    rows = list(Record.objects.order_by().values_list("kind").annotate(n=Count("pk"), disputed=disputed))
    layers = dict(Source.objects.order_by().values_list("layer").annotate(n=Count("pk")))
    found = {kind: number for kind, number, _disputed in rows}
    return {
        "counts": [(kind, found.get(kind, 0)) for kind in Kind],
        "total": sum(found.values()),
        "release": Release.objects.current(),
        "documents": layers.get(Layer.FOUNDING, 0),
        "pages": layers.get(Layer.FURTHER, 0),
        "disputed_count": sum(number for _kind, _all, number in rows),
    }


def _countries() -> dict[str, Any]:
    """The countries that records name: how many, the ten named most, and all of them on a map."""
    numbers = facets.count(["country"], Record.objects.all(), {})["country"]
    named = list(Country.objects.in_bulk([code.upper() for code in numbers]).values())
    most = sorted(named, key=lambda country: (-numbers[country.slug], country.name))[:MOST_COUNTRIES]
    return {
        "named": named,
        "countries": [(country, numbers[country.slug]) for country in most],
        **small_map(numbers, named),
    }


def _ways_in() -> dict[str, Any]:
    """By meeting, by dispute, by year and by topic."""
    topics = Topic.objects.annotate(n=Count("records")).filter(n__gt=0)
    return {
        "forums": _meetings().newest_first().select_related("place_country")[:6],
        "disputed": Record.objects.filter(disagrees=True).newest_first()[:4],
        "years": _years(),
        "topics": topics.order_by("-n", "position"),
    }


def _meetings() -> RecordQuerySet:
    """Dated forums and editions; a series stands aside for its editions."""
    return Record.objects.filter(kind__in=[Kind.FORUM, Kind.EDITION], dated=True).exclude(type=ForumType.SERIES)


def _years() -> list[tuple[int, int]]:
    """Each year with how many records may have begun in it, the latest first; as the list behind each counts them."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Record.objects.exclude(date_edtf="").values_list("pk", "series", "date_earliest", "date_begun_by")
    for record, series, earliest, begun_by in rows:
        if earliest and begun_by:
            for year in range(earliest.year, begun_by.year + 1):
                found[year] |= {record} if series is None else {record, series}
    return sorted(((year, len(records)) for year, records in found.items()), reverse=True)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Scope, method, how dates and disagreements are handled, licences, contact."""
    founding = Source.objects.filter(layer=Layer.FOUNDING)
    further = Source.objects.filter(layer=Layer.FURTHER).count()
    context = {"founding": founding, "further": further, "edtf": EDTF_EXAMPLES, "publishers": Publisher.labels}
    context["own_names"] = Country.objects.exclude(why="").order_by("code")
    return shown(request, "about.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Robots may read all that is current, and are told where the sitemap is; the admin's pages ask for a login."""
    text = f"User-agent: *\nAllow: /\nDisallow: /*?*release=\n\nSitemap: {settings.SITE_URL}{reverse('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Where the icon lies, for browsers and readers of feeds that ask for it without having read a page."""
    return redirect(static("favicon.svg"))


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answers 200 while the process lives; asks no database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
