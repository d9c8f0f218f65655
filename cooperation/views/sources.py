"""Sources: the list of them, and one read paragraph by paragraph."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cooperation.models import Record, Source, Statement


@dataclass(slots=True)
class Paragraph:
    """One numbered paragraph: the records it gave, or why it gave none."""

    number: int
    records: list[Record] = field(default_factory=list)
    reason: str = ""


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Every source with how many records and statements rest on it."""
    sources = Source.objects.annotate(records=Count("statements__record", distinct=True), said=Count("statements"))
    return render(request, "sources/list.html", {"sources": sources})


@require_safe
def source_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A source down its paragraphs, with the records that each gave."""
    statements = Prefetch("statements", Statement.objects.select_related("record").order_by("paragraph", "record__name"))
    source = get_object_or_404(Source.objects.prefetch_related("sections", "uncited", statements), slug=slug)
    paragraphs = _paragraphs(source)
    sections = [(section, paragraphs[section.first - 1 : section.last]) for section in source.sections.all()]
    unplaced = [row for row in source.statements.all() if row.paragraph is None]
    context = {"source": source, "sections": sections, "paragraphs": paragraphs, "unplaced": unplaced}
    return render(request, "sources/detail.html", context)


def _paragraphs(source: Source) -> list[Paragraph]:
    records: dict[int, dict[int, Record]] = defaultdict(dict)
    for row in source.statements.all():
        if row.paragraph:
            records[row.paragraph][row.record_id] = row.record
    reasons = {number: span.reason for span in source.uncited.all() for number in range(span.first, span.last + 1)}
    return [
        Paragraph(number, list(records[number].values()), reasons.get(number, ""))
        for number in range(1, (source.paragraphs or 0) + 1)
    ]
