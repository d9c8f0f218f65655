"""What passes the check fits the database; what does not fit is a problem in words, never a crash."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, connection, models

from cooperation import models as tables
from cooperation.models import Figure, Membership, Record, Source
from cooperation.seeding import schema
from cooperation.seeding.export import seed_files
from cooperation.seeding.read import MAX_PATH
from tests.seeding.small import BODY, FILES, MEMO, ROW, SOURCE, loaded, problems, put, write

COLUMNS = (
    (schema.Record, tables.Record, {}),
    (schema.Place, tables.Record, {"name": "place_name", "country": "place_country"}),
    (schema.TextStatement, tables.Record, {"value": "theme"}),
    (schema.Figure, tables.Figure, {}),
    (schema.SourceSeed, tables.Source, {}),
    (schema.Section, tables.Section, {}),
    (schema.Uncited, tables.UncitedSpan, {}),
    (schema.CountrySeed, tables.Country, {}),
    (schema.TopicSeed, tables.Topic, {}),
    (schema.GroupSeed, tables.Group, {}),
)
ELSEWHERE_BOUND = {"slug", "key", "code", "type", "date", "as_of"}
NUMBER = "number: 33, qualifier"
BLOC = BODY.replace("type: company", "type: bloc\nspreads_to_members: true")


def is_text(column):
    kind = models.CharField | models.TextField
    return isinstance(column, kind) and column.max_length and not column.choices


@pytest.mark.parametrize(("seed", "model", "renamed"), COLUMNS)
def test_texts_are_as_long_as_their_columns(seed, model, renamed):
    columns = {column.name: column for column in model._meta.fields if is_text(column)}
    compared = 0
    for name, said in seed.model_json_schema()["properties"].items():
        column = columns.get(renamed.get(name, name))
        if column and name not in ELSEWHERE_BOUND:
            part = next((part for part in said.get("anyOf", []) if part.get("type") == "string"), said)
            assert part.get("maxLength") == column.max_length, name
            compared += 1
    assert compared


@pytest.mark.django_db
def test_texts_as_long_as_allowed_are_loaded_and_longer_ones_named(tmp_path):
    name, place = "n" * 400, "p" * 200
    memo = MEMO.replace("Memo", name).replace("Berlin", place).replace("label: partners", f"label: {'f' * 300}")
    loaded(write(tmp_path, memo=memo))
    assert Record.objects.get(slug="memo").place_name == place
    found = problems(write(tmp_path, memo=memo.replace(name, name + "n").replace(place, place + "p")))
    assert any("field 'name': String should have at most 400 characters" in text for text in found)
    assert any("field 'place.name': String should have at most 200 characters" in text for text in found)


def test_a_path_too_long_is_named(tmp_path):
    root = write(tmp_path)
    folder = root / ("d" * 150)
    folder.mkdir()
    (folder / f"{'b' * (MAX_PATH - 156)}.jsonl").write_text(ROW)
    assert any("the path is longer than 200 characters" in text for text in problems(root))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            MEMO.replace("topics: [security]", "topics: [security, security]"),
            "'topics.2': 'security' stands here twice",
        ),
        (
            MEMO + "relations:\n  - {type: follows, to: body}\n  - {type: follows, to: body}\n",
            "'relations.2': 'follows body' stands here twice",
        ),
        (MEMO.replace("Memo\nsummary", '"Me\\u2028mo"\nsummary'), "U+2028"),
    ],
)
def test_what_the_tables_hold_once_may_stand_once(tmp_path, text, words):
    assert any(words in text for text in problems(write(tmp_path, memo=text)))


TWICE = "'KE' is a member twice at the same time, or may be"


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (["joined: 2001", "joined: 2001"], TWICE),
        (["joined: 2001", ""], TWICE),
        (["", "joined: 2001, left: 2005"], TWICE),
        (["joined: 2001, left: 2005", "joined: 2003"], TWICE),
        (["joined: 2001, left: 2005", "joined: 2005"], TWICE),
        (["joined: 2005, left: 2001"], "'KE' leaves before it joins"),
        (["joined: 2001, left: 2005", "joined: 2006"], ""),
        (["joined: 2001-03, left: 2001"], ""),
    ],
)
def test_a_country_is_a_member_once_at_a_time(tmp_path, members, words):
    rows = "".join(f"  - {{country: KE{', ' if row else ''}{row}}}\n" for row in members)
    found = problems(write(tmp_path, body=f"{BLOC}members:\n{rows}"))
    assert [words in text for text in found] == ([True] if words else [])


@pytest.mark.django_db
def test_a_country_may_leave_and_join_again(tmp_path):
    rows = "  - {country: KE, joined: 2001, left: 2005}\n  - {country: KE, joined: 2006}\n"
    memo = MEMO.replace("2015-07-03~", "2004/2007").replace("country: KE", "country: CN")
    loaded(write(tmp_path, body=f"{BLOC}members:\n{rows}", memo=memo))
    assert Membership.objects.count() == 2
    link = Record.objects.get(slug="memo").country_links.get()
    assert (link.country_id, link.vague) == ("KE", True)


def test_a_country_that_the_library_does_not_know_needs_names(tmp_path):
    strange = FILES["countries.yaml"] + "- code: QX\n  regions: [world]\n"
    words = "countries.yaml:5: record 'QX', field 'code': the library has no names for 'QX': give name and name_zh"
    assert problems(write(tmp_path, countries=strange)) == [words]
    half = strange + "  name: Nowhere\n  why: No library knows it.\n"
    assert problems(write(tmp_path, countries=half)) == [words]
    assert problems(write(tmp_path, countries=half + "  name_zh: 无处\n")) == []


@pytest.mark.parametrize("number", ["1e3", "1E+2", "NaN", "Infinity", "-inf", "1,000", "1_000", "٣", "1.", ".5"])
def test_a_number_that_is_no_plain_decimal_is_refused(tmp_path, number):
    found = problems(write(tmp_path, memo=MEMO.replace(NUMBER, f'number: "{number}", qualifier')))
    assert any("field 'figures.1.number'" in text and "is not a decimal number" in text for text in found)
    assert any("field 'statements.5.value.number'" in text for text in found)


@pytest.mark.parametrize("number", ["1234567890123456", "0.00001", "123456789012.3456"])
def test_a_number_that_would_be_altered_is_refused(tmp_path, number):
    found = problems(write(tmp_path, memo=MEMO.replace(NUMBER, f"number: {number}, qualifier")))
    assert any("field 'figures.1.number'" in text and "more than 15 digits" in text for text in found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("999999999999999", "999999999999999"),
        ("99999999999.9999", "99999999999.9999"),
        ("-0.0001", "-0.0001"),
        ("1.50", "1.5"),
        ("007", "7"),
        ("-0.0", "0"),
    ],
)
def test_numbers_come_back_as_they_are(tmp_path, number, kept):
    root = write(tmp_path, memo=MEMO.replace(NUMBER, f"number: {number}, qualifier"))
    loaded(root)
    assert Figure.objects.get().number == Decimal(kept)
    assert f"number: {kept}," in seed_files()["agreements/memo.yaml"]
    assert loaded(root).edited == []


class TestJsonLines:
    def test_only_a_line_feed_ends_a_line(self, tmp_path):
        root = write(tmp_path)
        odd = ROW.replace("One.", "One.\u2028Two.\x85Three.\u2029")
        (root / "bulk.jsonl").write_text(f"{ROW}{odd}".replace("\n", "\r\n"), encoding="utf-8", newline="")
        found = problems(root)
        assert len(found) == 1
        assert found[0].startswith(
            "bulk.jsonl:2: record 'extra', field 'summary': holds the control or invisible character U+2028"
        )

    @pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
    def test_other_separators_are_refused(self, tmp_path, separator):
        root = write(tmp_path)
        (root / "bulk.jsonl").write_text(ROW.replace("One.", f"One.{separator}Two."), encoding="utf-8")
        assert [f"U+{ord(separator):04X}" in text for text in problems(root)] == [True]

    @pytest.mark.parametrize("number", ["1e3", "0.12340000000000000001", "12345678901234567890", "NaN"])
    def test_numbers_are_judged_as_they_are_written(self, tmp_path, number):
        root = write(tmp_path)
        figure = f'"figures":[{{"key":"k","label":"l","unit":"u","number":{number}}}],"topics"'
        (root / "bulk.jsonl").write_text(ROW.replace('"topics"', figure), encoding="utf-8")
        assert any("field 'figures.1.number'" in text and f"'{number}'" in text for text in problems(root))


@pytest.mark.django_db
def test_rows_that_an_older_format_let_in_count_as_edited(tmp_path):
    root = write(tmp_path)
    loaded(root)
    Record.objects.filter(slug="memo").update(name="Me\u2028mo")
    Source.objects.update(title="A\u2028paper")
    report = loaded(root)
    assert (report.edited, report.tables) == (["memo"], 1)
    loaded(root, overwrite=True)
    assert (Record.objects.get(slug="memo").name, Source.objects.get().title) == ("Memo", "A paper")


@pytest.mark.django_db
def test_whatever_the_database_refuses_is_said_in_one_line(tmp_path):
    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            raise DataError("value too long\nDETAIL: much more")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), pytest.raises(CommandError) as caught:
        call_command("load_seeds", str(write(tmp_path)))
    assert (str(caught.value), caught.value.returncode) == ("value too long; nothing was loaded", 1)
    put(tmp_path, "sources/paper", SOURCE)
    call_command("load_seeds", str(tmp_path))
