"""The real seeds come back from their release exactly as they were."""

from pathlib import Path

import pytest
from pytest_django import Settings

from cooperation.models import Record, Release
from cooperation.pinning import serving, shelf
from cooperation.releases import hash_of, publish
from cooperation.seeding.export import seed_files
from cooperation.seeding.gone import remove
from cooperation.seeding.read import Seeds
from tests.pinning.conftest import Wait


@pytest.mark.django_db
def test_an_earlier_release_of_the_real_seeds(seeded: Seeds, get: Wait, settings: Settings, tmp_path: Path) -> None:
    settings.PINNED_DIR = tmp_path
    then = Release.objects.current()
    assert then
    remove(["china-brazil-ai-mou-2025"])
    assert publish()
    assert get(f"/agreements/china-brazil-ai-mou-2025/?release={then.short}").status_code == 200
    path = shelf.find(then)
    assert path
    database = serving.opened(path)
    assert database
    with serving.in_place(database):
        slugs, code = set(Record.objects.values_list("slug", flat=True)), hash_of(seed_files())
    database.close()
    assert slugs == {entry.seed.slug for entry in seeded.records}
    assert code == then.hash
