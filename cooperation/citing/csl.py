"""A citation as CSL-JSON, which pandoc and reference managers read."""

import datetime as dt
import json
from typing import Any

from cooperation.citing.work import PUBLISHER, Citation, one_line


def to_csl(citation: Citation) -> str:
    """A list of one item: a data set for a list, else a page of the web."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "dataset" if citation.is_list else "webpage",
        "title": one_line(citation.title),
        "author": [{"literal": PUBLISHER}],
        "publisher" if citation.is_list else "container-title": PUBLISHER,
        "issued": _parts(citation.released),
        "accessed": _parts(citation.accessed),
        "version": citation.version,
        "URL": citation.lasting,
        "note": citation.note,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _parts(day: dt.date | None) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}
