"""How well the atlas is supported: what it covers, what it lacks, and where its sources disagree."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cooperation.answers.series import lost
from cooperation.choices import Attestation, GapKind, Kind, Layer, Precision, Status, Verdict
from cooperation.models import Gap, Record, RecordField, Source, Statement
from cooperation.provenance import Line, ledger
from cooperation.views.names import names_in
from cooperation.views.paging import page_of
from cooperation.views.showing import shown

CASES_A_PAGE = 40
# Each case a reader may ask for: its name in addresses, in words, and the fields of records that it takes.
CASES: dict[str, tuple[Any, Q]] = {
    "disagree": (gettext_lazy("sources disagree"), Q(verdict=Verdict.DISAGREE)),
    "contradicts": (gettext_lazy("a source contradicts itself"), Q(verdict=Verdict.CONTRADICTS)),
    "misprint": (gettext_lazy("looks misprinted"), Q(misprint=True)),
    "doubted": (gettext_lazy("can hardly be right"), Q(doubted=True, misprint=False)),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One record with the fields of it that are in dispute."""

    record: Record
    lines: list[Line]


@require_safe
def disagreements(request: HttpRequest, only: str = "") -> HttpResponse:
    """Every field on which sources disagree or that looks wrong, each explained in a sentence."""
    wanted = RecordField.objects.filter(CASES[only][1] if only else _any_case(), record=OuterRef("pk"))
    rows = Record.objects.filter(Exists(wanted)).newest_first().for_rows().prefetch_related("figures")
    page = page_of(request, rows, CASES_A_PAGE)
    statements = [row for record in page for row in record.all_statements]
    sources = Source.objects.in_bulk({row.source_id for row in statements})
    cases = [Case(record, _disputed(record, sources, only)) for record in page]
    tabs = [(case, label, _number(condition)) for case, (label, condition) in CASES.items()]
    context = {"page": page, "cases": cases, "names": names_in(statements), "tabs": tabs, "only": only}
    return shown(
        request,
        "quality/disagreements.html",
        context | {"total": _number(_any_case()), "shown": _number(CASES[only][1] if only else _any_case())},
    )


def _any_case() -> Q:
    condition = Q(pk__in=[])
    for _label, each in CASES.values():
        condition |= each
    return condition


def _number(condition: Q) -> int:
    return RecordField.objects.filter(condition).count()


def _disputed(record: Record, sources: dict[str, Source], only: str) -> list[Line]:
    lines = ledger(record.all_statements, sources)  # type: ignore[attr-defined]
    return [line for line in lines if only in _cases_of(line) or (not only and _cases_of(line))]


def _cases_of(line: Line) -> set[str]:
    """The cases of this page under which a line falls; it may be several."""
    verdicts = {str(line.verdict)} & {"disagree", "contradicts"}
    doubts = {"misprint" if line.misprinted else "doubted"} if line.doubted else set()
    return verdicts | doubts


