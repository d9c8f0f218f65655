"""What the values of a column may be: said once, for the schema of the package and for its codebook."""

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cooperation.choices import Kind

LIST_MARK = "; "
_POINT = "[0-9]{4}(-[0-9]{2}){0,2}"
_MARKED = f"{_POINT}[~?]?"
_EDTF = rf"({_MARKED}(/({_MARKED}|\.\.)?)?|\[{_POINT}\.\.{_POINT}\])"
Choices = tuple[tuple[str, "str | Promise"], ...]


class Shape(NamedTuple):
    """What a cell may hold, in the terms of Table Schema; it may be empty unless it is required.

    `choices` are the values with their labels, of a list those of its items. `to` is `table.column`: each value is
    found there.
    """

    type: str = "string"
    required: bool = False
    unique: bool = False
    pattern: str = ""
    format: str = ""
    choices: Choices = ()
    to: str = ""

    @property
    def kind(self) -> str:
        """The type in words; what only is a string is text."""
        if self.is_edtf:
            return _("date in EDTF")
        words = {
            "string": _("address on the web") if self.format == "uri" else _("text"),
            "list": _("list"),
            "date": _("day, as 2015-07-06"),
            "boolean": _("true or false"),
            "integer": _("whole number"),
            "number": _("number"),
        }
        return words[self.type]

    @property
    def is_edtf(self) -> bool:
        """True for a date as exact as its sources allow."""
        return self.pattern == _EDTF

    @property
    def rules(self) -> list[str]:
        """What must hold, in words; choices and what it points to are told apart from these."""
        told = {
            _("never empty"): self.required,
            _("unique"): self.unique,
            _("joined by “%(mark)s”") % {"mark": LIST_MARK}: self.type == "list",
        }
        return [words for words, holds in told.items() if holds]

    @property
    def target(self) -> tuple[str, str]:
        """The table and the column that `to` names."""
        table, _dot, column = self.to.partition(".")
        return table, column

    def field(self) -> dict[str, Any]:
        """The type and constraints as a field of Table Schema 2.0 has them."""
        held = {
            "required": self.required,
            "unique": self.unique,
            "pattern": self.pattern,
            "enum": [value for value, _label in self.choices] if self.type != "list" else None,
        }
        told = {
            "type": self.type,
            "format": self.format,
            "delimiter": LIST_MARK if self.type == "list" else "",
            "categories": _categories(self.choices) if self.type != "list" else None,
            "constraints": {name: value for name, value in held.items() if value},
        }
        return {name: value for name, value in told.items() if value}


def _categories(choices: Choices) -> list[dict[str, str]]:
    return [{"value": value, "label": str(label) or value} for value, label in choices]


def one_of(choices: "list[tuple[Any, Any]]", *, required: bool = False, of_list: bool = False) -> Shape:
    """One of the controlled words, or with `of_list` any of them."""
    return Shape("list" if of_list else "string", required=required, choices=tuple(choices))


def key_of(to: str, *, required: bool = True) -> Shape:
    """A value that is found in the column `to` names, as `table.column`."""
    code = to == "countries.code"
    return Shape(required=required, pattern=COUNTRY.pattern if code else SLUG.pattern, to=to)


TEXT, NEEDED = Shape(), Shape(required=True)
LIST, DAY, TRUTH = Shape("list"), Shape("date"), Shape("boolean", required=True)
COUNT = Shape("integer")
PLACE = Shape("integer", required=True)
SLUG = Shape(required=True, unique=True, pattern="[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY = Shape(required=True, unique=True, pattern="[A-Z]{2}")
EDTF = Shape(pattern=_EDTF)
PAGE = Shape(required=True, format="uri")
RECORD = key_of("records.slug")
SOURCE = key_of("sources.slug")
KIND = one_of(Kind.choices, required=True)
