"""How a page of the atlas is cited: as a plain sentence, and as BibTeX, RIS and CSL-JSON."""

from cooperation.citing.bibtex import to_bibtex
from cooperation.citing.csl import to_csl
from cooperation.citing.ris import to_ris
from cooperation.citing.work import LICENCE, LICENCE_URL, PUBLISHER, Citation, lasting, placed, plain, worded

__all__ = [
    "LICENCE",
    "LICENCE_URL",
    "PUBLISHER",
    "Citation",
    "lasting",
    "placed",
    "plain",
    "to_bibtex",
    "to_csl",
    "to_ris",
    "worded",
]
