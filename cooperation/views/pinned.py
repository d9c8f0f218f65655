"""What is answered where the state that a reader asked for cannot be shown: not yet, no more, or never there."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from cooperation.feeds.entries import cleaned
from cooperation.models import Release
from cooperation.pinning.archive import archive
from cooperation.templatetags.changes import moment
from cooperation.views.changes import no_release
from cooperation.views.embedding import framable
from cooperation.views.showing import EMBED, IN_A_FRAME, shown

SECONDS_TO_WAIT = 4
_FILE = re.compile(r"\.(?!json$)\w+$")


def unknown(request: HttpRequest, code: str) -> HttpResponse:
    """404 for a release that there never was: which one is current."""
    context = {"code": cleaned(code[:64]), "current": Release.objects.current(), "now": request.get_full_path()}
    return _answer(request, "unknown", no_release(code), context, 404)


def preparing(request: HttpRequest, release: Release, asked: str) -> HttpResponse:
    """503 while the state is being built: the page asks again by itself."""
    words = _("Release %(short)s is being prepared; ask again in a few seconds.") % {"short": release.short}
    context = {"release": release, "asked": asked, "now": request.get_full_path()}
    response = _answer(request, "preparing", words, context, 503)
    response["Retry-After"] = response["Refresh"] = str(SECONDS_TO_WAIT)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django reports every 5xx as a failure
    return response


def unreadable(request: HttpRequest, release: Release) -> HttpResponse:
    """410 for a state that this version of the program cannot show as pages any more: where its files are."""
    words = _("Release %(short)s of %(time)s cannot be shown any more. Its files are at %(address)s.")
    address = request.build_absolute_uri(reverse("release-files", args=[release.hash]))
    words %= {"short": release.short, "time": moment(release.time), "address": address}
    context = {"release": release, "now": request.get_full_path()}
    return _answer(request, "unreadable", words, context, 410)


def _answer(request: HttpRequest, name: str, words: str, context: dict[str, Any], status: int) -> HttpResponse:
    """A page, data where programs ask for data, or one line of plain text where another file was asked for."""
    if _FILE.search(request.path) or request.path == reverse("suggest"):
        response = HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
    elif request.path.startswith(f"{EMBED}/"):
        setattr(request, IN_A_FRAME, request.path.removeprefix(EMBED))
        response = framable(shown)(request, "", {"message": words}, status=status)
    else:
        response = shown(request, f"pinned/{name}.html", context | {"message": words}, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _hash(request: HttpRequest, code: str) -> str | None:
    release = Release.objects.named(code)
    return f'"{release.hash}"' if release else None


@require_safe
@condition(etag_func=_hash)
def release_files(request: HttpRequest, code: str) -> HttpResponse:
    """The canonical files of a release, from which anyone can check its hash."""
    release = Release.objects.named(code)
    if release is None:
        raise Http404(no_release(code))
    if code != release.hash:
        return redirect("release-files", release.hash)
    response = HttpResponse(archive(release.files), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="cooperation-atlas-{release.short}.zip"'
    response["Last-Modified"] = http_date(release.time.timestamp())
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
