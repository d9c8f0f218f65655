"""Rows and values as plain data, each as other things name it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.functional import Promise

from cooperation.models import Change, Country, Gap, Group, Membership, Record, Release, Source, Statement, Topic
from cooperation.serializers import ChangeSerializer, ReleaseSerializer, SourceSerializer, StatementSerializer
from cooperation.serializers.bases import address


@singledispatch
def plain(value: Any) -> Any:
    """What JSON can hold of a value; of a dataclass its fields."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


@plain.register
def _(value: Promise) -> str:
    return str(value)


@plain.register(dt.date)
@plain.register(dt.datetime)
def _(value: dt.date) -> str:
    return value.isoformat()


@plain.register(list)
@plain.register(tuple)
@plain.register(QuerySet)
@plain.register(Page)
def _(value: Iterable[Any]) -> list[Any]:
    return [plain(each) for each in value]


@plain.register(set)
@plain.register(frozenset)
def _(value: Iterable[Any]) -> list[Any]:
    return sorted(plain(each) for each in value)


@plain.register
def _(value: dict) -> dict[str, Any]:  # type: ignore[type-arg]  # registered by its class
    return {str(key): plain(each) for key, each in value.items()}


@plain.register
def _(value: Record) -> dict[str, Any]:
    return {
        "slug": value.slug,
        "kind": value.kind,
        "name": value.name,
        "status": value.status,
        "attested": value.attested,
        "date": value.date_edtf,
        "date_text": value.date_text,
        "url": address(value),
    }


@plain.register
def _(value: Country) -> dict[str, Any]:
    return {"code": value.code, "name": value.name, "name_zh": value.name_zh, "url": address(value)}


@plain.register
def _(value: Topic) -> dict[str, Any]:
    return {"slug": value.slug, "name": value.name, "name_zh": value.name_zh}


@plain.register
def _(value: Group) -> dict[str, Any]:
    return {"slug": value.slug, "label": value.label, "number": value.number, "qualifier": value.qualifier}


@plain.register
def _(value: Gap) -> dict[str, Any]:
    return {"subject": value.subject, "field": value.field, "reason": value.reason}


@plain.register
def _(value: Membership) -> dict[str, Any]:
    bloc, country = plain(value.bloc), value.country_id
    return {"bloc": bloc, "country": country, "joined": value.joined, "left": value.left, "source": value.source_id}


@plain.register
def _(value: Source) -> dict[str, Any]:
    return dict(SourceSerializer(value).data)


@plain.register
def _(value: Statement) -> dict[str, Any]:
    return dict(StatementSerializer(value).data)


@plain.register
def _(value: Release) -> dict[str, Any]:
    return dict(ReleaseSerializer(value).data)


@plain.register
def _(value: Change) -> dict[str, Any]:
    return dict(ChangeSerializer(value).data)


def taken(context: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """These of what a page gets, by the same names; None for what this one did not get."""
    return {name: plain(context.get(name)) for name in names}


def paging(page: Page[Any]) -> dict[str, int]:
    """Which page of how many this is, and how many rows there are in all; `?page=` asks for another."""
    return {"page": page.number, "pages": page.paginator.num_pages, "total": page.paginator.count}


def pairs(rows: Iterable[tuple[Any, Any]], first: str, second: str) -> list[dict[str, Any]]:
    """Pairs as objects whose members have names."""
    return [{first: plain(one), second: plain(other)} for one, other in rows]
