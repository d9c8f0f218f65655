"""The atlas, its lists and its country pages as data sets."""

from django.conf import settings
from django.utils.translation import gettext as _

from cooperation.citing import LICENCE_URL, PUBLISHER
from cooperation.linked.writing import Node
from cooperation.models import Country, Release


def atlas_id() -> str:
    """What names the whole data set."""
    return f"{settings.SITE_URL}/#dataset"


def of_atlas(description: str, release: Release | None) -> Node:
    """The whole of it, as the home page describes it."""
    return _dataset(PUBLISHER, description, f"{settings.SITE_URL}/", release) | {
        "@id": atlas_id(),
        "creator": {"@type": "Organization", "name": PUBLISHER, "url": f"{settings.SITE_URL}/"},
        "isAccessibleForFree": True,
        "dateModified": release.time.isoformat(timespec="seconds") if release else "",
    }


def of_list(sentence: str, url: str, release: Release | None) -> Node:
    """A list, in the words of its heading."""
    description = _("%(sentence)s. Each dated as exactly as its sources allow, each claim traced to its source.")
    return _dataset(sentence, description % {"sentence": sentence}, url, release) | {"isPartOf": _atlas()}


def of_country(country: Country, title: str, sentence: str, url: str, release: Release | None) -> Node:
    """All that counts for a country, in the sentence that sums it up."""
    about = {"@type": "Country", "name": country.name, "alternateName": country.name_zh, "identifier": country.code}
    return _dataset(title, sentence, url, release) | {"isPartOf": _atlas(), "spatialCoverage": about}


def _atlas() -> Node:
    return {"@id": atlas_id()}


def _dataset(name: str, description: str, url: str, release: Release | None) -> Node:
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": url,
        "license": LICENCE_URL,
        "version": release.short if release else "",
    }
