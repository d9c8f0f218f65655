"""The seed format as pydantic models: what a file under seeds/ may hold and what each field means.

All scalars are text in the files and get their type here. The JSON Schema and the field table of
seeds/README.md are generated from these classes.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from cooperation import dates
from cooperation.choices import (
    TYPES,
    Basis,
    GapKind,
    Kind,
    Layer,
    Publisher,
    Qualifier,
    Region,
    RelationType,
    Role,
    Status,
)
from cooperation.evidence import STAMP

_BIDI = {0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_LINE_BREAKS = {0x2028, 0x2029}
_INVISIBLE = {0x00A0, 0x00AD, 0x200B, 0x2060, 0xFEFF}
_REFUSED = _BIDI | _LINE_BREAKS | _INVISIBLE
DIGITS, DECIMALS = 15, 4  # what both databases keep exactly: SQLite stores a longer number as a rounded one


def _clean(text: str) -> str:
    for character in text:
        code = ord(character)
        if character == "\n":
            raise ValueError("holds a line break; keep it in one paragraph")
        if code < 32 or 127 <= code < 160 or code in _REFUSED or 0xD800 <= code < 0xE000:
            raise ValueError(f"holds the control or invisible character U+{code:04X}; type the text again without it")
    if unicodedata.normalize("NFC", text) != text:
        raise ValueError("is not in Unicode's composed form (NFC); type the accented letters again")
    if text != text.strip() or not text:
        raise ValueError("is empty or has spaces at its beginning or end")
    return text


def _is_date(text: str) -> str:
    return dates.parse(text).text


def _is_slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > 100:
        raise ValueError(f"'{text}' is not a slug: lower-case letters and digits joined by single hyphens")
    return text


def _is_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", text):
        raise ValueError(f"'{text}' is not an address: https:// or http://, a host, and no spaces")
    return text


def _is_country(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise ValueError(f"'{text}' is not a two-letter ISO 3166 code in capitals, such as KE")
    return text


def _is_stamp(text: str) -> str:
    if not STAMP.fullmatch(text):
        raise ValueError(f"'{text}' is not a paragraph's fingerprint; verify_seeds --write makes them")
    return text


def _number_text(value: object) -> str:
    """Digits as they are to be stored; a number that would come back altered is refused."""
    match = re.fullmatch(r"(-?)0*([0-9]+)(?:\.(?=[0-9])([0-9]*?)0*)?", str(value), re.ASCII)
    if not match:
        raise ValueError(f"'{value}' is not a decimal number: digits, with a point for decimals")
    sign, whole, decimals = match[1], match[2], match[3] or ""
    if len(decimals) > DECIMALS or len(whole + decimals) > DIGITS:
        raise ValueError(f"'{value}' has more than {DIGITS} digits, or more than {DECIMALS} after the point")
    plain = f"{whole}.{decimals}" if decimals else whole
    return plain if plain == "0" else sign + plain


Text = Annotated[str, AfterValidator(_clean)]
# Texts that a column holds; a test compares these lengths with the columns'.
Text20 = Annotated[str, Field(max_length=20), AfterValidator(_clean)]
Text24 = Annotated[str, Field(max_length=24), AfterValidator(_clean)]
Text60 = Annotated[str, Field(max_length=60), AfterValidator(_clean)]
Text64 = Annotated[str, Field(max_length=64), AfterValidator(_clean)]
Text100 = Annotated[str, Field(max_length=100), AfterValidator(_clean)]
Text200 = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
Text300 = Annotated[str, Field(max_length=300), AfterValidator(_clean)]
Text400 = Annotated[str, Field(max_length=400), AfterValidator(_clean)]
Text500 = Annotated[str, Field(max_length=500), AfterValidator(_clean)]
Date = Annotated[str, AfterValidator(_is_date)]
Number = Annotated[Decimal, BeforeValidator(_number_text)]
Address = Annotated[str, Field(max_length=500), AfterValidator(_is_address)]
Slug = Annotated[str, AfterValidator(_is_slug)]
Country = Annotated[str, AfterValidator(_is_country)]
Paragraph = Annotated[int, Field(ge=1, le=100_000)]
Count = Annotated[int, Field(ge=1, le=10_000)]
Stamp = Annotated[str, AfterValidator(_is_stamp)]


class Seed(BaseModel):
    """Common behaviour: an unknown key is an error, and objects do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Seed):
    """Where something took place: a name, a country, or both."""

    name: Text200 | None = Field(None, description="city or venue as the source has it, or `online`")
    country: Country | None = Field(
        None, description="ISO 3166-1 alpha-2 code, only where the source states the country"
    )

    @model_validator(mode="after")
    def _something(self) -> "Place":
        if not (self.name or self.country):
            raise ValueError("a place needs a name or a country")
        return self


