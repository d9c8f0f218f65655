"""Write the whole database back as seed files, byte for byte as they were loaded."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from cooperation.choices import Kind
from cooperation.models import KeptFile, Record, Source
from cooperation.seeding import dump, schema, write
from cooperation.seeding.read import LOADER
from cooperation.seeding.write import plain, to_jsonl, to_yaml

Files = Mapping[str, str]


def export_seeds(root: Path) -> int:
    """Write every seed file under `root`; returns how many."""
    return write_files(root, seed_files())


def write_files(root: Path, files: Files) -> int:
    """Write these files under `root`; returns how many. Files that stand there are overwritten."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return len(files)


def seed_files() -> dict[str, str]:
    """The text of every seed file, by its name under seeds/."""
    return {name: file.text for name, file in kept_files({}).items()}


def kept_files(known: Mapping[str, KeptFile]) -> dict[str, KeptFile]:
    """Every seed file with the mark of its rows; a known text is taken over where its rows are the same.

    Writing takes many times as long as comparing.
    """
    files = {}
    for name, rows, text in _files():
        mark, file = _mark(rows), known.get(name)
        files[name] = file if file and file.mark == mark else KeptFile(mark, text())
    return files


def _files() -> Iterator[tuple[str, Any, Callable[[], str]]]:
    """Each file: its name, the plain values of its rows, and how to write it."""
    for name, seeds in dump.tables().items():
        if seeds:
            yield name, [plain(seed) for seed in seeds], partial(to_yaml, seeds)
    for source in Source.objects.defer(None).prefetch_related("sections", "uncited"):
        seed = dump.source_seed(source)
        yield f"sources/{source.slug}.yaml", plain(seed), partial(to_yaml, seed)
    by_name: dict[str, list[Record]] = defaultdict(list)
    for record in dump.with_everything(Record.objects.all()):
        by_name[record.seed_path or f"{Kind(record.kind).plural}/{record.slug}.yaml"].append(record)
    for name, records in by_name.items():
        rows = [dump.record_plain(record) for record in records]
        yield name, rows, partial(_text, name, records)


def _text(name: str, records: list[Record]) -> str:
    seeds = [_seed(record) for record in records]
    return to_jsonl(seeds) if name.endswith(".jsonl") else to_yaml(seeds[0])


def _seed(record: Record) -> BaseModel:
    try:
        return dump.record_seed(record)
    except ValidationError:
        return dump.record_unchecked(record)


def _mark(rows: Any) -> str:
    """Changes with the rows and with the code that writes them."""
    text = json.dumps(rows, ensure_ascii=False, default=str)
    return hashlib.sha256(_writer() + text.encode()).hexdigest()[:16]


@cache
def _writer() -> bytes:
    code = b"".join(Path(str(module.__file__)).read_bytes() for module in (write, schema))
    return hashlib.sha256(code + yaml.__version__.encode()).digest()


def things(name: str, text: str) -> list[dict[str, Any]]:
    """The records, rows or source that a file of the export holds, as plain values."""
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.split("\n") if line]
    data = yaml.load(text, Loader=LOADER)  # noqa: S506  makes nothing but text, lists and dicts
    return data if isinstance(data, list) else [data]
