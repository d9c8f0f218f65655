"""Twins of lists, of their tables, and of who takes part with whom."""

from collections.abc import Mapping
from typing import Any

from cooperation.ties import Tie
from cooperation.twins.plain import paging, plain, taken

Context = Mapping[str, Any]
_SAID = ("kinds", "count", "counted", "sentence", "query")


def _list(context: Context) -> dict[str, Any]:
    return taken(context, *_SAID) | {"paging": paging(context["page"]), "records": plain(context["page"])}


def _timeline(context: Context) -> dict[str, Any]:
    return taken(context, *_SAID)


def _table(context: Context) -> dict[str, Any]:
    rows = [{"record": plain(record), "lanes": plain(lanes)} for record, lanes in context["rows"]]
    return taken(context, *_SAID) | {"paging": paging(context["page"]), "rows": rows}


def _values(context: Context) -> dict[str, Any]:
    values = [{"value": each.value, "label": each.label, "count": each.number} for each in context["options"]]
    return taken(context, "kinds", "facet", "label", "find", "said", "query", "left") | {"values": values}


def _company(context: Context) -> dict[str, Any]:
    found = context["found"]
    return {
        "of": plain(context["ego"]),
        "query": context["query"],
        "records": found.total,
        "records_with_others": found.shared,
        "paging": paging(context["page"]),
        "ties": [_tie(tie) for tie in context["page"]],
    }


def _meetings(context: Context) -> dict[str, Any]:
    ties = [_tie(tie) | {"met": plain(tie.met)} for tie in context["page"]]
    return {**taken(context, "record", "query"), "paging": paging(context["page"]), "ties": ties}


def _tie(tie: Tie) -> dict[str, Any]:
    """One participant, how it takes part, and the records it shares."""
    return {
        "kind": tie.sort,
        "who": plain(tie.who),
        "ways": sorted(tie.ways),
        "number": tie.number,
        "records": plain(tie.records),
    }


TWINS = {
    "records/list.html": _list,
    "records/timeline.html": _timeline,
    "records/table.html": _table,
    "records/values.html": _values,
    "ties/company.html": _company,
    "ties/record.html": _meetings,
}
