"""Pages for what went wrong, in the site's dress."""

import re
from difflib import get_close_matches
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from cooperation.choices import Action, Kind
from cooperation.models import Change, Record
from cooperation.views.showing import shown

_WORD = re.compile(r"[^\W_]+")
_SUFFIX = re.compile(r"\.[a-z]{2,5}$")
_SIMILAR = 0.55
_MOST_READ = 400


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that cannot be read at all."""
    said = _("the request cannot be read")
    if isinstance(exception, TooManyFieldsSent):
        said = _("it bears more than %(most)s parameters") % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}
    return shown(request, "400.html", {"message": said}, status=400)


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form of the admin's that was not sent from there; 405 elsewhere, as public pages take no forms."""
    if request.path.startswith("/admin/"):
        return shown(request, "403.html", status=403)
    return HttpResponseNotAllowed(["GET", "HEAD"])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with what the address may have meant, a search box and the ways in."""
    said = exception.args[0] if exception.args else ""
    meant = meant_by(request.path)
    context = {
        "message": said if isinstance(said, str) else "",
        "of_record": meant["similar"] or _is_records(request.path),
    }
    return shown(request, "404.html", context | meant, status=404)


def _is_records(path: str) -> bool:
    """True for an address such as a record has, so that it may be one that was cut or mistyped."""
    first, _slash, rest = path.strip("/").partition("/")
    return bool(rest) and first in {f"{kind}s" for kind in Kind}


def gone(request: HttpRequest, slug: str) -> HttpResponse:
    """410 for a record that was removed; its address never leads to another."""
    removed = Change.objects.filter(slug=slug, kind__in=Kind.values, action=Action.REMOVED)
    change = removed.select_related("release__previous").first()
    return shown(request, "gone.html", {"slug": slug, "change": change, **meant_by(slug)}, status=410)


def meant_by(address: str) -> dict[str, Any]:
    """The words of an address as a reader would search for them, and the records whose address is most like it."""
    last = _SUFFIX.sub("", unquote(address).strip("/").rpartition("/")[2])
    words = _WORD.findall(last.lower()[:200])
    return {"words": " ".join(words), "similar": _similar("-".join(words), words)}


def _similar(slug: str, words: list[str]) -> list[Record]:
    """At most five records, the most similar first; only slugs that share the beginning of a longer word are read."""
    beginnings = {word[:5] for word in sorted(words, key=len)[-4:] if len(word) > 3}
    if not beginnings:
        return []
    sharing = Record.objects.filter(reduce(or_, (Q(slug__contains=each) for each in beginnings)))
    slugs = sharing.order_by("slug").values_list("slug", flat=True)[:_MOST_READ]
    nearest = get_close_matches(slug, slugs, n=5, cutoff=_SIMILAR)
    found = {record.slug: record for record in Record.objects.filter(slug__in=nearest)}
    return [found[each] for each in nearest]
