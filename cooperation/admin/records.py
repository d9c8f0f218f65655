"""Records of the five kinds: changed here as freely as in their files, and checked as strictly."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.admin.bases import RecordModelAdmin, RecordModelForm
from cooperation.admin.checks import Refused, require_sound, stored, uncovered
from cooperation.admin.forms import RecordForm, renumber
from cooperation.admin.inlines import (
    FigureInline,
    MembershipInline,
    ParticipantInline,
    RelationInline,
    StatementInline,
    TopicInline,
)
from cooperation.choices import Kind
from cooperation.derive import derive
from cooperation.models import Agreement, Country, Edition, Forum, Initiative, Organisation, Record
from cooperation.releases import publish
from cooperation.search import Reading
from cooperation.seeding.gone import remove
from cooperation.seeding.load import is_edited
from cooperation.seeding.lock import AlreadyLoading, only_one_load
from cooperation.seeding.read import Problem


class _Judged(HttpRequest):
    """A request whose values the checks refused."""

    problems: list[Problem]


class RecordAdmin(RecordModelAdmin):
    """What the five kinds share."""

    kind: ClassVar[Kind]
    own_fields: ClassVar[tuple[str, ...]] = ()
    form = RecordForm
    actions = None
    list_display = ("name", "type_in_words", "date_edtf", "status")
    list_filter = ("status", "type", "disagrees")
    search_fields = ("search_text",)
    ordering = ("name", "slug")
    readonly_fields: ClassVar[tuple[str, ...]] = ("standing",)
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("place_country",)
    inlines: ClassVar[tuple[type[Any], ...]] = (
        ParticipantInline,
        TopicInline,
        RelationInline,
        FigureInline,
        StatementInline,
    )

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> Any:
        names = ("name", ("name_zh", "name_zh_basis"), "aliases", "summary")
        place = ("date_edtf", ("place_name", "place_country"))
        return [
            (
                None,
                {"fields": ("standing", "seen", "slug", *names, "type", *self.own_fields, "status", *place, "notes")},
            )
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Record | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "slug") if obj else self.readonly_fields

    @admin.display(description=gettext_lazy("type"), ordering="type")
    def type_in_words(self, record: Record) -> str:
        return record.type_label

    @admin.display(description=gettext_lazy("seed file"))
    def standing(self, record: Record) -> str:
        """Whether the record still says what its file says."""
        if not record.seed_hash:
            return _("none yet: export_seeds writes one")
        words = _("%(path)s, edited here since it was loaded") if is_edited(stored(record.pk)) else "%(path)s"
        return words % {"path": record.seed_path}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Record], search_term: str
    ) -> tuple[QuerySet[Record], bool]:
        reading = Reading.of(search_term)
        found = reading.narrow(queryset)
        by_nearness = search_term and request.path == reverse("admin:autocomplete")
        return reading.ranked(found) if by_nearness else found, False

    def get_form(self, request: HttpRequest, obj: Record | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"kind": self.kind, "problems": getattr(request, "problems", ())})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save what passes the checks; else undo all of it and show the same form with the problems."""
        if request.method == "POST":
            try:
                with only_one_load():
                    return super().changeform_view(request, object_id, form_url, extra_context)
            except Refused as refused:
                cast(_Judged, request).problems = refused.problems
            except AlreadyLoading as busy:
                cast(_Judged, request).problems = [Problem("", 0, "", "", str(busy))]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: RecordModelForm, formsets: Iterable[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            renumber(formset)
        require_sound(form.instance.pk)
        self._conclude(request)

    def _conclude(self, request: HttpRequest) -> None:
        """Compute what follows from the change, publish it, and say what it leaves to be done."""
        derive()
        publish()
        self._warn_of_paragraphs(request)

    def _warn_of_paragraphs(self, request: HttpRequest) -> None:
        """The seeds account for each founding paragraph; editors mend that in the source's file."""
        for problem in uncovered():
            self.message_user(request, f"seeds/{problem.file}: {problem.message}", messages.WARNING)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """The record, and every other one that would lose what it refers to."""
        names = [str(record) for record in objs]
        counts = {str(self.opts.verbose_name_plural): len(names)}
        return names, counts, set(), [words for record in objs for words in _refer_to(record)]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete while no load runs."""
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        try:
            with only_one_load():
                return super().delete_view(request, object_id, extra_context)
        except AlreadyLoading as busy:
            self.message_user(request, str(busy), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: Record) -> None:
        path = obj.seed_path
        remove([obj.slug], by_hand=True)
        if path:
            words = _("seeds/%(path)s still holds it: take it out there too. Until then loads leave it out.")
            self.message_user(request, words % {"path": path}, messages.WARNING)
        self._conclude(request)


def _refer_to(record: Record) -> Iterable[str]:
    """In words, everything that refers to a record and would not stand without it."""
    for relation in record.relations_in.exclude(record=record).select_related("record"):
        yield f"{relation.record}: {relation.get_type_display()}"
    for edition in record.editions.all():
        yield _("%(name)s: is an edition of it") % {"name": edition}
    for other in Record.objects.filter(participants__organisation=record.pk).exclude(pk=record.pk).distinct():
        yield _("%(name)s: it takes part there") % {"name": other}
    for country in Country.objects.filter(bloc=record.pk):
        yield _("%(name)s: is this bloc as a party of its own") % {"name": country}


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    """Agreements."""

    kind = Kind.AGREEMENT


@admin.register(Forum)
class ForumAdmin(RecordAdmin):
    """Forums."""

    kind = Kind.FORUM


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    """Editions, each of one forum."""

    kind = Kind.EDITION
    own_fields = ("series", "number")
    autocomplete_fields = (*RecordAdmin.autocomplete_fields, "series")


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    """Organisations, blocs with their members."""

    kind = Kind.ORGANISATION
    own_fields = ("country", "spreads_to_members")
    autocomplete_fields = (*RecordAdmin.autocomplete_fields, "country")
    inlines = (*RecordAdmin.inlines, MembershipInline)


@admin.register(Initiative)
class InitiativeAdmin(RecordAdmin):
    """Initiatives."""

    kind = Kind.INITIATIVE


@admin.register(Record)
class AnyRecordAdmin(RecordModelAdmin):
    """All kinds at once, for the search boxes in which a record names another one."""

    search_fields = ("search_text",)
    ordering = ("name", "slug")
    get_search_results = RecordAdmin.get_search_results

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the form of the record's own kind."""
        record = self.get_object(request, object_id)
        if record is None:
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(reverse(f"admin:cooperation_{record.kind}_change", args=[record.pk]))
