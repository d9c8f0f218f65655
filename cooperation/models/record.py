"""Record, the parent of all kinds: every column that filters, sorts or draws lives here."""

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connection, models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Collate
from django.urls import reverse

from cooperation import dates
from cooperation.choices import EXPECTED, TYPES, Attestation, Basis, Kind, Layer, Precision, Status

if TYPE_CHECKING:
    from cooperation.models.links import RecordTopic
    from cooperation.models.vocabulary import Topic


def _overlap(start: dt.date | None, end: dt.date | None, began: bool) -> Q:
    """True where a stated date may overlap the range, or may have begun in it."""
    condition = Q(dated=True) & ~Q(date_edtf="")
    if start:
        condition &= Q(date_begun_by__gte=start) if began else Q(date_told_until__gte=start)
    if end:
        condition &= Q(date_earliest__lte=end)
    return condition


def by_bytes(name: str) -> Collate:
    """Order by a column of texts in a way that both databases share."""
    return Collate(name, "C" if connection.vendor == "postgresql" else "BINARY")


class Numbers(NamedTuple):
    """How many records of a set bear a date, and how many there are."""

    dated: int
    total: int


class RecordQuerySet(models.QuerySet["Record"]):
    """Sets of records."""

    def newest_first(self) -> "RecordQuerySet":
        """By first possible day, the latest first; undated records last."""
        return self.order_by("-sort_key", "slug")

    def oldest_first(self) -> "RecordQuerySet":
        """By first possible day, the earliest first; undated records last."""
        return self.order_by("-dated", "sort_key", "slug")

    def between(self, start: dt.date | None, end: dt.date | None, *, began: bool = False) -> "RecordQuerySet":
        """Records whose date may overlap the range; with `began`, those that may have begun in it.

        A vague date matches as soon as one of its possible days does, an undated record never; a
        series matches if one of its editions does. What began and went on counts until the day of
        the newest source that says so: no source tells of later days.
        """
        condition = _overlap(start, end, began)
        editions = Record.objects.filter(condition, series=OuterRef("pk"))
        return self.filter(condition | Exists(editions))

    def bearing_a_date(self) -> "RecordQuerySet":
        """Records that bear a date themselves, not only through their editions."""
        return self.filter(dated=True).exclude(date_edtf="")

    def on_known_days(self) -> "RecordQuerySet":
        """Those every day of which is known, so that they may stand in a calendar."""
        exact = self.bearing_a_date().filter(date_precision=Precision.DAY, date_vague=False, date_open_end=False)
        return exact.exclude(date_edtf__endswith="/")

    def touching(self, start: dt.date, end: dt.date) -> "RecordQuerySet":
        """Records whose own date may touch one of these days; what went on counts only where it may have begun."""
        last = Q(date_open_end=True, date_begun_by__gte=start) | Q(date_open_end=False, date_latest__gte=start)
        return self.bearing_a_date().filter(last, date_earliest__lte=end)

    def numbers(self) -> Numbers:
        """How many of these bear a date, and how many there are, in one query."""
        dated = Count("pk", filter=Q(dated=True))
        return Numbers(**self.order_by().aggregate(dated=dated, total=Count("pk")))

    def by_editions(self) -> "RecordQuerySet":
        """These records in no order, each series that has editions by all of them."""
        own = self.order_by().values("pk")
        alone = Q(pk__in=own) & ~Exists(Record.objects.filter(series=OuterRef("pk")))
        return Record.objects.filter(alone | Q(series__in=own))

    def listed(self) -> "RecordQuerySet":
        """What the four lists count: everything but the editions of a series."""
        return self.exclude(kind=Kind.EDITION)

    def for_rows(self) -> "RecordQuerySet":
        """With all that a row of a list shows, in a constant number of queries."""
        row = self.select_related("series", "edition", "place_country", "organisation__country")
        return row.with_participants().prefetch_related(Prefetch("statements", to_attr="all_statements"))

    def with_participants(self) -> "RecordQuerySet":
        """With everyone who takes part; unnamed groups are few and small, so they cost no query of their own."""
        people = apps.get_model("cooperation", "Participant")._default_manager.select_related("group")
        return self.prefetch_related(
            Prefetch("participants", people), "participants__country", "participants__organisation"
        )


