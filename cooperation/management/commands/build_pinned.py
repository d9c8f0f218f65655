"""manage.py build_pinned FOLDER: what a site starts when an earlier release is asked for."""

import json
import os
import shutil
import signal
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cooperation.pinning import shelf
from cooperation.pinning.build import build
from cooperation.pinning.start import HISTORY

_SECONDS = 180
_NICE = 10  # readers come first


class Command(BaseCommand):
    """Build the database of an earlier release."""

    help = "Build the read-only database of an earlier release; the site itself runs this when one is asked for."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the site has put the state and its history")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].resolve()
        if not (folder / HISTORY).is_file():
            raise CommandError(f"{folder} holds no release to build; the site runs this command by itself")
        os.nice(_NICE)
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(_SECONDS)
        try:
            build(folder)
        except Exception as error:
            name = json.loads((folder / HISTORY).read_text(encoding="utf-8"))["name"]
            shelf.note_failure(folder.parent, name, f"{type(error).__name__}: {error}")
            raise CommandError(str(error), returncode=1) from error
        finally:
            signal.alarm(0)
            shutil.rmtree(folder, ignore_errors=True)


def _too_long(*_: object) -> None:
    raise TimeoutError(f"not built within {_SECONDS} seconds")
