"""manage.py export_dataset DIR: the whole dataset as a data package."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cooperation.exports import export_dataset


class Command(BaseCommand):
    """Export the dataset."""

    help = "Write the whole dataset into DIR: one CSV a table, codebook.md, and datapackage.json, which describes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", help="folder to write into; files of the same name are overwritten")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["directory"])
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is a file; name a folder", returncode=1)
        try:
            counts = export_dataset(folder)
        except OSError as error:
            raise CommandError(f"cannot write into {folder}: {error.strerror}", returncode=1) from error
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count} rows")
