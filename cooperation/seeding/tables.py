"""Load the tables that records refer to: countries, topics, groups, gaps and sources.

Every function returns the rows that it changed, named as a reader would name them.
"""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from cooperation.models import Country, Gap, Group, Organisation, Section, Source, Topic, UncitedSpan
from cooperation.seeding import dump, schema
from cooperation.seeding.names import country_names, library_names
from cooperation.seeding.read import Entry, Seeds
from cooperation.seeding.report import LoadError
from cooperation.seeding.write import content_hash

# Those that refer to others first, the order in which rows may go.
_MODELS: dict[str, Any] = {"source": Source, "gap": Gap, "topic": Topic, "group": Group, "country": Country}


def load_tables(seeds: Seeds) -> set[str]:
    """Bring the tables to what the seeds say; rows that no file holds stay."""
    changed = _upsert("country", [(entry.seed.code, _country(entry.seed)) for entry in seeds.countries])
    rows = [(entry.seed.slug, {**_columns(entry.seed), "position": i}) for i, entry in enumerate(seeds.topics)]
    changed |= _upsert("topic", rows)
    rows = [
        (seed.slug, {**_columns(seed, without=["country"]), "country_id": seed.country, "position": i})
        for i, seed in enumerate(entry.seed for entry in seeds.groups)
    ]
    changed |= _upsert("group", rows)
    rows = [
        (entry.seed.slug, {**_columns(entry.seed), "field": entry.seed.field or "", "position": i})
        for i, entry in enumerate(seeds.gaps)
    ]
    changed |= _upsert("gap", rows)
    sources = {row.pk: row for row in Source.objects.defer(None).prefetch_related("sections", "uncited")}
    return changed | {
        f"source {entry.seed.slug}" for entry in seeds.sources if _load_source(entry.seed, sources.get(entry.seed.slug))
    }


def _columns(seed: schema.Seed, without: Iterable[str] = ()) -> dict[str, Any]:
    values = {name: value for name, value in seed if name not in ("slug", "code", *without)}
    return {name: ([str(v) for v in value] if isinstance(value, list) else value) for name, value in values.items()}


def _country(seed: schema.CountrySeed) -> dict[str, Any]:
    name, name_zh = country_names(seed)
    library_name, library_name_zh = library_names(seed.code)
    own = {"name_override": bool(seed.name), "name_zh_override": bool(seed.name_zh), "why": seed.why or ""}
    own |= {"library_name": library_name, "library_name_zh": library_name_zh}
    regions = [str(region) for region in seed.regions]
    return {"name": name, "name_zh": name_zh, **own, "aliases": seed.aliases, "regions": regions}


def _upsert(label: str, rows: list[tuple[str, dict[str, Any]]]) -> set[str]:
    model = _MODELS[label]
    stored = model.objects.in_bulk()
    changed = set()
    for key, values in rows:
        row = stored.get(key) or model(pk=key)
        if key not in stored or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed.add(f"{label} {key}")
    return changed


def _load_source(seed: schema.SourceSeed, old: Source | None) -> bool:
    if old and _source_hash(old) == content_hash(seed):
        return False
    values = _columns(seed, without=("sections", "uncited", "verified"))
    values["verified"] = seed.verified.model_dump() if seed.verified else {}
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
    return True


def _source_hash(row: Source) -> str:
    """Hash of what the rows say, empty where an older format let in what this one refuses."""
    try:
        return content_hash(dump.source_seed(row))
    except ValidationError:
        return ""


def tie_countries(entries: list[Entry]) -> set[str]:
    """Tie a party of its own, such as the EU, to the bloc that it is, and untie what is no longer tied."""
    blocs = dict(Organisation.objects.values_list("slug", "pk"))
    rows = Country.objects.in_bulk()
    changed = set()
    for entry in entries:
        slug, row = entry.seed.bloc, rows[entry.seed.code]
        if slug and slug not in blocs:
            problem = entry.problem(("bloc",), f"there is no organisation '{slug}'")
            raise LoadError(f"{problem}; it was deleted or changed in the admin, --overwrite brings it back")
        if row.bloc_id != (blocs[slug] if slug else None):
            row.bloc_id = blocs[slug] if slug else None
            row.save(update_fields=["bloc"])
            changed.add(f"country {row.pk}")
    return changed


def gone_rows(seeds: Seeds) -> dict[str, Any]:
    """Rows that no file holds any more, those that refer to others first."""
    held: dict[str, set[str]] = {
        "source": {entry.seed.slug for entry in seeds.sources},
        "gap": {entry.seed.slug for entry in seeds.gaps},
        "topic": {entry.seed.slug for entry in seeds.topics},
        "group": {entry.seed.slug for entry in seeds.groups},
        "country": {entry.seed.code for entry in seeds.countries},
    }
    return {
        f"{label} {row.pk}": row
        for label, model in _MODELS.items()
        for row in model.objects.order_by("pk")
        if row.pk not in held[label]
    }
