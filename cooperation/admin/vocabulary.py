"""Countries, topics, groups and sources: shown here, edited in their files."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cooperation.admin.bases import AnyAdmin
from cooperation.models import Country, Gap, Group, Source, Topic


class ReadOnlyAdmin(AnyAdmin):
    """A table that editors may look up; `edited_in` says where it is changed."""

    edited_in = ""
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"subtitle": self._where(), **(extra_context or {})})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return tuple(field.name for field in self.opts.fields if field.editable)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": self.get_fields(request, obj), "description": self._where()})]

    def _where(self) -> str:
        return _("Shown only; edit it in %(path)s and load the seeds.") % {"path": self.edited_in}


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin):
    """Countries and territories."""

    edited_in = "seeds/countries.yaml"
    list_display = ("code", "name", "name_zh")
    search_fields = ("=code", "name", "name_zh")


@admin.register(Topic)
class TopicAdmin(ReadOnlyAdmin):
    """The controlled list of subjects."""

    edited_in = "seeds/topics.yaml"
    list_display = ("name", "name_zh", "description")
    search_fields = ("slug", "name", "name_zh")


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """Unnamed groups of participants."""

    edited_in = "seeds/groups.yaml"
    list_display = ("label", "number", "level")
    search_fields = ("slug", "label")


@admin.register(Gap)
class GapAdmin(ReadOnlyAdmin):
    """What was left out, and what is known to be missing."""

    edited_in = "seeds/gaps.yaml"
    list_display = ("subject", "kind", "field", "reason")
    search_fields = ("slug", "subject", "reason")


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Documents and pages that statements rest on."""

    edited_in = "seeds/sources/"
    list_display = ("title", "publisher", "date", "layer")
    search_fields = ("slug", "title", "publisher")
