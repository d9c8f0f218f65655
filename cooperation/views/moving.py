"""Answers for addresses that have moved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url


def moved(request: HttpRequest, to: Any, *args: Any) -> HttpResponse:
    """The way to where the page stands now, for good, with the query string that was asked for."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{resolve_url(to, *args)}{'?' if query else ''}{query}", permanent=True)
