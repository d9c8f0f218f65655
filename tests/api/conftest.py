"""The real records, once for each module, and a client that reads the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Ask = Callable[..., Any]


@pytest.fixture
def ask(client: Client, seeded: object, db: None) -> Ask:
    """What an address under /api/v1/ gives, as plain data; it must be there."""

    def read(path: str, **query: Any) -> Any:
        response = client.get(f"/api/v1/{path}", query)
        assert response.status_code == 200, response.content
        return response.json()

    return read
