"""Releases: every state of the public data that a load or an editor brought about, and what changed with it."""

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple, Optional

from django.db import models
from django.urls import reverse
from django.utils import timezone

from cooperation.choices import Action, Kind, Reference
from cooperation.models.record import Record

_PART_OF_HASH = re.compile(r"[0-9a-f]{7,64}")


class KeptFile(NamedTuple):
    """One file of the canonical export, and the mark of the rows that it was written from."""

    mark: str
    text: str


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Sets of releases."""

    def current(self) -> Optional["Release"]:
        """The newest release, which is what the pages show; None before the first load."""
        return self.order_by("-pk").first()

    def named(self, text: str) -> Optional["Release"]:
        """The newest release whose hash begins with at least seven characters of `text`."""
        return self.filter(hash__startswith=text).first() if _PART_OF_HASH.fullmatch(text) else None


class _WithoutDumps(models.Manager["Release"]):
    """The dump is large, so it is read only when asked for."""

    def get_queryset(self) -> models.QuerySet["Release"]:
        return super().get_queryset().defer("dump")


class Release(models.Model):
    """A state of the data. Its hash names the state, so the same hash comes back when the same data does.

    `counts` says how many there are, as {"agreement": 101, "source": 8}; `tally` how many changed in
    which way, as {"added": {"agreement": 3}}.
    """

    hash = models.CharField(max_length=64, db_index=True)
    time = models.DateTimeField(default=timezone.now)
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")
    counts = models.JSONField()
    tally = models.JSONField()
    dump = models.BinaryField()

    objects = _WithoutDumps.from_queryset(ReleaseQuerySet)()

    class Meta:
        ordering = ("-pk",)
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.short

    def get_absolute_url(self) -> str:
        return reverse("release", args=[self.hash])

    @property
    def short(self) -> str:
        """The hash as pages show it; enough to find the release by."""
        return self.hash[:12]

    @property
    def kept(self) -> dict[str, KeptFile]:
        """The files with the marks of their rows, by name."""
        return {name: KeptFile(*pair) for name, pair in json.loads(zlib.decompress(self.dump)).items()}

    @property
    def files(self) -> dict[str, str]:
        """The text of every seed file of that state, by its name under seeds/."""
        return {name: file.text for name, file in self.kept.items()}

    @property
    def number_of_changes(self) -> int:
        """How many things were added, changed or removed."""
        return sum(sum(numbers.values()) for numbers in self.tally.values())

    @staticmethod
    def packed(files: Mapping[str, KeptFile]) -> bytes:
        """What `dump` keeps of these files."""
        return zlib.compress(json.dumps(files, ensure_ascii=False, separators=(",", ":")).encode())


class Change(models.Model):
    """What a release did to one record, source, country, topic, group or gap.

    `fields` lists each changed field as {"field", "old", "new"} with the seeds' plain values, null for
    none. A list of texts gives what it lost and gained; any other list gives one entry for each item
    that differs. Where only the order changed, both values are null.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=[*Kind.choices, *Reference.choices])
    slug = models.CharField(max_length=100)
    title = models.CharField(max_length=400, help_text="as it was called in that release")
    record = models.ForeignKey(Record, null=True, on_delete=models.SET_NULL, related_name="changes")
    action = models.CharField(max_length=10, choices=Action)
    fields: "models.JSONField[Any, Any]" = models.JSONField(default=list)

    class Meta:
        ordering = ("-release_id", "pk")
        indexes = [
            models.Index(fields=["record", "-release"], name="change_of_record"),
            models.Index(fields=["slug"], name="change_of_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.action}"

    @property
    def is_of_record(self) -> bool:
        """False for sources, countries, topics, groups and gaps."""
        return self.kind in Kind.values

    @property
    def sort(self) -> tuple[str, str]:
        """What happened to which kind, so that pages can put the same together."""
        return self.kind, self.action
