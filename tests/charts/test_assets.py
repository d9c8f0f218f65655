"""The plotly of the browser is the plotly of the server."""

import json
from pathlib import Path

from django.conf import settings
from plotly.offline import get_plotlyjs_version

PACKAGE = "plotly.js-basic-dist-min"


def _read(name: str) -> dict[str, dict[str, dict[str, str]]]:
    return dict(json.loads((Path(settings.BASE_DIR) / name).read_text(encoding="utf-8")))


def test_both_halves_of_plotly_have_one_version() -> None:
    assert _read("package.json")["dependencies"][PACKAGE] == get_plotlyjs_version()
    assert _read("package-lock.json")["packages"][f"node_modules/{PACKAGE}"]["version"] == get_plotlyjs_version()


def test_the_lock_names_packages_by_digest_and_no_address() -> None:
    packages = {name: package for name, package in _read("package-lock.json")["packages"].items() if name}
    assert packages
    for package in packages.values():
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package
