"""For many queries: a calendar holds its list, series by their editions, less what has no exact day."""

import icalendar
import pytest
from django.http import QueryDict
from django.test import Client

from cooperation.dates import parse
from cooperation.filters import FILTERS
from cooperation.models import Country, Record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
QUERIES = (
    "",
    "q=wuzhen",
    "q=kenya+2021",
    "q=世界互联网大会",
    "country=us",
    "country=de&country=gb&via=blocs",
    "country=za&country=br&country_match=all",
    "region=africa&via=blocs",
    "since=2015&until=2016-06",
    "since=2019&began=1",
    "type=series",
    "topic=cybersecurity&status=held",
    "attested=announced",
    "exact=1",
    "undated=1",
    "corroborated=1&sort=name",
    "disputed=1",
    "level=government&layer=founding",
)


def slugs(client: Client, address: str) -> list[str]:
    file = icalendar.Calendar.from_ical(client.get(address).content)
    return sorted(str(event["url"]).split("/")[-2] for event in file.events)


def exact(records: list[Record]) -> list[str]:
    return sorted({record.slug for record in records if record.date_edtf and parse(record.date_edtf).is_exact})


def by_editions(record: Record) -> list[Record]:
    return list(record.editions.all()) or [record]


def is_in_range(record: Record, asked: QueryDict) -> bool:
    """Whether a record with an exact date has a day in the range, or with `began` its first one."""
    since, until = (parse(asked[name]) if name in asked else None for name in ("since", "until"))
    first = record.date_earliest if "began" in asked else record.date_latest
    return not (since and first and first < since.earliest) and not (
        until and record.date_earliest and record.date_earliest > until.latest
    )


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("kinds", ["forums", "records"])
def test_lists(client: Client, kinds: str, query: str) -> None:
    asked = QueryDict(query)
    found = [each for record in FILTERS[kinds](asked).qs for each in by_editions(record)]
    expected = exact([each for each in found if is_in_range(each, asked)])
    address = "/search.ics" if kinds == "records" else "/forums.ics"
    assert slugs(client, f"{address}?{query}") == expected


def test_every_series_and_the_countries_with_most(client: Client) -> None:
    for record in Record.objects.filter(type="series"):
        assert slugs(client, f"/forums/{record.slug}.ics") == exact(by_editions(record)), record
    for country in Country.objects.filter(code__in=["KE", "RU", "US", "DE", "EU"]):
        links = country.record_links.values("record")
        shown = Record.objects.filter(pk__in=links) | Record.objects.filter(place_country=country)
        assert slugs(client, f"/countries/{country.slug}.ics") == exact(list(shown)), country
