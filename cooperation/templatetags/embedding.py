"""The text that embeds a page in another site."""

from django import template
from django.conf import settings
from django.utils.html import escape

from cooperation.citing import lasting
from cooperation.models import Release

register = template.Library()


@register.simple_tag
def iframe(address: str, title: str, height: int, release: Release | None = None) -> str:
    """The frame for the page at `address`, `height` pixels high; with `release` one that goes on showing that one."""
    source = lasting(f"{settings.SITE_URL}/embed{address}", release)
    said = f'src="{escape(source)}" title="{escape(title)}" width="100%" height="{height}" loading="lazy"'
    return f"<iframe {said}></iframe>"
