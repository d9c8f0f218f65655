"""Links computed from the seeds: countries directly and through blocs on the record's date, levels, spans."""

import datetime as dt

import pytest
from django.db.models import Q
from django.http import QueryDict

from cooperation.choices import Region
from cooperation.derive import derive, membership_on
from cooperation.filters import RecordFilter
from cooperation.models import (
    Country,
    Group,
    Membership,
    Organisation,
    Participant,
    Record,
    RecordCountry,
    RecordLevel,
    RecordRegion,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def record(text: str) -> Record:
    row = Record(slug="x", kind="agreement")
    row.set_date(text)
    return row


@pytest.mark.parametrize(
    ("joined", "left", "date", "member"),
    [
        ("2017-06-09", "", "2021", True),
        ("2017-06-09", "", "2009", None),
        ("2017-06-09", "", "2017", False),
        ("2017-06-09", "", "2017-06-09", True),
        ("2017-06-09", "", "2017-06-08", None),
        ("2017", "", "2017-06-09", False),
        ("1973-01-01", "2020-01-31", "2012/..", False),
        ("1973-01-01", "2020-01-31", "2015-07", True),
        ("1973-01-01", "2020-01-31", "2020-02", None),
        ("1973-01-01", "2020-01-31", "2020-01", False),
        ("", "", "2015", False),
        ("2017-06-09", "", "", None),
    ],
)
def test_membership_counts_on_the_date_of_the_record(joined, left, date, member):
    assert membership_on(Membership(joined=joined, left=left), record(date)) is member


def slugs(**query: str) -> set[str]:
    data = QueryDict(mutable=True)
    data.update(query)
    bound = RecordFilter(data)
    assert bound.is_valid(), bound.form.errors
    return set(bound.qs.values_list("slug", flat=True))


def test_india_counts_for_an_sco_text_of_2021_but_not_of_2009():
    through = slugs(country="in", via="blocs")
    assert "sco-joint-action-plan-information-security-2022-2023" in through
    assert "sco-information-security-agreement-2009" not in through
    assert "sco-joint-action-plan-information-security-2022-2023" not in slugs(country="in", via="direct")
    assert "sco-information-security-agreement-2009" in slugs(country="ru", via="blocs")


def test_undated_texts_never_spread_to_members():
    assert not RecordCountry.objects.filter(record__dated=False, bloc__isnull=False).exists()


def test_china_is_implied_and_never_a_link():
    assert not RecordCountry.objects.filter(country="CN").exists()


def test_a_partner_named_by_country_is_found_directly():
    assert "china-thailand-cybersecurity-mou-2022" in slugs(country="th")
    assert "belt-and-road-digital-economy-initiative" in slugs(country="eg")


def test_the_eu_is_a_party_of_its_own():
    bloc = Organisation.objects.get(slug="european-union")
    assert Country.objects.get(code="EU").bloc_id == bloc.pk
    taking_part = Record.objects.filter(participants__organisation=bloc).values_list("slug", flat=True)
    assert set(taking_part) <= slugs(country="eu")


def test_what_the_body_of_a_bloc_does_counts_for_the_bloc():
    assert "china-las-data-security-initiative-2021" in slugs(country="eg", via="blocs")
    assert "china-las-data-security-initiative-2021" not in slugs(country="eg")
    commission = Record.objects.filter(participants__organisation__slug="european-commission")
    assert commission.exists()
    assert not commission.exclude(country_links__country="EU", country_links__bloc__isnull=True).exists()


def test_a_body_at_home_somewhere_does_not_act_for_a_bloc_it_is_part_of():
    branch = Record.objects.filter(participants__organisation__slug="brics-institute-of-future-networks-china-branch")
    assert (
        not branch.filter(country_links__bloc__slug="brics").exclude(participants__organisation__slug="brics").exists()
    )


def test_a_series_is_dated_by_its_editions_and_matches_where_one_does():
    series = Record.objects.get(slug="brics-summit")
    assert series.date_edtf == ""
    assert (series.date_earliest, series.date_latest) == (dt.date(2017, 1, 1), dt.date(2022, 6, 24))
    assert series.date_text == "2017 to 2022"
    assert "brics-summit" in slugs(since="2017", until="2017")
    assert "brics-summit" not in slugs(since="2019", until="2020")


def test_levels_follow_from_those_who_act():
    levels = RecordLevel.objects.filter(record__slug="china-unicom-nokia-mou-2015").values_list("level", flat=True)
    assert set(levels) == {"company"}


def test_deriving_again_changes_nothing():
    def state() -> tuple[object, ...]:
        links = RecordCountry.objects.order_by("record__slug", "country", "bloc__slug")
        regions = RecordRegion.objects.order_by("record__slug", "region").values_list(
            "record__slug", "region", "direct"
        )
        fields = ("slug", "sort_key", "disagrees", "has_partner", "search_text", "theme", "date_latest")
        named = links.values_list("record__slug", "country", "bloc__slug", "vague")
        return list(named), list(regions), list(Record.objects.order_by("slug").values_list(*fields))

    before = state()
    derive()
    assert state() == before


def test_derive_makes_a_constant_number_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        derive()


def test_what_goes_on_counts_until_the_newest_source_that_says_so():
    visits = Record.objects.get(slug="chinese-government-internet-study-delegations")
    assert (visits.date_edtf, visits.date_open_end) == ("2000/..", True)
    assert visits.date_told_until == dt.date(2010, 6, 9)
    assert visits.slug in slugs(since="2009", until="2010")
    assert visits.slug not in slugs(since="2011")


def test_a_series_that_goes_on_counts_until_its_latest_edition():
    series = Record.objects.get(slug="us-china-internet-industry-forum")
    assert (series.date_edtf, series.date_open_end) == ("2007/..", True)
    assert series.date_told_until == dt.date(2015, 9, 23)
    assert series.slug in slugs(since="2015-09", until="2016")
    assert series.slug not in slugs(since="2016")


def test_a_bloc_is_of_the_region_of_all_its_members():
    asean = slugs(region="asean")
    assert {
        "china-asean-summit",
        "china-asean-cyber-dialogue-mechanism",
        "china-thailand-cybersecurity-mou-2022",
    } <= asean
    assert "brics-summit-2022" not in slugs(region="africa")
    assert "brics-summit-2022" in slugs(region="africa", via="blocs")


@pytest.mark.parametrize("region", Region.values)
def test_regions_of_records_are_those_of_the_countries_groups_and_blocs_that_take_part(region: str):
    outside = [code for code, regions in Country.objects.values_list("code", "regions") if region not in regions]
    partly = Membership.objects.filter(country__in=outside).values("bloc")
    within = Membership.objects.exclude(bloc__in=partly).values("bloc")
    links = RecordCountry.objects.exclude(country__in=outside)
    parties = Participant.objects.filter(
        Q(organisation__in=within) | Q(group__in=[each for each in Group.objects.all() if region in each.regions])
    )
    direct = Q(pk__in=parties.values("record")) | Q(pk__in=links.filter(bloc=None).values("record"))
    for choice, condition in (("direct", direct), ("blocs", direct | Q(pk__in=links.values("record")))):
        assert slugs(region=region, via=choice) == {*Record.objects.filter(condition).values_list("slug", flat=True)}


def test_a_body_of_unknown_home_that_acts_alone_is_no_partner():
    alone = slugs(alone="1")
    assert "wuzhen-outlook" in alone
    assert "china-unicom-nokia-mou-2015" not in alone
    assert "china-japan-third-party-market-cooperation-forum" not in alone
    assert not Organisation.objects.filter(slug__in=alone).exists()


def test_a_series_of_vague_editions_is_vague():
    series = Record.objects.get(slug="eu-china-summit")
    assert series.date_vague
    assert series.date_text == "about 2015"


def test_names_sort_as_readers_expect():
    names = [r.sort_name for r in RecordFilter(QueryDict("kind=organisation&sort=name")).qs]
    assert names == sorted(names)
    assert names == [name.casefold() for name in names]
