"""Releases: each commit that changes public data says exactly what it changed, and nothing else makes one."""

import hashlib
import subprocess

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.models import Agreement, Change, Record, Release
from cooperation.releases import differences, hash_of, publish
from cooperation.seeding import export
from cooperation.seeding.export import export_seeds, seed_files
from cooperation.seeding.form import canonical_files
from cooperation.seeding.gone import remove
from cooperation.seeding.read import read_seeds
from tests.seeding.small import BODY, FILES, MEMO, ROW, SOURCE, loaded, put, write

pytestmark = pytest.mark.django_db


def tally():
    return Release.objects.current().tally


def told():
    """What the current release did: (kind, slug, action, fields)."""
    rows = Release.objects.current().changes.all()
    return [
        (row.kind, row.slug, row.action, [(entry["field"], entry["old"], entry["new"]) for entry in row.fields])
        for row in rows
    ]


def fields(slug="memo"):
    return next(entries for _, each, _, entries in told() if each == slug)


class TestWhatMakesOne:
    def test_the_first_load_adds_everything(self, tmp_path):
        loaded(write(tmp_path))
        release = Release.objects.get()
        assert release.previous is None
        assert release.tally == {
            "added": {"agreement": 1, "organisation": 1, "source": 1, "country": 2, "topic": 1, "group": 1}
        }
        counts = {"agreement": 1, "forum": 0, "edition": 0, "organisation": 1, "initiative": 0, "source": 1}
        assert release.counts == counts
        titles = ["Memo", "Body", "A paper", "China", "Kenya", "Security", "14 countries"]
        assert list(release.changes.values_list("title", flat=True)) == titles
        assert release.changes.get(slug="memo").record.slug == "memo"
        assert all(row.fields == [] for row in release.changes.all())

    def test_a_load_that_changes_nothing_makes_none(self, tmp_path):
        loaded(write(tmp_path))
        loaded(tmp_path)
        loaded(tmp_path, prune=True, overwrite=True)
        assert Release.objects.count() == 1

    def test_a_dry_run_makes_none(self, tmp_path):
        loaded(write(tmp_path), dry_run=True)
        assert not Release.objects.exists()

    def test_a_database_from_before_releases_gets_its_first(self, tmp_path):
        loaded(write(tmp_path))
        Release.objects.all().delete()
        assert not loaded(tmp_path).changed
        assert tally()["added"]["agreement"] == 1

    def test_state_a_then_b_then_a_again(self, tmp_path):
        loaded(write(tmp_path))
        loaded(write(tmp_path, memo=MEMO.replace("What both", "Changed. What both")))
        loaded(write(tmp_path))
        third, second, first = Release.objects.all()
        assert first.hash == third.hash != second.hash
        assert (third.previous, second.previous) == (second, first)
        assert third.files == first.files
        assert Release.objects.named(first.short) == third

    def test_a_record_moved_to_another_file_changes_no_fact(self, tmp_path):
        (write(tmp_path) / "bulk.jsonl").write_text(ROW)
        loaded(tmp_path)
        (tmp_path / "bulk.jsonl").rename(tmp_path / "large.jsonl")
        loaded(tmp_path)
        assert tally() == {}
        assert hash_of(seed_files()) == Release.objects.current().hash

    def test_an_edit_that_reached_another_file_is_in_the_files_too(self, tmp_path):
        (write(tmp_path) / "bulk.jsonl").write_text(ROW)
        loaded(tmp_path)
        Record.objects.filter(slug="extra").update(summary="Edited.")
        (tmp_path / "bulk.jsonl").unlink()
        (tmp_path / "large.jsonl").write_text(ROW.replace("One.", "Edited."))
        assert not loaded(tmp_path).changed
        assert hash_of(seed_files()) == Release.objects.current().hash

    def test_rows_of_an_older_format_are_kept_as_they_are(self, tmp_path):
        loaded(write(tmp_path))
        Record.objects.filter(slug="memo").update(name="Me\u2028mo")
        publish()
        assert fields() == [("name", "Memo", "Me\u2028mo")]
        assert hash_of(seed_files()) == Release.objects.current().hash


