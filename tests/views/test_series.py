"""The page of a series: the answer, every edition, what is missing, and a line to copy that claims no more."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client

from cooperation.models import Gap, Record, Source
from cooperation.templatetags.telling import copy_line
from cooperation.views import lists
from cooperation.views.gaps import gaps_about
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


def line_of(record: Record) -> str:
    fresh = Record.objects.select_related("series", "edition", "place_country").get(pk=record.pk)
    return copy_line(fresh, list(fresh.statements.all()), Source.objects.in_bulk())


def test_the_answer_names_the_latest_edition_that_has_begun_and_the_next(client: Client, meets: Record) -> None:
    edition("m-2018", "2018-05-02/2018-05-04", 1, attested="reported", place_name="Here")
    edition("m-2021", "2021-05", 2, status="announced", attested="announced")
    text = text_of(client, "/forums/meets/")
    assert "Latest in these sources: 1st, 2 to 4 May 2018, Here (reported)" in text
    assert "Next in these sources: 2nd, May 2021 (announced beforehand; no source tells that it took place)" in text
    assert "Also called: Big Meet" in text
    assert "not announced" not in text


def test_an_announced_edition_stands_apart_from_the_latest_reported(client: Client, meets: Record) -> None:
    edition("m-2018", "2018-05-02", 1, attested="reported")
    edition("m-2019", "2019-05-02", 2, status="announced", attested="announced")
    text = text_of(client, "/forums/meets/")
    assert "2nd, 2 May 2019 (announced beforehand; no source tells that it took place)" in text
    assert "Latest reported: 1st, 2 May 2018" in text
    assert "No later edition in these sources, the newest of which is of 2016." in text
    assert text.count("Cooperation Atlas, http") == 2  # a line to copy for either


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
    row = html.split('<table class="editions-table"')[1].split("<tbody")[1].split("</tr>")[0]
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


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"date": "2014-11-19/2014-11-21", "attested": "reported"},
            "Great Meeting 4 was held from 19 to 21 November 2014, according to “Page” (Daily; publisher: P, 2016).",
        ),
        (
            {"date": "2009", "attested": "reported"},
            "Great Meeting 4 was held in 2009 (no source gives the day), according",
        ),
        ({"date": "2009-03", "attested": "reported"}, "was held in March 2009 (no source gives the day), according"),
        ({"date": "2015~", "attested": "reported"}, "was held about 2015 (no source gives the day), according"),
        ({"date": "2014-11-19", "attested": "reported"}, "was held on 19 November 2014, according"),
        (
            {"date": "[2015-05-08..2015-05-09]", "attested": "reported"},
            "was held on 8 or 9 May 2015 (the sources do not",
        ),
        (
            {"date": "2017-09-25/", "attested": "reported"},
            "was held from 25 September 2017 (end not stated), according",
        ),
        (
            {"date": "2019-05-06", "attested": "announced", "status": "announced"},
            "2016); no source in the Cooperation Atlas tells that it took place.",
        ),
        ({"date": "2019", "status": "planned"}, "was planned for 2019 (no source gives the day), according"),
    ],
)
def test_line_to_copy_is_as_exact_as_the_sources(meets: Record, fields: dict[str, str], line: str) -> None:
    record = edition("m-4", number=4, name="Great Meeting 4", **fields)
    assert line in line_of(record)
    assert line_of(record).endswith("/editions/m-4/")


def test_line_to_copy_tells_who_gives_the_place_and_who_says_that_it_took_place(meets: Record) -> None:
    record = edition("m-4", "2018-05-02", attested="dated-before", place_name="Here")
    small.say(record, "place", {"name": "Here"}, paragraph=4)
    small.say(record, "status", "held", paragraph=5)
    line = line_of(record)
    assert line.startswith("M 4 (an edition of Great Meeting; no source in the Cooperation Atlas gives its number) was")
    assert (
        "announced for 2 May 2018, according to “Page” (Daily; publisher: P, 2016); place: Here, according to" in line
    )
    assert "that it took place is told by “Paper” (Office; publisher: P, 2016, paragraph 5)." in line


def test_line_to_copy_does_not_hide_another_date_or_a_doubt(meets: Record) -> None:
    record = edition("m-4", "2018-05-02", attested="reported")
    record.statements.filter(field="date").update(doubt="It was a Sunday.")
    small.say(record, "date", "2018-05-03", paragraph=2)
    small.say(record, "date", "2018", paragraph=3)
    line = line_of(record)
    assert "Another date, 3 May 2018, is given by “Paper” (Office; publisher: P, 2016, paragraph 2)." in line
    assert "Doubt: It was a Sunday." in line
    assert "paragraph 3" not in line


@pytest.mark.parametrize(
    ("slug", "words"), [("a-dispute", "A dispute: dated 2016 (no source gives the day), according"), ("a-alone", "")]
)
def test_other_records_have_a_line_where_they_are_dated(client: Client, slug: str, words: str) -> None:
    text = text_of(client, f"/agreements/{slug}/")
    assert ("A line to copy" in text) is bool(words)
    assert words in text


def test_line_lies_ready_without_a_script(client: Client, meets: Record) -> None:
    edition("m-4", "2018-05-02", attested="reported")
    html = client.get("/editions/m-4/").content.decode()
    assert re.search(r'<p class="copy-text" id="copy-m-4">M 4 .+ was held on 2 May 2018', html)
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
