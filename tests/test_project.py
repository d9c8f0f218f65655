"""What must hold of the project as a whole: documents that match the code, and files that stay small and clean."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

ROOT = settings.BASE_DIR
PACKAGE = ROOT / "cooperation"
MAX_LINES = 300
LONGER = {
    "seeding/schema.py",  # the whole seed format reads top to bottom in one place
}
MADE = {".git", ".venv", ".build", ".pinned", ".hypothesis", "node_modules", "staticfiles", "__pycache__"}
TEXT = {".css", ".html", ".js", ".json", ".md", ".py", ".toml", ".txt", ".yaml", ".yml", ""}
READS_FOR_OTHERS = {"DATABASE_URL"}  # dj-database-url reads it
OF_THE_SYSTEM = {"PATH"}


def project_files() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = set(path.relative_to(ROOT).parts)
        if path.is_file() and path.suffix in TEXT and not parts & MADE and not any("cache" in part for part in parts):
            yield path


def table_of_readme(heading: str) -> set[str]:
    section = (ROOT / "README.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `(?:make )?(\w+)` \|", section, re.MULTILINE))


@pytest.mark.django_db
def test_models_have_no_pending_migration():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_deployment_check_finds_nothing_for_a_site_on_https():
    environment = {**os.environ, "SITE_URL": "https://atlas.example", "SECRET_KEY": os.urandom(32).hex()}
    environment["DJANGO_SETTINGS_MODULE"] = "cooperation.settings"
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_readme_has_every_make_target():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert table_of_readme("Targets of make") == targets
    assert set(re.findall(r"^## ([a-z]+):", makefile, re.MULTILINE)) == targets
    assert set(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()) == targets


def test_readme_has_every_command():
    commands = {path.stem for path in (PACKAGE / "management" / "commands").glob("[a-z]*.py")}
    assert table_of_readme("Commands") == commands


def test_readme_has_every_environment_variable():
    scripts = [*PACKAGE.rglob("*.py"), ROOT / "tests" / "run.py", ROOT / "tests" / "machine.py"]
    read = {name for path in scripts for name in variables_read(path)}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    read |= set(re.findall(r"^(\w+) \?=", makefile, re.MULTILINE)) | set(re.findall(r"DJANGO_\w+", makefile))
    documented = table_of_readme("Environment")
    login = {name for name in documented if name.startswith("DJANGO_SUPERUSER_")}
    assert documented == read | login | READS_FOR_OTHERS


def variables_read(path: Path) -> Iterator[str]:
    """Names asked of os.environ: by get, by [], by `in` a function of the settings; what is only set does not count."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        asks = isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv", "_env_bool")
        subscript = isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ"
        if asks or (subscript and isinstance(node.ctx, ast.Load)):
            name = node.args[0] if asks else node.slice
            if isinstance(name, ast.Constant) and name.value not in OF_THE_SYSTEM:
                yield name.value


def test_files_stay_short():
    modules = {str(path.relative_to(PACKAGE)): path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts}
    long = {name for name, path in modules.items() if len(path.read_text("utf-8").splitlines()) > MAX_LINES}
    assert long == LONGER


def test_packages_are_pinned_and_lock_files_name_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if not line.startswith("#")]
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), name
    assert "://" not in (ROOT / "package-lock.json").read_text("utf-8")
    assert not re.findall(r'"[\^~*<>][^"]*"', (ROOT / "package.json").read_text("utf-8"))


def test_installed_packages_are_the_pinned_ones():
    pins = dict(
        line.split("==")
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text("utf-8").splitlines()
        if "==" in line
    )
    assert {name: version(name) for name in pins} == pins


def test_no_file_names_a_place_on_a_machine():
    place = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
    named = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in project_files()
        if (found := place.findall(path.read_text("utf-8", errors="replace")))
    ]
    assert named == []


def test_citation_file_agrees_with_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["title"].lower().replace(" ", "-") == project["name"]
    assert citation["version"] == project["version"]
    assert citation["abstract"].strip() == project["description"]
    assert citation["license"] == "CC-BY-4.0"  # of the data; that of the code stands in pyproject.toml
    assert {"cff-version", "message", "authors"} <= citation.keys()
