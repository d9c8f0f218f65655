"""What a browser would send back for a form of the admin."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cooperation.models import Record


def change_address(record: Record) -> str:
    return reverse(f"admin:cooperation_{record.kind}_change", args=[record.pk])


def opened(client: Client, address: str) -> dict[str, str]:
    """The fields of the form at `address` with the values it shows."""
    response = client.get(address)
    assert response.status_code == 200
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {field.html_name: sent for form in forms for field in form if (sent := _sent(field.value())) is not None}


def _sent(value: Any) -> str | None:
    if value is False:
        return None
    return "on" if value is True else "" if value is None else str(value)


def add_row(data: dict[str, str], prefix: str, **values: Any) -> None:
    """One more row, as the link under the table adds it."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    data |= {f"{prefix}-{number}-{name}": str(value) for name, value in values.items()}


def save(client: Client, record: Record, **changes: str) -> HttpResponse:
    """Open a record's form, change some fields, save."""
    address = change_address(record)
    return client.post(address, opened(client, address) | changes)


def complaints(response: HttpResponse) -> list[str]:
    """Every problem that a refused form shows."""
    assert response.status_code == 200
    return [str(said) for errors in response.context["errors"] for said in errors]
