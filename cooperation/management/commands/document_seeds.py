"""manage.py document_seeds: make the field tables of seeds/README.md and seeds/schema.json anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cooperation.seeding.document import json_schema, with_tables


class Command(BaseCommand):
    """Document the seed format."""

    help = "Write the field tables of seeds/README.md and seeds/schema.json from the models of the seed format."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        readme = settings.SEEDS_DIR / "README.md"
        readme.write_text(with_tables(readme.read_text(encoding="utf-8")), encoding="utf-8")
        (settings.SEEDS_DIR / "schema.json").write_text(json_schema(), encoding="utf-8")
        self.stdout.write("seeds/README.md and seeds/schema.json are up to date")
