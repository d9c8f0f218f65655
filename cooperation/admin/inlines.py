"""The rows of a record on its form."""

from cooperation.admin.bases import Stacked, Tabular
from cooperation.admin.forms import FigureForm, MembershipForm, ParticipantForm, RowForm, StatementForm
from cooperation.models import Figure, Membership, Participant, RecordTopic, Relation, Statement


class ParticipantInline(Tabular):
    """Who took part, in which role."""

    model = Participant
    form = ParticipantForm
    fk_name = "record"
    fields = ("order", "role", "country", "organisation", "group")
    autocomplete_fields = ("country", "organisation", "group")
    extra = 0


class TopicInline(Tabular):
    """Topics, the most fitting first."""

    model = RecordTopic
    form = RowForm
    fields = ("order", "topic")
    extra = 0


class RelationInline(Tabular):
    """How the record hangs on others."""

    model = Relation
    form = RowForm
    fk_name = "record"
    fields = ("order", "type", "to")
    autocomplete_fields = ("to",)
    extra = 0


class FigureInline(Tabular):
    """Numbers of cooperation that the record shows."""

    model = Figure
    form = FigureForm
    fields = ("order", "key", "label", "qualifier", "number", "unit", "as_of")
    extra = 0


class StatementInline(Stacked):
    """What each source says, field by field."""

    model = Statement
    form = StatementForm
    fields = (("order", "field", "key"), ("source", "paragraph", "complete"), "value", "note", ("doubt", "misprint"))
    autocomplete_fields = ("source",)
    extra = 0


class MembershipInline(Tabular):
    """The countries of a bloc."""

    model = Membership
    form = MembershipForm
    fields = ("order", "country", "joined", "left", "source")
    autocomplete_fields = ("country", "source")
    extra = 0
