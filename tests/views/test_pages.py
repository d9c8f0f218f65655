"""Every address of the site: it answers, with the words that belong there."""

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

from cooperation.models import FormerSlug, Record
from cooperation.templatetags import atlas, statements
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Where sources disagree"),
        ("/agreements/", "9 agreements"),
        ("/forums/", "1 forum"),
        ("/organisations/", "2 organisations"),
        ("/initiatives/", "1 initiative"),
        ("/search/", "14 records"),
        ("/timeline/", "Timeline: 14 records"),
        ("/agreements/table/", "9 agreements, as a table"),
        ("/timeline/table/", "14 records, as a table"),
        ("/countries/", "2 countries and territories in the atlas"),
        ("/countries/ke/", "Kenya: 1 agreement directly (2015); 2 records through African Union (2002 to 2021)."),
        ("/sources/", "2 sources"),
        ("/sources/paper/", "6 numbered paragraphs"),
        ("/about/", "When sources disagree"),
        ("/agreements/a-day/", "6 July 2015"),
        ("/forums/a-series/", "4th, <span>3 to 5 December 2017</span>, Wuzhen"),
        ("/editions/a-series-2017/", "4th edition"),
        ("/organisations/union/", "general knowledge, to be checked"),
        ("/initiatives/a-concept/", "What each source says"),
        ("/healthz", "ok"),
    ],
)
def test_page_answers_with_its_words(client: Client, path: str, words: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("path", ["/agreements/timeline.json", "/timeline.json", "/countries/ke/timeline.json"])
def test_figure_is_json(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert "data" in response.json()


def test_ledger_lays_sources_side_by_side(client: Client) -> None:
    html = client.get("/agreements/a-dispute/").content.decode()
    assert 'href="/sources/paper/#p1"' in html
    assert "sources disagree" in html
    assert "The month can hardly be right." in html
    assert "March 2015" in html
    assert "gives the whole list" in html
    assert '<a href="/organisations/firm/">firm</a>' in html
    assert "2 sources, side by side." in html


def test_same_value_in_several_paragraphs_stands_once(client: Client) -> None:
    record = Record.objects.get(slug="a-concept")
    small.say(record, "name", record.name, paragraph=6)
    html = client.get("/initiatives/a-concept/").content.decode()
    ledger = html.split('class="ledger is-single"')[1].split("</table>")[0]
    assert ledger.count("a concept") == 1
    assert "#p5" in ledger
    assert "#p6" in ledger


def test_record_shows_how_exactly_its_date_is_known(client: Client) -> None:
    assert "no source gives the month or day" in client.get("/agreements/a-year/").content.decode()
    assert "one of these; the sources do not settle which" in client.get("/agreements/a-choice/").content.decode()
    assert "no source gives the" not in client.get("/agreements/a-day/").content.decode()


def test_record_says_through_which_blocs_it_counts(client: Client) -> None:
    html = client.get("/agreements/a-bloc-vague/").content.decode()
    assert "1 country through African Union" in html
    assert "membership on that date is possible" in html
    assert "membership on that date is possible" not in client.get("/agreements/a-bloc/").content.decode()


def test_series_without_dated_editions_says_so(client: Client) -> None:
    small.make("b-series", "forum", ("CN",), type="series")
    html = client.get("/forums/b-series/").content.decode()
    assert "none of them dates an edition." in html
    assert "No later edition in these sources, the newest of which is of 2016." in html


def test_planned_edition_is_the_next_one(client: Client) -> None:
    series = Record.objects.get(slug="a-series")
    small.make("a-series-2199", "edition", ("CN",), date="2199-05", series=series, status="planned")
    html = client.get("/forums/a-series/").content.decode()
    assert html.index("4th, <span>3 to 5 December 2017") < html.index("May 2199")


def test_country_with_no_record_says_so_plainly(client: Client) -> None:
    response = client.get("/countries/ad/")
    assert response.status_code == 200
    assert "No source in the atlas names Andorra as taking part." in response.content.decode()


def test_country_page_tells_what_the_sources_do_not_name(client: Client) -> None:
    assert "in none of these: forums, initiatives" in client.get("/countries/ke/").content.decode()


@pytest.mark.parametrize(
    "path", ["/countries/zz/", "/countries/cn/", "/sources/none/", "/agreements/none/", "/nothing/", "/countries/KEN/"]
)
def test_unknown_address_is_404_in_the_sites_dress(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert 'class="masthead"' in response.content.decode()


@pytest.mark.parametrize("end", ["/", "/with/", "/changes/", ".bib", ".ris", ".csl.json"])
def test_former_slug_redirects_and_a_removed_one_is_gone(client: Client, end: str) -> None:
    FormerSlug.objects.create(slug="old-day", record=Record.objects.get(slug="a-day"))
    FormerSlug.objects.create(slug="old-gone", record=None)
    led = client.get(f"/agreements/old-day{end}?x=1")
    assert (led.status_code, led["Location"]) == (301, f"/agreements/a-day{end}?x=1")
    assert client.get(f"/forums/a-day{end}")["Location"] == f"/agreements/a-day{end}"
    gone = client.get(f"/agreements/old-gone{end}")
    assert gone.status_code == 410
    assert "old-gone" in gone.content.decode()


def test_source_page_gives_each_paragraph_its_records_or_the_reason(client: Client) -> None:
    html = client.get("/sources/paper/").content.decode()
    assert all(f'id="p{number}"' in html for number in range(1, 7))
    assert "¶\u202f2–4" in html.replace("&#8239;", "\u202f")
    assert html.count("Only greetings.") == 1
    assert "no reason is on file yet" in html
    assert '<a href="/initiatives/a-concept/">a concept</a>' in html


def test_source_without_paragraphs_lists_its_records(client: Client) -> None:
    assert '<a href="/agreements/a-dispute/">a dispute</a>' in client.get("/sources/page/").content.decode()


def test_years_of_the_home_page_count_what_their_link_lists(client: Client) -> None:
    html = client.get("/").content.decode()
    year = html.split("since=2017&amp;until=2017&amp;began=1")[1].split('class="muted">')[1].split("<")[0]
    assert int(year) == len(small.shown(client.get("/search/?since=2017&until=2017&began=1").content.decode())) == 2


def test_only_safe_methods(client: Client) -> None:
    assert client.post("/agreements/").status_code == 405


@pytest.mark.parametrize(("contact", "expected"), [("", False), ("desk@example.org", True)])
def test_contact_stands_in_the_footer_when_set(client: Client, contact: str, expected: bool) -> None:
    with override_settings(CONTACT=contact):
        assert ("mailto:desk@example.org" in client.get("/").content.decode()) is expected


def test_fault_shows_the_500_page_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("cooperation.views.site.shown", broken)
    client.raise_request_exception = False
    response = client.get("/about/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_names_are_escaped(client: Client) -> None:
    small.make("evil", who=("CN", "DE"), name="<script>alert(1)</script>", date="2020")
    for path in ("/agreements/", "/agreements/evil/", "/countries/de/", "/sources/paper/", "/agreements/table/"):
        assert "<script>alert" not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ({"number": "500", "qualifier": "more-than", "as_of": "2010"}, "letters", "more than 500 letters (as of 2010)"),
        ({"number": "12345.5"}, "USD", "12,345.5 USD"),
        ({"number": "81", "qualifier": "about"}, "countries", "about 81 countries"),
    ],
)
def test_figure_in_words(value: dict[str, str], unit: str, words: str) -> None:
    assert statements.figure_words(value, unit) == words


def test_dates_follow_the_readers_language(client: Client) -> None:
    with translation.override("zh-hans"):
        assert "2015年7月6日" in atlas.when(Record.objects.get(slug="a-day"))


def test_a_form_from_elsewhere_is_refused_in_the_site_s_dress() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"a": "b"})
    assert response.status_code == 403
    assert "This form was not accepted" in response.content.decode()


