"""Countries: the sentence, direct and through blocs, what is not said, ranges, and several side by side."""

import html
import re

import pytest
from django.test import Client

from cooperation.derive import derive
from cooperation.models import Country, Gap, Group, Organisation, Relation
from tests.views import small

pytestmark = pytest.mark.django_db
TAGS = re.compile(r"<[^>]+>")


def text_of(page: str) -> str:
    return " ".join(html.unescape(TAGS.sub(" ", page)).split())


def section(page: str, name: str) -> str:
    """The part of a page under one heading."""
    return page.split(f'id="{name}"')[1].split("</section>", maxsplit=1)[0]


def get(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.get("Location")
    return response.content.decode()


@pytest.mark.usefixtures("atlas")
class TestCountryPage:
    """The page of one country, on the small atlas."""

    def test_sentence_keeps_the_dates_of_direct_and_bloc_records_apart(self, client: Client) -> None:
        small.make("ke-undated", who=("CN", "KE"))
        derive()
        lede = "Kenya: 2 agreements directly (2015, 1 without a date); 2 records through African Union (2002 to 2021)."
        assert lede in get(client, "/countries/ke/")

    def test_first_and_latest_are_linked(self, client: Client) -> None:
        facts = get(client, "/countries/ke/").split('class="facts ends"')[1].split("</dl>")[0]
        assert re.findall(r'href="/agreements/([a-z-]+)/"', facts) == ["a-day", "a-bloc-vague", "a-bloc"]

    def test_what_counts_through_a_bloc_stands_under_it_and_says_where_membership_is_only_possible(
        self, client: Client
    ) -> None:
        agreements = section(get(client, "/countries/ke/"), "agreements")
        assert small.shown(agreements) == ["a-day", "a-bloc", "a-bloc-vague"]
        _direct, through = agreements.split("<h4>")
        assert 'Through <a href="/organisations/union/">African Union</a>' in through
        assert through.count("membership on that date is possible, not certain") == 1
        assert "possible" in through.split("a-bloc-vague")[1]

    def test_what_counts_through_a_bloc_says_whom_the_sources_name_instead_or_besides(self, client: Client) -> None:
        union = Organisation.objects.get(slug="union")
        group = Group.objects.create(slug="g", label="14 African countries", regions=["africa"])
        office = small.make("office", "organisation", (), type="international-organisation", name="Office of the Union")
        Relation.objects.create(record=office, to=union, type="part-of")
        small.make("of-both", who=("CN", union, group), date="2018")
        small.make("of-the-office", who=("CN", Organisation.objects.get(slug="office")), date="2019")
        derive()
        agreements = section(get(client, "/countries/ke/"), "agreements")
        rows = {small.shown(row)[0]: text_of(row) for row in agreements.split('<li class="row">')[1:]}
        assert "the sources also name “14 African countries”, as a group" in rows["of-both"]
        assert "the sources name Office of the Union, not the bloc itself" in rows["of-the-office"]
        assert "the sources" not in rows["a-bloc"] + rows["a-day"]
        compared = text_of(section(get(client, "/countries/compare/?country=ke&country=de"), "each-agreement"))
        assert compared.count("through African Union · the sources also name “14 African countries”, as a group") == 1

    @pytest.mark.parametrize("name", ["agreements", "forums", "organisations", "initiatives", "topics"])
    def test_an_empty_section_speaks(self, client: Client, name: str) -> None:
        assert "None found in these sources." in section(get(client, "/countries/ad/"), name)

    def test_meetings_held_in_the_country_stand_apart_and_say_who_is_not_named(self, client: Client) -> None:
        small.make("held-there", "forum", ("CN", "DE"), date="2016", place_country_id="KE")
        small.make("attended", "forum", ("CN", "KE"), date="2016", place_country_id="DE")
        derive()
        forums = section(get(client, "/countries/ke/"), "forums")
        assert small.shown(forums) == ["held-there", "attended"]
        assert "not named" in forums.split("attended")[0]
        assert "not named" not in forums.split("Attended;")[1]

    def test_a_range_narrows_all_but_the_organisations(self, client: Client) -> None:
        page = get(client, "/countries/ke/?since=2015&until=2016")
        assert small.shown(page) == ["a-day"]
        assert "Kenya, 2015 to 2016: 1 agreement directly (2015)." in page
        assert "None found in these sources, 2015 to 2016." in page
        assert small.shown(section(get(client, "/countries/de/?since=2100"), "organisations")) == ["firm"]

    def test_a_range_says_what_it_leaves_out_for_want_of_a_date(self, client: Client) -> None:
        small.make("de-undated", who=("CN", "DE"))
        derive()
        assert "1 more has no date" in text_of(get(client, "/countries/de/?since=1990"))

    @pytest.mark.parametrize("query", ["since=soon", "until=2015~", "since=2016&until=2015"])
    def test_a_bad_range_is_named_on_the_page(self, client: Client, query: str) -> None:
        page = get(client, f"/countries/ke/?{query}", 400)
        assert "<h1>Kenya" in page
        assert 'class="error" id="f-' in page
        assert client.get(f"/countries/ke/timeline.json?{query}").status_code == 400

    def test_the_figure_follows_the_range(self, client: Client) -> None:
        assert "since=2020" in get(client, "/countries/ke/?since=2020")
        whole, narrow = (client.get(f"/countries/ke/timeline.json{q}").content for q in ("", "?since=2020"))
        assert b"a day" in whole
        assert b"a day" not in narrow

    def test_few_records_make_no_shares(self, client: Client) -> None:
        assert "too few for shares" in section(get(client, "/countries/ke/"), "topics")

    def test_shares_stand_beside_those_of_all_countries(self, client: Client) -> None:
        for number in range(3):
            small.make(f"more-{number}", who=("CN", "KE"), date="2015", topic="trade")
        small.make("more-still", who=("CN", "KE"), date="2015")
        derive()
        topics = text_of(section(get(client, "/countries/ke/"), "topics"))
        assert "Share of the 5 records that count for Kenya itself, against the share of all 11" in topics
        assert "Trade 贸易 3 60 % 36 %" in topics
        assert "Cybersecurity 网络安全 2 40 % 64 %" in topics

    def test_groups_that_may_include_the_country_are_told_and_not_counted(self, client: Client) -> None:
        group = Group.objects.create(slug="g", label="14 African countries", regions=["africa"])
        union = Organisation.objects.get(slug="union")
        members = Group.objects.create(slug="m", label="other African Union states", regions=["world"])
        small.make("of-a-group", who=("CN", group), date="2018")
        small.make("of-members", who=("CN", members), date="2018")
        small.make("of-both", who=("CN", group, union), date="2018")
        small.make("others", who=("CN", Group.objects.create(slug="o", label="other countries", regions=["world"])))
        derive()
        page = get(client, "/countries/ke/")
        unsaid = page.split('id="groups"')[1].split('id="gaps"')[0]
        assert re.findall(r'href="/agreements/([a-z-]+)/"', unsaid) == ["of-a-group", "of-members"]
        assert "1 more group of no single region" in unsaid
        assert "2 more records name unnamed groups that may include Kenya; not counted." in text_of(page)
        assert "of-a-group" not in get(client, "/countries/ke/?since=2019")

    def test_silence_names_gaps_doubts_and_what_no_date_or_bloc_can_settle(self, client: Client) -> None:
        Gap.objects.create(slug="one", kind="missing", subject="A Kenyan fair", reason="No source.", position=1)
        Gap.objects.create(slug="two", kind="missing", subject="A Nigerian fair", reason="No source.", position=2)
        small.make("club", "organisation", (), type="bloc", name="Club", spreads_to_members=False)
        club = Organisation.objects.get(slug="club")
        small.make("of-the-club", who=("CN", club), date="2019")
        derive()
        unsaid = text_of(section(get(client, "/countries/ke/"), "unsaid"))
        assert "A Kenyan fair" in unsaid
        assert "A Nigerian fair" not in unsaid
        assert "1 record of African Union has no date" in unsaid
        assert "Club (1 record)" in unsaid
        assert "1 record with a detail in doubt" in text_of(section(get(client, "/countries/de/"), "unsaid"))


@pytest.mark.usefixtures("atlas")
class TestFind:
    """The find box of the list of countries."""

    @pytest.mark.parametrize("typed", ["kenya", "KEN", "ke", "肯尼亚", "尼亚"])
    def test_a_country_is_found_by_any_name_its_beginning_or_its_code(self, client: Client, typed: str) -> None:
        page = get(client, f"/countries/?find={typed}").split("<main")[1]
        assert re.findall(r'href="/countries/([a-z]{2})/"', page) == ["ke"]

    def test_a_country_without_records_is_found_and_says_so(self, client: Client) -> None:
        page = get(client, "/countries/?find=andorra")
        assert "None found in these sources" in page
        assert 'href="/countries/ad/"' in page

    def test_no_such_name_says_so_and_too_long_a_one_is_refused(self, client: Client) -> None:
        assert "No country goes by the name “zzz”" in get(client, "/countries/?find=zzz")
        assert 'id="find-error"' in get(client, f"/countries/?find={'z' * 201}", 400)


@pytest.mark.usefixtures("atlas")
class TestCompare:
    """Several countries side by side, on the small atlas."""

    def test_names_lead_to_the_address_with_codes(self, client: Client) -> None:
        response = client.get("/countries/compare/?country=肯尼亚&country=Germany&country=&since=2015&until=")
        assert response.headers["Location"] == "/countries/compare/?country=ke&country=de&since=2015"

    def test_summary_title_and_shared_agreements(self, client: Client) -> None:
        union = Organisation.objects.get(slug="union")
        small.make("of-both", who=("CN", "DE", union), date="2018")
        derive()
        page = get(client, "/countries/compare/?country=ke&country=de&since=2015")
        assert "<title>Kenya and Germany compared, from 2015 on · Cooperation Atlas</title>" in page
        told = "Kenya: 1 directly, 2 through a bloc. Germany: 5 directly, none through a bloc. Counting for both: 1."
        assert f'content="Agreements, from 2015 on. {told}"' in page
        shared = section(page, "agreements").split('id="each-agreement"')[0]
        assert small.shown(shared) == ["of-both"]
        assert "Kenya through African Union; Germany directly" in shared

    def test_filters_of_a_list_that_do_not_apply_are_named(self, client: Client) -> None:
        query = "country=ke&country=de&topic=trade&kind=forum&kind=edition&q=data&utm_source=x&layer=&sort=name"
        page = text_of(get(client, f"/countries/compare/?{query}"))
        assert "Not used here: Words, Kind, Topic. A comparison takes countries and dates alone." in page
        assert "Not used here" not in get(client, "/countries/compare/?country=ke&country=de&since=2015&via=blocs")

    def test_empty_cells_speak_and_tables_have_heads(self, client: Client) -> None:
        page = get(client, "/countries/compare/?country=ke&country=ad")
        for row in re.findall(r'<tr role="row"(?: class="is-short")?>(.*?)</tr>', page, re.DOTALL):
            cells = re.findall(r'<td role="cell">(.*?)</td>', row, re.DOTALL)
            if 'role="columnheader"' not in row:
                assert re.search(r'<th scope="row" role="rowheader">\s*\S', row)
                assert len(cells) == 2
                assert all(text_of(cell).removeprefix("Kenya").removeprefix("Andorra").strip() for cell in cells)
        assert "none found in these sources" in section(page, "agreements")
        assert page.count('scope="col" role="columnheader"') == 2 * page.count("<thead")

    def test_topics_in_common_and_of_one_alone(self, client: Client) -> None:
        topics = text_of(section(get(client, "/countries/compare/?country=ke&country=de"), "topics"))
        assert re.search(r"In common Kenya Cybersecurity \( 1 \) Germany Cybersecurity \( \d \)", topics)
        assert topics.endswith("Only with one Kenya none found in these sources Germany Trade ( 1 )")

    def test_blocs_bear_the_dates_of_joining(self, client: Client) -> None:
        blocs = text_of(section(get(client, "/countries/compare/?country=ke&country=de"), "blocs"))
        assert "Kenya since 9 July 2002 general knowledge, to be checked Germany no membership entered" in blocs

    def test_long_cells_lead_to_the_list(self, client: Client) -> None:
        for number in range(13):
            small.make(f"many-{number}", who=("CN", "KE"), date="2015")
        derive()
        cell = section(get(client, "/countries/compare/?country=ke&country=ad"), "each-agreement")
        assert cell.count('href="/agreements/many-') <= 12
        assert '<a href="/agreements/?country=ke">All 14 in a list</a>' in cell

    @pytest.mark.parametrize(
        ("query", "words", "kept"),
        [
            ("", "Name 2 to 4 countries", []),
            ("country=ke", "Which country should stand beside Kenya?", ["Kenya"]),
            ("country=ke&country=ke", "Which country should stand beside Kenya?", ["Kenya"]),
        ],
    )
    def test_too_few_say_what_to_do_and_keep_what_was_chosen(
        self, client: Client, query: str, words: str, kept: list[str]
    ) -> None:
        response = client.get(f"/countries/compare/?{query}", follow=True)
        assert response.status_code == 200
        page = response.content.decode()
        assert words in page
        assert re.findall(r'name="country" value="([^"]+)"', page) == kept

    def test_too_many_keep_all_and_offer_to_leave_each_out(self, client: Client) -> None:
        for code in ("FR", "IT", "ES"):
            Country.objects.create(code=code, name=f"Land {code}", name_zh=code, regions=["europe"])
        page = get(client, "/countries/compare/?country=ke&country=de&country=fr&country=it&country=es")
        assert "you chose 5" in page
        assert len(re.findall(r'name="country" value="[^"]+"', page)) == 5
        assert "?country=ke&amp;country=de&amp;country=fr&amp;country=it" in page

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("country=ke&country=zz", "“zz” is neither a name nor a code"),
            ("country=ke&country=cn", "China takes part everywhere"),
            ("country=ke&country=de&since=soon", "soon"),
        ],
    )
    def test_a_bad_value_is_400_named_and_kept(self, client: Client, query: str, words: str) -> None:
        page = get(client, f"/countries/compare/?{query}", 400)
        assert words in html.unescape(page)
        assert 'name="country" value="ke"' in page
