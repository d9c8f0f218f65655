"""A site as `make serve` starts it, on a database of its own."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 240
# A check must not depend on what the caller's shell says about the site.
OF_THE_SITE = ("ALLOWED_HOSTS", "BEHIND_PROXY", "CONTACT", "DEBUG", "HOST", "PORT", "SITE_URL")
ADDRESS, LOG = "ATLAS_TESTED_SITE", "ATLAS_TESTED_SITE_LOG"


@dataclass(frozen=True)
class Site:
    """A running site: its address and the file where it reports failures."""

    address: str
    log: Path

    def last_words(self) -> str:
        """The end of what it reported."""
        return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-15:])


@contextmanager
def shared() -> Iterator[dict[str, str]]:
    """One site for all processes that test at once, as the variables by which `the_shared` finds it."""
    with tempfile.TemporaryDirectory(prefix="atlas-site-") as folder, running(Path(folder)) as site:
        yield {ADDRESS: site.address, LOG: str(site.log)}


def the_shared() -> Site | None:
    """The site that was started for all; None where nobody did."""
    return Site(os.environ[ADDRESS], Path(os.environ[LOG])) if ADDRESS in os.environ else None


def untouched() -> dict[str, str]:
    """The variables of the caller without those that say how a site of theirs is set up, and with a key for ours."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_SITE}
    return kept | {"SECRET_KEY": secrets.token_hex(32)}


def environment_of(folder: Path) -> dict[str, str]:
    """What a site that keeps its data in this folder is told."""
    own = {"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}", "PINNED_DIR": str(folder / "pinned")}
    own["CONTACT"] = "desk@atlas.example"  # pages are fullest with it
    return untouched() | own | {"DJANGO_SETTINGS_MODULE": "cooperation.settings"}


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """A site that keeps its data in this folder, set up from nothing as far as that is missing."""
    port = _free_port()
    environment = environment_of(folder) | {"HOST": "127.0.0.1", "PORT": str(port)}
    with (folder / "log").open("w") as log:
        command = [sys.executable, "manage.py", "serve"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        site = Site(f"http://127.0.0.1:{port}", folder / "log")
        _wait_for(site, server)
        yield site
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(site: Site, server: "subprocess.Popen[bytes]") -> None:
    """Return once it answers; raises RuntimeError with its last words where it ends or never does."""
    for _ in range(SECONDS_TO_START * 5):
        if server.poll() is not None:
            break
        try:
            urlopen(f"{site.address}/healthz", timeout=5).close()  # noqa: S310  our own address
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the site did not start:\n{site.last_words()}")
