"""Lists that are read page by page."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from cooperation.filters import RecordFilter
from cooperation.models import Record


class BadPage(ValueError):
    """A page number that is no number, or lies beyond the last page; the message says so."""


def paged(request: HttpRequest, bound: RecordFilter, size: int = settings.PAGE_SIZE) -> Page[Record]:
    """The page the reader asked for, with all its rows show; raises BadPage."""
    paginator = Paginator(bound.qs.for_rows(), size)
    paginator.count = bound.numbers.total
    text = request.GET.get("page", "1")
    number = _number(text)
    if not number:
        raise BadPage(_("page: “%(text)s” is not a page number") % {"text": text[:40]})
    if number > paginator.num_pages:
        raise BadPage(
            _("page: there is no page %(number)s; the last is %(last)s") % {"number": text, "last": paginator.num_pages}
        )
    return paginator.page(number)


def _number(text: str) -> int:
    """The page number that a text is, 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int) -> Page[Any]:
    """The page the reader asked for of rows that no filter narrows; raises Http404 where there is none."""
    paginator = Paginator(rows, size)
    number = _number(request.GET.get("page", "1"))
    if not 1 <= number <= paginator.num_pages:
        raise Http404(_("There is no such page; the last is %(last)s.") % {"last": paginator.num_pages})
    return paginator.page(number)
