"""Saving in the admin: as strict as the seeds, never lost, never half done."""

from contextlib import contextmanager

import pytest
from django.urls import reverse

from cooperation.admin import records
from cooperation.models import Agreement, Organisation, Record, RecordCountry, Release
from cooperation.releases import hash_of
from cooperation.seeding.export import export_seeds, seed_files
from cooperation.seeding.load import is_edited
from cooperation.seeding.lock import AlreadyLoading
from tests.admin.conftest import loaded
from tests.admin.forms import add_row, change_address, complaints, opened, save

pytestmark = pytest.mark.django_db


def memo() -> Agreement:
    return Agreement.objects.get(slug="memo")


@pytest.mark.usefixtures("atlas")
class TestRefusal:
    def test_a_date_that_no_statement_gives_is_refused_and_nothing_is_saved(self, editor):
        response = save(editor, memo(), date_edtf="2016", summary="Also changed.")
        assert complaints(response) == ["shows '2016', but the statements give '2015-07-03~'"]
        assert 'value="2016"' in response.text
        assert "Also changed." in response.text
        assert memo().date_edtf == "2015-07-03~"
        assert memo().summary == "What both sides signed."
        assert not is_edited(memo())

    def test_the_problem_stands_at_its_field(self, editor):
        form = save(editor, memo(), date_edtf="2016").context["adminform"].form
        assert "date_edtf" in form.errors

    def test_rows_are_undone_with_the_rest(self, editor):
        response = save(editor, memo(), **{"participants-1-DELETE": "on", "figures-0-number": "34"})
        assert complaints(response) == [
            (
                "Participant: shows organisation:body as signatory, but the statements give "
                "country:KE as signatory, organisation:body as signatory"
            ),
            "Figure: shows 34 more-than 2021, but the statements give 33 more-than 2021",
        ]
        assert memo().participants.count() == 2
        assert memo().figures.get().number == 33

    def test_several_problems_are_shown_at_once(self, editor):
        response = save(editor, memo(), status="held", date_edtf="")
        assert len(complaints(response)) == 2

    def test_what_the_seed_format_refuses_is_refused_here(self, editor):
        response = save(editor, memo(), summary="A \u202e trick.")
        words = "holds the control or invisible character U+202E; type the text again without it"
        assert complaints(response) == [words]

    def test_a_row_problem_names_the_row(self, editor):
        response = save(editor, memo(), **{"statements-4-key": "other", "statements-1-paragraph": "9"})
        assert "Statement 2, paragraph: paper has only 3 paragraphs" in complaints(response)

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("Berlin", 'is not JSON such as {"name": "Brussels", "country": "BE"}: line 1, character 1'),
            ("[]", 'must look like {"name": "Brussels", "country": "BE"}'),
            ('{"city": "Berlin"}', "Statement 4, value city: there is no such field here"),
        ],
    )
    def test_a_value_that_is_no_place_is_explained(self, editor, value, said):
        assert said in complaints(save(editor, memo(), **{"statements-3-value": value}))

    def test_an_impossible_date_is_explained(self, editor):
        said = "'2015-02-30' has no such day: that month has 28 days"
        assert complaints(save(editor, memo(), date_edtf="2015-02-30")) == [said]
        assert complaints(save(editor, memo(), **{"statements-1-value": "2015-02-30"})) == [said]
        assert complaints(save(editor, memo(), **{"figures-0-as_of": "2015-02-30"})) == [said]

    def test_a_participant_is_exactly_one(self, editor):
        response = save(editor, memo(), **{"participants-0-country": "KE"})
        assert complaints(response) == ["Name exactly one of country, organisation and group."]

    def test_a_form_that_someone_overtook_is_refused(self, editor):
        data = opened(editor, change_address(memo()))
        save(editor, memo(), notes="Someone else's note.")
        response = editor.post(change_address(memo()), data | {"notes": "Mine."})
        assert complaints(response) == [
            "This record was changed after you opened it. Open it again in another tab and compare."
        ]
        assert memo().notes == ["Someone else's note."]

    def test_a_running_load_is_named(self, editor, monkeypatch):
        @contextmanager
        def busy():
            raise AlreadyLoading("another load is running; try again when it is done")
            yield

        monkeypatch.setattr(records, "only_one_load", busy)
        response = save(editor, memo(), notes="A note.")
        assert complaints(response) == ["another load is running; try again when it is done"]
        assert "A note." in response.text
        assert memo().notes == []


