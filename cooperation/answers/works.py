"""Citations of the pages that readers cite: a record, a list, a country; and what such a page shows of them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cooperation.citing import Citation, plain, to_bibtex, to_csl, to_ris
from cooperation.filters import RecordFilter, known_query, sentence
from cooperation.filters.countries import RangeFilter
from cooperation.models import Country, Record, Release, Source, Statement
from cooperation.provenance import paragraphs_by_source
from cooperation.templatetags.atlas import source_label

PENS = {"bib": to_bibtex, "ris": to_ris, "csl.json": to_csl}
NAMES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}


def of_record(record: Record, statements: Iterable[Statement], sources: Mapping[str, Source], day: dt.date) -> Citation:
    """The page of a record, with every source that it rests on and its paragraphs."""
    name = f"{record.name} ({record.date_text})" if record.date_text else record.name
    url = f"{settings.SITE_URL}{record.get_absolute_url()}"
    said = _according(statements, sources)
    return Citation(name, url, f"record-{record.slug}", Release.objects.current(), day, said)


def _according(statements: Iterable[Statement], sources: Mapping[str, Source]) -> str:
    """Each source in few words, with the paragraphs on which the record rests."""
    found = paragraphs_by_source(statements)
    return "; ".join(_with_paragraphs(sources[slug], numbers) for slug, numbers in found.items())


def _with_paragraphs(source: Source, numbers: list[int]) -> str:
    label = source_label(source)
    return f"{label}, ¶\u00a0{', '.join(map(str, numbers))}" if numbers else label


def of_list(bound: RecordFilter, kinds: str, path: str, day: dt.date, count: int) -> Citation:
    """A list with its filters, in the words of its heading; the order of its records is part of its address."""
    query = known_query(bound).urlencode()
    tail = f"?{query}" if query else ""
    return Citation(
        sentence(bound, count),
        f"{settings.SITE_URL}{path}{tail}",
        f"list-{kinds}{tail}",
        Release.objects.current(),
        day,
        is_list=True,
    )


def of_country(country: Country, dated: RangeFilter, day: dt.date) -> Citation:
    """The page of a country, whole or within a range of dates."""
    words = {"country": country, "range": dated.words}
    whole = _("China’s internet cooperation with %(country)s") % words
    title = _("China’s internet cooperation with %(country)s, %(range)s") % words if dated.words else whole
    tail = f"?{dated.query}" if dated.span else ""
    url = f"{settings.SITE_URL}{country.get_absolute_url()}{tail}"
    return Citation(title, url, f"country-{country.slug}{tail}", Release.objects.current(), day)


def shown(citation: Citation) -> dict[str, Any]:
    """What a page shows of its citation: the sentence, the BibTeX, and where the files lie; and its release."""
    path, mark, query = citation.url.removeprefix(settings.SITE_URL).partition("?")
    files = [(NAMES[form], f"{path.rstrip('/')}.{form}{mark}{query}") for form in PENS]
    cite = {
        "title": citation.title,
        "url": citation.url,
        "plain": plain(citation),
        "bibtex": to_bibtex(citation),
        "files": files,
    }
    return {"cite": cite, "current_release": citation.release}
