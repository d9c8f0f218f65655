"""The `.json` twin of each page: what it says as plain data, made from what its template gets."""

from collections.abc import Mapping
from typing import Any

from cooperation.twins import countries, days, errors, lists, provenance, records, site

# Each template that a view shows, and what its twin says.
TWINS = {
    **site.TWINS,
    **records.TWINS,
    **lists.TWINS,
    **countries.TWINS,
    **days.TWINS,
    **provenance.TWINS,
}


def twin_of(template: str, context: Mapping[str, Any], status: int) -> dict[str, Any]:
    """What a page of this template says; of a page that refuses, {"errors": {parameter or "detail": [words]}}."""
    return errors.refused(context) if status >= 400 else TWINS[template](context)


__all__ = ["TWINS", "twin_of"]
