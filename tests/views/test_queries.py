"""Pages ask the database as often for fifty rows as for one."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.choices import Kind
from cooperation.derive import derive
from cooperation.models import Group, Organisation, Record
from cooperation.seeding.load import take_stock
from tests.views import small

pytestmark = pytest.mark.django_db
MOST = 30
PATHS = [
    "/",
    "/agreements/",
    "/agreements/?country=ke&topic=cybersecurity&since=2010",
    "/agreements/?country=ke&country=de&country_match=all&region=africa&q=kenya&level=government&status=adopted&exact=1",
    "/agreements/values/country/?topic=cybersecurity",
    "/search/values/participant/?find=row",
    "/forums/",
    "/organisations/",
    "/initiatives/",
    "/search/?q=row",
    "/search/?q=kenya",
    "/search/?q=KE+row",
    "/search/?q=kenya+germany+agreements+2015",
    "/search/?q=nothing+such+is+found",
    "/search/?q=eight+words+of+which+not+one+finds+anything+kenya+zanzibar",
    "/search/?q=kenya+germany+one+two+three+four+2015+forums&country=ke&topic=trade",
    "/suggest/?q=kenya+row",
    "/about/",
    "/timeline/",
    "/timeline/?lanes=country&country=ke&since=2010&via=blocs",
    "/timeline/?lanes=organisation",
    "/timeline/table/?lanes=topic",
    "/timeline/table/",
    "/map/",
    "/map/?via=blocs&area=africa",
    "/agreements/table/",
    "/countries/",
    "/countries/ke/",
    "/countries/ke/?since=2010",
    "/countries/?find=ken",
    "/countries/compare/",
    "/countries/compare/?country=ke&country=de",
    "/countries/ke/with/",
    "/countries/ke/with/?via=blocs",
    "/organisations/union/with/",
    "/agreements/row-agreement-0/with/",
    "/sources/",
    "/coverage/",
    "/dataset/",
    "/disagreements/",
    "/sources/paper/",
    "/organisations/union/",
    "/forums/series/",
    "/editions/row-edition-0/",
    "/calendar/",
    "/calendar/2015/",
    "/calendar/2015/07/",
    "/calendar/2015/?kind=forum&country=ke",
    "/calendar/on-this-day/",
    "/calendar/on-this-day/07-06/",
    "/agreements/row-agreement-0/",
    "/agreements/row-agreement-0.bib",
    "/agreements.ris?country=ke&q=row",
    "/search.csl.json?country=ke",
    "/countries/ke.bib?since=2010",
    "/embed/timeline/?country=ke&since=2010&via=blocs",
    "/embed/countries/ke/",
    "/embed/forums/series/",
    "/agreements.csv?country=ke",
    "/agreements.xlsx",
    "/agreements.jsonl",
    "/api/v1/records/",
    "/api/v1/records/?country=ke&q=row&since=2010",
    "/api/v1/records/row-agreement-0/",
    "/api/v1/statements/?source=paper",
    "/api/v1/facets/?country=ke&topic=cybersecurity",
    "/api/v1/timeline/?kind=forum",
    "/api/v1/countries/",
    "/api/v1/sources/paper/",
    "/sitemap.xml",
    "/sitemap-pages-1.xml",
    "/sitemap-records-1.xml",
]
# The twin of each page, but where the address of the twin belongs to a file of the list or of its figure.
OF_FILES = ("/suggest/", "/timeline/", "/api/", "/embed/")
PATHS += [
    re.sub(r"/(\?|$)", r".json\1", f"/index{path}" if path == "/" else path, count=1)
    for path in PATHS
    if re.search(r"/(\?|$)", path) and not path.startswith(OF_FILES)
]


def fill(first: int, last: int) -> None:
    """Rows of every kind with a partner, a bloc, an unnamed group, a place and an edition each."""
    bloc, series = Organisation.objects.get(slug="union"), Record.objects.get(slug="series")
    group = Group.objects.get(slug="some")
    for number in range(first, last):
        for kind in Kind:
            more = {"series": series, "number": number} if kind == Kind.EDITION else {}
            who = () if kind == Kind.ORGANISATION else ("CN", "KE", bloc, group)
            record = small.make(f"row-{kind}-{number}", kind, who, date="2015", place_country_id="DE", **more)
            small.make(f"day-{kind}-{number}", kind, who, date="2015-07-06", place_country_id="DE")
            small.say(record, "participants", [{"role": "signatory", "country": "KE"}], paragraph=3)
            small.say(record, "date", "2015", paragraph=1)
            small.say(record, "date", "2016-03", "page", doubt="Can hardly be right.")
    derive()
    take_stock()


def asked(client: Client) -> dict[str, int]:
    counts = {}
    for path in PATHS:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
            assert response.status_code == 200
            b"".join(response)
        counts[path] = len(queries)
    return counts


def test_number_of_queries_does_not_grow_with_the_rows(client: Client) -> None:
    small.vocabulary()
    small.make("union", "organisation", (), type="bloc", spreads_to_members=True)
    small.make("series", "forum", ("CN",), type="series")
    Group.objects.create(slug="some", label="some countries", regions=["africa"])
    fill(0, 1)
    one = asked(client)
    fill(1, 50)
    assert asked(client) == one
    assert Record.objects.filter(disagrees=True).exists()
    assert {path: number for path, number in one.items() if number > MOST} == {}
