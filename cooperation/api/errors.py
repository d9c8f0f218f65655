"""What the API answers where it cannot."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """One form for all: {"errors": {parameter or "detail": [words]}}."""
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        response.data = {"errors": error.detail}
    elif isinstance(error, Http404):
        response.data = {"errors": {"detail": [_("there is nothing of this name")]}}
    elif isinstance(error, APIException):
        response.data = {"errors": {"detail": [str(error.detail)]}}
    return response
