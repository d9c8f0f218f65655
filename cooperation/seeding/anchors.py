"""The terms on which a statement's value rests, in every spelling that its paragraph may print.

Each function yields sequences of spellings, the preferred one first; `evidence.anchors` takes of each the first that
stands there.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from cooperation.choices import Status
from cooperation.evidence import LONGEST, Paragraph, anchors, as_printed, folded
from cooperation.search.spelling import ORDINALS, ordinal
from cooperation.seeding import schema
from cooperation.seeding.names import country_names
from cooperation.seeding.read import Seeds

Spellings = Iterator[list[str]]
_LITTLE = {"a", "an", "and", "at", "between", "by", "for", "from", "in", "of", "on", "the", "to", "with"}
_AROUND = " .,;:!?()[]{}\"'/-"
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_WORDS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_SPELT_OUT = ORDINALS[:10]  # more of them would give stamped statements other anchors
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_STATUS_WORDS: dict[str, list[str]] = {
    Status.PLANNED: ["planned", "will be held", "will", "plan"],
    Status.ANNOUNCED: ["announced", "proposed", "will"],
    Status.ADOPTED: ["signed", "adopted", "issued", "concluded", "reached", "released", "launched", "published"],
    Status.IN_FORCE: ["in force", "took effect", "effective"],
    Status.HELD: ["held", "hosted", "convened", "visited", "attended", "organized", "participated", "met"],
    Status.RUNNING: ["running", "established", "launched", "set up", "carried out", "continues"],
    Status.ENDED: ["ended", "concluded", "completed"],
}


@dataclass(frozen=True, slots=True)
class Names:
    """What countries, records and groups are called, by code or slug."""

    countries: Mapping[str, list[str]]
    records: Mapping[str, list[str]]
    groups: Mapping[str, list[str]]

    @classmethod
    def of(cls, seeds: Seeds) -> "Names":
        """All names that the seeds and the library have."""
        countries = [entry.seed for entry in seeds.countries]
        records = [entry.seed for entry in seeds.records]
        return cls(
            {seed.code: [*country_names(seed), *seed.aliases] for seed in countries},
            {seed.slug: _own_names(seed) for seed in records},
            {entry.seed.slug: [entry.seed.label] for entry in seeds.groups},
        )

    def of_participant(self, participant: schema.Participant) -> list[str]:
        """The names of whoever takes part."""
        if participant.country:
            return self.countries[participant.country]
        if participant.organisation:
            return self.records[participant.organisation]
        return self.groups[participant.group or ""]


def _own_names(record: schema.Record) -> list[str]:
    return [record.name, *([record.name_zh] if record.name_zh else []), *record.aliases]


def proposed(
    statement: schema.Statement, record: schema.Record, names: Names, paragraph: Paragraph
) -> tuple[dict[str, int], bool]:
    """Anchors of a statement, and whether its own value gave any; else what else its record shows does."""
    own = Terms(names, paragraph)
    if found := anchors(own.of_value(statement), paragraph):
        subject = own.of_names(names.records[record.slug]) if statement.field == "status" else iter(())
        return anchors([*([term] for term in found), *islice(subject, 2)], paragraph), True
    shown = (anchors(islice(terms, 3), paragraph) for terms in own.of_record(record))
    return next(filter(None, shown), {}), False


@dataclass(frozen=True, slots=True)
class Terms:
    """Spellings of values, looked for in one paragraph."""

    names: Names
    paragraph: Paragraph

    def of_value(self, statement: schema.Statement) -> Spellings:
        """What a statement's own value may be printed as."""
        match statement:
            case schema.DateStatement():
                yield from of_date(statement.value)
            case schema.PlaceStatement():
                yield from self.of_place(statement.value)
            case schema.ParticipantsStatement():
                yield from self.of_participants(statement.value)
            case schema.FigureStatement():
                yield from of_figure(statement.value)
            case schema.TextStatement():
                yield from self.of_text(statement.field, statement.value)

    def of_text(self, field: str, value: str) -> Spellings:
        """A word of the controlled lists, an ordinal, a country's code, or a text."""
        if field == "status":
            yield _STATUS_WORDS.get(value, [])
        elif field == "number":
            yield of_ordinal(int(value)) if value.isdecimal() else [value]
        elif field == "country":
            yield self.names.countries.get(value, [])
        else:
            yield from self.of_names([value])

    def of_place(self, place: schema.Place) -> Spellings:
        """Its name, or the parts of it that are printed, and its country."""
        yield from self.of_names([place.name] if place.name else [])
        yield self.names.countries.get(place.country or "", [])

    def of_participants(self, people: Iterable[schema.Participant]) -> Spellings:
        """For each, the first of its names that is printed, or the first part of one."""
        for participant in people:
            called = self.names.of_participant(participant)
            yield [*called, *(term for name in called for terms in self.runs(name) for term in terms)]

    def of_record(self, record: schema.Record) -> Iterator[Spellings]:
        """What else the record shows, by and by: its names, its forum's, who and where, when, and its summary."""
        yield self.of_names(self.names.records[record.slug])
        if isinstance(record, schema.EditionSeed):
            yield self.of_names(self.names.records[record.forum])
        yield self.of_participants(record.participants)
        if record.place:
            yield self.of_place(record.place)
        if record.date:
            yield of_date(record.date)
        yield self.runs(record.summary)

    def of_names(self, called: Iterable[str]) -> Spellings:
        """A name that is printed whole, else the runs of the first one of which any are."""
        called = list(called)
        whole = [name for name in called if len(name) <= LONGEST and as_printed(name, self.paragraph)]
        if whole:
            yield [*whole, *(word for name in whole for word in _longest_words(name.split()))]
        else:
            yield from next(filter(None, (list(self.runs(name)) for name in called)), [])

    def runs(self, text: str) -> Spellings:
        """The longest runs of words of a text that stand in the paragraph, each with its words, longest first."""
        words, i = folded(text).split(), 0
        while i < len(words):
            j = next((j for j in range(len(words), i, -1) if self._stands(_run(words[i:j]))), i)
            if run := _run(words[i:j]):
                yield [run, *_longest_words(words[i:j])]
            i = max(j, i + 1)

    def _stands(self, run: str) -> bool:
        return 0 < len(run) <= LONGEST and bool(as_printed(run, self.paragraph))