@pytest.mark.usefixtures("atlas")
class TestSaving:
    def test_lists_are_typed_one_a_line(self, editor):
        assert save(editor, memo(), notes="One.\r\n\r\n  Two.  ", aliases="M\r\nMM").status_code == 302
        assert (memo().notes, memo().aliases) == (["One.", "Two."], ["M", "MM"])

    def test_line_breaks_in_long_texts_become_spaces(self, editor):
        assert save(editor, memo(), summary="One line.\r\nAnother.").status_code == 302
        assert memo().summary == "One line. Another."

    def test_values_are_kept_in_the_form_of_the_seeds(self, editor):
        value = '{"qualifier": "more-than", "number": 33, "as_of": "2021"}'
        assert save(editor, memo(), **{"statements-4-value": value}).status_code == 302
        kept = memo().statements.get(field="figure").value
        assert kept == {"number": "33", "qualifier": "more-than", "as_of": "2021"}
        assert not is_edited(memo())

    def test_what_verify_seeds_stamped_is_kept(self, editor):
        memo().statements.filter(field="place").update(anchors={"Berlin": 2})
        assert save(editor, memo(), notes="A note.").status_code == 302
        assert memo().statements.get(field="place").anchors == {"Berlin": 2}

    def test_computed_links_follow(self, editor):
        data = opened(editor, change_address(memo()))
        data |= {"participants-1-DELETE": "on"}
        data["statements-5-value"] = '[{"role": "signatory", "organisation": "body"}]'
        assert editor.post(change_address(memo()), data).status_code == 302
        assert not RecordCountry.objects.filter(record=memo()).exists()

    def test_order_moves_rows_and_new_rows_go_last(self, editor):
        data = opened(editor, change_address(memo()))
        data["statements-0-order"] = "2.5"
        add_row(data, "statements", field="name", value="Memo", source="paper", paragraph="2")
        assert editor.post(change_address(memo()), data).status_code == 302
        fields = ["date", "name", "status", "place", "figure", "participants", "name"]
        assert list(memo().statements.values_list("position", "field")) == list(enumerate(fields))

    def test_paragraphs_left_without_a_record_are_named(self, editor):
        data = opened(editor, change_address(memo())) | {"statements-4-paragraph": "1"}
        response = editor.post(change_address(memo()), data, follow=True)
        said = "seeds/sources/paper.yaml: paragraph 2 is neither cited by a record nor explained here"
        assert said in [str(message) for message in response.context["messages"]]

    def test_members_of_a_bloc_and_the_forum_of_an_edition(self, editor):
        bloc = Organisation.objects.get(slug="bloc")
        assert save(editor, bloc, **{"members-0-left": "2009"}).status_code == 302
        assert bloc.members.get().left == "2009"
        edition = Record.objects.get(slug="series-1")
        response = save(editor, edition, series=str(memo().pk))
        assert complaints(response) == ["there is no forum 'memo'"]
        assert complaints(save(editor, edition, series="")) == ["is missing"]


