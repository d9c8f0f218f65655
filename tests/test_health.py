"""The health of a record follows from its statements: origins, fields filled, announced or reported."""

import pytest

from cooperation.attestation import attested
from cooperation.derive import derive
from cooperation.models import Record, RecordField, Source, Statement
from tests.views import small

pytestmark = pytest.mark.django_db
SPAN = "2015-07-06/2015-07-08"


@pytest.fixture
def sources() -> dict[str, Source]:
    days = {"before": "2015-07-01", "same": "2015-07-06", "last": "2015-07-08", "after": "2015-08", "year": "2015"}
    days["undated"] = ""
    return {slug: Source(slug=slug, date=day, publisher_kind="news", origin=slug) for slug, day in days.items()}


def dated(source: str, value: str = "2015-07-06", field: str = "date") -> Statement:
    return Statement(field=field, value=value, source_id=source)


@pytest.mark.parametrize(
    ("rows", "date", "said"),
    [
        ([dated("before")], "2015-07-06", "announced"),
        ([dated("before"), dated("after")], "2015-07-06", "reported"),
        ([dated("same")], "2015-07-06", "reported"),
        ([dated("year")], "2015-07-06", None),
        ([dated("year"), dated("year", "held", "status")], "2015-07-06", "reported"),
        ([dated("year"), dated("year", "announced", "status")], "2015-07-06", "announced"),
        ([dated("undated"), dated("undated", "announced", "status")], "2015-07-06", "announced"),
        ([dated("after"), dated("after", "announced", "status")], "2015-07-06", "reported"),
        ([dated("before", SPAN)], SPAN, "announced"),
        ([dated("before"), dated("same", "held", "status")], "2015-07-06", "dated-before"),
        ([dated("undated"), dated("undated", "adopted", "status")], "2015-07-06", "reported"),
        ([dated("undated"), dated("same", "held", "status")], "2015-07-06", None),
        ([dated("before"), dated("same", "announced", "status")], "2015-07-06", "announced"),
        # Only its opening is confirmed: the last day rests on the older page.
        ([dated("before", SPAN), dated("after", "2015-07-06/")], SPAN, "begun"),
        ([dated("before", SPAN), dated("same", "2015-07-06/"), dated("same", "held", "status")], SPAN, "begun"),
        ([dated("before", SPAN), dated("same", SPAN)], SPAN, "begun"),
        ([dated("before", SPAN), dated("same", "held", "status")], SPAN, "begun"),
        ([dated("before", SPAN), dated("same", SPAN), dated("last", SPAN)], SPAN, "reported"),
        ([dated("before", SPAN), dated("last", "2015-07-08")], SPAN, "dated-before"),
        ([dated("before", SPAN), dated("after", "2015"), dated("after", "held", "status")], SPAN, "dated-before"),
        ([dated("before"), dated("after", "2016-01")], "2015-07-06", "announced"),
        ([dated("before"), dated("after", "2015-07")], "2015-07-06", "dated-before"),
        ([dated("before"), dated("undated")], "2015-07-06", None),
        ([dated("undated")], "2015-07-06", None),
        ([dated("before", "2015")], "2015", None),  # half of that year was still to come
        ([dated("before", "2015"), dated("before", "held", "status")], "2015", "reported"),
        ([dated("before", "2016"), dated("year", "held", "status")], "2016", "announced"),
        ([dated("before", "x", "name")], "2015-07-06", None),
        ([dated("before")], "", None),
    ],
)
def test_announced_where_only_older_sources_date_it(sources, rows, date, said):
    assert attested(date, rows, sources) == said


@pytest.fixture
def atlas() -> None:
    small.atlas()


@pytest.mark.usefixtures("atlas")
def test_fields_hold_the_verdict_of_their_statements():
    rows = {row.field: row for row in RecordField.objects.filter(record__slug="a-dispute")}
    assert {field: row.verdict for field, row in rows.items()} == {
        "name": "single",
        "date": "disagree",
        "participants": "single",
    }
    assert (rows["date"].doubted, rows["date"].misprint, rows["date"].origins) == (True, False, 2)
    assert not rows["name"].doubted


@pytest.mark.usefixtures("atlas")
def test_a_record_counts_its_origins_and_what_it_lacks():
    record = Record.objects.get(slug="a-dispute")
    assert (record.origins, record.missing, record.filled) == (2, ["place"], 75)
    assert Record.objects.get(slug="firm").filled == 100
    assert Record.objects.get(slug="union").missing == []
    assert Record.objects.get(slug="a-series").missing == []
    assert Record.objects.get(slug="a-series-2017").missing == ["theme"]


@pytest.mark.usefixtures("atlas")
def test_two_pages_of_one_origin_are_one_source_and_a_mention_is_none():
    record = Record.objects.get(slug="a-day")
    for slug in ("wire-one", "wire-two"):
        Source.objects.create(slug=slug, title=slug, publisher_kind="news", origin="Wire", layer="further")
        small.say(record, "date", "2015-07-06", slug)
    small.say(record, "mention", "named", "page")
    derive()
    record.refresh_from_db()
    assert record.origins == 2
    assert RecordField.objects.get(record=record, field="date").origins == 1
    assert not RecordField.objects.filter(field="mention").exists()


@pytest.mark.usefixtures("atlas")
def test_a_mention_alone_puts_no_record_into_a_layer():
    record = Record.objects.get(slug="a-day")
    small.say(record, "mention", "named", "page")
    derive()
    record.refresh_from_db()
    assert record.layers == ["founding"]
