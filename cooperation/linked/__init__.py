"""What machines read in a page: schema.org as JSON-LD, saying only what the atlas holds."""

from cooperation.linked.pages import of_atlas, of_country, of_list
from cooperation.linked.records import of_record
from cooperation.linked.writing import script

__all__ = ["of_atlas", "of_country", "of_list", "of_record", "script"]
