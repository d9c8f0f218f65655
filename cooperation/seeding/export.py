"""Write the whole database back as seed files, byte for byte as they were loaded."""

from collections import defaultdict
from pathlib import Path

from pydantic import BaseModel

from cooperation.models import Record, Source
from cooperation.seeding import dump
from cooperation.seeding.read import folder
from cooperation.seeding.write import to_jsonl, to_yaml


def export_seeds(root: Path) -> int:
    """Write every seed file under `root`; returns how many. Files that stand there are overwritten."""
    files = seed_files()
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return len(files)


def seed_files() -> dict[str, str]:
    """The text of every seed file, by its name under seeds/."""
    files = {name: to_yaml(rows) for name, rows in dump.tables().items() if rows}
    for source in Source.objects.defer(None).prefetch_related("sections", "uncited"):
        files[f"sources/{source.slug}.yaml"] = to_yaml(dump.source_seed(source))
    bulk: dict[str, list[BaseModel]] = defaultdict(list)
    for record in dump.with_everything(Record.objects.all()):
        name = record.seed_path or f"{folder(record.kind)}/{record.slug}.yaml"
        if name.endswith(".jsonl"):
            bulk[name].append(dump.record_seed(record))
        else:
            files[name] = to_yaml(dump.record_seed(record))
    return files | {name: to_jsonl(rows) for name, rows in bulk.items()}
