"""Deleting in the admin: the address says that the record is gone; what others rest on stays."""

import pytest
from django.urls import reverse

from cooperation.models import Agreement, Country, FormerSlug, Organisation, Record, RecordCountry
from tests.admin.conftest import loaded

pytestmark = pytest.mark.django_db


def delete_address(record: Record) -> str:
    return reverse(f"admin:cooperation_{record.kind}_delete", args=[record.pk])


def test_a_deleted_record_leaves_its_slug_and_answers_410(atlas, editor, client):
    memo = Agreement.objects.get(slug="memo")
    address = memo.get_absolute_url()
    response = editor.post(delete_address(memo), {"post": "yes"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "seeds/agreements/memo.yaml still holds it: take it out there too. Until then loads leave it out.",
        "seeds/sources/paper.yaml: paragraph 2 is neither cited by a record nor explained here",
        "The agreement “Memo” was deleted successfully.",
    ]
    assert not Record.objects.filter(slug="memo").exists()
    assert FormerSlug.objects.get(slug="memo").record is None
    assert not RecordCountry.objects.filter(record=memo.pk).exists()
    assert client.get(address).status_code == 410


def test_loads_leave_it_out_until_they_overwrite(atlas, editor):
    editor.post(delete_address(Agreement.objects.get(slug="memo")), {"post": "yes"})
    for _ in range(2):
        report = loaded(atlas)
        assert (report.created, report.left_out) == (0, ["memo"])
        assert not Record.objects.filter(slug="memo").exists()
    report = loaded(atlas, overwrite=True)
    assert (report.created, report.left_out) == (1, [])
    assert Record.objects.filter(slug="memo").exists()
    assert not FormerSlug.objects.exists()
    assert not loaded(atlas).changed


def test_earlier_slugs_of_a_deleted_record_are_gone_too(atlas, editor):
    memo = Agreement.objects.get(slug="memo")
    FormerSlug.objects.create(slug="old-memo", record=memo)
    editor.post(delete_address(memo), {"post": "yes"})
    assert FormerSlug.objects.get(slug="old-memo").record is None


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("body", ["First Series: launched at", "Memo: it takes part there"]),
        ("series", ["First Series: is an edition of it"]),
        ("bloc", ["European Union: is this bloc as a party of its own"]),
    ],
)
def test_a_record_that_others_refer_to_is_kept_and_the_page_says_why(atlas, editor, slug, words):
    bloc = Organisation.objects.get(slug="bloc")
    Country.objects.create(code="EU", name="European Union", name_zh="欧盟", regions=["europe"], bloc=bloc)
    record = Record.objects.get(slug=slug)
    response = editor.post(delete_address(record), {"post": "yes"})
    assert response.context["protected"] == words
    assert all(sentence in response.text for sentence in words)
    assert Record.objects.filter(slug=slug).exists()
    assert not FormerSlug.objects.exists()


def test_records_cannot_be_deleted_many_at_once(atlas, editor):
    memo = Agreement.objects.get(slug="memo")
    address = reverse("admin:cooperation_agreement_changelist")
    editor.post(address, {"action": "delete_selected", "_selected_action": [memo.pk], "post": "yes"})
    assert Agreement.objects.filter(slug="memo").exists()
