"""Carry the release through a page: every way on leads to the same state, but for those marked `data-now`."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings

NAME = "release"
_OPENLY = ("/admin/", "/healthz", "/robots.txt", "/favicon.ico", settings.STATIC_URL)
_OWN_STATE = re.compile(r"/changes/[^/?#]*/seeds\.zip")
_ADDRESS = re.compile(r'(?<! data-now)(\shref="|\sdata-[a-z-]+="(?=/))([/?][^"]*)"')
_CANONICAL = re.compile(r'(<link rel="canonical" href="|<meta property="og:url" content=")([^"]*)"')
_FOR_MACHINES = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
_FORM = re.compile(r"(<form\b[^>]*>)(.*?)(?=</form>)", re.DOTALL)
_IN_JSON = re.compile(r"/[a-z]+/[\w/.-]*(\?\S*)?")


def can_be_pinned(path: str) -> bool:
    """False for what shows no state of the data, and for files that name their own."""
    return not path.startswith((*_OPENLY, "//")) and not _OWN_STATE.match(path)


def pinned(address: str, code: str, ampersand: str = "&") -> str:
    """An address of this site with the release; one that is not to be pinned, or is already, as it was."""
    rest, hash_sign, fragment = address.partition("#")
    path, question, query = rest.partition("?")
    if not can_be_pinned(path) or re.search(rf"(?:^|[&;]){NAME}=", query):
        return address
    joint = "?" if not question else "" if not query else ampersand
    return f"{rest}{joint}{NAME}={code}{hash_sign}{fragment}"


def in_page(html: str, code: str) -> str:
    """A page whose links, forms and addresses for scripts keep to the release.

    It loses its JSON-LD, which names the things of today to search engines, as these are to leave it out.
    """
    found = _ADDRESS.sub(_with_release(code), _FOR_MACHINES.sub("", html))
    found = _CANONICAL.sub(_with_release(code), found)
    return _FORM.sub(lambda form: f"{form[1]}{form[2]}{_field(form[1], code)}", found)


def _with_release(code: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f'{found[1]}{pinned(found[2], code, "&amp;")}"'


def _field(tag: str, code: str) -> str:
    """The field that a form sends the release in; none where it is posted or sent elsewhere."""
    if 'method="post"' in tag or 'action="http' in tag:
        return ""
    return f'<input type="hidden" name="{NAME}" value="{code}">'


def in_data(text: str, code: str) -> str:
    """What a script of a page reads, with the addresses in it keeping to the release."""
    return json.dumps(_walk(json.loads(text), code), ensure_ascii=False, separators=(",", ":"))


def _walk(value: Any, code: str) -> Any:
    if isinstance(value, dict):
        return {key: _walk(each, code) for key, each in value.items()}
    if isinstance(value, list):
        return [_walk(each, code) for each in value]
    return pinned(value, code) if isinstance(value, str) and _IN_JSON.fullmatch(value) else value
