"""What hangs on a record: participants, statements, figures, relations, and the links computed from them."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from cooperation.choices import Level, Qualifier, Region, RelationType, Role, Verdict
from cooperation.models.record import Record

HOME = "CN"


class _Positioned(models.Model):
    """Rows that keep the order of the seed."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ("position",)


class RecordTopic(_Positioned):
    """A topic of a record, the most fitting first."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="record_topics")
    topic = models.ForeignKey("Topic", on_delete=models.PROTECT, related_name="record_topics")

    class Meta(_Positioned.Meta):
        constraints = [models.UniqueConstraint(fields=["record", "topic"], name="record_topic_once")]

    def __str__(self) -> str:
        return str(self.topic)


class Participant(_Positioned):
    """Who took part in a record and how: exactly one of country, organisation and group."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="participants")
    role = models.CharField(max_length=20, choices=Role)
    country = models.ForeignKey(
        "Country", null=True, blank=True, on_delete=models.PROTECT, related_name="participations"
    )
    organisation = models.ForeignKey(
        "Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="participations"
    )
    group = models.ForeignKey("Group", null=True, blank=True, on_delete=models.PROTECT, related_name="participations")

    class Meta(_Positioned.Meta):
        constraints = [
            models.CheckConstraint(
                name="participant_exactly_one",
                condition=Q(country__isnull=False, organisation__isnull=True, group__isnull=True)
                | Q(country__isnull=True, organisation__isnull=False, group__isnull=True)
                | Q(country__isnull=True, organisation__isnull=True, group__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.who} as {self.role}"

    @property
    def who(self) -> Any:
        """The country, organisation or group itself."""
        return self.country or self.organisation or self.group

    @property
    def identity(self) -> str:
        """What the participant is, whatever its role, as `country:KE`."""
        if self.country_id:
            return f"country:{self.country_id}"
        if self.organisation:
            return f"organisation:{self.organisation.slug}"
        return f"group:{self.group_id}"

    @property
    def is_partner(self) -> bool:
        """True for those China acts with: all but its own bodies, and bodies of unknown home that act alone."""
        if self.country_id or self.group:
            return (self.country_id or (self.group and self.group.country_id)) != HOME
        home = self.organisation.country_id if self.organisation else None
        if home or (self.organisation and self.organisation.level == Level.MULTILATERAL):
            return home != HOME
        return self.role not in (Role.PROPOSER, Role.ORGANISER)

    @property
    def level(self) -> Level:
        """Who acts."""
        if self.organisation:
            return self.organisation.level
        return Level(self.group.level) if self.group else Level.GOVERNMENT

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(Role(self.role).label)


class Figure(_Positioned):
    """A number of cooperation that a record shows."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(max_length=100)
    label = models.CharField(max_length=300)
    number = models.DecimalField(max_digits=24, decimal_places=4)
    qualifier = models.CharField(max_length=20, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.CharField(max_length=60)
    as_of = models.CharField(max_length=40, blank=True)

    class Meta(_Positioned.Meta):
        constraints = [models.UniqueConstraint(fields=["record", "key"], name="figure_once")]

    def __str__(self) -> str:
        return f"{self.label}: {self.number} {self.unit}"


class Relation(_Positioned):
    """How one record hangs on another; stored once, read from both sides."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="relations")
    type = models.CharField(max_length=20, choices=RelationType)
    to = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="relations_in")

    class Meta(_Positioned.Meta):
        constraints = [models.UniqueConstraint(fields=["record", "type", "to"], name="relation_once")]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.to}"


class _Statements(models.Manager["Statement"]):
    """Statements without their anchors, which only an export and the verification read."""

    def get_queryset(self) -> models.QuerySet["Statement"]:
        return super().get_queryset().defer("anchors")


class Statement(_Positioned):
    """What one source says of one field of one record.

    `value` is the seed's plain form: text, a mapping for places and figures, a list of mappings for
    participants. `anchors` are terms of the paragraph with how often each stands there.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="statements")
    source = models.ForeignKey("Source", on_delete=models.PROTECT, related_name="statements")
    field = models.CharField(max_length=20)
    key = models.CharField(max_length=100, blank=True, help_text="key of the figure")
    value = models.JSONField()
    complete = models.BooleanField(default=False)
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    doubt = models.TextField(blank=True)
    misprint = models.BooleanField(default=False, help_text="the doubt is about the printing alone")
    anchors = models.JSONField(default=dict, editable=False)

    objects = _Statements()

    class Meta(_Positioned.Meta):
        indexes = [models.Index(fields=["source", "paragraph"], name="statement_paragraph")]

    def __str__(self) -> str:
        return f"{self.field} in {self.source_id}"


class FormerSlug(models.Model):
    """An earlier slug: redirects to its record, or answers 410 where the record was removed."""

    slug = models.SlugField(max_length=100, primary_key=True)
    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.SET_NULL, related_name="former")
    position = models.PositiveSmallIntegerField(default=0)
    by_hand = models.BooleanField(default=False, help_text="deleted in the admin, so that loads leave it out")

    @classmethod
    def named(cls, slug: str) -> "FormerSlug | None":
        """The earlier slug with its record; None where no record ever bore it."""
        return cls.objects.filter(slug=slug).select_related("record").first() if slug.isprintable() else None


class RecordCountry(models.Model):
    """Computed: a record counts for a country, directly or through a bloc it belonged to on that date."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="country_links")
    country = models.ForeignKey("Country", on_delete=models.CASCADE, related_name="record_links")
    bloc = models.ForeignKey("Organisation", null=True, on_delete=models.CASCADE, related_name="+")
    vague = models.BooleanField(default=False, help_text="membership on that date is possible, not certain")

    class Meta:
        indexes = [models.Index(fields=["country", "bloc", "record"], name="record_country_lookup")]
        constraints = [
            models.UniqueConstraint(fields=["record", "country", "bloc"], name="record_country_bloc_once"),
            models.UniqueConstraint(
                fields=["record", "country"], condition=Q(bloc__isnull=True), name="record_country_direct_once"
            ),
        ]


class RecordField(models.Model):
    """Computed: what comparing the statements on one field of one record gives.

    `field` is as in statements, figures apart as `figure:<key>`; `origins` counts independent sources.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="fields")
    field = models.CharField(max_length=110)
    verdict = models.CharField(max_length=20, choices=Verdict)
    doubted = models.BooleanField(default=False, help_text="a value can hardly be right")
    misprint = models.BooleanField(default=False, help_text="a value looks misprinted")
    origins = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["verdict", "field"], name="record_field_verdict")]
        constraints = [models.UniqueConstraint(fields=["record", "field"], name="record_field_once")]

    def __str__(self) -> str:
        return f"{self.field}: {self.verdict}"


class RecordLevel(models.Model):
    """Computed: a level at which someone acts in a record."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="levels")
    level = models.CharField(max_length=20, choices=Level)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "level"], name="record_level_once")]


class RecordRegion(models.Model):
    """Computed: a record is of a region, by a country, an unnamed group or a bloc all of whose members are of it.

    Not `direct` where only members of a bloc are of the region, which the bloc as a whole is not.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="regions")
    region = models.CharField(max_length=20, choices=Region)
    direct = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["region", "direct", "record"], name="record_region_lookup")]
        constraints = [models.UniqueConstraint(fields=["record", "region"], name="record_region_once")]


def plain_number(number: Decimal) -> str:
    """A stored number without the zeros that the column adds."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
