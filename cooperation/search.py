"""The one place that knows how text is searched.

Both databases hold one prepared text for each record: compatibility forms folded, accents and apostrophes
dropped, case folded, so that every part of a word is found alike in Latin and Chinese script. Names of countries
are the exception, since one country has many and they hide in each other (Niger in Nigeria, 印度 in 印度尼西亚):
they are read as a whole, and each record keeps a mark for every country that it counts for or names.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db.models import Q, QuerySet

from cooperation.models import Country, Record

Records = TypeVar("Records", bound="QuerySet[Record]")
MAX_WORDS = 12
_HAN = "\u3400-\u9fff"
_UNIT = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_TWO_CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}(?![A-Za-z0-9])")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻ′`´＇"))
_SILENT = {"and", "the"}
_ENDINGS = ("", "s", "n", "i", "ns", "an", "is", "ans", "ian", "ese", "ians")
_LONGEST_NAME = 8


def prepare(text: str) -> str:
    """The form in which text is stored and compared."""
    whole = text.translate(_APOSTROPHES)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", whole).casefold())
    kept = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(kept.replace("–", "-").replace("—", "-").split())


def words(text: str) -> list[str]:
    """What is looked for in a text that a reader typed: each word once, in its prepared form."""
    return list(dict.fromkeys(prepare(text).split()))


def _units(text: str) -> list[str]:
    """Words and single Chinese characters, without punctuation and the words that names come with or without."""
    return [unit for unit in _UNIT.findall(prepare(text)) if unit not in _SILENT]


def name_key(text: str) -> str:
    """What two spellings of one name have in common: Côte d’Ivoire and cote divoire, U.K. and UK."""
    return "".join(_units(text))


class CountryNames:
    """Every name of every country, as a reader types it and as a text prints it."""

    def __init__(self, countries: Iterable[tuple[str, str, str, list[str]]]) -> None:
        """Each country as code, English name, Chinese name and aliases."""
        self.codes: set[str] = set()
        self._keys: dict[str, str] = {}
        self._by_first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for code, name, name_zh, aliases in countries:
            self.codes.add(code)
            for units in filter(None, map(_units, (name, name_zh, *aliases))):
                self._keys["".join(units)] = code
                self._by_first[units[0]].append((units, code))
        for forms in self._by_first.values():
            forms.sort(key=lambda form: -len(form[0]))

    @classmethod
    def read(cls) -> "CountryNames":
        """The names in the database."""
        return cls(Country.objects.order_by().values_list("code", "name", "name_zh", "aliases"))

    def named(self, text: str) -> str:
        """The code of the country that a text is the name of, empty where it is none."""
        return self._keys.get(name_key(text), "")

    def coded(self, text: str) -> str:
        """The code that a text is, in capitals or not, empty where it is none."""
        return code if (code := name_key(text).upper()) in self.codes else ""

    def mentioned(self, text: str) -> set[str]:
        """The codes of the countries that a text names, also as an adjective; the longest name counts."""
        units, found, i = _units(text), set(), 0
        while i < len(units):
            length, code = self._at(units, i)
            found |= {code} if code else set()
            i += length
        return found

    def _at(self, units: list[str], i: int) -> tuple[int, str]:
        """How many units from here on are a name, and whose; one unit of nobody's where none is."""
        for first in _without_ending(units[i]):
            for form, code in self._by_first.get(first, ()):
                if _same(form[1:], units[i + 1 : i + len(form)]):
                    return len(form), code
        return 1, ""

    def conditions(self, query: str) -> Iterator[Q]:
        """What a record must fulfil to fit a query: every country it names, and every other word of it."""
        typed, i = query.split(), 0
        while i < len(typed):
            longest = min(len(typed), i + _LONGEST_NAME)
            last = next((j for j in range(longest, i, -1) if self.named(" ".join(typed[i:j]))), i)
            if last > i:
                yield Q(search_marks__contains=_country_mark(self.named(" ".join(typed[i:last]))))
            else:
                yield from self._word(typed[i], alone=len(typed) == 1)
            i = max(last, i + 1)

    def _word(self, text: str, *, alone: bool) -> Iterator[Q]:
        """Two capitals, or a code alone, stand for a country or for themselves as a whole word."""
        key = name_key(text)
        if _TWO_CAPITALS.fullmatch(unicodedata.normalize("NFKC", text)) or (alone and self.coded(text)):
            both = Q(search_marks__contains=_capitals_mark(key))
            yield both | Q(search_marks__contains=_country_mark(key)) if self.coded(key) else both
            return
        for word in words(text):
            yield Q(search_text__contains=word)

    def marks(self, texts: list[str], codes: Iterable[str]) -> str:
        """What is found of a record as a whole: its countries, those its texts name, and words of two capitals."""
        countries = set(codes).union(*map(self.mentioned, texts))
        capitals = {pair for text in texts for pair in _TWO_CAPITALS.findall(text)}
        return " ".join(sorted({*map(_country_mark, countries), *map(_capitals_mark, capitals)}))


def _without_ending(unit: str) -> Iterator[str]:
    """A word and what it may be the adjective, plural or possessive of: nigerian, nigeria, niger."""
    for ending in _ENDINGS:
        if unit.endswith(ending):
            yield unit.removesuffix(ending)


def _same(form: list[str], units: list[str]) -> bool:
    """Whether these are the words of a form, of which the last may bear an ending."""
    return form == units or (bool(units) and form[:-1] == units[:-1] and form[-1] in _without_ending(units[-1]))


def _country_mark(code: str) -> str:
    return f"={code.lower()}="


def _capitals_mark(pair: str) -> str:
    return f"+{pair.lower()}+"


def search(records: Records, query: str) -> Records:
    """The records that fit every country and every word of `query`, in any order."""
    for condition in dict.fromkeys(CountryNames.read().conditions(query)):
        records = records.filter(condition)
    return records