def test_a_request_with_too_many_parameters_is_told_so(client: Client) -> None:
    query = "&".join(f"p{number}=1" for number in range(1001))
    page, plain = client.get(f"/agreements/?{query}"), client.get(f"/api/v1/records/?{query}")
    assert (page.status_code, plain.status_code) == (400, 400)
    assert "it bears more than 1000 parameters" in page.content.decode()
    assert plain.json() == {"errors": {"detail": ["it bears more than 1000 parameters"]}}


@pytest.mark.parametrize("path", ["/agreements/", "/agreements.json", "/agreements.csv", "/dataset.zip"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_public_addresses_are_only_read(path: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_a_forum_that_is_no_series_shows_its_editions_too(client: Client) -> None:
    group = small.make("b-group", "forum", ("CN",), type="working-group")
    small.make("b-meeting", "edition", ("CN",), type="meeting", series=group)
    html = client.get("/forums/b-group/").content.decode()
    assert 'href="/editions/b-meeting/"' in html


def test_a_code_in_capitals_leads_to_the_country_and_china_has_no_page(client: Client) -> None:
    assert client.get("/countries/KE/").headers["Location"] == "/countries/ke/"
    assert "China takes part everywhere" in client.get("/countries/cn/").content.decode()
    assert "URLPattern" not in client.get("/nothing/here/").content.decode()
