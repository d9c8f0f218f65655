"""What of a record is searched: the tokens of its names, and all of its tokens."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from cooperation import dates
from cooperation.choices import TYPES, Kind
from cooperation.models import Country, Record
from cooperation.search.countries import CountryNames, mark
from cooperation.search.engine import BOUNDARY
from cooperation.search.spelling import han_number, ordinal
from cooperation.search.text import tokens

_NUMBERED = 99


def fill(record: Record, names: CountryNames, countries: list[Country], marks: Iterable[str]) -> None:
    """Set both columns, given the countries and marks (kinds, regions) by which it is to be found."""
    own = list(own_names(record))
    record.search_names = " ".join([bounded(own), names.marks(own, ()), mark(record.kind)])
    texts = list(_texts(record))
    called = [name for country in countries for name in (country.name, country.name_zh)]
    found = names.marks([*own, *texts], [country.code for country in countries])
    record.search_text = " ".join([bounded([*own, *texts, *called]), found, *map(mark, (record.kind, *marks))])


def bounded(texts: Iterable[str]) -> str:
    """The tokens of some texts, each held apart from the next."""
    return f" {BOUNDARY} ".join(["", *filter(None, map(_tokens, texts)), ""]).strip()


@lru_cache(maxsize=8192)
def _tokens(text: str) -> str:
    return " ".join(token.text for token in tokens(text))


def own_names(record: Record) -> Iterator[str]:
    """Every name of a record; an edition also goes by its number and year with the names of its series."""
    yield from filter(None, (record.name, record.name_zh, *record.aliases))
    if record.kind == Kind.EDITION and record.series:
        yield from _as_edition(record, record.series)


def _as_edition(record: Record, series: Record) -> Iterator[str]:
    number = record.edition.number
    for name in (series.name, *series.aliases):
        if number:
            yield f"{ordinal(number)} {name}"
            yield f"{name} {number}"
        if record.year:
            yield f"{name} {record.year}"
    if series.name_zh and number and number <= _NUMBERED:
        yield f"第{han_number(number)}届{series.name_zh}"
        yield f"{series.name_zh} {number}"
    if series.name_zh and record.year:
        yield f"{record.year}年{series.name_zh}"


def _texts(record: Record) -> Iterator[str]:
    """What else a reader may type to find the record, the names of its countries aside."""
    yield from (record.summary, record.theme, record.place_name, str(TYPES[record.kind](record.type).label))
    yield from _years(record.date)
    for topic in record.topics.all():
        yield from (topic.name, topic.name_zh)
    yield from _of_participants(record)
    if record.is_series:
        for edition in record.editions.all():
            yield from filter(None, (edition.name, edition.name_zh, *edition.aliases))
            yield from _of_participants(edition)


def _of_participants(record: Record) -> Iterator[str]:
    for participant in record.participants.all():
        if participant.organisation:
            yield from own_names(participant.organisation)
        elif participant.group:
            yield participant.group.label


def _years(date: dates.Edtf | None) -> list[str]:
    """The first and the last year that a date prints."""
    found = [date.earliest.year, (date.latest or date.earliest).year] if date else []
    return [str(year) for year in dict.fromkeys(found)]
