"""What the API says of each thing; the OpenAPI document is made of these."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from cooperation.choices import Attestation, Kind, Layer, Precision, Status
from cooperation.models import Country, Participant, Record, RecordField, Release, Source, Statement


class _Addressed(serializers.ModelSerializer[Any]):
    """A thing with a page."""

    url = serializers.SerializerMethodField(help_text="address of its page")

    def get_url(self, row: Any) -> str:
        """Where people read the same."""
        return f"{settings.SITE_URL}{row.get_absolute_url()}"


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
        """What filters call it."""
        return row.identity.partition(":")[2]


class VerdictSerializer(serializers.ModelSerializer[RecordField]):
    """How the sources of one field stand to each other."""

    class Meta:
        model = RecordField
        fields = ("field", "verdict", "doubted", "origins")


class DateSerializer(serializers.Serializer[Record]):
    """When it was, no more exactly than the sources say; all null where none gives a date."""

    edtf = serializers.CharField(source="date_edtf", help_text="EDTF; empty for a series, dated by its editions")
    earliest = serializers.DateField(source="date_earliest", allow_null=True, help_text="first possible day")
    latest = serializers.DateField(source="date_latest", allow_null=True, help_text="last possible day")
    precision = serializers.ChoiceField(source="date_precision", choices=Precision.choices)
    is_vague = serializers.BooleanField(source="date_vague", help_text="approximate, uncertain or one of several")
    has_open_end = serializers.BooleanField(source="date_open_end", help_text="it goes on, or no end is stated")
    text = serializers.CharField(source="date_text", help_text="the date in words")


class RecordSerializer(_Addressed):
    """One agreement, forum, edition, organisation or initiative."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    status = serializers.ChoiceField(choices=Status.choices)
    attested = serializers.ChoiceField(choices=[*Attestation.choices, ("", "the sources' days do not tell")])
    aliases = serializers.ListField(child=serializers.CharField())
    date = DateSerializer(source="*")
    place = serializers.CharField(source="place_name")
    place_country = serializers.CharField(source="place_country_id", allow_null=True)
    countries = serializers.SerializerMethodField(help_text="codes of those it counts for without a bloc")
    participants = ParticipantSerializer(many=True)
    topics = serializers.SerializerMethodField(help_text="slugs, the most fitting first")
    layers = serializers.ListField(child=serializers.ChoiceField(choices=Layer.choices))
    series = serializers.CharField(source="series.slug", allow_null=True, default=None, help_text="of an edition")
    number = serializers.IntegerField(source="edition.number", allow_null=True, default=None)
    verdicts = VerdictSerializer(source="fields", many=True)

    class Meta:
        model = Record
        fields = (
            *("slug", "kind", "type", "name", "name_zh", "aliases", "summary", "status", "attested", "date"),
            *("place", "place_country", "countries", "participants", "topics", "series", "number"),
            *("layers", "origins", "verdicts", "url"),
        )

    def get_countries(self, row: Any) -> list[str]:
        """Their codes, in capitals."""
        return [link.country_id for link in row.direct_countries]

    def get_topics(self, row: Record) -> list[str]:
        """Their slugs."""
        return [link.topic_id for link in row.record_topics.all()]


class StatementSerializer(serializers.ModelSerializer[Statement]):
    """What one source says of one field of one record."""

    record = serializers.CharField(source="record.slug")
    source = serializers.CharField(source="source_id")
    value = serializers.JSONField(help_text="text; a mapping for places and figures; a list for participants")

    class Meta:
        model = Statement
        fields = (
            "id",
            "record",
            "field",
            "key",
            "value",
            "complete",
            "source",
            "paragraph",
            "note",
            "doubt",
            "misprint",
        )


class RecordWithStatementsSerializer(RecordSerializer):
    """A record with all that its sources say of it."""

    statements = StatementSerializer(many=True)

    class Meta(RecordSerializer.Meta):
        fields = (*RecordSerializer.Meta.fields, "statements")  # type: ignore[assignment]


class CountrySerializer(_Addressed):
    """A country or territory, or the European Union."""

    direct = serializers.IntegerField(help_text="records that count for it without a bloc")
    through = serializers.IntegerField(help_text="records that count for it through a bloc")
    aliases = serializers.ListField(child=serializers.CharField())
    regions = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Country
        fields = ("code", "name", "name_zh", "aliases", "regions", "direct", "through", "url")


class SourceSerializer(_Addressed):
    """A document or page that statements rest on."""

    class Meta:
        model = Source
        fields = (
            *("slug", "title", "publisher", "publisher_kind", "origin", "date", "language", "address", "layer"),
            *("sha256", "paragraphs", "note", "url"),
        )


class ReleaseSerializer(_Addressed):
    """A state of the public data."""

    class Meta:
        model = Release
        fields = ("hash", "time", "counts", "tally", "url")


class ValueSerializer(serializers.Serializer[Any]):
    """A value of a filter, and how many records it would show."""

    value = serializers.CharField()
    count = serializers.IntegerField(min_value=0)


class FacetsSerializer(serializers.Serializer[Any]):
    """For each filter its values with their numbers, each counted without its own filter."""

    total = serializers.IntegerField(min_value=0, help_text="records that fit all filters")
    facets = serializers.DictField(child=ValueSerializer(many=True))


class BucketSerializer(serializers.Serializer[Any]):
    """How many records of a kind may begin in a year, by their first possible day."""

    year = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    count = serializers.IntegerField(min_value=1)


class TimelineSerializer(serializers.Serializer[Any]):
    """Records by year and kind, and how many have no date."""

    undated = serializers.IntegerField(min_value=0)
    buckets = BucketSerializer(many=True)


class ErrorsSerializer(serializers.Serializer[Any]):
    """What was refused: for each parameter what is wrong with it."""

    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
