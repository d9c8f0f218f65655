"""Twins of what the atlas rests on: sources, disagreements, coverage, releases."""

from collections.abc import Mapping
from typing import Any

from cooperation.provenance import Line
from cooperation.serializers import SourceWithStatementsSerializer
from cooperation.twins.plain import paging, pairs, plain, taken

Context = Mapping[str, Any]


def _sources(context: Context) -> dict[str, Any]:
    founding, page = ([_counted(source) for source in context[name]] for name in ("founding", "page"))
    return {"total": context["total"], "founding": founding, "further": page, "paging": paging(context["page"])}


def _counted(source: Any) -> dict[str, Any]:
    return {**plain(source), "records": source.records, "statements": source.said}


def _source(context: Context) -> dict[str, Any]:
    """A source with what it says, and paragraph by paragraph the records that it gave."""
    passages = [
        {"numbers": each.numbers, "records": [row.slug for row in each.records], "reason": each.reason}
        for _section, row in context["sections"]
        for each in row
    ]
    unplaced = [record.slug for record in context["unplaced"]]
    numbers = {"number_of_records": context["count"], "number_of_doubted": context["doubted"]}
    source = SourceWithStatementsSerializer(context["source"]).data
    return {"source": source, **numbers, "passages": passages, "without_paragraph": unplaced}


def _disagreements(context: Context) -> dict[str, Any]:
    cases = [
        {"record": plain(case.record), "fields": [_line(line) for line in case.lines]} for case in context["cases"]
    ]
    numbers = {case: number for case, _label, number in context["tabs"]}
    said = taken(context, "total", "shown", "only")
    return {**said, "numbers": numbers, "paging": paging(context["page"]), "cases": cases}


def _line(line: Line) -> dict[str, Any]:
    """One field: what is shown and by which part of the rule, and what each source says."""
    said = [plain(row) for _source, rows in line.said for row in rows]
    verdict = {"verdict": str(line.verdict), "why": str(line.why), "doubted": line.doubted}
    return {"field": line.field, "shown": plain(line.shown), **verdict, "statements": said}


def _coverage(context: Context) -> dict[str, Any]:
    return {
        "tables": [
            {"title": str(each.title), "rows": [_row(*row) for row in each.lines]} for each in context["tables"]
        ],
        "verdicts": [dict(zip(("verdict", "fields", "dates"), row, strict=True)) for row in context["verdicts"]],
        "kinds": [
            dict(zip(("kind", "records", "percent_filled", "full"), row, strict=True)) for row in context["kinds"]
        ],
        "layers": [dict(zip(("layer", "sources", "statements"), row, strict=True)) for row in context["layers"]],
        "unnumbered": pairs(context["unnumbered"], "series", "missing"),
        **taken(context, "missing", "left_out"),
    }


def _row(line: Any, numbers: list[tuple[str, int]], total: int) -> dict[str, Any]:
    return {"label": str(line.label), "records": dict(numbers), "total": total}


def _releases(context: Context) -> dict[str, Any]:
    """The changes of a release stand here where they are few."""
    rows = [plain(release) | {"changes": plain(changes)} for release, changes in context["entries"]]
    return {"releases": rows, "paging": paging(context["page"])}


def _release(context: Context) -> dict[str, Any]:
    times = [release.time.isoformat() for release in context["times"]]
    said = taken(context, "release", "is_current", "changes")
    return {**said, "times": times, "paging": paging(context["page"])}


def _changes(context: Context) -> dict[str, Any]:
    return taken(context, "record", "changes") | {"paging": paging(context["page"])}


TWINS = {
    "sources/list.html": _sources,
    "sources/detail.html": _source,
    "quality/disagreements.html": _disagreements,
    "quality/coverage.html": _coverage,
    "changes/list.html": _releases,
    "changes/detail.html": _release,
    "changes/record.html": _changes,
}
