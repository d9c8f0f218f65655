"""The link by which a reader reports an error, with all that an editor needs to find the place filled in."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext as _

from cooperation.models import Release, Statement
from cooperation.pinning.pin import whole
from cooperation.provenance import Line
from cooperation.templatetags.atlas import source_label

_MAIL = re.compile(r"[^\s:@]+@[^\s:@]+")
register = template.Library()


@register.simple_tag(takes_context=True)
def report_url(context: RequestContext, field: str = "", line: Line | None = None) -> str:
    """Where to report an error of the record or of one line of its ledger; empty without CONTACT."""
    record, release = context["record"], context.get("current_release")
    address = whole(context["request"], record.get_absolute_url())
    facts = {
        _("Record"): f"{record.name} <{address}>",
        _("Field"): field,
        _("According to"): _cited(line) if line else "",
        _("Release"): release.hash if isinstance(release, Release) else "",
    }
    return to_contact(str(context.get("CONTACT") or ""), _("Error in %(record)s") % {"record": record.slug}, facts)


def _cited(line: Line) -> str:
    """Each source of the line with its paragraphs."""
    return "; ".join(", ".join([source_label(source), *_paragraphs(rows)]) for source, rows in line.said)


def _paragraphs(rows: Iterable[Statement]) -> list[str]:
    return [f"¶ {number}" for number in sorted({row.paragraph for row in rows if row.paragraph})]


def to_contact(contact: str, subject: str, facts: Mapping[str, Any]) -> str:
    """A letter to an address of e-mail, or the contact's page with `title` and `body`, which most trackers read.

    Empty for a contact that is neither.
    """
    body = "\r\n".join(f"{name}: {value}" for name, value in facts.items() if value)
    body += f"\r\n\r\n{_('What is wrong, and how do you know?')}\r\n"
    if urlsplit(contact).scheme in ("https", "http"):
        page, mark, fragment = contact.partition("#")
        join = "&" if "?" in page else "?"
        return f"{page}{join}title={quote(subject, safe='')}&body={quote(body, safe='')}{mark}{fragment}"
    mail = contact.removeprefix("mailto:")
    if not _MAIL.fullmatch(mail):
        return ""
    return f"mailto:{quote(mail, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
