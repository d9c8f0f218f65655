"""The page of a series: the answer, every edition, and what is missing."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client

from cooperation.answers.gaps import gaps_about
from cooperation.derive import derive
from cooperation.models import Gap, Record, Source
from cooperation.views import lists
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the pages are made."""
    monkeypatch.setattr(lists, "today", lambda: dt.date(2020, 6, 1))


def edition(slug: str, date: str = "", number: int | None = None, **more: object) -> Record:
    """One more edition of the series `meets`, dated by the source `page`."""
    series = Record.objects.get(slug="meets")
    record = small.make(slug, "edition", date=date, series=series, number=number, **{"status": "held", **more})
    if date:
        small.say(record, "date", date, "page")
    return record


@pytest.fixture
def meets() -> Record:
    """A series without editions."""
    return small.make("meets", "forum", type="series", name="Great Meeting", name_zh="大会", aliases=["Big Meet"])


def text_of(client: Client, path: str) -> str:
    """The words of a page, without its tags."""
    html = client.get(path).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html.split("<main")[1])).split())


def test_the_answer_names_the_latest_edition_that_has_begun_and_the_next(client: Client, meets: Record) -> None:
    edition("m-2018", "2018-05-02/2018-05-04", 1, attested="reported", place_name="Here")
    edition("m-2021", "2021-05", 2, status="announced", attested="announced")
    text = text_of(client, "/forums/meets/")
    assert "Latest in these sources: 1st, 2 to 4 May 2018, Here (reported)" in text
    assert "Next in these sources: 2nd, May 2021 (announced beforehand; no source tells that it took place)" in text
    assert "Also called: Big Meet" in text
    assert "not announced" not in text


def test_the_editions_leave_as_a_list_and_as_files(client: Client, meets: Record) -> None:
    html = client.get("/forums/meets/").content.decode()
    assert "/search/?series=meets" not in html
    assert "/search.csv" not in html
    edition("m-2018", "2018-05-02", 1)
    edition("m-2019", "2019-05-02", 2)
    html = client.get("/forums/meets/").content.decode()
    assert 'href="/search/?series=meets"' in html
    for form in ("csv", "xlsx", "json", "jsonl"):
        assert f'href="/search.{form}?series=meets"' in html
    listed = client.get("/search/?series=meets").content.decode()
    assert small.shown(listed) == ["m-2019", "m-2018"]
    assert "2 editions of Great Meeting" in listed
    assert "Series: Great Meeting" in unescape(listed)


@pytest.mark.parametrize("value", ["a-day", "firm", "a-series-2017", "no-such-thing"])
def test_what_is_no_meeting_is_no_series(client: Client, value: str) -> None:
    assert client.get(f"/search/?series={value}").status_code == 400
    refused = client.get(f"/api/v1/records/?series={value}")
    assert refused.status_code == 400
    assert "a series of meetings" in refused.content.decode()


def test_an_announced_edition_stands_apart_from_the_latest_reported(client: Client, meets: Record) -> None:
    edition("m-2018", "2018-05-02", 1, attested="reported")
    edition("m-2019", "2019-05-02", 2, status="announced", attested="announced")
    text = text_of(client, "/forums/meets/")
    assert "2nd, 2 May 2019 (announced beforehand; no source tells that it took place)" in text
    assert "Latest reported: 1st, 2 May 2018" in text
    assert "No later edition in these sources, the newest of which is of 2016." in text
    assert text.count("Cooperation Atlas, http") == 2  # a line to copy for either


def test_an_edition_without_a_date_may_be_later(client: Client, meets: Record) -> None:
    edition("m-2018", "2018-05-02", 1)
    edition("m-third", "", 3)
    words = "No later dated edition in these sources, the newest of which is of 2016; without a date, so perhaps later:"
    assert f"{words} m third." in text_of(client, "/forums/meets/")


def test_each_word_on_an_edition_is_explained(client: Client, meets: Record) -> None:
    edition("m-2018", "2018-05-02", 1, attested="reported")
    edition("m-2017", "2017-05-02")
    text = text_of(client, "/forums/meets/")
    for word in ("Reported", "Held", "Dated beforehand", "Announced only"):
        assert f"“{word}”" in text


def test_a_date_from_the_context_says_so_once(client: Client, meets: Record) -> None:
    edition("m-2018", "2018-05-02~", 1)
    assert "2 May 2018 (from the context) (inferred; no source prints it so)" in text_of(client, "/forums/meets/")


@pytest.mark.parametrize(
    "path",
    [
        "/editions/m-2018/",
        "/calendar/2018/05/",
        "/calendar/2018/",
        "/timeline.json",
        "/timeline/table/",
        "/search/?q=m",
    ],
)
def test_an_inferred_day_is_never_printed_as_if_exact(client: Client, meets: Record, path: str) -> None:
    edition("m-2018", "2018-05-02~", 1)
    derive()
    html = client.get(path).content.decode().split("copy-text")
    printed = "".join([html[0], *(part.split("</p>", 1)[1] for part in html[1:])])  # a line to copy says it in its way
    assert printed.count("2 May 2018 (from the context)") == printed.count("2 May 2018") > 0


