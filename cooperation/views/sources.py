"""Sources: the list of them, and one read paragraph by paragraph."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cooperation.choices import Layer
from cooperation.models import Record, Section, Source, Statement
from cooperation.views.paging import page_of
from cooperation.views.showing import shown

FURTHER_A_PAGE = 60


@dataclass(slots=True)
class Passage:
    """A numbered paragraph with the records it gave, or a run of paragraphs that gave none for one reason."""

    numbers: list[int]
    records: list[Record] = field(default_factory=list)
    reason: str = ""


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """The founding documents, and the further pages, newest first and page by page, with what rests on them."""
    sources = Source.objects.annotate(records=Count("statements__record", distinct=True), said=Count("statements"))
    founding = sources.filter(layer=Layer.FOUNDING)
    page = page_of(request, sources.filter(layer=Layer.FURTHER).order_by("-date", "slug"), FURTHER_A_PAGE)
    return shown(request, "sources/list.html", {"founding": founding, "page": page, "total": Source.objects.count()})


@require_safe
def source_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A source down its paragraphs, with the records that each gave."""
    statements = Prefetch(
        "statements", Statement.objects.select_related("record").order_by("paragraph", "record__name")
    )
    source = get_object_or_404(Source.objects.prefetch_related("sections", "uncited", statements), slug=slug)
    records, reasons = _records(source), _reasons(source)
    sections = [(each, _passages(each, records, reasons)) for each in source.sections.all()]
    unplaced = {row.record_id: row.record for row in source.statements.all() if row.paragraph is None}
    every = {row.record_id for row in source.statements.all()}
    context = {"source": source, "sections": sections, "unplaced": list(unplaced.values()), "count": len(every)}
    context["doubted"] = sum(bool(row.doubt) for row in source.statements.all())
    return shown(request, "sources/detail.html", context)


def _records(source: Source) -> dict[int, list[Record]]:
    found: dict[int, dict[int, Record]] = defaultdict(dict)
    for row in source.statements.all():
        if row.paragraph:
            found[row.paragraph][row.record_id] = row.record
    return {number: list(records.values()) for number, records in found.items()}


def _reasons(source: Source) -> dict[int, str]:
    return {number: span.reason for span in source.uncited.all() for number in range(span.first, span.last + 1)}


def _passages(section: Section, records: dict[int, list[Record]], reasons: dict[int, str]) -> list[Passage]:
    """The paragraphs of a section; neighbours that gave no record for the same reason are one run."""
    passages: list[Passage] = []
    for number in range(section.first, section.last + 1):
        passage = Passage([number], records.get(number, []), reasons.get(number, ""))
        last = passages[-1] if passages else None
        if last and not (passage.records or last.records) and passage.reason == last.reason:
            last.numbers.append(number)
        else:
            passages.append(passage)
    return passages
