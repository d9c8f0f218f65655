"""Suggestions while a reader types into a search box."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cooperation.filters import FILTERS, changed, counted
from cooperation.models import HOME, Country, Record, Topic
from cooperation.profiles import COMPARED
from cooperation.search import Reading, prepare
from cooperation.search.marking import Marked, hit
from cooperation.search.nearby import Nearby
from cooperation.views.reading import compare_address, compare_words

MOST = 8
_MOST_COUNTRIES, _MOST_TOPICS = 2, 1


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """At most eight places to go to from what was typed so far: countries, a comparison, topics, records, all."""
    bound = FILTERS["records"](request.GET)
    bound.form.full_clean()
    if errors := bound.form.errors.get("q"):
        return JsonResponse({"errors": list(errors)}, status=400)
    items = list(_suggestions(bound.reading))[:MOST] if bound.reading else []
    if bound.reading:
        items = items or list(_meant(bound.reading))
        label = _("Search for “%(words)s” everywhere") % {"words": bound.reading.query}
        items = [*items[: MOST - 1], _to_search("search", label, bound.reading.query)]
    told = ngettext("%(n)s suggestion", "%(n)s suggestions", len(items)) % {"n": len(items)}
    return JsonResponse({"items": items, "told": told})


def _suggestions(reading: Reading) -> Iterator[dict[str, Any]]:
    countries = _countries(reading)
    yield from _comparison(countries, reading)
    if len(reading.terms) == 1 or len(countries) > 1:
        for country in countries[:_MOST_COUNTRIES]:
            address, note = country.get_absolute_url(), _counting(country)
            yield _item("country", country.name, address, reading, zh=country.name_zh, note=note)
    for topic in _topics(reading.query):
        address = f"{reverse('search')}?topic={topic.slug}"
        yield _item("topic", topic.name, address, reading, zh=topic.name_zh, note=_("topic"))
    for record in _records(reading):
        yield _record(record, reading)


def _counting(country: Any) -> str:
    """How many records its page has, in words; those through a bloc apart."""
    direct = counted("", country.direct)
    if not country.through:
        return direct
    if not country.direct:
        return _("%(records)s through a bloc") % {"records": counted("", country.through)}
    return _("%(direct)s directly, %(through)s through a bloc") % {"direct": direct, "through": country.through}


def _records(reading: Reading) -> Any:
    return reading.ranked(reading.narrow(Record.objects.all())).for_rows()[:MOST]


def _meant(reading: Reading) -> Iterator[dict[str, Any]]:
    """The query with its words mended, where that finds something, and what it finds first."""
    mended = Nearby(reading).corrected()
    found = Reading.of(mended, reading) if mended else reading
    if mended and (records := _records(found)):
        yield _to_search("meant", _("Did you mean: %(words)s") % {"words": mended}, mended)
        for record in records:
            yield _record(record, found)


def _countries(reading: Reading) -> list[Any]:
    """The countries that the query names and, where words are left, those whose names begin with them."""
    codes = [code for code in reading.values("country") if code != HOME]
    begun = prepare(reading.words if codes else reading.query)
    begun = "" if len(begun) == 1 and begun.isascii() else begun
    near = [code for code, names in reading.names.forms.items() if begun and code != HOME and _begins(names, begun)]
    rows = Country.objects.filter(code__in=[*codes, *near]).with_numbers()
    named = sorted((row for row in rows if row.code in codes), key=lambda row: codes.index(row.code))
    others = sorted((row for row in rows if row.code not in codes), key=lambda row: (-row.direct, row.name))
    return [*named, *others[:_MOST_COUNTRIES]] if not named else [*named, *others[:1]]


def _begins(names: list[str], begun: str) -> bool:
    return any(prepare(name).startswith(begun) for name in names)


def _comparison(countries: list[Any], reading: Reading) -> Iterator[dict[str, Any]]:
    if not reading.values("country") or len(countries) not in COMPARED:
        return
    yield _item("compare", compare_words(countries, reading), compare_address(countries, reading))


def _topics(typed: str) -> list[Topic]:
    begun = prepare(typed)
    found = [topic for topic in Topic.objects.all() if _begins([topic.name, topic.name_zh], begun)]
    return found[:_MOST_TOPICS]


def _record(record: Record, reading: Reading) -> dict[str, Any]:
    """A record with its kind and date, what of its names matched, and what else did where these do not tell."""
    found = hit(record, reading)
    note = " · ".join(filter(None, (record.kind_label, record.date_text)))
    item = _item(record.kind, record.name, record.get_absolute_url(), reading, zh=record.name_zh, note=note)
    if not found.also:
        return item
    named = _("also known as") if found.is_given else _("found as")
    first, *more = found.also[0].parts()
    return item | {"why": [f"{named if found.alias else _('takes part:')} {first}", *more]}


def _to_search(kind: str, label: str, typed: str) -> dict[str, Any]:
    return _item(kind, label, f"{reverse('search')}?{changed(QueryDict(), q=typed).urlencode()}")


def _item(
    kind: str, label: str, url: str, reading: Reading | None = None, *, zh: str = "", note: str = ""
) -> dict[str, Any]:
    """One suggestion; of the `parts` of its names in two languages, every second one is what matched."""
    parts = [Marked(name, reading).parts() if reading else [name] for name in (label, zh)]
    return {"kind": kind, "label": label, "zh": zh, "parts": parts, "note": note, "url": url}
