"""The checks of the seeds, run on one record as the database holds it."""

import hashlib
import json
from collections import defaultdict

from pydantic import ValidationError

from cooperation.choices import Layer
from cooperation.models import Country, FormerSlug, Group, Record, Source, Statement, Topic
from cooperation.seeding import dump, schema
from cooperation.seeding.check import Known, check_record, coverage_of
from cooperation.seeding.read import Entry, Problem, format_problems
from cooperation.seeding.write import as_plain


class Refused(Exception):
    """The checks found problems, so nothing may be saved."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = problems


def stored(key: int) -> Record:
    """A record with all its rows, read anew."""
    return dump.with_everything(Record.objects.filter(pk=key)).get()


def fingerprint(key: int) -> str:
    """Changes whenever anything that a seed file holds of the record changes."""
    text = json.dumps(dump.record_plain(stored(key)), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def require_sound(key: int) -> None:
    """Raise Refused unless a load would accept the record; bring its statements into the seeds' plain form."""
    record = stored(key)
    try:
        seed = dump.record_seed(record)
    except ValidationError as error:
        raise Refused(format_problems(error, "", dump.record_plain(record), {})) from error
    entry = Entry("", {}, seed)
    if problems := [*check_record(entry, _known()), *_taken(entry)]:
        raise Refused(problems)
    _settle(record, seed)


def _known() -> Known:
    """What the database holds to refer to."""
    sources = Source.objects.defer(None).prefetch_related("sections", "uncited")
    return Known(
        dict(Record.objects.values_list("slug", "kind")),
        {row.slug: dump.source_seed(row) for row in sources},
        set(Country.objects.values_list("pk", flat=True)),
        set(Topic.objects.values_list("pk", flat=True)),
        set(Group.objects.values_list("pk", flat=True)),
    )


def _taken(entry: Entry) -> list[Problem]:
    """An earlier slug of a record leads to it, so no other record may take that slug."""
    row = FormerSlug.objects.filter(pk=entry.seed.slug, record__isnull=False).select_related("record").first()
    if row is None or row.record is None:
        return []
    return [entry.problem(("slug",), f"'{row.pk}' is an earlier slug of '{row.record.slug}'")]


def _settle(record: Record, seed: schema.Record) -> None:
    for row, item in zip(record.statements.all(), seed.statements, strict=True):
        value, complete = as_plain(item.value), getattr(item, "complete", False)
        if (row.value, row.complete) != (value, complete):
            Statement.objects.filter(pk=row.pk).update(value=value, complete=complete)


def uncovered() -> list[Problem]:
    """Paragraphs of founding documents that no record cites and nobody explained, or that are both."""
    cited: dict[str, set[int]] = defaultdict(set)
    for source, paragraph in Statement.objects.values_list("source", "paragraph").distinct().order_by():
        cited[source].add(paragraph or 0)
    founding = Source.objects.filter(layer=Layer.FOUNDING, paragraphs__isnull=False)
    entries = [
        Entry(f"sources/{row.slug}.yaml", {}, dump.source_seed(row))
        for row in founding.prefetch_related("sections", "uncited")
    ]
    return [problem for entry in entries for problem in coverage_of(entry, cited[entry.seed.slug])]
