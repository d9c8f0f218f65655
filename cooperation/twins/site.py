"""Twins of the pages about the whole."""

from collections.abc import Mapping
from typing import Any

from cooperation.twins.plain import pairs, plain, taken

Context = Mapping[str, Any]


def _home(context: Context) -> dict[str, Any]:
    return {
        **taken(context, "release", "total", "documents", "pages", "disputed_count", "day", "on_day", "nearest"),
        "counts": {str(kind): number for kind, number in context["counts"]},
        "countries_named": len(context["named"]),
        "countries": pairs(context["countries"], "country", "records"),
        "years": pairs(context["years"], "year", "records"),
        "topics": [plain(topic) | {"records": topic.n} for topic in context["topics"]],
        **taken(context, "forums", "disputed"),
    }


def _about(context: Context) -> dict[str, Any]:
    return {
        **taken(context, "founding", "further", "publishers"),
        "edtf": pairs(context["edtf"], "date", "meaning"),
        "own_names": [plain(each) | {"why": each.why} for each in context["own_names"]],
    }


def _map(context: Context) -> dict[str, Any]:
    return {
        **taken(
            context, "count", "counted", "sentence", "area", "through_blocs", "named_in", "unnamed", "only_through"
        ),
        "countries": [
            {"country": plain(row.country), "direct": row.direct, "direct_or_through_a_bloc": row.every}
            for row in context["rows"]
        ],
    }


def _dataset(context: Context) -> dict[str, Any]:
    tables = [
        {"name": table.name, "meaning": str(table.meaning), "rows": rows, "schema": table.schema()}
        for table, rows in context["tables"]
    ]
    return {**taken(context, "release", "rows", "columns", "citation"), "tables": tables}


TWINS = {"home.html": _home, "about.html": _about, "map.html": _map, "dataset/page.html": _dataset}