def test_paper_bears_the_addresses_of_who_dates_the_latest(client: Client, meets: Record) -> None:
    edition("m-2018", "2018-05-02", 1)
    Source.objects.filter(pk="page").update(address="https://example.org/page")
    html = client.get("/forums/meets/").content.decode()
    listed = re.search(r'class="on-paper"><p>Who gives the date of the latest, m 2018:(.+?)</ol>', html, re.DOTALL)
    assert listed
    assert re.findall(r'class="address">([^<]+)<', listed[1]) == ["https://example.org/page"]


def test_holes_between_editions_are_named(client: Client, meets: Record) -> None:
    for number, year in ((2, 2010), (3, 2011), (6, 2013), (7, 2014)):
        edition(f"m-{year}", str(year), number)
    edition("m-unnumbered", "2015")
    edition("m-undated", "", 8)
    text = text_of(client, "/forums/meets/")
    assert "No record of the 1st, 4th and 5th editions in these sources." in text
    assert "The one without a number may be among them." in text
    assert "Without a number in these sources: 2015." in text
    assert "Without a date in these sources: m undated." in text
    assert "No edition in these sources is dated in 2012." in text


def test_no_year_is_missed_in_a_series_that_is_not_yearly(client: Client, meets: Record) -> None:
    for number, year in enumerate((2006, 2010, 2015), 1):
        edition(f"m-{year}", str(year), number)
    assert "is dated in" not in text_of(client, "/forums/meets/")


def test_each_edition_names_its_hosts_outcomes_and_sources(client: Client, meets: Record) -> None:
    record = edition("m-2018", "2018-05-02", 1, theme="Together")
    record.participants.update(role="host")
    pact = small.make("pact", who=("CN", "KE"), date="2018-05-02")
    pact.relations.create(type="adopted-at", to=record)
    html = client.get("/forums/meets/").content.decode()
    row = html.split('<table class="cards editions-table"')[1].split("<tbody")[1].split("</tr>")[0]
    assert "Together" in row
    assert 'href="/agreements/pact/"' in row
    assert 'href="/sources/page/"' in row
    assert 'href="/sources/paper/"' in row
    assert re.search(r'data-label="Host, organiser"><ul class="plain"><li>China<', row)


def test_an_edition_leads_to_the_one_before_and_after(client: Client, meets: Record) -> None:
    for year in (2010, 2011, 2012):
        edition(f"m-{year}", str(year))
    html = client.get("/editions/m-2011/").content.decode()
    assert '<a rel="prev" href="/editions/m-2010/">' in html
    assert '<a rel="next" href="/editions/m-2012/">' in html
    assert "no source in the atlas gives its number" in html


def test_line_lies_ready_without_a_script(client: Client, meets: Record) -> None:
    edition("m-4", "2015-05-02", attested="reported")
    html = client.get("/editions/m-4/").content.decode()
    assert '<p class="copy-text" id="copy-m-4">“M 4”: held on 2 May 2015' in html
    assert re.search(r'<button type="button" hidden data-copy="copy-m-4"', html)


@pytest.mark.parametrize(
    ("subject", "is_meant"),
    [
        ("Great Meeting", True),
        ("Great Meeting, edition 3", True),
        ("Great Meetings 1 to 3", True),
        ("Third Great Meeting", True),
        ("Big Meet, editions from 2021 on", True),
        ("Great Meeting 2018 (Harbour)", True),
        ("Great Meeting of Ministers", False),
        ("Asian Great Meeting 2018", False),
        ("Great Meeting (international organisation)", False),
        ("Meeting", False),
    ],
)
def test_a_gap_is_about_the_series_whose_name_it_bears(meets: Record, subject: str, is_meant: bool) -> None:
    record = edition("m-2018", "2018", name="Great Meeting 2018", place_name="Harbour")
    gap = Gap.objects.create(slug="gap", kind="missing", subject=subject, reason="Not read.")
    assert (gap in gaps_about(meets, [record])) is is_meant


def test_gaps_stand_on_the_page_they_are_about(client: Client, meets: Record) -> None:
    edition("m-2018", "2018", name="Great Meeting 2018")
    Gap.objects.create(slug="g", kind="left-out", subject="Great Meeting 2018", field="number", reason="Only counted.")
    for path in ("/forums/meets/", "/editions/m-2018/"):
        assert "Great Meeting 2018: number. Only counted." in text_of(client, path)
    assert "Only counted." not in text_of(client, "/forums/a-series/")
