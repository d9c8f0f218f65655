"""Calendars and feeds to subscribe to. What each holds, and when it changed, rests on the current release alone."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.choices import Kind
from cooperation.feeds import MOST, Calendar, Entry, News, to_atom, to_ical
from cooperation.filters import named
from cooperation.filters.countries import RangeFilter
from cooperation.models import Change, Country, Record, Release
from cooperation.models.record import RecordQuerySet
from cooperation.views.answering import answered, refused, version
from cooperation.views.changes import all_changes, history
from cooperation.views.countries import country_of, listed_for
from cooperation.views.lists import bound_filter
from cooperation.views.moving import moved, moved_or_gone
from cooperation.views.subscribing import Subscription, of_country, of_list, of_series

_ICAL = "text/calendar; charset=utf-8"
_ATOM = "application/atom+xml; charset=utf-8"
_VERSION = "1"  # another one wherever the same data is written otherwise
Make = Callable[[Release], bytes | str]
Answer = Callable[[HttpRequest, str, Subscription, RecordQuerySet], HttpResponseBase]


@require_safe
def list_calendar(request: HttpRequest, kinds: str) -> HttpResponseBase:
    """The records of a list on the days that are known, each series by its editions in the range of dates."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return refused(bound)
    return _calendar(request, named(bound), of_list(bound, kinds), bound.meetings)


@require_safe
def list_news(request: HttpRequest, kinds: str) -> HttpResponseBase:
    """What releases did to the records that a list holds now."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return refused(bound)
    return _news(request, named(bound), of_list(bound, kinds), bound.qs)


@require_safe
def country_calendar(request: HttpRequest, code: str) -> HttpResponseBase:
    """What the page of a country lists, on the days that are known."""
    return _of_country(request, code, "country-calendar", _calendar)


@require_safe
def country_news(request: HttpRequest, code: str) -> HttpResponseBase:
    """What releases did to the records that the page of a country lists now."""
    return _of_country(request, code, "country-news", _news)


def _of_country(request: HttpRequest, code: str, name: str, answer: Answer) -> HttpResponseBase:
    """What `answer` makes of all that the page of a country lists; `name` is that of its address."""
    country, dated = country_of(code), RangeFilter(request.GET)
    if code != country.slug:
        return moved(request, name, country.slug)
    if not dated.is_valid():
        return refused(dated)
    return answer(request, _in_range(country, dated), of_country(country, dated), listed_for(country, dated))


def _in_range(country: Country, dated: RangeFilter) -> str:
    return f"{country}, {dated.words}" if dated.words else str(country)


@require_safe
def series_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The editions of a series on the days that are known; a meeting without editions gives its own."""
    record = _forums().filter(slug=slug).first()
    if record is None:
        return moved_or_gone(request, slug, lambda there: reverse("series-calendar", args=[there.slug]))
    return _calendar(request, record.name, of_series(record), Record.objects.filter(pk=record.pk).by_editions())


@require_safe
def series_news(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What releases did to a series and its editions."""
    record = _forums().filter(slug=slug).first()
    if record is None:
        return moved_or_gone(request, slug, lambda there: reverse("series-news", args=[there.slug]))
    editions = Record.objects.filter(series=record)
    return _news(request, record.name, of_series(record), editions | Record.objects.filter(pk=record.pk))


def _forums() -> RecordQuerySet:
    return Record.objects.filter(kind=Kind.FORUM)


@require_safe
def changes_news(request: HttpRequest) -> HttpResponseBase:
    """What releases did to anything."""
    title, subtitle = _("What changed"), _("Additions, changes and removals by release, the newest first.")
    news = News(title, subtitle, reverse("changes"), reverse("changes-news"))
    return _sent(request, _ATOM, lambda release: to_atom(news, _entries(all_changes()), release))


def _calendar(request: HttpRequest, title: str, offer: Subscription, records: RecordQuerySet) -> HttpResponseBase:
    calendar = Calendar(title, offer.page, records)
    return _sent(request, _ICAL, lambda release: to_ical(calendar, release))


def _news(request: HttpRequest, title: str, offer: Subscription, records: RecordQuerySet) -> HttpResponseBase:
    """The feed of some records."""
    held = _("Additions to the atlas and changes, by release, of the records that this page holds now.")
    news = News(title, held, offer.page, offer.news)
    changes = all_changes().filter(kind__in=Kind.values, record__in=records.order_by().values("pk"))
    return _sent(request, _ATOM, lambda release: to_atom(news, _entries(changes), release))


def _entries(changes: Iterable[Change]) -> list[Entry]:
    """The newest of the changes with what they say, field by field."""
    known = history(changes[:MOST])  # type: ignore[index]
    names = known["names"]
    return [
        Entry(change, render_to_string("feeds/entry.html", {"change": change, "names": names}))
        for change in known["changes"]
    ]


def _sent(request: HttpRequest, form: str, make: Make) -> HttpResponseBase:
    """What the current release makes of it, or 304 where the client has that already."""
    release = Release.objects.current()
    if release is None:
        raise Http404(_("There is no release yet."))
    held = version(release, _VERSION, request.get_full_path())
    return answered(request, held, form, lambda: make(release), {})
