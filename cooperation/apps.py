"""The one Django app of the atlas."""

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    """Project and app in one package."""

    name = "cooperation"
    verbose_name = "Cooperation Atlas"
