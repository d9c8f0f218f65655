"""The page of one record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.models import FormerSlug, Record, Relation, Source
from cooperation.models.record import RecordQuerySet
from cooperation.provenance import ledger

KINDS = ("agreements", "forums", "editions", "organisations", "initiatives")


@require_safe
def record_page(request: HttpRequest, kinds: str, slug: str) -> HttpResponse:
    """Everything known of one record, and who says so."""
    record = _with_links(Record.objects.filter(slug=slug)).first()
    if record is None:
        return _moved_or_gone(request, slug)
    if kinds != f"{record.kind}s":
        return redirect(record, permanent=True)
    sources = Source.objects.in_bulk()
    context = {
        "record": record,
        "ledger": ledger(list(record.statements.all()), sources),
        "sources": [sources[slug] for slug in dict.fromkeys(row.source_id for row in record.statements.all())],
        "editions": record.editions.newest_first().for_rows(),
        "taking_part": _taking_part(record),
        "relations_in": Relation.objects.filter(to=record).select_related("record"),
    }
    return render(request, "records/detail.html", context)


def _with_links(records: RecordQuerySet) -> RecordQuerySet:
    """All that the page shows, in a constant number of queries."""
    related = ("organisation__country", "forum", "edition")
    return records.for_rows().select_related("series", "place_country", *related).prefetch_related(
        "topics", "figures", "statements", "relations__to", "country_links__country", "country_links__bloc"
    )


def _taking_part(record: Record) -> RecordQuerySet:
    """The records in which an organisation takes part; none for other kinds."""
    return Record.objects.filter(participants__organisation=record.pk).distinct().newest_first().for_rows()


def _moved_or_gone(request: HttpRequest, slug: str) -> HttpResponse:
    """A former slug leads to its record, or says that the record was removed."""
    former = FormerSlug.objects.filter(slug=slug).select_related("record").first()
    if former is None:
        raise Http404(_("There is no record “%(slug)s”.") % {"slug": slug})
    if former.record is None:
        return render(request, "gone.html", {"slug": slug}, status=410)
    return redirect(former.record, permanent=True)