class Record(models.Model):
    """One agreement, forum, edition, organisation or initiative."""

    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    type = models.CharField(max_length=40)
    name = models.CharField(max_length=400)
    name_zh = models.CharField(max_length=200, blank=True)
    name_zh_basis = models.CharField(max_length=20, choices=Basis, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    summary = models.TextField(max_length=900)
    status = models.CharField(max_length=20, choices=Status)
    notes = models.JSONField(default=list, blank=True)
    series = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="editions")
    topics: "models.ManyToManyField[Topic, RecordTopic]" = models.ManyToManyField(
        "Topic", through="RecordTopic", related_name="records"
    )

    date_edtf = models.CharField(max_length=40, blank=True, help_text="EDTF, no more exact than the sources")
    dated = models.BooleanField(default=False, editable=False)
    date_earliest = models.DateField(null=True, editable=False)
    date_latest = models.DateField(null=True, editable=False)
    date_begun_by = models.DateField(null=True, editable=False)
    date_told_until = models.DateField(
        null=True, editable=False, help_text="last possible day, for an open end the day of the newest source"
    )
    date_precision = models.CharField(max_length=10, choices=Precision, default=Precision.NONE, editable=False)
    date_vague = models.BooleanField(
        default=False, editable=False, help_text="approximate, uncertain or one of several"
    )
    date_open_end = models.BooleanField(default=False, editable=False)
    sort_key = models.CharField(max_length=9, default=dates.UNDATED_KEY, editable=False)

    place_name = models.CharField(max_length=200, blank=True)
    place_country = models.ForeignKey("Country", null=True, blank=True, on_delete=models.PROTECT, related_name="held")

    is_founding = models.BooleanField(default=False, editable=False)
    is_further = models.BooleanField(default=False, editable=False)
    has_partner = models.BooleanField(default=False, editable=False)
    disagrees = models.BooleanField(default=False, editable=False, help_text="sources disagree or one is doubted")
    attested = models.CharField(
        max_length=20,
        choices=Attestation,
        blank=True,
        editable=False,
        help_text="empty where the sources' days do not tell",
    )
    origins = models.PositiveSmallIntegerField(default=0, editable=False, help_text="independent sources")
    missing = models.JSONField(default=list, editable=False, help_text="fields of its kind that no source fills")
    filled = models.PositiveSmallIntegerField(default=0, editable=False, help_text="share of those filled, in percent")
    theme = models.CharField(
        max_length=400, default="", editable=False, help_text="theme of a forum, from its statements"
    )
    search_names = models.TextField(default="", editable=False, help_text="the tokens of its names")
    search_text = models.TextField(default="", editable=False, help_text="all its tokens")
    sort_name = models.CharField(max_length=400, default="", editable=False, help_text="the name as lists sort it")

    seed_path = models.CharField(max_length=200, default="", editable=False)
    seed_hash = models.CharField(max_length=64, default="", editable=False)

    hit: Any = None  # how a search found it, where a list marks that

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ("-sort_key", "slug")
        indexes = [
            models.Index(fields=["-sort_key", "slug"], name="record_newest"),
            models.Index(fields=["kind", "-sort_key", "slug"], name="record_kind_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_latest__isnull=True) | Q(date_latest__gte=F("date_earliest")), name="record_date_order"
            ),
            models.CheckConstraint(condition=Q(dated=False) | Q(date_earliest__isnull=False), name="record_dated"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("record", args=[self.kinds, self.slug])

    @property
    def kinds(self) -> str:
        """Its kind as addresses bear it: agreements."""
        return Kind(self.kind).plural

    @property
    def date(self) -> dates.Edtf | None:
        """The stated date, or None where no source gives one."""
        return dates.parse(self.date_edtf) if self.date_edtf else None

    @property
    def has_known_first_day(self) -> bool:
        """True where the day is known on which it was or began, and not only the first that is possible."""
        return bool(self.date_edtf) and self.date_precision == Precision.DAY and not self.date_vague

    @property
    def has_known_last_day(self) -> bool:
        """True where its only or last day is known; of a span whose end nobody states it is not."""
        return self.has_known_first_day and not self.date_open_end and not self.date_edtf.endswith("/")

    @property
    def date_text(self) -> str:
        """The date as people say it, in the reader's language; empty without any."""
        if self.date:
            return dates.display(self.date)
        if self.date_earliest and self.date_latest:
            return dates.display_span(self.date_earliest, self.date_latest, vague=self.date_vague)
        return ""

    @property
    def year(self) -> int | None:
        """The year under which lists group the record."""
        return int(self.sort_key[:4]) or None

    @property
    def latest_year(self) -> int | None:
        """The year of the latest edition, under which lists group a series that began before it."""
        began = self.date_earliest.year if self.date_earliest else None
        return self.year if self.is_series and began and self.year != began else None

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(Kind(self.kind).label)

    @property
    def type_label(self) -> str:
        """The type in words."""
        return str(TYPES[self.kind](self.type).label)

    @property
    def status_label(self) -> str:
        """The status in words."""
        return str(Status(self.status).label)

    @property
    def is_expected(self) -> bool:
        """True where no source says that it took place: planned, announced, or dated by older sources only."""
        return self.status in EXPECTED or self.attested == Attestation.ANNOUNCED

    @property
    def has_unstated_end(self) -> bool:
        """True where a source gives the first day of what lasts longer, and none the last."""
        return self.date_edtf.endswith("/")

    @property
    def last_day(self) -> dt.date | None:
        """Its last possible day; None while it goes on, and where its end is not stated."""
        return None if self.has_unstated_end else self.date_latest

    @property
    def is_foretold(self) -> bool:
        """True where the last of its days was only given beforehand, whether or not it is told of as past or begun."""
        return bool(self.attested) and self.attested != Attestation.REPORTED

    @property
    def expected_label(self) -> str:
        """In what sense it is expected, in words."""
        status = Status.PLANNED if self.status == Status.PLANNED else Status.ANNOUNCED
        return str(status.label)

    @property
    def is_series(self) -> bool:
        """True for a forum that has, or may have, editions."""
        return self.kind == Kind.FORUM and self.type == "series"

    @property
    def layers(self) -> list[str]:
        """The layers of its statements."""
        flags = ((self.is_founding, Layer.FOUNDING), (self.is_further, Layer.FURTHER))
        return [str(layer) for flag, layer in flags if flag]

    def set_date(self, text: str) -> None:
        """Set the EDTF date and every column computed from it."""
        self.date_edtf = text
        date = dates.parse(text) if text else None
        self.dated = date is not None
        self.date_earliest = date.earliest if date else None
        self.date_latest = date.latest if date else None
        self.date_begun_by = date.begun_by if date else None
        self.date_told_until = self.date_latest
        self.date_precision = date.precision if date else Precision.NONE
        self.date_vague = bool(date and date.is_vague)
        self.date_open_end = bool(date and date.open_end)
        self.sort_key = date.sort_key if date else dates.UNDATED_KEY
