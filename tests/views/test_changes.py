"""The pages of releases: what was added, changed and removed, in words."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperation.models import (
    Agreement,
    Change,
    Country,
    Figure,
    Gap,
    Group,
    Membership,
    Organisation,
    Record,
    Relation,
    Release,
    Source,
    Statement,
)
from cooperation.releases import publish
from cooperation.seeding.gone import remove
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
TIME = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def first() -> Release:
    """The release that adds the small atlas."""
    return released()


def released() -> Release:
    release = publish()
    assert release
    Release.objects.filter(pk=release.pk).update(time=TIME)
    return Release.objects.get(pk=release.pk)


def edited(slug: str = "a-day", **values: object) -> Release:
    Record.objects.filter(slug=slug).update(**values)
    return released()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def shown(html: str, title: str) -> list[str]:
    """The lines of changed fields under a title, without tags."""
    block = html.split(f">{title}</a>")[1].split("</li>", maxsplit=1)[0]
    return [text(line) for line in re.findall(r"<div>(<dt>.*?)</div>", block, re.DOTALL)]


def text(html: str) -> str:
    for tag, sign in (("<del>", "-["), ("<ins>", "+["), ("</del>", "]"), ("</ins>", "]"), ("<dd>", " ")):
        html = html.replace(tag, sign)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_the_list_says_when_how_much_and_in_which_way(client: Client, first: Release) -> None:
    html = page(client, "/changes/")
    assert (
        f'<time datetime="2026-11-22T09:30:00+00:00">22 November 2026, 09:30 UTC</time></a> <code>{first.short}' in html
    )
    assert "14 records, 2 sources, 4 countries and 2 topics added" in html
    kinds = "9 agreements, 1 forum, 1 edition, 2 organisations, 1 initiative, 2 sources, 4 countries and 2 topics added"
    assert kinds in html
    assert f'href="{first.get_absolute_url()}">All 22 one by one' in html
    assert 'class="changes' not in html


def test_a_short_release_tells_each_field(client: Client) -> None:
    edited(name="another day", date_edtf="2015-07", status="held", place_name="Nairobi", place_country_id="KE")
    html = page(client, "/changes/")
    assert "1 record changed" in html
    assert '<a href="/agreements/a-day/">another day</a>' in html
    assert shown(html, "another day") == [
        "Name -[a day] → +[another day]",
        "Date -[6 July 2015] → +[July 2015]",
        "Status -[signed, adopted or issued] → +[held]",
        "Place +[Nairobi, Kenya]",
    ]


def test_statements_are_told_one_by_one(client: Client) -> None:
    record = Record.objects.get(slug="a-dispute")
    record.statements.filter(field="date", source="paper").update(value="2015", note="Read twice.")
    record.statements.filter(source="page").update(doubt="")
    people = [{"role": "host", "country": "KE"}, {"role": "signatory", "country": "DE"}]
    record.statements.filter(field="participants").update(value=people, complete=False)
    small.say(record, "figure", {"number": "5", "qualifier": "about"}, paragraph=6, key="k")
    Figure.objects.create(record=record, key="k", label="letters", number=5, qualifier="about", unit="letters")
    released()
    lines = shown(page(client, "/changes/"), "a dispute")
    assert lines[0] == "Figures +[letters: about 5 letters]"
    assert [line.replace("\u202f", " ") for line in lines[1].split(" according to ")] == [
        "Statements Date",
        "Office, 2016, ¶ 1: -[2016] → +[2015]; note: +[Read twice.] Date",
        "Daily, 2016: doubt: -[The month can hardly be right.] Participants",
        "Office, 2016, ¶ 5: -[firm (signatory or party)] → +[Kenya (host)]; gives the whole list: -[yes] Figure k",
        "Office, 2016, ¶ 6: +[about 5]",
    ]


def test_what_hangs_on_records_is_told_in_words(client: Client) -> None:
    day, since = Record.objects.get(slug="a-day"), Record.objects.get(slug="a-since")
    Relation.objects.create(record=day, type="follows", to=since)
    day.participants.filter(country="KE").update(role="guest")
    day.record_topics.update(topic="trade")
    Membership.objects.update(left="2010", source="page")
    Record.objects.filter(slug="a-series").update(type="dialogue")
    released()
    html = page(client, "/changes/")
    assert shown(html, "a day") == [
        "Participants -[Kenya (signatory or party)] → +[Kenya (guest)]",
        "Topics -[Cybersecurity] → +[Trade]",
        "Relations +[follows a since]",
    ]
    assert shown(html, "African Union") == [
        "Members -[Kenya since 9 July 2002] → +[Kenya since 9 July 2002 until 2010 according to Daily, 2016]"
    ]
    assert shown(html, "a series") == ["Type -[series] → +[dialogue]"]


def test_mentions_misprints_and_gaps(client: Client) -> None:
    record = Record.objects.get(slug="a-year")
    record.statements.update(doubt="A letter is wrong.", misprint=True)
    small.say(record, "mention", "named", "page")
    Gap.objects.create(slug="lost", kind="missing", subject="A lost text", reason="Not found.")
    released()
    Gap.objects.update(kind="left-out")
    released()
    html = page(client, "/changes/")
    (line,) = shown(html, "a year")
    assert line.replace("\u202f", " ") == (
        "Statements Name according to Office, 2016, ¶ 1: doubt: +[A letter is wrong.]; misprint: +[yes] "
        "Mention according to Daily, 2016: +[named]"
    )
    assert "1 gap added, 1 record changed" in html
    assert "A lost text <span" in html
    assert "<del>known to be missing</del>" in html


def test_what_a_verification_writes_is_told_in_few_words(client: Client) -> None:
    verified = {"date": "2026-11-22", "exact": "7"}
    Source.objects.filter(slug="paper").update(verified=verified, fingerprints=["0" * 16 + "." + "a" * 16])
    Statement.objects.filter(record__slug="a-day").update(anchors={"Kenya": 2})
    released()
    html = page(client, "/changes/")
    assert shown(html, "Paper") == ["Last checked +[22 November 2026]", "Fingerprints of paragraphs made anew"]
    (line,) = shown(html, "a day")
    assert line.endswith(": terms to check it by: made anew")


def test_long_texts_stand_below_each_other_with_what_differs_marked(client: Client) -> None:
    long = "The two sides agreed to meet every year and to tell each other of all that they learn. " * 3
    edited(summary=long.strip())
    edited(summary=long.strip().replace("meet every", "meet each", 1))
    html = page(client, "/changes/")
    assert "was:</span> The two sides agreed to meet <del>every</del> year and to tell each other of all …<" in html
    assert "now:</span> The two sides agreed to meet <ins>each</ins> year and to tell each other of all …<" in html
    edited(summary="Nothing of it is left, for all of this is quite another text, longer than the limit.")
    assert "was: -[The two sides agreed to meet each year" in shown(page(client, "/changes/"), "a day")[0]


def test_changes_close_to_each_other_are_one_and_distant_ones_are_apart(client: Client) -> None:
    long = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."
    edited(summary=long)
    edited(summary=long.replace("two", "2").replace("four ", "4 ").replace("fifteen", "15"))
    line = shown(page(client, "/changes/"), "a day")[0]
    assert "One +[2 three 4] five six seven eight nine" in line
    assert "thirteen fourteen +[15] sixteen." in line


def test_text_that_only_grew_or_shrank_is_shown_once(client: Client) -> None:
    long = "The two sides agreed to meet every year and to tell each other of all that they learn."
    edited(summary=long)
    edited(summary=f"{long} They did.")
    assert shown(page(client, "/changes/"), "a day")[0].startswith(
        "Summary now: … tell each other of all that they learn.+[ They did.]"
    )
    edited(summary=long)
    assert "now:" not in shown(page(client, "/changes/"), "a day")[0]


def test_sources_countries_and_groups(client: Client) -> None:
    Source.objects.filter(slug="paper").update(publisher_kind="news", note="Printed twice.")
    Country.objects.filter(code="KE").update(regions=["africa", "world"], name_override=True, name="Republic of Kenya")
    Group.objects.create(slug="few", label="A few", number=3, regions=["africa"])
    released()
    Group.objects.update(number=4)
    released()
    html = page(client, "/changes/")
    assert '<a href="/sources/paper/">Paper</a>' in html
    assert shown(html, "Paper") == ["Kind of publisher -[government] → +[news medium]", "Note +[Printed twice.]"]
    assert shown(html, "Republic of Kenya") == ["Name +[Republic of Kenya]", "Regions +[no single region]"]
    assert "1 group of participants added, 1 source and 1 country changed" in html
    assert "<dt>Number</dt><dd><del>3</del>" in html


def test_a_removed_record_is_named_without_a_link(client: Client) -> None:
    remove(["a-concept"])
    released()
    html = page(client, "/changes/")
    assert re.search(r"</svg>\s+a concept <span[^>]*>removed", html)
    assert "/initiatives/a-concept/" not in html


def test_what_a_change_refers_to_may_be_gone_and_words_may_be_unknown(client: Client) -> None:
    release = edited(status="held")
    fields = [
        {"field": "participants", "old": None, "new": {"role": "host", "organisation": "gone-body"}},
        {"field": "participants", "old": None, "new": {"role": "unheard", "country": "KE"}},
        {"field": "status", "old": "odd", "new": "odder"},
        {"field": "date", "old": None, "new": "long ago"},
        {"field": "once-a-field", "old": "x", "new": None},
        {"field": "statements", "old": {"field": "name", "value": "x", "source": "gone-source"}, "new": None},
        {"field": "statements", "old": None, "new": None},
    ]
    Change.objects.filter(release=release).update(fields=fields)
    assert shown(page(client, "/changes/"), "a day") == [
        "Participants +[gone-body (host)] +[country: KE, role: unheard]",
        "Status -[odd] → +[odder]",
        "Date +[long ago]",
        "once-a-field -[x]",
        "Statements Name according to gone-source: -[x] put in another order",
    ]


class TestOneRelease:
    def test_lists_all_by_kind(self, client: Client, first: Release) -> None:
        html = page(client, first.get_absolute_url())
        assert re.findall(r"<h2>(.*?)</h2>", html) == [
            f"{things} added"
            for things in (
                *("Agreements", "Forums", "Editions", "Organisations", "Initiatives"),
                *("Sources", "Countries", "Topics"),
            )
        ]
        assert html.count('<li class="change">') == 22
        assert first.hash in html
        assert "the current one" in html
        assert "9 agreements, 1 forum, 1 edition, 2 organisations, 1 initiative and 2 sources" in html
        assert "Release before" not in html

    def test_a_long_one_has_pages(self, client: Client, first: Release, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("cooperation.views.changes.CHANGES_ON_A_PAGE", 9)
        address = first.get_absolute_url()
        assert page(client, address).count('<li class="change">') == 9
        assert page(client, f"{address}?page=3").count('<li class="change">') == 4
        response = client.get(f"{address}?page=4")
        assert response.status_code == 404
        assert "There is no such page; the last is 3." in response.content.decode()

    def test_a_state_that_came_back_shows_both_times(self, client: Client, first: Release) -> None:
        second = edited(name="another day")
        third = edited(name="a day")
        assert third.hash == first.hash
        html = page(client, first.get_absolute_url())
        assert "2 times, as the data was the same again" in html
        assert html.index("1 record changed") < html.index("14 records, 2 sources")
        assert f'href="{second.get_absolute_url()}"' in html
        assert "the current one" in html
        assert "the current one" not in page(client, second.get_absolute_url())

    def test_no_page_reads_the_files_that_a_release_keeps(self, client: Client, first: Release) -> None:
        edited(status="held")
        with CaptureQueriesContext(connection) as queries:
            for address in ("/", "/changes/", Release.objects.current().get_absolute_url(), "/agreements/a-day/"):
                page(client, address)
        assert not [each["sql"] for each in queries if '"dump"' in each["sql"]]

    def test_a_short_hash_leads_to_the_release(self, client: Client, first: Release) -> None:
        assert client.get(f"/changes/{first.short}/")["Location"] == first.get_absolute_url()

    @pytest.mark.parametrize("code", ["0000000", "abc", "nonsense", "A" * 64, "%00"])
    def test_an_unknown_one_is_404_and_names_the_current(self, client: Client, first: Release, code: str) -> None:
        response = client.get(f"/changes/{code}/")
        assert response.status_code == 404
        words = f"The current one is {first.short} of 22 November 2026, 09:30 UTC."
        assert words in response.content.decode()


class TestOneRecord:
    def test_its_page_shows_its_changes_the_newest_first(self, client: Client, first: Release) -> None:
        release = edited(status="held")
        html = page(client, "/agreements/a-day/").split('id="changes"')[1]
        assert html.index(release.get_absolute_url()) < html.index("<del>signed") < html.index(first.get_absolute_url())
        assert 'id="changes"' in page(client, "/agreements/a-year/")
        assert release.get_absolute_url() not in page(client, "/agreements/a-year/")

    def test_at_most_ten_and_a_link_to_the_rest(self, client: Client) -> None:
        for number in range(11):
            edited(status=("held", "ended")[number % 2])
        html = page(client, "/agreements/a-day/")
        assert html.count('<li class="release">') == 10
        assert 'href="/agreements/a-day/changes/">' in html
        assert page(client, "/agreements/a-day/changes/").count('<li class="release">') == 12

    def test_its_changes_have_one_address(self, client: Client) -> None:
        assert client.get("/forums/a-day/changes/")["Location"] == "/agreements/a-day/changes/"
        assert client.get("/agreements/none/changes/").status_code == 404

    def test_many_fields_are_folded(self, client: Client) -> None:
        fields = [{"field": name, "old": "x", "new": "y"} for name in ("a", "b", "c", "d", "e", "f", "g", "h")]
        edited(status="held")
        Change.objects.filter(slug="a-day", action="changed").update(fields=fields)
        html = page(client, "/agreements/a-day/")
        assert html.split("2 more fields")[0].count("<del>x</del>") == 6
        assert html.count("<del>x</del>") == 8


def test_the_home_page_names_the_last_release(client: Client, first: Release) -> None:
    html = page(client, "/")
    assert f'Last release: <a href="{first.get_absolute_url()}"><time datetime="2026-11-22T09:30:00+00:00">' in html
    assert f"<code>{first.short}</code>" in html


def test_without_a_release_pages_say_so(client: Client) -> None:
    Release.objects.all().delete()
    assert "There is no release yet." in page(client, "/changes/")
    assert "Last release" not in page(client, "/")
    assert "There is no release yet." in client.get("/changes/0000000/").content.decode()


def test_titles_and_values_are_escaped(client: Client) -> None:
    edited(name="<script>alert(1)</script>", summary="<b>bold</b>", aliases=["<i>x</i>"])
    for address in ("/changes/", "/agreements/a-day/", Release.objects.current().get_absolute_url()):
        html = page(client, address)
        assert not re.search(r"<script>alert|<b>bold|<i>x", html)


def test_number_of_queries_does_not_grow_with_changes_and_releases(client: Client) -> None:
    def asked() -> list[int]:
        counts = []
        addresses = ("/changes/", Release.objects.current().get_absolute_url(), "/agreements/a-day/")
        for address in (*addresses, "/agreements/a-day/changes/"):
            with CaptureQueriesContext(connection) as queries:
                page(client, address)
            counts.append(len(queries))
        return counts

    def change(slugs: list[str], number: int) -> None:
        for record in Agreement.objects.filter(slug__in=slugs):
            record.notes = [f"Note {number}."]
            record.save()
            record.participants.filter(country="CN").update(role=("host", "guest")[number % 2])
            Statement.objects.filter(record=record).update(note=f"Note {number}.")
        Source.objects.update(note=f"Note {number}.")
        Organisation.objects.update(country="DE" if number % 2 else "KE")
        Country.objects.update(aliases=[f"Alias {number}"])
        released()

    change(["a-day"], 0)
    one = asked()
    for number in range(1, 6):
        change(["a-day", "a-year", "a-since"], number)
    assert asked() == one
    assert max(one) <= 35
