"""A citation as BibTeX."""

from cooperation.citing.work import PUBLISHER, Citation, one_line

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "&%$#_"},
}
_ESCAPES = str.maketrans(_SPECIAL)


def escaped(text: str) -> str:
    """The text as TeX prints it; what is not ASCII stays as it is.

    A brace becomes a command, as BibTeX counts braces even behind a backslash.
    """
    return one_line(text).translate(_ESCAPES)


def to_bibtex(citation: Citation) -> str:
    """One @misc entry, which every BibTeX style knows; second braces keep the capitals of names."""
    released = citation.released
    fields = {
        "author": f"{{{PUBLISHER}}}",
        "title": f"{{{escaped(citation.title)}}}",
        "year": f"{released.year}" if released else "",
        "month": f"{released.month}" if released else "",
        "version": citation.version,
        "url": citation.lasting,
        "urldate": citation.accessed.isoformat(),
        "note": escaped(citation.note),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{citation.key},\n{lines}}}\n"
