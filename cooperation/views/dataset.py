"""The whole dataset: its page with the codebook, and its files."""

from collections.abc import Callable, Iterator
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cooperation.citing import LICENCE_URL
from cooperation.exports import TABLES, package
from cooperation.models import Release
from cooperation.views.answering import answered, attachment, version
from cooperation.views.showing import shown

_TYPES = {"zip": "application/zip", "json": "application/json", "csv": "text/csv; charset=utf-8"}
_BY_NAME = {table.name: table for table in TABLES}


@require_safe
def dataset_page(request: HttpRequest) -> HttpResponse:
    """What the dataset is, how to take, load and cite it, and what each of its columns means."""
    release = Release.objects.current()
    numbers = [(table, table.rows().count()) for table in TABLES]
    context = {
        "tables": numbers,
        "columns": sum(len(table.columns) for table in TABLES),
        "rows": sum(number for _table, number in numbers),
        "release": release,
        "citation": package.package_citation(release),
    }
    return shown(request, "dataset/page.html", context)


@require_safe
def package_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """All files in one archive (`zip`), or the descriptor of the package (`json`)."""
    release = Release.objects.current()
    if form == "json":
        return _file(request, release, package.DESCRIPTOR, package.descriptor_parts)
    name = "-".join([package.PACKAGE, *([release.short] if release else [])])
    return _file(request, release, f"{name}.zip", package.zip_parts)


@require_safe
def table_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One table as CSV, byte for byte as it is in the package."""
    return _file(request, Release.objects.current(), f"{name}.csv", partial(package.table_parts, _BY_NAME[name]))


def _file(
    request: HttpRequest, release: Release | None, name: str, make: Callable[[Release | None], Iterator[bytes]]
) -> HttpResponseBase:
    """A file of the package; the descriptor is read where it stands, the others are saved."""
    form = name.rpartition(".")[2]
    headers = {"Link": f'<{LICENCE_URL}>; rel="license"'}
    if form != "json":
        headers["Content-Disposition"] = attachment(name)
    held = version(release, package.FORMAT, name) if release else None
    return answered(request, held, _TYPES[form], lambda: make(release), headers)
