"""What a citation names: the page, the release that it shows, and the day on which it was read."""

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cooperation import dates
from cooperation.models import Release

PUBLISHER = "Cooperation Atlas"
LICENCE, LICENCE_URL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
_BREAKS = ("Cc", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Citation:
    """A page as others cite it.

    `url` is its whole address as it stands now, `of` what the page is of, which makes the key: record-<slug>,
    country-ke, list-agreements?country=ke. `sources` says in words what it rests on; empty where that differs from
    row to row. `release` is None before the first load.
    """

    title: str
    url: str
    of: str
    release: Release | None
    accessed: dt.date
    sources: str = ""
    is_list: bool = False

    @property
    def key(self) -> str:
        """The name by which a paper refers to it: the same for the same page, whatever the release or day."""
        of, _mark, query = self.of.partition("?")
        return "-".join(["atlas", of, *([hashlib.sha256(query.encode()).hexdigest()[:8]] if query else [])])

    @property
    def released(self) -> dt.date | None:
        """The day of the release, in UTC."""
        return self.release.time.astimezone(dt.UTC).date() if self.release else None

    @property
    def version(self) -> str:
        """The release as pages name it."""
        return self.release.short if self.release else ""

    @property
    def lasting(self) -> str:
        """The address that goes on showing this release, so that what is cited can be checked later."""
        return lasting(self.url, self.release)

    @property
    def note(self) -> str:
        """What no field of a format is made for: the release, the sources, the licence."""
        release = _("Release %(release)s") % {"release": self.version} if self.release else ""
        sources = _("According to %(sources)s") % {"sources": self.sources} if self.sources else ""
        return one_line(". ".join(part for part in (release, sources, LICENCE) if part))


def one_line(text: str) -> str:
    """The text without line breaks or control characters, which would end a field of a citation early."""
    kept = ("\n" if unicodedata.category(each) in _BREAKS else each for each in text)
    return re.sub("[ \n]+", " ", "".join(kept)).strip()


def plain(citation: Citation) -> str:
    """The citation as a sentence, with the day on which it was read."""
    read = _("Read on %(day)s") % {"day": _day(citation.accessed)}
    rests = [_("According to %(sources)s") % {"sources": citation.sources}] if citation.sources else []
    return worded(citation.title, citation.url, citation.release, read, *rests)


def lasting(url: str, release: Release | None) -> str:
    """An address that goes on showing what it shows in this release; before the first one as it is."""
    return f"{url}{'&' if '?' in url else '?'}release={release.short}" if release else url


def placed(url: str, release: Release | None) -> str:
    """The day of the release and the address that goes on showing it; before the first one the address alone."""
    return f"{_released(release)}, {lasting(url, release)}" if release else url


def worded(title: str, url: str, release: Release | None, *further: str) -> str:
    """A page of this title in this release as a sentence, with what is to be said further before the licence."""
    parts = [f"“{title.rstrip('.')}.” {PUBLISHER}"]
    if release:
        named = {"release": release.short, "day": _released(release)}
        parts.append(_("release %(release)s of %(day)s") % named)
    return one_line(f"{'. '.join([', '.join(parts), lasting(url, release), *further, LICENCE])}.")


def _released(release: Release) -> str:
    return _day(release.time.astimezone(dt.UTC).date())


def _day(day: dt.date) -> str:
    return dates.display(dates.parse(day.isoformat()))
