"""Countries, topics, groups and sources: what records refer to."""

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from cooperation import dates
from cooperation.choices import GapKind, Layer, Level, Publisher, Qualifier, Region


def is_chinese(text: str) -> bool:
    """Whether a name is written in Chinese characters."""
    return any("\u3400" <= character <= "\u9fff" for character in text)


REGION_ZH: dict[str, str] = {
    "africa": "非洲",
    "arab-states": "阿拉伯国家",
    "asean": "东盟",
    "central-asia": "中亚",
    "east-asia": "东亚",
    "south-asia": "南亚",
    "middle-east": "中东",
    "europe": "欧洲",
    "north-america": "北美洲",
    "latin-america": "拉丁美洲和加勒比",
    "oceania": "大洋洲",
    "world": "不限地区",
}


class CountryQuerySet(models.QuerySet["Country"]):
    """Sets of countries."""

    def with_records(self) -> "CountryQuerySet":
        """Those that some record counts for, directly or through a bloc."""
        return self.filter(record_links__isnull=False).distinct()

    def with_numbers(self) -> "models.QuerySet[Any]":
        """Each with how many records count for it: `direct`, and `through` a bloc."""
        direct, through = (
            Count("record_links__record", filter=Q(record_links__bloc__isnull=alone), distinct=True)
            for alone in (True, False)
        )
        return self.annotate(direct=direct, through=through)


class Country(models.Model):
    """A country or territory by its ISO 3166-1 alpha-2 code; EU is a party of its own, tied to its bloc."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=100)
    name_zh = models.CharField(max_length=100)
    name_override = models.BooleanField(default=False, help_text="the English name is the atlas's own choice")
    name_zh_override = models.BooleanField(default=False, help_text="the Chinese name is the atlas's own choice")
    library_name = models.CharField(max_length=100, blank=True, help_text="the English name in the Unicode CLDR")
    library_name_zh = models.CharField(max_length=100, blank=True, help_text="the Chinese name in the Unicode CLDR")
    why = models.CharField(max_length=300, blank=True, help_text="which rule a name of our own follows")
    aliases = models.JSONField(default=list, blank=True)
    regions = models.JSONField(default=list)
    bloc = models.ForeignKey("Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The code as it stands in addresses."""
        return self.code.lower()

    @property
    def region_names(self) -> list[tuple[str, str]]:
        """The regions in words, each in the reader's language and in Chinese."""
        return [(str(Region(region).label), REGION_ZH[region]) for region in self.regions]

    @property
    def also_called(self) -> list[tuple[str, str]]:
        """The other names, each with the tag of its language where that is Chinese."""
        return [(alias, "zh-Hans" if is_chinese(alias) else "") for alias in self.aliases]

    def get_absolute_url(self) -> str:
        return reverse("country", args=[self.slug])


class Topic(models.Model):
    """A subject from the controlled list."""

    slug = models.SlugField(max_length=100, primary_key=True)
    name = models.CharField(max_length=100)
    name_zh = models.CharField(max_length=100)
    description = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """An unnamed group of participants: a label and, where stated, how many."""

    slug = models.SlugField(max_length=100, primary_key=True)
    label = models.CharField(max_length=200)
    number = models.PositiveIntegerField(null=True, blank=True)
    qualifier = models.CharField(max_length=20, choices=Qualifier, default=Qualifier.EXACT)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="groups")
    regions = models.JSONField(default=list)
    level = models.CharField(max_length=20, choices=Level, default=Level.GOVERNMENT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.label


class Gap(models.Model):
    """Something that was read and left out, or that is known to be missing, and why."""

    slug = models.SlugField(max_length=100, primary_key=True)
    kind = models.CharField(max_length=20, choices=GapKind)
    subject = models.CharField(max_length=300)
    field = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.subject


class _Sources(models.Manager["Source"]):
    """Sources without the fingerprints of their paragraphs, which only an export and the verification read."""

    def get_queryset(self) -> models.QuerySet["Source"]:
        return super().get_queryset().defer("fingerprints")


class Source(models.Model):
    """A document or page that statements rest on.

    `verified` holds the day of the last check against the document and how many statements stood as cited.
    """

    slug = models.SlugField(max_length=100, primary_key=True)
    title = models.CharField(max_length=400)
    publisher = models.CharField(max_length=200)
    publisher_kind = models.CharField(max_length=20, choices=Publisher)
    origin = models.CharField(max_length=200)
    date = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=20)
    address = models.URLField(max_length=500, blank=True)
    layer = models.CharField(max_length=20, choices=Layer)
    document = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    paragraphs = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    verified = models.JSONField(default=dict, editable=False)
    fingerprints = models.JSONField(default=list, editable=False)

    objects = _Sources()

    class Meta:
        ordering = ("layer", "-date", "slug")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])

    @classmethod
    def newest_date(cls) -> str:
        """The EDTF date of the source published last; empty without any."""
        told = cls.objects.exclude(date="").values_list("date", flat=True)
        return max(told, key=lambda text: dates.parse(text).sort_key, default="")


class _Span(models.Model):
    """A run of paragraphs of a source."""

    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


class Section(_Span):
    """A heading with its paragraphs."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=300)


class UncitedSpan(_Span):
    """Paragraphs that gave no record, and why."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="uncited")
    reason = models.CharField(max_length=500)
