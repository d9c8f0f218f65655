"""Rules between seed objects: references, duplicates, and the shown value against its statements.

Everything here works on what was read, without a database, and collects every problem.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from cooperation import dates
from cooperation.choices import Basis, Kind, Layer, Status
from cooperation.provenance import MENTION, Claim, chosen, claim, comparable, field_key, identity
from cooperation.seeding import schema
from cooperation.seeding.consistency import consistency
from cooperation.seeding.names import naming
from cooperation.seeding.read import Entry, Problem, Seeds
from cooperation.seeding.wording import perhaps
from cooperation.seeding.write import as_plain

_OVER = (Status.HELD, Status.ENDED)


def check(seeds: Seeds) -> list[Problem]:
    """All problems between the objects of `seeds`, in the order of files and lines."""
    problems = [*seeds.problems, *_duplicates(seeds)]
    known = Known.of(seeds)
    for entry in seeds.records:
        problems += check_record(entry, known)
    for entry in seeds.sources:
        problems += _source(entry)
    problems += _tables(seeds, known)
    problems += _former_slugs(seeds)
    problems += _paragraph_coverage(seeds)
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.message))


def check_record(entry: Entry, known: "Known") -> list[Problem]:
    """All problems of one record with itself and with what it refers to."""
    return [*known.references(entry), *_statements(entry, known), *consistency(entry)]


def _duplicates(seeds: Seeds) -> Iterator[Problem]:
    groups = (seeds.records, seeds.sources, seeds.countries, seeds.topics, seeds.groups, seeds.gaps)
    for entries in groups:
        first: dict[str, Entry] = {}
        for entry in entries:
            field = "code" if hasattr(entry.seed, "code") else "slug"
            key = getattr(entry.seed, field)
            if key in first:
                yield entry.problem((field,), f"'{key}' is already used in {first[key].file}")
            first.setdefault(key, entry)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that may be referred to, by slug or code; `kinds` holds the kind of each record."""

    kinds: Mapping[str, str]
    sources: Mapping[str, schema.SourceSeed]
    countries: Set[str]
    topics: Set[str]
    groups: Set[str]

    @classmethod
    def of(cls, seeds: Seeds) -> "Known":
        """What the seeds themselves hold."""
        return cls(
            {entry.seed.slug: entry.seed.kind for entry in seeds.records},
            {entry.seed.slug: entry.seed for entry in seeds.sources},
            {entry.seed.code for entry in seeds.countries},
            {entry.seed.slug for entry in seeds.topics},
            {entry.seed.slug for entry in seeds.groups},
        )

    def references(self, entry: Entry) -> Iterator[Problem]:
        """Problems with what the record refers to."""
        record = entry.seed
        for i, topic in enumerate(record.topics):
            if topic not in self.topics:
                yield entry.problem(
                    ("topics", i), f"there is no topic '{topic}' in topics.yaml{perhaps(topic, self.topics)}"
                )
        for i, relation in enumerate(record.relations):
            if relation.to not in self.kinds or relation.to == record.slug:
                yield entry.problem(
                    ("relations", i), f"there is no other record '{relation.to}'{perhaps(relation.to, self.kinds)}"
                )
        yield from self._participants(entry, record.participants, ("participants",))
        yield from self._countries(entry)
        yield from self._parent(entry)
        for i, statement in enumerate(record.statements):
            path = ("statements", i)
            if statement.source not in self.sources:
                words = f"there is no source '{statement.source}'{perhaps(statement.source, self.sources)}"
                yield entry.problem((*path, "source"), words)
            if isinstance(statement, schema.ParticipantsStatement):
                yield from self._participants(entry, statement.value, (*path, "value"))

    def _participants(self, entry: Entry, people: list[schema.Participant], path: tuple[Any, ...]) -> Iterator[Problem]:
        seen = set()
        for i, participant in enumerate(people):
            label, _, key = identity(as_plain(participant)).partition(":")
            if (participant.role, key) in seen:
                yield entry.problem((*path, i), f"'{key}' stands here twice in the same role")
            seen.add((participant.role, key))
            if not self._has(label, key):
                known = {"organisation": self.kinds, "country": self.countries, "group": self.groups}[label]
                yield entry.problem((*path, i), f"there is no {label} '{key}'{perhaps(key, known)}")

    def _has(self, label: str, key: str) -> bool:
        if label == "organisation":
            return self.kinds.get(key) == Kind.ORGANISATION
        return key in (self.countries if label == "country" else self.groups)

    def _countries(self, entry: Entry) -> Iterator[Problem]:
        record = entry.seed
        used: list[tuple[tuple[str | int, ...], str | None]] = [
            (("place",), record.place.country if record.place else None),
            (("country",), getattr(record, "country", None)),
        ]
        used += [(("members", i), member.country) for i, member in enumerate(getattr(record, "members", []))]
        for path, code in used:
            if code and code not in self.countries:
                yield entry.problem(path, f"there is no country '{code}' in countries.yaml")
        for i, member in enumerate(getattr(record, "members", [])):
            if member.source and member.source not in self.sources:
                words = f"there is no source '{member.source}'{perhaps(member.source, self.sources)}"
                yield entry.problem(("members", i, "source"), words)

    def _parent(self, entry: Entry) -> Iterator[Problem]:
        forum = getattr(entry.seed, "forum", None)
        forums = [slug for slug, kind in self.kinds.items() if kind == Kind.FORUM] if forum else []
        if forum and forum not in forums:
            yield entry.problem(("forum",), f"there is no forum '{forum}'{perhaps(forum, forums)}")


