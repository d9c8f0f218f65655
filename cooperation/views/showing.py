"""How every page is shown: as its template says it, in little in a frame of another site, or as plain data."""

import re
from typing import Any
from urllib.parse import quote, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.held import held
from cooperation.models import Release
from cooperation.templatetags.twins import SUFFIX, twin_path
from cooperation.twins import twin_of

IN_A_FRAME = "_in_a_frame"
EMBED = "/embed"  # before the address of a page
_MARK = "_asks_for_twin"
_DRAWN = re.compile(rb"<svg.*?</svg>", re.DOTALL)  # where browsers do not ask <base> how links are opened
# What a page looks like in little; the others cannot be embedded.
EMBEDS = {
    "records/timeline.html": "embed/timeline.html",
    "records/list.html": "embed/timeline.html",
    "countries/detail.html": "embed/country.html",
    "records/detail.html": "embed/series.html",
}


def shown(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page, in little where it is embedded or, where programs ask, what it says as plain data."""
    if hasattr(request, IN_A_FRAME):
        return _framed(request, template, context or {}, status)
    if not _is_plain(request, status):
        return render(request, template, context, status=status)
    said = twin_of(template, context or {}, status)
    response = JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    return response if status != 200 else held(request, response, f"{timezone.now():%Y-%m-%d}")


def _framed(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """The page in little; its own links within the page lead to the whole page."""
    page = getattr(request, IN_A_FRAME)
    if status == 200 and (template not in EMBEDS or not context.get("as_series", True)):
        raise Http404(_("The page %(address)s cannot be embedded.") % {"address": page[:200]})
    little = EMBEDS[template] if status == 200 else "embed/refused.html"
    query = request.META.get("QUERY_STRING", "")
    more = {"page_address": f"{page}{'?' if query else ''}{query}", "release": Release.objects.current()}
    response = render(request, little, context | more, status=status)
    content = response.content.replace(b'href="?', f'href="{escape(quote(page))}?'.encode())
    response.content = _DRAWN.sub(lambda drawn: drawn[0].replace(b"<a ", b'<a target="_blank" '), content)
    return response


def _is_plain(request: HttpRequest, status: int) -> bool:
    """Whether a twin was asked for; what is at no address of the API or of a twin is refused in JSON too."""
    of_programs = request.path.startswith("/api/") or request.path.endswith(SUFFIX)
    return hasattr(request, _MARK) or (status >= 400 and of_programs)


@require_safe
def twin(request: HttpRequest, page: str) -> HttpResponse:
    """The page at the address without the suffix, as plain data."""
    setattr(request, _MARK, True)
    address = "/" if page == "index" else f"/{page}/"
    try:
        match = resolve(address)
    except Resolver404 as error:
        raise Http404(_("There is no page %(address)s.") % {"address": address[:200]}) from error
    if match.namespaces or address.startswith(f"{EMBED}/"):
        raise Http404(_("The page %(address)s has no twin.") % {"address": address[:200]})
    return _to_twin(match.func(request, *match.args, **match.kwargs))


def _to_twin(response: HttpResponse) -> HttpResponse:
    """Where a page moved to, its twin moved too."""
    if response.status_code in (301, 302):
        path, mark, query = response["Location"].partition("?")
        response["Location"] = f"{twin_path(urlsplit(path).path)}{mark}{query}"
    return response
