"""manage.py verify_seeds [PATH] --documents DIR: every statement on a founding document against that document."""

import os
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cooperation.evidence import Standing
from cooperation.seeding.check import check
from cooperation.seeding.form import canonical_files
from cooperation.seeding.read import Seeds, read_seeds
from cooperation.seeding.verify import (
    SOUND,
    Judgement,
    NotVerifiable,
    judged,
    other_files,
    read_documents,
    stamp,
    unstamped,
)


class Command(BaseCommand):
    """Verify the seeds."""

    help = (
        "Check each statement on a founding document against the paragraph it cites; exit code 1 where one no longer "
        "stands. Needs the documents, which are not part of the project, and no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", default=str(settings.SEEDS_DIR), help="folder of the seeds")
        parser.add_argument(
            "--documents",
            default=os.environ.get("ATLAS_DOCUMENTS", ""),
            help="folder of the documents (default: ATLAS_DOCUMENTS)",
        )
        parser.add_argument("--write", action="store_true", help="stamp fingerprints and anchors into the seed files")

    def handle(self, *args: Any, **options: Any) -> None:
        root, folder = Path(options["path"]), Path(options["documents"])
        if not options["documents"] or not folder.is_dir():
            self.stdout.write("skipped: no documents")
            return
        seeds = _sound(root)
        try:
            documents = read_documents(seeds, folder)
            if options["write"]:
                without = stamp(seeds, documents, timezone.localdate())
                self._write(root, seeds)
                self.stdout.write(f"{without} statements rest on other words of their record than those of their value")
        except NotVerifiable as error:
            for reason in error.reasons:
                self.stderr.write(reason)
            raise CommandError(f"{len(error.reasons)} reason(s) why nothing was verified", returncode=1) from error
        for words in other_files(seeds, documents):
            self.stdout.write(words)
        self._report(root, judged(seeds, documents), unstamped(seeds))

    def _write(self, root: Path, seeds: Seeds) -> None:
        changed = 0
        for name, text in canonical_files(seeds).items():
            if (root / name).read_bytes() != text.encode():
                (root / name).write_text(text, encoding="utf-8", newline="\n")
                changed += 1
        self.stdout.write(f"{changed} files stamped")

    def _report(self, root: Path, judgements: list[Judgement], without: list[str]) -> None:
        """Counts for each source; what does not stand, line by line."""
        for source in sorted({each.source for each in judgements}):
            counts = Counter(each.standing for each in judgements if each.source == source)
            parts = [f"{counts[standing]} {standing.label}" for standing in Standing if counts[standing]]
            self.stdout.write(f"{source}: {counts.total()} statements: {'; '.join(parts)}")
        wrong = [each for each in judgements if each.standing not in SOUND]
        for words in (*without, *(each.words for each in wrong if each.words)):
            self.stderr.write(f"{root.name}/{words}")
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(judgements)} statements do not stand as cited", returncode=1)
        self.stdout.write(f"All {len(judgements)} statements stand as cited")


def _sound(root: Path) -> Seeds:
    """The seeds, if check_seeds finds nothing in them."""
    seeds = read_seeds(root)
    if problems := check(seeds):
        raise CommandError(f"{len(problems)} problem(s) in the seeds; check_seeds lists them", returncode=1)
    return seeds
