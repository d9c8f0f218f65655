"""Two to four countries side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.filters.countries import CompareFilter
from cooperation.models import Country
from cooperation.profiles import COMPARED, Comparison, compared, none_words, profiles_of, silences, summary
from cooperation.profiles.words import bloc_names
from cooperation.views.showing import shown


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The chosen countries side by side, or a form that asks for two to four of them and keeps what was chosen."""
    bound = CompareFilter(request.GET)
    if not bound.is_valid():
        return shown(request, "countries/compare.html", _form(bound, bound.given), status=400)
    codes = bound.form.cleaned_data["country"]
    if request.GET.getlist("country") != [code.lower() for code in codes]:
        return redirect(compared(codes, bound.span))
    chosen = Country.objects.in_bulk(codes)
    countries = [chosen[code] for code in codes]
    context = _form(bound, [str(country) for country in countries]) | {"chosen": _chosen(countries, bound.span)}
    if len(countries) in COMPARED:
        context |= _side_by_side(countries, bound)
    return shown(request, "countries/compare.html", context)


def _form(bound: CompareFilter, typed: list[str]) -> dict[str, Any]:
    """What the form shows: a field for each country given, at least four, and every name to choose from."""
    return {
        "bound": bound,
        "typed": typed + [""] * (max(COMPARED) - len(typed)),
        "number": len(typed),
        "fewest": min(COMPARED),
        "most": max(COMPARED),
        "names": Country.objects.with_records(),
    }


def _chosen(countries: list[Country], span: dict[str, str]) -> list[tuple[Country, str]]:
    """Each chosen country with the address that leaves it out."""
    codes = [country.code for country in countries]
    return [(country, compared([code for code in codes if code != country.code], span)) for country in countries]


def _side_by_side(countries: list[Country], bound: CompareFilter) -> dict[str, Any]:
    comparison = Comparison(profiles_of(countries, bound))
    pairs = list(zip(comparison.profiles, silences(comparison.profiles, bound), strict=True))
    names = bloc_names(countries)
    title = _("%(countries)s compared") % {"countries": names}
    return {
        "comparison": comparison,
        "names_of_all": names,
        "title": f"{title}, {bound.words}" if bound.words else title,
        "summary": summary(comparison.profiles, len(comparison.agreements), bound.words),
        "none": none_words(""),
        "pairs": pairs,
        "grouped": [(profile, silence) for profile, silence in pairs if silence.groups],
        "dateless": [profile for profile in comparison.profiles if profile.span and profile.undated],
        "address": compared([country.code for country in countries], bound.span),
        "span": f"?{bound.query}" if bound.span else "",
    }
