"""Pages of records by the place of their last one, so that none is lost or doubled while data change between two."""

import base64
import binascii
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from cooperation.pinning.pin import whole

MOST = 200
USUAL = 50


class InOrder(BasePagination):
    """Rows in an order that no two of them share: `limit` to a page, and an address for the next one.

    A view names the order as `page_order`, columns that are never null, `-` before one that falls; the last is unique.
    """

    limit = USUAL
    next_link: str | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page that the request asks for."""
        order: tuple[str, ...] = view.page_order
        self.limit = _limit(request.query_params.get("limit", str(USUAL)))
        if cursor := request.query_params.get("cursor", ""):
            queryset = queryset.filter(_after(order, _read(cursor, queryset.model, order)))
        rows = list(queryset.order_by(*order)[: self.limit + 1])
        if len(rows) > self.limit:
            cursor = _written(rows[self.limit - 1], order)
            self.next_link = whole(request, replace_query_param(request.get_full_path(), "cursor", cursor))
        return rows[: self.limit]

    def get_paginated_response(self, data: Any) -> Response:
        """The rows with the address of the next page, null on the last one."""
        return Response({"next": self.next_link, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The same, as OpenAPI says it."""
        next_page = {"type": ["string", "null"], "format": "uri", "description": "address of the next page"}
        properties = {"next": next_page, "results": schema}
        return {"type": "object", "required": ["next", "results"], "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """What may be asked of any list."""
        limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
        cursor = {"type": "string", "pattern": "^[A-Za-z0-9_-]{0,400}$"}
        return [
            {"name": "limit", "in": "query", "schema": limit, "description": "rows to a page"},
            {"name": "cursor", "in": "query", "schema": cursor, "description": "taken from `next` of a page"},
        ]


def _limit(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= MOST:
        return int(text)
    raise ValidationError({"limit": [_("it takes a number from 1 to %(most)s") % {"most": MOST}]})


def _written(row: Model, order: tuple[str, ...]) -> str:
    """The place of a row, with the order in which it is one."""
    place = [_signature(type(row), order), *(str(getattr(row, name.lstrip("-"))) for name in order)]
    return base64.urlsafe_b64encode("\n".join(place).encode()).decode().rstrip("=")


def _signature(model: type[Model], order: tuple[str, ...]) -> str:
    return f"{model._meta.model_name} {' '.join(order)}"


def _read(cursor: str, model: type[Model], order: tuple[str, ...]) -> list[Any]:
    """The place that a cursor names, each value as its column has it."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        signature, *values = text.split("\n")
        if signature != _signature(model, order) or "\0" in text:
            raise ValueError("another order")
        columns: list[Any] = [model._meta.get_field(name.lstrip("-")) for name in order]
        return [_cleaned(column, value) for column, value in zip(columns, values, strict=True)]
    except (binascii.Error, ValueError, DjangoValidationError) as error:
        raise ValidationError({"cursor": [_("it is none that a page gave as its next")]}) from error


def _cleaned(column: Any, value: str) -> Any:
    """The value as the column has it; of a link, as the column that it leads to."""
    return (column.target_field if column.is_relation else column).clean(value, None)


def _after(order: tuple[str, ...], place: list[Any]) -> Q:
    """Rows that stand after this place."""
    after, same = Q(), Q()
    for name, value in zip(order, place, strict=True):
        column, step = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        after |= same & Q(**{f"{column}__{step}": value})
        same &= Q(**{column: value})
    return after
