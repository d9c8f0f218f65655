"""One record in the words of schema.org.

A date stands there only as exactly as it is known, a vague one not at all. Who signs is no author of a text and has no
word in schema.org, so only who proposes, hosts and organises is named, and countries as the places that it is about.
"""

from collections.abc import Iterable

from cooperation.choices import Attestation, ForumType, Kind, Role, Status
from cooperation.citing import LICENCE_URL
from cooperation.dates import Edtf
from cooperation.linked.pages import atlas_id
from cooperation.linked.writing import Node, filled
from cooperation.models import HOME, Country, Record, Source
from cooperation.serializers.bases import address

_HOSTS = (Role.HOST, Role.CO_HOST, Role.ORGANISER)
_GROUPS = (ForumType.WORKING_GROUP, ForumType.EXPERT_GROUP)
_SERIES = (ForumType.SERIES, ForumType.MECHANISM)
_ONLINE = "online"


def of_record(record: Record, sources: Iterable[Source]) -> Node:
    """The thing itself; the page that tells of it; the sources that speak of it."""
    return _thing(record) | filled(
        {
            "alternateName": [*([record.name_zh] if record.name_zh else []), *record.aliases],
            "description": record.summary,
            "keywords": ", ".join(topic.name for topic in record.topics.all()),
            "mainEntityOfPage": _page(record),
            "subjectOf": [_source(source) for source in sources],
            **_own(record),
        }
    )


def type_of(record: Record) -> str:
    """Its class in schema.org."""
    if record.kind == Kind.FORUM:
        if record.type in _GROUPS:
            return "Organization"
        return "EventSeries" if record.type in _SERIES else "Event"
    return {Kind.EDITION: "Event", Kind.ORGANISATION: "Organization"}.get(Kind(record.kind), "CreativeWork")


def _own(record: Record) -> Node:
    pens = {"CreativeWork": _work, "Organization": _organisation}
    return pens.get(type_of(record), _event)(record)


def _thing(record: Record) -> Node:
    return {"@type": type_of(record), "@id": f"{address(record)}#record", "name": record.name}


def _page(record: Record) -> Node:
    page = address(record)
    return {"@type": "WebPage", "@id": page, "url": page, "license": LICENCE_URL, "isPartOf": {"@id": atlas_id()}}


def _source(source: Source) -> Node:
    when = source.date if _is_plain(source.date) else ""
    url = source.address or address(source)
    return filled({"@type": "CreativeWork", "name": source.title, "url": url, "datePublished": when})


def _is_plain(edtf: str) -> bool:
    """True for a day, a month or a year that nothing makes uncertain."""
    return edtf.replace("-", "").isdigit()


def _work(record: Record) -> Node:
    """An agreement or an initiative. Its day is when it came to be, a span of days what it covers."""
    countries = [row.country for row in record.participants.all() if row.country and row.country_id != HOME]
    return {
        "dateCreated": record.date_edtf if _is_plain(record.date_edtf) else "",
        "temporalCoverage": _span(record.date),
        "creator": _bodies(record, Role.PROPOSER),
        "spatialCoverage": [_country(country) for country in dict.fromkeys(countries)],
        "locationCreated": _place(record),
    }


def _span(date: Edtf | None) -> str:
    """An interval as ISO 8601 has it, open where it goes on; empty for all else."""
    known = date and date.is_interval and not date.is_vague and not date.unknown_end
    return date.text if date and known else ""


def _event(record: Record) -> Node:
    online = record.place_name.casefold() == _ONLINE
    first, last = _ends(record.date)
    held = record.status == Status.HELD and record.attested == Attestation.REPORTED
    return {
        "startDate": first,
        "endDate": last,
        "eventStatus": "https://schema.org/EventScheduled" if held else "",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode" if online else "",
        "location": {} if online else _place(record),
        "organizer": _bodies(record, *_HOSTS),
        "superEvent": _thing(record.series) if record.series else {},
    }


def _ends(date: Edtf | None) -> tuple[str, str]:
    """First and last day, month or year; the last one only where a source gives it."""
    if date is None or date.is_vague:
        return "", ""
    first, _slash, last = date.text.partition("/")
    return first, last.removesuffix("..") or ("" if date.is_interval else first)


def _organisation(record: Record) -> Node:
    home = record.organisation.country if record.kind == Kind.ORGANISATION else None
    return {"address": {"@type": "PostalAddress", "addressCountry": home.code} if home else {}}


def _place(record: Record) -> Node:
    """Where it was, with the country's code where it is stated."""
    names = [str(part) for part in (record.place_name, record.place_country) if part]
    code = record.place_country_id
    address = {"@type": "PostalAddress", "addressCountry": code} if code else {}
    return filled({"@type": "Place", "name": ", ".join(names), "address": address}) if names else {}


def _bodies(record: Record, *roles: Role) -> list[Node]:
    """The organisations with one of these roles; countries and unnamed groups are none."""
    bodies = (row.organisation for row in record.participants.all() if row.organisation and row.role in roles)
    return [_thing(body) for body in dict.fromkeys(bodies)]


def _country(country: Country) -> Node:
    return {"@type": "Country", "name": country.name, "identifier": country.code}
