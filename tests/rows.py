"""The rows of the site's tables, taken once and put back many times: far quicker than loading the seeds again."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection

from cooperation.search import engine
from cooperation.seeding.load import take_stock

_MOST_PARAMETERS = 30_000


class Rows(NamedTuple):
    """What a table holds, as the database gives it."""

    table: str
    columns: Sequence[str]
    values: list[tuple[Any, ...]]


def taken() -> list[Rows]:
    """Everything that stands in the tables of the site."""
    return [_read(model._meta.db_table, _columns(model)) for model in _models()]


def put_back(kept: list[Rows]) -> None:
    """Bring tables without rows to what they held, with search index and statistics as a load leaves them."""
    with connection.cursor() as cursor:
        for rows in kept:
            for part in _parts(rows):
                one = f"({', '.join(['%s'] * len(rows.columns))})"
                sql = f"{_into(rows)} VALUES {', '.join([one] * len(part))}"
                cursor.execute(sql, [value for row in part for value in row])
    engine.refresh()
    take_stock()


def _models() -> list[Any]:
    return list(apps.get_app_config("cooperation").get_models(include_auto_created=True))


def _columns(model: Any) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields]


def _read(table: str, columns: Sequence[str]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_listed(columns)} FROM {connection.ops.quote_name(table)}")
        return Rows(table, columns, cursor.fetchall())


def _into(rows: Rows) -> str:
    return f"INSERT INTO {connection.ops.quote_name(rows.table)} ({_listed(rows.columns)})"


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


def _parts(rows: Rows) -> Iterator[list[tuple[Any, ...]]]:
    """As many rows at once as one statement may bear."""
    size = _MOST_PARAMETERS // len(rows.columns)
    for start in range(0, len(rows.values), size):
        yield rows.values[start : start + size]
