"""manage.py export_seeds DIR: the database, or an earlier release of it, as seed files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cooperation.models import Release
from cooperation.seeding.export import Files, seed_files, write_files


class Command(BaseCommand):
    """Export the seeds."""

    help = "Write every record, source and table as seed files into DIR, in the canonical form."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", help="folder to write into; files of the same name are overwritten")
        parser.add_argument(
            "--release", metavar="HASH", help="write that release, as /changes/ names it, byte for byte"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = seed_files() if options["release"] is None else _released(options["release"])
        count = write_files(Path(options["directory"]), files)
        self.stdout.write(f"{count} files written to {options['directory']}")


def _released(code: str) -> Files:
    """The files of a release; its hash may be cut to seven characters or more."""
    release = Release.objects.named(code)
    if release is None:
        raise CommandError(f"there is no release '{code}'; {_current()}", returncode=1)
    return release.files


def _current() -> str:
    """Which release is current, in words."""
    release = Release.objects.current()
    if release is None:
        return "none was made yet: load_seeds makes the first"
    return f"the current one is {release.short} of {release.time:%Y-%m-%d %H:%M} UTC"
