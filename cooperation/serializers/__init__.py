"""What is said of each thing to programs: API, `.json` twins and the JSON of lists are made of these."""

from cooperation.serializers.answers import (
    ErrorsSerializer,
    FacetsSerializer,
    TimelineSerializer,
)
from cooperation.serializers.parts import StatementSerializer
from cooperation.serializers.records import (
    BriefSerializer,
    RecordSerializer,
    RecordWithStatementsSerializer,
    as_object,
    completed,
    entire,
    whole,
)
from cooperation.serializers.references import (
    ChangeSerializer,
    CountrySerializer,
    ReleaseSerializer,
    ReleaseWithChangesSerializer,
    SourceSerializer,
    SourceWithStatementsSerializer,
)

__all__ = [
    "BriefSerializer",
    "ChangeSerializer",
    "CountrySerializer",
    "ErrorsSerializer",
    "FacetsSerializer",
    "RecordSerializer",
    "RecordWithStatementsSerializer",
    "ReleaseSerializer",
    "ReleaseWithChangesSerializer",
    "SourceSerializer",
    "SourceWithStatementsSerializer",
    "StatementSerializer",
    "TimelineSerializer",
    "as_object",
    "completed",
    "entire",
    "whole",
]
