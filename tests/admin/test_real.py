"""The admin's forms hold all that the real records hold."""

import pytest
from django.db.models import Count

from cooperation.choices import Kind
from cooperation.models import Record
from cooperation.seeding.load import Options, is_edited, load
from tests.admin.forms import complaints, save


@pytest.mark.parametrize("kind", Kind.values)
def test_saving_without_a_change_is_no_edit(seeded, db, admin_client, kind):
    varied = Count("statements__field", distinct=True)
    record = Record.objects.filter(kind=kind).alias(varied=varied).order_by("-varied", "slug")[0]
    response = save(admin_client, record)
    assert response.status_code == 302, complaints(response)
    assert not is_edited(Record.objects.get(pk=record.pk)), record.slug
    assert load(seeded, Options()).changed is False
