"""How a line names its sources."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.attestation import Sources
from cooperation.models import Source
from cooperation.templatetags.atlas import date_words

NAMED_IN_A_LINE = 3


def named(paragraphs: Mapping[str, Iterable[int]], sources: Sources) -> str:
    """Sources with their paragraphs, the first three of them, and how many more."""
    names = [cited(sources[slug], numbers) for slug, numbers in paragraphs.items()]
    rest = len(names) - NAMED_IN_A_LINE
    text = "; ".join(names[:NAMED_IN_A_LINE])
    more = ngettext("%(names)s; and %(n)s more source", "%(names)s; and %(n)s more sources", rest)
    return more % {"names": text, "n": rest} if rest > 0 else text


def cited(source: Source, paragraphs: Iterable[int] = ()) -> str:
    """A source as a line names it: who says it, when [title, paragraph 12].

    No quotation marks: many a title is the atlas's own description of a page, and the data do not tell which.
    """
    numbers = sorted(set(paragraphs))
    place = ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", len(numbers))
    titled = [] if source.title.startswith(f"Page of {source.publisher}") else [source.title]
    inside = ", ".join([*titled, *([place % {"numbers": ", ".join(map(str, numbers))}] if numbers else [])])
    who = f"{_speaker(source)}, {date_words(source.date) or _('undated')}"
    return f"{who} [{inside}]" if inside else who


def _speaker(source: Source) -> str:
    if source.origin in source.publisher or source.publisher in source.origin:
        return source.publisher
    return _("%(origin)s (publisher: %(publisher)s)") % {"origin": source.origin, "publisher": source.publisher}
