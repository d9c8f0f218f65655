"""The twin of the page of a record."""

from collections.abc import Mapping
from typing import Any

from cooperation.answers.series import Edition, Series
from cooperation.choices import Kind
from cooperation.models import RecordCountry
from cooperation.serializers import RecordWithStatementsSerializer, completed
from cooperation.twins.plain import plain, taken

Context = Mapping[str, Any]


def _record(context: Context) -> dict[str, Any]:
    """`record` is what the API says of it; the rest what the page adds."""
    return {
        "record": RecordWithStatementsSerializer(completed(context["record"])).data,
        "series": _series(context["series"]) if context["as_series"] else None,
        "beside": plain(context["siblings"]),
        **taken(context, "sources", "mentions", "gaps", "changes"),
        **(_body(context) if context["record"].kind == Kind.ORGANISATION else {}),
        "through_blocs": [_through(link) for link in context["through"]],
        "lines_to_copy": [{"record": about.slug, "line": line} for about, line in context["copy_lines"]],
    }


def _body(context: Context) -> dict[str, Any]:
    """Of an organisation: its members, and the records in which it takes part."""
    return taken(context, "members") | {"taking_part": plain(context["taking_part"].prefetch_related(None))}


def _series(series: Series) -> dict[str, Any]:
    """When it met last and meets next, each edition, and what is missing."""
    return {
        "latest": plain(series.latest),
        "latest_reported": plain(series.reported),
        "next": plain(series.next),
        "editions": [_edition(each) for each in series.editions],
        "missing_numbers": [{"first": first, "last": last} for first, last in series.lost_numbers],
        "years_without_edition": series.lost_years,
        "unnumbered": plain(series.unnumbered),
        "undated": plain(series.undated),
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "record": plain(edition.record),
        "place": edition.record.place_name,
        "hosts": [str(host.who) for host in edition.hosts],
        "outcomes": [plain(outcome.record) for outcome in edition.outcomes],
        "sources": [source.slug for source in edition.sources],
    }


def _through(link: RecordCountry) -> dict[str, Any]:
    """A country for which it counts through a bloc; `possible` where membership on its date is not certain."""
    return {"country": link.country_id, "bloc": plain(link.bloc), "possible": link.vague}


TWINS = {"records/detail.html": _record}
