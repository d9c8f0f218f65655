"""The tables: records and their kinds, vocabulary, sources, and what hangs on a record."""

from cooperation.models.kinds import Agreement, Edition, Forum, Initiative, Membership, Organisation
from cooperation.models.links import (
    HOME,
    Figure,
    FormerSlug,
    Participant,
    RecordCountry,
    RecordField,
    RecordLevel,
    RecordRegion,
    RecordTopic,
    Relation,
    Statement,
)
from cooperation.models.record import Record
from cooperation.models.release import Change, KeptFile, Release
from cooperation.models.vocabulary import REGION_ZH, Country, Gap, Group, Section, Source, Topic, UncitedSpan

__all__ = [
    "HOME",
    "REGION_ZH",
    "Agreement",
    "Change",
    "Country",
    "Edition",
    "Figure",
    "FormerSlug",
    "Forum",
    "Gap",
    "Group",
    "Initiative",
    "KeptFile",
    "Membership",
    "Organisation",
    "Participant",
    "Record",
    "RecordCountry",
    "RecordField",
    "RecordLevel",
    "RecordRegion",
    "RecordTopic",
    "Relation",
    "Release",
    "Section",
    "Source",
    "Statement",
    "Topic",
    "UncitedSpan",
]
