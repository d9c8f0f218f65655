"""What entries of calendars and feeds share: ids that last, whole addresses, texts that break no format."""

import re
from uuid import UUID, uuid5

from django.conf import settings

_ATLAS = UUID("6f1b3f0c-6f0e-5c1a-9b54-0d2c8a7e4b11")  # never to change: every id that readers hold rests on it
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")


def urn(*parts: str) -> str:
    """The same id for the same parts, on every site that holds the atlas."""
    return uuid5(_ATLAS, "/".join(parts)).urn


def whole(address: str) -> str:
    """An address of this site with its host."""
    return f"{settings.SITE_URL}{address}"


def cleaned(text: str) -> str:
    """The text with plain line ends and without the characters that XML refuses and calendars pass on raw."""
    return _UNFIT.sub("", _BREAKS.sub("\n", text))
