"""The page of one record."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cooperation import linked
from cooperation.answers import works
from cooperation.answers.series import about_series, lines_to_copy, statements_of
from cooperation.choices import Kind
from cooperation.models import (
    HOME,
    Membership,
    Record,
    Relation,
    Source,
)
from cooperation.models.record import RecordQuerySet
from cooperation.provenance import MENTION, contested, ledger
from cooperation.ties import ties_of
from cooperation.views import lists
from cooperation.views.changes import latest_changes
from cooperation.views.moving import of_record
from cooperation.views.names import names_in
from cooperation.views.showing import shown
from cooperation.views.subscribing import of_series, offered


def _with_links() -> RecordQuerySet:
    """All that the page shows, in a constant number of queries."""
    return Record.objects.for_rows().prefetch_related(
        "topics",
        "figures",
        "relations__to",
        "country_links__country",
        "country_links__bloc",
    )


@require_safe
@of_record("record", _with_links)
def record_page(request: HttpRequest, record: Record) -> HttpResponse:
    """Everything known of one record, and who says so."""
    context = {"record": record, **_provenance(record), **_around(record), **latest_changes(record)}
    context |= about_series(record, lists.today())
    by_slug = {each.pk: each for each in context["sources"]}
    context |= works.shown(works.of_record(record, statements_of(record), by_slug, lists.today()))
    context["copy_lines"] = lines_to_copy(record, context["series"], by_slug, context["current_release"])
    context["linked"] = linked.script(linked.of_record(record, context["sources"]))
    if context["as_series"]:
        context["offer"] = offered(of_series(record), Record.objects.filter(pk=record.pk).by_editions())
    if context["series"].editions:
        context |= _editions_as_list(record)
    return shown(request, "records/detail.html", context)


def _editions_as_list(record: Record) -> dict[str, Any]:
    """Where the editions of a series stand as a list, and in which forms they can be taken away."""
    query = urlencode({"series": record.slug})
    return {"editions_url": f"{reverse('search')}?{query}", "files": lists.file_links("records", query)}


def _provenance(record: Record) -> dict[str, Any]:
    """What each source says, and the names of all whom the statements speak of."""
    statements = statements_of(record)
    sources = Source.objects.in_bulk({row.source_id for row in statements})
    lines = ledger(statements, sources)
    speaking = dict.fromkeys(row.source_id for row in statements if row.field != MENTION)
    return {
        "ledger": lines,
        "mentions": [sources[row.source_id] for row in statements if row.source_id not in speaking],
        "doubted_figures": {line.field.partition(":")[2] for line in lines if line.doubted or line.disagrees},
        "sources": [sources[slug] for slug in speaking],
        "names": names_in(statements),
        "contested": contested(statements),
    }


def _around(record: Record) -> dict[str, Any]:
    """What hangs on the record: members, relations and the records it takes part in."""
    through = [link for link in record.country_links.all() if link.bloc_id]
    return {
        "members": Membership.objects.filter(bloc=record.pk).select_related("country", "source"),
        "taking_part": _taking_part(record),
        "ties": ties_of(record.organisation, Record.objects.all()) if record.kind == Kind.ORGANISATION else None,
        "in_company": sum(row.country_id != HOME for row in record.participants.all()) > 1,
        "relations_in": Relation.objects.filter(to=record)
        .select_related("record")
        .order_by("type", "-record__sort_key"),
        "through": through,
        "blocs": list(dict.fromkeys(str(link.bloc) for link in through)),
    }


def _taking_part(record: Record) -> RecordQuerySet:
    """The records in which an organisation takes part; none for other kinds."""
    return Record.objects.filter(participants__organisation=record.pk).distinct().newest_first().for_rows()
