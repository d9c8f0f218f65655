"""The whole dataset as a Frictionless Data Package 2.0: its tables, their codebook, and the descriptor of both.

The same release gives the same bytes, from the command and over HTTP: rows stand in a fixed order, lines end in a line
feed, the text is UTF-8 without a byte order mark, and nothing depends on the clock. A text that a spreadsheet would
take for a formula gets an apostrophe before it, and so does a text that begins with an apostrophe: taking one away
gives the text back. No value of a key, of a controlled list or of a pattern begins so.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.choices import Layer
from cooperation.citing import LICENCE_URL, worded
from cooperation.exports.state import opened
from cooperation.exports.table import Table
from cooperation.exports.tables import TABLES
from cooperation.models import Release, Source
from cooperation.models.snapshot import one_state

DESCRIPTOR, CODEBOOK, PACKAGE = "datapackage.json", "codebook.md", "cooperation-atlas"
FORMAT = "2"  # another one when the same release comes to give other bytes
_PIECE = 64 * 1024
_PROFILES = "https://datapackage.org/profiles/2.0"
_BEFORE_ANY = (1980, 1, 1, 0, 0, 0)
Opened = Callable[[str], AbstractContextManager[IO[bytes]]]


class Written(NamedTuple):
    """A table that was written as a file."""

    table: Table
    rows: int
    size: int
    sha256: str


def export_dataset(folder: Path) -> dict[str, int]:
    """Write the package into `folder`, from one state; returns the number of rows by file name.

    The files take their places when all of them are whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with one_state():
        counts = _pour(lambda name: (folder / f"{name}.part").open("wb"), Release.objects.current())
    for name in (*counts, CODEBOOK, DESCRIPTOR):
        (folder / f"{name}.part").replace(folder / name)
    return counts


def table_parts(table: Table, release: Release | None) -> Iterator[bytes]:
    """One table as a file, in pieces."""
    with opened(release):
        yield from (text for _lines, text in table.portions())


def descriptor_parts(release: Release | None) -> Iterator[bytes]:
    """The descriptor alone; the tables are read through for their sizes and hashes."""
    kept = io.BytesIO()
    with opened(release):
        _pour(lambda name: nullcontext(kept if name == DESCRIPTOR else _Nothing()), release)
    yield kept.getvalue()


def zip_parts(release: Release | None) -> Iterator[bytes]:
    """All files in one archive, by way of a temporary file."""
    with TemporaryFile() as file:
        with opened(release), ZipFile(file, "w") as archive:
            _pour(lambda name: archive.open(_entry(name, release), "w"), release)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def package_citation(release: Release | None) -> str:
    """A sentence that names the dataset, its release and its address."""
    return worded(_("The whole dataset"), f"{settings.SITE_URL}{reverse('dataset')}", release)


def codebook() -> str:
    """What each column of each table means and may hold, in Markdown."""
    parts = [f"# {_('Codebook')}\n\n{about()}\n"]
    for table in TABLES:
        heading = f"## {table.name}.csv\n\n{_('A row is %(what)s.') % {'what': table.meaning}}"
        told = _("Rows are told apart by %(names)s.") % {"names": ", ".join(table.key)}
        rows = "\n".join(f"| {each.name} | {each.meaning} | {_allowed(each.shape)} |" for each in table.columns)
        head = f"| {_('column')} | {_('meaning')} | {_('values')} |\n| --- | --- | --- |"
        parts.append(f"{heading} {told}\n\n{head}\n{rows}\n")
    return "\n".join(parts)


def about() -> str:
    """What a reader of the files has to know before all else."""
    return " ".join(
        (
            _("Agreements, forums, organisations and initiatives of China's international internet cooperation."),
            _("Each value rests on what the sources say: the table statements names source and paragraph."),
            _("The files are UTF-8 without a byte order mark, with commas between cells; an empty cell has no value."),
            _("NA is the code of Namibia and no missing value."),
            _("Lists in a cell are joined by a semicolon and a space."),
            _("A date in EDTF (ISO 8601-2) is as exact as its sources allow; a column of days gives its bounds."),
            _(
                "A text that a spreadsheet would take for a formula has an apostrophe before it, and so has a text "
                "that begins with an apostrophe: take the first one away to get the text. No key, controlled word or "
                "number is changed by this."
            ),
        )
    )


class _Nothing(io.BytesIO):
    """Where text goes that is only measured."""

    def write(self, text: Any) -> int:
        return len(text)


def _pour(opened: Opened, release: Release | None) -> dict[str, int]:
    """Write all files, each into what `opened` gives for its name; the rows of each table by file name."""
    written = [_write(table, opened) for table in TABLES]
    described = json.dumps(_descriptor(written, release), ensure_ascii=False, indent=1)
    for name, text in ((CODEBOOK, codebook()), (DESCRIPTOR, f"{described}\n")):
        with opened(name) as file:
            file.write(text.encode())
    return {_path(each.table): each.rows for each in written}


def _write(table: Table, opened: Opened) -> Written:
    lines, size, digest = 0, 0, hashlib.sha256()
    with opened(_path(table)) as file:
        for more, text in table.portions():
            file.write(text)
            digest.update(text)
            lines, size = lines + more, size + len(text)
    return Written(table, lines - 1, size, digest.hexdigest())


def _path(table: Table) -> str:
    return f"{table.name}.csv"


def _entry(name: str, release: Release | None) -> ZipInfo:
    """An entry that bears the time of the release, so that the same release gives the same archive."""
    entry = ZipInfo(name, release.time.timetuple()[:6] if release else _BEFORE_ANY)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def _descriptor(written: list[Written], release: Release | None) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": PACKAGE,
        "title": _("Cooperation Atlas"),
        "description": about(),
        "homepage": settings.SITE_URL,
        **({"version": release.hash, "created": f"{release.time:%Y-%m-%dT%H:%M:%SZ}"} if release else {}),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE_URL, "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": _("Cooperation Atlas"), "path": settings.SITE_URL, "roles": ["publisher"]}],
        "sources": [_source(each) for each in Source.objects.filter(layer=Layer.FOUNDING).order_by("slug")],
        "resources": [_resource(each) for each in written],
    }


def _source(source: Source) -> dict[str, str]:
    return {"title": source.title, "path": f"{settings.SITE_URL}{source.get_absolute_url()}"}


def _resource(written: Written) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": written.table.name,
        "type": "table",
        "description": str(_("A row is %(what)s.") % {"what": written.table.meaning}),
        "path": _path(written.table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.size,
        "hash": f"sha256:{written.sha256}",
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", "lineTerminator": "\n"},
        "schema": written.table.schema(),
    }


def _allowed(shape: Any) -> str:
    """Type, rules, controlled words and target in one line."""
    words = ", ".join(value for value, _label in shape.choices)
    parts = [shape.kind, *shape.rules, *([_("one of: %(words)s") % {"words": words}] if words else [])]
    if shape.to:
        parts.append(_("found in %(column)s") % {"column": shape.to})
    return "; ".join(parts)
