"""The records as files: a dataset of CSV tables, each column declared once with its meaning.

The same database gives the same bytes: rows stand in the order of slugs, lines end in a line feed, the text is UTF-8
without a byte order mark. Lists in a cell are joined by "; ". A text that a spreadsheet would take for a formula gets
an apostrophe before it, and so does a text that begins with an apostrophe: taking one away gives the text back.
"""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Kind
from cooperation.models import Figure, Membership, Participant, Record, RecordCountry, RecordTopic, Source, Statement
from cooperation.models.links import plain_number
from cooperation.models.record import by_bytes
from cooperation.models.snapshot import one_state

_FORMULA = tuple("=+-@\t\r\n\0'＝＋－＠")
_AT_ONCE = 2000


class Column(NamedTuple):
    """One column: its heading, what it means, and how a row gives its cell."""

    name: str
    meaning: Promise
    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its name, its columns, and its rows in order."""

    name: str
    columns: tuple[Column, ...]
    rows: "Callable[[], QuerySet[Any]]"

    def lines(self) -> Iterator[list[str]]:
        """The heading, then each row as text; for each 2,000 rows in a constant number of queries."""
        yield [column.name for column in self.columns]
        for row in self.rows().iterator(chunk_size=_AT_ONCE):
            yield [cell(column.value(row)) for column in self.columns]


def cell(value: Any) -> str:
    """A value as the text of a cell; numbers and dates are never formulas and stay as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, int | dt.date):
        return str(value)
    return defused(value if isinstance(value, str) else "; ".join(value))


def defused(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


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


def record_rows(records: "QuerySet[Record]") -> "QuerySet[Record]":
    """Records with all that the columns of a record ask for, in the order of slugs."""
    direct = RecordCountry.objects.filter(bloc__isnull=True).order_by(by_bytes("country"))
    return records.order_by(by_bytes("slug")).prefetch_related(
        Prefetch("participants", Participant.objects.select_related("country", "organisation", "group")),
        Prefetch("record_topics", RecordTopic.objects.all()),
        Prefetch("country_links", direct, to_attr="direct_countries"),
        "statements",
    )


def _participants(record: Record) -> Iterable[str]:
    return (f"{row.who} ({row.role})" for row in record.participants.all())


def _place(record: Record) -> str:
    return ", ".join(part for part in (record.place_name, record.place_country_id) if part)


def _layer(record: Record) -> str:
    return "both" if len(record.layers) > 1 else "".join(record.layers)


def _cited(statements: Iterable[Statement]) -> Iterable[str]:
    """Each source with its paragraph, once, in the record's order."""
    places = ((row.source_id, row.paragraph) for row in statements)
    return (f"{source}:{paragraph}" if paragraph else source for source, paragraph in dict.fromkeys(places))


def _url(row: Any) -> str:
    return f"{settings.SITE_URL}{row.get_absolute_url()}"


RECORD_COLUMNS = (
    Column("slug", _("name of the record in addresses, unique over all kinds"), lambda row: row.slug),
    Column("kind", _("agreement, forum, edition, organisation or initiative"), lambda row: row.kind),
    Column("type", _("type within the kind"), lambda row: row.type),
    Column("name", _("English name as the best source has it"), lambda row: row.name),
    Column("name_zh", _("Chinese name"), lambda row: row.name_zh),
    Column("aliases", _("other names, acronyms and spellings"), lambda row: row.aliases),
    Column("date_edtf", _("date in EDTF, as exact as the sources allow"), lambda row: row.date_edtf),
    Column("date_earliest", _("first possible day; of a series, that of its editions"), lambda row: row.date_earliest),
    Column("date_latest", _("last possible day; empty also while it goes on"), lambda row: row.date_latest),
    Column(
        "date_precision", _("how exactly the date is known: day, month, year or none"), lambda row: row.date_precision
    ),
    Column("status", _("how far it has come, as the sources say"), lambda row: row.status),
    Column(
        "countries",
        _("alpha-2 codes of countries that take part, themselves or by an organisation based there; China is implied"),
        lambda row: (link.country_id for link in row.direct_countries),
    ),
    Column("participants", _("each as name (role)"), _participants),
    Column("place", _("place and, where stated, its country's alpha-2 code, joined by a comma"), _place),
    Column(
        "topics", _("topics, the most fitting first"), lambda row: (link.topic_id for link in row.record_topics.all())
    ),
    Column("summary", _("what it is, in the atlas's own words"), lambda row: row.summary),
    Column("layer", _("founding documents, further pages, or both"), _layer),
    Column(
        "sources",
        _("each as source:paragraph, or source alone where it has no numbers"),
        lambda row: _cited(row.statements.all()),
    ),
    Column("url", _("address of the record's page"), _url),
)
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
    Column("url", _("address of the source's page"), _url),
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
    Column("sources", _("each as source:paragraph"), lambda row: _cited(_on_figure(row))),
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
