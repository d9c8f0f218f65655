"""A filtered list as a file: what it holds, and what it says of itself.

The same release and the same query give the same bytes: nothing depends on the clock, on parameters that no filter
knows, or on the order in which they were given.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import slugify

from cooperation.citing import LICENCE, LICENCE_URL, PUBLISHER, worded
from cooperation.exports.columns import AT_ONCE
from cooperation.exports.records import with_columns
from cooperation.exports.state import opened
from cooperation.filters import RecordFilter, known_query, sentence
from cooperation.models import Record, Release

Completed = Callable[["QuerySet[Record]"], "QuerySet[Record]"]
FORMAT = "2"  # another one when the same records come to give other bytes


@dataclass
class Listing:
    """The records that a valid filter gives, and the release that the answer's head names; None before the first.

    `kinds` is the list as addresses bear it, `records` for the search over all of them.
    """

    bound: RecordFilter
    kinds: str
    release: Release | None

    def opened(self) -> AbstractContextManager[None]:
        """One state for the whole body, that of the head; raises StateChanged."""
        return opened(self.release)

    def rows(self, completed: Completed = with_columns) -> Iterator[Record]:
        """The records in the order of the list; for each portion of them in a constant number of queries."""
        records: QuerySet[Record] = completed(self.bound.qs)
        return records.iterator(chunk_size=AT_ONCE)

    @property
    def query(self) -> str:
        """The query string in one form, in whatever order it was given, with all that changes the file."""
        query = known_query(self.bound)
        query.pop("lanes", None)
        for name, values in query.lists():
            query.setlist(name, sorted(values))
        return query.urlencode()

    @property
    def address(self) -> str:
        """Where the page of the list stands."""
        page = reverse("search") if self.kinds == "records" else reverse("list", args=[self.kinds])
        return f"{settings.SITE_URL}{page}{'?' if self.query else ''}{self.query}"

    @property
    def file_stem(self) -> str:
        """A name for the file: the list, what was chosen and the release; it may hold Chinese characters."""
        chosen = [value for _name, value in parse_qsl(self.query)]
        words = slugify(" ".join(chosen), allow_unicode=True)[:60].strip("-")
        release = self.release.short if self.release else ""
        return "-".join(filter(None, ("cooperation-atlas", self.kinds, words, release)))

    @cached_property
    def about(self) -> dict[str, Any]:
        """What the file says of itself; to be asked for while the state is open."""
        count = self.bound.qs.count()
        said = sentence(self.bound, count)
        return {
            "title": PUBLISHER,
            "query": said,
            "address": self.address,
            "rows": count,
            "release": self.release.hash if self.release else None,
            "time": f"{self.release.time:%Y-%m-%dT%H:%M:%SZ}" if self.release else None,
            "licence": LICENCE,
            "licence_address": LICENCE_URL,
            "citation": worded(said, self.address, self.release),
        }
