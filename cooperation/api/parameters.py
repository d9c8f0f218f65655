"""The parameters of the filters as OpenAPI says them, made from the FilterSets themselves."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from cooperation.api.answering import OF_PAGES
from cooperation.filters import FILTERS
from cooperation.filters.fields import MAX_TEXT, ChoicesFilter, NamedFilter, WordsFilter
from cooperation.pinning.links import NAME
from cooperation.search import MAX_WORDS
from cooperation.serializers import ErrorsSerializer

_EXAMPLES = {"country": "ke", "topic": "cybersecurity", "since": "2015", "until": "2019-06", "q": "internet"}
# There is no such thing or release; it was removed, or cannot be shown any more; it is being prepared.
OF_RELEASES = dict.fromkeys([404, 410, 503], ErrorsSerializer)


class Described(AutoSchema):
    """Says of each address what it answers where it cannot give what was asked."""

    def get_response_serializers(self) -> Any:
        """The thing itself, or what was refused."""
        usual = super().get_response_serializers()
        refused = [400] if "{" not in self.path and self._is_asked() else []
        elsewhere = [301] if getattr(self.view, "may_move", False) else []
        return {200: usual, **dict.fromkeys([*refused, *elsewhere], ErrorsSerializer), **OF_RELEASES}

    def _is_asked(self) -> bool:
        """Whether the address reads parameters."""
        return bool(self.get_override_parameters()) or getattr(self.view, "pagination_class", None) is not None


def with_release(result: dict[str, Any], **_drawn: Any) -> dict[str, Any]:
    """The document with the parameter that all addresses take: it is read before any view is called."""
    words = "hash of a release, or at least seven characters from its beginning: as it was then"
    for operations in result["paths"].values():
        for operation in operations.values():
            own = {"in": "query", "name": NAME, "description": words, "schema": {"type": "string"}}
            operation.setdefault("parameters", []).append(own)
    return result


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
    example = f", such as {_EXAMPLES[name]}" if name in _EXAMPLES else ""
    if isinstance(each, WordsFilter):
        words = {"type": "string", "maxLength": MAX_TEXT}
        return OpenApiParameter(name, words, description=f"{each.label}, at most {MAX_WORDS} of them{example}")
    return OpenApiParameter(
        name,
        OpenApiTypes.STR,
        description=f"{each.label}{example}",
        enum=choices or None,
        many=several,
        explode=several or None,
    )


def of_columns(**meanings: str) -> list[OpenApiParameter]:
    """Parameters that take one name each, with what it names."""
    schema = {"type": "string", "maxLength": 100, "pattern": "^[^\\x00]*$"}
    return [OpenApiParameter(name, schema, description=meaning) for name, meaning in meanings.items()]
