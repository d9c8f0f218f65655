"""How files are sent: 304 to a reader who has them, 400 in plain text, a name to be saved under."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from cooperation.filters import RecordFilter
from cooperation.filters.countries import RangeFilter
from cooperation.held import tag
from cooperation.models import Release

Body = str | bytes | Iterator[str] | Iterator[bytes]


class Streamed(StreamingHttpResponse):
    """A body in pieces. What fails after its head was sent looks to a reader like its end, so it begins before that.

    `pieces` are those of a generator, so that they can be given up.
    """

    def __init__(self, pieces: Any, content_type: str) -> None:
        self._pieces = pieces
        super().__init__(pieces, content_type=content_type)

    def begin(self) -> None:
        """Make the first piece; whatever state of the database it opens stays open until the last."""
        pieces = iter(self)
        self.streaming_content = chain([next(pieces, b"")], pieces)

    def drop(self) -> None:
        """Give up the rest and the state that it was to be read from, while the request goes on."""
        self._pieces.close()


class Version(NamedTuple):
    """What tells an answer from all others, and since when it may be so, in seconds of the epoch."""

    tag: str
    seconds: int


def version(release: Release, *named: str) -> Version:
    """The version of what this release gives for what is `named`: the file's address and the version of its format."""
    return Version(tag(release, *named), int(release.time.timestamp()))


def answered(
    request: HttpRequest, held: Version | None, form: str, make: Callable[[], Body], headers: Mapping[str, str]
) -> HttpResponseBase:
    """What `make` gives, of the media type `form`, in one piece or streamed; 304 where the reader has that version.

    `make` is called for neither 304 nor HEAD.
    """
    mark, seconds = held or (None, None)
    response = get_conditional_response(request, etag=mark, last_modified=seconds) or _made(request, form, make)
    found = {"ETag": mark, "Last-Modified": None if seconds is None else http_date(seconds)}
    told = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", **headers}
    for name, value in {**told, **found}.items():
        if value and (response.status_code != 304 or name not in ("Content-Disposition", "Link")):
            response[name] = value
    return response


def _made(request: HttpRequest, form: str, make: Callable[[], Body]) -> HttpResponseBase:
    """A body in pieces bears no length, which HEAD could only tell by making it."""
    body = make() if request.method == "GET" else _nothing()
    kind: Any = HttpResponse if isinstance(body, str | bytes) else Streamed
    return kind(body, content_type=form)  # type: ignore[no-any-return]


def _nothing() -> Iterator[bytes]:
    yield from ()


def refusals(bound: RecordFilter | RangeFilter) -> list[str]:
    """For each filter that cannot read its value, its label, its name, and why."""
    found = bound.form.errors.items()
    return [f"{bound.form.fields[name].label} ({name}): {' '.join(map(str, said))}" for name, said in found]


def refused(bound: RecordFilter | RangeFilter) -> HttpResponse:
    """400 that names each value that cannot be read."""
    text = "".join(f"{each}\n" for each in refusals(bound))
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def attachment(name: str) -> str:
    """The header that has a browser save a file under this name (RFC 6266): in ASCII, then with all its characters."""
    plain = "".join(each if each.isascii() and each.isprintable() and each not in '"\\' else "_" for each in name)
    return f'attachment; filename="{plain}"' + ("" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}")
