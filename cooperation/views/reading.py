"""What a list says of the words it was asked for: how they were read, where the hits are, what else to try."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cooperation import dates, facets
from cooperation.choices import Kind, Region
from cooperation.filters import FILTERS, RecordFilter, changed, counted, known_query
from cooperation.filters.words import PLURALS, range_words
from cooperation.models import Country, Topic
from cooperation.profiles import COMPARED, compared
from cooperation.search import Reading, name_key
from cooperation.search.marking import hit
from cooperation.search.nearby import Nearby

_MOST_DROPPED = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what was typed, in words, and where it leads; `words` are shown as quoted."""

    label: str
    address: str = ""
    words: bool = False


def searched(bound: RecordFilter, rows: Any) -> dict[str, Any]:
    """How the words of a list were read, and what they found; nothing without words."""
    reading = bound.reading
    if not reading:
        return {}
    for record in rows:
        record.hit = hit(record, reading)
    context: dict[str, Any] = {"read": ReadAs(bound, reading)}
    return context if rows else context | {"dropped": _dropped(bound, reading), "nearby": _nearby(bound, reading)}


class ReadAs:
    """How a query was read, and the filters, pages and comparisons that say the same."""

    def __init__(self, bound: RecordFilter, reading: Reading) -> None:
        self._bound, self._reading = bound, reading
        self.countries = reading.countries
        self.parts = list(self._parts())

    def _parts(self) -> Iterator[Part]:
        reading = self._reading
        for country in self.countries:
            yield Part(country.name, country.get_absolute_url())
        for region in reading.values("region"):
            yield Part(str(Region(region).label), f"{reverse('search')}?region={region}")
        for kind in map(Kind, reading.values("kind")):
            yield Part(str(PLURALS[kind]), reverse("list", args=[kind.plural]) if kind != Kind.EDITION else "")
        if topic := next((each for each in Topic.objects.all() if _is_called(each, reading.query)), None):
            yield Part(_("the topic %(topic)s") % {"topic": topic}, f"{reverse('search')}?topic={topic.slug}")
        if words := dates_in_words(reading):
            yield Part(words)
        if reading.words and reading.words != reading.query.strip():
            yield Part(reading.words, words=True)

    @property
    def more(self) -> bool:
        """True where the query was read as more than words."""
        return any(not part.words for part in self.parts)

    @property
    def filters(self) -> str:
        """The address of the same as filters; empty where it names no country and no region, or no filters say it."""
        named = self.countries or self._reading.values("region")
        return self._list().address if named and self._can_be_said else ""

    @property
    def either(self) -> str:
        """The address of what names any of several countries."""
        return self._list(country_match="any").address if self.filters and len(self.countries) > 1 else ""

    @property
    def through_blocs(self) -> str:
        """The address of what counts for the countries also through a bloc; empty where nothing does."""
        return self._through.address if self.counted_through_blocs else ""

    @cached_property
    def counted_through_blocs(self) -> str:
        """How many records that is, in words; empty where it is none."""
        if not self.countries or not self._can_be_said:
            return ""
        bound = self._through.bound
        number = bound.numbers.total if bound.is_valid() else 0
        return counted(bound.kind_value, number) if number else ""

    @property
    def compared(self) -> str:
        """The address of the comparison of two to four countries."""
        if len(self.countries) not in COMPARED:
            return ""
        return compare_address(self.countries, self._reading)

    @property
    def comparison(self) -> str:
        """What that comparison is of, in words."""
        return compare_words(self.countries, self._reading)

    @cached_property
    def _can_be_said(self) -> bool:
        """False where the words narrow what was chosen in a way that filters, which know any or all, do not know."""
        chosen, reading = self._bound.form.cleaned_data, self._reading
        kinds = [self._bound.kind_value] if self._bound.kind_value else chosen.get("kind")
        return not (
            (self.countries and len(chosen["country"]) > 1 and chosen.get("country_match") != "all")
            or len({*chosen["region"], *reading.values("region")}) > 1
            or (reading.span and (chosen.get("since") or chosen.get("until")))
            or (kinds and self._kind() not in ("", *kinds))
        )

    def _kind(self) -> str:
        """The one kind with a list of its own that the query names."""
        kinds = self._reading.values("kind")
        return str(kinds[0]) if len(kinds) == 1 and kinds[0] != Kind.EDITION else ""

    @cached_property
    def _through(self) -> "_List":
        return self._list(via="blocs")

    def _list(self, **more: str) -> "_List":
        """The list of what the query names, by filters alone."""
        known = known_query(self._bound)
        read = {"country": [each.slug for each in self.countries], "region": self._reading.values("region")}
        named = {name: dict.fromkeys([*known.getlist(name), *values]) for name, values in read.items()}
        match = {"country_match": "all"} if len(named["country"]) > 1 else {}
        query = changed(known, q=self._reading.words, sort="", **named, **_span(self._reading))
        for name, value in {**match, **more}.items():
            query[name] = value  # said also where it holds anyway
        kind = self._bound.kind_value or self._kind()
        if kind and "type" in query and not self._bound.kind_value:
            query, kind = changed(query, kind=kind), ""
        elif kind:
            query = changed(query, kind="")
        return _List(Kind(kind).plural if kind else "records", query, self._reading)


