"""Names of countries: the Unicode CLDR's, or those of the one reviewed table in seeds/countries.yaml."""

from collections.abc import Iterator
from functools import cache

from babel import Locale

from cooperation.search import name_key
from cooperation.seeding import schema
from cooperation.seeding.read import Entry, Problem


@cache
def _territories() -> tuple[dict[str, str], dict[str, str]]:
    return dict(Locale("en").territories), dict(Locale("zh", "CN", script="Hans").territories)


def library_names(code: str) -> tuple[str, str]:
    """English and Chinese name in the Unicode CLDR, empty where it has none."""
    english, chinese = _territories()
    return english.get(code, ""), chinese.get(code, "")


def country_names(seed: schema.CountrySeed) -> tuple[str, str]:
    """English and Chinese name: the seed's own, else the library's, empty where it has none."""
    english, chinese = library_names(seed.code)
    return seed.name or english, seed.name_zh or chinese


def naming(entries: list[Entry]) -> Iterator[Problem]:
    """Problems with the names of countries: none at all, one without a reason, one that two of them bear."""
    bearers: dict[str, str] = {}
    for entry in entries:
        seed = entry.seed
        if not all(country_names(seed)):
            yield entry.problem(("code",), f"the library has no names for '{seed.code}': give name and name_zh")
        if (seed.name or seed.name_zh) and not seed.why:
            yield entry.problem(("why",), "is missing: say in a sentence which rule the name of our own follows")
        if seed.why and not (seed.name or seed.name_zh):
            yield entry.problem(("why",), "explains no name: give name or name_zh, or leave it out")
        yield from _borne_twice(entry, bearers)


def _borne_twice(entry: Entry, bearers: dict[str, str]) -> Iterator[Problem]:
    """Names that lead to another country, or that find this one already; `bearers` holds those read before."""
    code, names = entry.seed.code, country_names(entry.seed)
    known: set[str] = set()
    texts = [(("code",), code), (("name",), names[0]), (("name_zh",), names[1])]
    for path, text in [*texts, *((("aliases", i), alias) for i, alias in enumerate(entry.seed.aliases))]:
        key = name_key(text)
        if key and bearers.setdefault(key, code) != code:
            yield entry.problem(path, f"'{text}' already leads to {bearers[key]}")
        elif path[0] == "aliases" and key in known:
            yield entry.problem(path, f"'{text}' is found without it: leave it out")
        known |= {key} if text != code else set()
