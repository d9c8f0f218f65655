"""Spellings that one word has: what the index and a query make of them alike.

A rule that changes letters within a word must work on the beginning of a word as well, since words are found while
they are typed: so z becomes s everywhere (organization, organisation; Brazil, Brasil), and each pair of spellings
is known from its first letters on. Endings are cut from whole words only.
"""

from collections.abc import Iterator
from functools import lru_cache

_LONGEST = 60
_SHORTEST_WITH_ENDING = 4
_SHORTEST_BEGINNING = 3
_PAIRS = (
    "centre center, theatre theater, fibre fiber, metre meter, kilometre kilometer, litre liter, programme program, "
    "defence defense, offence offense, licence license, practise practice, labour labor, neighbour neighbor, "
    "favour favor, honour honor, colour color, behaviour behavior, harbour harbor, endeavour endeavor, "
    "catalogue catalog, dialogue dialog, analogue analog, judgement judgment, ageing aging, memoranda memorandum, "
    "sceptic skeptic, cheque check, grey gray, aluminium aluminum"
)
SPELLINGS: dict[str, str] = dict(pair.split() for pair in _PAIRS.replace("z", "s").split(", "))
_KEPT = ("ss", "us", "is", "news")
_HISSED = ("sses", "shes", "ches", "xes")
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_TENS = 10
_HAN_DIGITS = "零一二三四五六七八九"


def ordinal(number: int) -> str:
    """4th, as English counts."""
    teen = number % 100 // _TENS == 1
    return f"{number}{'th' if teen else _SUFFIXES.get(number % _TENS, 'th')}"


def han_number(number: int) -> str:
    """A number below a hundred in Chinese characters: 12 is 十二."""
    tens, ones = divmod(number, _TENS)
    head = ("" if tens == 1 else _HAN_DIGITS[tens]) + "十" if tens else ""
    return head + (_HAN_DIGITS[ones] if ones or not tens else "")


@lru_cache(maxsize=65536)
def letters(unit: str) -> str:
    """A word or its beginning in the one spelling that the index knows, its ending kept."""
    if not (unit.isascii() and unit.isalpha()):
        return unit[:_LONGEST]
    if unit in ORDINALS:
        return ordinal(ORDINALS.index(unit) + 1)
    unit = unit[:_LONGEST].replace("z", "s")
    return next((form + unit.removeprefix(other) for other, form in SPELLINGS.items() if unit.startswith(other)), unit)


@lru_cache(maxsize=65536)
def fold(unit: str) -> str:
    """The form under which the index keeps a word: organisations, organization; policies, policy."""
    word = letters(unit)
    if len(word) < _SHORTEST_WITH_ENDING or not (word.isascii() and word.isalpha()):
        return word
    return _without_y(_singular(word))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-2]
    if word.endswith(_HISSED):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(_KEPT) else word


def _without_y(word: str) -> str:
    """Policy and policies have polici in common."""
    if word.endswith("ie") and len(word) > _SHORTEST_WITH_ENDING:
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and word[-2] not in "aeiou" else word


def beginnings(unit: str) -> Iterator[str]:
    """How words may begin in the index that a reader began to type as `unit`."""
    typed = unit.replace("z", "s")
    yield letters(unit)
    for other, form in SPELLINGS.items():
        if len(typed) >= _SHORTEST_BEGINNING and other.startswith(typed) and not form.startswith(typed):
            yield form
    for number, word in enumerate(ORDINALS, 1):
        if len(typed) >= _SHORTEST_BEGINNING and word != typed and word.startswith(typed):
            yield ordinal(number)


_TWO_WORDS = (
    "cyber security, cyber space, cyber crime, cyber attack, cyber threat, cyber defense, cyber diplomacy, "
    "cyber sovereignty, cyber terrorism, cyber capacity, e commerce, e government, e governance, e learning, "
    "e payment, e signature, e trade, e sport, co operation, co host, co chair, co sponsor, on line, data base, "
    "data center, broad band, block chain, work shop, start up, tele communication, tele medicine, under sea, "
    "multi lateral, bi lateral, trans national, counter terrorism, per cent"
)
# What is written as one word or as two, in the form of the index.
JOINED = {fold(a) + fold(b): (fold(a), fold(b)) for a, b in (pair.split() for pair in _TWO_WORDS.split(", "))}
