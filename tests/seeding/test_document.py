"""The words on the seed format hold against the code and the data."""

from textwrap import indent

from django.conf import settings

from cooperation.seeding.document import json_schema, with_tables

README = (settings.SEEDS_DIR / "README.md").read_text(encoding="utf-8")
EXAMPLE = "agreements/cncert-benin-cert-mou-2021.yaml"


def test_the_field_tables_are_those_of_the_models():
    assert with_tables(README) == README


def test_the_json_schema_is_that_of_the_models():
    assert (settings.SEEDS_DIR / "schema.json").read_text(encoding="utf-8") == json_schema()


def test_the_worked_record_is_the_real_file():
    text = (settings.SEEDS_DIR / EXAMPLE).read_text(encoding="utf-8")
    assert f"`{EXAMPLE}`" in README
    assert indent(text.rstrip("\n"), "   ") in README
