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


def clear_references(keys: Sequence[int]) -> None:
    """Take from these records the rows that would keep other records from going or changing their kind."""
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        Participant.objects.filter(record__in=part).delete()
        Relation.objects.filter(record__in=part).delete()


def take_former_slugs(pairs: Pairs) -> set[str]:
    """Free the former slugs of these seeds, whoever has them; returns the slugs of other records that lose one."""
    keys = {record.pk for record, _ in pairs}
    wanted = {slug for _, seed in pairs for slug in seed.former_slugs}
    rows = [row for row in FormerSlug.objects.select_related("record") if row.record_id in keys or row.pk in wanted]
    FormerSlug.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return {row.record.slug for row in rows if row.record and row.record_id not in keys}


def create_links(pairs: Pairs, ids: dict[str, int]) -> None:
    """Put the links of each seed in the place of those its record had; `ids` are the keys of all records."""
    _clear([record.pk for record, _ in pairs])
    _create(Participant, (row for pair in pairs for row in _participants(*pair, ids)))
    _create(Relation, (row for pair in pairs for row in _relations(*pair, ids)))
    _create(Figure, (row for pair in pairs for row in _figures(*pair)))
    _create(Statement, (row for pair in pairs for row in _statements(*pair)))
    _create(RecordTopic, (row for pair in pairs for row in _topics(*pair)))
    _create(FormerSlug, (row for pair in pairs for row in _former(*pair)))
    _create(Membership, (row for pair in pairs for row in _members(*pair)))


def _clear(keys: Sequence[int]) -> None:
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        for model in (Figure, Statement, RecordTopic):
            model.objects.filter(record__in=part).delete()
        Membership.objects.filter(bloc__in=part).delete()


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
            misprint=item.misprint,
            anchors=item.anchors,
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
        told = {"joined": item.joined or "", "left": item.left or "", "source_id": item.source}
        yield Membership(bloc=bloc, position=i, country_id=item.country, **told)
