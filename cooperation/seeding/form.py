"""The canonical text of every file that was read."""

from collections import defaultdict

from cooperation.seeding.read import Entry, Seeds
from cooperation.seeding.write import to_jsonl, to_yaml

_TABLES = ("countries", "topics", "groups", "gaps")


def canonical_files(seeds: Seeds) -> dict[str, str]:
    """Text by file name, as the writer would have it."""
    files = {
        f"{name}.yaml": to_yaml([entry.seed for entry in getattr(seeds, name)])
        for name in _TABLES
        if getattr(seeds, name)
    }
    bulk: dict[str, list[Entry]] = defaultdict(list)
    for entry in (*seeds.sources, *seeds.records):
        bulk[entry.file].append(entry)
    for name, entries in bulk.items():
        is_bulk = name.endswith(".jsonl")
        files[name] = to_jsonl([entry.seed for entry in entries]) if is_bulk else to_yaml(entries[0].seed)
    return files