class Participant(Seed):
    """Who took part and how: exactly one of country, organisation and group."""

    role: Role = Field(description="what the participant did")
    country: Country | None = Field(None, description="a country that takes part as such")
    organisation: Slug | None = Field(None, description="slug of an organisation record")
    group: Slug | None = Field(None, description="slug of an unnamed group in groups.yaml")

    @model_validator(mode="after")
    def _exactly_one(self) -> "Participant":
        if sum(bool(value) for value in (self.country, self.organisation, self.group)) != 1:
            raise ValueError("name exactly one of country, organisation and group")
        return self


class FigureValue(Seed):
    """A number as one source gives it."""

    number: Number = Field(description="at most 15 digits, up to 4 of them after a point")
    qualifier: Qualifier = Field(Qualifier.EXACT, description="about, more than ...; exactly when absent")
    as_of: Date | None = Field(None, description="the date the source gives the number for")


class Figure(FigureValue):
    """A number of cooperation that the record shows."""

    key: Slug = Field(description="short name, unique in the record; its statements use it")
    label: Text300 = Field(description="what is counted, in our own words")
    unit: Text60 = Field(description="unit of the number, such as countries, CERTs, USD")


class Claiming(Seed):
    """What one source says of one field."""

    source: Slug = Field(description="slug of a file in seeds/sources/")
    paragraph: Paragraph | None = Field(None, description="paragraph number; required for founding documents")
    note: Text | None = Field(None, description="how the value was read from the source, in our own words")
    doubt: Text | None = Field(None, description="why the source's value can hardly be right, in our own words")
    misprint: bool = Field(
        False, description="true where the doubt is about the printing alone: a letter, a word, a year"
    )
    anchors: dict[Text24, Count] = Field(
        default_factory=dict,
        description="terms of that paragraph and how often each stands there; made by `verify_seeds --write`",
    )


class TextStatement(Claiming):
    """A statement whose value is a text."""

    field: Literal["name", "name_zh", "status", "theme", "number", "country"] = Field(description="field it speaks of")
    value: Text400 = Field(description="the value exactly as that source has it")


class DateStatement(Claiming):
    """A statement on the date."""

    field: Literal["date"] = Field(description="always date")
    value: Date = Field(description="EDTF date, no more exact than the source")


class PlaceStatement(Claiming):
    """A statement on the place."""

    field: Literal["place"] = Field(description="always place")
    value: Place = Field(description="the place as that source has it")


class ParticipantsStatement(Claiming):
    """A statement on who took part; `complete` tells a closed list from an "including" list."""

    field: Literal["participants"] = Field(description="always participants")
    complete: bool = Field(False, description="true only where the source gives the whole list")
    value: list[Participant] = Field(min_length=1, description="the participants that source names")


class MentionStatement(Claiming):
    """A page that speaks of the record, of which it was not written down what it says."""

    field: Literal["mention"] = Field(description="always mention")
    value: Literal["named"] = Field("named", description="always named; left out")


class FigureStatement(Claiming):
    """A statement on one figure."""

    field: Literal["figure"] = Field(description="always figure")
    key: Slug = Field(description="key of the figure")
    value: FigureValue = Field(description="the number as that source has it")


