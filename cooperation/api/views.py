"""Records, what is said of them, and counts: filtered by the same FilterSet as the pages."""

from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from cooperation import facets, serializers
from cooperation.api.answering import Held, bound_filter
from cooperation.api.asking import ByColumns, BySlug
from cooperation.api.errors import Gone, Moved
from cooperation.api.paging import InOrder
from cooperation.api.parameters import OF_RELEASES, of_columns, of_filters
from cooperation.filters import RecordFilter
from cooperation.filters.fields import SwitchField
from cooperation.models import FormerSlug, Record, Statement
from cooperation.pinning.pin import whole

ADDRESSES = (
    *("records", "statements", "facets", "timeline", "countries", "sources", "releases", "changes"),
    *("openapi", "docs"),
)


class Root(Held):
    """Where everything is."""

    @extend_schema(
        summary="Addresses of the API",
        tags=["addresses"],
        responses={200: OpenApiResponse({"type": "object"}), **OF_RELEASES},
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """Each address by its name."""
        return Response({name: whole(request, reverse(f"api:{name}")) for name in ADDRESSES})


class Records(Held, generics.ListAPIView[Record]):
    """Records, newest first, undated ones last; filtered as on the pages."""

    serializer_class = serializers.RecordSerializer
    pagination_class = InOrder
    page_order = ("-sort_key", "slug")
    queryset = Record.objects.all()

    @extend_schema(summary="Records that fit the filters", parameters=of_filters("records"))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Records of every kind, by first possible day, the latest first; undated ones last."""
        return self.list(request, *args, **kwargs)

    def filter_queryset(self, queryset: Any) -> Any:
        """Those that fit the query string."""
        return serializers.whole(bound_filter(self.request).qs)


@extend_schema(summary="One record with all its statements")
class OneRecord(Held, BySlug, generics.RetrieveAPIView[Record]):
    """One record with all that its sources say of it."""

    serializer_class = serializers.RecordWithStatementsSerializer
    queryset = Record.objects.all()
    may_move = True

    def get_object(self) -> Record:
        """The record; raises Moved for a former slug, and Gone for that of a removed record."""
        try:
            return super().get_object()  # type: ignore[no-any-return]
        except Http404:
            former = FormerSlug.named(self.kwargs["slug"])
            if former is None:
                raise
            if former.record is None:
                raise Gone from None
            raise Moved(whole(self.request, reverse("api:record", args=[former.record.slug]))) from None

    def filter_queryset(self, queryset: Any) -> Any:
        """With all that is said of it."""
        return serializers.entire(queryset)


class Statements(Held, ByColumns, generics.ListAPIView[Statement]):
    """What sources say, one field of one record at a time."""

    serializer_class = serializers.StatementSerializer
    pagination_class = InOrder
    page_order = ("id",)
    queryset = Statement.objects.select_related("record")
    columns = {"record": "record__slug", "source": "source_id", "field": "field"}

    @extend_schema(
        summary="Statements of a record, of a source, on a field",
        parameters=of_columns(
            record="slug of the record", source="slug of the source", field="field of the record, such as date"
        ),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Those that fit all that is asked for; every one without. A slug that nothing bears gives none."""
        return self.list(request, *args, **kwargs)


class Facets(Held, generics.GenericAPIView[Any]):
    """How many records each value of each filter would show."""

    serializer_class = serializers.FacetsSerializer
    queryset = Record.objects.all()

    @extend_schema(summary="Values of the filters with their numbers", parameters=of_filters("records"))
    def get(self, request: Request) -> Response:
        """The numbers that stand beside the values on the pages."""
        bound = bound_filter(request)
        return Response({"total": bound.numbers.total, "facets": _labelled(bound)})


def _labelled(bound: RecordFilter) -> dict[str, list[dict[str, Any]]]:
    """For each facet its values, those of most records first, each in words."""
    counts = bound.counts()
    names = facets.labels({name: counts[name] for name in counts if name in facets.STORED})
    return {
        name: [
            {"value": value, "label": words.get(value, value), "count": number}
            for value, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
        ]
        for name, numbers in counts.items()
        for words in [names.get(name) or _words(bound, name)]
    }


def _words(bound: RecordFilter, name: str) -> dict[str, str]:
    """What the values of a filter are called that has them listed; a switch by its own name."""
    field = bound.form.fields[name]
    if isinstance(field, SwitchField):
        return {"1": str(field.label)}
    return {str(value): str(label) for value, label in field.choices}


class Timeline(Held, generics.GenericAPIView[Any]):
    """Records by year and kind."""

    serializer_class = serializers.TimelineSerializer
    queryset = Record.objects.all()

    @extend_schema(summary="Numbers of records by year and kind", parameters=of_filters("records"))
    def get(self, request: Request) -> Response:
        """Each record counts once, in the year of its first possible day; a series in that of its first edition."""
        records = bound_filter(request).qs.order_by()
        dated = records.filter(date_earliest__isnull=False).annotate(year=ExtractYear("date_earliest"))
        buckets = dated.values("year", "kind").annotate(count=Count("pk")).order_by("year", "kind")
        undated = records.filter(date_earliest__isnull=True).count()
        return Response({"undated": undated, "buckets": list(buckets)})
