"""manage.py check_seeds [PATH]: every problem of the seeds, without a database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cooperation.seeding.check import check
from cooperation.seeding.form import canonical_files
from cooperation.seeding.read import read_seeds


class Command(BaseCommand):
    """Check the seeds."""

    help = "List every problem of the seed files; exit code 1 where there is one. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", default=str(settings.SEEDS_DIR), help="folder of the seeds")
        parser.add_argument("--fix", action="store_true", help="rewrite files into the canonical form")

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(options["path"])
        before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        seeds = read_seeds(root)
        problems = [f"{root.name}/{problem}" for problem in check(seeds)]
        canonical = {} if seeds.problems else {root / name: text for name, text in canonical_files(seeds).items()}
        for path, text in canonical.items():
            name = path.relative_to(root)
            if before.get(path) == text.encode():
                continue
            if not options["fix"]:
                problems.append(f"{root.name}/{name}:1: is not in the canonical form; check_seeds --fix rewrites it")
            elif path.read_bytes() != before.get(path):
                problems.append(f"{root.name}/{name}:1: was changed while it was read; left alone, run this again")
            else:
                path.write_text(text, encoding="utf-8", newline="\n")
                self.stdout.write(f"rewritten: {name}")
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problem(s) in the seeds", returncode=1)
        self.stdout.write(f"No problems in {len(seeds.records)} records and {len(seeds.sources)} sources")
