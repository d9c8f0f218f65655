"""Lists as files to take away."""

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cooperation.citing import LICENCE_URL
from cooperation.exports import FORMAT, FORMS, Listing
from cooperation.models import Release
from cooperation.twins import errors
from cooperation.views.answering import answered, attachment, refused, version
from cooperation.views.lists import bound_filter


@require_safe
def record_file(request: HttpRequest, kinds: str, form: str) -> HttpResponseBase:
    """All records of a list in one of the forms; its body reads a state of its own, when it is sent."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return refused(bound) if form in ("csv", "xlsx") else JsonResponse(errors.refused({"bound": bound}), status=400)
    listing = Listing(bound, kinds, Release.objects.current())
    headers = {
        "Content-Disposition": attachment(f"{listing.file_stem}.{form}"),
        "Link": f'<{LICENCE_URL}>; rel="license", <{listing.address}>; rel="alternate"; type="text/html"',
    }
    held = version(listing.release, FORMAT, form, listing.address) if listing.release else None
    return answered(request, held, FORMS[form].media_type, lambda: FORMS[form].parts(listing), headers)
