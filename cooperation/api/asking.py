"""How things are asked for by their names: what no name can be is looked for in no database."""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import generics
from rest_framework.exceptions import ValidationError

_SLUG = re.compile(r"[A-Za-z0-9_-]{1,100}")
LONGEST = 100


class BySlug(generics.GenericAPIView[Any]):
    """One thing by its slug; 404 for what is none."""

    lookup_field = "slug"

    def get_object(self) -> Any:
        """The thing itself."""
        if not _SLUG.fullmatch(self.kwargs[self.lookup_field]):
            raise Http404
        return super().get_object()


class ByColumns(generics.GenericAPIView[Any]):
    """Rows by the values of some columns, as {parameter: column}; parameters without a value ask for nothing."""

    columns: dict[str, str] = {}

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those asked for; none where a value is no such name."""
        given = {name: self.request.GET.get(name, "") for name in self.columns}
        if bad := [name for name, value in given.items() if "\0" in value or len(value) > LONGEST]:
            said = _("it takes at most %(most)s characters, none of them U+0000") % {"most": LONGEST}
            raise ValidationError({name: [said] for name in bad})
        return queryset.filter(**{self.columns[name]: value for name, value in given.items() if value})
