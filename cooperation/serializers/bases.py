"""What all that has a page shares."""

from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from rest_framework import serializers

Row = TypeVar("Row", bound=Model)


class Addressed(serializers.ModelSerializer[Row]):
    """A thing with a page."""

    url = serializers.SerializerMethodField(help_text="address of its page")

    def get_url(self, row: Any) -> str:
        """Where people read the same."""
        return address(row)


def address(row: Any) -> str:
    """Where the page of a thing stands, in full."""
    return f"{settings.SITE_URL}{row.get_absolute_url()}"
