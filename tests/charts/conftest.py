"""Records to draw, made directly in the database."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from cooperation.charts import Chart, Mark, timeline
from cooperation.charts.marks import Lane, Place
from cooperation.models import Edition, Organisation, Record

TODAY = dt.date(2024, 5, 6)
TYPES = {
    "agreement": "mou",
    "forum": "one-off",
    "edition": "edition",
    "organisation": "company",
    "initiative": "concept",
}

MODELS: dict[str, type[Record]] = {"edition": Edition, "organisation": Organisation}

Add = Callable[..., Record]


def in_lane(chart: Chart, lane: Lane) -> list[tuple[Mark, Place]]:
    """The marks of a lane, each with its place there."""
    return [(mark, place) for mark in chart.marks for place in mark.places if place.lane == lane.key]


@pytest.fixture
def add(db: None) -> Add:
    def one(date: str = "", kind: str = "agreement", **fields: Any) -> Record:
        number = Record.objects.count()
        fields = {
            "slug": f"record-{number}",
            "name": f"Record {number}",
            "type": TYPES[kind],
            "status": "held",
        } | fields
        record = MODELS.get(kind, Record)(kind=kind, summary="", **fields)
        record.set_date(date)
        record.save()
        return record

    return one


@pytest.fixture
def draw(db: None) -> Callable[[], Chart]:
    return lambda: timeline(Record.objects.all(), TODAY)


@pytest.fixture
def every_sort(add: Add) -> None:
    """A record of each sort of date and of each kind."""
    add("2015-07-06")
    add("2015-07", "initiative")
    add("2015", "forum")
    add("2014-11-19/2014-11-21", "edition")
    add("2016/..", "forum")
    add("2011/2021", "organisation")
    add("2015~")
    add("[2015-05-08..2015-05-09]")
    add("", "organisation")
