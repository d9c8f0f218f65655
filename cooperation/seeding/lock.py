"""Only one load at a time, on either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection

_KEY = 0x41544C53
_PATIENCE = "20s"  # as long as settings let SQLite wait


class AlreadyLoading(Exception):
    """Another load holds the lock and did not finish in time."""


@contextmanager
def only_one_load() -> Iterator[None]:
    """Hold the right to load; waits for another load as long as the database's own time limit says."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        yield from _postgresql()
    else:
        yield from _sqlite()


def _sqlite() -> Iterator[None]:
    """Take the write lock when the transaction begins, so that a second load waits at its start."""
    connection.ensure_connection()
    database: Any = connection  # only SQLite's wrapper has a transaction mode
    mode, database.transaction_mode = database.transaction_mode, "IMMEDIATE"
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error):
            raise AlreadyLoading("another load is running; try again when it is done") from error
        raise
    finally:
        database.transaction_mode = mode


def _postgresql() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [_PATIENCE])
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_KEY])
        except OperationalError as error:
            raise AlreadyLoading("another load is running; try again when it is done") from error
        finally:
            cursor.execute("SET lock_timeout = DEFAULT")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])
