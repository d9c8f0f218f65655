"""What records refer to, and the releases that hold them."""

from typing import Any

from rest_framework import serializers

from cooperation.models import Change, Country, Release, Source
from cooperation.serializers.bases import Addressed
from cooperation.serializers.parts import StatementSerializer


class CountrySerializer(Addressed[Country]):
    """A country or territory, or the European Union."""

    direct = serializers.IntegerField(help_text="records that count for it itself, or by a body at home there")
    through = serializers.IntegerField(help_text="records that count for it through a bloc")
    aliases = serializers.ListField(child=serializers.CharField())
    regions = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Country
        fields = ("code", "name", "name_zh", "aliases", "regions", "direct", "through", "url")


class SpanSerializer(serializers.Serializer[Any]):
    """A heading of a source with its paragraphs."""

    title = serializers.CharField()
    first = serializers.IntegerField()
    last = serializers.IntegerField()


class UncitedSerializer(serializers.Serializer[Any]):
    """Paragraphs that gave no record, and why."""

    first = serializers.IntegerField()
    last = serializers.IntegerField()
    reason = serializers.CharField()


class SourceSerializer(Addressed[Source]):
    """A document or page that statements rest on."""

    class Meta:
        model = Source
        fields = (
            *("slug", "title", "publisher", "publisher_kind", "origin", "date", "language", "address", "layer"),
            *("sha256", "paragraphs", "note", "url"),
        )


class SourceWithStatementsSerializer(SourceSerializer):
    """A source with its headings, what of it gave no record, and all that it says."""

    sections = SpanSerializer(many=True)
    uncited = UncitedSerializer(many=True)
    statements = StatementSerializer(many=True)

    class Meta(SourceSerializer.Meta):
        fields = (*SourceSerializer.Meta.fields, "sections", "uncited", "statements")  # type: ignore[assignment]


class ReleaseSerializer(Addressed[Release]):
    """A state of the public data."""

    counts = serializers.DictField(child=serializers.IntegerField(), help_text="how many there are of what")
    tally = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()), help_text="how many changed in which way"
    )

    class Meta:
        model = Release
        fields = ("hash", "time", "counts", "tally", "url")


class FieldChangeSerializer(serializers.Serializer[Any]):
    """What became of one field; both null where only the order changed."""

    field = serializers.CharField()
    old = serializers.JSONField(allow_null=True)
    new = serializers.JSONField(allow_null=True)


class ChangeSerializer(serializers.ModelSerializer[Change]):
    """What a release did to one thing."""

    kind = serializers.CharField(help_text="a kind of record, or source, country, topic, group or gap")
    release = serializers.CharField(source="release.hash", help_text="hash of the release")
    fields_changed = FieldChangeSerializer(source="fields", many=True)

    class Meta:
        model = Change
        fields = ("id", "release", "kind", "slug", "title", "action", "fields_changed")


class ReleaseWithChangesSerializer(ReleaseSerializer):
    """A release with the first of its changes."""

    number_of_changes = serializers.IntegerField(help_text="all of them; /changes/ pages through them")
    changes = ChangeSerializer(source="first_changes", many=True)

    class Meta(ReleaseSerializer.Meta):
        fields = (*ReleaseSerializer.Meta.fields, "number_of_changes", "changes")  # type: ignore[assignment]
