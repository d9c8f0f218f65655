"""The seed format in words and as JSON Schema, both made from the pydantic models."""

import json
from collections.abc import Iterable, Iterator
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from cooperation.choices import TYPES, Kind
from cooperation.seeding import schema

EXAMPLE = "agreements/cncert-benin-cert-mou-2021.yaml"
_FIELDS = ("<!-- fields: made by manage.py document_seeds -->", "<!-- end of fields -->")
_RECORD = ("<!-- record: made by manage.py document_seeds -->", "<!-- end of record -->")
_TABLES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("Every record", schema.Record),
    ("Editions also", schema.EditionSeed),
    ("Organisations also", schema.OrganisationSeed),
    ("A participant", schema.Participant),
    ("A place", schema.Place),
    ("A figure", schema.Figure),
    ("A relation", schema.Relation),
    ("A statement", schema.TextStatement),
    ("A statement on participants also", schema.ParticipantsStatement),
    ("A statement on a figure also", schema.FigureStatement),
    ("The value of a statement on a figure", schema.FigureValue),
    ("A membership of a bloc", schema.Membership),
    ("A source (`sources/<slug>.yaml`)", schema.SourceSeed),
    ("A section of a source", schema.Section),
    ("A check of a source", schema.Verified),
    ("Paragraphs that gave no record", schema.Uncited),
    ("A country (`countries.yaml`)", schema.CountrySeed),
    ("A topic (`topics.yaml`)", schema.TopicSeed),
    ("A group (`groups.yaml`)", schema.GroupSeed),
    ("A gap (`gaps.yaml`)", schema.GapSeed),
)


def json_schema() -> str:
    """JSON Schema of one record, for editors that know it."""
    adapter: TypeAdapter[schema.Record] = TypeAdapter(schema.RecordSeed)
    return json.dumps(adapter.json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def up_to_date(text: str, example: str) -> str:
    """`text` with the worked record and the field tables made anew between their marks."""
    return _between(_RECORD, _between(_FIELDS, text, tables()), f"```yaml\n{example}```\n")


def _between(marks: tuple[str, str], text: str, new: str) -> str:
    before, _, rest = text.partition(marks[0])
    return f"{before}{marks[0]}\n\n{new}\n{marks[1]}{rest.partition(marks[1])[2]}"


def tables() -> str:
    """The types of each kind and the fields of each thing, in Markdown."""
    kinds = "\n".join(f"- {kind}: {', '.join(f'`{value}`' for value in TYPES[kind].values)}" for kind in Kind.values)
    parts = [f"### Types of each kind\n\n{kinds}\n"]
    shown: set[str] = set()
    for title, model in _TABLES:
        also = title.endswith(" also")
        names = [name for name in model.model_fields if not (also and name in shown)]
        shown = shown | set(names) if also else set(names)
        parts.append(f"### {title}\n\n" + "\n".join(_rows(model, names)) + "\n")
    return "\n".join(parts)


def _rows(model: type[BaseModel], names: list[str]) -> Iterator[str]:
    yield "| field | needed | value | meaning |"
    yield "| --- | --- | --- | --- |"
    for name in names:
        field = model.model_fields[name]
        yield f"| `{name}` | {'yes' if field.is_required() else 'no'} | {_value(field)} | {field.description or ''} |"


def _value(field: FieldInfo) -> str:
    return _words(field.annotation) + _limit(field.metadata)


_NAMES: dict[Any, str] = {str: "text", int: "number", bool: "`true` or `false`"}


def _words(annotation: Any) -> str:
    """A type in words that an editor understands."""
    if annotation == schema.Statement:
        return "statement"
    if hasattr(annotation, "__metadata__"):
        return _words(annotation.__origin__) + _limit(annotation.__metadata__)
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return _class_words(annotation)
    return _generic_words(get_origin(annotation), get_args(annotation))


def _limit(metadata: Iterable[Any]) -> str:
    """How long a text may be, where that is said."""
    parts = [part for item in metadata for part in (item, *getattr(item, "metadata", ()))]
    return next((f", {most} characters" for part in parts if (most := getattr(part, "max_length", None))), "")


def _generic_words(origin: Any, arguments: tuple[Any, ...]) -> str:
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_words(part) for part in arguments if part is not type(None)))
    if origin is Literal:
        return " ".join(f"`{value}`" for value in arguments)
    if origin is dict:
        return f"{_words(arguments[1])} for each {_words(arguments[0])}"
    return f"list of {_words(arguments[0])}"


def _class_words(plain: type) -> str:
    if issubclass(plain, Enum):
        return " ".join(f"`{member.value}`" for member in plain)
    if issubclass(plain, BaseModel):
        return plain.__name__.removesuffix("Seed").removesuffix("Value").lower()
    return _NAMES.get(plain, "number")
