"""What the ledger of a record needs: the values of statements and figures in words, source by source."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.choices import Layer, Qualifier, Role, Status
from cooperation.models import Figure, Source, Statement
from cooperation.models.links import plain_number
from cooperation.provenance import Line, identity, lacking
from cooperation.templatetags.atlas import date_words, link_to, nth, time_element

register = template.Library()
Names = Mapping[str, Any]
Values = list[tuple[Any, list[tuple[Source, list[Statement]]]]]
FIELDS = {
    "name": gettext_lazy("Name"),
    "name_zh": gettext_lazy("Chinese name"),
    "date": gettext_lazy("Date"),
    "place": gettext_lazy("Place"),
    "participants": gettext_lazy("Participants"),
    "status": gettext_lazy("Status"),
    "theme": gettext_lazy("Theme"),
    "number": gettext_lazy("Number"),
    "country": gettext_lazy("Home country"),
}


@register.simple_tag
def field_label(key: str, figures: Iterable[Figure]) -> str:
    """The field of a ledger line in words; a figure by what it counts."""
    if key.startswith("figure:"):
        labels = {f"figure:{figure.key}": figure.label for figure in figures}
        return labels.get(key, _("Figure"))
    return str(FIELDS[key])


@register.simple_tag
def said(field: str, value: Any, names: Names, unit: str = "") -> SafeString | str:
    """The value of a statement in words, with links to the countries and organisations it names."""
    if field.startswith("figure"):
        return figure_words(value, unit)
    pen = _PENS.get(field)
    return pen(value, names) if pen else str(value)


def _said_date(value: str, names: Names) -> SafeString:
    return time_element(value, date_words(value))


def _said_place(value: Mapping[str, str], names: Names) -> SafeString:
    parts = [value["name"]] if value.get("name") else []
    if value.get("country"):
        parts.append(link_to(names[f"country:{value['country']}"]))
    return format_html_join(", ", "{}", ((part,) for part in parts))


def _said_participants(value: list[Mapping[str, str]], names: Names) -> SafeString:
    rows = ((link_to(names[identity(item)]), Role(item["role"]).label) for item in value)
    return format_html(
        '<ul class="plain">{}</ul>', format_html_join("", '<li>{} <span class="muted">({})</span></li>', rows)
    )


def _said_chinese(value: str, names: Names) -> SafeString:
    return format_html('<span lang="zh-Hans">{}</span>', value)


_PENS: dict[str, Callable[[Any, Names], SafeString | str]] = {
    "date": _said_date,
    "place": _said_place,
    "participants": _said_participants,
    "name_zh": _said_chinese,
    "status": lambda value, names: str(Status(value).label),
    "number": lambda value, names: nth(value),
    "country": lambda value, names: link_to(names[f"country:{value}"]),
}


def figure_words(value: Mapping[str, str], unit: str) -> str:
    """A number as its source gives it: more than 500 letters (as of 2010)."""
    whole = _readable(Decimal(value["number"]))
    qualifier = str(Qualifier(value.get("qualifier", Qualifier.EXACT)).label)
    words = " ".join(part for part in (qualifier, whole, unit) if part)
    as_of = value.get("as_of", "")
    return _("%(figure)s (as of %(date)s)") % {"figure": words, "date": date_words(as_of)} if as_of else words


def _readable(number: Decimal) -> str:
    """Billions and trillions in words, where that loses nothing; else the digits in groups."""
    for size, words in ((10**12, _("%s trillion")), (10**9, _("%s billion"))):
        if number >= size and number % (size // 100) == 0:
            return words % plain_number(number / size)
    return str(number_format(number, use_l10n=True, force_grouping=True))


@register.filter
def as_words(figure: Figure) -> str:
    """A figure that a record shows, in words."""
    return figure_words(
        {"number": plain_number(figure.number), "qualifier": figure.qualifier, "as_of": figure.as_of}, figure.unit
    )


@register.simple_tag
def unit_of(key: str, figures: Iterable[Figure]) -> str:
    """The unit of the figure that a ledger line speaks of."""
    return next((figure.unit for figure in figures if f"figure:{figure.key}" == key), "")


@register.filter
def verified_words(sources: Iterable[Source]) -> str:
    """When the statements of a record were last checked against the texts they cite, and which were not."""
    documents = [source for source in sources if source.layer == Layer.FOUNDING]
    days = sorted(source.verified["date"] for source in documents if source.verified)
    parts = []
    if days and len(days) == len(documents):
        parts.append(_("statements on founding documents on %(day)s, by machine") % {"day": date_words(days[0])})
    elif documents:
        parts.append(_("statements on founding documents: not by machine yet"))
    if any(source.layer == Layer.FURTHER for source in sources):
        parts.append(_("further pages: read twice when taken in, not opened again since"))
    return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that a source gives, with every statement that gives it."""

    value: Any
    rows: list[Statement]


@register.filter
def said_by(line: Line, source: Source) -> list[Claim]:
    """What one source says on one line of a ledger, each different value once."""
    rows = next((rows for speaker, rows in line.said if speaker.pk == source.pk), [])
    claims: list[Claim] = []
    for row in rows:
        same = next((claim for claim in claims if claim.value == row.value), None)
        if same:
            same.rows.append(row)
        else:
            claims.append(Claim(row.value, [row]))
    return claims


@register.filter
def by_value(line: Line) -> Values:
    """Each different value said of a field, with the sources that give it and their statements."""
    return _values(line, lambda row: True)


@register.filter
def doubted_values(line: Line) -> Values:
    """As `by_value`, but only the statements that are doubted."""
    return _values(line, lambda row: bool(row.doubt))


def _values(line: Line, wanted: Callable[[Statement], bool]) -> Values:
    values: Values = []
    for source, rows in line.said:
        for row in filter(wanted, rows):
            speakers = next((speakers for value, speakers in values if value == row.value), None)
            if speakers is None:
                values.append((row.value, [(source, [row])]))
            elif speakers[-1][0] == source:
                speakers[-1][1].append(row)
            else:
                speakers.append((source, [row]))
    return values


@register.simple_tag
def lacked(line: Line, names: Names) -> list[tuple[Source, SafeString]]:
    """For each source with a whole list of participants, those whom it lacks, in words."""
    return [
        (source, format_html_join(", ", "{}", ((link_to(names[who]),) for who in lost)))
        for source, lost in lacking(line)
    ]


@register.filter
def paragraphs_of(ledger: Iterable[Line], source: Source) -> list[int]:
    """The paragraphs of a source on which a record rests."""
    said = [rows for line in ledger for speaker, rows in line.said if speaker.pk == source.pk]
    return sorted({row.paragraph for rows in said for row in rows if row.paragraph})
