"""verify_seeds: what it says of each change of a document or of a seed, and what it stamps."""

import hashlib
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cooperation.models import Source, Statement
from cooperation.seeding.export import seed_files
from tests.seeding.small import MEMO, SOURCE, loaded, problems, write

TEXT = """\
On July 3 in Berlin, Body (the company) and Kenya signed the first Memo of their long cooperation, with many guests.

More than 33 partners had joined by the end of 2021, so the offices say in what they wrote later that year of it.
Nothing else.
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "paper.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    text = SOURCE.replace("0" * 64, hashlib.sha256(TEXT.encode()).hexdigest())
    root = write(tmp_path / "seeds", paper=text)
    call_command("check_seeds", str(root), fix=True)
    return root


@pytest.fixture
def stamped(root: Path, documents: Path, capsys) -> Path:
    call_command("verify_seeds", str(root), documents=str(documents), write=True)
    capsys.readouterr()
    return root


def verified(root: Path, documents: Path, capsys, **options: bool) -> tuple[str, str, str]:
    """What the command says, complains of, and fails with."""
    error = ""
    try:
        call_command("verify_seeds", str(root), documents=str(documents), **options)
    except CommandError as failed:
        error = f"{failed} ({failed.returncode})"
    said = capsys.readouterr()
    return said.out, said.err, error


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_without_documents_it_is_skipped_and_never_passes(root, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("ATLAS_DOCUMENTS", raising=False)
    call_command("verify_seeds", str(root))
    assert capsys.readouterr().out == "skipped: no documents\n"
    assert verified(root, tmp_path / "nowhere", capsys) == ("skipped: no documents\n", "", "")


def test_the_folder_of_the_documents_may_come_from_the_environment(stamped, documents, capsys, monkeypatch):
    monkeypatch.setenv("ATLAS_DOCUMENTS", str(documents))
    call_command("verify_seeds", str(stamped))
    assert "All 7 statements stand as cited" in capsys.readouterr().out


def test_a_missing_document_is_named(root, documents, capsys):
    (documents / "paper.txt").unlink()
    _, complaints, error = verified(root, documents, capsys)
    assert "paper.txt of source 'paper' cannot be read: No such file or directory" in complaints
    assert error


def test_seeds_with_a_problem_are_not_verified(root, documents, capsys):
    edit(root / "agreements/memo.yaml", "KE", "XX")
    assert "check_seeds lists them" in verified(root, documents, capsys)[2]


def test_seeds_without_stamps_are_valid_but_not_verified(root, documents, capsys):
    assert problems(root) == []
    said, complaints, error = verified(root, documents, capsys)
    assert "paper: 7 statements: 7 not stamped" in said
    assert complaints.count("has no fingerprints") == complaints.count("\n") == 1
    assert error == "7 of 7 statements do not stand as cited (1)"


def test_stamps_follow_from_the_values_and_stay_canonical(stamped, documents, capsys):
    memo = (stamped / "agreements/memo.yaml").read_text(encoding="utf-8")
    found = re.findall(r"anchors: (.*)", memo)
    by_field = [
        "Memo: 1",
        "July: 1, July 3: 1",
        "Memo: 1, signed: 1",
        "Berlin: 1",
        "2021: 1, 33: 1",
        "Body: 1, Kenya: 1",
    ]
    assert found == [f"{{{anchors}}}" for anchors in by_field]
    call_command("check_seeds", str(stamped))
    assert verified(stamped, documents, capsys)[0].endswith("All 7 statements stand as cited\n")


def test_stamping_twice_changes_nothing(stamped, documents, capsys):
    said = verified(stamped, documents, capsys, write=True)[0]
    assert said.startswith("0 files stamped\n0 statements rest on other words")


def test_a_value_that_is_not_printed_rests_on_what_else_its_record_shows(root, documents, capsys):
    edit(root / "agreements/memo.yaml", "{name: Berlin}", "{name: Bonn}")
    said = verified(root, documents, capsys, write=True)[0]
    assert "\n1 statements rest on other words" in said
    place = (root / "agreements/memo.yaml").read_text(encoding="utf-8").split("field: place")[1]
    assert "anchors: {Memo: 1}" in place.split("field:")[0]


@pytest.mark.django_db
def test_stamps_come_back_from_the_database_byte_for_byte(stamped):
    loaded(stamped)
    assert loaded(stamped).tables == 0
    files = seed_files()
    for path in [*stamped.glob("sources/*"), *stamped.glob("agreements/*"), *stamped.glob("organisations/*")]:
        assert files[path.relative_to(stamped).as_posix()] == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "counts", "complaint"),
    [
        (("Nothing", "Nothing"), "7 exact", ""),
        (("On July 3", "On  July\t3"), "7 exact", ""),
        (("On July 3", "A line before.\nOn July 3"), "7 moved", ""),
        (("many guests", "some guests"), "1 exact; 6 edited, anchors kept", "the words of paragraph 1 have changed"),
        (
            ("Berlin", "Bremen"),
            "1 exact; 5 edited, anchors kept; 1 anchor lost",
            "'Berlin' stands there 0 times, not 1",
        ),
        (("later that", "in 2021, later that"), "6 exact; 1 anchor lost", "'2021' stands there 2 times, not 1"),
        (
            (TEXT.split("\n")[2], "Quite another line, on ships."),
            "6 exact; 1 gone",
            "find another or take the statement",
        ),
    ],
)
def test_each_change_of_the_document(stamped, documents, capsys, change, counts, complaint):
    edit(documents / "paper.txt", *change)
    said, complaints, error = verified(stamped, documents, capsys)
    assert f"paper: 7 statements: {counts}\n" in said
    assert ("its SHA-256 differs" in said) == (change[0] != change[1])
    assert complaint in complaints
    assert bool(error) == bool(complaint)


def test_a_complaint_names_file_line_record_field_and_paragraph(stamped, documents, capsys):
    edit(documents / "paper.txt", "Berlin", "Bremen")
    complaints = verified(stamped, documents, capsys)[1].splitlines()
    lines = (stamped / "agreements/memo.yaml").read_text(encoding="utf-8").splitlines()
    at = lines.index("  - field: place") + 1
    assert (
        f"seeds/agreements/memo.yaml:{at}: record 'memo', field 'statements.4': place, paragraph 1 of paper: "
        "anchor lost; 'Berlin' stands there 0 times, not 1: read paragraph 1 and correct the statement"
    ) in complaints


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ("    paragraph: 2", "    paragraph: 1", "6 exact; 1 anchor lost"),
        ("July 3: 1", "July 3: 2", "6 exact; 1 anchor lost"),
        ("    anchors: {Berlin: 1}\n", "", "6 exact; 1 not stamped"),
        ("value: {name: Berlin}", "value: {name: Bonn}", "6 exact; 1 not stamped"),
    ],
)
def test_a_seed_that_was_changed_after_stamping(stamped, documents, capsys, old, new, counts):
    path = stamped / "agreements/memo.yaml"
    edit(path, old, new)
    if "Bonn" in new:
        edit(path, "place: {name: Berlin}", "place: {name: Bonn}")
    if "paragraph" in new:
        edit(stamped / "sources/paper.yaml", "first: 3", "first: 2")
    assert problems(stamped) == []
    said, _, error = verified(stamped, documents, capsys)
    assert f"paper: 7 statements: {counts}\n" in said
    assert error == "1 of 7 statements do not stand as cited (1)"


def test_stamping_refuses_another_file_and_changes_nothing(root, documents, capsys):
    edit(documents / "paper.txt", "Berlin", "Bremen")
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    _, complaints, error = verified(root, documents, capsys, write=True)
    assert "paper.txt is not the file that source 'paper' was read from: its SHA-256 differs" in complaints
    assert error
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_stamping_does_not_hide_that_a_source_now_names_another_text(stamped, documents, capsys):
    old = hashlib.sha256(TEXT.encode()).hexdigest()
    edit(documents / "paper.txt", "Berlin", "Bremen")
    new = hashlib.sha256((documents / "paper.txt").read_bytes()).hexdigest()
    edit(stamped / "sources/paper.yaml", old, new)
    complaints = verified(stamped, documents, capsys, write=True)[1]
    assert "the fingerprints of source 'paper' are those of another text" in complaints


def test_a_source_with_a_wrong_number_of_fingerprints_is_a_problem(stamped):
    path = stamped / "sources/paper.yaml"
    path.write_text(path.read_text(encoding="utf-8").rsplit("  - ", 1)[0], encoding="utf-8")
    assert any("are 2 for 3 paragraphs" in problem for problem in problems(stamped))


@pytest.mark.parametrize(
    ("anchors", "said"),
    [
        ("{Berlin: 0}", "greater than or equal to 1"),
        ("{a term of more than twenty-four: 1}", "at most 24 characters"),
        ("{Berlin: x}", "must be a whole number in digits"),
    ],
)
def test_anchors_that_cannot_be_are_a_problem(tmp_path, anchors, said):
    place = "{field: place, value: {name: Berlin}, source: paper, paragraph: 1"
    root = write(tmp_path, memo=MEMO.replace(place, f"{place}, anchors: {anchors}"))
    assert any(said in problem for problem in problems(root))


@pytest.mark.django_db
class TestPage:
    def test_a_source_says_when_it_was_checked(self, stamped, client):
        loaded(stamped)
        page = " ".join(client.get(reverse("source", args=["paper"])).text.split())
        assert "Checked against the document on" in page
        assert "all 7 statements stand as cited." in page

    def test_statements_added_since_are_not_counted_as_checked(self, stamped, client):
        loaded(stamped)
        row = Statement.objects.first()
        Statement.objects.create(record=row.record, source_id="paper", field="name", value="Memo", paragraph=1)
        page = " ".join(client.get(reverse("source", args=["paper"])).text.split())
        assert "all 7 statements of that day stood as cited. 8 statements rest on it now." in page

    def test_an_unchecked_source_says_nothing_of_it(self, root, client):
        loaded(root)
        assert Source.objects.get().verified == {}
        assert "hecked against" not in client.get(reverse("source", args=["paper"])).text
