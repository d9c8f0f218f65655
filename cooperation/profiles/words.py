"""A country's records in a sentence or two: direct and through blocs apart, each with its own dates."""

from collections.abc import Iterable, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.choices import Kind
from cooperation.filters.words import counted, range_words
from cooperation.models import Country
from cooperation.profiles.gather import ACTS, Entry, Profile, ends


def sentence(profile: Profile, span_words: str) -> str:
    """What counts for the country, and what took place there: Kenya: 1 agreement and 1 forum directly (2019), ..."""
    parts = [*_directly(profile), *_through(profile)]
    if not parts:
        return "; ".join([_nothing(profile, span_words), *_there(profile)]) + "."
    head = f"{profile.country}, {span_words}" if span_words else str(profile.country)
    return f"{head}: {'; '.join([*parts, *_there(profile)])}."


def _nothing(profile: Profile, span_words: str) -> str:
    words = {"country": profile.country, "range": span_words}
    if span_words:
        return _("No dated record of the atlas names %(country)s as taking part, %(range)s") % words
    return _("No source in the atlas names %(country)s as taking part") % words


def _directly(profile: Profile) -> Iterable[str]:
    numbers = [(kind, len(profile.direct(kind))) for kind in Kind]
    if named := [counted(kind, number) for kind, number in numbers if number]:
        yield _("%(records)s directly%(dates)s") % {
            "records": get_text_list(named, _("and")),
            "dates": _years(profile.direct(*ACTS)),
        }


def _through(profile: Profile) -> Iterable[str]:
    entries = profile.through(*Kind)
    for group in profile.grouped(entries):
        yield _("%(records)s through %(blocs)s%(dates)s") % {
            "records": counted("", len(group.entries)),
            "blocs": bloc_names(group.blocs),
            "dates": _years(group.entries),
        }


def _there(profile: Profile) -> Iterable[str]:
    """What took place in the country without counting for it."""
    if others := [entry for entry in profile.held if not entry.links]:
        yield _("%(records)s held or made there by others%(dates)s") % {
            "records": counted("", len(others)),
            "dates": _years(others),
        }


def bloc_names(blocs: Iterable[object]) -> str:
    """Blocs as a sentence names them."""
    return get_text_list([str(bloc) for bloc in blocs], _("and"))


def parties(countries: Sequence[Country]) -> str:
    """How many countries there are, and any bloc that is a party of its own: 71 countries and territories and ..."""
    blocs = [_("the %(bloc)s") % {"bloc": country} for country in countries if country.bloc_id]
    number = len(countries) - len(blocs)
    counted_ones = ngettext("%(n)s country or territory", "%(n)s countries and territories", number) % {"n": number}
    return get_text_list([counted_ones, *blocs] if number or not blocs else blocs, _("and"))


def _years(entries: Sequence[Entry]) -> str:
    """The years in which the dated ones began, and how many have no date, in brackets."""
    parts, undated = [], sum(not entry.record.dated for entry in entries if entry.record.kind in ACTS)
    if years := [str(row.year) for row in ends(entries)]:
        parts.append(range_words(years[0], years[-1]))
    if undated:
        parts.append(ngettext("%(n)s without a date", "%(n)s without a date", undated) % {"n": undated})
    return f" ({', '.join(parts)})" if parts else ""


def none_words(span_words: str) -> str:
    """What an empty place of the page says."""
    if span_words:
        return _("none found in these sources, %(range)s") % {"range": span_words}
    return _("none found in these sources")


def summary(profiles: Sequence[Profile], shared: int, span_words: str) -> str:
    """The answer first: how many agreements count for each, alone and through blocs, and how many for all."""
    head = _("Agreements, %(range)s.") % {"range": span_words} if span_words else _("Agreements.")
    everyone = _("both") if len(profiles) == 2 else _("all %(n)s") % {"n": len(profiles)}
    common = _("Counting for %(everyone)s: %(n)s.") % {"everyone": everyone, "n": shared or _("none")}
    return " ".join([head, *map(_agreements, profiles), common])


def _agreements(profile: Profile) -> str:
    numbers = {"direct": len(profile.direct(Kind.AGREEMENT)), "through": len(profile.through(Kind.AGREEMENT))}
    words = {key: number or _("none") for key, number in numbers.items()}
    return _("%(country)s: %(direct)s directly, %(through)s through a bloc.") % {"country": profile.country, **words}
