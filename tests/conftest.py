"""What tests share: the real seeds, read once, and a database that holds them."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.template import Context
from django.template.base import Template
from django.test.signals import template_rendered
from pytest_django import DjangoDbBlocker, Settings

from cooperation.charts.map import outlines
from cooperation.models import Record
from cooperation.seeding.check import check
from cooperation.seeding.load import Options, load
from cooperation.seeding.read import Seeds, read_seeds
from tests.rows import Rows, put_back, taken


def pytest_runtestloop() -> None:
    """Spare a fifth of the time: what stays is not collected again and again, and only pages are noted.

    The test client copies the context of each template that is rendered, also of each row that a list includes.
    """

    def render(self: Template, context: Context) -> str:
        if context.template is self:
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    Template._render = render
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    """The real seeds, checked. A test that changes them reads its own."""
    read = read_seeds(settings.SEEDS_DIR)
    assert check(read) == []
    return read


@pytest.fixture(scope="session")
def kept_rows() -> list[Rows]:
    """What a load of the real seeds leaves in the tables; empty until the first module has loaded them."""
    return []


@pytest.fixture(scope="module")
def seeded(
    seeds: Seeds, kept_rows: list[Rows], django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Seeds]:
    """The real seeds in the database, for a whole module and undone after it; loaded once, then only put back.

    Tests still ask for `db` (or the mark), which undoes what each of them writes. `transactional_db` would empty the
    tables under the others, so it has no place in a module that asks for this.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        alone = not Record.objects.exists()  # a module may ask for records of its own beside these
        if alone and kept_rows:
            put_back(kept_rows)
        else:
            load(seeds, Options())
            kept_rows += taken() if alone else []
        with django_db_blocker.block():
            yield seeds
        transaction.set_rollback(True)


@pytest.fixture
def unbuilt(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """A site whose front-end files were never built."""
    settings.BUILD_DIR = tmp_path
    outlines.cache_clear()
    yield
    outlines.cache_clear()