class TestLoadingAfterwards:
    def test_an_edit_is_reported_and_left_until_overwritten(self, atlas, editor):
        fresh = memo().seed_hash
        save(editor, memo(), summary="Edited.")
        assert memo().seed_hash == fresh
        report = loaded(atlas, prune=True)
        assert (report.edited, report.updated, report.deleted) == (["memo"], 0, 0)
        assert memo().summary == "Edited."
        assert loaded(atlas, overwrite=True).updated == 1
        assert memo().summary == "What both sides signed."

    def test_a_record_made_here_is_left_alone(self, atlas, editor):
        made(editor)
        for options in ({}, {"prune": True}, {"overwrite": True}, {"prune": True, "overwrite": True}):
            report = loaded(atlas, **options)
            assert (report.created, report.updated, report.deleted, report.missing) == (0, 0, 0, [])
        assert Agreement.objects.get(slug="made").seed_hash == ""

    def test_the_export_loads_without_change_and_settles_what_was_edited(self, atlas, editor, tmp_path):
        save(editor, memo(), summary="Edited.", notes="Once.\nTwice.")
        made(editor)
        assert loaded(atlas).edited == ["made", "memo"]
        export_seeds(tmp_path / "out")
        report = loaded(tmp_path / "out")
        assert (report.created, report.updated, report.deleted, report.edited) == (0, 0, 0, [])
        assert memo().summary == "Edited."
        again = tmp_path / "again"
        export_seeds(again)
        for path in (tmp_path / "out").rglob("*.yaml"):
            assert (again / path.relative_to(tmp_path / "out")).read_bytes() == path.read_bytes()
        save(editor, memo(), summary="Edited again.")
        assert loaded(tmp_path / "out").edited == ["memo"]


def made(editor) -> None:
    """Add an agreement by the form."""
    address = reverse("admin:cooperation_agreement_add")
    data = opened(editor, address) | {"slug": "made", "type": "mou", "name": "Made", "status": "unknown"}
    data["summary"] = "Made here."
    add_row(data, "record_topics", topic="security")
    add_row(data, "statements", field="name", value="Made", source="paper", paragraph="1")
    response = editor.post(address, data)
    assert response.status_code == 302, complaints(response)


@pytest.mark.usefixtures("atlas")
class TestAdding:
    def test_a_new_record_has_its_kind_and_counts_at_once(self, editor):
        made(editor)
        record = Agreement.objects.get(slug="made")
        assert (record.kind, record.is_founding) == ("agreement", True)
        assert editor.get(record.get_absolute_url()).status_code == 200

    def test_a_record_without_a_statement_is_refused(self, editor):
        address = reverse("admin:cooperation_agreement_add")
        data = opened(editor, address) | {"slug": "made", "type": "mou", "name": "Made", "status": "unknown"}
        response = editor.post(address, data | {"summary": "Made here."})
        assert complaints(response) == ["Topic: is missing", "Statement: is missing"]
        assert not Record.objects.filter(slug="made").exists()


@pytest.mark.usefixtures("atlas")
class TestReleases:
    def test_a_save_makes_one_and_says_what_changed(self, editor):
        save(editor, memo(), notes="Once.", **{"figures-0-label": "partner bodies"})
        latest, first = Release.objects.all()
        assert (latest.previous, latest.tally) == (first, {"changed": {"agreement": 1}})
        assert [entry["field"] for entry in latest.changes.get().fields] == ["figures", "notes"]
        assert latest.hash == hash_of(seed_files())

    def test_a_save_that_changes_nothing_or_is_refused_makes_none(self, editor):
        save(editor, memo())
        save(editor, memo(), date_edtf="2016")
        assert Release.objects.count() == 1

    def test_a_save_that_cannot_be_published_is_undone(self, editor, monkeypatch):
        def fail():
            raise RuntimeError

        monkeypatch.setattr(records, "publish", fail)
        with pytest.raises(RuntimeError):
            save(editor, memo(), notes="Once.")
        assert memo().notes == []

    def test_a_record_made_and_one_deleted_here(self, editor):
        made(editor)
        assert Release.objects.current().tally == {"added": {"agreement": 1}}
        record = Agreement.objects.get(slug="made")
        editor.post(reverse("admin:cooperation_agreement_delete", args=[record.pk]), {"post": "yes"})
        assert Release.objects.current().tally == {"removed": {"agreement": 1}}
        third, _, first = Release.objects.all()
        assert third.hash == first.hash
