"""The pages on disagreements and coverage say what the records hold."""

import re

import pytest
from django.test import Client

from cooperation.derive import derive
from cooperation.models import Gap, Record, Statement
from tests.views import small

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _atlas() -> None:
    small.atlas()


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_each_disagreement_is_explained(client):
    page = text(client, "/disagreements/")
    assert "a dispute" in page
    assert "sources disagree" in page
    assert "Doubt: The month can hardly be right." in page
    assert "The atlas shows 2016 , from the better kind of publisher." in page


def test_a_whole_list_that_lacks_someone_says_whom(client):
    small.say(Record.objects.get(slug="a-dispute"), "participants", [{"role": "host", "country": "KE"}], "page")
    derive()
    page = text(client, "/disagreements/disagree/")
    assert "The whole list of Office, 2016 lacks Kenya ." in page
    assert "The atlas shows all that any source names." in page


def test_misprints_stand_apart_from_doubts(client):
    assert "None is known." in text(client, "/disagreements/misprint/")
    Statement.objects.filter(doubt__gt="").update(misprint=True)
    derive()
    assert "looks misprinted" in text(client, "/disagreements/misprint/")
    assert "None is known." in text(client, "/disagreements/doubted/")


@pytest.mark.parametrize("path", ["/disagreements/other/", "/disagreements/?page=2", "/disagreements/?page=x"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_coverage_counts_from_the_records(client):
    page = text(client, "/coverage/")
    assert "Agreements 9 69&#8239;% 0" in page
    assert "Both 1 0 0 0 0 1" in page, "by layer: one agreement rests on both"
    founding = Record.objects.filter(is_further=False).count()
    assert f"Founding documents 8 1 1 2 1 {founding}" in page
    assert "Sources disagree 1 1" in page
    assert "a series : 1st to 3rd" in page, "the fourth edition alone is on record"
    assert "Nothing is listed." in page


def test_coverage_lists_what_is_missing_and_what_was_left_out(client):
    Gap.objects.create(slug="one", kind="missing", subject="A memorandum of 2021", reason="Named by a page.")
    Gap.objects.create(slug="two", kind="left-out", subject="A dialogue", field="date", reason="Not found again.")
    page = text(client, "/coverage/")
    assert "Named by one page only, so not taken in yet (1)" in page
    assert "A memorandum of 2021 : Named by a page." in page
    assert "A dialogue (date): Not found again." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("exact=1", ["a-day"]),
        ("corroborated=1", ["a-dispute"]),
        ("attested=reported", ["a-bloc-vague", "a-choice", "a-day", "a-since", "a-year"]),
        ("attested=announced", ["a-bloc"]),
    ],
)
def test_lists_filter_by_health(client, query, found):
    for record in Record.objects.filter(kind="agreement").exclude(date_edtf="").exclude(slug="a-dispute"):
        small.say(record, "date", record.date_edtf)
    derive()
    html = client.get(f"/agreements/?{query}").content.decode()
    assert sorted(small.shown(html)) == found


def test_what_is_announced_only_is_said_in_lists_and_on_its_page(client):
    record = Record.objects.get(slug="a-bloc")
    small.say(record, "date", "2021")
    derive()
    assert (
        '<strong><a href="#supported">Announced</a>:</strong>' in client.get(record.get_absolute_url()).content.decode()
    )
    assert '<strong class="status">announced</strong>' in client.get("/agreements/").content.decode()
    assert "beforehand only" in text(client, record.get_absolute_url())


def test_a_series_whose_latest_edition_was_only_announced_names_the_latest_reported_one(client):
    series = Record.objects.get(slug="a-series")
    for year in (2014, 2015):
        edition = small.make(f"a-series-{year}", "edition", date=f"{year}-05-01", series=series, status="unknown")
        small.say(edition, "date", f"{year}-05-01")
    Record.objects.filter(slug="a-series-2017").update(status="announced")
    derive()
    page = text(client, series.get_absolute_url())
    assert "Latest in these sources: 4th, 3 to 5 December 2017 , Wuzhen (announced beforehand;" in page
    assert "Latest reported: 1 May 2015" in page


def test_numbers_of_the_coverage_page_lead_to_just_those_records(client):
    html = client.get("/coverage/").content.decode()
    links = re.findall(r'<td><a href="(/search/[^"]+)">(\d+)</a>', html)
    assert len(links) > 5
    for address, number in links:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert len(small.shown(listed)) == int(number), address


def test_an_uncertain_day_is_not_counted_as_a_day(client):
    record = small.make("a-near-day", date="2015-07-06~")
    derive()
    page = text(client, "/coverage/")
    assert "Day 1 1 1 0 0 3 Day, not certain 2 0 0 0 0 2 Month 0" in page
    assert record.date_vague


def test_each_head_of_the_disagreements_shows_just_its_own(client):
    record = Record.objects.get(slug="a-dispute")
    small.say(record, "theme", "A misprinted theme", doubt="A letter is missing.", misprint=True)
    derive()
    page = text(client, "/disagreements/misprint/")
    assert "1 detail in doubt" in page
    assert "A letter is missing." in page
    assert "The month can hardly be right." not in page