Statement = Annotated[
    TextStatement | DateStatement | PlaceStatement | ParticipantsStatement | FigureStatement | MentionStatement,
    Field(discriminator="field"),
]


class Relation(Seed):
    """How this record hangs on another one; written on one side only."""

    type: RelationType = Field(description="read as: this record ... that record")
    to: Slug = Field(description="slug of the other record")


class Record(Seed):
    """What all kinds share."""

    slug: Slug = Field(description="unique over all kinds; the file's name")
    kind: Kind = Field(description="agreement, forum, edition, organisation or initiative; fits the folder")
    type: Text = Field(description="a type of that kind")
    name: Text400 = Field(description="English name as the best source has it")
    name_zh: Text200 | None = Field(None, description="Chinese name")
    name_zh_basis: Basis | None = Field(None, description="what the Chinese name rests on")
    aliases: list[Text] = Field(default_factory=list, description="other names, acronyms, spellings, misprinted names")
    summary: Text = Field(max_length=900, description="1 to 3 sentences in our own words")
    date: Date | None = Field(None, description="EDTF date; left out where no source gives one")
    status: Status = Field(description="how far it has come, as the sources say")
    place: Place | None = Field(None, description="where it took place")
    participants: list[Participant] = Field(default_factory=list, description="who, in which role")
    topics: list[Slug] = Field(min_length=1, description="slugs from topics.yaml, most fitting first")
    relations: list[Relation] = Field(default_factory=list, description="to other records")
    figures: list[Figure] = Field(default_factory=list, description="numbers of cooperation")
    statements: list[Statement] = Field(min_length=1, description="what each source says, field by field")
    notes: list[Text] = Field(default_factory=list, description="anything a reader must know, in our own words")
    former_slugs: list[Slug] = Field(default_factory=list, description="earlier slugs, which redirect here")

    @model_validator(mode="after")
    def _type_fits_kind(self) -> "Record":
        if self.type not in TYPES[self.kind].values:
            allowed = ", ".join(TYPES[self.kind].values)
            raise ValueError(f"type '{self.type}' is not one of the types of a {self.kind}: {allowed}")
        return self


class AgreementSeed(Record):
    """Signed, adopted, issued or launched jointly with a foreign party."""

    kind: Literal[Kind.AGREEMENT]


class ForumSeed(Record):
    """A series of meetings or a single one; its theme is read from the statements."""

    kind: Literal[Kind.FORUM]


class EditionSeed(Record):
    """One instance of a series; its theme is read from the statements."""

    kind: Literal[Kind.EDITION]
    forum: Slug = Field(description="slug of the series")
    number: Annotated[int, Field(ge=1, le=999)] | None = Field(None, description="its ordinal, where a source gives it")


class Membership(Seed):
    """A country's time in a bloc."""

    country: Country = Field(description="the member")
    joined: Date | None = Field(None, description="EDTF date of joining")
    left: Date | None = Field(None, description="EDTF date of leaving")
    source: Slug | None = Field(None, description="slug of the source that states it; without one: general knowledge")


class OrganisationSeed(Record):
    """A body that takes part."""

    kind: Literal[Kind.ORGANISATION]
    country: Country | None = Field(None, description="home country, only where a source states it")
    spreads_to_members: bool = Field(False, description="true for blocs whose acts count for their members")
    members: list[Membership] = Field(default_factory=list, description="member countries of a bloc")


class InitiativeSeed(Record):
    """What one side proposes, publishes, builds or gives."""

    kind: Literal[Kind.INITIATIVE]


RecordSeed = Annotated[
    AgreementSeed | ForumSeed | EditionSeed | OrganisationSeed | InitiativeSeed, Field(discriminator="kind")
]


class Section(Seed):
    """A run of paragraphs under one heading of a source."""

    title: Text300 = Field(description="the heading as printed, or a short name of ours")
    first: Paragraph = Field(description="first paragraph")
    last: Paragraph = Field(description="last paragraph")


