"""Releases: what was added, changed and removed, with each of them and for each record."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.feeds.entries import cleaned
from cooperation.models import Change, Record, Release
from cooperation.templatetags.changes import moment
from cooperation.views.moving import of_record
from cooperation.views.names import names_of, referred
from cooperation.views.paging import page_of
from cooperation.views.showing import shown

RELEASES_ON_A_PAGE = 20
CHANGES_ON_A_PAGE = 100
CHANGES_AT_A_GLANCE = 10


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    """Every release, the newest first; a short one with its changes, a long one with a link to them."""
    page = page_of(request, Release.objects.all(), RELEASES_ON_A_PAGE)
    short = [release.pk for release in page if release.number_of_changes <= CHANGES_AT_A_GLANCE]
    known = history(all_changes().filter(release__in=short))
    entries = [(each, [change for change in known["changes"] if change.release_id == each.pk]) for each in page]
    return shown(request, "changes/list.html", {"page": page, "entries": entries, "names": known["names"]})


@require_safe
def release_page(request: HttpRequest, code: str) -> HttpResponse:
    """A state of the data, and what changed each time that it came about."""
    release = Release.objects.named(code)
    if release is None:
        raise Http404(no_release(code))
    if code != release.hash:
        return redirect(release)
    page = page_of(request, all_changes().filter(release__hash=code), CHANGES_ON_A_PAGE)
    context = {"release": release, "times": Release.objects.filter(hash=code), "page": page}
    context |= {"is_current": release == Release.objects.current(), **history(page.object_list)}
    return shown(request, "changes/detail.html", context)


def all_changes() -> QuerySet[Change]:
    """Every change with its release and its record, the newest first."""
    return Change.objects.select_related("release", "record").defer("release__dump")


def no_release(code: str) -> str:
    """Which release is current, for a reader who asked for one that there is not."""
    release = Release.objects.current()
    if release is None:
        return _("There is no release yet.")
    words = _("There is no release “%(code)s”. The current one is %(current)s of %(time)s.")
    return words % {"code": cleaned(code[:64]), "current": release.short, "time": moment(release.time)}


@require_safe
@of_record("record-changes")
def record_changes(request: HttpRequest, record: Record) -> HttpResponse:
    """Everything that releases did to one record."""
    page = page_of(request, all_changes().filter(record=record), CHANGES_ON_A_PAGE)
    context = {"record": record, "page": page, **history(page.object_list)}
    return shown(request, "changes/record.html", context)


def latest_changes(record: Record) -> dict[str, Any]:
    """The newest changes of a record, for its own page, and whether there are more."""
    found = list(all_changes().filter(record=record)[: CHANGES_AT_A_GLANCE + 1])
    more = len(found) > CHANGES_AT_A_GLANCE
    known = history(found[:CHANGES_AT_A_GLANCE])
    return {"changes": known["changes"], "change_names": known["names"], "more_changes": more}


def history(changes: Iterable[Change]) -> dict[str, Any]:
    """Changes, and the names of all that they refer to, in a constant number of queries."""
    rows = list(changes)
    return {"changes": rows, "names": names_of(found for change in rows for found in _references(change))}


def _references(change: Change) -> Iterator[tuple[str, str]]:
    """What a change is of, and what its fields speak of."""
    yield change.kind, change.slug
    for entry in change.fields:
        yield from referred([entry["old"], entry["new"]], entry["field"])
