"""Write what hangs on records, for many records in a constant number of statements."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from cooperation.models import (
    Figure,
    FormerSlug,
    Membership,
    Organisation,
    Participant,
    Record,
    RecordTopic,
    Relation,
    Statement,
)
from cooperation.seeding import schema
from cooperation.seeding.write import as_plain

Pairs = Sequence[tuple[Record, schema.Record]]
_BATCH = 500


def replace_links(pairs: Pairs) -> None:
    """Put the links of each seed in the place of those its record had."""
    ids = dict(Record.objects.values_list("slug", "pk"))
    keys = [record.pk for record, _ in pairs]
    for model in (Participant, Relation, Figure, Statement, RecordTopic, FormerSlug):
        model.objects.filter(record__in=keys).delete()
    Membership.objects.filter(bloc__in=keys).delete()
    _create(Participant, (row for pair in pairs for row in _participants(*pair, ids)))
    _create(Relation, (row for pair in pairs for row in _relations(*pair, ids)))
    _create(Figure, (row for pair in pairs for row in _figures(*pair)))
    _create(Statement, (row for pair in pairs for row in _statements(*pair)))
    _create(RecordTopic, (row for pair in pairs for row in _topics(*pair)))
    _create(FormerSlug, (row for pair in pairs for row in _former(*pair)))
    _create(Membership, (row for pair in pairs for row in _members(*pair)))


def _create(model: Any, rows: Iterable[Model]) -> None:
    model.objects.bulk_create(list(rows), batch_size=_BATCH)


def _participants(record: Record, seed: schema.Record, ids: dict[str, int]) -> Iterable[Participant]:
    for i, item in enumerate(seed.participants):
        body = ids[item.organisation] if item.organisation else None
        yield Participant(
            record_id=record.pk,
            position=i,
            role=item.role,
            country_id=item.country,
            organisation_id=body,
            group_id=item.group,
        )


def _relations(record: Record, seed: schema.Record, ids: dict[str, int]) -> Iterable[Relation]:
    for i, item in enumerate(seed.relations):
        yield Relation(record_id=record.pk, position=i, type=item.type, to_id=ids[item.to])


def _figures(record: Record, seed: schema.Record) -> Iterable[Figure]:
    for i, item in enumerate(seed.figures):
        values = item.model_dump() | {"as_of": item.as_of or ""}
        yield Figure(record_id=record.pk, position=i, **values)


def _statements(record: Record, seed: schema.Record) -> Iterable[Statement]:
    for i, item in enumerate(seed.statements):
        yield Statement(
            record_id=record.pk,
            position=i,
            source_id=item.source,
            field=item.field,
            key=getattr(item, "key", ""),
            value=as_plain(item.value),
            complete=getattr(item, "complete", False),
            paragraph=item.paragraph,
            note=item.note or "",
            doubt=item.doubt or "",
        )


def _topics(record: Record, seed: schema.Record) -> Iterable[RecordTopic]:
    for i, slug in enumerate(seed.topics):
        yield RecordTopic(record_id=record.pk, position=i, topic_id=slug)


def _former(record: Record, seed: schema.Record) -> Iterable[FormerSlug]:
    for i, slug in enumerate(seed.former_slugs):
        yield FormerSlug(slug=slug, record_id=record.pk, position=i)


def _members(record: Record, seed: schema.Record) -> Iterable[Membership]:
    if not isinstance(seed, schema.OrganisationSeed):
        return
    bloc = Organisation(pk=record.pk)
    for i, item in enumerate(seed.members):
        joined, left = item.joined or "", item.left or ""
        yield Membership(bloc=bloc, position=i, country_id=item.country, joined=joined, left=left, basis=item.basis)
