"""On the real seeds: verdicts and marks follow from the statements of the files, and nothing else."""

from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection

from cooperation import dates
from cooperation.answers.copying import copy_line
from cooperation.choices import Attestation, Status, Verdict
from cooperation.models import Record, RecordField, Source
from cooperation.provenance import verdict
from cooperation.seeding.check import claims_of
from cooperation.seeding.load import load
from cooperation.seeding.read import Seeds, read_seeds
from cooperation.seeding.report import Options

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def test_every_verdict_follows_from_the_statements_of_the_files():
    seeds = read_seeds(settings.SEEDS_DIR)
    sources = {entry.seed.slug: entry.seed for entry in seeds.sources}
    wanted = {
        (entry.seed.slug, field, str(verdict(claims)))
        for entry in seeds.records
        for field, claims in claims_of(entry.seed, sources).items()
    }
    assert set(RecordField.objects.values_list("record__slug", "field", "verdict")) == wanted


def test_a_record_is_in_doubt_exactly_where_a_field_is():
    disputed = RecordField.objects.filter(verdict__in=[Verdict.DISAGREE, Verdict.CONTRADICTS])
    doubted = RecordField.objects.filter(doubted=True)
    wanted = set((disputed | doubted).values_list("record__slug", flat=True))
    assert wanted == set(Record.objects.filter(disagrees=True).values_list("slug", flat=True))
    assert len(wanted) > 20


def test_what_is_announced_only_has_no_source_as_late_as_its_last_day():
    announced = Record.objects.filter(attested=Attestation.ANNOUNCED).prefetch_related("statements")
    days = dict(Source.objects.values_list("slug", "date"))
    assert "wic-asia-pacific-summit-2026" in {record.slug for record in announced}
    for record in announced:
        dating = {row.source_id for row in record.statements.all() if row.field == "date"}
        assert not any(days[slug] and dates.parse(days[slug]).earliest >= record.date_latest for slug in dating)
        assert record.status in (Status.PLANNED, Status.ANNOUNCED), record.slug


def test_days_are_reported_only_where_the_line_to_copy_tells_of_them_as_past():
    """The badge, the filter and the marks are this column; the line to copy must not say otherwise."""
    sources = Source.objects.in_bulk()
    for record in Record.objects.exclude(date_edtf="").select_related("series", "edition").for_rows():
        line, beforehand = copy_line(record, record.all_statements, sources, ""), "given beforehand as its last day"
        foretold = any(words in line for words in (": was announced ", ": was planned ", beforehand))
        if "which is inferred:" not in line:  # that line tells another date, the printed one
            assert record.attested != Attestation.REPORTED or not foretold, (record.slug, line)
            assert record.is_foretold or record.status == Status.PLANNED or not foretold, (record.slug, line)


def test_an_edition_of_which_only_the_opening_is_told_afterwards_is_not_reported():
    said = dict(Record.objects.values_list("slug", "attested"))
    assert said["world-internet-conference-2023"] == "begun"
    assert said["international-forum-on-ai-and-education-2021"] == "dated-before"


def test_a_database_from_before_that_rule_gets_it_with_the_next_load(seeds: Seeds):
    migration = import_module("cooperation.migrations.0004_begun").Migration
    Record.objects.filter(attested="begun").update(attested="reported")
    with connection.cursor() as cursor:
        cursor.execute(migration.operations[-1].sql)
    assert load(seeds, Options()).changed == 0
    assert Record.objects.get(slug="world-internet-conference-2023").attested == "begun"


def test_every_world_internet_conference_is_dated_to_the_day():
    editions = Record.objects.filter(series__slug="world-internet-conference").order_by("date_earliest")
    spans = {record.date_earliest.year: record.date_edtf for record in editions}
    assert sorted(spans) == list(range(2014, 2026))
    assert spans[2017] == "2017-12-03/2017-12-05"
    assert all(record.date.is_exact for record in editions)
    assert {record.edition.number for record in editions if record.date_earliest.year > 2019} == {None}


def test_an_agreement_counts_for_members_of_that_day_only():
    sco = Record.objects.get(slug="sco-information-security-agreement-2009")
    through = {link.country_id for link in sco.country_links.filter(bloc__isnull=False)}
    direct = {link.country_id for link in sco.country_links.filter(bloc__isnull=True)}
    assert "IN" not in through | direct
    assert {"KZ", "KG", "RU", "TJ", "UZ"} <= through | direct
