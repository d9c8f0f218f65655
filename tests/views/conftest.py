"""The small atlas, once for each module that asks for it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.views import small


@pytest.fixture(scope="module")
def atlas(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The made-up records of `small`, undone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        small.atlas()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
