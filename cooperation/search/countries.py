"""Names of countries: one country has many, and they hide in each other (Niger in Nigeria, 印度 in 印度尼西亚).

So names are read as a whole, the longest first, in what a reader types and in what a record prints, and the index
keeps a mark for every country that a record counts for or names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.db.models import Exists, OuterRef

from cooperation.models import HOME, Country, RecordCountry
from cooperation.search.text import Unit, units

TWO_CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}(?![A-Za-z0-9])")
_SILENT = {"and", "the"}
_ENDINGS = ("", "s", "n", "i", "ns", "an", "is", "ans", "ian", "ese", "ians")


def name_units(text: str) -> list[Unit]:
    """Words and single Chinese characters, without punctuation and the words that names come with or without."""
    return [unit for unit in units(text) if unit.text not in _SILENT]


def name_key(text: str) -> str:
    """What two spellings of one name have in common: Côte d’Ivoire and cote divoire, U.K. and UK."""
    return "".join(unit.text for unit in name_units(text))


class CountryNames:
    """Every name of every country, as a reader types it and as a text prints it."""

    def __init__(self, countries: Iterable[tuple[str, str, str, list[str]]], unrecorded: Iterable[str] = ()) -> None:
        """Each country as code, English name, Chinese name and aliases; codes of those that no record counts for."""
        self._unrecorded = frozenset(unrecorded)
        self.forms: dict[str, list[str]] = {}
        self._keys: dict[str, str] = {}
        self._by_first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for code, *names, aliases in countries:
            self.forms[code] = [*names, *aliases]
            for form in self.forms[code]:
                if row := [unit.text for unit in name_units(form)]:
                    self._keys["".join(row)] = code
                    self._by_first[row[0]].append((row, code))
        for forms in self._by_first.values():
            forms.sort(key=lambda form: -len(form[0]))
        self.longest = max((len(row) for forms in self._by_first.values() for row, _ in forms), default=1)

    @classmethod
    def read(cls) -> "CountryNames":
        """The names in the database."""
        recorded = Exists(RecordCountry.objects.filter(country=OuterRef("pk"), bloc=None))
        rows = list(Country.objects.order_by().values_list("code", "name", "name_zh", "aliases", recorded))
        return cls(((*names,) for *names, _ in rows), [code for code, *_, has in rows if not has and code != HOME])

    def named(self, text: str) -> str:
        """The code of the country that a text is the name of, empty where it is none."""
        return self._keys.get(name_key(text), "")

    def coded(self, text: str) -> str:
        """The code that a text is, in capitals or not, empty where it is none."""
        return code if (code := name_key(text).upper()) in self.forms else ""

    def recorded(self, text: str) -> str:
        """The same of a country with records."""
        return code if (code := self.coded(text)) not in self._unrecorded else ""

    def mentioned(self, text: str) -> set[str]:
        """The codes of the countries that a text names, also as an adjective; the longest name counts."""
        return {code for _, _, code in self.places(text)}

    def places(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a text names a country: first and last place, and the code."""
        row, i = name_units(text), 0
        while i < len(row):
            length, code = self.at(row[i : i + self.longest])
            if code:
                yield row[i].start, row[i + length - 1].end, code
            i += length

    def at(self, row: Sequence[Unit]) -> tuple[int, str]:
        """How many units at the beginning are a name, and whose; one unit of nobody's where none is."""
        for first in _without_ending(row[0].text):
            for form, code in self._by_first.get(first, ()):
                if _same(form[1:], [unit.text for unit in row[1 : len(form)]]):
                    return len(form), code
        return 1, ""

    def typed(self, row: Sequence[Unit]) -> tuple[int, str]:
        """The same of what a reader typed, where a name may be divided in any way: U.K., UK."""
        for length in range(min(len(row), self.longest), 0, -1):
            if code := self._keys.get("".join(unit.text for unit in row[:length])):
                return length, code
        return self.at(row)

    def marks(self, texts: Iterable[str], codes: Iterable[str]) -> str:
        """What is found of a record as a whole: its countries, those its texts name, and words of two capitals."""
        texts = list(texts)
        countries = set(codes).union(*map(self.mentioned, texts))
        capitals = {pair for text in texts for pair in TWO_CAPITALS.findall(text)}
        return " ".join(sorted({*map(mark, countries), *map(capitals_mark, capitals)}))


@lru_cache(maxsize=65536)
def _without_ending(unit: str) -> tuple[str, ...]:
    """A word and what it may be the adjective, plural or possessive of: nigerian, nigeria, niger."""
    return tuple(unit.removesuffix(ending) for ending in _ENDINGS if unit.endswith(ending))


def _same(form: list[str], row: list[str]) -> bool:
    """Whether these are the words of a form, of which the last may bear an ending."""
    return form == row or (bool(row) and form[:-1] == row[:-1] and form[-1] in _without_ending(row[-1]))


def mark(value: str) -> str:
    """A token that no word of a text is: what a record has as a country, kind, region ..."""
    return f"={value.lower().replace('-', '')}="


def capitals_mark(pair: str) -> str:
    """The token of two capitals printed as a word, such as AI."""
    return f"+{pair.lower()}+"
