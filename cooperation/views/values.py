"""All values of one long filter: what a form cannot show, to choose from and to find by name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cooperation import facets
from cooperation.filters import RecordFilter, known_query, pills
from cooperation.filters.panels import Option, counted_values
from cooperation.views.lists import addresses, bad_request, bound_filter
from cooperation.views.showing import shown

MOST = 500
LONGEST_NAME = 200


@require_safe
def value_list(request: HttpRequest, kinds: str, facet: str) -> HttpResponse:
    """The values of a filter that records of the list have, or those that `find` names, to filter the list by."""
    bound = bound_filter(request, kinds)
    if not bound.is_valid():
        return bad_request(request, bound, kinds)
    typed = " ".join(request.GET.get("find", "").replace("\x00", "").split())[:LONGEST_NAME]
    by_name = request.GET.get("order") == "name"
    options = _options(bound, facet, typed, by_name=by_name)
    context = {"kinds": kinds, "facet": facet, "find": typed, "by_name": by_name, "pills": pills(bound)}
    context |= {"options": options[:MOST], "left": max(0, len(options) - MOST), "said": _said(facet, options, typed)}
    return shown(request, "records/values.html", context | _form(bound, kinds, facet, options[:MOST]))


def _options(bound: RecordFilter, facet: str, typed: str, *, by_name: bool) -> list[Option]:
    """The values with the most records first, or by name; of what was typed the best fitting, counted or not."""
    numbers, chosen = bound.counts(facet)[facet], bound.data.getlist(facet)
    ranks = facets.find(facet, typed) if typed else dict.fromkeys([*numbers, *chosen], 0)
    names = facets.labels({facet: ranks})[facet]
    options = [Option(value, name, value in chosen, numbers.get(value, 0)) for value, name in names.items()]
    return sorted(options, key=lambda each: (ranks[each.value], 0 if by_name else -(each.number or 0), each.label))


def _said(facet: str, options: list[Option], typed: str) -> str:
    """How many values there are, in words."""
    number = counted_values(facet, len(options))
    if not typed:
        return number
    if not options:
        return _("nothing here is called “%(typed)s”") % {"typed": typed}
    return ngettext("%(number)s fits “%(typed)s”", "%(number)s fit “%(typed)s”", len(options)) % {
        "number": number,
        "typed": typed,
    }


def _form(bound: RecordFilter, kinds: str, facet: str, options: list[Option]) -> dict[str, Any]:
    """What the form keeps: all other filters, and the values chosen before that it does not offer now."""
    query, offered = known_query(bound), {option.value for option in options}
    names = bound.form.fields[facet].names
    return {
        "label": bound.form.fields[facet].label,
        "kept": [(name, value) for name, values in query.lists() if name != facet for value in values],
        "chosen": [Option(v, names[v], True) for v in query.getlist(facet) if v not in offered],
        "query": query.urlencode(),
        **addresses(kinds, query.urlencode()),
    }
