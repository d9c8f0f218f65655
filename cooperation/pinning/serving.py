"""Read a built database in place of the site's own, for as long as one request is answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from django.http import HttpResponse, StreamingHttpResponse

Answer = HttpResponse | StreamingHttpResponse
_SET_UP = "PRAGMA query_only=1; PRAGMA mmap_size=268435456;"


def opened(path: Path) -> BaseDatabaseWrapper | None:
    """A connection to a built database, which nobody can write to; None where it has just made room for another."""
    own = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{path.as_uri()}?mode=ro&immutable=1",
        "OPTIONS": {"init_command": _SET_UP},
    }
    database = ConnectionHandler({DEFAULT_DB_ALIAS: own}).create_connection(DEFAULT_DB_ALIAS)
    try:
        database.ensure_connection()
    except OperationalError:
        return None
    return database


@contextmanager
def in_place(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Let this thread ask `database` wherever it asks the site's own."""
    own = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = database
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own


def answered_from(database: BaseDatabaseWrapper, answer: Callable[[Any], Answer], request: Any) -> Answer:
    """What `answer` makes of a request while it reads `database`, which is closed once the answer is complete."""
    response = None
    try:
        with in_place(database):
            response = answer(request)
    finally:
        if not isinstance(response, StreamingHttpResponse):
            database.close()
    if isinstance(response, StreamingHttpResponse):
        _stream_from(database, response)
    return response


def _stream_from(database: BaseDatabaseWrapper, response: StreamingHttpResponse) -> None:
    inner = cast(Any, response)  # Django has no public way to say what ends with a response
    ends, inner._resource_closers = inner._resource_closers, []
    response.streaming_content = _Body(database, iter(response), ends)


class _Body:
    """A streamed body that is made, part by part, and ended with a database of its own in place."""

    def __init__(self, database: BaseDatabaseWrapper, parts: Iterator[bytes], ends: list[Callable[[], None]]) -> None:
        self._database, self._parts, self._ends = database, parts, ends

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with in_place(self._database):
            return next(self._parts)

    def close(self) -> None:
        """End what makes the body, and the connection."""
        with in_place(self._database):
            for end in self._ends:
                end()
        self._database.close()
