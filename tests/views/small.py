"""A small atlas of made-up records, so that what a filter must find is known exactly."""

import re
from typing import Any

from cooperation.choices import Kind
from cooperation.derive import derive
from cooperation.models import (
    Agreement,
    Country,
    Edition,
    Forum,
    Group,
    Initiative,
    Membership,
    Organisation,
    Participant,
    Record,
    RecordTopic,
    Section,
    Source,
    Statement,
    Topic,
    UncitedSpan,
)

_MODELS = {
    Kind.AGREEMENT: Agreement,
    Kind.FORUM: Forum,
    Kind.EDITION: Edition,
    Kind.ORGANISATION: Organisation,
    Kind.INITIATIVE: Initiative,
}
_TYPES = {
    Kind.AGREEMENT: "mou",
    Kind.FORUM: "meeting",
    Kind.EDITION: "edition",
    Kind.ORGANISATION: "company",
    Kind.INITIATIVE: "proposal",
}


def make(slug: str, kind: str = "agreement", who: tuple[Any, ...] = ("CN",), **fields: Any) -> Record:
    """One record with its participants (country codes, organisations or groups) and a statement of its name."""
    source, topic = fields.pop("source", "paper"), fields.pop("topic", "cybersecurity")
    paragraph, date = fields.pop("paragraph", 1), fields.pop("date", "")
    fields = {
        "type": _TYPES[Kind(kind)],
        "name": slug.replace("-", " "),
        "summary": "Made up.",
        "status": "adopted",
    } | fields
    record = _MODELS[Kind(kind)](slug=slug, kind=kind, **fields)
    record.set_date(date)
    record.save()
    for each in who:
        Participant.objects.create(record=record, role="signatory", **_party(each))
    RecordTopic.objects.create(record=record, topic_id=topic)
    say(record, "name", record.name, source, paragraph=paragraph)
    return Record.objects.get(pk=record.pk)


def _party(who: Any) -> dict[str, Any]:
    if isinstance(who, str):
        return {"country_id": who}
    return {"group": who} if isinstance(who, Group) else {"organisation": who}


def say(record: Record, field: str, value: Any, source: str = "paper", **more: Any) -> None:
    """One more statement on a record."""
    Statement.objects.create(record_id=record.pk, source_id=source, field=field, value=value, **more)


def vocabulary() -> None:
    """Countries, topics and two sources."""
    names = {"CN": "China", "KE": "Kenya", "DE": "Germany", "AD": "Andorra"}
    for code, name in names.items():
        zh = {"KE": "肯尼亚"}.get(code, name)
        Country.objects.create(code=code, name=name, name_zh=zh, regions=["africa" if code == "KE" else "europe"])
    Topic.objects.create(slug="cybersecurity", name="Cybersecurity", name_zh="网络安全", description="x")
    Topic.objects.create(slug="trade", name="Trade", name_zh="贸易", description="x")
    common = {"publisher": "P", "language": "en", "date": "2016"}
    Source.objects.create(
        slug="paper",
        title="Paper",
        publisher_kind="government",
        origin="Office",
        layer="founding",
        paragraphs=6,
        **common,
    )
    Source.objects.create(slug="page", title="Page", publisher_kind="news", origin="Daily", layer="further", **common)
    Section.objects.create(source_id="paper", title="Part one", first=1, last=6, position=0)
    UncitedSpan.objects.create(source_id="paper", first=2, last=4, reason="Only greetings.", position=0)


def atlas() -> None:
    """Records of every kind; see the tests for what each is there for."""
    vocabulary()
    union = make("union", "organisation", (), type="bloc", name="African Union", spreads_to_members=True)
    Membership.objects.create(bloc_id=union.pk, country_id="KE", joined="2002-07-09")
    bloc = Organisation.objects.get(pk=union.pk)
    firm = Organisation.objects.get(pk=make("firm", "organisation", (), country_id="DE").pk)
    make("a-day", who=("CN", "KE"), date="2015-07-06", name_zh="数据协议")
    make("a-year", who=("CN", "DE"), date="2015", topic="trade", status="planned")
    make("a-choice", who=("CN", firm), date="[2015-05-08..2015-05-09]", type="treaty")
    make("a-since", who=("CN", "DE"), date="2012/..")
    make("a-bloc", who=("CN", bloc), date="2021")
    make("a-bloc-vague", who=("CN", bloc), date="2002")
    make("a-bloc-undated", who=("CN", bloc))
    make("a-alone", who=("CN",))
    _disputed()
    series = make("a-series", "forum", ("CN", "DE"), type="series")
    make(
        "a-series-2017",
        "edition",
        ("CN", "DE"),
        date="2017-12-03/2017-12-05",
        series=series,
        number=4,
        place_name="Wuzhen",
    )
    make("a-concept", "initiative", ("CN",), paragraph=5)
    derive()


def _disputed() -> None:
    record = make("a-dispute", who=("CN", "DE"), date="2016")
    say(record, "date", "2016", paragraph=1)
    say(record, "date", "2015-03", "page", doubt="The month can hardly be right.")
    parties = [{"role": "signatory", "country": "DE"}, {"role": "signatory", "organisation": "firm"}]
    say(record, "participants", parties, paragraph=5, complete=True)


def shown(html: str) -> list[str]:
    """The slugs of the rows of a page, in order."""
    return re.findall(r'class="row-title"><a href="/[a-z]+/([a-z0-9-]+)/"', html)
