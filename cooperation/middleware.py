"""What wraps every request."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from cooperation.exports import StateChanged
from cooperation.models import Release
from cooperation.models.snapshot import one_state
from cooperation.pinning import links, serving, shelf
from cooperation.pinning.pin import Pin, is_asked, take_from
from cooperation.pinning.serving import Answer
from cooperation.pinning.start import start
from cooperation.views import pinned
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


class PinnedMiddleware:
    """Answer a request that names a release by what that release held; no view knows of it.

    Templates find the pin as `request.pin`. Where the release cannot be shown, the answer takes the place of the
    view, so that it bears all that the other middlewares add.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Answer]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Answer:
        if not is_asked(request):
            return self.get_response(request)
        asked = request.get_full_path()
        with one_state():
            code = take_from(request)
            release, current = Release.objects.named(code), Release.objects.current()
            if release is None or current is None:
                return self._instead(request, quote(code), partial(pinned.unknown, code=code))
            pin = Pin(release, current, request.get_full_path())
        if pin.is_current:
            request.pin = pin
            answer = self.get_response(request)
            newest = Release.objects.current()
            if newest == release or newest is None:
                return pin.marked(request, answer)
            if isinstance(answer, Streamed):  # a load has just come between
                answer.drop()
            pin = replace(pin, current=newest)
        return self._earlier(request, pin, asked)

    def process_view(self, request: Any, *_view: Any) -> HttpResponse | None:
        """Answers in the place of the view where the release cannot be shown."""
        instead = getattr(request, "instead", None)
        return instead(request) if instead else None

    def _instead(self, request: Any, code: str, answer: Callable[[HttpRequest], HttpResponse]) -> Answer:
        """The answer in the place of the view; an address that is mended before any view is asked keeps the release."""
        request.instead = answer
        response = self.get_response(request)
        if response.get("Location", "").startswith("/"):
            response["Location"] = links.pinned(response["Location"], code)
        return response

    def _earlier(self, request: Any, pin: Pin, asked: str) -> Answer:
        """From the built database; where there is none yet, building it begins."""
        path = shelf.find(pin.release)
        database = serving.opened(path) if path else None
        if database is None:
            if shelf.has_failed(pin.release):
                return self._instead(request, pin.release.short, partial(pinned.unreadable, release=pin.release))
            start(pin.release)
            preparing = partial(pinned.preparing, release=pin.release, asked=asked)
            return self._instead(request, pin.release.short, preparing)
        request.pin = pin
        return pin.marked(request, serving.answered_from(database, self.get_response, request))


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
