"""manage.py export_seeds DIR: the database as seed files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from cooperation.seeding.export import export_seeds


class Command(BaseCommand):
    """Export the seeds."""

    help = "Write every record, source and table as seed files into DIR, in the canonical form."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", help="folder to write into; files of the same name are overwritten")

    def handle(self, *args: Any, **options: Any) -> None:
        count = export_seeds(Path(options["directory"]))
        self.stdout.write(f"{count} files written to {options['directory']}")
