"""The calendar: by year, by month, and what fell on one day of any year."""

import calendar as months
import datetime as dt
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cooperation.choices import Kind
from cooperation.dates import FIRST_YEAR, LAST_YEAR
from cooperation.filters import RecordFilter, pills
from cooperation.filters.words import known_query
from cooperation.models import Source
from cooperation.models.record import RecordQuerySet
from cooperation.months import MOST, lay_out, month_beside, months_of, with_rows, years_of
from cooperation.views import lists
from cooperation.views.moving import moved
from cooperation.views.on_this_day import on_this_day
from cooperation.views.showing import shown

_KINDS: tuple[tuple[Any, tuple[Kind, ...]], ...] = (
    (gettext_lazy("all kinds"), ()),
    (gettext_lazy("forums and editions"), (Kind.FORUM, Kind.EDITION)),
    (gettext_lazy("agreements"), (Kind.AGREEMENT,)),
    (gettext_lazy("initiatives"), (Kind.INITIATIVE,)),
    (gettext_lazy("organisations"), (Kind.ORGANISATION,)),
)


@require_safe
def calendar_now(request: HttpRequest) -> HttpResponse:
    """The current year or, without a record in it, the latest one before; and all that lies ahead."""
    bound = lists.bound_filter(request, "records")
    if not bound.is_valid():
        return lists.bad_request(request, bound, "records")
    years = [year for year, _number in years_of(bound.qs)]
    today = lists.today()
    year = max((year for year in years if year <= today.year), default=today.year)
    context = _year(bound, year) | {"now": True, **on_this_day(today)}
    context["ahead"] = with_rows(bound.qs.bearing_a_date().filter(date_earliest__gt=today))[:MOST]
    return shown(request, "calendar/year.html", context)


@require_safe
def calendar_year(request: HttpRequest, year: str) -> HttpResponse:
    """One year, month by month."""
    number = _year_number(year)
    bound = lists.bound_filter(request, "records")
    if not bound.is_valid():
        return lists.bad_request(request, bound, "records")
    return shown(request, "calendar/year.html", _year(bound, number))


@require_safe
def calendar_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """One month."""
    number, first = _year_number(year), _month_number(month)
    if len(month) == 1:
        return moved(request, "calendar-month", year, f"0{month}")
    bound = lists.bound_filter(request, "records")
    if not bound.is_valid():
        return lists.bad_request(request, bound, "records")
    return shown(request, "calendar/month.html", _month(bound, dt.date(number, first, 1)))


def _year_number(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        words = _("“%(text)s” is not a year of the calendar; it takes four figures, %(first)s to %(last)s.")
        raise Http404(words % {"text": text[:40], "first": FIRST_YEAR, "last": LAST_YEAR})
    return int(text)


def _month_number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,2}", text) or not 1 <= int(text) <= 12:
        raise Http404(_("“%(text)s” is not a month; it takes two figures, 01 to 12.") % {"text": text[:40]})
    return int(text)


def _year(bound: RecordFilter, year: int) -> dict[str, Any]:
    """What the page of a year shows."""
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    years = years_of(bound.qs)
    layout = lay_out(bound.qs, start, end, lists.today())
    return _shared(bound, start) | {
        "layout": layout,
        "ahead": layout.ahead,
        "years": years,
        "before": max((each for each, _n in years if each < year), default=None),
        "after": min((each for each, _n in years if each > year), default=None),
        "list_query": _with(bound, since=[str(year)], until=[str(year)]),
    }


def _month(bound: RecordFilter, start: dt.date) -> dict[str, Any]:
    """What the page of a month shows."""
    end = start.replace(day=months.monthrange(start.year, start.month)[1])
    layout = lay_out(bound.qs, start, end, lists.today())
    before, after = month_beside(bound.qs, start, end)
    text = f"{start:%Y-%m}"
    return _shared(bound, start) | {
        "layout": layout,
        "ahead": layout.ahead,
        "before": before,
        "after": after,
        "list_query": _with(bound, since=[text], until=[text]),
    }


def _shared(bound: RecordFilter, start: dt.date) -> dict[str, Any]:
    """What every page of the calendar shows: its day, its filters, the months of its year, what has no date."""
    undated: RecordQuerySet = bound.qs.filter(dated=False)
    return {
        "start": start,
        "weekdays": [(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in WEEKDAYS],
        "today": lists.today(),
        "newest_source": Source.newest_date(),
        "query": known_query(bound).urlencode(),
        "pills": pills(bound),
        "kinds": _kinds(bound),
        "months": months_of(bound.qs, start.year),
        "undated": undated.order_by().count(),
        "undated_query": _with(bound, since=[], until=[], undated=["1"]),
    }


def _kinds(bound: RecordFilter) -> list[dict[str, Any]]:
    """The kinds a reader may choose, each with the query string that asks for it."""
    chosen = set(known_query(bound).getlist("kind"))
    return [
        {"label": label, "query": _with(bound, kind=list(kinds)), "current": chosen == set(kinds)}
        for label, kinds in _KINDS
    ]


def _with(bound: RecordFilter, **values: list[str]) -> str:
    """The query string of the filters with some values changed."""
    query = known_query(bound)
    for name, each in values.items():
        query.setlist(name, [str(value) for value in each])
    return query.urlencode()
