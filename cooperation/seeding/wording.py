"""What is wrong with a seed file, in words that an editor of texts can act on."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import yaml

from cooperation.seeding import schema

_QUOTE = "put the whole text between double quotes"
_YAML_HINTS = {
    "mapping values are not allowed": f"a colon with a space after it stands inside a text: {_QUOTE}",
    "did not find expected key": f"a quotation mark or an apostrophe ends a text too early: {_QUOTE}",
    "found a tab character": "a tab stands here: use spaces",
    "cannot start any token": f"no text may begin with this character: use spaces for a tab, else {_QUOTE}",
    "did not find expected": "a bracket or a comma is missing or stands inside a text: close the list, or " + _QUOTE,
}
_FIELDS = {
    name
    for model in vars(schema).values()
    if isinstance(model, type) and issubclass(model, schema.Seed)
    for name in model.model_fields
}


def of_yaml(error: yaml.YAMLError) -> str:
    """What the YAML reader stumbled over, and how to write it."""
    said = getattr(error, "problem", None) or "cannot be read"
    hint = next((words for part, words in _YAML_HINTS.items() if part in said), "")
    return f"YAML: {said}; {hint}" if hint else f"YAML: {said}"


def of_pydantic(said: Any) -> str:
    """What the format refuses in one value, from one of pydantic's errors."""
    kind, given = said["type"], said.get("input")
    if kind == "extra_forbidden":
        return "there is no such field here" + perhaps(str(said["loc"][-1]), _FIELDS)
    if kind in ("enum", "literal_error"):
        return f"'{given}' is not one of {said['ctx']['expected']}"
    if kind == "union_tag_invalid":
        tags = ", ".join(str(tag).split(".")[-1].lower().strip("'") for tag in said["ctx"]["expected_tags"].split(", "))
        return f"'{said['ctx']['tag']}' is not one of {tags}"
    return _PLAIN.get(kind) or str(said["msg"]).removeprefix("Value error, ")


_PLAIN = {
    "missing": "is missing",
    "union_tag_not_found": "is missing",
    "list_type": "must be a list; one entry is written [like-this]",
    "too_short": "needs at least 1 item",
    "int_parsing": "must be a whole number in digits",
    "model_type": "must be a list of fields with values",
    "model_attributes_type": "must be a list of fields with values",
    "string_type": "must be a text, not a list",
    "bool_parsing": "must be true or false",
}


def perhaps(given: str, known: Iterable[str]) -> str:
    """The end of a sentence that offers the nearest known word; empty where none is near."""
    near = get_close_matches(given, [word for word in known if word != given], n=1, cutoff=0.75)
    return f"; did you mean '{near[0]}'?" if near else ""


def lost_text(text: str, spans: list[tuple[int, int]]) -> int | None:
    """Where something stands that YAML would drop without a word: a comment, an anchor or a tag; else None.

    `spans` are the places of the scalars, from first to last character.
    """
    position = 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        between = text[position:start]
        if found := [between.find(mark) for mark in "#&*!%" if mark in between]:
            return position + min(found)
        position = max(position, end)
    return None
