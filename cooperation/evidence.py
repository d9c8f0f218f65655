"""What ties a statement to a numbered paragraph without storing the paragraph: stamps, places, anchors.

A stamp is the fingerprint of a paragraph's text and a sketch of it, which finds the paragraph again after an edit.
Anchors are short terms of the paragraph, spelt as printed, each with how often it stands there. All text is given in;
only `read_document` opens a file.
"""

import base64
import hashlib
import re
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SKETCH = 16
SHINGLE = 5
ALIKE = 0.25  # two of a hundred unrelated pairs reach it by chance; their anchors tell
LONGEST = 24
SHARE = 5  # all anchors of a statement together are at most a fifth of their paragraph
HEADING = 50  # a shorter paragraph counts as so long, or no word of a heading could be an anchor
STAMP = re.compile(r"[0-9a-f]{16}\.(?!$)(?:[\w-]{16})*(?:[\w-]{6}|[\w-]{11})?", re.ASCII)
LOOSE = 5  # a term of so many letters may be printed in other letters' case: "it" is not IT, "may" not May

_PLAIN = str.maketrans('‘’‚‛′“”„‟″«»"‐‑‒–—―−', "'" * 13 + "-" * 7)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


class Standing(TextChoices):
    """How a statement stands in the document it cites, by the paragraph's stamp and its anchors."""

    EXACT = "exact", _("exact")
    MOVED = "moved", _("moved")
    EDITED = "edited", _("edited, anchors kept")
    LOST = "lost", _("anchor lost")
    GONE = "gone", _("gone")
    UNSTAMPED = "unstamped", _("not stamped")


def folded(text: str) -> str:
    """The text in one spelling: compatible characters, one quote, hyphens for dashes, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


class Paragraph:
    """One paragraph of a document and what is computed from it."""

    def __init__(self, text: str) -> None:
        self.text = folded(text)

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same text, whatever its capitals, quotes, dashes and spaces."""
        return hashlib.sha256(self._plain.encode()).hexdigest()[:16]

    @cached_property
    def sketch(self) -> frozenset[int]:
        """The smallest hashes of its runs of five characters; like texts share most of them."""
        text = self._plain
        runs = {text[i : i + SHINGLE].encode() for i in range(max(1, len(text) - SHINGLE + 1))}
        hashes = (int.from_bytes(hashlib.blake2b(run, digest_size=4).digest(), "big") for run in runs)
        return frozenset(sorted(hashes)[:SKETCH])

    @property
    def stamp(self) -> str:
        """Fingerprint and sketch as one word."""
        packed = struct.pack(f">{len(self.sketch)}I", *sorted(self.sketch))
        return f"{self.fingerprint}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"

    @property
    def _plain(self) -> str:
        return self.text.casefold()


def _stamped_sketch(stamp: str) -> frozenset[int]:
    word = stamp.partition(".")[2]
    packed = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
    return frozenset(struct.unpack(f">{len(packed) // 4}I", packed))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """About which share of their runs two texts have in common, by their sketches."""
    smallest = sorted(one | other)[:SKETCH]
    return sum(number in one and number in other for number in smallest) / len(smallest)


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it lies there: the hash of its bytes and its paragraphs, the first of which is number 1."""

    sha256: str
    paragraphs: list[Paragraph]


def read_document(path: Path) -> Document:
    """Read a text whose non-empty lines are its paragraphs; raises OSError and UnicodeDecodeError."""
    data = path.read_bytes()
    lines = data.decode("utf-8").split("\n")
    return Document(hashlib.sha256(data).hexdigest(), [Paragraph(line) for line in lines if line.strip()])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stamped paragraph stands now: exact, moved, edited (as long as its anchors hold) or gone."""

    standing: Standing
    number: int = 0


def locate(stamps: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[Place]:
    """The place of each stamped paragraph; no two stamps share a paragraph that bears their fingerprint."""
    wanted = [stamp.partition(".")[0] for stamp in stamps]
    exact = {i for i, (mark, now) in enumerate(zip(wanted, paragraphs, strict=False)) if mark == now.fingerprint}
    free: dict[str, list[int]] = defaultdict(list)
    for i in reversed([i for i in range(len(paragraphs)) if i not in exact]):
        free[paragraphs[i].fingerprint].append(i)
    moved = {i: free[mark].pop() for i, mark in enumerate(wanted) if i not in exact and free.get(mark)}
    other = {i: paragraphs[i] for left in free.values() for i in left}
    return [
        Place(Standing.EXACT, i + 1)
        if i in exact
        else Place(Standing.MOVED, moved[i] + 1)
        if i in moved
        else _edited(stamp, other)
        for i, stamp in enumerate(stamps)
    ]


def _edited(stamp: str, paragraphs: Mapping[int, Paragraph]) -> Place:
    """The most alike of the paragraphs that no fingerprint has found."""
    sketch = _stamped_sketch(stamp)
    likest, index = max(((likeness(sketch, now.sketch), -i) for i, now in paragraphs.items()), default=(0.0, 0))
    return Place(Standing.EDITED, 1 - index) if likest >= ALIKE else Place(Standing.GONE)


def _starts(term: str, text: str) -> Iterator[int]:
    """Where a term begins in the text: Chinese anywhere, other terms as whole words."""
    at, bounded = text.find(term), not _CHINESE.search(term)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(term) : at + len(term) + 1]
        if not (bounded and any(map(_joins, around))):
            yield at
        at = text.find(term, at + 1)


def _joins(character: str) -> bool:
    """True for a letter or digit of a script that parts words by spaces."""
    return (character.isalnum() or character == "_") and not _CHINESE.match(character)


def count(term: str, paragraph: Paragraph) -> int:
    """How often a term stands in a paragraph, spelt just so."""
    return sum(1 for _ in _starts(term, paragraph.text))


def as_printed(term: str, paragraph: Paragraph) -> str:
    """The term as the paragraph prints it first, or nothing; only longer terms may differ in capitals."""
    term, text = folded(term), paragraph.text
    if not term or next(_starts(term, text), None) is not None:
        return term
    lower = text.lower()
    at = next(_starts(term.lower(), lower), None) if len(term) >= LOOSE and len(lower) == len(text) else None
    return "" if at is None else text[at : at + len(term)]


def anchors(terms: Iterable[Sequence[str]], paragraph: Paragraph) -> dict[str, int]:
    """Counted terms of a paragraph: of each sequence the first one that stands there and fits."""
    room = max(len(paragraph.text), HEADING) // SHARE
    found: dict[str, int] = {}
    for spellings in terms:
        for spelling in spellings:
            term = as_printed(spelling, paragraph)
            if term in found:
                break
            if term and len(term) <= min(room, LONGEST):
                found[term] = count(term, paragraph)
                room -= len(term)
                break
    return found


def lost(wanted: Mapping[str, int], paragraph: Paragraph) -> list[str]:
    """In words, each anchor that no longer stands there as often as it was counted."""
    now = {term: count(term, paragraph) for term in wanted}
    return [
        f"'{term}' stands there {now[term]} times, not {number}"
        for term, number in wanted.items()
        if now[term] != number
    ]
