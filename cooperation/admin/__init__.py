"""The editors' side, behind login: records can be changed here, everything else is only shown.

Saving runs the checks that the seeds must pass, and saves nothing where they find a problem.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cooperation.admin import records, vocabulary

__all__ = ["records", "vocabulary"]

admin.site.site_header = _("Cooperation Atlas: editing")
admin.site.site_title = _("Cooperation Atlas")
admin.site.index_title = _("Records and what they refer to")
