"""A record, briefly, whole, and with all that its sources say of it."""

from functools import cache
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cooperation.choices import Attestation, Kind, Layer, Status
from cooperation.models import Participant, Record, RecordCountry, RecordField, Relation, Statement
from cooperation.models.record import by_bytes
from cooperation.provenance import MENTION
from cooperation.serializers.bases import Addressed
from cooperation.serializers.parts import (
    CitedSerializer,
    DateSerializer,
    FigureSerializer,
    ParticipantSerializer,
    RelationSerializer,
    StatementSerializer,
    VerdictSerializer,
    cited,
)

_UNSHOWN = ("search_names", "search_text")


class BriefSerializer(Addressed[Record]):
    """A record as other things name it."""

    date = serializers.CharField(source="date_edtf")
    date_text = serializers.CharField()

    class Meta:
        model = Record
        fields = (
            "slug",
            "kind",
            "type",
            "name",
            "name_zh",
            "name_zh_basis",
            "date",
            "date_text",
            "status",
            "attested",
            "url",
        )


class RecordSerializer(Addressed[Record]):
    """One agreement, forum, edition, organisation or initiative."""

    kind = serializers.ChoiceField(choices=Kind.choices, help_text="what sort of thing it is")
    status = serializers.ChoiceField(choices=Status.choices, help_text="how far it has come, as the sources say")
    attested = serializers.ChoiceField(
        choices=[*Attestation.choices, ("", "not told")],
        help_text="whether a source as late as the date tells of it; empty where the sources' days do not say",
    )
    aliases = serializers.ListField(child=serializers.CharField(), help_text="other names, acronyms and spellings")
    date = DateSerializer(source="*", help_text="when it was, as exactly as the sources say")
    place = serializers.CharField(source="place_name", help_text="where it takes place; empty where no source says")
    place_country = serializers.CharField(
        source="place_country_id", allow_null=True, help_text="code of the country of that place"
    )
    countries = serializers.SerializerMethodField(help_text="codes of those it counts for without a bloc")
    participants = ParticipantSerializer(many=True, help_text="who takes part, in the order of the sources")
    topics = serializers.SerializerMethodField(help_text="slugs, the most fitting first")
    layers = serializers.ListField(
        child=serializers.ChoiceField(choices=Layer.choices), help_text="founding documents, further pages, or both"
    )
    series = serializers.CharField(source="series.slug", allow_null=True, default=None, help_text="of an edition")
    number = serializers.IntegerField(
        source="edition.number", allow_null=True, default=None, help_text="of an edition, where its sources give it"
    )
    sources = serializers.SerializerMethodField(
        help_text="those that state something of it; pages that only name it are statements on the field mention"
    )
    verdicts = VerdictSerializer(
        source="fields", many=True, help_text="how the sources of each field stand to each other"
    )
    figures = FigureSerializer(many=True, help_text="numbers of cooperation")
    relations = serializers.SerializerMethodField(help_text="how it hangs on other records")
    relations_in = serializers.SerializerMethodField(help_text="how other records hang on it")
    notes = serializers.ListField(
        child=serializers.CharField(), help_text="what a reader should know of it, in the atlas's own words"
    )

    class Meta:
        model = Record
        fields = (
            *("slug", "kind", "type", "name", "name_zh", "name_zh_basis", "aliases", "summary", "status", "attested"),
            *("date", "place", "place_country", "countries", "participants", "topics", "series", "number", "figures"),
            *("relations", "relations_in", "notes", "layers", "origins", "sources", "verdicts", "url"),
        )
        extra_kwargs = {
            "slug": {"help_text": "name of the record in addresses, unique over all kinds"},
            "type": {"help_text": "type within the kind"},
            "name": {"help_text": "English name as the best source has it"},
            "name_zh": {"help_text": "Chinese name; empty where none is known"},
            "name_zh_basis": {"help_text": "what that name rests on: a source, or general knowledge, to be checked"},
            "summary": {"help_text": "what it is, in the atlas's own words"},
        }

    def get_countries(self, row: Any) -> list[str]:
        """Their codes, in capitals."""
        return [link.country_id for link in row.direct_countries]

    def get_topics(self, row: Record) -> list[str]:
        """Their slugs."""
        return [link.topic_id for link in row.record_topics.all()]

    @extend_schema_field(CitedSerializer(many=True))
    def get_sources(self, row: Any) -> list[dict[str, Any]]:
        """Each source with its paragraphs, once, in the record's order."""
        return cited(each for each in row.all_statements if each.field != MENTION)

    @extend_schema_field(RelationSerializer(many=True))
    def get_relations(self, row: Record) -> list[dict[str, Any]]:
        """From its own side."""
        return [_related(each, each.to) for each in row.relations.all()]

    @extend_schema_field(RelationSerializer(many=True))
    def get_relations_in(self, row: Record) -> list[dict[str, Any]]:
        """From the side of the others."""
        return [_related(each, each.record) for each in row.relations_in.all()]


def _related(relation: Relation, other: Record) -> dict[str, Any]:
    return {"type": relation.type, "record": other.slug, "name": other.name}


class RecordWithStatementsSerializer(RecordSerializer):
    """A record with all that its sources say of it."""

    statements = StatementSerializer(source="all_statements", many=True)

    class Meta(RecordSerializer.Meta):
        fields = (*RecordSerializer.Meta.fields, "statements")  # type: ignore[assignment]


def whole(records: "QuerySet[Record]") -> "QuerySet[Record]":
    """The same records in the same order with all that `as_object` says of them, in a constant number of queries."""
    places = Statement.objects.only("record", "position", "source", "paragraph", "field")
    return _alone(records).prefetch_related(Prefetch("statements", places, to_attr="all_statements"), *_links())


def entire(records: "QuerySet[Record]") -> "QuerySet[Record]":
    """The same, with the statements themselves."""
    return _alone(records).prefetch_related(Prefetch("statements", to_attr="all_statements"), *_links())


def completed(record: Any) -> Record:
    """A record of `for_rows` that a page has read with its country links, with what it lacks of `entire`."""
    direct = (link for link in record.country_links.all() if link.bloc_id is None)
    record.direct_countries = sorted(direct, key=lambda link: str(link.country_id))
    prefetch_related_objects([record], *_links())
    found: Record = record
    return found


def _alone(records: "QuerySet[Record]") -> "QuerySet[Record]":
    return records.select_related("series", "edition").defer(*_UNSHOWN, *(f"series__{name}" for name in _UNSHOWN))


def _links() -> list[Any]:
    """What hangs on a record."""
    direct = RecordCountry.objects.filter(bloc__isnull=True).order_by(by_bytes("country"))
    people = Participant.objects.select_related("country", "organisation", "group")
    others = Record.objects.only("slug", "name")
    hanging = Relation.objects.select_related("record").order_by("type", "record__sort_key", "record__slug")
    return [
        Prefetch("participants", people.defer(*(f"organisation__{name}" for name in _UNSHOWN))),
        "record_topics",
        "figures",
        Prefetch("fields", RecordField.objects.order_by(by_bytes("field"))),
        Prefetch("country_links", direct, to_attr="direct_countries"),
        Prefetch("relations__to", others),
        Prefetch("relations_in", hanging.only("type", "to", "record__slug", "record__name")),
    ]


def as_object(record: Record) -> dict[str, Any]:
    """A record of `whole` as plain values, as the API says it."""
    return dict(_said().to_representation(record))


@cache
def _said() -> RecordSerializer:
    """Made once, as making one copies all its fields."""
    return RecordSerializer()
