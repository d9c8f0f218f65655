"""Where the `.json` twin of a page stands."""

from typing import Any

from django import template

register = template.Library()
SUFFIX = ".json"


def twin_path(path: str) -> str:
    """The address of the twin of the page at this path."""
    return f"{path.rstrip('/') or '/index'}{SUFFIX}"


@register.simple_tag(takes_context=True)
def twin(context: Any, page: str = "") -> str:
    """The twin of this page, or of another at `page`, with the query string that was asked for."""
    request = context["request"]
    path, mark, query = (page or request.get_full_path()).partition("?")
    return f"{twin_path(path)}{mark}{query}"
