"""Read seed files into validated objects, keeping the line of every value; no database here.

YAML is composed to nodes, so that every scalar stays text and a key that stands twice is seen.
Every problem is collected; nothing stops at the first one.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import TypeAdapter, ValidationError

from cooperation.choices import Kind
from cooperation.seeding import schema, wording

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_RECORD: TypeAdapter[schema.Record] = TypeAdapter(schema.RecordSeed)
_TABLES: dict[str, type[schema.Seed]] = {
    "countries.yaml": schema.CountrySeed,
    "topics.yaml": schema.TopicSeed,
    "groups.yaml": schema.GroupSeed,
    "gaps.yaml": schema.GapSeed,
}
_DOCUMENTATION = ("README.md", "schema.json")
MAX_BYTES = 2_000_000
MAX_PATH = 200
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the seeds, with the place to mend it."""

    file: str
    line: int
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        parts = (self.record and f"record '{self.record}'", self.field and f"field '{self.field}'")
        where = ", ".join(part for part in parts if part)
        return f"{self.file}:{self.line}: {where + ': ' if where else ''}{self.message}"


@dataclass(slots=True)
class Entry:
    """One validated object with where it came from."""

    file: str
    lines: dict[Path_, int]
    seed: Any

    def problem(self, path: Path_, message: str) -> Problem:
        """A problem at a value of this object; `path` leads to it as in ('statements', 2, 'value')."""
        name = str(getattr(self.seed, "slug", None) or getattr(self.seed, "code", ""))
        return Problem(self.file, _line(self.lines, path), name, _dotted(path), message)


@dataclass(slots=True)
class Seeds:
    """Everything that was read, and everything wrong with it."""

    records: list[Entry] = field(default_factory=list)
    sources: list[Entry] = field(default_factory=list)
    countries: list[Entry] = field(default_factory=list)
    topics: list[Entry] = field(default_factory=list)
    groups: list[Entry] = field(default_factory=list)
    gaps: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_seeds(root: Path) -> Seeds:
    """Read every seed file under `root`."""
    seeds = Seeds()
    if not root.is_dir():
        seeds.problems.append(Problem(".", 0, "", "", "there is no such folder"))
        return seeds
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or name in _DOCUMENTATION or path.name.startswith("."):
            continue
        if path.suffix in (".yaml", ".jsonl"):
            _read_file(seeds, path, name)
        else:
            seeds.problems.append(
                Problem(name, 0, "", "", "is not read: the name of a seed file ends in .yaml or .jsonl")
            )
    return seeds


def _read_file(seeds: Seeds, path: Path, name: str) -> None:
    try:
        text = _text(path, name)
    except UnicodeDecodeError as error:
        seeds.problems.append(Problem(name, 0, "", "", f"is not UTF-8 text (byte {error.start})"))
    except (OSError, ValueError) as error:
        seeds.problems.append(Problem(name, 0, "", "", str(error)))
    else:
        for plain, lines in _parse(seeds, text, name):
            _validate(seeds, name, plain, lines)


def _text(path: Path, name: str) -> str:
    """The file's text as it stands; raises ValueError that says why a file is not for reading."""
    is_bulk = path.suffix == ".jsonl"
    if len(name) > MAX_PATH:
        raise ValueError(f"the path is longer than {MAX_PATH} characters; choose a shorter name")
    if path.stat().st_size > MAX_BYTES and not is_bulk:
        raise ValueError(f"is larger than {MAX_BYTES} bytes; large sets belong in a .jsonl file")
    with path.open(encoding="utf-8-sig" if is_bulk else "utf-8", newline="") as file:
        return file.read()


def _parse(seeds: Seeds, text: str, name: str) -> Iterator[tuple[Any, dict[Path_, int]]]:
    if name.endswith(".jsonl"):
        yield from _parse_jsonl(seeds, text, name)
    elif (parsed := _parse_yaml(seeds, text, name)) is not None:
        plain, lines = parsed
        if name in _TABLES:
            yield from _rows(seeds, plain, lines, name)
        else:
            yield plain, lines


def _parse_yaml(seeds: Seeds, text: str, name: str) -> tuple[Any, dict[Path_, int]] | None:
    lines: dict[Path_, int] = {}
    try:
        node = yaml.compose(text, Loader=LOADER)
        if node is not None:
            seeds.problems += _lost(node, text, name)
            return _plain(node, (), lines, seeds, name), lines
        seeds.problems.append(Problem(name, 1, "", "", "the file is empty"))
    except yaml.YAMLError as error:
        seeds.problems.append(_yaml_problem(error, text, name))
    except RecursionError:
        seeds.problems.append(Problem(name, 0, "", "", "YAML: nested too deeply"))
    return None


