"""Pages as other sites embed them in a frame: the same views, shown in little, without a way to be framed otherwise."""

from collections.abc import Callable
from typing import Any, cast

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cooperation.views.showing import EMBED, IN_A_FRAME, shown


def framable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same view, which any site may show in a frame."""
    opened: Any = csp_replace({"frame-ancestors": ["*"]})(view)
    return cast(Callable[..., HttpResponse], xframe_options_exempt(opened))


@framable
@require_safe
def embedded(request: HttpRequest, page: str) -> HttpResponse:
    """The page at the address without the prefix, in little; what goes wrong is said in the frame too."""
    setattr(request, IN_A_FRAME, f"/{page}/")
    try:
        response = _of_page(request, f"/{page}/")
    except Http404 as error:
        return shown(request, "404.html", {"message": str(error)}, status=404)
    if "Location" in response:
        response["Location"] = EMBED + response["Location"]
    return response


def _of_page(request: HttpRequest, address: str) -> HttpResponse:
    try:
        match = resolve(address)
    except Resolver404 as error:
        raise Http404(_("There is no page %(address)s.") % {"address": address[:200]}) from error
    if match.namespaces or address.startswith(f"{EMBED}/"):
        raise Http404(_("The page %(address)s cannot be embedded.") % {"address": address[:200]})
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
