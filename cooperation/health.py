"""The health of a record: how many independent sources it has, what they fill, and where they differ."""

from collections.abc import Iterable, Mapping, Sequence

from cooperation.attestation import attested
from cooperation.choices import Kind, Level, Verdict
from cooperation.models import Participant, Record, RecordField, Source, Statement
from cooperation.provenance import DISPUTED, MENTION, by_field, verdicts

# What readers ask of each kind; a field that cannot apply to a record is left out of the count by `expected`.
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.AGREEMENT: ("date", "place", "participants", "status"),
    Kind.FORUM: ("date", "place", "participants", "status"),
    Kind.EDITION: ("date", "place", "participants", "status", "theme"),
    Kind.ORGANISATION: ("country",),
    Kind.INITIATIVE: ("date", "participants", "status"),
}


def examine(record: Record, statements: Sequence[Statement], sources: Mapping[str, Source]) -> list[RecordField]:
    """Set the computed columns on the health of `record`; returns what its statements give, field by field."""
    fields = field_rows(record, statements, sources)
    record.disagrees = any(row.doubted or row.verdict in DISPUTED for row in fields)
    record.origins = origins(statements, sources)
    record.attested = attested(record.date_edtf, statements, sources) or ""
    return fields


def fill(record: Record) -> None:
    """Set how much of what readers ask of such a record is filled; the span of a series must be known by now."""
    asked = expected(record)
    record.missing = [name for name in asked if not _is_filled(record, name)]
    record.filled = round(100 * (len(asked) - len(record.missing)) / len(asked)) if asked else 100


def origins(statements: Iterable[Statement], sources: Mapping[str, Source]) -> int:
    """How many independent sources say something: a wire story in five outlets is one."""
    return len({sources[row.source_id].origin for row in statements if row.field != MENTION})


def field_rows(record: Record, statements: Sequence[Statement], sources: Mapping[str, Source]) -> list[RecordField]:
    """The verdict on each field, with whether a value is doubted and how many independent sources there are."""
    found = verdicts(statements, sources)
    return [_field(record, field, found[field], rows, sources) for field, rows in by_field(statements).items()]


def _field(
    record: Record, field: str, verdict: Verdict, rows: list[Statement], sources: Mapping[str, Source]
) -> RecordField:
    return RecordField(
        record=record,
        field=field,
        verdict=verdict,
        doubted=any(row.doubt for row in rows),
        misprint=any(row.misprint for row in rows),
        origins=origins(rows, sources),
    )


def expected(record: Record) -> tuple[str, ...]:
    """The fields that readers ask of such a record: a body of many countries has no home, a series no one place."""
    if record.kind == Kind.ORGANISATION and record.organisation.level == Level.MULTILATERAL:
        return ()
    names = FIELDS[record.kind]
    return tuple(name for name in names if name != "place") if record.is_series else names


def _is_filled(record: Record, name: str) -> bool:
    filled = {
        "date": record.dated,
        "place": bool(record.place_name or record.place_country_id),
        "status": record.status != "unknown",
        "theme": bool(record.theme),
    }
    if name == "country":
        return bool(record.organisation.country_id)
    participants: Iterable[Participant] = record.participants.all()
    return any(participants) if name == "participants" else filled[name]
