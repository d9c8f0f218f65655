"""Counts, and what is said where something cannot be given."""

from typing import Any

from rest_framework import serializers

from cooperation.choices import Kind


class ValueSerializer(serializers.Serializer[Any]):
    """A value of a filter, and how many records it would show."""

    value = serializers.CharField(help_text="as the filter takes it")
    label = serializers.CharField(help_text="in words")  # type: ignore[assignment]  # Field has one too
    count = serializers.IntegerField(min_value=0)


class FacetsSerializer(serializers.Serializer[Any]):
    """For each filter its values with their numbers, each counted without its own filter."""

    total = serializers.IntegerField(min_value=0, help_text="records that fit all filters")
    facets = serializers.DictField(child=ValueSerializer(many=True))


class BucketSerializer(serializers.Serializer[Any]):
    """How many records of a kind may begin in a year, by their first possible day."""

    year = serializers.IntegerField(help_text="year of the first possible day; of a series, of its first edition")
    kind = serializers.ChoiceField(choices=Kind.choices)
    count = serializers.IntegerField(min_value=1)


class TimelineSerializer(serializers.Serializer[Any]):
    """Each record once: in the bucket of its kind and of the year of its first possible day, or among the undated."""

    undated = serializers.IntegerField(min_value=0, help_text="records that no source dates")
    buckets = BucketSerializer(many=True, help_text="the earliest first; a year and kind without records has none")


class ErrorsSerializer(serializers.Serializer[Any]):
    """What was refused: for each parameter what is wrong with it."""

    errors = serializers.DictField(  # type: ignore[assignment]  # Serializer has them too
        child=serializers.ListField(child=serializers.CharField())
    )
