"""What pages say of their calendars and feeds: where these stand, and what a calendar leaves out."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse

from cooperation.choices import Kind
from cooperation.filters import RecordFilter, changed, known_query
from cooperation.filters.countries import RangeFilter
from cooperation.models import Country, Record
from cooperation.models.record import RecordQuerySet

WITH_CALENDAR = (Kind.FORUM.plural, "records")
_NOT_OF_FEEDS: dict[str, list[str]] = {"sort": [], "lanes": []}  # they change how a page looks, not what it holds


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where the calendar and the feed of a page stand; a list without meetings has no calendar."""

    page: str
    news: str
    calendar: str = ""

    @property
    def webcal(self) -> str:
        """The address at which programs subscribe to the calendar instead of reading it once."""
        return f"webcal://{urlsplit(settings.SITE_URL).netloc}{self.calendar}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A subscription, and how many records its calendar holds and leaves out."""

    of: Subscription
    held: int
    left_out: int


def offered(subscription: Subscription, records: RecordQuerySet) -> Offer:
    """What a page offers of the records that its calendar may hold."""
    if not subscription.calendar:
        return Offer(subscription, 0, 0)
    known = Q(pk__in=Record.objects.on_known_days().values("pk"))
    found = records.aggregate(held=Count("pk", filter=known), all=Count("pk"))
    return Offer(subscription, found["held"], found["all"] - found["held"])


def of_list(bound: RecordFilter, kinds: str) -> Subscription:
    """Of a list as it is filtered."""
    query = changed(known_query(bound), **_NOT_OF_FEEDS).urlencode()
    page, args = ("search", []) if kinds == "records" else ("list", [kinds])
    calendar = f"{kinds}-calendar" if kinds in WITH_CALENDAR else ""
    return Subscription(
        _asking(reverse(page, args=args), query),
        _asking(reverse(f"{page}-news", args=args), query),
        calendar and _asking(reverse(calendar), query),
    )


def of_country(country: Country, dated: RangeFilter) -> Subscription:
    """Of everything that counts for a country, or what of it falls in a range."""
    names = ("country", "country-news", "country-calendar")
    return Subscription(*(_asking(reverse(name, args=[country.slug]), dated.query) for name in names))


def of_series(record: Record) -> Subscription:
    """Of a series with its editions."""
    addresses = (reverse(name, args=[record.slug]) for name in ("series-news", "series-calendar"))
    return Subscription(record.get_absolute_url(), *addresses)


def _asking(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