def _run(words: list[str]) -> str:
    """The words without punctuation and little words at both ends; nothing where only such are left."""
    bare = [word.strip(_AROUND) for word in words]
    first = next((i for i, word in enumerate(bare) if word.lower() not in _LITTLE and word), None)
    if first is None:
        return ""
    last = next(i for i in range(len(bare) - 1, -1, -1) if bare[i].lower() not in _LITTLE and bare[i])
    return " ".join(words[first : last + 1]).strip(_AROUND)


def _longest_words(words: list[str]) -> list[str]:
    """The words that a text may be known by, the longest first."""
    return sorted(filter(None, (_run([word]) for word in words)), key=len, reverse=True)


def of_date(text: str) -> Spellings:
    """Day with month, year, month, day: as English and Chinese texts print them."""
    for year, month_text, day_text in _POINT.findall(text):
        month, day = int(month_text or 0), int(day_text or 0)
        name = calendar.month_name[month]
        if day:
            yield [f"{name} {day}", f"{day} {name}", f"{month}月{day}日", f"{name[:3]}. {day}", str(day)]
        yield [year]
        if month:
            yield [name, f"{month}月", f"{name[:3]}."]


def of_figure(value: schema.FigureValue) -> Spellings:
    """The number in digits or words, and the date it is given for."""
    yield of_number(value.number)
    yield from of_date(value.as_of or "")


def of_number(number: Decimal) -> list[str]:
    """1300000000 as 1,300,000,000, 1.3 billion; 12 as twelve."""
    plain = f"{number:f}"
    scaled = [f"{number / size:f} {word}" for word, size in _SCALES.items() if abs(number) >= size]
    small = number == number.to_integral_value() and 0 < number < len(_WORDS)
    return [f"{number:,f}", plain, *scaled, *([_WORDS[int(number)]] if small else [])]


def of_ordinal(number: int) -> list[str]:
    """4 as fourth, 4th, 第4."""
    word = [_SPELT_OUT[number - 1]] if 0 < number <= len(_SPELT_OUT) else []
    return [*word, *(each.capitalize() for each in word), ordinal(number), f"第{number}", str(number)]