@dataclass(frozen=True)
class _List:
    """A list of records by its name in addresses, and the query that asks for it."""

    kinds: str
    query: QueryDict
    known: Reading

    @property
    def address(self) -> str:
        """Where it stands."""
        path = reverse("search") if self.kinds == "records" else reverse("list", args=[self.kinds])
        return f"{path}?{self.query.urlencode()}"

    @cached_property
    def bound(self) -> RecordFilter:
        """The FilterSet that the list itself is made by; names that are known are not asked for again."""
        return FILTERS[self.kinds](self.query, known=self.known)


def compare_address(countries: list[Country], reading: Reading) -> str:
    """Where countries are compared, in the years that the query names."""
    return compared([country.code for country in countries], _span(reading))


def _span(reading: Reading) -> dict[str, str]:
    """The range that the query names, as filters take it."""
    return {name: date.text for name in ("since", "until") if (date := getattr(reading, name))}


def compare_words(countries: list[Country], reading: Reading) -> str:
    """What a comparison is of: Compare Kenya and Tanzania since 2015."""
    names = get_text_list([country.name for country in countries], _("and"))
    return _("Compare %(countries)s") % {"countries": f"{names} {dates_in_words(reading)}".strip()}


def dates_in_words(reading: Reading) -> str:
    """The dates that a query names, in words; empty without any."""
    since, until = (dates.display(date) if date else "" for date in (reading.since, reading.until))
    if since and since == until:
        return _("dated %(date)s") % {"date": since}
    if since and not until:
        return _("since %(date)s") % {"date": since}
    return range_words(since, until)


def _is_called(topic: Topic, typed: str) -> bool:
    return name_key(typed) in (name_key(topic.name), name_key(topic.name_zh))


def _dropped(bound: RecordFilter, reading: Reading) -> list[dict[str, Any]]:
    """For each term what is found without it, where that is something."""
    terms = reading.terms[:_MOST_DROPPED] if len(reading.terms) > 1 else []
    rests = [reading.without(term) for term in terms]
    rows = []
    for term, rest, number in zip(terms, rests, facets.sizes(bound.but(q=rest) for rest in rests), strict=True):
        if number:
            typed = reading.query[term.start : term.end]
            query = changed(known_query(bound), q=rest).urlencode()
            rows.append({"typed": typed, "query": query, "counted": counted(bound.kind_value, number)})
    return rows


def _nearby(bound: RecordFilter, reading: Reading) -> dict[str, Any]:
    """What the reader may have meant: the words mended, where that finds something, and the nearest names."""
    near, query = Nearby(reading), known_query(bound)
    mended = near.corrected()
    if mended and not bound.but(q=mended).exists():
        mended = ""
    return {"mended": mended, "query": changed(query, q=mended).urlencode(), "records": near.records()}
