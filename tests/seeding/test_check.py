"""Every problem is found, with file, line, record and field, and nothing stops at the first one."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cooperation.seeding.form import canonical_files
from cooperation.seeding.read import MAX_BYTES
from tests.seeding.small import BODY, MEMO, PLAN, ROW, SOURCE, problems, write


def test_the_small_seeds_have_no_problem(tmp_path):
    assert problems(write(tmp_path)) == []


def test_the_real_seeds_have_no_problem():
    assert problems(settings.SEEDS_DIR) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "words"),
    [
        ("date: 2015-07-03~\nstatus", "date: 2015-02-30\nstatus", 6, "date", "no such day"),
        (
            "date: 2015-07-03~\nstatus",
            "date: 2016\nstatus",
            6,
            "date",
            "shows '2016', but the statements give '2015-07-03~'",
        ),
        ("status: adopted\nplace", "status: done\nplace", 7, "status", "'done' is not one of"),
        ("topics: [security]", "topics: [nonsense]", 12, "topics.1", "no topic 'nonsense'"),
        ("topics: [security]", "topics: []", 12, "topics", "at least 1 item"),
        ("  - {role: signatory, country: KE}\ntopics", "topics", 9, "participants", "but the statements give"),
        ("country: KE}\ntopics", "country: ZZ}\ntopics", 11, "participants.2", "no country 'ZZ'"),
        ("country: KE}\ntopics", "country: ke}\ntopics", 11, "participants.2.country", "in capitals"),
        ("kind: agreement", "kind: agreement\nbanana: 1", 3, "banana", "no such field"),
        ("kind: agreement", "kind: agreement\nkind: agreement", 3, "kind", "stands twice"),
        ("kind: agreement", "kind: treaty", 2, "kind", ""),
        ("type: mou", "type: company", 1, "", "not one of the types of a agreement"),
        ("name: Memo\nsummary", "name: Me\x07mo\nsummary", 4, "", "U+0007"),
        ("name: Memo\nsummary", "name: Me\u202emo\nsummary", 4, "name", "U+202E"),
        ("name: Memo\nsummary", "name: Cafe\u0301\nsummary", 4, "name", "composed form"),
        ("number: 33, qualifier: more-than, as_of: 2021, key", "number: many, key", 14, "figures.1.number", "decimal"),
        (
            "source: paper, paragraph: 1}",
            "source: nowhere, paragraph: 1}",
            16,
            "statements.1.source",
            "no source 'nowhere'",
        ),
        ("source: paper, paragraph: 1}", "source: paper}", 16, "statements.1.paragraph", "needs its paragraph number"),
        (
            "source: paper, paragraph: 2}",
            "source: paper, paragraph: 9}",
            20,
            "statements.5.paragraph",
            "only 3 paragraphs",
        ),
        ("  - {field: place, value: {name: Berlin}, source: paper, paragraph: 1}\n", "", 8, "place", "supports place"),
        ("{field: name, value: Memo,", "{field: theme, value: Memo,", 4, "name", "nothing under statements"),
        ("{field: name, value: Memo,", "{field: name, value: Memmo,", 4, "name", "the statements give 'Memmo'"),
    ],
)
def test_each_problem_names_file_line_record_and_field(tmp_path, old, new, line, field, words):
    assert old in MEMO
    found = problems(write(tmp_path, memo=MEMO.replace(old, new, 1)))
    matching = [text for text in found if text.startswith(f"agreements/memo.yaml:{line}:") and words in text]
    assert matching, found
    assert f"'{field}'" in matching[0] or not field


def test_all_problems_are_listed_at_once(tmp_path):
    memo = MEMO.replace("topics: [security]", "topics: [nonsense]").replace(
        "status: adopted\nplace", "status: held\nplace"
    )
    body = BODY.replace("slug: body", "slug: other")
    found = problems(write(tmp_path, memo=memo, body=body))
    assert sum("memo.yaml" in text for text in found) >= 4
    assert any("the file should be organisations/other.yaml" in text for text in found)


def test_a_slug_is_unique_over_all_kinds(tmp_path):
    root = write(tmp_path)
    (root / "initiatives").mkdir()
    (root / "initiatives/memo.yaml").write_text(PLAN)
    assert any("'memo' is already used in agreements/memo.yaml" in text for text in problems(root))


def test_plain_words_that_yaml_would_change_stay_text(tmp_path):
    norway = "- code: NO\n  regions: [europe]\n"
    root = write(tmp_path, memo=MEMO.replace("country: KE", "country: NO"), countries=norway)
    assert problems(root) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("- a\n- b\n", "must be a list of fields"),
        ("slug: [unclosed\n", "YAML:"),
        ("slug: memo\n", "is missing"),
        ("[" * 3000 + "]" * 3000, "nested too deeply"),
    ],
)
def test_a_damaged_file_is_a_problem_not_a_crash(tmp_path, text, words):
    found = problems(write(tmp_path, memo=text))
    assert any("agreements/memo.yaml" in problem and words in problem for problem in found)


def test_bytes_that_are_no_text_and_files_too_large_are_named(tmp_path):
    root = write(tmp_path)
    (root / "agreements/memo.yaml").write_bytes(b"name: \xff\xfe")
    (root / "agreements/huge.yaml").write_text("x" * (MAX_BYTES + 1))
    found = problems(root)
    assert any("memo.yaml" in text and "UTF-8" in text for text in found)
    assert any("huge.yaml" in text and "larger than" in text for text in found)


def test_a_missing_folder_is_said(tmp_path):
    assert problems(tmp_path / "nowhere") == [".:0: there is no such folder"]


def test_every_paragraph_is_cited_or_explained_and_never_both(tmp_path):
    silent = problems(write(tmp_path / "a", paper=SOURCE.replace("first: 3, last: 3", "first: 2, last: 2")))
    assert any("paragraph 3 is neither cited" in text for text in silent)
    assert any("paragraph 2 is explained here, yet a record cites it" in text for text in silent)


def test_json_lines_hold_the_same_fields_and_name_their_line(tmp_path):
    root = write(tmp_path)
    twice = ROW.replace('"type"', '"slug":"again","type"')
    (root / "bulk.jsonl").write_text(f"{ROW}{twice}{{broken\n")
    found = problems(root)
    assert any(text.startswith("bulk.jsonl:2:") and "'slug' stands twice" in text for text in found)
    assert any(text.startswith("bulk.jsonl:3:") and "JSON" in text for text in found)
    assert not any(text.startswith("bulk.jsonl:1:") for text in found)


def test_check_seeds_fails_with_all_problems_and_mends_only_the_form(tmp_path, capsys):
    root = write(tmp_path)
    with pytest.raises(CommandError, match="problem"):
        call_command("check_seeds", str(root))
    assert "canonical form" in capsys.readouterr().err
    call_command("check_seeds", str(root), "--fix")
    call_command("check_seeds", str(root))
    assert "No problems in 2 records and 1 sources" in capsys.readouterr().out


def test_a_hash_within_a_word_is_text(tmp_path):
    memo = MEMO.replace("summary: What both sides signed.", "summary: Signed, no#12.")
    assert problems(write(tmp_path, memo=memo)) == []


@pytest.mark.parametrize(
    "new", ["summary: Signed, case #12 is real.", "# a comment\nsummary: Signed.", "summary: &A Signed."]
)
def test_what_yaml_would_drop_without_a_word_is_a_problem(tmp_path, new):
    found = problems(write(tmp_path, memo=MEMO.replace("summary: What both sides signed.", new)))
    assert any("would be lost" in text for text in found), found


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("summary: Signed: by both", "put the whole text between double quotes"),
        ("summary: 'It isn't real'", "put the whole text between double quotes"),
        ("sumary: Signed.", "did you mean 'summary'?"),
        ("summary: |\n  One.\n  Two.", "keep it in one paragraph"),
        ("summary: One\u200b.", "U+200B"),
        ("summary: [One]", "must be a text"),
    ],
)
def test_the_words_tell_an_editor_what_to_do(tmp_path, new, words):
    found = problems(write(tmp_path, memo=MEMO.replace("summary: What both sides signed.", new)))
    assert any(words in text for text in found), found


@pytest.mark.parametrize(
    ("date", "words"), [("23/05/2015", "'23/05/2015' is not a date such as"), ("", "leave the whole line out")]
)
def test_a_date_in_another_fashion_is_quoted_whole(tmp_path, date, words):
    found = problems(write(tmp_path, memo=MEMO.replace("date: 2015-07-03~\nstatus", f"date: {date}\nstatus")))
    assert any(words in text for text in found), found


def test_files_that_nobody_reads_and_windows_line_ends_are_named(tmp_path, capsys):
    root = write(tmp_path)
    call_command("check_seeds", str(root), "--fix")
    (root / "agreements/other.yaml.txt").write_text("slug: other\n")
    assert any("other.yaml.txt" in text and "is not read" in text for text in problems(root))
    (root / "agreements/other.yaml.txt").unlink()
    path = root / "agreements/memo.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(CommandError):
        call_command("check_seeds", str(root))
    assert f"{root.name}/agreements/memo.yaml:1: is not in the canonical form" in capsys.readouterr().err


def test_fix_leaves_a_file_alone_that_changed_while_it_was_read(tmp_path, monkeypatch, capsys):
    root = write(tmp_path)
    path = root / "agreements" / "memo.yaml"

    def meanwhile(seeds):
        path.write_text("slug: typed by someone else\n", encoding="utf-8")
        return canonical_files(seeds)

    monkeypatch.setattr("cooperation.management.commands.check_seeds.canonical_files", meanwhile)
    with pytest.raises(CommandError):
        call_command("check_seeds", str(root), "--fix")
    assert path.read_text("utf-8") == "slug: typed by someone else\n"
    assert (
        "agreements/memo.yaml:1: was changed while it was read; left alone, run this again" in capsys.readouterr().err
    )
