"""The records as files: a dataset of CSV tables, each column declared once with its meaning.

The same database gives the same bytes: rows stand in the order of slugs, lines end in a line feed, the text is UTF-8
without a byte order mark. Lists in a cell are joined by "; ". A text that a spreadsheet would take for a formula gets
an apostrophe before it, and so does a text that begins with an apostrophe: taking one away gives the text back.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Kind
from cooperation.exports.columns import AT_ONCE, Column
from cooperation.exports.records import RECORD_COLUMNS, address, cited, place_in_source, record_rows
from cooperation.models import Figure, Membership, Record, Source, Statement
from cooperation.models.record import by_bytes
from cooperation.models.snapshot import one_state


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its name, its columns, and its rows in order."""

    name: str
    columns: tuple[Column, ...]
    rows: "Callable[[], QuerySet[Any]]"

    def lines(self) -> Iterator[list[str]]:
        """The heading, then each row as text; for each portion of rows in a constant number of queries."""
        yield [column.name for column in self.columns]
        for row in self.rows().iterator(chunk_size=AT_ONCE):
            yield [column.text(row) for column in self.columns]


def export_dataset(folder: Path) -> dict[str, int]:
    """Write every table and their codebook into `folder`, from one state; returns the number of rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "codebook.md").write_text(codebook(), encoding="utf-8", newline="\n")
    with one_state():
        return {f"{table.name}.csv": _write(table, folder) for table in TABLES}


def codebook() -> str:
    """What each column of each table means, in Markdown."""
    parts = [f"# {_('Codebook')}\n\n{_('Lists in a cell are joined by a semicolon and a space.')}\n"]
    for table in TABLES:
        rows = "\n".join(f"| {column.name} | {column.meaning} |" for column in table.columns)
        parts.append(f"## {table.name}.csv\n\n| {_('column')} | {_('meaning')} |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)


def _write(table: Table, folder: Path) -> int:
    """Write one table beside its place and put it there when it is whole."""
    whole, part = folder / f"{table.name}.csv", folder / f"{table.name}.csv.part"
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        count = sum(1 for _row in map(writer.writerow, table.lines()))
    part.replace(whole)
    return count - 1


STATEMENT_COLUMNS = (
    Column("record", _("slug of the record"), lambda row: row.record.slug),
    Column("field", _("field of the record that the source speaks of"), lambda row: row.field),
    Column("key", _("key of the figure, for statements on figures"), lambda row: row.key),
    Column("value", _("what the source says; places, participants and figures as JSON"), lambda row: _value(row.value)),
    Column(
        "complete",
        _("true where the source gives the whole list of participants"),
        lambda row: row.complete if row.field == "participants" else "",
    ),
    Column("source", _("slug of the source"), lambda row: row.source_id),
    Column("paragraph", _("number of the paragraph"), lambda row: row.paragraph),
    Column("note", _("how the value was read from the source"), lambda row: row.note),
    Column("doubt", _("why the source's value can hardly be right"), lambda row: row.doubt),
)
SOURCE_COLUMNS = (
    Column("slug", _("name of the source in addresses"), lambda row: row.slug),
    Column("title", _("title as published, or a short description"), lambda row: row.title),
    Column("publisher", _("who published it"), lambda row: row.publisher),
    Column("publisher_kind", _("kind of publisher"), lambda row: row.publisher_kind),
    Column("origin", _("where the text comes from first"), lambda row: row.origin),
    Column("date", _("date of publication in EDTF"), lambda row: row.date),
    Column("language", _("language it was read in, as a BCP 47 tag"), lambda row: row.language),
    Column("layer", _("founding or further"), lambda row: row.layer),
    Column("address", _("where it stands on the web"), lambda row: row.address),
    Column("document", _("file name of the text"), lambda row: row.document),
    Column("sha256", _("hash of the text's bytes"), lambda row: row.sha256),
    Column("paragraphs", _("how many numbered paragraphs the text has"), lambda row: row.paragraphs),
    Column("note", _("what a reader should know of it"), lambda row: row.note),
    Column("url", _("address of the source's page"), address),
)
MEMBERSHIP_COLUMNS = (
    Column("bloc", _("slug of the bloc"), lambda row: row.bloc.slug),
    Column("bloc_name", _("name of the bloc"), lambda row: row.bloc.name),
    Column("country", _("alpha-2 code of the member"), lambda row: row.country_id),
    Column("country_name", _("name of the member"), lambda row: row.country.name),
    Column("joined", _("date of joining in EDTF"), lambda row: row.joined),
    Column("left", _("date of leaving in EDTF"), lambda row: row.left),
    Column("basis", _("source, or general-knowledge: still to be checked"), lambda row: row.basis),
    Column("source", _("slug of the source that states it"), lambda row: row.source_id),
)
FIGURE_COLUMNS = (
    Column("record", _("slug of the record"), lambda row: row.record.slug),
    Column("key", _("short name of the figure, unique in the record"), lambda row: row.key),
    Column("label", _("what is counted"), lambda row: row.label),
    Column("qualifier", _("how exactly the number is given"), lambda row: row.qualifier),
    Column("number", _("the number"), lambda row: row.number),
    Column("unit", _("unit of the number"), lambda row: row.unit),
    Column("as_of", _("date in EDTF for which the number is given"), lambda row: row.as_of),
    Column("sources", _("each as source:paragraph"), lambda row: cited(_on_figure(row)), place_in_source),
)


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _on_figure(figure: Figure) -> Iterable[Statement]:
    return (row for row in figure.record.statements.all() if row.field == "figure" and row.key == figure.key)


def _records_of(kind: Kind) -> Table:
    return Table(kind.plural, RECORD_COLUMNS, lambda: record_rows(Record.objects.filter(kind=kind)))


def _ordered(model: type[Model], *names: str) -> "QuerySet[Any]":
    return model._default_manager.order_by(by_bytes(names[0]), *names[1:])


TABLES = (
    *(_records_of(kind) for kind in Kind),
    Table(
        "statements",
        STATEMENT_COLUMNS,
        lambda: _ordered(Statement, "record__slug", "position").select_related("record"),
    ),
    Table("sources", SOURCE_COLUMNS, lambda: _ordered(Source, "slug")),
    Table(
        "memberships",
        MEMBERSHIP_COLUMNS,
        lambda: _ordered(Membership, "bloc__slug", "position").select_related("bloc", "country"),
    ),
    Table(
        "figures",
        FIGURE_COLUMNS,
        lambda: (
            _ordered(Figure, "record__slug", "position").select_related("record").prefetch_related("record__statements")
        ),
    ),
)
