"""Rows back into seed objects: what export writes, and how an edit since the last load is noticed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from pydantic import BaseModel

from cooperation.choices import Kind
from cooperation.models import (
    Country,
    Figure,
    Gap,
    Group,
    Membership,
    Participant,
    Record,
    RecordTopic,
    Relation,
    Source,
    Statement,
    Topic,
)
from cooperation.models.links import plain_number
from cooperation.seeding import schema

_MODELS: dict[str, type[schema.Record]] = {
    Kind.AGREEMENT: schema.AgreementSeed,
    Kind.FORUM: schema.ForumSeed,
    Kind.EDITION: schema.EditionSeed,
    Kind.ORGANISATION: schema.OrganisationSeed,
    Kind.INITIATIVE: schema.InitiativeSeed,
}
Plain = dict[str, Any]
_OF_THE_TEXT = ("document", "sha256", "paragraphs", "note", "verified", "fingerprints")


def with_everything(records: "QuerySet[Record]") -> "QuerySet[Record]":
    """Records with all that a seed holds, in a constant number of queries."""
    return records.select_related("series", "organisation", "edition").prefetch_related(
        Prefetch("participants", Participant.objects.select_related("organisation")),
        Prefetch("relations", Relation.objects.select_related("to")),
        Prefetch("record_topics", RecordTopic.objects.all()),
        Prefetch("organisation__members", Membership.objects.all()),
        "figures",
        Prefetch("statements", Statement.objects.defer(None)),
        "former",
    )


def record_seed(record: Record) -> schema.Record:
    """The seed object of one record; raises pydantic's ValidationError where a row breaks the format."""
    return _MODELS[record.kind].model_validate(_filled(record_plain(record)))


def record_unchecked(record: Record) -> schema.Record:
    """The seed object of a record whose rows break the format, so that nothing is left out of an export."""
    return _MODELS[record.kind].model_construct(**_filled(record_plain(record)))


def record_plain(record: Record) -> Plain:
    """The record's rows as plain seed values, empty ones included."""
    return {
        "slug": record.slug,
        "kind": record.kind,
        "type": record.type,
        "name": record.name,
        "name_zh": record.name_zh,
        "name_zh_basis": record.name_zh_basis,
        "aliases": record.aliases,
        "summary": record.summary,
        "date": record.date_edtf,
        "status": record.status,
        "place": _filled({"name": record.place_name, "country": record.place_country_id}),
        "participants": [_participant(row) for row in record.participants.all()],
        "topics": [row.topic_id for row in record.record_topics.all()],
        "relations": [{"type": row.type, "to": row.to.slug} for row in record.relations.all()],
        "figures": [_figure(row) for row in record.figures.all()],
        "statements": [_statement(row) for row in record.statements.all()],
        "notes": record.notes,
        "former_slugs": [row.slug for row in record.former.all()],
        **_own(record),
    }


def _own(record: Record) -> Plain:
    """The fields that only the record's kind has."""
    if record.kind == Kind.EDITION:
        series = record.series.slug if record.series else ""
        return {"forum": series, "number": record.edition.number}
    if record.kind == Kind.ORGANISATION:
        body = record.organisation
        return {
            "country": body.country_id,
            "spreads_to_members": body.spreads_to_members,
            "members": [_membership(row) for row in body.members.all()],
        }
    return {}


def _filled(plain: Plain) -> Plain:
    return {key: value for key, value in plain.items() if value not in ("", None, [], {})}


def _participant(row: Participant) -> Plain:
    organisation = row.organisation.slug if row.organisation else ""
    return _filled({"role": row.role, "country": row.country_id, "organisation": organisation, "group": row.group_id})


def _figure(row: Figure) -> Plain:
    value = {"number": plain_number(row.number), "qualifier": row.qualifier, "as_of": row.as_of}
    return _filled({**value, "key": row.key, "label": row.label, "unit": row.unit})


def _statement(row: Statement) -> Plain:
    complete = {"complete": row.complete} if row.field == "participants" else {}
    place = {"source": row.source_id, "paragraph": row.paragraph, "note": row.note, "doubt": row.doubt}
    place |= {"misprint": True} if row.misprint else {}
    filled = _filled({"field": row.field, "key": row.key, **place, "anchors": row.anchors})
    return {**filled, "value": row.value, **complete}


def _membership(row: Membership) -> Plain:
    return _filled({"country": row.country_id, "joined": row.joined, "left": row.left, "source": row.source_id})


def source_seed(row: Source) -> schema.SourceSeed:
    """The seed object of one source."""
    names = ("title", "publisher", "publisher_kind", "origin", "date", "language", "address", "layer")
    plain: Plain = {"slug": row.slug, **{name: getattr(row, name) for name in names}}
    plain |= {name: getattr(row, name) for name in _OF_THE_TEXT}
    plain["sections"] = [{"title": s.title, "first": s.first, "last": s.last} for s in row.sections.all()]
    plain["uncited"] = [{"first": s.first, "last": s.last, "reason": s.reason} for s in row.uncited.all()]
    return schema.SourceSeed.model_validate(_filled(plain))


def country_seed(row: Country) -> schema.CountrySeed:
    """The seed object of one country; names from the library are left out."""
    name = row.name if row.name_override else ""
    name_zh = row.name_zh if row.name_zh_override else ""
    bloc = row.bloc.slug if row.bloc else ""
    plain = {
        "code": row.code,
        "name": name,
        "name_zh": name_zh,
        "why": row.why,
        "aliases": row.aliases,
        "regions": row.regions,
        "bloc": bloc,
    }
    return schema.CountrySeed.model_validate(_filled(plain))


def topic_seed(row: Topic) -> schema.TopicSeed:
    """The seed object of one topic."""
    return schema.TopicSeed(slug=row.slug, name=row.name, name_zh=row.name_zh, description=row.description)


def gap_seed(row: Gap) -> schema.GapSeed:
    """The seed object of one gap."""
    plain = {name: getattr(row, name) for name in ("slug", "kind", "subject", "field", "reason")}
    return schema.GapSeed.model_validate(_filled(plain))


def group_seed(row: Group) -> schema.GroupSeed:
    """The seed object of one group."""
    names = ("slug", "label", "number", "qualifier", "regions", "level")
    plain = {"country": row.country_id, **{name: getattr(row, name) for name in names}}
    return schema.GroupSeed.model_validate(_filled(plain))


def tables() -> dict[str, list[BaseModel]]:
    """The seed files that hold a table each, by file name."""
    countries: Iterable[Country] = Country.objects.select_related("bloc").order_by("code")
    return {
        "countries.yaml": [country_seed(row) for row in countries],
        "topics.yaml": [topic_seed(row) for row in Topic.objects.all()],
        "gaps.yaml": [gap_seed(row) for row in Gap.objects.all()],
        "groups.yaml": [group_seed(row) for row in Group.objects.all()],
    }