class Uncited(Seed):
    """Paragraphs that gave no record, and why."""

    first: Paragraph = Field(description="first paragraph")
    last: Paragraph = Field(description="last paragraph")
    reason: Text500 = Field(description="why they gave no record, in our own words")


class Verified(Seed):
    """The last time the statements on a source were checked against its document."""

    date: Date = Field(description="day of the check")
    exact: Count = Field(description="how many statements rested on it then, all of which stood as cited")


class SourceSeed(Seed):
    """A document or page that statements rest on."""

    slug: Slug = Field(description="the file's name")
    title: Text400 = Field(description="title as published, or a short description of ours where it has none")
    publisher: Text200 = Field(description="who published it")
    publisher_kind: Publisher = Field(description="kind of publisher; the better kind wins where sources disagree")
    origin: Text200 = Field(description="where the text comes from: a wire story in five outlets is one origin")
    date: Date | None = Field(None, description="EDTF date of publication")
    language: Text20 = Field(description="BCP 47 tag of the language it was read in")
    address: Address | None = Field(None, description="https or http address of the page, where known")
    layer: Layer = Field(description="founding or further")
    document: Text200 | None = Field(None, description="file name of the text, for founding documents")
    sha256: Text64 | None = Field(None, description="hash of the text's bytes, where the text was at hand")
    paragraphs: Paragraph | None = Field(None, description="how many numbered paragraphs the text has")
    note: Text | None = Field(None, description="what a reader should know of this source")
    sections: list[Section] = Field(default_factory=list, description="headings with their paragraphs")
    uncited: list[Uncited] = Field(default_factory=list, description="paragraphs that gave no record")
    verified: Verified | None = Field(
        None, description="last check against the document; made by `verify_seeds --write`"
    )
    fingerprints: list[Stamp] = Field(
        default_factory=list, description="one for each paragraph; made by `verify_seeds --write`"
    )


class CountrySeed(Seed):
    """A country or territory; names come from the Unicode CLDR unless given here."""

    code: Country = Field(description="ISO 3166-1 alpha-2, or EU")
    name: Text100 | None = Field(None, description="English name, where the library's is not used")
    name_zh: Text100 | None = Field(None, description="Chinese name, where the library's is not used")
    why: Text300 | None = Field(None, description="which rule a name of our own follows; needed with one")
    aliases: list[Text100] = Field(
        default_factory=list, description="other names in English and Chinese, and own forms; general knowledge"
    )
    regions: list[Region] = Field(min_length=1, description="regions it belongs to")
    bloc: Slug | None = Field(None, description="the bloc that the party is, for EU")


class TopicSeed(Seed):
    """A subject from the controlled list."""

    slug: Slug = Field(description="used in addresses and records")
    name: Text100 = Field(description="English name")
    name_zh: Text100 = Field(description="Chinese name; general knowledge, to be checked")
    description: Text300 = Field(description="what belongs here")


class GapSeed(Seed):
    """Something that was read and left out, or that is known to be missing."""

    slug: Slug = Field(description="the line's own name")
    kind: GapKind = Field(description="left out as too doubtful, or known to be missing")
    subject: Text300 = Field(description="what it is about")
    field: Text60 | None = Field(None, description="the field that was left out; absent where it is the whole")
    reason: Text500 = Field(description="why, in our own words")


class GroupSeed(Seed):
    """An unnamed group of participants, such as fourteen countries of one region."""

    slug: Slug = Field(description="used in records")
    label: Text200 = Field(description="how the source calls the group")
    number: Annotated[int, Field(ge=1, le=10_000)] | None = Field(None, description="how many, where stated")
    qualifier: Qualifier = Field(Qualifier.EXACT, description="how exactly the number is given")
    country: Country | None = Field(None, description="the one country all its members are of, where the label says so")
    regions: list[Region] = Field(min_length=1, description="regions the group belongs to")
    level: Literal["government", "agency", "company", "association", "multilateral"] = Field(
        "government", description="who the members are"
    )
