"""The API answers as its own OpenAPI document says, whatever it is asked."""

import json

import pytest
import schemathesis
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from cooperation.wsgi import application

schema = schemathesis.openapi.from_dict(
    json.loads(OpenApiJsonRenderer2().render(SchemaGenerator().get_schema(public=True)))
)
schema.app = application


@pytest.mark.usefixtures("seeded", "db")
@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_the_document_names(case: schemathesis.Case) -> None:
    # The test's client unpacks nothing. That a country is unknown is said by 400: the document lists no codes.
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance])
