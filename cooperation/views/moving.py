"""Answers for addresses that have moved, and for those of records that were removed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperation.models import FormerSlug, Record
from cooperation.models.record import RecordQuerySet
from cooperation.views.errors import gone

View = Callable[..., HttpResponse]


def moved(request: HttpRequest, to: Any, *args: Any) -> HttpResponse:
    """The way to where the page stands now, for good, with the query string that was asked for."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{resolve_url(to, *args)}{'?' if query else ''}{query}", permanent=True)


def moved_or_gone(request: HttpRequest, slug: str, address: Callable[[Record], str]) -> HttpResponse:
    """What is said of a slug that no record bears.

    A former one leads to its record, at the `address` that it has there, or says that the record was removed.
    """
    former = FormerSlug.named(slug)
    if former is None:
        raise Http404(_("There is no record “%(slug)s”.") % {"slug": slug})
    return moved(request, address(former.record)) if former.record else gone(request, slug)


def of_record(name: str, records: Callable[[], RecordQuerySet] = Record.objects.all) -> Callable[[View], View]:
    """Makes a view of one of `records` a view of `kinds` and `slug`, as the addresses of this name bear them.

    Another kind and a former slug lead to the present address; a removed record is gone.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def found(request: HttpRequest, kinds: str, slug: str, **rest: Any) -> HttpResponse:
            def address(there: Record) -> str:
                return reverse(name, kwargs={"kinds": there.kinds, "slug": there.slug, **rest})

            record = records().filter(slug=slug).first()
            if record is None:
                return moved_or_gone(request, slug, address)
            return view(request, record, **rest) if kinds == record.kinds else moved(request, address(record))

        return found

    return decorate
