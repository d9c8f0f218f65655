"""What it means for a request to be pinned: which release it reads, and what its answer bears on the way out."""

from dataclasses import dataclass
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cooperation.models import Release
from cooperation.pinning.links import NAME, can_be_pinned, in_data, in_page, pinned
from cooperation.pinning.serving import Answer

# Answers that a page's own scripts read for the addresses in them; all other files are left as they are.
READ_BY_SCRIPTS = ("list-figure", "timeline-figure", "country-figure", "suggest")
# Pages name the current release, and the program may learn to show the same state better.
_FRESH_FOR = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Pin:
    """The release that is read, beside the current one; `now` is the address of the same page without it."""

    release: Release
    current: Release
    now: str

    @property
    def is_current(self) -> bool:
        """True where the page is that of the site's own database."""
        return self.release == self.current

    def marked(self, request: HttpRequest, answer: Answer) -> Answer:
        """The answer with all its ways on keeping to the release, and out of the sight of search engines."""
        answer["X-Robots-Tag"] = "noindex"
        if not self.is_current and answer.status_code == 200 and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = _FRESH_FOR
        if "Location" in answer and answer["Location"].startswith("/"):
            answer["Location"] = pinned(answer["Location"], self.release.short)
        if isinstance(answer, HttpResponse):
            self._carry(request, answer)
        return answer

    def _carry(self, request: HttpRequest, answer: HttpResponse) -> None:
        match, kind = request.resolver_match, answer.get("Content-Type", "")
        if kind.startswith("text/html"):
            text = in_page(answer.content.decode(), self.release.short)
            del answer["ETag"]  # what it stands for does not know of the release that is current
        elif kind.startswith("application/json") and match and match.url_name in READ_BY_SCRIPTS:
            text = in_data(answer.content.decode(), self.release.short)
        else:
            return
        answer.content = text.encode()
        if answer.has_header("Content-Length"):
            answer["Content-Length"] = str(len(answer.content))


def whole(request: HttpRequest, address: str) -> str:
    """An address of this site with its host, which keeps to the release that the request asked for."""
    pin = getattr(request, "pin", None)
    return f"{settings.SITE_URL}{pinned(address, pin.release.short) if pin else address}"


def is_asked(request: HttpRequest) -> bool:
    """True where a reader asks for a public page or file as it was in a release."""
    named = f"{NAME}=" in request.META.get("QUERY_STRING", "")
    return named and request.method in ("GET", "HEAD") and can_be_pinned(request.path) and NAME in request.GET


def take_from(request: HttpRequest) -> str:
    """The release that the query string names; takes it out, so that no view meets it."""
    code = str(request.GET[NAME])
    parts = request.META["QUERY_STRING"].split("&")
    request.META["QUERY_STRING"] = "&".join(part for part in parts if unquote_plus(part.partition("=")[0]) != NAME)
    del request.GET  # read anew when it is asked for
    return code
