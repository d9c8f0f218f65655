"""What a country's records are about, against those of all countries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from cooperation.filters.countries import RangeFilter
from cooperation.models import Record, RecordCountry, RecordTopic, Topic
from cooperation.profiles.gather import ACTS, Entry, Profile

FEW = 5  # fewer records make no share
OFTEN = 5  # percent of all records from which on it is worth saying that a topic is absent


@dataclass(frozen=True, slots=True)
class Share:
    """A topic with the number of records of the country and of all countries, and what part these are, in percent."""

    topic: Topic
    number: int
    share: float
    everywhere: int
    average: float


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of the records with a country itself, and the records with any country itself, of one range."""

    records: int
    everywhere: int
    shares: list[Share]

    @property
    def is_few(self) -> bool:
        """True where shares of so few records would mislead."""
        return self.records < FEW

    @property
    def found(self) -> list[Share]:
        """The topics of the country, the most frequent first."""
        return sorted((each for each in self.shares if each.number), key=lambda each: -each.number)

    @property
    def absent(self) -> list[Share]:
        """Topics frequent elsewhere that no record of the country has, the most frequent first."""
        lost = [each for each in self.shares if not each.number and each.average >= OFTEN]
        return sorted(lost, key=lambda each: -each.everywhere)


def topics_of(profile: Profile, dated: RangeFilter) -> Topics:
    """The shares of every topic, over the records other than organisations that count for a country itself."""
    own = counts_by_topic(profile.direct(*ACTS))
    direct = RecordCountry.objects.filter(record=OuterRef("pk"), bloc__isnull=True)
    everywhere = dated.within(Record.objects.filter(Exists(direct), kind__in=ACTS)).order_by()
    total, mine = everywhere.count(), len(profile.direct(*ACTS))
    rows = RecordTopic.objects.filter(record__in=everywhere.values("pk")).order_by().values_list("topic")
    numbers = dict(rows.annotate(n=Count("record", distinct=True)))
    shares = [
        Share(topic, own[topic], _percent(own[topic], mine), n, _percent(n, total))
        for topic in Topic.objects.all()
        for n in [numbers.get(topic.pk, 0)]
    ]
    return Topics(mine, total, shares)


def counts_by_topic(entries: Sequence[Entry]) -> "Counter[Topic]":
    """How many of these records each topic has."""
    return Counter(topic for entry in entries for topic in entry.record.topics.all())


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