def _yaml_problem(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """A file that is no YAML, or holds a character that no text may hold."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Problem(
            name, line, "", "", f"holds the control character U+{error.character:04X}; type the text again without it"
        )
    mark = getattr(error, "problem_mark", None)
    return Problem(name, mark.line + 1 if mark else 0, "", "", wording.of_yaml(error))


def _lost(node: yaml.Node, text: str, name: str) -> list[Problem]:
    """Text that no field would hold: writing the file anew would lose it."""
    place = wording.lost_text(text, list(_scalars(node, text)))
    if place is None:
        return []
    line, rest = text.count("\n", 0, place) + 1, text[place:].split("\n", 1)[0][:40]
    advice = "put a text that holds # & * ! or % between double quotes; seeds have no comments, write a note instead"
    return [Problem(name, line, "", "", f"'{rest}' would be lost: {advice}")]


def _scalars(node: yaml.Node, text: str) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.ScalarNode):
        has_mark = text[node.start_mark.index : node.start_mark.index + 1] in ("&", "!")
        yield node.start_mark.index + has_mark, node.end_mark.index
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for each in child if isinstance(child, tuple) else (child,):
            yield from _scalars(each, text)


def _plain(node: yaml.Node, path: Path_, lines: dict[Path_, int], seeds: Seeds, name: str) -> Any:
    """Turn a YAML node into text, lists and dicts, noting the line of each value."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, i), lines, seeds, name) for i, child in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            said = "this key stands twice; keep one"
            seeds.problems.append(Problem(name, key_node.start_mark.line + 1, "", _dotted((*path, key)), said))
        result[key] = _plain(value_node, (*path, key), lines, seeds, name)
        lines[(*path, key)] = key_node.start_mark.line + 1
    return result


def _rows(seeds: Seeds, plain: Any, lines: dict[Path_, int], name: str) -> Iterator[tuple[Any, dict[Path_, int]]]:
    if not isinstance(plain, list):
        seeds.problems.append(Problem(name, 1, "", "", "must be a list of entries"))
        return
    for i, row in enumerate(plain):
        yield row, {path[1:]: line for path, line in lines.items() if path[:1] == (i,)}


def _parse_jsonl(seeds: Seeds, text: str, name: str) -> Iterator[tuple[Any, dict[Path_, int]]]:
    # Only "\n" ends a line: splitlines() would also break texts that hold other separators.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _row(line), {(): number}
        except (ValueError, RecursionError) as error:
            seeds.problems.append(Problem(name, number, "", "", f"JSON: {error}"))


def _row(line: str) -> Any:
    """One object whose numbers stay text, as in YAML, so that none is rounded."""
    return json.loads(line, object_pairs_hook=_unique_keys, parse_int=str, parse_float=str, parse_constant=str)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key '{twice}' stands twice")
    return result


def _validate(seeds: Seeds, name: str, plain: Any, lines: dict[Path_, int]) -> None:
    if not isinstance(plain, dict):
        seeds.problems.append(Problem(name, _line(lines, ()), "", "", "must be a list of fields with values"))
        return
    try:
        entry = Entry(name, lines, _model(name, plain))
    except ValidationError as error:
        seeds.problems += format_problems(error, name, plain, lines)
        return
    seeds.problems += _misplaced(entry)
    _bucket(seeds, name).append(entry)


def _model(name: str, plain: dict[str, Any]) -> schema.Seed:
    if name in _TABLES:
        return _TABLES[name].model_validate(plain)
    if name.startswith("sources/"):
        return schema.SourceSeed.model_validate(plain)
    return _RECORD.validate_python(plain)


def _bucket(seeds: Seeds, name: str) -> list[Entry]:
    of_files = seeds.sources if name.startswith("sources/") else seeds.records
    return getattr(seeds, name.removesuffix(".yaml"), of_files)


def _misplaced(entry: Entry) -> list[Problem]:
    """A YAML file of one record lies in its kind's folder under its slug."""
    slug = getattr(entry.seed, "slug", None)
    if entry.file in _TABLES or entry.file.endswith(".jsonl") or slug is None:
        return []
    kind = getattr(entry.seed, "kind", None)
    wanted = f"{Kind(kind).plural if kind else 'sources'}/{slug}.yaml"
    return [] if entry.file == wanted else [entry.problem(("slug",), f"the file should be {wanted}")]


_TAGS = {*get_args(schema.TextStatement.model_fields["field"].annotation), "date", "place", "participants", "figure"}


def format_problems(error: ValidationError, name: str, plain: dict[str, Any], lines: dict[Path_, int]) -> list[Problem]:
    """What the seed format refuses in one object, in words."""
    return [_from_pydantic(name, plain, lines, said) for said in error.errors()]


def _from_pydantic(name: str, plain: dict[str, Any], lines: dict[Path_, int], said: Any) -> Problem:
    path = _without_tags(said["loc"])
    message = wording.of_pydantic(said)
    if said["type"] in ("union_tag_not_found", "union_tag_invalid"):
        path = (*path, said["ctx"]["discriminator"].strip("'"))
    record = str(plain.get("slug") or plain.get("code") or "")
    return Problem(name, _line(lines, path), record, _dotted(path), message)


def _without_tags(location: Path_) -> Path_:
    """Drop the names of union branches that pydantic puts into a location."""
    parts = list(location)
    if parts and parts[0] in Kind.values:
        del parts[0]
    if len(parts) > 2 and parts[0] == "statements" and parts[2] in (*_TAGS, "mention"):
        del parts[2]
    return tuple(parts)


def _line(lines: dict[Path_, int], path: Path_) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 0)


def _dotted(path: Path_) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
