"""A list as JSON: each record as the API says it."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.urls import reverse

from cooperation.exports.columns import AT_ONCE
from cooperation.exports.listing import Listing
from cooperation.serializers import as_object, whole


def json_parts(listing: Listing) -> Iterator[str]:
    """{"meta": {...}, "records": [...]}: meta is `Listing.about` with the address that says what each member means."""
    with listing.opened():
        meta = listing.about | {"meaning": f"{settings.SITE_URL}{reverse('api:openapi')}"}
        yield f'{{"meta": {_text(meta)},\n"records": ['
        before = "\n"
        for lines in _portions(listing):
            yield before + ",\n".join(lines)
            before = ",\n"
        yield "\n]}\n"


def json_lines_parts(listing: Listing) -> Iterator[str]:
    """One record a line and nothing else: of what `meta` says, licence, release and address stand in the head."""
    with listing.opened():
        for lines in _portions(listing):
            yield "".join(f"{line}\n" for line in lines)


def _portions(listing: Listing) -> Iterator[list[str]]:
    lines = (_text(as_object(record)) for record in listing.rows(whole))
    while portion := list(islice(lines, AT_ONCE)):
        yield portion


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