class TestHash:
    def test_is_that_of_the_files_whatever_the_database(self, tmp_path):
        countries = "- code: CN\n  regions: [east-asia]\n- code: KE\n  regions: [africa]\n"
        root = write(tmp_path, countries=countries)
        loaded(root)
        assert Release.objects.get().hash == hash_of(canonical_files(read_seeds(root)))

    def test_is_what_sha256sum_gives_for_an_export(self, tmp_path):
        loaded(write(tmp_path / "in"))
        export_seeds(tmp_path / "out")
        listed = "find * -type f | LC_ALL=C sort | xargs -d '\\n' sha256sum"
        lines = subprocess.run(["bash", "-c", listed], cwd=tmp_path / "out", capture_output=True, check=True).stdout
        assert hashlib.sha256(lines).hexdigest() == Release.objects.get().hash

    def test_texts_of_another_writer_are_written_anew(self, tmp_path, monkeypatch):
        loaded(write(tmp_path))
        monkeypatch.setattr(export, "_writer", lambda: b"another")
        monkeypatch.setattr(export, "to_yaml", lambda seeds: "other: form\n")
        assert set(export.kept_files(Release.objects.get().kept).values()) != set(Release.objects.get().kept.values())
        assert all(file.text == "other: form\n" for file in export.kept_files(Release.objects.get().kept).values())


