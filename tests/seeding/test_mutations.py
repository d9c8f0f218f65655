"""The real seeds against the real documents, changed paragraph by paragraph. Needs ATLAS_DOCUMENTS."""

import datetime as dt
import os
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

from cooperation.evidence import Document, Paragraph, Standing, locate
from cooperation.seeding.anchors import Names
from cooperation.seeding.read import Seeds, read_seeds
from cooperation.seeding.verify import SOUND, judged, read_documents, stamp, standing_of

FOLDER = os.environ.get("ATLAS_DOCUMENTS", "")
pytestmark = pytest.mark.skipif(
    not (FOLDER and Path(FOLDER).is_dir()),
    reason="NOT CHECKED: no document was changed, for ATLAS_DOCUMENTS names no folder of founding documents",
)
ENOUGH = 0.995
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
Edit = Callable[[str], Iterator[tuple[str, str]]]


@dataclass(frozen=True)
class Cited:
    """A stamped source with the paragraphs of its document and the anchors of the statements on each."""

    stamps: list[str]
    paragraphs: list[Paragraph]
    anchors: dict[int, list[dict[str, int]]] = field(default_factory=lambda: defaultdict(list))

    def standings(self, at: int, paragraphs: list[Paragraph]) -> list[tuple[dict[str, int], Standing]]:
        """How each statement on a paragraph stands in changed paragraphs; where there is none, the paragraph itself."""
        place = locate(self.stamps, paragraphs)[at]
        return [(anchors, standing_of(place, anchors, paragraphs)[0]) for anchors in self.anchors.get(at + 1, [{}])]


Atlas = tuple[Seeds, dict[str, Document]]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The seeds as they are, stamped in memory whatever stamps their files hold."""
    seeds = read_seeds(settings.SEEDS_DIR)
    for entry in seeds.sources:
        entry.seed = entry.seed.model_copy(update={"fingerprints": []})
    documents = read_documents(seeds, Path(FOLDER))
    stamp(seeds, documents, dt.date(2000, 1, 1))
    return seeds, documents


@pytest.fixture(scope="module")
def texts(atlas: Atlas) -> list[Cited]:
    seeds, documents = atlas
    found = {
        entry.seed.slug: Cited(entry.seed.fingerprints, documents[entry.seed.slug].paragraphs)
        for entry in seeds.sources
        if entry.seed.slug in documents
    }
    for entry in seeds.records:
        for statement in entry.seed.statements:
            if statement.source in found:
                found[statement.source].anchors[statement.paragraph].append(statement.anchors)
    return list(found.values())


def one_letter(text: str) -> Iterator[tuple[str, str]]:
    """The text with one of its letters changed, and that letter."""
    letters = [i for i, character in enumerate(text) if character.isalpha()]
    at = letters[zlib.crc32(text.encode()) % len(letters)] if letters else 0
    yield text[:at] + ("x" if text[at].lower() != "x" else "y") + text[at + 1 :], text[at]


def each_year(text: str) -> Iterator[tuple[str, str]]:
    """The text with each of its years in turn changed, and that year."""
    for year in YEAR.finditer(text):
        yield f"{text[: year.start()]}{int(year[0]) + 1}{text[year.end() :]}", year[0]


def each_country(seeds: Seeds) -> Edit:
    """Puts another country in the place of each one that a text names in turn."""
    names = sorted({name for called in Names.of(seeds).countries.values() for name in called}, key=len, reverse=True)
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" if name[0] < "\u3400" else name for name in names))

    def edits(text: str) -> Iterator[tuple[str, str]]:
        for name in pattern.finditer(text):
            yield f"{text[: name.start()]}Ruritania{text[name.end() :]}", name[0]

    return edits


def edited(texts: list[Cited], edits: Edit) -> Iterator[list[tuple[bool, Standing]]]:
    """For each edit of a paragraph, the statements on it: whether an anchor was hit, and how they stand."""
    for text in texts:
        for at, paragraph in enumerate(text.paragraphs):
            for changed, old in edits(paragraph.text):
                now = [*text.paragraphs[:at], Paragraph(changed), *text.paragraphs[at + 1 :]]
                yield [(old in anchors, standing) for anchors, standing in text.standings(at, now)]


def rearranged(texts: list[Cited], change: Callable[[list[Paragraph], int], list[Paragraph]]) -> list[bool]:
    """For each paragraph, whether all statements on it still stand after the change."""
    return [
        all(standing in SOUND for _, standing in text.standings(at, change(text.paragraphs, at)))
        for text in texts
        for at in range(len(text.paragraphs))
    ]


def without(paragraphs: list[Paragraph], at: int) -> list[Paragraph]:
    return [*paragraphs[:at], *paragraphs[at + 1 :]]


def elsewhere(paragraphs: list[Paragraph], at: int) -> list[Paragraph]:
    rest, to = without(paragraphs, at), (at + len(paragraphs) // 2) % len(paragraphs)
    return [*rest[:to], paragraphs[at], *rest[to:]]


def spaced(paragraphs: list[Paragraph], at: int) -> list[Paragraph]:
    wide = Paragraph(" " + paragraphs[at].text.replace(" ", " \u00a0\t") + "\r")
    return [*paragraphs[:at], wide, *paragraphs[at + 1 :]]


def share(name: str, good: int, of: int) -> float:
    """The share of changes rightly judged, which is printed (pytest -s)."""
    print(f"{name}: {good} of {of} ({good / of:.2%})")  # noqa: T201  the figures are what this test is for
    return good / of


def test_every_statement_has_anchors_and_stands(atlas):
    judgements = judged(*atlas)
    assert [each.words for each in judgements if each.standing != Standing.EXACT] == []
    assert len(judgements) > 1000


@pytest.mark.parametrize("name", ["letter", "year", "country"])
def test_edits_are_noticed_and_a_hit_anchor_is_lost(atlas, texts, name):
    edits = {"letter": one_letter, "year": each_year, "country": each_country(atlas[0])}[name]
    cases = list(edited(texts, edits))
    noticed = sum(all(standing not in SOUND for _, standing in case) for case in cases)
    assert share(f"{name} changed, noticed", noticed, len(cases)) >= ENOUGH
    hits = [standing for case in cases for hit, standing in case if hit]
    if name != "letter":
        lost = sum(standing == Standing.LOST for standing in hits)
        assert share(f"{name} that is an anchor of a statement, anchor lost", lost, len(hits)) >= ENOUGH


def test_deleted_paragraphs_are_noticed(texts):
    stand = rearranged(texts, without)
    assert share("paragraph deleted, noticed", stand.count(False), len(stand)) >= ENOUGH


@pytest.mark.parametrize("change", [elsewhere, spaced])
def test_moving_and_spacing_are_accepted(texts, change):
    stand = rearranged(texts, change)
    assert share(f"paragraph {change.__name__}, accepted", stand.count(True), len(stand)) >= ENOUGH
