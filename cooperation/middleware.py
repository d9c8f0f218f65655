"""What wraps every request."""

from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from cooperation.exports import StateChanged
from cooperation.models.snapshot import one_state
from cooperation.views.answering import Streamed

Handler = Callable[[HttpRequest], HttpResponse]
_WORTH_IT = 200
_QUICK = 7


class PublicSnapshotMiddleware:
    """Let each public GET read one state of the database, so that no page mixes two loads.

    Where a load came between the head of a streamed answer and its body, both are made again.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.path.startswith("/admin/"):
            return self.get_response(request)
        try:
            return self._begun(request)
        except StateChanged:
            return self._begun(request)

    def _begun(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; a streamed one reads a state of its own, begun here while a failure can still be told."""
        with one_state():
            response: HttpResponseBase = self.get_response(request)
        if isinstance(response, Streamed):
            response.begin()
        return response


class BrotliMiddleware:
    """Send public pages in the tighter of two codings where the browser reads it; the rest is left to gzip.

    Nothing in a public page is secret, so its size gives nothing away. The admin's pages are left alone.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/") or not _can_be_tightened(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if _reads_brotli(request):
            response.content = brotli.compress(response.content, quality=_QUICK)
            response["Content-Encoding"] = "br"
            response["Content-Length"] = str(len(response.content))
        return response


def _can_be_tightened(response: HttpResponse) -> bool:
    """True for an answer that is whole, not small and not compressed yet."""
    whole = not response.streaming and not response.has_header("Content-Encoding")
    return whole and len(response.content) >= _WORTH_IT


def _reads_brotli(request: HttpRequest) -> bool:
    """True where the browser names the coding and does not refuse it."""
    offered = (word.partition(";") for word in request.headers.get("Accept-Encoding", "").split(","))
    return any(name.strip() == "br" and weight.strip() not in ("q=0", "q=0.0") for name, _, weight in offered)
