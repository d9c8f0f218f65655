"""manage.py load_seeds [PATH]: check every seed, then load all of them or none."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from cooperation.seeding.check import check
from cooperation.seeding.load import load
from cooperation.seeding.lock import AlreadyLoading
from cooperation.seeding.read import Seeds, read_seeds
from cooperation.seeding.report import LoadError, LoadReport, Options


class Command(BaseCommand):
    """Load the seeds."""

    help = "Check the seed files and bring the database to what they say, in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", default=str(settings.SEEDS_DIR), help="folder of the seeds")
        parser.add_argument("--prune", action="store_true", help="delete what no file holds any more")
        parser.add_argument(
            "--overwrite", action="store_true", help="replace what was edited or deleted since the last load"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Options(prune=options["prune"], overwrite=options["overwrite"], dry_run=options["dry_run"])
        try:
            report = _load(self._checked(Path(options["path"])), chosen, quiet=options["json"])
        except DatabaseError as error:
            raise CommandError(_database_words(error), returncode=1) from error
        except (LoadError, AlreadyLoading) as error:
            raise CommandError(f"{error}; nothing was loaded", returncode=1) from error
        except KeyboardInterrupt as error:
            raise CommandError("stopped; nothing was loaded", returncode=130) from error
        self.stdout.write(json.dumps(report.as_dict()) if options["json"] else report.sentence(chosen))

    def _checked(self, path: Path) -> Seeds:
        seeds = read_seeds(path)
        if problems := check(seeds):
            for problem in problems:
                self.stderr.write(f"{path.name}/{problem}")
            raise CommandError(f"{len(problems)} problem(s) in the seeds; nothing was loaded", returncode=1)
        return seeds


def _load(seeds: Seeds, chosen: Options, *, quiet: bool) -> LoadReport:
    if quiet or not sys.stderr.isatty():
        return load(seeds, chosen)
    with tqdm(unit="record", desc="Loading seeds", file=sys.stderr) as bar:

        def tick(done: int, total: int) -> None:
            bar.total = total
            bar.update(1)

        return load(seeds, chosen, tick)


def _database_words(error: Exception) -> str:
    """What went wrong with the database, and what to do, in one line."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    missing = "no such table" in said or "does not exist" in said
    advice = "the tables are not there yet or are out of date: run manage.py migrate" if missing else said
    return f"{advice}; nothing was loaded"
