"""What the tests need of the machine: where it is, how it is installed, and a PostgreSQL of their own."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> Path | None:
    """The Chromium that the system has, first the one without windows, which is faster; none is ever downloaded."""
    found = (shutil.which(name) for name in BROWSERS)
    return next((Path(path) for path in found if path), None)


def find_postgresql() -> Path | None:
    """The folder of the newest initdb: a package may keep it off the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    if asked := shutil.which("pg_config"):
        answer = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip()))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((path for path in folders if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def find_chinese_font() -> Path | None:
    """A font with Chinese characters, where the system can tell; systems without fontconfig bring their own."""
    if not (fc_list := shutil.which("fc-list")):
        return None if sys.platform == "linux" else Path()
    answer = subprocess.run([fc_list, "--format=%{file}\n", ":lang=zh"], capture_output=True, text=True, check=False)
    return next((Path(line) for line in answer.stdout.splitlines() if line), None)


@dataclass(frozen=True)
class Need:
    """Something that only the system can bring."""

    name: str
    package: str
    find: Callable[[], Path | None]

    def is_met(self) -> bool:
        """True when it is there, if need be after installing it."""
        if not self.find():
            _install(self.package)
        return self.find() is not None


BROWSER = Need("a Chromium browser", "chromium-headless-shell", find_browser)
POSTGRESQL = Need("PostgreSQL", "postgresql", find_postgresql)
CHINESE_FONT = Need("a Chinese font", "fonts-noto-cjk fontconfig", find_chinese_font)


@cache
def _fresh_package_lists() -> bool:
    return subprocess.run(["apt-get", "update", "-qq"], check=False).returncode == 0


def _install(packages: str) -> None:
    """Install Debian packages where that is ours to do: as root, with apt-get. What fails is seen by its absence."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {packages} ...", flush=True)
    _fresh_package_lists()
    command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages.split()]
    subprocess.run(
        command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False, stdout=subprocess.DEVNULL
    )


@contextmanager
def postgresql_server() -> Iterator[dict[str, str]]:
    """The variable DATABASE_URL of a throwaway cluster that only this user can reach; gone when the block is left."""
    programs = find_postgresql()
    if not programs:
        raise FileNotFoundError("no PostgreSQL on this machine")
    # Not where TMPDIR says: the path of a socket has at most 107 characters.
    cluster = _Cluster(programs, Path(tempfile.mkdtemp(prefix="atlas-pg-", dir="/tmp")))
    try:
        cluster.start()
        yield {"DATABASE_URL": f"postgresql://atlas@{str(cluster.home).replace('/', '%2F')}/postgres"}
    finally:
        cluster.remove()


_SETTINGS = (
    *("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    "autovacuum=off",  # would count rows between two tests, or not, so that the same query is planned differently
    "statement_timeout=120s",  # a query planned badly fails and is named, instead of running for hours
)


@dataclass(frozen=True)
class _Cluster:
    programs: Path
    home: Path

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.home, _lent_user())
        self._run("initdb", "--username=atlas", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = " ".join([f"-k {self.home}", *(f"-c {setting}" for setting in _SETTINGS)])
        self._run("pg_ctl", "start", "--wait", "--log", str(self.home / "server.log"), "--options", options)

    def remove(self) -> None:
        if (self.home / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--wait", "--mode", "immediate")
        shutil.rmtree(self.home, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), "--pgdata", str(self.home / "data"), *words]
        lent = _lent_user() if os.geteuid() == 0 else None
        output = self.home / "output.log"
        with output.open("a") as log:
            done = subprocess.run(
                command,
                user=lent,
                group=_group_of(lent) if lent else None,
                extra_groups=[] if lent else None,
                cwd=self.home,
                stdout=log,
                stderr=log,
                # No PG* variable of the caller's reaches the server.
                env={"PATH": os.environ.get("PATH", ""), "HOME": str(self.home), "LC_ALL": "C.UTF-8"},
                start_new_session=True,
                check=False,
            )
        if done.returncode:
            raise ChildProcessError(f"{program} failed:\n{output.read_text()}")


def _lent_user() -> str:
    """PostgreSQL refuses to run as root; another of the system's users lends its name."""
    return "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"


def _group_of(user: str) -> int:
    return pwd.getpwnam(user).pw_gid
