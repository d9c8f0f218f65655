"""Renamed, re-sorted, deleted: every change of the files reaches the database, at once or in steps."""

import pytest
from django.core.management import call_command

from cooperation.models import Country, FormerSlug, Group, Organisation, Participant, Record, Source, Topic
from cooperation.seeding.gone import remove
from cooperation.seeding.load import LoadError
from tests.admin.conftest import EDITION, FORUM
from tests.seeding.small import BODY, FILES, MEMO, SOURCE, loaded, put, write

pytestmark = pytest.mark.django_db

BODY_AS_PLAN = BODY.replace("kind: organisation", "kind: initiative").replace("type: company", "type: plan")
MEMO_WITHOUT_BODY = MEMO.replace("  - {role: signatory, organisation: body}\n", "").replace(
    "      - {role: signatory, organisation: body}\n", ""
)
EU = FILES["countries.yaml"] + "- code: EU\n  regions: [europe]\n"
BLOC = BODY.replace("slug: body", "slug: bloc").replace("type: company", "type: bloc\nspreads_to_members: true")


def rename(root, old, new, former):
    (root / f"agreements/{old}.yaml").unlink()
    put(root, f"agreements/{new}", MEMO.replace("slug: memo", f"slug: {new}") + f"former_slugs: [{former}]\n")


class TestRenaming:
    def test_it_stays_the_same_record_and_its_old_address_leads_there(self, tmp_path, client):
        root = write(tmp_path)
        loaded(root)
        key = Record.objects.get(slug="memo").pk
        rename(root, "memo", "second", "memo")
        report = loaded(root)
        assert (report.created, report.updated, report.missing) == (0, 1, [])
        assert Record.objects.get(slug="second").pk == key
        assert client.get("/agreements/memo/").url == "/agreements/second/"
        assert not loaded(root).changed

    def test_an_edited_record_is_not_renamed(self, tmp_path):
        root = write(tmp_path)
        loaded(root)
        Record.objects.filter(slug="memo").update(summary="Edited by hand.")
        rename(root, "memo", "second", "memo")
        loaded(root)
        assert Record.objects.get(slug="memo").summary == "Edited by hand."

    @pytest.mark.parametrize("prune", [False, True])
    def test_twice(self, tmp_path, prune):
        root = write(tmp_path)
        loaded(root)
        rename(root, "memo", "second", "memo")
        loaded(root, prune=prune)
        rename(root, "second", "third", "second, memo")
        loaded(root, prune=prune)
        assert loaded(root, prune=True).edited == []
        assert not loaded(root).changed
        assert set(FormerSlug.objects.values_list("slug", "record__slug")) == {("memo", "third"), ("second", "third")}
        assert set(Record.objects.values_list("slug", flat=True)) == {"body", "third"}

    def test_an_address_that_was_gone_may_lead_on_again(self, tmp_path):
        root = write(tmp_path)
        loaded(root)
        (root / "agreements/memo.yaml").rename(root.parent / "kept")
        put(root, "agreements/second", MEMO.replace("slug: memo", "slug: second"))
        loaded(root, prune=True)
        assert FormerSlug.objects.get().record is None
        put(root, "agreements/second", MEMO.replace("slug: memo", "slug: second") + "former_slugs: [memo]\n")
        assert loaded(root).updated == 1
        assert FormerSlug.objects.get(slug="memo").record.slug == "second"

    def test_a_slug_that_exists_again_is_not_gone(self, tmp_path):
        root = write(tmp_path)
        loaded(root)
        remove(["memo"])
        assert loaded(root).created == 1
        assert not FormerSlug.objects.exists()


class TestKind:
    def test_changes_together_with_those_that_take_part(self, tmp_path):
        root = write(tmp_path)
        loaded(root)
        (root / "organisations/body.yaml").unlink()
        put(root, "initiatives/body", BODY_AS_PLAN)
        put(root, "agreements/memo", MEMO_WITHOUT_BODY)
        assert loaded(root).updated == 2
        assert not Organisation.objects.exists()
        assert Record.objects.get(slug="body").kind == "initiative"

    def test_changes_while_those_that_took_part_are_pruned(self, tmp_path):
        root = write(tmp_path)
        loaded(root)
        (root / "organisations/body.yaml").unlink()
        (root / "agreements/memo.yaml").unlink()
        put(root, "initiatives/body", BODY_AS_PLAN)
        put(root, "sources/paper", SOURCE.replace("first: 3", "first: 2"))
        with pytest.raises(LoadError, match="still referred to by Memo"):
            loaded(root)
        assert loaded(root, prune=True).deleted == 1

    def test_is_kept_for_an_edited_record_that_it_takes_part_in(self, tmp_path):
        root = write(tmp_path)
        loaded(root)
        Record.objects.filter(slug="memo").update(summary="Edited by hand.")
        (root / "organisations/body.yaml").unlink()
        put(root, "initiatives/body", BODY_AS_PLAN)
        put(root, "agreements/memo", MEMO_WITHOUT_BODY)
        with pytest.raises(
            LoadError, match="cannot make 'body' a record of kind initiative: still referred to by Memo"
        ):
            loaded(root)
        assert Participant.objects.filter(organisation__slug="body").count() == 1
        assert loaded(root, overwrite=True).updated == 2

    def test_of_a_series_is_kept_while_an_edited_edition_names_it(self, tmp_path):
        root = write(tmp_path)
        put(root, "forums/series", FORUM)
        put(root, "editions/series-1", EDITION)
        loaded(root)
        Record.objects.filter(slug="series-1").update(summary="Edited by hand.")
        for name in ("forums/series", "editions/series-1"):
            (root / f"{name}.yaml").unlink()
        put(root, "initiatives/series", FORUM.replace("kind: forum\ntype: series", "kind: initiative\ntype: plan"))
        with pytest.raises(LoadError, match="First Series is still an edition of it"):
            loaded(root)


