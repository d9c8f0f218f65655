"""manage.py load_seeds [PATH]: check every seed, then load all of them or none."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from tqdm import tqdm

from cooperation.seeding.check import check
from cooperation.seeding.load import LoadError, LoadReport, Options, load
from cooperation.seeding.lock import AlreadyLoading
from cooperation.seeding.read import read_seeds


class Command(BaseCommand):
    """Load the seeds."""

    help = "Check the seed files and bring the database to what they say, in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", default=str(settings.SEEDS_DIR), help="folder of the seeds")
        parser.add_argument("--prune", action="store_true", help="delete records that no file holds any more")
        parser.add_argument("--overwrite", action="store_true", help="replace records edited since the last load")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        seeds = read_seeds(Path(options["path"]))
        if problems := check(seeds):
            for problem in problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{len(problems)} problem(s) in the seeds; nothing was loaded", returncode=1)
        chosen = Options(prune=options["prune"], overwrite=options["overwrite"], dry_run=options["dry_run"])
        try:
            report = self._load(seeds, chosen, quiet=options["json"])
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(_database_words(error), returncode=1) from error
        except (LoadError, AlreadyLoading) as error:
            raise CommandError(f"{error}; nothing was loaded", returncode=1) from error
        except KeyboardInterrupt as error:
            raise CommandError("stopped; nothing was loaded", returncode=130) from error
        self.stdout.write(json.dumps(report.as_dict()) if options["json"] else _sentence(report, chosen))

    def _load(self, seeds: Any, chosen: Options, *, quiet: bool) -> LoadReport:
        total = len(seeds.records)
        if quiet or not sys.stderr.isatty():
            return load(seeds, chosen)
        with tqdm(total=total, unit="record", desc="Loading seeds", file=sys.stderr) as bar:
            return load(seeds, chosen, lambda done, of: bar.update(1))


def _database_words(error: Exception) -> str:
    """What went wrong with the database, and what to do, in one line."""
    said = str(error).strip().splitlines()[0]
    missing = "no such table" in said or "does not exist" in said
    advice = "the tables are not there yet or are out of date: run manage.py migrate" if missing else said
    return f"{advice}; nothing was loaded"


def _sentence(report: LoadReport, chosen: Options) -> str:
    """What the load did, in words."""
    counts = ", ".join(f"{getattr(report, name)} {name}" for name in ("created", "updated", "unchanged", "deleted"))
    lines = [("Would be: " if chosen.dry_run else "Done: ") + counts]
    if report.edited:
        lines.append(f"Edited since the last load and left alone: {', '.join(report.edited)}")
    if report.missing and not chosen.prune:
        lines.append(f"In the database but in no file (--prune deletes them): {', '.join(report.missing)}")
    return "\n".join(lines)
