"""Twins of the calendar."""

from collections.abc import Mapping
from typing import Any

from cooperation.months import Month
from cooperation.twins.plain import pairs, plain, taken

Context = Mapping[str, Any]


def _year(context: Context) -> dict[str, Any]:
    neighbours = taken(context, "before", "after")
    return {
        "year": context["start"].year,
        **_shared(context),
        **neighbours,
        "years": _counted(context["years"], "year"),
    }


def _month(context: Context) -> dict[str, Any]:
    neighbours = {name: day and f"{day:%Y-%m}" for name in ("before", "after") for day in [context[name]]}
    return {"month": f"{context['start']:%Y-%m}", **_shared(context), **neighbours}


def _shared(context: Context) -> dict[str, Any]:
    """What falls in the time: on known days, some time in a month, and with no month known."""
    layout = context["layout"]
    return {
        "query": context["query"],
        "records": layout.number,
        "records_on_known_days": layout.on_known_days,
        "records_shown": layout.shown,
        "months": [_of(month) for month in layout.months],
        "some_time": plain(layout.some_time),
        "ahead": plain(context["ahead"]),
        "months_of_the_year": [{"month": f"{day:%Y-%m}", "records": number} for day, number in context["months"]],
        "undated_records": context["undated"],
    }


def _of(month: Month) -> dict[str, Any]:
    """The records of a month, and each of its days that any of them covers."""
    days = [day for week in month.weeks for day in week if day and day.number]
    return {
        "month": f"{month.first:%Y-%m}",
        "days": [{"day": day.date.isoformat(), "records": day.number} for day in days],
        "on_known_days": plain(month.exact),
        "some_time": plain(month.some_time),
    }


def _counted(rows: list[tuple[int, int]], name: str) -> list[dict[str, Any]]:
    return pairs(rows, name, "records")


def _on_this_day(context: Context) -> dict[str, Any]:
    names = ("day", "day_before", "day_after") if "day_before" in context else ("day",)
    days = {name: f"{context[name]:%m-%d}" for name in names}
    return {**days, "records": plain(context["on_day"]), "nearest": [f"{day:%m-%d}" for day in context["nearest"]]}


TWINS = {
    "calendar/year.html": _year,
    "calendar/month.html": _month,
    "calendar/on_this_day.html": _on_this_day,
}
