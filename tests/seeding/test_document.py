"""The words on the seed format hold against the code and the data."""

from django.conf import settings

from cooperation.seeding.document import EXAMPLE, json_schema, up_to_date

README = (settings.SEEDS_DIR / "README.md").read_text(encoding="utf-8")


def test_the_worked_record_and_the_field_tables_are_up_to_date():
    example = (settings.SEEDS_DIR / EXAMPLE).read_text(encoding="utf-8")
    assert example in README
    assert up_to_date(README, example) == README


def test_the_json_schema_is_that_of_the_models():
    assert (settings.SEEDS_DIR / "schema.json").read_text(encoding="utf-8") == json_schema()