class TestPruning:
    @pytest.fixture
    def root(self, tmp_path):
        """The small seeds, loaded with a country, a topic, a group and a source that then leave the files."""
        root = write(tmp_path)
        put(root, "countries", FILES["countries.yaml"] + "- code: FR\n  regions: [europe]\n")
        put(root, "topics", FILES["topics.yaml"] + FILES["topics.yaml"].replace("security", "trade"))
        put(root, "sources/other", SOURCE.replace("slug: paper", "slug: other").replace("founding", "further"))
        group = "- slug: few\n  label: a few\n  country: FR\n  regions: [africa]\n"
        put(root, "groups", FILES["groups.yaml"] + group)
        loaded(root)
        (root / "sources/other.yaml").unlink()
        return write(tmp_path)

    def test_takes_rows_of_every_table_that_no_file_holds(self, root, capsys):
        gone = ["source other", "topic trade", "group few", "country FR"]
        assert loaded(root).missing == gone
        call_command("load_seeds", str(root))
        assert f"(--prune deletes them): {', '.join(gone)}" in capsys.readouterr().out
        call_command("load_seeds", str(root), "--prune")
        assert capsys.readouterr().out == (
            "Done: 0 created, 0 updated, 2 unchanged, 0 deleted; "
            "4 rows of countries, topics, groups, gaps and sources changed\n"
        )
        left = [model.objects.count() for model in (Source, Topic, Group, Country)]
        assert left == [1, 1, 1, 2]
        assert loaded(root, prune=True).missing == []

    def test_refuses_in_words_what_is_still_referred_to(self, root):
        Record.objects.filter(slug="memo").update(place_country="FR")
        with pytest.raises(LoadError, match="cannot delete country FR: still referred to by Memo"):
            loaded(root, prune=True)
        assert Topic.objects.filter(slug="trade").exists()

    def test_leaves_nothing_missing(self, root):
        (root / "agreements/memo.yaml").unlink()
        put(root, "sources/paper", SOURCE.replace("first: 3", "first: 2"))
        assert loaded(root, prune=True).missing == []
        assert loaded(root).missing == []


class TestDeletedInTheAdmin:
    @pytest.fixture
    def root(self, tmp_path):
        root = write(tmp_path)
        loaded(root)
        remove(["memo"], by_hand=True)
        return root

    def test_stays_deleted_and_is_reported(self, root, capsys):
        call_command("load_seeds", str(root))
        assert "Deleted in the admin and left out (--overwrite brings them back): memo" in capsys.readouterr().out
        assert not Record.objects.filter(slug="memo").exists()
        assert loaded(root, overwrite=True).created == 1

    def test_is_settled_once_the_file_is_gone_too(self, root):
        (root / "agreements/memo.yaml").unlink()
        put(root, "sources/paper", SOURCE.replace("first: 3", "first: 2"))
        loaded(root)
        write(root)
        assert loaded(root).created == 1

    def test_is_named_when_a_new_file_refers_to_it(self, root):
        plan = BODY_AS_PLAN.replace("slug: body", "slug: plan") + "relations:\n  - {type: follows, to: memo}\n"
        put(root, "initiatives/plan", plan)
        words = "initiatives/plan.yaml.* no other record 'memo'; it was deleted or changed in the admin, --overwrite"
        with pytest.raises(LoadError, match=words):
            loaded(root)
        assert loaded(root, overwrite=True).created == 2


class TestBlocOfACountry:
    def test_is_tied_and_untied_and_counts_as_a_change(self, tmp_path):
        root = write(tmp_path, countries=EU)
        put(root, "organisations/bloc", BLOC + "members:\n  - {country: KE, joined: 2001}\n")
        put(root, "agreements/memo", MEMO.replace("country: KE", "country: EU"))
        loaded(root)
        for text, countries in ((EU + "  bloc: bloc\n", {"EU", "KE"}), (EU, {"EU"})):
            put(root, "countries", text)
            assert loaded(root).tables == 1
            links = Record.objects.get(slug="memo").country_links
            assert set(links.values_list("country", flat=True)) == countries
            assert loaded(root).tables == 0

    def test_that_was_deleted_in_the_admin_is_named(self, tmp_path):
        root = write(tmp_path, countries=EU)
        put(root, "organisations/bloc", BLOC)
        loaded(root)
        remove(["bloc"], by_hand=True)
        put(root, "countries", EU + "  bloc: bloc\n")
        with pytest.raises(LoadError, match=r"countries.yaml:7: .*no organisation 'bloc'; it was deleted"):
            loaded(root)
