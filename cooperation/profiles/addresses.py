"""Where the records of countries stand: as a list with filters, and side by side."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import QueryDict
from django.urls import reverse

from cooperation.choices import Kind
from cooperation.filters import changed

COMPARED = range(2, 5)  # how many countries stand side by side


def listed(
    codes: Sequence[str], kinds: Sequence[str], span: Mapping[str, str], more: Mapping[str, str] | None = None
) -> str:
    """The list of these kinds with these countries, in this range; several kinds and editions stand in the search."""
    query = changed(QueryDict(), country=[code.lower() for code in codes])
    if len(kinds) == 1 and kinds[0] != Kind.EDITION:
        address = reverse("list", args=[Kind(kinds[0]).plural])
    else:
        address = reverse("search")
        query = changed(query, kind=kinds)
    return f"{address}?{changed(query, **(more or {}), **span).urlencode()}"


def compared(codes: Iterable[str], span: Mapping[str, str]) -> str:
    """The page that lays these countries side by side, in this range."""
    query = changed(QueryDict(), country=[code.lower() for code in codes], **span)
    return f"{reverse('compare')}?{query.urlencode()}"
