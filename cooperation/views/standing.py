"""How a source stands to the days it gives, and how a line names it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation import dates
from cooperation.choices import EXPECTED, Precision
from cooperation.dates import Edtf
from cooperation.models import Source
from cooperation.provenance import DONE
from cooperation.templatetags.atlas import date_words

Sources = Mapping[str, Source]
NAMED_IN_A_LINE = 3


class Standing(IntEnum):
    """What the word of a source is worth for the days it gives, the best first."""

    PAST = 0  # as late as the last of them, or telling of them as past
    BEGUN = 1  # of the first day, or of one between: the last day was still to come
    OPEN = 2  # its own day is not known well enough, nor does it tell of them as past
    BEFOREHAND = 3  # older than all of them


def standing(source: Source, statuses: Iterable[str], date: Edtf) -> Standing:
    """What a source that gives `date`, and says these statuses, can know of it."""
    said, published = set(statuses), dates.parse(source.date) if source.date else None
    if published and (published.latest or date.earliest) < date.earliest:
        return Standing.BEFOREHAND
    if published and published.earliest >= _last_day(date):
        return Standing.PAST
    if published and published.earliest >= date.earliest and _is_span_of_days(date) and _before_end(published, date):
        return Standing.BEGUN
    if said & DONE:
        return Standing.PAST
    return Standing.BEFOREHAND if said & set(EXPECTED) else Standing.OPEN


def _before_end(published: Edtf, date: Edtf) -> bool:
    return bool(published.latest and published.latest < _last_day(date))


def _is_span_of_days(date: Edtf) -> bool:
    return date.is_interval and date.precision == Precision.DAY and not (date.open_end or date.unknown_end)


def _last_day(date: Edtf) -> dt.date:
    """The last day that a source can tell of as past; where no end is given, the first."""
    return date.begun_by if date.open_end or date.unknown_end else date.latest or date.begun_by


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
