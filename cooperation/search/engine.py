"""How both databases are asked for words, alike: SQLite by FTS5, PostgreSQL by tsvector.

Two columns of a record hold its tokens, divided by spaces: those of its names, and all of them. Both databases take
the tokens as they are, without a tokenizer or dictionary of their own, and are asked for phrases of tokens only: no
text that a reader typed reaches them, and nothing is ranked by them, so that both give the same records.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func

from cooperation.search.spelling import fold

NAMES, ALL = "search_names", "search_text"
BOUNDARY = "=="  # between two names of a record
_REBUILD = "INSERT INTO cooperation_words(cooperation_words) VALUES('rebuild')"
_FTS5 = "IN (SELECT rowid FROM cooperation_words WHERE cooperation_words MATCH %s)"
_TSVECTOR = {
    NAMES: "IN (SELECT id FROM cooperation_record WHERE words_in_names @@ %s::tsquery)",
    ALL: "IN (SELECT id FROM cooperation_record WHERE words_in_all @@ %s::tsquery)",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other; with `open_end` the last one may be the beginning of a word."""

    tokens: tuple[str, ...]
    open_end: bool = False

    def fits(self, row: Sequence[str]) -> bool:
        """Whether these tokens begin with the phrase."""
        if len(row) < len(self.tokens):
            return False
        *head, last = self.tokens
        there = row[len(head)]
        return list(row[: len(head)]) == head and (there.startswith(last) if self.open_end else there == last)

    def whole(self) -> "Phrase":
        """The same with its last word whole."""
        return Phrase((*self.tokens[:-1], fold(self.tokens[-1]))) if self.open_end else self

    def fts5(self) -> str:
        """As SQLite reads it."""
        return f'"{" ".join(self.tokens)}"' + (" *" if self.open_end else "")

    def tsquery(self) -> str:
        """As PostgreSQL reads it."""
        *head, last = (f"'{token}'" for token in self.tokens)
        return f"({' <-> '.join([*head, last + (':*' if self.open_end else '')])})"


Either = tuple[Phrase, ...]


class Found(Func):
    """True of a record that has at least one phrase of each tuple, in its names or in all of its words."""

    output_field = BooleanField()

    def __init__(self, wanted: Iterable[Either], column: str = ALL) -> None:
        super().__init__(F("pk"))
        self.wanted, self.column = tuple(wanted), column

    def as_sql(self, compiler: Any, connection: Any, *more: Any, **context: Any) -> Any:
        """A look-up in the index of the database."""
        key, params = compiler.compile(self.get_source_expressions()[0])
        condition, wanted = self._fts5() if connection.vendor == "sqlite" else self._tsvector()
        return f"{key} {condition}", [*params, wanted]

    def _fts5(self) -> tuple[str, str]:
        each = [f"({' OR '.join(phrase.fts5() for phrase in either)})" for either in self.wanted]
        return _FTS5, f"{{{self.column}}} : ({' AND '.join(each)})"

    def _tsvector(self) -> tuple[str, str]:
        each = [f"({' | '.join(phrase.tsquery() for phrase in either)})" for either in self.wanted]
        return _TSVECTOR[self.column], " & ".join(each)


def refresh() -> None:
    """Bring the index to what the columns say; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_REBUILD)