def claims_of(record: schema.Record, sources: Mapping[str, schema.SourceSeed]) -> dict[str, list[Claim]]:
    """The record's statements as claims, by field; figures by `figure:<key>`."""
    result: dict[str, list[Claim]] = defaultdict(list)
    for statement in record.statements:
        if statement.field != MENTION:
            complete, value = getattr(statement, "complete", False), as_plain(statement.value)
            result[field_key(statement)].append(
                claim(statement.field, value, sources[statement.source], complete=complete)
            )
    return result


def shown_values(record: schema.Record) -> dict[str, Any]:
    """What the record shows in each field that needs statements, None where it shows nothing."""
    number = getattr(record, "number", None)
    values = {
        "name": record.name,
        "name_zh": record.name_zh if record.name_zh_basis == Basis.SOURCE else None,
        "date": record.date,
        "place": record.place and comparable("place", as_plain(record.place)),
        "participants": comparable("participants", as_plain(record.participants)) or None,
        "status": None if record.status == Status.UNKNOWN else str(record.status),
        "number": number and str(number),
        "country": getattr(record, "country", None),
    }
    values.update({f"figure:{figure.key}": comparable("figure", as_plain(figure)) for figure in record.figures})
    return values


def _statements(entry: Entry, known: Known) -> Iterator[Problem]:
    record = entry.seed
    if any(statement.source not in known.sources for statement in record.statements):
        return
    claims, shown = claims_of(record, known.sources), shown_values(record)
    for field, value in shown.items():
        path = ("participants",) if field == "participants" else (field.partition(":")[0],)
        if value is None and field not in claims:
            continue
        if field not in claims:
            yield entry.problem(path, f"nothing under statements supports {field} {_words(value)}")
        elif (ruled := chosen(claims[field])) != value:
            yield entry.problem(path, f"shows {_words(value)}, but the statements give {_words(ruled)}")
    for field in sorted(claims.keys() - shown.keys() - _unshown(record)):
        yield entry.problem(("statements",), f"speaks of {field}, which this record does not have")
    yield from _locators(entry, known)
    yield from _too_early(entry, known)


def _unshown(record: schema.Record) -> set[str]:
    """Fields that a record shows straight from its statements: themes are long and need not stand twice."""
    return {"theme"} if record.kind in (Kind.FORUM, Kind.EDITION) else set()


def _locators(entry: Entry, known: Known) -> Iterator[Problem]:
    for i, statement in enumerate(entry.seed.statements):
        source = known.sources[statement.source]
        path = ("statements", i, "paragraph")
        if source.layer == Layer.FOUNDING and statement.paragraph is None:
            yield entry.problem(path, "a statement on a founding document needs its paragraph number")
        if statement.misprint and not statement.doubt:
            yield entry.problem(("statements", i, "misprint"), "a misprint needs a doubt that says what looks wrong")
        if statement.paragraph and source.paragraphs and statement.paragraph > source.paragraphs:
            yield entry.problem(path, f"{source.slug} has only {source.paragraphs} paragraphs")
        if statement.anchors and statement.paragraph is None:
            yield entry.problem(("statements", i, "anchors"), "anchors need the paragraph in which they stand")


