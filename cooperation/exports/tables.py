"""The tables of the dataset. Each column is declared once: CSV, schema and codebook follow from it.

`records` has a row for each record of any kind, so that all others can point to it; each kind has a table of its own.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cooperation.choices import TYPES, Kind
from cooperation.exports.columns import Column
from cooperation.exports.hanging import HANGING
from cooperation.exports.records import HOW_SURE, LIST_COLUMNS, RECORD_COLUMNS, record_rows
from cooperation.exports.referred import REFERRED
from cooperation.exports.shapes import COUNT, KIND, SLUG, TRUTH, key_of
from cooperation.exports.table import Table, ordered
from cooperation.models import Record

_LISTED = {column.name: column for column in LIST_COLUMNS}
_THEME = Column("theme", _("theme, as the best source has it"), lambda row: row.theme)
_OWN: dict[Kind, tuple[Column, ...]] = {
    Kind.FORUM: (_THEME,),
    Kind.EDITION: (_LISTED["series"], _LISTED["number"], _THEME),
    Kind.ORGANISATION: (
        Column(
            "home",
            _("alpha-2 code of the country where it is based, where a source states it"),
            lambda row: row.organisation.country_id,
            shape=key_of("countries.code", required=False),
        ),
        Column(
            "spreads_to_members",
            _("true for a bloc through which records count for its members"),
            lambda row: row.organisation.spreads_to_members,
            shape=TRUTH,
        ),
    ),
}
_ALL = Table(
    "records",
    _("one record of any kind: what is computed of it, and what all other tables point to"),
    ("slug",),
    (
        Column("slug", _("name of the record in addresses, unique over all kinds"), lambda row: row.slug, shape=SLUG),
        Column("kind", _("its kind; the table of that kind has the rest"), lambda row: row.kind, shape=KIND),
        _LISTED["attested"],
        Column(
            "origins",
            _("how many independent sources state something of it"),
            lambda row: row.origins,
            shape=COUNT._replace(required=True),
        ),
        Column(
            "disagrees",
            _("true where sources disagree or a value can hardly be right"),
            lambda row: row.disagrees,
            shape=TRUTH,
        ),
        Column(
            "place_country",
            _("alpha-2 code of the country where it takes place, where a source states it"),
            lambda row: row.place_country_id,
            shape=key_of("countries.code", required=False),
        ),
    ),
    lambda: ordered(Record.objects.defer("search_names", "search_text"), "slug"),
)


def _column(column: Column, kind: Kind) -> Column:
    """The same column as records of one kind have it."""
    allowed: dict[str, list[Any]] = {"kind": [(kind.value, kind.label)], "type": TYPES[kind].choices}
    if column.name not in allowed:
        return column
    return column._replace(shape=column.shape._replace(choices=tuple(allowed[column.name])))


def _rows(kind: Kind) -> "QuerySet[Record]":
    rows = record_rows(Record.objects.filter(kind=kind))
    return rows.select_related("organisation") if kind == Kind.ORGANISATION else rows


def _records_of(kind: Kind, like: Table | None = None) -> Table:
    columns = (*(_column(column, kind) for column in RECORD_COLUMNS), *HOW_SURE, *_OWN.get(kind, ()))
    return Table(kind.plural, _MEANINGS[kind], ("slug",), columns, lambda: _rows(kind), like)


_MEANINGS = {
    Kind.AGREEMENT: _("one agreement"),
    Kind.FORUM: _("one series of meetings, or one meeting that belongs to none"),
    Kind.EDITION: _("one edition of a series"),
    Kind.ORGANISATION: _("one body that takes part"),
    Kind.INITIATIVE: _("one thing that one side proposes, publishes, builds or gives"),
}
_FIRST = _records_of(Kind.AGREEMENT)
TABLES = (
    _FIRST,
    *(_records_of(kind, _FIRST) for kind in Kind if kind != Kind.AGREEMENT),
    _ALL,
    *HANGING,
    *REFERRED,
)
