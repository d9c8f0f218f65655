"""Every check in turn (make test), how long each took, and loudly what could not run."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn
from xml.etree import ElementTree

from tests import machine
from tests.browser import site

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
SECONDS_TO_LEAVE = 20
IN_BROWSER = "pytest -n auto --dist worksteal tests/browser"
BY_FILE = "pytest -n auto --dist loadfile --ignore=tests/browser"  # a file loads the real seeds once


def _nothing() -> AbstractContextManager[dict[str, str]]:
    return nullcontext({})


@dataclass(frozen=True)
class Stage:
    """Commands that belong together; all of them run, whichever fails, told what their `surroundings` are."""

    name: str
    commands: Sequence[str]
    needs: Sequence[machine.Need] = ()
    surroundings: Callable[[], AbstractContextManager[dict[str, str]]] = _nothing


@dataclass
class Outcome:
    """What became of a stage."""

    stage: str
    result: str
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)


STAGES = (
    Stage("lint", ["ruff check .", "ruff format --check .", "djlint --lint --quiet templates", "lint-imports"]),
    Stage("types", ["mypy"]),
    Stage("seeds", ["python manage.py check_seeds", "python manage.py verify_seeds"]),
    Stage("migrations", ["python manage.py makemigrations --check --dry-run"]),
    Stage("sqlite", [BY_FILE]),
    Stage("postgresql", [BY_FILE], [machine.POSTGRESQL], machine.postgresql_server),
    Stage("browser", [IN_BROWSER], [machine.BROWSER, machine.CHINESE_FONT], site.shared),
)


def main(names: Sequence[str]) -> int:
    """Run the stages of these names, or all; 0 only when each ran and passed."""
    if unknown := set(names) - {stage.name for stage in STAGES}:
        print(f"No such stage: {', '.join(sorted(unknown))}")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of many processes would compile all modules anew
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-test-") as folder:
            outcomes = [_run(stage, Path(folder)) for stage in STAGES if not names or stage.name in names]
    except KeyboardInterrupt:
        print("Stopped.")
        return 130
    _print_summary(outcomes)
    return _exit_code(outcomes)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """Leave through every `finally`, so that no server and no folder is left behind."""
    sys.exit(128 + number)


def _run(stage: Stage, folder: Path) -> Outcome:
    print(f"\n=== {stage.name} ===", flush=True)
    if missing := [need for need in stage.needs if not need.is_met()]:
        packages = " ".join(need.package for need in missing)
        names = " and ".join(need.name for need in missing)
        return Outcome(stage.name, f"NOT RUN: {names} missing (Debian: {packages})")
    began = time.monotonic()
    report = folder / f"{stage.name}.xml"
    with stage.surroundings() as told:
        environment = _environment(folder, report) | told
        failed = [command for command in stage.commands if _status(command, environment)]
    result = f"FAILED: {'; '.join(failed)}" if failed else "ok"
    return Outcome(stage.name, result, time.monotonic() - began, _counts(report))


def _environment(folder: Path, report: Path) -> dict[str, str]:
    own = {"DATABASE_URL": f"sqlite:///{folder / 'atlas.sqlite3'}", "PYTEST_ADDOPTS": f"--junit-xml={report}"}
    return site.untouched() | own


def _status(command: str, environment: dict[str, str]) -> int:
    """The exit code. Ctrl-C reaches the command through us, once, and it gets time to clear up."""
    print(f"$ {command}", flush=True)
    program, *words = command.split()
    process = subprocess.Popen([PROGRAMS / program, *words], cwd=ROOT, env=environment, start_new_session=True)
    try:
        return process.wait()
    except BaseException:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(SECONDS_TO_LEAVE)
        except subprocess.TimeoutExpired:
            process.kill()
        raise


def _counts(report: Path) -> Counter[str]:
    """How many tests passed, failed and were skipped, where the stage has tests."""
    if not report.exists():
        return Counter()
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314  written by our own pytest
    if suite is None:
        return Counter()
    number = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = number["failures"] + number["errors"]
    passed = number["tests"] - failed - number["skipped"]
    return Counter(passed=passed, failed=failed, skipped=number["skipped"])


def _print_summary(outcomes: Sequence[Outcome]) -> None:
    print("\n=== summary ===")
    for outcome in outcomes:
        counts = ", ".join(f"{number} {word}" for word, number in outcome.counts.items() if number)
        print(f"{outcome.stage:<12}{outcome.seconds:>7.1f} s  {outcome.result}  {counts}".rstrip())
    total = sum((outcome.counts for outcome in outcomes), Counter[str]())
    print(f"{'in all':<12}{sum(outcome.seconds for outcome in outcomes):>7.1f} s")
    for outcome in outcomes:
        if outcome.result != "ok":
            print(f"!!! {outcome.stage} {outcome.result}")
    if outcomes and any(outcome.counts for outcome in outcomes):
        print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")


def _exit_code(outcomes: Sequence[Outcome]) -> int:
    if any(outcome.result.startswith("FAILED") for outcome in outcomes):
        return 1
    not_run = any(outcome.result.startswith("NOT RUN") for outcome in outcomes)
    return 1 if not_run and os.environ.get("ALLOW_NOT_RUN") != "1" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
