"""Load checked seeds into the database: one transaction, upsert by slug, unchanged rows untouched."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from pydantic import ValidationError

from cooperation.choices import Kind
from cooperation.derive import derive
from cooperation.models import Agreement, Edition, Forum, Initiative, Organisation, Record, Release
from cooperation.releases import publish
from cooperation.seeding import dump, schema
from cooperation.seeding.check import Known
from cooperation.seeding.gone import deleted_by_hand, refused, remove, remove_rows, settle_former_slugs
from cooperation.seeding.links import clear_references, create_links, take_former_slugs
from cooperation.seeding.lock import only_one_load
from cooperation.seeding.read import Entry, Seeds
from cooperation.seeding.report import LoadError, LoadReport, Options
from cooperation.seeding.tables import gone_rows, load_tables, tie_countries
from cooperation.seeding.write import content_hash

_MODELS: dict[str, type[Record]] = {
    Kind.AGREEMENT: Agreement,
    Kind.FORUM: Forum,
    Kind.EDITION: Edition,
    Kind.ORGANISATION: Organisation,
    Kind.INITIATIVE: Initiative,
}
Progress = Callable[[int, int], None]


def load(seeds: Seeds, options: Options, progress: Progress = lambda done, total: None) -> LoadReport:
    """Bring the database to what `seeds` say. `seeds` must have passed the check."""
    report = LoadReport()
    with only_one_load(), transaction.atomic():
        _load(seeds, options, report, progress)
        if options.dry_run:
            transaction.set_rollback(True)
    return report


def _load(seeds: Seeds, options: Options, report: LoadReport, progress: Progress) -> None:
    changed = load_tables(seeds)
    wanted = {entry.seed.slug: entry for entry in seeds.records}
    stored = {record.slug: record for record in dump.with_everything(Record.objects.all())}
    _rename(wanted, stored)
    edited, moved = _edited(wanted, stored)
    if not options.overwrite:
        report.edited = sorted(edited)
        report.left_out = sorted(deleted_by_hand() & wanted.keys() - stored.keys())
    gone = sorted(slug for slug in stored.keys() - wanted.keys() if stored[slug].seed_hash)
    doomed = [slug for slug in gone if slug not in report.edited] if options.prune else []
    todo = _to_write(wanted, stored, edited, options, report)
    _require_references(todo, stored, seeds)
    clear_references([stored[slug].pk for slug in (*doomed, *(entry.seed.slug for entry in todo)) if slug in stored])
    rows = _save_records(todo, stored, progress)
    _hang_on(rows, todo, edited)
    changed |= tie_countries(seeds.countries)
    if options.prune:
        report.deleted = remove(doomed)
        changed |= remove_rows(seeds)
    else:
        report.missing = [*gone, *gone_rows(seeds)]
    settle_former_slugs(wanted)
    report.tables = len(changed)
    _conclude(report, moved)


def _conclude(report: LoadReport, moved: set[str]) -> None:
    """Compute what follows from a change, and publish it; also where a database has no release yet.

    A migration leaves what is computed empty where it is to be computed in another way.
    """
    if report.changed or Record.objects.filter(search_text="").exists():
        derive()
        take_stock()
    if report.changed or moved or not Release.objects.exists():
        publish()


def take_stock() -> None:
    """Let PostgreSQL count the rows: until its daemon does so, it takes tables for empty and minutes for a page."""
    if connection.vendor == "postgresql":
        models = apps.get_app_config("cooperation").get_models(include_auto_created=True)
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def _rename(wanted: dict[str, Entry], stored: dict[str, Record]) -> None:
    """A record whose file now bears another slug and names the old one is the same record, unless it was edited."""
    for slug, entry in wanted.items():
        for former in entry.seed.former_slugs if slug not in stored else ():
            if former in stored and former not in wanted and not is_edited(stored[former]):
                stored[slug] = stored.pop(former)
                break


def _edited(wanted: dict[str, Entry], stored: dict[str, Record]) -> tuple[set[str], set[str]]:
    """Slugs of records that no longer say what was loaded, or were never; and of those that now have another file.

    An edit that has reached its file counts as loaded from there, so that it is not reported for ever.
    """
    edited, moved = set(), set()
    for slug, record in stored.items():
        entry, now = wanted.get(slug), _hash_of(record)
        if now and now == record.seed_hash:
            continue
        if entry and now == content_hash(entry.seed):
            if record.seed_path != entry.file:
                moved.add(slug)
            record.seed_path, record.seed_hash = entry.file, now
            record.save(update_fields=["seed_path", "seed_hash"])
        else:
            edited.add(slug)
    return edited, moved


def is_edited(record: Record) -> bool:
    """True when the rows no longer say what was loaded, or were never loaded from a file."""
    return not record.seed_hash or _hash_of(record) != record.seed_hash


def _hash_of(record: Record) -> str:
    """Hash of what the rows say, empty where an older format let in what this one refuses."""
    try:
        return content_hash(dump.record_seed(record))
    except ValidationError:
        return ""


def _to_write(
    wanted: dict[str, Entry], stored: dict[str, Record], edited: set[str], options: Options, report: LoadReport
) -> list[Entry]:
    """The entries to write: new ones, and changed ones that nobody edited or deleted since."""
    todo = []
    for slug, entry in wanted.items():
        if slug in report.left_out:
            continue
        if slug not in stored:
            report.created += 1
        elif slug in report.edited or (slug not in edited and _is_same(entry, stored[slug])):
            report.unchanged += 1
            continue
        else:
            report.updated += 1
        todo.append(entry)
    return todo


def _is_same(entry: Entry, record: Record) -> bool:
    return (record.seed_path, record.seed_hash) == (entry.file, content_hash(entry.seed))


def _require_references(todo: list[Entry], stored: dict[str, Record], seeds: Seeds) -> None:
    """The check saw the files alone: what they refer to may be deleted or of another kind in the database."""
    kinds = {slug: record.kind for slug, record in stored.items()} | {e.seed.slug: e.seed.kind for e in todo}
    known = replace(Known.of(seeds), kinds=kinds)
    for entry in todo:
        for problem in known.references(entry):
            raise LoadError(f"{problem}; it was deleted or changed in the admin, --overwrite brings it back")


def _save_records(todo: list[Entry], stored: dict[str, Record], progress: Progress) -> list[Record]:
    rows = []
    for done, entry in enumerate(todo, 1):
        rows.append(_save_record(entry, stored.get(entry.seed.slug)))
        progress(done, len(todo))
    return rows


def _save_record(entry: Entry, old: Record | None) -> Record:
    """Write the record's own row and its kind's row."""
    seed = entry.seed
    model = _MODELS[seed.kind]
    if old and old.kind != seed.kind:
        with refused(f"make '{seed.slug}' a record of kind {seed.kind}"):
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


def _hang_on(rows: list[Record], todo: list[Entry], edited: set[str]) -> None:
    """Everything of the saved records that refers to records, which are all there now."""
    ids = dict(Record.objects.values_list("slug", "pk"))
    pairs = [(row, entry.seed) for row, entry in zip(rows, todo, strict=True)]
    for row, seed in pairs:
        row.series_id = ids[seed.forum] if seed.kind == Kind.EDITION else None
    Record.objects.bulk_update(rows, ["series"], batch_size=500)
    orphan = Record.objects.filter(series__isnull=False).exclude(series__kind=Kind.FORUM).first()
    if orphan:
        raise LoadError(f"cannot change the kind of {orphan.series}: {orphan} is still an edition of it")
    losers = take_former_slugs(pairs)
    create_links(pairs, ids)
    _restamp(losers - edited)


def _restamp(slugs: set[str]) -> None:
    """Records that gave a former slug to another one have not been edited by that."""
    for record in dump.with_everything(Record.objects.filter(slug__in=slugs)):
        record.seed_hash = content_hash(dump.record_seed(record))
        record.save(update_fields=["seed_hash"])