class TestFields:
    @pytest.fixture(autouse=True)
    def first(self, tmp_path):
        loaded(write(tmp_path))

    def test_texts_dates_places_and_what_came_or_went(self, tmp_path):
        memo = (
            MEMO.replace("name: Memo", "name: Memo 2\nname_zh: 备忘\nname_zh_basis: general-knowledge\naliases: [M, N]")
            .replace("2015-07-03~", "2015-07-04")
            .replace("{name: Berlin}", "{name: Berlin, country: KE}")
        )
        memo = memo.replace("value: Memo, source", "value: Memo 2, source")
        loaded(write(tmp_path, memo=memo))
        where = {"source": "paper", "paragraph": "1"}
        assert fields() == [
            ("name", "Memo", "Memo 2"),
            ("name_zh", None, "备忘"),
            ("name_zh_basis", None, "general-knowledge"),
            ("aliases", None, ["M", "N"]),
            ("date", "2015-07-03~", "2015-07-04"),
            ("place", {"name": "Berlin"}, {"name": "Berlin", "country": "KE"}),
            (
                "statements",
                {"field": "name", "value": "Memo", **where},
                {"field": "name", "value": "Memo 2", **where},
            ),
            (
                "statements",
                {"field": "date", "value": "2015-07-03~", **where, "note": "The year follows from the context."},
                {"field": "date", "value": "2015-07-04", **where, "note": "The year follows from the context."},
            ),
            (
                "statements",
                {"field": "place", "value": {"name": "Berlin"}, **where},
                {"field": "place", "value": {"name": "Berlin", "country": "KE"}, **where},
            ),
        ]
        assert tally() == {"changed": {"agreement": 1}}

    def test_participants_and_figures_one_by_one(self, tmp_path):
        memo = MEMO.replace("{role: signatory, country: KE}", "{role: host, country: KE}").replace("33", "34")
        loaded(write(tmp_path, memo=memo))
        found = [entry for entry in fields() if entry[0] != "statements"]
        kenya = {"country": "KE"}
        figure = {"number": "33", "qualifier": "more-than", "as_of": "2021", "key": "partners", "label": "partners"}
        assert found == [
            ("participants", {"role": "signatory", **kenya}, {"role": "host", **kenya}),
            ("figures", figure | {"unit": "bodies"}, figure | {"unit": "bodies", "number": "34"}),
        ]

    def test_a_statement_added_and_one_removed(self, tmp_path):
        status = "  - {field: status, value: adopted, source: paper, paragraph: 1}\n"
        memo = MEMO.replace(status, "").replace("status: adopted", "status: unknown")
        loaded(write(tmp_path, memo=memo))
        row = {"field": "status", "value": "adopted", "source": "paper", "paragraph": "1"}
        assert fields() == [("status", "adopted", "unknown"), ("statements", row, None)]
        loaded(write(tmp_path))
        assert fields() == [("status", "unknown", "adopted"), ("statements", None, row)]

    def test_lists_of_texts_say_what_they_lost_and_gained(self, tmp_path):
        loaded(write(tmp_path, body=BODY.replace("[B]", "[C, D]")))
        assert fields("body") == [("aliases", ["B"], ["C", "D"])]

    def test_order_alone_is_told_as_such(self, tmp_path):
        loaded(write(tmp_path, body=BODY.replace("[B]", "[B, C]")))
        first = "  - {field: name, value: Memo, source: paper, paragraph: 1}\n"
        memo = MEMO.replace(first, "") + first
        loaded(write(tmp_path, body=BODY.replace("[B]", "[C, B]"), memo=memo))
        assert [fields(slug) for slug in ("memo", "body")] == [
            [("statements", None, None)],
            [("aliases", None, None)],
        ]

    def test_sources_countries_topics_and_groups_too(self, tmp_path):
        source = SOURCE.replace("title: A paper", "title: Paper").replace("Says nothing of", "Nothing on")
        countries = FILES["countries.yaml"].replace("code: KE", "code: KE\n  name: Republic of Kenya\n  why: A test.")
        loaded(write(tmp_path, paper=source, countries=countries, groups=FILES["groups.yaml"].replace("14\n", "15\n")))
        span = {"first": "3", "last": "3"}
        assert told() == [
            (
                "source",
                "paper",
                "changed",
                [
                    ("title", "A paper", "Paper"),
                    (
                        "uncited",
                        span | {"reason": "Says nothing of cooperation."},
                        span | {"reason": "Nothing on cooperation."},
                    ),
                ],
            ),
            ("country", "KE", "changed", [("name", None, "Republic of Kenya"), ("why", None, "A test.")]),
            ("group", "fourteen", "changed", [("number", "14", "15")]),
        ]

    def test_gaps_too(self, tmp_path):
        gap = "- slug: lost\n  kind: missing\n  subject: A lost text\n  reason: Not found.\n"
        put(tmp_path, "gaps", gap)
        loaded(tmp_path)
        put(tmp_path, "gaps", gap.replace("missing", "left-out"))
        loaded(tmp_path)
        assert told() == [("gap", "lost", "changed", [("kind", "missing", "left-out")])]
        assert Release.objects.current().changes.get().title == "A lost text"
        (tmp_path / "gaps.yaml").unlink()
        loaded(tmp_path, prune=True)
        assert told() == [("gap", "lost", "removed", [])]

    def test_a_renamed_record_is_the_same_record(self, tmp_path):
        (tmp_path / "agreements/memo.yaml").unlink()
        put(tmp_path, "agreements/second", MEMO.replace("slug: memo", "slug: second") + "former_slugs: [memo]\n")
        loaded(tmp_path)
        assert told() == [
            ("agreement", "second", "changed", [("slug", "memo", "second"), ("former_slugs", None, ["memo"])])
        ]
        assert Agreement.objects.get().changes.count() == 2

    def test_a_record_of_another_kind_is_the_same_record(self, tmp_path):
        (tmp_path / "agreements/memo.yaml").unlink()
        plan = MEMO.replace("kind: agreement", "kind: initiative").replace("type: mou", "type: plan")
        put(tmp_path, "initiatives/memo", plan)
        loaded(tmp_path)
        entries = [("kind", "agreement", "initiative"), ("type", "mou", "plan")]
        assert told() == [("initiative", "memo", "changed", entries)]
        assert Record.objects.get(slug="memo").changes.count() == 2

    def test_pruning_removes(self, tmp_path):
        (tmp_path / "agreements/memo.yaml").unlink()
        write_source = SOURCE.replace("first: 3", "first: 2")
        put(tmp_path, "sources/paper", write_source)
        loaded(tmp_path)
        assert tally() == {"changed": {"source": 1}}
        loaded(tmp_path, prune=True)
        assert told() == [("agreement", "memo", "removed", [])]
        assert Change.objects.filter(slug="memo", record=None).count() == 2

    @pytest.mark.parametrize(("slug", "more"), [("memo", ""), ("second", "former_slugs: [memo]\n")])
    def test_a_removed_record_that_comes_back_has_its_history_again(self, tmp_path, slug, more):
        (tmp_path / "agreements/memo.yaml").unlink()
        put(tmp_path, "sources/paper", SOURCE.replace("first: 3", "first: 2"))
        loaded(tmp_path, prune=True)
        put(tmp_path, f"agreements/{slug}", MEMO.replace("slug: memo", f"slug: {slug}") + more)
        put(tmp_path, "sources/paper", SOURCE)
        loaded(tmp_path)
        assert [row.action for row in Record.objects.get(slug=slug).changes.all()] == ["added", "removed", "added"]
        assert not Change.objects.filter(kind="agreement", record=None).exists()

    def test_what_came_before_the_removal_of_another_record_stays_apart(self, tmp_path):
        put(tmp_path, "agreements/second", MEMO.replace("slug: memo", "slug: second"))
        loaded(tmp_path)
        (tmp_path / "agreements/memo.yaml").unlink()
        put(tmp_path, "agreements/second", MEMO.replace("slug: memo", "slug: second") + "former_slugs: [memo]\n")
        loaded(tmp_path, prune=True)
        assert [row.action for row in Record.objects.get(slug="second").changes.all()] == ["changed", "added"]
        assert Change.objects.filter(slug="memo", record=None).count() == 2

    def test_any_two_releases_can_be_compared(self, tmp_path):
        loaded(write(tmp_path, body=BODY.replace("[B]", "[C]")))
        loaded(write(tmp_path, body=BODY.replace("[B]", "[D]")))
        newest, _, oldest = Release.objects.all()
        (change,) = differences(oldest.files, newest.files)
        assert change.fields == [{"field": "aliases", "old": ["B"], "new": ["D"]}]


