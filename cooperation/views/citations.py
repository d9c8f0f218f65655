"""Citations as files: BibTeX, RIS and CSL-JSON of a record, a list or a country page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from cooperation.answers import works
from cooperation.citing import Citation
from cooperation.filters.countries import RangeFilter
from cooperation.held import tag
from cooperation.models import Record, Release, Source
from cooperation.views.answering import refused
from cooperation.views.countries import country_of
from cooperation.views.lists import addresses, bound_filter, today
from cooperation.views.moving import moved, of_record

TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}
_VERSION = "1"  # of what the formats write: another one makes stored copies stale


def _etag(request: HttpRequest, **_places: Any) -> str:
    """Another one each day, as a citation names the day of access."""
    return tag(Release.objects.current(), _VERSION, request.get_full_path(), today().isoformat())


@require_safe
@condition(etag_func=_etag)
@of_record("record-citation")
def record_citation(request: HttpRequest, record: Record, form: str) -> HttpResponse:
    """A record as a reference."""
    statements = record.statements.all()
    sources = Source.objects.in_bulk({row.source_id for row in statements})
    return _file(works.of_record(record, statements, sources, today()), form)


@require_safe
@condition(etag_func=_etag)
def list_citation(request: HttpRequest, kinds: str, form: str) -> HttpResponse:
    """A filtered list as a reference."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return refused(bound)
    path = addresses(kinds, "")["list_url"]
    return _file(works.of_list(bound, kinds, path, today(), bound.numbers.total), form)


@require_safe
@condition(etag_func=_etag)
def country_citation(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A country's page as a reference."""
    dated = RangeFilter(request.GET)
    country = country_of(code)
    if code != country.slug:
        return moved(request, "country-citation", country.slug, form)
    if not dated.is_valid():
        return refused(dated)
    return _file(works.of_country(country, dated, today()), form)


def _file(citation: Citation, form: str) -> HttpResponse:
    name = f'attachment; filename="{citation.key}.{form}"'
    return HttpResponse(works.PENS[form](citation), content_type=TYPES[form], headers={"Content-Disposition": name})
