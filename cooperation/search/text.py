"""Text as the index keeps it and as a query is read: words in one spelling, Chinese characters one by one."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

from cooperation.search.spelling import JOINED, fold, han_number

MAX_WORDS = 12
MARKS_OF_APOSTROPHE = "'’‘‛ʼʻ′`´＇"
_APOSTROPHES = dict.fromkeys(map(ord, MARKS_OF_APOSTROPHE))
# Scripts written without spaces.
SINGLE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{SINGLE}]"
_ACCENTS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f"
_PRINTED = re.compile(rf"[{SINGLE}]|{_LETTER}(?:{_LETTER}|[{_ACCENTS}]|[{MARKS_OF_APOSTROPHE}](?={_LETTER}))*")
_UNIT = re.compile(rf"[{SINGLE}]|{_LETTER}+")
_ONE = re.compile(rf"[{SINGLE}]")
_HUNDRED = 100
_HAN = [chr(code) for code in range(0x3400, 0xA000)]
# One for one, so that a place in what is printed stays the same place.
_SIMPLIFIED = str.maketrans(dict(zip(_HAN, OpenCC("t2s").convert("\n".join(_HAN)).split("\n"), strict=True)))


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a single Chinese character, and where it is printed."""

    text: str
    start: int
    end: int

    @property
    def is_single(self) -> bool:
        """True for a character of a script without spaces."""
        return bool(_ONE.fullmatch(self.text))


def prepare(text: str) -> str:
    """Text without what spellings of one name differ in: accents, apostrophes, case, width, traditional characters."""
    whole = text.translate(_APOSTROPHES)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", whole).casefold())
    kept = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(kept.translate(_SIMPLIFIED).replace("–", "-").replace("—", "-").split())


@lru_cache(maxsize=8192)
def units(text: str) -> tuple[Unit, ...]:
    """The words and single characters of a text, prepared but in their own spelling."""
    return tuple(
        Unit(part, match.start(), match.end()) for match in _PRINTED.finditer(text) for part in _parts(match[0])
    )


@lru_cache(maxsize=65536)
def _parts(word: str) -> list[str]:
    return _UNIT.findall(prepare(word))


def tokens(text: str) -> list[Unit]:
    """The words of a text as the index keeps them.

    Words that are also written as one, or as two, are there in both forms: cyber, security, cybersecurity.
    """
    found: list[Unit] = []
    for unit in _numbered(units(text)):
        token = Unit(fold(unit.text), unit.start, unit.end)
        if parts := JOINED.get(token.text):
            found += [Unit(part, unit.start, unit.end) for part in parts]
        found.append(token)
        if not parts and len(found) > 1:
            found += _joined(found[-2], token)
    return found


def _joined(first: Unit, second: Unit) -> list[Unit]:
    whole = first.text + second.text
    return [Unit(whole, first.start, second.end)] if JOINED.get(whole) == (first.text, second.text) else []


def _numbered(row: Sequence[Unit]) -> Iterator[Unit]:
    """Editions counted in one way: 第4届 and 第四届, 首届 and 第一届."""
    for place, unit in enumerate(row):
        before = row[place - 1].text if place else ""
        after = row[place + 1].text if place + 1 < len(row) else ""
        text = unit.text
        if before == "第" and text.isascii() and text.isdigit() and 0 < int(text[:3]) < _HUNDRED:
            text = han_number(int(text))
        elif text == "首" and after == "届":
            text = "第一"
        for character in text if _ONE.match(text) else [text]:
            yield Unit(character, unit.start, unit.end)


def words(text: str) -> list[str]:
    """What a reader typed, each word once; characters without a space between them count as one word."""
    found: list[Unit] = []
    for unit in units(text):
        if found and unit.is_single and found[-1].end == unit.start and _ONE.match(found[-1].text[-1]):
            last = found.pop()
            found.append(Unit(last.text + unit.text, last.start, unit.end))
        else:
            found.append(unit)
    return list(dict.fromkeys(unit.text for unit in found))
