"""The addresses under /api/v1/: read-only, filtered by the same FilterSets as the pages."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cooperation.api import serializers
from cooperation.api.paging import InOrder
from cooperation.api.parameters import of_filters, of_statements
from cooperation.filters import FILTERS, RecordFilter
from cooperation.models import Country, Participant, Record, RecordCountry, Release, Source, Statement
from cooperation.models.record import RecordQuerySet

KINDS = ("records", "agreements", "forums", "organisations", "initiatives")


def bound_filter(request: Request, kinds: str) -> RecordFilter:
    """The FilterSet of these kinds with the query string; what it refuses is answered by 400."""
    bound = FILTERS[kinds](request.GET)
    if not bound.is_valid():
        raise ValidationError(bound.form.errors)
    return bound


def whole(records: RecordQuerySet) -> RecordQuerySet:
    """Records with all that the API says of them, in a constant number of queries."""
    direct = RecordCountry.objects.filter(bloc__isnull=True).order_by("country")
    people = Participant.objects.select_related("country", "organisation", "group")
    return records.select_related("series", "edition").prefetch_related(
        Prefetch("participants", people),
        "record_topics",
        "fields",
        Prefetch("country_links", direct, to_attr="direct_countries"),
    )


@extend_schema(exclude=True)
@api_view(["GET"])
def root(request: Request) -> Response:
    """Where everything is."""
    names = ("records", "statements", "facets", "timeline", "countries", "sources", "releases", "openapi")
    return Response({name: request.build_absolute_uri(reverse(f"api:{name}")) for name in names})


class Records(generics.ListAPIView[Record]):
    """Records, newest first, undated ones last; filtered as on the pages."""

    serializer_class = serializers.RecordSerializer
    pagination_class = InOrder
    page_order = ("-sort_key", "slug")
    queryset = Record.objects.all()

    @extend_schema(parameters=of_filters("records"))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Records of every kind."""
        return self.list(request, *args, **kwargs)

    def filter_queryset(self, queryset: QuerySet[Record]) -> QuerySet[Record]:
        """Those that fit the query string."""
        return whole(bound_filter(self.request, "records").qs)


class OneRecord(generics.RetrieveAPIView[Record]):
    """One record with all its statements."""

    serializer_class = serializers.RecordWithStatementsSerializer
    lookup_field = "slug"
    queryset = Record.objects.all()

    def filter_queryset(self, queryset: Any) -> QuerySet[Record]:
        """With all that is said of it."""
        return whole(queryset).prefetch_related("statements__record")


class Statements(generics.ListAPIView[Statement]):
    """What sources say, one field of one record at a time."""

    serializer_class = serializers.StatementSerializer
    pagination_class = InOrder
    page_order = ("id",)
    queryset = Statement.objects.select_related("record")

    @extend_schema(parameters=of_statements())
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Those of a record, of a source, on a field; all without."""
        return self.list(request, *args, **kwargs)

    def filter_queryset(self, queryset: QuerySet[Statement]) -> QuerySet[Statement]:
        """Those asked for."""
        asked = {"record": "record__slug", "source": "source_id", "field": "field"}
        chosen = {column: value for name, column in asked.items() if (value := self.request.query_params.get(name))}
        if any("\0" in value for value in chosen.values()):
            return queryset.none()
        return queryset.filter(**chosen)


class Facets(generics.GenericAPIView[Any]):
    """How many records each value of each filter would show."""

    serializer_class = serializers.FacetsSerializer
    queryset = Record.objects.all()

    @extend_schema(parameters=of_filters("records"))
    def get(self, request: Request) -> Response:
        """The numbers that stand beside the values on the pages."""
        bound = bound_filter(request, "records")
        found = {
            name: [{"value": str(value), "count": number} for value, number in sorted(numbers.items(), key=_most_first)]
            for name, numbers in bound.counts().items()
        }
        return Response({"total": bound.qs.count(), "facets": found})


def _most_first(item: tuple[Any, int]) -> tuple[int, str]:
    return -item[1], str(item[0])


class Timeline(generics.GenericAPIView[Any]):
    """Records by year and kind."""

    serializer_class = serializers.TimelineSerializer
    queryset = Record.objects.all()

    @extend_schema(parameters=of_filters("records"))
    def get(self, request: Request) -> Response:
        """Counted by their first possible day."""
        records = bound_filter(request, "records").qs.order_by()
        dated = records.filter(dated=True).annotate(year=ExtractYear("date_earliest")).values("year", "kind")
        buckets = dated.annotate(count=Count("pk")).order_by("year", "kind")
        return Response({"undated": records.filter(dated=False).count(), "buckets": list(buckets)})


class Countries(generics.ListAPIView[Country]):
    """Countries that records count for, by name."""

    serializer_class = serializers.CountrySerializer
    pagination_class = InOrder
    page_order = ("code",)
    queryset = Country.objects.with_numbers().filter(Q(direct__gt=0) | Q(through__gt=0))


class Sources(generics.ListAPIView[Source]):
    """Sources, by slug."""

    serializer_class = serializers.SourceSerializer
    pagination_class = InOrder
    page_order = ("slug",)
    queryset = Source.objects.all()


class Releases(generics.ListAPIView[Release]):
    """Releases, newest first."""

    serializer_class = serializers.ReleaseSerializer
    pagination_class = InOrder
    page_order = ("-id",)
    queryset = Release.objects.all()