@dataclass(frozen=True, slots=True)
class Counted:
    """What a line of a table counts, and the query that lists it; empty where no filter says the same."""

    label: Any
    counts: Q
    query: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the coverage page: what it counts, and for each kind the numbers in that order."""

    title: Any
    counted: list[Counted]
    numbers: list[tuple[str, list[int]]]

    @property
    def lines(self) -> list[tuple[Counted, list[tuple[str, int]], int]]:
        """What is counted with its number for each kind, and their sum: kinds are few, so they stand side by side."""
        kinds = [kind for kind, _numbers in self.numbers]
        counts = zip(*(numbers for _kind, numbers in self.numbers), strict=True)
        pairs = zip(self.counted, counts, strict=True)
        return [(line, list(zip(kinds, each, strict=True)), sum(each)) for line, each in pairs]


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """How much there is, how well it is supported, and what is known to be missing."""
    gaps = Gap.objects.all()
    context = {
        "tables": _tables(),
        "verdicts": _verdicts(),
        "kinds": _kinds(),
        "layers": _layers(),
        "missing": [gap for gap in gaps if gap.kind == GapKind.MISSING],
        "left_out": [gap for gap in gaps if gap.kind == GapKind.LEFT_OUT],
        "unnumbered": _missing_editions(),
    }
    return shown(request, "quality/coverage.html", context)


def _tables() -> list[Table]:
    """Records of each kind by layer, exactness of the date, status, and whether they are reported."""
    day = Q(date_precision=Precision.DAY)
    coarser = [Counted(each.label, Q(date_precision=each)) for each in (Precision.MONTH, Precision.YEAR)]
    return [
        _table(
            _("By layer of sources"),
            Counted(Layer.FOUNDING.label, Q(is_founding=True, is_further=False)),
            Counted(Layer.FURTHER.label, Q(is_founding=False, is_further=True)),
            Counted(_("both"), Q(is_founding=True, is_further=True)),
        ),
        _table(
            _("By exactness of the date"),
            Counted(_("day"), day & Q(date_vague=False)),
            Counted(_("day, not certain"), day & Q(date_vague=True)),
            *coarser,
            Counted(Precision.NONE.label, Q(date_precision=Precision.NONE), "undated=1"),
        ),
        _table(_("By status"), *(Counted(each.label, Q(status=each), f"status={each}") for each in Status)),
        _table(
            _("Announced or reported"),
            *(Counted(each.label, Q(attested=each), f"attested={each}") for each in Attestation),
            Counted(_("cannot be told"), Q(attested="")),
        ),
        _table(
            _("By number of independent sources"),
            Counted(_("one source"), Q(origins__lte=1)),
            Counted(_("two independent sources"), Q(origins=2)),
            Counted(_("three or more"), Q(origins__gte=3)),
        ),
    ]


def _table(title: Any, *counted: Counted) -> Table:
    counts = {f"n{i}": Count("pk", filter=line.counts) for i, line in enumerate(counted)}
    rows = Record.objects.order_by().values("kind").annotate(**counts).values_list("kind", *counts)
    found = {kind: list(numbers) for kind, *numbers in rows}
    return Table(title, list(counted), [(kind, found.get(kind, [0] * len(counted))) for kind in Kind.values])


def _verdicts() -> list[tuple[str, int, int]]:
    """Each verdict with how many fields of records it was given, and how many of those are dates."""
    dated = Count("pk", filter=Q(field="date"))
    rows = RecordField.objects.order_by().values_list("verdict").annotate(n=Count("pk"), dates=dated)
    found = {verdict: (n, dates) for verdict, n, dates in rows}
    return [(str(verdict.label), *found.get(verdict, (0, 0))) for verdict in Verdict]


def _kinds() -> list[tuple[str, int, int, int]]:
    """Each kind with its number of records, the share of fields filled, and how many have all of them."""
    whole = Count("pk", filter=Q(filled=100))
    rows = Record.objects.order_by().values_list("kind").annotate(n=Count("pk"), share=Avg("filled"), whole=whole)
    found = {kind: (number, round(share), full) for kind, number, share, full in rows}
    return [(kind, *found.get(kind, (0, 0, 0))) for kind in Kind.values]


def _layers() -> list[tuple[str, int, int]]:
    """Each layer with its number of sources and of statements."""
    sources = dict(Source.objects.order_by().values_list("layer").annotate(n=Count("pk")))
    said = dict(Statement.objects.order_by().values_list("source__layer").annotate(n=Count("pk")))
    return [(str(layer.label), sources.get(layer, 0), said.get(layer, 0)) for layer in Layer]


def _missing_editions() -> list[tuple[Record, list[tuple[int, int]]]]:
    """Series whose editions are numbered with gaps, and the runs of numbers that no record bears."""
    numbers: dict[Record, set[int]] = defaultdict(set)
    for row in Record.objects.filter(edition__number__isnull=False).select_related("series", "edition"):
        if row.series and row.edition.number:
            numbers[row.series].add(row.edition.number)
    gaps = [(series, lost(known)) for series, known in numbers.items()]
    return sorted(((series, missing) for series, missing in gaps if missing), key=lambda item: item[0].sort_name)
