"""Release and address tell answers apart, so that a client that asks again is told that nothing changed."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from cooperation.models import Release

_VERSION = "2"  # another one wherever the same data is said otherwise


def tag(release: Release | None, *named: str) -> str:
    """The entity tag of what a release gives for what is `named`: an address, and what it rests on beside the data.

    It is weak, as bodies are compressed on the way. A state may come back, so the time of the release counts as well.
    """
    of = (release.hash, release.time.isoformat()) if release else ()
    parts = (_VERSION, settings.SITE_URL, *of, *named)
    return f'W/"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def held(request: HttpRequest, response: HttpResponse, *more: str) -> HttpResponse:
    """The same answer with its tag, or 304 to a client that has it; `more` is on what it rests beside the release."""
    mark = tag(Release.objects.current(), request.get_full_path(), *more)
    response["ETag"], response["Cache-Control"] = mark, "no-cache"
    return get_conditional_response(request, etag=mark, response=response) or response
