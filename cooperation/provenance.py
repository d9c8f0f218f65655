"""Which value of a field is shown, and what comparing the statements on it gives.

The written rule: take the statements on one field in the order of their source's kind of publisher
(choices.Publisher, best first), ties in the order in which the record lists them. The first one
wins; a later one that only makes it more exact (a date or place inside the one before) replaces it.
Participants are the exception: the shown list is the union of all statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cooperation import dates
from cooperation.choices import Publisher, Qualifier, Status, Verdict
from cooperation.models import Source, Statement

MENTION = "mention"  # a page that speaks of a record says nothing of its fields that could be compared
_RANK = {kind: rank for rank, kind in enumerate(Publisher.values)}
DONE = {Status.ADOPTED, Status.IN_FORCE, Status.HELD, Status.RUNNING, Status.ENDED}
DISPUTED = {Verdict.DISAGREE, Verdict.CONTRADICTS}


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's value of one field, in the form that `comparable` gives."""

    field: str
    value: Any
    publisher_kind: str
    complete: bool = False
    origin: str = ""


def comparable(field: str, value: Any) -> Any:
    """A seed's plain value in a form that can be compared.

    Text stays text; a place becomes (name, country), a figure (number, qualifier, as of), and
    participants a frozenset of (role, identity) with identities such as `country:KE`.
    """
    if field == "place":
        return (value.get("name", ""), value.get("country", ""))
    if field == "figure":
        return (Decimal(value["number"]), value.get("qualifier", Qualifier.EXACT.value), value.get("as_of", ""))
    if field == "participants":
        return frozenset((item["role"], identity(item)) for item in value)
    return value


def identity(participant: Mapping[str, str]) -> str:
    """What a participant is, whatever its role, as `country:KE`."""
    return next(
        f"{label}:{participant[label]}" for label in ("country", "organisation", "group") if label in participant
    )


def refines(field: str, wide: Any, narrow: Any) -> bool:
    """True when `narrow` is only a more exact form of `wide`."""
    if field == "date":
        return dates.parse(wide).refined_by(dates.parse(narrow))
    if field == "place":
        return _place_refines(wide, narrow)
    return bool(wide == narrow)


def _place_refines(wide: tuple[str, str], narrow: tuple[str, str]) -> bool:
    """A place is refined by one that keeps what it says and adds to it (Shanghai, then China)."""
    (wide_name, wide_country), (name, country) = wide, narrow
    same_name = (
        not wide_name or name == wide_name or name.endswith(f", {wide_name}") or name.startswith(f"{wide_name}, ")
    )
    return same_name and (not wide_country or wide_country == country)


def chosen(claims: Sequence[Claim]) -> Any:
    """The value the rule shows for one field; claims on participants give their union."""
    if claims[0].field == "participants":
        return frozenset().union(*(claim.value for claim in claims))
    ranked = sorted(claims, key=lambda claim: _RANK[claim.publisher_kind])
    value = ranked[0].value
    for claim in ranked[1:]:
        if refines(claim.field, value, claim.value):
            value = claim.value
    return value


def verdict(claims: Sequence[Claim]) -> Verdict:
    """What the statements on one field give together; several outlets of one origin are one source."""
    single = len({claim.origin for claim in claims}) == 1
    if _conflict(claims):
        return Verdict.CONTRADICTS if single else Verdict.DISAGREE
    if single:
        return Verdict.SINGLE
    names = claims[0].field in ("name", "name_zh")
    same = all(_compared(claim) == _compared(claims[0]) for claim in claims)
    return Verdict.AGREE if same or names else Verdict.REFINED


def _conflict(claims: Sequence[Claim]) -> bool:
    """True where not all claims can be right; other names are only aliases."""
    field, values = claims[0].field, [claim.value for claim in claims]
    if field in ("name", "name_zh"):
        return False
    if field == "participants":
        everyone = _identities(chosen(claims))
        return any(claim.complete and _identities(claim.value) != everyone for claim in claims)
    return not all(refines(field, a, b) or refines(field, b, a) for a in values for b in values)


def _compared(claim: Claim) -> Any:
    return _identities(claim.value) if claim.field == "participants" else claim.value


def contested(statements: Iterable[Statement]) -> set[str]:
    """The identities of participants that some source names and another one's complete list lacks."""
    lists = [row for row in statements if row.field == "participants"]
    named = {identity(item) for row in lists for item in row.value}
    complete = [{identity(item) for item in row.value} for row in lists if row.complete]
    return {who for who in named if any(who not in listed for listed in complete)}


def _identities(value: frozenset[tuple[str, str]]) -> set[str]:
    return {identity for _, identity in value}


