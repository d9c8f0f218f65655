"""Names of countries from the Unicode CLDR."""

from functools import cache

from babel import Locale

from cooperation.seeding import schema


@cache
def _territories() -> tuple[dict[str, str], dict[str, str]]:
    return dict(Locale("en").territories), dict(Locale("zh", "CN", script="Hans").territories)


def library_name(code: str) -> str:
    """The English name of a country, empty where the library has none."""
    return _territories()[0].get(code, "")


def country_names(seed: schema.CountrySeed) -> tuple[str, str]:
    """English and Chinese name: the seed's own, else the library's, empty where it has none."""
    english, chinese = _territories()
    return seed.name or english.get(seed.code, ""), seed.name_zh or chinese.get(seed.code, "")