def _too_early(entry: Entry, known: Known) -> Iterator[Problem]:
    """A source older than the date cannot say that something took place on it."""
    date = dates.parse(entry.seed.date) if entry.seed.date else None
    for i, statement in enumerate(entry.seed.statements):
        day = known.sources[statement.source].date
        told = dates.parse(day).latest if day else None
        if date and told and told < date.earliest and statement.field == "status" and statement.value in _OVER:
            words = f"{statement.source} is of {day}, before {entry.seed.date}: it cannot say '{statement.value}'"
            yield entry.problem(("statements", i, "value"), f"{words}; write planned or announced")


def _words(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, frozenset):
        return ", ".join(sorted(f"{identity} as {role}" for role, identity in value))
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value if part)
    return f"'{value}'"


def _source(entry: Entry) -> Iterator[Problem]:
    source = entry.seed
    spans = [("sections", i, part) for i, part in enumerate(source.sections)]
    spans += [("uncited", i, part) for i, part in enumerate(source.uncited)]
    for key, i, span in spans:
        if span.last < span.first or (source.paragraphs and span.last > source.paragraphs):
            yield entry.problem((key, i), f"paragraphs {span.first} to {span.last} do not fit the source")
    if source.layer == Layer.FOUNDING and not (source.paragraphs and source.sha256 and source.document):
        yield entry.problem(("document",), "a founding document needs document, sha256 and paragraphs")
    if source.fingerprints and len(source.fingerprints) != source.paragraphs:
        words = (
            f"are {len(source.fingerprints)} for {source.paragraphs or 0} paragraphs; verify_seeds --write makes them"
        )
        yield entry.problem(("fingerprints",), words)


def _tables(seeds: Seeds, known: Known) -> Iterator[Problem]:
    """What groups and countries refer to."""
    for entry in seeds.groups:
        if entry.seed.country and entry.seed.country not in known.countries:
            yield entry.problem(("country",), f"there is no country '{entry.seed.country}' in countries.yaml")
    for entry in seeds.countries:
        if entry.seed.bloc and known.kinds.get(entry.seed.bloc) != Kind.ORGANISATION:
            yield entry.problem(("bloc",), f"there is no organisation '{entry.seed.bloc}'")
    yield from naming(seeds.countries)


def _former_slugs(seeds: Seeds) -> Iterator[Problem]:
    taken = {entry.seed.slug: entry.seed.slug for entry in seeds.records}
    for entry in seeds.records:
        for i, slug in enumerate(entry.seed.former_slugs):
            if slug in taken:
                yield entry.problem(("former_slugs", i), f"'{slug}' belongs to '{taken[slug]}'")
            taken[slug] = entry.seed.slug


def _paragraph_coverage(seeds: Seeds) -> Iterator[Problem]:
    """Every paragraph of a founding document is cited by a record or listed with a reason, not both."""
    cited: dict[str, set[int]] = defaultdict(set)
    for entry in seeds.records:
        for statement in entry.seed.statements:
            cited[statement.source].add(statement.paragraph or 0)
    for entry in seeds.sources:
        if entry.seed.layer == Layer.FOUNDING and entry.seed.paragraphs:
            yield from coverage_of(entry, cited[entry.seed.slug])


def coverage_of(entry: Entry, cited: set[int]) -> Iterator[Problem]:
    """Problems between the paragraphs of one source that records cite and those it explains."""
    explained = {n for span in entry.seed.uncited for n in range(span.first, span.last + 1)}
    silent = set(range(1, entry.seed.paragraphs + 1)) - cited - explained
    for first, last in runs(silent):
        words = f"paragraphs {first} to {last} are" if last > first else f"paragraph {first} is"
        yield entry.problem(("uncited",), f"{words} neither cited by a record nor explained here")
    for number in sorted(cited & explained):
        yield entry.problem(("uncited",), f"paragraph {number} is explained here, yet a record cites it")


def runs(numbers: set[int]) -> list[tuple[int, int]]:
    """Runs of neighbouring numbers, as first and last."""
    firsts = sorted(n for n in numbers if n - 1 not in numbers)
    lasts = sorted(n for n in numbers if n + 1 not in numbers)
    return list(zip(firsts, lasts, strict=True))
