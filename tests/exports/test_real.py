"""The dataset of the real records."""

from django.core.management import call_command

from cooperation.choices import Kind
from cooperation.exports import export_dataset
from cooperation.models import (
    Country,
    Figure,
    Gap,
    Group,
    Membership,
    Participant,
    Record,
    RecordCountry,
    RecordField,
    RecordTopic,
    Relation,
    Section,
    Source,
    Statement,
    Topic,
    UncitedSpan,
)
from tests.exports.reading import FILES, rows

MODELS = {
    "records": Record,
    "statements": Statement,
    "participants": Participant,
    "figures": Figure,
    "relations": Relation,
    "record_topics": RecordTopic,
    "record_countries": RecordCountry,
    "verdicts": RecordField,
    "sources": Source,
    "sections": Section,
    "uncited": UncitedSpan,
    "memberships": Membership,
    "countries": Country,
    "topics": Topic,
    "groups": Group,
    "gaps": Gap,
}


def test_the_same_database_gives_the_same_bytes(seeded, db, tmp_path):
    for folder in ("one", "two"):
        export_dataset(tmp_path / folder)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(["codebook.md", "datapackage.json", *(f"{name}.csv" for name in FILES)])
    for name in names:
        text = (tmp_path / "one" / name).read_bytes()
        assert text == (tmp_path / "two" / name).read_bytes()
        assert not text.startswith(b"\xef\xbb\xbf")
        assert text.endswith(b"\n")
        assert b"\r" not in text


def test_every_row_is_there_and_the_command_counts_them(seeded, db, tmp_path, capsys):
    call_command("export_dataset", str(tmp_path / "a" / "b"))
    expected = {f"{kind}s": Record.objects.filter(kind=kind).count() for kind in Kind}
    expected |= {name: model._default_manager.count() for name, model in MODELS.items()}
    expected["notes"] = sum(map(len, Record.objects.values_list("notes", flat=True)))
    through = RecordCountry.objects.filter(bloc__isnull=False).count()
    expected["record_countries_by_bloc"] = through
    expected["record_countries"] -= through
    assert capsys.readouterr().out.splitlines() == [f"{name}.csv: {expected[name]} rows" for name in FILES]
    for name, count in expected.items():
        assert len(rows(tmp_path / "a" / "b", name)) == count > 0


def test_notes_stand_in_the_order_of_their_records(seeded, db, tmp_path):
    export_dataset(tmp_path)
    told: dict[str, list[str]] = {}
    for row in rows(tmp_path, "notes"):
        told.setdefault(row["record"], []).append(row["note"])
    assert told == {record.slug: record.notes for record in Record.objects.exclude(notes=[])}


def test_cells_of_lists_can_be_taken_apart_again(seeded, db, tmp_path):
    export_dataset(tmp_path)
    found = {row["slug"]: row for kind in Kind for row in rows(tmp_path, f"{kind}s")}
    slugs = list(found)
    assert all(slugs[i] < slugs[i + 1] for i in range(Record.objects.filter(kind="agreement").count() - 1))
    for record in Record.objects.prefetch_related("participants", "record_topics"):
        row = found[record.slug]
        assert len(items(row["aliases"])) == len(record.aliases)
        assert len(items(row["participants"])) == record.participants.count()
        assert items(row["topics"]) == [link.topic_id for link in record.record_topics.all()]
        direct = RecordCountry.objects.filter(record=record, bloc__isnull=True).values_list("country", flat=True)
        assert items(row["countries"]) == sorted(direct)


def items(text: str) -> list[str]:
    return text.split("; ") if text else []
