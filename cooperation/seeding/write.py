"""The one canonical form of a seed file: the same object always gives the same bytes."""

import hashlib
import json
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel

from cooperation.seeding.schema import Claiming

_WIDTH = 100
_FIRST = ("field", "key", "complete", "value")


class _Dumper(yaml.SafeDumper):
    """Writes every scalar as plain text where YAML allows it; lists are indented under their key."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _short_mapping(dumper: _Dumper, value: "_Inline") -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


class _Inline(dict[str, Any]):
    """A mapping that is written on one line."""


class _InlineList(list[str]):
    """A list that is written on one line."""


def _short_list(dumper: _Dumper, value: _InlineList) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(_Inline, _short_mapping)
_Dumper.add_representer(_InlineList, _short_list)


def plain(seed: BaseModel) -> dict[str, Any]:
    """A seed object as text, lists and dicts in the order of its fields, defaults left out."""
    return {key: as_plain(value) for key, value in _ordered(seed) if not _is_default(seed, key, value)}


def _ordered(seed: BaseModel) -> list[tuple[str, Any]]:
    """Fields in the order of their classes, but what a statement speaks of before where it stands."""
    return sorted(
        seed, key=lambda item: _FIRST.index(item[0]) if isinstance(seed, Claiming) and item[0] in _FIRST else 9
    )


def _is_default(seed: BaseModel, key: str, value: Any) -> bool:
    is_required, default = _default(type(seed), key)
    return not is_required and bool(value == default)


@cache
def _default(model: type[BaseModel], key: str) -> tuple[bool, Any]:
    """Whether a field must be given, and else its default, which pydantic works out slowly."""
    field = model.model_fields[key]
    return field.is_required(), field.get_default(call_default_factory=True)


def as_plain(value: Any) -> Any:
    """Any value of a seed object as text, lists and dicts."""
    if isinstance(value, BaseModel):
        return plain(value)
    if isinstance(value, list):
        return [as_plain(item) for item in value]
    if isinstance(value, dict):  # in one order, for a database need not keep that of the file
        return {key: as_plain(value[key]) for key in sorted(value)}
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def to_yaml(seed: BaseModel | list[BaseModel]) -> str:
    """The canonical YAML text of one seed object, or of a table of them."""
    data = as_plain(seed)
    return yaml.dump(
        _inline_leaves(data, 0),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        default_flow_style=False,
    )


def to_jsonl(seeds: list[BaseModel]) -> str:
    """The canonical JSON Lines text: one object a line, in the order of slugs."""
    rows = sorted((plain(seed) for seed in seeds), key=lambda row: str(row["slug"]))
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def _inline_leaves(data: Any, depth: int) -> Any:
    """Participants, places, relations, members and sections go on one line each."""
    if isinstance(data, list):
        slugs = all(isinstance(item, str) and " " not in item for item in data) and len(", ".join(data)) <= 90
        return _InlineList(data) if depth and slugs else [_inline_leaves(item, depth + 1) for item in data]
    if not isinstance(data, dict):
        return data
    if depth and _is_short(data):
        return _Inline(data)
    return {key: _inline_leaves(value, depth + 1) for key, value in data.items()}


def _is_short(data: dict[str, Any]) -> bool:
    leaf = all(isinstance(value, str) for value in data.values())
    statement = "source" in data or "reason" in data or "title" in data or "name_zh" in data
    return leaf and not statement and sum(len(key) + len(value) + 4 for key, value in data.items()) <= 90


def content_hash(seed: BaseModel) -> str:
    """Hash of what a seed object says, whatever file it stands in."""
    text = json.dumps(plain(seed), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
