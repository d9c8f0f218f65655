"""What all views of the API share: how they are asked, and that a client asks again for little."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from cooperation.filters import FILTERS, RecordFilter
from cooperation.held import held
from cooperation.twins.errors import refused

# What only changes how pages look: the API has an order of its own, and draws nothing.
OF_PAGES = ("sort", "lanes")


class Held(APIView):
    """Answers 304 to a client that holds what the current release gives at this address."""

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Only what was found bears a tag; what was refused is said each time."""
        final = super().finalize_response(request, response, *args, **kwargs)
        found = final.status_code == 200 and request.method in ("GET", "HEAD")
        return held(request, final) if found else final


def bound_filter(request: Request) -> RecordFilter:
    """The FilterSet of all records with the query string; what it refuses is answered by 400."""
    query = request.GET.copy()
    for name in OF_PAGES:
        query.pop(name, None)
    bound = FILTERS["records"](query)
    if not bound.is_valid():
        raise ValidationError(refused({"bound": bound})["errors"])
    return bound
