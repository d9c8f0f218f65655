"""The form of a record and the forms of the rows that hang on it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.admin.bases import RecordModelForm, RowFormSet, RowModelForm
from cooperation.admin.checks import fingerprint
from cooperation.admin.fields import (
    STATEMENT_FIELDS,
    EdtfField,
    LinesField,
    OneLineField,
    ValueField,
    statement_value,
    value_text,
)
from cooperation.choices import TYPES
from cooperation.models.links import plain_number
from cooperation.seeding.read import Problem

_FORM_FIELD = {
    "date": "date_edtf",
    "place": "place_name",
    "place.name": "place_name",
    "place.country": "place_country",
    "forum": "series",
}
_ROWS = {
    "participants": gettext_lazy("Participant"),
    "topics": gettext_lazy("Topic"),
    "relations": gettext_lazy("Relation"),
    "figure": gettext_lazy("Figure"),
    "figures": gettext_lazy("Figure"),
    "statements": gettext_lazy("Statement"),
    "members": gettext_lazy("Member"),
}
_IN_EDTF = gettext_lazy("2015-07-06, 2019-03, 2009, 2014-11-19/2014-11-21, 2016/.., 2015~ (about), 2015? (uncertain)")


class RecordForm(RecordModelForm):
    """One record; `problems` are what the checks found when these very values were saved."""

    kind = ""
    problems: Sequence[Problem] = ()

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    type = forms.ChoiceField(label=gettext_lazy("Type"))
    aliases = LinesField(
        label=gettext_lazy("Other names"), required=False, help_text=gettext_lazy("one a line; names in sources too")
    )
    summary = OneLineField(
        label=gettext_lazy("Summary"), max_length=900, help_text=gettext_lazy("1 to 3 sentences in our own words")
    )
    date_edtf = EdtfField(label=gettext_lazy("Date"), required=False, max_length=40, help_text=_IN_EDTF)
    notes = LinesField(
        label=gettext_lazy("Notes"), required=False, help_text=gettext_lazy("one a line, in our own words")
    )

    class Meta:
        labels = {
            "name": gettext_lazy("English name"),
            "name_zh": gettext_lazy("Chinese name"),
            "name_zh_basis": gettext_lazy("Chinese name rests on"),
            "place_name": gettext_lazy("Place"),
            "place_country": gettext_lazy("Country of the place"),
            "series": gettext_lazy("Forum"),
        }
        help_texts = {"slug": gettext_lazy("stands in the address and stays; unique over all kinds")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = self.kind
        if isinstance(field := self.fields.get("type"), forms.ChoiceField):
            field.choices = TYPES[self.kind].choices
        if self.instance.pk and not self.is_bound:
            self.initial["seen"] = fingerprint(self.instance.pk)

    def clean_seen(self) -> str:
        """Nobody saved the record since the form was opened."""
        seen = str(self.cleaned_data["seen"])
        if self.instance.pk and seen != fingerprint(self.instance.pk):
            raise ValidationError(
                _("This record was changed after you opened it. Open it again in another tab and compare.")
            )
        return seen

    def clean(self) -> dict[str, Any] | None:
        for problem in self.problems:
            first = problem.field.partition(".")[0]
            name = _FORM_FIELD.get(problem.field) or _FORM_FIELD.get(first, first)
            if name in self.fields:
                self.add_error(name, problem.message)
            else:
                self.add_error(None, _in_words(problem))
        return super().clean()


def _in_words(problem: Problem) -> str:
    """A problem with the row it stands in, as the form counts rows."""
    first, _dot, rest = problem.field.partition(".")
    number, _dot, field = rest.partition(".")
    row = _ROWS.get(first, first)
    where = ", ".join(part for part in (f"{row} {number}".strip(), field.replace(".", " ")) if part)
    return f"{where}: {problem.message}" if where else problem.message


class RowForm(RowModelForm):
    """One row of a record; the number in `order` moves it, 2.5 between the second and the third."""

    order = forms.FloatField(
        label=gettext_lazy("Order"),
        required=False,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
        help_text=gettext_lazy("2.5 goes between 2 and 3; empty goes last"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["order"] = self.instance.position + 1


def renumber(formset: RowFormSet) -> None:
    """Give saved rows the positions that their order asks for; rows with the same order stay as they stood."""
    kept = [form for form in formset.forms if form.instance.pk and form not in formset.deleted_forms]
    kept.sort(key=lambda form: float("inf") if (order := form.cleaned_data.get("order")) is None else order)
    for position, form in enumerate(kept):
        if form.instance.position != position:
            form.instance.position = position
            form.instance.save(update_fields=["position"])


class ParticipantForm(RowForm):
    """Who took part."""

    class Meta:
        # The table's one constraint has no error code.
        error_messages = {
            NON_FIELD_ERRORS: {None: gettext_lazy("Name exactly one of country, organisation and group.")}
        }


class FigureForm(RowForm):
    """A number of cooperation."""

    as_of = EdtfField(label=gettext_lazy("As of"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["number"] = Decimal(plain_number(self.instance.number))


class MembershipForm(RowForm):
    """A country's time in a bloc."""

    joined = EdtfField(label=gettext_lazy("Joined"), required=False, max_length=40, help_text=_IN_EDTF)
    left = EdtfField(label=gettext_lazy("Left"), required=False, max_length=40)


class StatementForm(RowForm):
    """What one source says of one field."""

    field = forms.ChoiceField(label=gettext_lazy("Field"), choices=[(name, name) for name in STATEMENT_FIELDS])
    value = ValueField(
        label=gettext_lazy("Value"),
        help_text=gettext_lazy("as that source has it; place, participants and figure as JSON"),
    )
    note = OneLineField(
        label=gettext_lazy("Note"), required=False, help_text=gettext_lazy("how the value was read, in our own words")
    )
    doubt = OneLineField(
        label=gettext_lazy("Doubt"), required=False, help_text=gettext_lazy("why the value can hardly be right")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            text = value_text(self.instance.value)
            self.initial["value"] = text
            self.fields["value"].widget.attrs["rows"] = min(text.count("\n") + 2, 20)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if "field" in cleaned and "value" in cleaned:
            try:
                cleaned["value"] = statement_value(cleaned["field"], cleaned["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return cleaned
