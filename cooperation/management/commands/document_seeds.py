"""manage.py document_seeds: make the generated parts of seeds/README.md and seeds/schema.json anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cooperation.seeding.document import EXAMPLE, json_schema, up_to_date


class Command(BaseCommand):
    """Document the seed format."""

    help = "Make the worked record and the field tables of seeds/README.md, and seeds/schema.json, anew."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        readme = settings.SEEDS_DIR / "README.md"
        example = (settings.SEEDS_DIR / EXAMPLE).read_text(encoding="utf-8")
        readme.write_text(up_to_date(readme.read_text(encoding="utf-8"), example), encoding="utf-8")
        (settings.SEEDS_DIR / "schema.json").write_text(json_schema(), encoding="utf-8")
        self.stdout.write("seeds/README.md and seeds/schema.json are up to date")
