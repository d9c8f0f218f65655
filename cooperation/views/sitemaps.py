"""What search engines may visit: every page that stands for itself, and when its record last changed."""

import datetime as dt
from collections.abc import Iterator
from math import ceil

from django.conf import settings
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.choices import Kind, Reference
from cooperation.models import HOME, Change, Country, Record, Release, Source

MOST = 50_000
_MOST_PARTS = 10_000
_ALONE = ("countries", "map", "calendar", "timeline", "sources", "disagreements", "coverage", "changes", "about")
Entry = tuple[str, dt.datetime | None]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of all parts, each at most as long as the protocol lets it be."""
    numbers = {"pages": 1, "sources": Source.objects.count(), "records": Record.objects.count()}
    parts = [
        settings.SITE_URL + reverse("sitemap-part", args=[section, part])
        for section, number in numbers.items()
        for part in range(1, ceil(number / MOST) + 1)
    ]
    return render(request, "sitemap/index.xml", {"parts": parts}, content_type="application/xml; charset=utf-8")


@require_safe
def sitemap_part(request: HttpRequest, section: str, part: int) -> HttpResponse:
    """At most 50,000 addresses of one section."""
    entries = list(_SECTIONS[section](slice((part - 1) * MOST, part * MOST))) if 0 < part <= _MOST_PARTS else []
    if not entries:
        raise Http404(_("The sitemap has no such part."))
    return render(request, "sitemap/part.xml", {"entries": entries}, content_type="application/xml; charset=utf-8")


def _pages(which: slice) -> Iterator[Entry]:
    """Home, the lists and the countries with records change with every release; the others say nothing of it."""
    release = Release.objects.current()
    changed = release.time if release else None
    lists = [reverse("list", args=[kind.plural]) for kind in Kind if kind != Kind.EDITION]
    countries = Country.objects.exclude(code=HOME).filter(record_links__isnull=False).distinct().order_by("code")
    addresses = [reverse("home"), *lists, *map(reverse, _ALONE), *(each.get_absolute_url() for each in countries)]
    yield from [(address, changed if address in {reverse("home"), *lists} else None) for address in addresses][which]


def _records(which: slice) -> Iterator[Entry]:
    changed = Max("changes__release__time")
    rows = Record.objects.order_by("slug").values_list("kind", "slug").annotate(changed=changed)[which]
    for kind, slug, time in rows:
        yield reverse("record", args=[Kind(kind).plural, slug]), time


def _sources(which: slice) -> Iterator[Entry]:
    slugs = list(Source.objects.order_by("slug").values_list("slug", flat=True)[which])
    of_source = Q(kind=Reference.SOURCE)
    rows = Change.objects.filter(of_source).order_by().values_list("slug").annotate(changed=Max("release__time"))
    changed = dict(rows)
    for slug in slugs:
        yield reverse("source", args=[slug]), changed.get(slug)


_SECTIONS = {"pages": _pages, "sources": _sources, "records": _records}
SECTIONS = tuple(_SECTIONS)
