"""What a load is asked to do, and what it says that it did."""

from dataclasses import asdict, dataclass, field
from typing import Any


class LoadError(Exception):
    """The load could not go on; the database is as it was. The message says why, for the reader."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants done."""

    prune: bool = False
    overwrite: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class LoadReport:
    """What a load did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    tables: int = 0
    edited: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """True when the database differs from what it was."""
        return bool(self.created or self.updated or self.deleted or self.tables)

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self)

    def sentence(self, options: Options) -> str:
        """What the load did, in words."""
        counts = ", ".join(f"{getattr(self, name)} {name}" for name in ("created", "updated", "unchanged", "deleted"))
        rows = (
            f"{self.tables} row{'' if self.tables == 1 else 's'} of countries, topics, groups, gaps and sources changed"
        )
        lines = [f"{'Would be' if options.dry_run else 'Done'}: {counts}; {rows}"]
        lists = (
            ("Edited since the last load and left alone (--overwrite replaces them)", self.edited),
            ("Deleted in the admin and left out (--overwrite brings them back)", self.left_out),
            ("In the database but in no file (--prune deletes them)", self.missing),
        )
        return "\n".join([*lines, *(f"{words}: {', '.join(names)}" for words, names in lists if names)])
