"""JSON-LD inside a page."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Node = dict[str, Any]
# Nothing in it may end the element or begin a comment.
_ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


def script(node: Mapping[str, Any]) -> SafeString:
    """The element for the head of a page; browsers take it for data, so no policy on scripts stops it."""
    whole = {"@context": "https://schema.org", **filled(node)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  escaped above


def filled(node: Mapping[str, Any]) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value or value is False}
