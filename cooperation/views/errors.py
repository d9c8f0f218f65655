"""Pages for what went wrong, in the site's dress."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that cannot be read at all."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was not sent from a page of this site; public pages take no forms at all."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with a search box and the ways in."""
    said = exception.args[0] if exception.args else ""
    return render(request, "404.html", {"message": said if isinstance(said, str) else ""}, status=404)
