"""A line to copy: who says what of the days of a record, and no more than they can know."""

import pytest
from django.test import Client

from cooperation.answers.copying import copy_line
from cooperation.models import Record, Source
from tests.views import small
from tests.views.test_series import edition, meets, text_of

__all__ = ["meets"]  # a fixture
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
ADDRESS = "https://atlas.example/record/"


def line_of(record: Record) -> str:
    fresh = Record.objects.select_related("series", "edition", "place_country").get(pk=record.pk)
    return copy_line(fresh, list(fresh.statements.all()), Source.objects.in_bulk(), ADDRESS)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"date": "2014-11-19/2014-11-21"},
            "“Great Meeting 4”: held from 19 to 21 November 2014, according to Daily (publisher: P), 2016 [Page].",
        ),
        ({"date": "2009"}, ": held in 2009 (no source gives the month or day), according"),
        ({"date": "2009-03"}, ": held in March 2009 (no source gives the day), according"),
        (
            {"date": "2015~"},
            ": held about 2015 (approximate: it follows from the context, not from a printed date), as the atlas reads",
        ),
        (
            {"date": "2015-02-03~"},
            ": held on 3 February 2015 (approximate: it follows from the context, not from a printed date), as the",
        ),
        ({"date": "2014-11-19"}, ": held on 19 November 2014, according"),
        (
            {"date": "[2015-05-08..2015-05-09]"},
            ": held on 8 or 9 May 2015 (one of these; the sources do not settle which), according",
        ),
        ({"date": "2015-09-25/"}, ": opened on 25 September 2015 (no source gives its end), according"),
        ({"date": "2017-09-25/"}, ": was announced to open on 25 September 2017 (no source gives its end), according"),
        ({"date": "2014/..", "status": "running"}, ": since 2014 (no end given"),
        (
            {"date": "2019-05-06", "attested": "announced", "status": "announced"},
            "2016 [Page]; no source in the Cooperation Atlas tells that it took place.",
        ),
        ({"date": "2019", "status": "planned"}, ": was planned for 2019 (no source gives the month or day), according"),
    ],
)
def test_line_to_copy_is_as_exact_as_the_sources(meets: Record, fields: dict[str, str], line: str) -> None:
    record = edition("m-4", number=4, name="Great Meeting 4", **fields)
    assert line in line_of(record)
    assert line_of(record).endswith(f" Cooperation Atlas, {ADDRESS}")


def source(slug: str, date: str, **more: str) -> str:
    """One more source, which calls itself by its slug."""
    fields = {"title": slug.title(), "publisher": "P", "publisher_kind": "news", "origin": "P", "language": "en"}
    Source.objects.create(slug=slug, date=date, layer="further", **fields | more)
    return slug


SPAN = "2015-05-02/2015-05-04"


def told_of(dating: dict[str, str], status: dict[str, str]) -> str:
    """The line on an edition of which sources of these days give the span, and say that it was held."""
    record = small.make("m-4", "edition", date=SPAN, status="held", series=Record.objects.get(slug="meets"))
    for slug, value in dating.items():
        small.say(record, "date", value, slug)
    for slug, value in status.items():
        small.say(record, "status", value, slug)
    Record.objects.filter(pk=record.pk).update(attested="reported")
    return line_of(record)


def test_days_that_only_an_older_source_gives_are_told_as_announced(meets: Record) -> None:
    before, opening, white = source("before", "2015-04-20"), source("opening", "2015-05-03"), source("white", "2016-01")
    line = told_of({before: SPAN, opening: "2015-05-02/", white: "2015"}, {opening: "held", white: "held"})
    assert "“M 4”: was announced for 2 to 4 May 2015" in line
    assert "according to P, 20 April 2015 [Before]; that it opened on 2 May 2015 is told by P, 3 May 2015 [" in line
    assert "that it took place is told by P, January 2016 [White]." in line
    assert "held" not in line


def test_a_report_from_the_midst_of_it_tells_only_that_it_began(meets: Record) -> None:
    before, midst = source("before", "2015-04-20"), source("midst", "2015-05-03")
    line = told_of({before: SPAN}, {midst: "held"})
    assert "; that it began is told by P, 3 May 2015 [Midst]." in line
    assert "took place" not in line


@pytest.mark.parametrize("day", ["2015-05-02", "2015-05-03"])
def test_a_last_day_given_while_it_lasted_is_told_as_given_beforehand(meets: Record, day: str) -> None:
    before, first = source("before", "2015-04-20"), source("first", day)
    line = told_of({before: SPAN, first: SPAN}, {first: "held"})
    assert "“M 4”: held from 2 May 2015, with 4 May 2015 given beforehand as its last day" in line
    assert "[First]." in line
    assert "Before" not in line


@pytest.mark.parametrize("day", ["2015-05-04", "2015-05-09", ""])
def test_line_to_copy_cites_who_can_know_best(meets: Record, day: str) -> None:
    before, first, after = source("before", "2015-04-20"), source("first", "2015-05-02"), source("after", day)
    line = told_of({before: SPAN, first: SPAN, after: SPAN}, {after: "held"})
    assert "held from 2 to 4 May 2015" in line
    assert "[After]." in line
    assert "Before" not in line
    assert "First" not in line
    assert ("P, undated [After]" in line) is (day == "")


