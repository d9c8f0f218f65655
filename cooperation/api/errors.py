"""What the API answers where it cannot."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Gone(APIException):
    """Something of this name was there once and was removed."""

    status_code = 410
    default_detail = gettext_lazy("this record was removed; its name is never given to another")


class Moved(APIException):
    """What is asked for stands at another `address` for good."""

    status_code = 301

    def __init__(self, address: str) -> None:
        super().__init__(_("it stands at %(address)s") % {"address": address})
        self.address = address


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
    if isinstance(error, Moved):
        response["Location"] = error.address
    return response