def claims_of(statements: Iterable[Statement], sources: Mapping[str, Source]) -> dict[str, list[Claim]]:
    """Statements of one record as claims, by field; figures by `figure:<key>`."""
    return {
        field: [_claim(row, sources[row.source_id]) for row in rows] for field, rows in by_field(statements).items()
    }


def by_field(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements that say something, by the field they speak of, in their order."""
    result: dict[str, list[Statement]] = defaultdict(list)
    for row in statements:
        if row.field != MENTION:
            result[field_key(row)].append(row)
    return result


def _claim(row: Statement, source: Source) -> Claim:
    return claim(row.field, row.value, source, complete=row.complete)


def claim(field: str, value: Any, source: Any, *, complete: bool) -> Claim:
    """A seed's plain value as the claim of its source, which may be a row or a seed."""
    return Claim(field, comparable(field, value), source.publisher_kind, complete, source.origin)


def field_key(row: Any) -> str:
    """The field that a statement, row or seed, speaks of, each figure apart."""
    return f"figure:{row.key}" if row.field == "figure" else row.field


def verdicts(statements: Iterable[Statement], sources: Mapping[str, Source]) -> dict[str, Verdict]:
    """The verdict on each field that a record's statements speak of."""
    return {field: verdict(claims) for field, claims in claims_of(statements, sources).items()}


class Why(StrEnum):
    """Which part of the written rule chose the value that is shown."""

    ALL = "all"  # participants: everyone whom a source names
    RANK = "rank"  # the better kind of publisher
    ORDER = "order"  # the same kind of publisher: the one listed first


def why(claims: Sequence[Claim]) -> Why:
    """Which part of the rule chooses between claims that differ."""
    if claims[0].field == "participants":
        return Why.ALL
    ruled, best = chosen(claims), min(_RANK[claim.publisher_kind] for claim in claims)
    others = [claim for claim in claims if not refines(claim.field, claim.value, ruled)]
    return Why.ORDER if any(_RANK[claim.publisher_kind] == best for claim in others) else Why.RANK


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a record's ledger: what is shown, the verdict, and each source's statements.

    `shown` and the values of `said` are texts or, for places, figures and participants, the seed's
    plain values; `said` holds (source, its statements on this field) in the record's order.
    """

    field: str
    shown: Any
    verdict: Verdict
    why: Why
    doubted: bool
    said: list[tuple[Source, list[Statement]]]

    @property
    def disagrees(self) -> bool:
        """True where not all that is said can be right."""
        return self.verdict in DISPUTED

    @property
    def origins(self) -> int:
        """How many independent sources speak of the field."""
        return len({source.origin for source, _ in self.said})

    @property
    def misprinted(self) -> bool:
        """True where a value looks misprinted."""
        return any(row.misprint for _, rows in self.said for row in rows)


def lacking(line: Line) -> list[tuple[Source, list[str]]]:
    """For each source that gives a whole list of participants: whom it lacks whom another one names."""
    named = {identity(item) for _, rows in line.said for row in rows for item in row.value}
    found: dict[Source, set[str]] = {}
    for source, rows in line.said:
        for row in rows:
            if row.complete:
                lost = named - {identity(item) for item in row.value}
                found[source] = found.get(source, set()) | lost
    return [(source, sorted(lost)) for source, lost in found.items() if lost]


def ledger(statements: Sequence[Statement], sources: Mapping[str, Source]) -> list[Line]:
    """What each source says of the record, field by field, in the order of the record's statements."""
    found = verdicts(statements, sources)
    return [_ledger_line(field, rows, found[field], sources) for field, rows in by_field(statements).items()]


def _ledger_line(field: str, rows: list[Statement], said: Verdict, sources: Mapping[str, Source]) -> Line:
    by_source: dict[str, list[Statement]] = defaultdict(list)
    for row in rows:
        by_source[row.source_id].append(row)
    claims = [_claim(row, sources[row.source_id]) for row in rows]
    ruled = chosen(claims)
    shown = next((row.value for row in rows if comparable(row.field, row.value) == ruled), None)
    cells = [(sources[slug], group) for slug, group in by_source.items()]
    return Line(field, shown, said, why(claims), any(row.doubt for row in rows), cells)


def paragraphs_by_source(statements: Iterable[Statement]) -> dict[str, list[int]]:
    """The sources that say something of a record, in its order, each with its paragraphs."""
    found: dict[str, set[int]] = {}
    for row in statements:
        if row.field != MENTION:
            found.setdefault(row.source_id, set()).update([row.paragraph] if row.paragraph else [])
    return {source: sorted(numbers) for source, numbers in found.items()}
