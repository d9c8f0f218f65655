"""The form of a bound FilterSet: its filters as panels, each value with the number of records it would show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation import facets
from cooperation.filters.sets import RecordFilter
from cooperation.filters.words import SWITCHES, known_query

TOP = 8
BRIEF = 5  # a list so short that values without a record stay in it
FEW = 3  # not worth folding away
LONG = ("country", "participant", "source")
DATES = ("since", "until")
ELSEWHERE = ("sort", "area", "lanes")  # chosen beside what they change
Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a panel, and how many records the list would show with it alone; None where that is not counted."""

    value: str
    label: str
    chosen: bool
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One filter as the form shows it.

    `shape` is `many` values, `one` of several, a `text`, a `date`, a `switch`, or `carried` along unseen.
    A long one shows its most frequent values; `total` counts all it has.
    """

    name: str
    label: str
    shape: str
    value: str = ""
    options: list[Option] = field(default_factory=list)
    rest: list[Option] = field(default_factory=list)
    matches: list[Option] = field(default_factory=list)
    error: str = ""
    total: int = 0

    @property
    def is_long(self) -> bool:
        """True for a filter whose values are found by typing."""
        return self.name in LONG

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(option.chosen for option in [*self.options, *self.rest])

    @property
    def number(self) -> int | None:
        """How many records a switch leaves."""
        return self.options[0].number if self.options else None

    @property
    def needs_match(self) -> bool:
        """True where it matters, or was said, whether any or all of the values must match."""
        return self.chosen > 1 or any(each.chosen and each.value == "all" for each in self.matches)

    @property
    def find_label(self) -> str:
        """What the box says in which a reader types a name."""
        return {
            "country": _("Find a country"),
            "participant": _("Find a participant"),
            "source": _("Find a source"),
        }[self.name]

    @property
    def all_label(self) -> str:
        """What leads to the page of all values; empty where the panel shows them all."""
        return counted_values(self.name, self.total, _("All")) if self.total > len(self.options) else ""


def counted_values(facet: str, number: int, before: str = "") -> str:
    """How many values a long filter has, with their noun: 142 countries."""
    words = {
        "country": ngettext("%(n)s country", "%(n)s countries", number),
        "participant": ngettext("%(n)s participant", "%(n)s participants", number),
        "source": ngettext("%(n)s source", "%(n)s sources", number),
    }[facet] % {"n": number}
    return f"{before} {words}".strip()


def panels(bound: RecordFilter) -> list[Panel]:
    """Every filter of the form, in order."""
    counts = bound.counts()
    given = {name: [value for value in bound.data.getlist(name) if value] for name in bound.filters}
    shown = {name: _shown(name, counts[name], given[name]) for name in counts if name in facets.STORED}
    names = facets.labels(shown)
    every = (_panel(bound, name, counts, names) for name in bound.filters if not name.endswith("_match"))
    return [panel for panel in every if panel.shape != "many" or panel.options or panel.error]


def _shown(name: str, numbers: Numbers, given: list[str]) -> list[str]:
    """The values that a panel shows: all, or in long ones those with the most records and the chosen ones."""
    ranked = sorted(numbers, key=lambda value: (-numbers[value], value))
    return list(dict.fromkeys([*(ranked[:TOP] if name in LONG else ranked), *given]))


def _panel(bound: RecordFilter, name: str, counts: facets.Counts, names: Mapping[str, dict[str, str]]) -> Panel:
    form_field = bound.form.fields[name]
    given = [value for value in bound.data.getlist(name) if value]
    said: dict[str, Any] = {"error": " ".join(bound.form.errors.get(name, []))}
    label, value = str(form_field.label), given[-1] if given else ""
    if name in SWITCHES:
        number = counts[name].get("1", 0) if name in counts else None
        return Panel(name, label, "switch", value, [Option("1", label, value == "1", number)], **said)
    if name in counts:
        said["matches"] = _choices(bound, f"{name}_match")
        said["total"] = len(counts[name])
        return _many(name, label, _values(form_field, name, counts[name], names), given, said)
    if name in ELSEWHERE:
        return Panel(name, label, "carried", known_query(bound).get(name, ""), **said)
    if options := _choices(bound, name):
        return Panel(name, label, "one", next(each.value for each in options if each.chosen), options, **said)
    return Panel(name, label, "date" if name in DATES else "text", value, **said)


def _choices(bound: RecordFilter, name: str) -> list[Option]:
    """The choices of a filter that takes one value: the one given is chosen, or else the first."""
    if name not in bound.filters or not hasattr(bound.form.fields[name], "choices"):
        return []
    choices = [(str(value), str(label)) for value, label in bound.form.fields[name].choices if value != ""]
    given = bound.data.get(name)
    chosen = given if given in dict(choices) else choices[0][0]
    return [Option(value, label, value == chosen) for value, label in choices]


Value = tuple[str, str, int]


def _values(form_field: Any, name: str, numbers: Numbers, names: Mapping[str, dict[str, str]]) -> list[Value]:
    """The values that a panel may show, with name and number."""
    choices: Iterable[tuple[Any, Any]] = names[name].items() if name in names else form_field.choices
    return [(str(value), str(label), numbers.get(str(value), 0)) for value, label in choices]


def _many(name: str, label: str, values: list[Value], given: list[str], said: dict[str, Any]) -> Panel:
    """A panel of values: a brief list in its own order, a longer one by number, its tail folded.

    Values of no record are left out, unless they are chosen or the list is brief.
    """
    brief = name not in facets.STORED and len(values) <= BRIEF
    in_order = name not in facets.STORED and len(values) <= TOP
    ordered = values if in_order else sorted(values, key=lambda value: (-value[2], value[1]))
    options = [Option(v, text, v in given, n) for v, text, n in ordered if n or brief or v in given]
    if name in LONG:
        return Panel(name, label, "many", options=options, **said)
    top = TOP if len(options) > TOP + FEW else len(options)
    first = [option for i, option in enumerate(options) if i < top or option.chosen]
    return Panel(name, label, "many", options=first, rest=[each for each in options if each not in first], **said)