def test_an_undated_source_is_cited_before_an_older_one_and_claims_less(meets: Record) -> None:
    line = told_of({source("before", "2015-04-20"): SPAN, source("some-day", ""): SPAN}, {"paper": "held"})
    assert "“M 4”: dated 2 to 4 May 2015" in line
    assert "according to P, undated [Some-Day]; that it took place is told by Office (publisher: P), 2016 [" in line


def test_line_to_copy_gives_the_printed_date_where_the_shown_one_is_inferred(meets: Record) -> None:
    record = edition("m-4", "2015-12-01~", attested="reported")
    record.statements.filter(field="date").update(note="Two other texts give one day.")
    small.say(record, "date", "2015-12-01/2015-12-02", "page", doubt="Said to be one day.")
    line = line_of(record)
    assert "“M 4”: held from 1 to 2 December 2015 (an edition" in line
    assert "The record shows 1 December 2015 (from the context), which is inferred: Two other texts give one" in line
    assert "Doubt: Said to be one day." in line
    assert "Another date" not in line


def test_line_to_copy_tells_what_a_date_and_a_place_are_of() -> None:
    pact = small.make("pact", date="2015-10-25", place_name="Here")
    small.say(pact, "date", "2015-10-25", note="The day on which China signed.")
    small.say(pact, "place", {"name": "Here"}, note="Where it was opened for signature.")
    words = (
        "“Pact”: dated 25 October 2015 (The day on which China signed) in Here (Where it was opened for signature), "
    )
    assert line_of(pact).startswith(
        words + "according to Office (publisher: P), 2016 [Paper]; its status in the sources"
    )


@pytest.mark.parametrize(
    ("name", "number", "bracket"),
    [
        ("Great Meeting", None, ""),
        ("Fourth Great Meeting", 4, ""),
        ("Harbour days", 4, " (4th edition of Great Meeting)"),
        (
            "Great Meeting 2015",
            None,
            " (an edition of Great Meeting; no source in the Cooperation Atlas gives its number)",
        ),
    ],
)
def test_line_to_copy_names_the_series_only_where_the_name_does_not(
    meets: Record, name: str, number: int | None, bracket: str
) -> None:
    record = edition("m-4", "2015-05-02", number, name=name, place_name="online")
    small.say(record, "place", {"name": "online"}, "page")
    assert line_of(record).startswith(
        f"“{name}”: held on 2 May 2015{bracket}, online, according to Daily (publisher: P)"
    )


def test_a_page_without_a_title_is_named_by_its_publisher(meets: Record) -> None:
    line = told_of({source("page-of", "", title="Page of P, undated"): SPAN}, {"page-of": "held"})
    assert ", according to P, undated. Cooperation Atlas" in line


def test_line_to_copy_tells_who_gives_the_place_and_who_says_that_it_took_place(meets: Record) -> None:
    record = edition("m-4", "2018-05-02", attested="dated-before", place_name="Here")
    small.say(record, "place", {"name": "Here"}, paragraph=4)
    Source.objects.filter(pk="paper").update(date="2019")
    small.say(record, "status", "held", paragraph=5)
    line = line_of(record)
    assert line.startswith(
        "“M 4”: was announced for 2 May 2018 (an edition of Great Meeting; no source in the Cooperat"
    )
    assert "to Daily (publisher: P), 2016 [Page], and in Here, according to Office (publisher: P), 2019 [" in line
    assert "; that it took place is told by Office (publisher: P), 2019 [Paper, paragraph 5]." in line


def test_line_to_copy_does_not_hide_another_date_or_a_doubt(meets: Record) -> None:
    record = edition("m-4", "2018-05-02", attested="reported")
    record.statements.filter(field="date").update(doubt="It was a Sunday.")
    small.say(record, "date", "2018-05-03", paragraph=2)
    small.say(record, "date", "2018", paragraph=3)
    line = line_of(record)
    assert "Another date, 3 May 2018, is given by Office (publisher: P), 2016 [Paper, paragraph 2]." in line
    assert "Doubt: It was a Sunday." in line
    assert "paragraph 3" not in line


@pytest.mark.parametrize(
    ("slug", "words"),
    [("a-dispute", "“A dispute”: dated 2016 (no source gives the month or day), according"), ("a-alone", "")],
)
def test_other_records_have_a_line_where_they_are_dated(client: Client, slug: str, words: str) -> None:
    text = text_of(client, f"/agreements/{slug}/")
    assert ("A line to copy" in text) is bool(words)
    assert words in text


def test_line_to_copy_says_no_note_and_no_source_twice() -> None:
    pact = small.make("pact", date="2015-07~", place_name="Here")
    common = "No end is given. The year follows from the U.S. page; the day is not printed."
    small.say(pact, "date", "2015-07~", note=f"It names 3 July; {common}", paragraph=1)
    small.say(pact, "date", "2015-07~", note=f"It names 6 July; {common}", paragraph=1)
    small.say(pact, "place", {"name": "Here"}, note="The day is not told. No end is given.", paragraph=1)
    line = line_of(pact)
    assert (
        "; It names 3 July; No end is given. The year follows from the U.S. page; the day is not printed. It " in line
    )
    assert "the day is not printed. It names 6 July), as the atlas reads Office" in line
    assert ", and in Here (The day is not told), according to the same; its status" in line
