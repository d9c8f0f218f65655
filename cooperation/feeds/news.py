"""What releases added, changed and removed, as a feed that programs subscribe to (Atom, RFC 4287)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.choices import Action
from cooperation.feeds.entries import cleaned, urn, whole
from cooperation.models import Change, Release

MOST = 100  # entries of a feed
_TITLES = {
    Action.ADDED: gettext_lazy("%(kind)s added: %(title)s"),
    Action.CHANGED: gettext_lazy("%(kind)s changed: %(title)s"),
    Action.REMOVED: gettext_lazy("%(kind)s removed: %(title)s"),
}


@dataclass(frozen=True, slots=True)
class News:
    """A feed: what it is called, what it holds in a sentence, the page it belongs to, and where it stands."""

    title: str
    subtitle: str
    page: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One change with its release, and what a reader sees of it, as HTML."""

    change: Change
    html: str

    @property
    def identity(self) -> str:
        """The id that stays: of what one release did to one thing. A state of the data may come back later."""
        release = self.change.release
        return urn("change", release.hash, release.time.isoformat(), self.change.kind, self.change.slug)

    @property
    def title(self) -> str:
        """What happened to which thing: Forum added: World Internet Conference."""
        kind = capfirst(self.change.get_kind_display())
        return _TITLES[Action(self.change.action)] % {"kind": kind, "title": self.change.title}

    @property
    def address(self) -> str:
        """The page of the record, else that of the release."""
        return (self.change.record or self.change.release).get_absolute_url()


class _Feed(Atom1Feed):
    """Atom whose times are those of releases, with addresses inside entries that lead to this site."""

    def latest_post_date(self) -> dt.datetime:
        """When the newest entry came about; of a feed without any, the current release."""
        time: dt.datetime = self.feed["time"]
        return time

    def root_attributes(self) -> dict[str, Any]:
        return {**super().root_attributes(), "xml:base": whole("/")}


def to_atom(news: News, entries: Iterable[Entry], release: Release) -> str:
    """The feed as it stands in that release, entries in the order given; the same release gives the same text."""
    told = list(entries)
    feed = _Feed(**_head(news), time=max((entry.change.release.time for entry in told), default=release.time))
    for entry in told:
        feed.add_item(**_item(entry))
    return feed.writeString("utf-8")


def _head(news: News) -> dict[str, Any]:
    return {
        "title": cleaned(_("%(title)s (Cooperation Atlas)") % {"title": news.title}),
        "subtitle": cleaned(news.subtitle),
        "description": "",
        "link": whole(news.page),
        "feed_url": whole(news.address),
        "feed_guid": urn("feed", news.address),
        "author_name": _("Cooperation Atlas"),
        "feed_copyright": "CC BY 4.0",
        "language": "en",
    }


def _item(entry: Entry) -> dict[str, Any]:
    time = entry.change.release.time
    return {
        "title": cleaned(entry.title),
        "link": whole(entry.address),
        "description": cleaned(entry.html),
        "unique_id": entry.identity,
        "pubdate": time,
        "updateddate": time,
        "categories": [entry.change.kind],
    }
