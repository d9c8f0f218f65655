"""The plain values of seeds in words, for readers of changes."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.choices import (
    TYPES,
    Basis,
    GapKind,
    Kind,
    Layer,
    Level,
    Publisher,
    Qualifier,
    Reference,
    Region,
    RelationType,
    Role,
)
from cooperation.models import Source
from cooperation.provenance import identity
from cooperation.templatetags.atlas import date_words, link_to, member_dates, source_label
from cooperation.templatetags.statements import FIELDS, figure_words, said

Names = Mapping[str, Any]
Plain = Mapping[str, Any]
MENTIONED = "named"  # the value of a statement that says no more than that
LABELS = FIELDS | {
    "slug": gettext_lazy("Address"),
    "kind": gettext_lazy("Kind"),
    "type": gettext_lazy("Type"),
    "name_zh_basis": gettext_lazy("Chinese name rests on"),
    "aliases": gettext_lazy("Also written"),
    "summary": gettext_lazy("Summary"),
    "topics": gettext_lazy("Topics"),
    "relations": gettext_lazy("Relations"),
    "figures": gettext_lazy("Figures"),
    "figure": gettext_lazy("Figure"),
    "statements": gettext_lazy("Statements"),
    "notes": gettext_lazy("Notes"),
    "former_slugs": gettext_lazy("Earlier addresses"),
    "forum": gettext_lazy("Series"),
    "spreads_to_members": gettext_lazy("Counts for its members"),
    "members": gettext_lazy("Members"),
    "title": gettext_lazy("Title"),
    "publisher": gettext_lazy("Publisher"),
    "publisher_kind": gettext_lazy("Kind of publisher"),
    "origin": gettext_lazy("Origin"),
    "language": gettext_lazy("Language"),
    "address": gettext_lazy("Web address"),
    "layer": gettext_lazy("Layer"),
    "document": gettext_lazy("Document"),
    "sha256": gettext_lazy("SHA-256 of the text"),
    "paragraphs": gettext_lazy("Number of paragraphs"),
    "paragraph": gettext_lazy("Paragraph"),
    "complete": gettext_lazy("Gives the whole list"),
    "note": gettext_lazy("Note"),
    "doubt": gettext_lazy("Doubt"),
    "sections": gettext_lazy("Sections"),
    "uncited": gettext_lazy("Paragraphs without a record"),
    "mention": gettext_lazy("Mention"),
    "verified": gettext_lazy("Last checked"),
    "fingerprints": gettext_lazy("Fingerprints of paragraphs"),
    "anchors": gettext_lazy("Terms to check it by"),
    "misprint": gettext_lazy("Misprint"),
    "subject": gettext_lazy("Subject"),
    "field": gettext_lazy("Field left out"),
    "reason": gettext_lazy("Reason"),
    "regions": gettext_lazy("Regions"),
    "bloc": gettext_lazy("Bloc"),
    "description": gettext_lazy("What belongs there"),
    "label": gettext_lazy("Label"),
    "qualifier": gettext_lazy("How exact the number is"),
    "level": gettext_lazy("Level"),
}


def label(field: str) -> str:
    """The name of a field as readers know it."""
    return str(LABELS.get(field, field))


def words(field: str, value: Any, names: Names, kind: str = "") -> SafeString | str:
    """A plain value in words; as it was kept where it is of a format that is no longer known."""
    try:
        return _words(field, value, names, kind)
    except (KeyError, ValueError, TypeError):
        return (
            ", ".join(f"{key}: {part}" for key, part in sorted(value.items()))
            if isinstance(value, dict)
            else str(value)
        )


def _words(field: str, value: Any, names: Names, kind: str) -> SafeString | str:
    if field == "type":
        return str(TYPES[kind](value).label)
    if choices := _CHOICES.get(f"{kind}.{field}") or _CHOICES.get(field):
        return str(choices(value).label)
    if kind == Reference.GROUP or field not in {**FIELDS, **_PENS}:
        return str(value)
    return _PENS[field](value, names) if field in _PENS else said(field, value, names)


def speaker(source: Any) -> str:
    """Who speaks in a source, and when; its slug where it is gone."""
    return source_label(source) if isinstance(source, Source) else str(source)


def _participant(item: Plain, names: Names) -> SafeString:
    return format_html("{} ({})", link_to(names[identity(item)]), Role(item["role"]).label)


def _relation(item: Plain, names: Names) -> SafeString:
    return format_html("{} {}", RelationType(item["type"]).label, link_to(names[f"record:{item['to']}"]))


def _figure(item: Plain, names: Names) -> str:
    return f"{item['label']}: {figure_words(item, item['unit'])}"


def _member(item: Plain, names: Names) -> SafeString:
    told = [member_dates(item.get("joined", ""), item.get("left", ""))]
    if "source" in item:
        told.append(_("according to %(source)s") % {"source": speaker(names[f"source:{item['source']}"])})
    return format_html("{} {}", link_to(names[f"country:{item['country']}"]), " ".join(filter(None, told)))


def _paragraphs(item: Plain) -> str:
    return f"¶\u202f{item['first']}" + (f"–{item['last']}" if item["last"] != item["first"] else "")


_CHOICES: dict[str, Any] = {
    "kind": Kind,
    "gap.kind": GapKind,
    "regions": Region,
    "name_zh_basis": Basis,
    "publisher_kind": Publisher,
    "layer": Layer,
    "level": Level,
    "qualifier": Qualifier,
}
_PENS: dict[str, Any] = {
    "participants": _participant,
    "relations": _relation,
    "figures": _figure,
    "figure": lambda value, names: figure_words(value, ""),
    "members": _member,
    "sections": lambda item, names: f"{item['title']} {_paragraphs(item)}",
    "uncited": lambda item, names: f"{_paragraphs(item)}: {item['reason']}",
    "topics": lambda slug, names: str(names[f"topic:{slug}"]),
    "forum": lambda slug, names: link_to(names[f"record:{slug}"]),
    "bloc": lambda slug, names: link_to(names[f"record:{slug}"]),
    "paragraph": lambda number, names: f"¶\u202f{number}",
    "complete": lambda value, names: _("yes"),
    "verified": lambda value, names: date_words(value["date"]),
    "misprint": lambda value, names: _("yes"),
    "mention": lambda value, names: _("named"),
    "spreads_to_members": lambda value, names: _("yes"),
}
