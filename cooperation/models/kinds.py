"""The five kinds: what only one of them has."""

from django.db import models

from cooperation.choices import LEVEL_OF_TYPE, Basis, Level
from cooperation.models.record import Record


class Agreement(Record):
    """Signed, adopted, issued or launched jointly with a foreign party."""


class Forum(Record):
    """A series of meetings or a single one."""


class Edition(Record):
    """One instance of a series; the series itself is `Record.series`."""

    number = models.PositiveSmallIntegerField(null=True, blank=True)


class Organisation(Record):
    """A body that takes part."""

    country = models.ForeignKey(
        "Country",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        help_text="stated home",
    )
    spreads_to_members = models.BooleanField(default=False)

    @property
    def level(self) -> Level:
        """Who acts when this body acts."""
        return Level(LEVEL_OF_TYPE[self.type])


class Initiative(Record):
    """What one side proposes, publishes, builds or gives."""


class Membership(models.Model):
    """A country's time in a bloc, by EDTF dates."""

    bloc = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    country = models.ForeignKey("Country", on_delete=models.PROTECT, related_name="memberships")
    joined = models.CharField(max_length=40, blank=True)
    left = models.CharField(max_length=40, blank=True)
    source = models.ForeignKey(
        "Source", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships", help_text="who states it"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["bloc", "country", "joined"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.country} in {self.bloc}"

    @property
    def basis(self) -> Basis:
        """What the membership rests on: a source, or general knowledge that is still to be checked."""
        return Basis.SOURCE if self.source_id else Basis.GENERAL_KNOWLEDGE
