"""Each public GET reads one state of the database, and cannot write."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from cooperation.middleware import PublicSnapshotMiddleware
from cooperation.models import Topic

pytestmark = pytest.mark.django_db(transaction=True)


def level() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(("path", "inside"), [("/agreements/", True), ("/admin/", False)])
def test_public_pages_run_in_one_transaction(path, inside):
    def view(request):
        assert connection.in_atomic_block is inside
        return HttpResponse()

    assert PublicSnapshotMiddleware(view)(RequestFactory().get(path)).status_code == 200
    assert not connection.in_atomic_block


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="isolation levels are PostgreSQL's; SQLite reads a snapshot"
)
def test_on_postgresql_the_state_is_repeatable_and_read_only():
    def view(request):
        assert level() == "repeatable read"
        with pytest.raises(Exception, match="read-only transaction"):
            Topic.objects.create(slug="x", name="X", name_zh="X", description="x")
        return HttpResponse()

    PublicSnapshotMiddleware(view)(RequestFactory().get("/agreements/"))
    assert level() == "read committed"
