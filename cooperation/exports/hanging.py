"""The tables of what hangs on a record: who takes part, what sources say, notes, figures, relations and more."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from cooperation.choices import Qualifier, RelationType, Role, Verdict
from cooperation.exports.columns import Column
from cooperation.exports.records import place_in_source
from cooperation.exports.shapes import (
    COUNT,
    EDTF,
    LIST,
    NEEDED,
    PLACE,
    RECORD,
    SOURCE,
    TRUTH,
    Shape,
    key_of,
    one_of,
)
from cooperation.exports.table import Table, ordered
from cooperation.models import (
    Figure,
    Participant,
    Record,
    RecordCountry,
    RecordField,
    RecordTopic,
    Relation,
    Statement,
)
from cooperation.serializers.parts import cited

SORTS = [("country", _("country")), ("organisation", _("organisation")), ("group", _("unnamed group"))]


class Note(NamedTuple):
    """One of the notes of a record."""

    record: Record
    position: int
    text: str


def _notes(record: Record) -> Iterable[Note]:
    return (Note(record, position, text) for position, text in enumerate(record.notes))


def _naming(row: Participant) -> Iterable[Statement]:
    """The statements that name this participant in this role."""
    sort, _colon, which = row.identity.partition(":")
    said = (each for each in row.record.statements.all() if each.field == "participants")
    return (each for each in said if any(who.get(sort) == which and who["role"] == row.role for who in each.value))


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _on_figure(figure: Figure) -> Iterable[Statement]:
    return (row for row in figure.record.statements.all() if row.field == "figure" and row.key == figure.key)


def _which(sort: str) -> Any:
    def which(row: Participant) -> str:
        found, _colon, name = row.identity.partition(":")
        return name if found == sort else ""

    return which


_OF = Column("record", _("slug of the record"), lambda row: row.record.slug, shape=RECORD)
_POSITION = Column("position", _("place in the order of the record, from 0"), lambda row: row.position, shape=PLACE)
_COUNTRY = Column("country", _("alpha-2 code"), lambda row: row.country_id, shape=key_of("countries.code"))
PARTICIPANT_COLUMNS = (
    _OF,
    _POSITION,
    Column("role", _("what it did"), lambda row: row.role, shape=one_of(Role.choices, required=True)),
    Column(
        "sort",
        _("what takes part; one of the next three columns says which"),
        lambda row: row.identity.partition(":")[0],
        shape=one_of(SORTS, required=True),
    ),
    Column(
        "country",
        _("alpha-2 code of a country"),
        lambda row: row.country_id,
        shape=key_of("countries.code", required=False),
    ),
    Column(
        "organisation",
        _("slug of an organisation"),
        _which("organisation"),
        shape=key_of("organisations.slug", required=False),
    ),
    Column(
        "group",
        _("slug of an unnamed group"),
        lambda row: row.group_id,
        shape=key_of("groups.slug", required=False),
    ),
    Column("name", _("its English name"), lambda row: str(row.who), shape=NEEDED),
    Column(
        "sources",
        _("those that name it in this role, each as source:paragraph, or source alone where it has no numbers"),
        lambda row: cited(_naming(row)),
        place_in_source,
        shape=LIST,
    ),
)
STATEMENT_COLUMNS = (
    _OF,
    Column(
        "field",
        _("field of the record that the source speaks of; mention: it names the record and says no more"),
        lambda row: row.field,
        shape=NEEDED,
    ),
    Column("key", _("key of the figure, for statements on figures"), lambda row: row.key),
    Column(
        "value",
        _("what the source says; places, participants and figures as JSON"),
        lambda row: _value(row.value),
        shape=NEEDED,
    ),
    Column(
        "complete",
        _("true where the source gives the whole list of participants; empty for other fields"),
        lambda row: row.complete if row.field == "participants" else "",
        shape=Shape("boolean"),
    ),
    Column("source", _("slug of the source"), lambda row: row.source_id, shape=SOURCE),
    Column("paragraph", _("number of the paragraph"), lambda row: row.paragraph, shape=COUNT),
    Column("note", _("how the value was read from the source"), lambda row: row.note),
    Column("doubt", _("why the source's value can hardly be right"), lambda row: row.doubt),
    Column("misprint", _("true where that doubt is about the printing alone"), lambda row: row.misprint, shape=TRUTH),
    _POSITION,
)
FIGURE_COLUMNS = (
    _OF,
    Column("key", _("short name of the figure, unique in the record"), lambda row: row.key, shape=NEEDED),
    Column("label", _("what is counted"), lambda row: row.label, shape=NEEDED),
    Column(
        "qualifier",
        _("how exactly the number is given"),
        lambda row: row.qualifier,
        shape=one_of(Qualifier.choices, required=True),
    ),
    Column("number", _("the number"), lambda row: row.number, shape=Shape("number", required=True)),
    Column("unit", _("unit of the number"), lambda row: row.unit, shape=NEEDED),
    Column("as_of", _("date in EDTF for which the number is given"), lambda row: row.as_of, shape=EDTF),
    Column("sources", _("each as source:paragraph"), lambda row: cited(_on_figure(row)), place_in_source, LIST),
)
NOTE_COLUMNS = (
    _OF,
    _POSITION,
    Column("note", _("what a reader of the record should know"), lambda row: row.text, shape=NEEDED),
)
RELATION_COLUMNS = (
    _OF,
    Column(
        "type",
        _("how it hangs on the other one; each relation is given once, from this side"),
        lambda row: row.type,
        shape=one_of(RelationType.choices, required=True),
    ),
    Column("to", _("slug of the other record"), lambda row: row.to.slug, shape=RECORD),
)
VERDICT_COLUMNS = (
    _OF,
    Column("field", _("field of the record; of a figure as figure:key"), lambda row: row.field, shape=NEEDED),
    Column(
        "verdict",
        _("what comparing all statements on it gives"),
        lambda row: row.verdict,
        shape=one_of(Verdict.choices, required=True),
    ),
    Column(
        "origins",
        _("how many independent sources state it"),
        lambda row: row.origins,
        shape=COUNT._replace(required=True),
    ),
    Column("doubted", _("true where a value can hardly be right"), lambda row: row.doubted, shape=TRUTH),
    Column("misprint", _("true where a value looks misprinted"), lambda row: row.misprint, shape=TRUTH),
)
BLOC_COLUMNS = (
    _OF,
    _COUNTRY,
    Column(
        "bloc",
        _("slug of the bloc that takes part, of which the country was a member on the record's date"),
        lambda row: row.bloc.slug,
        shape=key_of("organisations.slug"),
    ),
    Column(
        "possible",
        _("true where the dates are too vague to tell whether it was a member then"),
        lambda row: row.vague,
        shape=TRUTH,
    ),
)
_TOPIC = Column("topic", _("slug of the topic"), lambda row: row.topic_id, shape=key_of("topics.slug"))
HANGING = (
    Table(
        "statements",
        _("what one source says of one field of one record"),
        ("record", "position"),
        STATEMENT_COLUMNS,
        lambda: ordered(Statement.objects.select_related("record"), "record__slug", last="position"),
    ),
    Table(
        "participants",
        _("one country, organisation or unnamed group that takes part in a record, in one role"),
        ("record", "position"),
        PARTICIPANT_COLUMNS,
        lambda: ordered(
            Participant.objects.select_related("record", "country", "organisation", "group").prefetch_related(
                "record__statements"
            ),
            "record__slug",
            last="position",
        ),
    ),
    Table(
        "figures",
        _("one number of cooperation that a record shows"),
        ("record", "key"),
        FIGURE_COLUMNS,
        lambda: ordered(
            Figure.objects.select_related("record").prefetch_related("record__statements"),
            "record__slug",
            last="position",
        ),
    ),
    Table(
        "notes",
        _("one thing that a reader of a record should know, in the atlas's own words"),
        ("record", "position"),
        NOTE_COLUMNS,
        lambda: ordered(Record.objects.exclude(notes=[]).only("slug", "notes"), "slug"),
        parts=_notes,
    ),
    Table(
        "relations",
        _("how one record hangs on another"),
        ("record", "type", "to"),
        RELATION_COLUMNS,
        lambda: ordered(Relation.objects.select_related("record", "to"), "record__slug", last="position"),
    ),
    Table(
        "record_topics",
        _("one topic of one record"),
        ("record", "topic"),
        (_OF, _POSITION._replace(meaning=_("place among the record's topics, from 0: the most fitting first")), _TOPIC),
        lambda: ordered(RecordTopic.objects.select_related("record"), "record__slug", last="position"),
    ),
    Table(
        "record_countries",
        _("one country that a record counts for, itself or by a body based there; China is implied and left out"),
        ("record", "country"),
        (_OF, _COUNTRY),
        lambda: ordered(
            RecordCountry.objects.filter(bloc__isnull=True).select_related("record"), "record__slug", "country"
        ),
    ),
    Table(
        "record_countries_by_bloc",
        _("one country that a record counts for through a bloc"),
        ("record", "country", "bloc"),
        BLOC_COLUMNS,
        lambda: ordered(
            RecordCountry.objects.filter(bloc__isnull=False).select_related("record", "bloc"),
            "record__slug",
            "country",
            "bloc__slug",
        ),
    ),
    Table(
        "verdicts",
        _("how the statements on one field of one record compare"),
        ("record", "field"),
        VERDICT_COLUMNS,
        lambda: ordered(RecordField.objects.select_related("record"), "record__slug", "field"),
    ),
)
