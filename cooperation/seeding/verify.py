"""Each statement on a founding document against the document itself, and the stamps that make this possible."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cooperation.choices import Layer
from cooperation.evidence import Document, Paragraph, Place, Standing, locate, lost, read_document
from cooperation.seeding.anchors import Names, proposed
from cooperation.seeding.read import Entry, Seeds
from cooperation.seeding.schema import SourceSeed, Statement, Verified

Documents = Mapping[str, Document]
SOUND = (Standing.EXACT, Standing.MOVED)


class NotVerifiable(Exception):
    """Why statements cannot be checked or stamped, a line for each reason."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one statement stands in its document; `words` say where it is written, what is wrong and what to do.

    They are empty where it stands, and where its whole source has no fingerprints, which `unstamped` says once.
    """

    source: str
    standing: Standing
    words: str = ""


def founding(seeds: Seeds) -> list[Entry]:
    """The sources whose text can be at hand."""
    return [entry for entry in seeds.sources if entry.seed.layer == Layer.FOUNDING]


def read_documents(seeds: Seeds, folder: Path) -> dict[str, Document]:
    """The documents of all founding sources, by slug; raises NotVerifiable naming each that cannot be read."""
    found, reasons = {}, []
    for entry in founding(seeds):
        try:
            found[entry.seed.slug] = read_document(folder / entry.seed.document)
        except OSError as error:
            reasons.append(f"{entry.seed.document} of source '{entry.seed.slug}' cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            words = f"{entry.seed.document} of source '{entry.seed.slug}' is not UTF-8 text (byte {error.start})"
            reasons.append(words)
    if reasons:
        raise NotVerifiable(reasons)
    return found


def other_files(seeds: Seeds, documents: Documents) -> list[str]:
    """In words, each document whose bytes are not those that were read for the seeds."""
    return [
        f"{entry.seed.document} is not the file that source '{entry.seed.slug}' was read from: its SHA-256 differs"
        for entry in founding(seeds)
        if documents[entry.seed.slug].sha256 != entry.seed.sha256
    ]


def unstamped(seeds: Seeds) -> list[str]:
    """In words, each founding source without fingerprints."""
    advice = "has no fingerprints, so that no statement on it can be checked; verify_seeds --write makes them"
    return [str(entry.problem((), advice)) for entry in founding(seeds) if not entry.seed.fingerprints]


def judged(seeds: Seeds, documents: Documents) -> list[Judgement]:
    """Every statement on a founding document with how it stands there."""
    names = Names.of(seeds)
    texts = {
        entry.seed.slug: _Text(entry.seed, documents[entry.seed.slug].paragraphs, names) for entry in founding(seeds)
    }
    return [
        texts[statement.source].judgement(entry, i)
        for entry in seeds.records
        for i, statement in enumerate(entry.seed.statements)
        if statement.source in texts
    ]


class _Text:
    """A founding source with its document as it is now."""

    def __init__(self, source: SourceSeed, paragraphs: Sequence[Paragraph], names: Names) -> None:
        self.source, self.paragraphs, self.names = source, paragraphs, names
        self.places = locate(source.fingerprints, paragraphs)

    def judgement(self, entry: Entry, index: int) -> Judgement:
        """How the statement at `index` of a record stands."""
        statement = entry.seed.statements[index]
        standing, words = self._standing(entry, statement)
        if standing in SOUND or not self.places:
            words = ""
        else:
            line = (
                f"{statement.field}, paragraph {statement.paragraph} of {self.source.slug}: {standing.label}; {words}"
            )
            words = str(entry.problem(("statements", index), line))
        return Judgement(self.source.slug, standing, words)

    def _standing(self, entry: Entry, statement: Statement) -> tuple[Standing, str]:
        if not self.places or not statement.anchors:
            return Standing.UNSTAMPED, "--write gives it anchors if any word that the record shows is printed there"
        place = self.places[(statement.paragraph or 1) - 1]
        standing, words = standing_of(place, statement.anchors, self.paragraphs)
        if standing in SOUND:
            now, _ = proposed(statement, entry.seed, self.names, self.paragraphs[place.number - 1])
            if now != statement.anchors:
                words = "its value or a name in it has changed since: compare it with the paragraph, then --write"
                return Standing.UNSTAMPED, words
        return standing, words


def standing_of(place: Place, anchors: Mapping[str, int], paragraphs: Sequence[Paragraph]) -> tuple[Standing, str]:
    """How a statement stands whose paragraph is at `place`, and in words what to do where it does not stand."""
    if place.standing == Standing.GONE:
        return Standing.GONE, "no paragraph is like the one that was cited: find another or take the statement out"
    if missing := lost(anchors, paragraphs[place.number - 1]):
        return Standing.LOST, f"{', '.join(missing)}: read paragraph {place.number} and correct the statement"
    return place.standing, f"the words of paragraph {place.number} have changed: compare the statement with it"


def stamp(seeds: Seeds, documents: Documents, today: dt.date) -> int:
    """Put fingerprints and anchors into the seeds; returns how many statements got none from their own value.

    Raises NotVerifiable where that would hide a change of a text.
    """
    if reasons := [*other_files(seeds, documents), *_other_stamps(seeds, documents)]:
        raise NotVerifiable(reasons)
    names, without = Names.of(seeds), 0
    for entry in seeds.records:
        anchored = [_anchored(each, entry, documents, names) for each in entry.seed.statements]
        without += sum(not of_its_value for _, of_its_value in anchored)
        entry.seed = entry.seed.model_copy(update={"statements": [statement for statement, _ in anchored]})
    for entry in founding(seeds):
        marks = [paragraph.stamp for paragraph in documents[entry.seed.slug].paragraphs]
        entry.seed = entry.seed.model_copy(update={"fingerprints": marks})
    _mark_verified(seeds, documents, f"{today:%Y-%m-%d}")
    return without


def _mark_verified(seeds: Seeds, documents: Documents, day: str) -> None:
    """Note the day in each source on which all statements stand."""
    standing = Counter((each.source, each.standing) for each in judged(seeds, documents))
    for entry in founding(seeds):
        number = standing.pop((entry.seed.slug, Standing.EXACT), 0)
        all_stand = number and all(source != entry.seed.slug for source, _ in standing)
        verified = Verified(date=day, exact=number) if all_stand else None
        entry.seed = entry.seed.model_copy(update={"verified": verified})


def _other_stamps(seeds: Seeds, documents: Documents) -> Iterator[str]:
    for entry in founding(seeds):
        source = entry.seed
        now = [paragraph.stamp for paragraph in documents[source.slug].paragraphs]
        if len(now) != source.paragraphs:
            yield f"{source.document} has {len(now)} paragraphs, source '{source.slug}' says {source.paragraphs}"
        elif source.fingerprints and now != source.fingerprints:
            advice = "correct what verify_seeds finds, then take fingerprints out of its file"
            yield f"the fingerprints of source '{source.slug}' are those of another text: {advice}"


def _anchored(statement: Statement, entry: Entry, documents: Documents, names: Names) -> tuple[Statement, bool]:
    if statement.source not in documents:
        return statement, True
    paragraph = documents[statement.source].paragraphs[(statement.paragraph or 1) - 1]
    found, of_its_value = proposed(statement, entry.seed, names, paragraph)
    return statement.model_copy(update={"anchors": found}), of_its_value
