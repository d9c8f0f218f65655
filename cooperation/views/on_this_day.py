"""What fell on one day of the year, in any year."""

import datetime as dt
import re
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import ExtractDay, ExtractMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.models import Record
from cooperation.models.record import RecordQuerySet
from cooperation.months import by_month_and_day, with_rows
from cooperation.views import lists
from cooperation.views.showing import shown

LEAP = 2000  # a year that has every day
MOST_ON_A_LINE = 3


@require_safe
def today_page(request: HttpRequest) -> HttpResponse:
    """What fell on this day, whatever day it is."""
    return shown(request, "calendar/on_this_day.html", on_this_day(lists.today()) | {"now": True})


@require_safe
def day_page(request: HttpRequest, day: str) -> HttpResponse:
    """What fell on a day given as MM-DD; the 29th of February is one."""
    return shown(request, "calendar/on_this_day.html", on_this_day(_day(day)))


def _day(text: str) -> dt.date:
    words = _("“%(text)s” is not a day of the year; it takes a month and a day, such as 07-06.") % {"text": text[:40]}
    if not re.fullmatch("[0-9]{2}-[0-9]{2}", text):
        raise Http404(words)
    try:
        return dt.date.fromisoformat(f"{LEAP}-{text}")
    except ValueError as error:
        raise Http404(words) from error


def on_this_day(day: dt.date) -> dict[str, Any]:
    """What a line or a page says of this day of the year: its records, the newest first, and the nearest other days.

    Gives `day` and its neighbours `day_before`, `day_after` as dates of a leap year, the list `on_day`, and
    `nearest`, the last day before and the first one after on which something fell.
    """
    day = day.replace(year=LEAP)
    records = _on(day)
    filled = sorted(dt.date(LEAP, month, number) for month, number in by_month_and_day(Record.objects.all()))
    others = [each for each in filled if each != day]
    before = [each for each in others if each < day] or others
    after = [each for each in others if each > day] or others
    return {
        "day": day,
        "on_day": records,
        "on_day_few": records[:MOST_ON_A_LINE],
        "nearest": list(dict.fromkeys([*before[-1:], *after[:1]])),
    }


def _on(day: dt.date) -> list[Record]:
    """The records on known days that cover this day of the year in any year, the newest first."""
    rows: RecordQuerySet = Record.objects.on_known_days().annotate(
        first=ExtractMonth("date_earliest") * 100 + ExtractDay("date_earliest"),
        last=ExtractMonth("date_latest") * 100 + ExtractDay("date_latest"),
    )
    number = day.month * 100 + day.day
    within = Q(first__lte=number, last__gte=number)
    over_new_year = Q(date_latest__year__gt=F("date_earliest__year"))
    found = with_rows(rows.filter(within | over_new_year)).newest_first()
    return [record for record in found if _covers_in_some_year(record, day)]


def _covers_in_some_year(record: Record, day: dt.date) -> bool:
    first, last = record.date_earliest, record.date_latest
    if not (first and last):
        return False
    span = (first + dt.timedelta(days=offset) for offset in range((last - first).days + 1))
    return any((each.month, each.day) == (day.month, day.day) for each in span)
