"""Words that stand for more than themselves in a query: kinds and regions, and words that stand for nothing."""

from cooperation.choices import Kind, Region
from cooperation.models import REGION_ZH
from cooperation.search.countries import name_key
from cooperation.search.spelling import fold

SILENT = frozenset(["a", "an", "at", "between", "by", "for", "from", "in", "of", "on", "or", "to", "with"])
_MEETINGS = (Kind.FORUM, Kind.EDITION)
_KINDS = {
    "agreement": (Kind.AGREEMENT,),
    "forum": _MEETINGS,
    "fora": _MEETINGS,
    "edition": (Kind.EDITION,),
    "organisation": (Kind.ORGANISATION,),
    "initiative": (Kind.INITIATIVE,),
    "协议": (Kind.AGREEMENT,),
    "协定": (Kind.AGREEMENT,),
    "论坛": _MEETINGS,
    "机构": (Kind.ORGANISATION,),
    "组织": (Kind.ORGANISATION,),
    "倡议": (Kind.INITIATIVE,),
}
KIND_WORDS: dict[str, tuple[Kind, ...]] = {fold(word): kinds for word, kinds in _KINDS.items()}
# Other words of one meaning that the records print: a reader types either.
SYNONYMS = {"mou": ("memorandum",), "mous": ("memorandum", "mou"), "memorandum": ("mou", "mous")}
_SHORTER = {"latin-america": ("Latin America", "拉丁美洲", "拉美"), "arab-states": ("Arab countries",)}


def _region_names(region: Region) -> tuple[str, ...]:
    return (str(region.label), REGION_ZH[region], *_SHORTER.get(region, ()))


REGION_KEYS: dict[str, Region] = {
    name_key(name): region for region in Region if region != Region.WORLD for name in _region_names(region)
}
