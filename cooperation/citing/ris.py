"""A citation as RIS, which EndNote, Zotero and Mendeley read."""

from cooperation.citing.work import PUBLISHER, Citation, one_line


def to_ris(citation: Citation) -> str:
    """One reference: a data set for a list, else a page of the web. Lines end as the format asks, in CR LF."""
    released = citation.released
    fields = [
        ("TY", "DATA" if citation.is_list else "ELEC"),
        ("ID", citation.key),
        ("AU", PUBLISHER),
        ("TI", one_line(citation.title)),
        ("PB", PUBLISHER),
        ("PY", f"{released.year}" if released else ""),
        ("DA", f"{released:%Y/%m/%d}" if released else ""),
        ("ET", citation.version),
        ("UR", citation.lasting),
        ("Y2", f"{citation.accessed:%Y/%m/%d}"),
        ("N1", citation.note),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"
