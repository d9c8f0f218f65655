"""Load checked seeds into the database: one transaction, upsert by slug, unchanged rows untouched."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from babel import Locale
from django.db import transaction
from django.db.models import ProtectedError

from cooperation.choices import Kind
from cooperation.facets import derive
from cooperation.models import (
    Agreement,
    Country,
    Edition,
    FormerSlug,
    Forum,
    Group,
    Initiative,
    Organisation,
    Record,
    Section,
    Source,
    Topic,
    UncitedSpan,
)
from cooperation.seeding import dump, schema
from cooperation.seeding.links import replace_links
from cooperation.seeding.lock import only_one_load
from cooperation.seeding.read import Entry, Seeds
from cooperation.seeding.write import content_hash

_MODELS: dict[str, type[Record]] = {
    Kind.AGREEMENT: Agreement,
    Kind.FORUM: Forum,
    Kind.EDITION: Edition,
    Kind.ORGANISATION: Organisation,
    Kind.INITIATIVE: Initiative,
}
Progress = Callable[[int, int], None]


class LoadError(Exception):
    """The load could not go on; the database is as it was. The message says why, for the reader."""


@dataclass(slots=True)
class LoadReport:
    """What a load did, or would do."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    edited: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    tables: int = 0

    @property
    def changed(self) -> bool:
        """True when the database differs from what it was."""
        return bool(self.created or self.updated or self.deleted or self.tables)

    def as_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants done."""

    prune: bool = False
    overwrite: bool = False
    dry_run: bool = False


def load(seeds: Seeds, options: Options, progress: Progress = lambda done, total: None) -> LoadReport:
    """Bring the database to what `seeds` say. `seeds` must have passed the check."""
    report = LoadReport()
    with only_one_load(), transaction.atomic():
        _load(seeds, options, report, progress)
        if options.dry_run:
            transaction.set_rollback(True)
    return report


def _load(seeds: Seeds, options: Options, report: LoadReport, progress: Progress) -> None:
    report.tables = _load_tables(seeds)
    wanted = {entry.seed.slug: entry for entry in seeds.records}
    stored = {record.slug: record for record in dump.with_everything(Record.objects.all())}
    _adopt(wanted, stored)
    edited = {slug for slug, record in stored.items() if is_edited(record)}
    todo = _to_write(wanted, stored, edited, options, report)
    rows = [_save_record(entry, stored.get(entry.seed.slug)) for entry in todo]
    for done, (entry, row) in enumerate(zip(todo, rows, strict=True), 1):
        progress(done, len(todo))
        row.series = Record.objects.get(slug=entry.seed.forum) if entry.seed.kind == Kind.EDITION else None
    Record.objects.bulk_update(rows, ["series"], batch_size=500)
    replace_links([(row, entry.seed) for row, entry in zip(rows, todo, strict=True)])
    _tie_countries(seeds.countries)
    report.missing = sorted(slug for slug in stored.keys() - wanted.keys() if stored[slug].seed_hash)
    report.edited = sorted(edited if not options.overwrite else [])
    if options.prune:
        report.deleted = remove([slug for slug in report.missing if options.overwrite or slug not in edited])
    if report.changed:
        derive()


def _adopt(wanted: dict[str, Entry], stored: dict[str, Record]) -> None:
    """An edit that has reached its file counts as loaded from there, so that it is not reported for ever."""
    for slug, entry in wanted.items():
        record, fresh = stored.get(slug), content_hash(entry.seed)
        if record and record.seed_hash != fresh and content_hash(dump.record_seed(record)) == fresh:
            record.seed_path, record.seed_hash = entry.file, fresh
            record.save(update_fields=["seed_path", "seed_hash"])


def is_edited(record: Record) -> bool:
    """True when the rows no longer say what was loaded, or were never loaded from a file."""
    return not record.seed_hash or content_hash(dump.record_seed(record)) != record.seed_hash


def _to_write(
    wanted: dict[str, Entry], stored: dict[str, Record], edited: set[str], options: Options, report: LoadReport
) -> list[Entry]:
    """The entries to write: new ones, and changed ones that nobody edited since."""
    todo = []
    for slug, entry in wanted.items():
        same = (
            slug in stored
            and stored[slug].seed_hash == content_hash(entry.seed)
            and stored[slug].seed_path == entry.file
        )
        keep = slug in edited and not options.overwrite
        if slug not in stored:
            report.created += 1
            todo.append(entry)
        elif keep or (same and slug not in edited):
            report.unchanged += 1
        else:
            report.updated += 1
            todo.append(entry)
    return todo


def _save_record(entry: Entry, old: Record | None) -> Record:
    """Write the record's own row and its kind's row."""
    seed = entry.seed
    model = _MODELS[seed.kind]
    if old and old.kind != seed.kind:
        _MODELS[old.kind].objects.get(pk=old.pk).delete(keep_parents=True)
    row = model(pk=old.pk if old else None, **_own_columns(seed))
    for name in ("slug", "kind", "type", "name", "aliases", "summary", "status", "notes"):
        setattr(row, name, getattr(seed, name))
    row.name_zh, row.name_zh_basis = seed.name_zh or "", seed.name_zh_basis or ""
    row.place_name = (seed.place and seed.place.name) or ""
    row.place_country_id = seed.place and seed.place.country
    row.set_date(seed.date or "")
    row.seed_path, row.seed_hash = entry.file, content_hash(seed)
    row.save()
    return row


def _own_columns(seed: schema.Record) -> dict[str, Any]:
    if isinstance(seed, schema.EditionSeed):
        return {"number": seed.number}
    if isinstance(seed, schema.OrganisationSeed):
        return {"country_id": seed.country, "spreads_to_members": seed.spreads_to_members}
    return {}


def remove(slugs: list[str]) -> int:
    """Delete records and keep their slugs, so that their addresses answer that they are gone."""
    rows = Record.objects.filter(slug__in=slugs)
    FormerSlug.objects.filter(record__in=rows).update(record=None)
    try:
        for row in rows:
            row.relations.all().delete()
            row.participants.all().delete()
        rows.filter(kind=Kind.EDITION).delete()
        rows.delete()
    except ProtectedError as error:
        names = ", ".join(sorted({str(getattr(item, "record", item)) for item in error.protected_objects}))
        raise LoadError(f"cannot delete records that others still refer to: {names}") from error
    FormerSlug.objects.bulk_create([FormerSlug(slug=slug) for slug in slugs], ignore_conflicts=True)
    return len(slugs)


def _load_tables(seeds: Seeds) -> int:
    """Countries, topics, groups and sources; returns how many rows changed."""
    changed = _upsert(Country, [(entry.seed.code, _country(entry.seed)) for entry in seeds.countries])
    rows = [(entry.seed.slug, {**_columns(entry.seed), "position": i}) for i, entry in enumerate(seeds.topics)]
    changed += _upsert(Topic, rows)
    rows = [
        (seed.slug, {**_columns(seed, without=["country"]), "country_id": seed.country, "position": i})
        for i, seed in enumerate(entry.seed for entry in seeds.groups)
    ]
    changed += _upsert(Group, rows)
    return changed + sum(_load_source(entry.seed) for entry in seeds.sources)


def _columns(seed: schema.Seed, without: Iterable[str] = ()) -> dict[str, Any]:
    values = {name: value for name, value in seed if name not in ("slug", "code", *without)}
    return {name: ([str(v) for v in value] if isinstance(value, list) else value) for name, value in values.items()}


def _country(seed: schema.CountrySeed) -> dict[str, Any]:
    english, chinese = Locale("en").territories, Locale("zh", "CN", script="Hans").territories
    names = {"name": seed.name or english[seed.code], "name_zh": seed.name_zh or chinese[seed.code]}
    own = {"name_override": bool(seed.name), "name_zh_override": bool(seed.name_zh)}
    return {**names, **own, "aliases": seed.aliases, "regions": [str(region) for region in seed.regions]}


def _upsert(model: Any, rows: list[tuple[str, dict[str, Any]]]) -> int:
    stored = model.objects.in_bulk()
    changed = 0
    for key, values in rows:
        row = stored.get(key) or model(pk=key)
        if key not in stored or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    return changed


def _load_source(seed: schema.SourceSeed) -> int:
    old = Source.objects.filter(pk=seed.slug).prefetch_related("sections", "uncited").first()
    if old and content_hash(dump.source_seed(old)) == content_hash(seed):
        return 0
    values = _columns(seed, without=("sections", "uncited"))
    row, _ = Source.objects.update_or_create(
        pk=seed.slug,
        defaults={name: "" if value is None and name != "paragraphs" else value for name, value in values.items()},
    )
    row.sections.all().delete()
    row.uncited.all().delete()
    Section.objects.bulk_create([Section(source=row, position=i, **_columns(s)) for i, s in enumerate(seed.sections)])
    UncitedSpan.objects.bulk_create(
        [UncitedSpan(source=row, position=i, **_columns(s)) for i, s in enumerate(seed.uncited)]
    )
    return 1


def _tie_countries(entries: list[Entry]) -> None:
    """EU is a party of its own, tied to the bloc."""
    for entry in entries:
        if entry.seed.bloc:
            Country.objects.filter(pk=entry.seed.code).update(bloc=Organisation.objects.get(slug=entry.seed.bloc))
