"""What hangs on a record."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from cooperation.choices import Precision, RelationType
from cooperation.models import Figure, Participant, Record, RecordField, Statement
from cooperation.models.links import plain_number


class ParticipantSerializer(serializers.ModelSerializer[Participant]):
    """Who takes part: a country, an organisation or an unnamed group, and how."""

    kind = serializers.SerializerMethodField(help_text="country, organisation or group")
    id = serializers.SerializerMethodField(help_text="code of the country, slug of the organisation or group")
    name = serializers.SerializerMethodField(help_text="English name, or label of the group")

    class Meta:
        model = Participant
        fields = ("kind", "id", "name", "role")

    def get_name(self, row: Participant) -> str:
        """What it is called."""
        return str(row.who)

    def get_kind(self, row: Participant) -> str:
        """Which of the three."""
        return row.identity.partition(":")[0]

    def get_id(self, row: Participant) -> str:
        """What names it; filters take codes of countries in small letters."""
        return row.identity.partition(":")[2]


class VerdictSerializer(serializers.ModelSerializer[RecordField]):
    """How the sources of one field stand to each other."""

    class Meta:
        model = RecordField
        fields = ("field", "verdict", "doubted", "misprint", "origins")


class DateSerializer(serializers.Serializer[Record]):
    """When it was, no more exactly than the sources say; empty or null where none gives a date."""

    edtf = serializers.CharField(source="date_edtf", help_text="EDTF; empty for a series, dated by its editions")
    earliest = serializers.DateField(source="date_earliest", allow_null=True, help_text="first possible day")
    latest = serializers.DateField(
        source="last_day",
        allow_null=True,
        help_text="last possible day; of a series, the last stated of its editions; null while it goes on or its end "
        "is not stated",
    )
    precision = serializers.ChoiceField(
        source="date_precision",
        choices=Precision.choices,
        help_text="how exactly it is known; of a series, as its least exact edition",
    )
    is_vague = serializers.BooleanField(source="date_vague", help_text="approximate, uncertain or one of several")
    has_open_end = serializers.BooleanField(source="date_open_end", help_text="it goes on")
    has_unstated_end = serializers.BooleanField(help_text="only its first day is stated, though it lasted longer")
    text = serializers.CharField(source="date_text", help_text="the date in words")


class CitedSerializer(serializers.Serializer[Any]):
    """A source with the paragraph that speaks of the record."""

    source = serializers.CharField(help_text="slug of the source")  # type: ignore[assignment]  # Field has one too
    paragraph = serializers.IntegerField(allow_null=True, help_text="null where the source has no numbered paragraphs")


class FigureSerializer(serializers.ModelSerializer[Figure]):
    """A number of cooperation."""

    number = serializers.SerializerMethodField(help_text="decimal number, as text so that no digit is lost")

    class Meta:
        model = Figure
        fields = ("key", "label", "number", "qualifier", "unit", "as_of")

    def get_number(self, row: Figure) -> str:
        """Without the zeros that the column adds."""
        return plain_number(row.number)


class RelationSerializer(serializers.Serializer[Any]):
    """How one record hangs on another."""

    type = serializers.ChoiceField(choices=RelationType.choices)
    record = serializers.CharField(help_text="slug of the other record")
    name = serializers.CharField(help_text="its name")


class StatementSerializer(serializers.ModelSerializer[Statement]):
    """What one source says of one field of one record."""

    record = serializers.CharField(source="record.slug")
    source = serializers.CharField(source="source_id")  # type: ignore[assignment]
    value = serializers.JSONField(help_text="text; a mapping for places and figures; a list for participants")

    class Meta:
        model = Statement
        fields = (
            *("id", "record", "field", "key", "value", "complete", "source", "paragraph"),
            *("note", "doubt", "misprint"),
        )


def cited(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Each source with its paragraph (None where it has no numbers), once, in the order of the statements."""
    places = dict.fromkeys((row.source_id, row.paragraph) for row in statements)
    return [{"source": source, "paragraph": paragraph} for source, paragraph in places]
