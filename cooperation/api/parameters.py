"""The parameters of the filters as OpenAPI says them, made from the FilterSets themselves."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from cooperation.api.serializers import ErrorsSerializer
from cooperation.filters import FILTERS
from cooperation.filters.fields import ChoicesFilter, NamedFilter

# The API has an order of its own, and draws nothing.
OF_PAGES = ("sort", "lanes")


class Described(AutoSchema):
    """Says of each address what it answers where it cannot give what was asked."""

    def get_response_serializers(self) -> Any:
        """The thing itself, or what was refused; 404 only where an address names something."""
        usual = super().get_response_serializers()
        return {200: usual, 404 if "{" in self.path else 400: ErrorsSerializer}


def of_filters(kinds: str) -> list[OpenApiParameter]:
    """Every filter of these kinds of records."""
    filters = FILTERS[kinds].base_filters.items()
    return [_parameter(name, each) for name, each in filters if name not in OF_PAGES]


def _parameter(name: str, each: Any) -> OpenApiParameter:
    listed = [] if isinstance(each, NamedFilter) else getattr(each.field, "choices", ())
    choices = [str(value) for value, _label in listed if value != ""]
    several = isinstance(each, ChoicesFilter)
    if choices and not several:
        choices.append("")  # as good as not given
    return OpenApiParameter(
        name, OpenApiTypes.STR, description=str(each.label), enum=choices or None, many=several, explode=several or None
    )


def of_statements() -> list[OpenApiParameter]:
    """What statements are asked for by."""
    meanings = {"record": "slug of the record", "source": "slug of the source", "field": "field of the record"}
    return [OpenApiParameter(name, OpenApiTypes.STR, description=meaning) for name, meaning in meanings.items()]
