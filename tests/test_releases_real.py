"""The release of the real seeds, and of an edit on top of them."""

import pytest

from cooperation.models import Record, Release
from cooperation.releases import hash_of, publish
from cooperation.seeding.export import seed_files
from cooperation.seeding.form import canonical_files

pytestmark = pytest.mark.django_db


def test_texts_that_are_taken_over_are_those_that_would_be_written(seeded):
    files = canonical_files(seeded)
    assert Release.objects.current().hash == hash_of(files)
    record = Record.objects.filter(kind="forum").order_by("slug")[0]
    Record.objects.filter(pk=record.pk).update(summary="Edited.")
    release = publish()
    assert release.files == seed_files()
    assert {name for name, text in release.files.items() if text != files[name]} == {record.seed_path}
    assert release.tally == {"changed": {"forum": 1}}
