"""What records refer to, and the releases with their changes."""

from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from cooperation import serializers
from cooperation.api.answering import Held
from cooperation.api.asking import ByColumns, BySlug
from cooperation.api.paging import MOST, InOrder
from cooperation.api.parameters import of_columns
from cooperation.models import Change, Country, Release, Source, Statement


@extend_schema(summary="Countries that records count for")
class Countries(Held, generics.ListAPIView[Country]):
    """Countries and territories that records count for, and the European Union, by code; with the numbers of pages."""

    serializer_class = serializers.CountrySerializer
    pagination_class = InOrder
    page_order = ("code",)
    queryset = Country.objects.with_numbers().filter(Q(direct__gt=0) | Q(through__gt=0))


@extend_schema(summary="Sources")
class Sources(Held, generics.ListAPIView[Source]):
    """Documents and pages that statements rest on, by slug."""

    serializer_class = serializers.SourceSerializer
    pagination_class = InOrder
    page_order = ("slug",)
    queryset = Source.objects.all()


@extend_schema(summary="One source with all that it says")
class OneSource(Held, BySlug, generics.RetrieveAPIView[Source]):
    """A source with its headings, what of it gave no record and why, and its statements in the order of paragraphs."""

    serializer_class = serializers.SourceWithStatementsSerializer
    queryset = Source.objects.prefetch_related(
        "sections",
        "uncited",
        Prefetch("statements", Statement.objects.select_related("record").order_by("paragraph", "record__slug", "id")),
    )


@extend_schema(summary="Releases")
class Releases(Held, generics.ListAPIView[Release]):
    """States of the public data, newest first."""

    serializer_class = serializers.ReleaseSerializer
    pagination_class = InOrder
    page_order = ("-id",)
    queryset = Release.objects.all()


@extend_schema(summary="One release with the first of its changes")
class OneRelease(Held, generics.RetrieveAPIView[Release]):
    """A release by its hash, or by the first seven or more characters of it, with at most 200 of its changes."""

    serializer_class = serializers.ReleaseWithChangesSerializer
    lookup_field = "hash"
    queryset = Release.objects.all()

    def get_object(self) -> Any:
        """The newest release of that hash; a state may come back."""
        release: Any = Release.objects.named(self.kwargs["hash"])
        if release is None:
            raise Http404
        release.first_changes = list(changes_of(release))
        return release


def changes_of(release: Release) -> Any:
    """The first of what a release did, as many as one answer holds."""
    return release.changes.select_related("release").defer("release__dump").order_by("pk")[:MOST]


class Changes(Held, ByColumns, generics.ListAPIView[Change]):
    """What releases did, newest first."""

    serializer_class = serializers.ChangeSerializer
    pagination_class = InOrder
    page_order = ("-release_id", "id")
    queryset = Change.objects.select_related("release").defer("release__dump")
    columns = {"in_release": "release__hash", "kind": "kind", "slug": "slug"}

    @extend_schema(
        summary="Changes of a release, of a kind, of one thing",
        parameters=of_columns(
            in_release="whole hash of the release", kind="kind of thing, such as agreement or source", slug="its slug"
        ),
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Those that fit all that is asked for; every one without."""
        return self.list(request, *args, **kwargs)