def test_number_of_queries_does_not_grow_with_what_changed(tmp_path):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert publish()
        return len(queries)

    bulk = write(tmp_path) / "bulk.jsonl"
    bulk.write_text("".join(ROW.replace("extra", f"extra-{number}") for number in range(40)))
    loaded(tmp_path)
    Record.objects.filter(slug="extra-1").update(summary="Edited.")
    one = asked()
    Record.objects.filter(slug__startswith="extra").update(summary="Edited again.")
    assert asked() == one <= 30
    assert tally() == {"changed": {"initiative": 40}}


class TestExportOfARelease:
    def test_gives_the_files_byte_for_byte(self, tmp_path, capsys):
        root = write(tmp_path / "in")
        loaded(root)
        first, files = Release.objects.get(), seed_files()
        loaded(write(root, memo=MEMO.replace("What both", "Changed. What both")))
        remove(["memo"])
        publish()
        call_command("export_seeds", str(tmp_path / "out"), "--release", first.short)
        assert capsys.readouterr().out == f"{len(files)} files written to {tmp_path / 'out'}\n"
        out = tmp_path / "out"
        written = {path.relative_to(out).as_posix(): path.read_bytes().decode() for path in out.rglob("*.*l")}
        assert written == files
        assert loaded(out, overwrite=True).created == 1
        assert Release.objects.current().hash == first.hash

    @pytest.mark.parametrize("code", ["0123456", "abc", "", "../etc", "g" * 64])
    def test_of_an_unknown_hash_says_which_is_current(self, tmp_path, code):
        with pytest.raises(CommandError, match="none was made yet: load_seeds makes the first"):
            call_command("export_seeds", str(tmp_path / "out"), "--release", code)
        loaded(write(tmp_path / "in"))
        current = Release.objects.get()
        words = f"there is no release '{code}'; the current one is {current.short} of {current.time:%Y-%m-%d %H:%M} UTC"
        with pytest.raises(CommandError) as caught:
            call_command("export_seeds", str(tmp_path / "out"), "--release", code)
        assert (str(caught.value), caught.value.returncode) == (words, 1)
        assert not (tmp_path / "out").exists()
