"""The columns of a record, and the records with all that these ask for."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Attestation, Basis, Layer, Precision, Status
from cooperation.exports.columns import Column
from cooperation.exports.shapes import COUNT, DAY, EDTF, KIND, LIST, NEEDED, PAGE, SLUG, TRUTH, key_of, one_of
from cooperation.models import Participant, Record, RecordCountry, RecordField, RecordTopic, Statement
from cooperation.models.record import by_bytes
from cooperation.provenance import MENTION
from cooperation.serializers.bases import address
from cooperation.serializers.parts import cited

_AS_STATED = ("position", "pk")  # the second so that no two orders are right


def record_rows(records: "QuerySet[Record]") -> "QuerySet[Record]":
    """Records with all that the columns of a record ask for, in the order of slugs."""
    return with_columns(records).order_by(by_bytes("slug"))


def with_columns(records: "QuerySet[Record]") -> "QuerySet[Record]":
    """The same records in the same order, with all that the columns ask for in a constant number of queries.

    What is fetched beside them lies in lists of their own: managers would take a third of the time of a large file.
    """
    direct = RecordCountry.objects.filter(bloc__isnull=True).order_by(by_bytes("country"))
    people = Participant.objects.select_related("country", "organisation", "group").order_by(*_AS_STATED)
    places = Statement.objects.exclude(field=MENTION).only("record", "position", "source", "paragraph")
    return (
        records.select_related("series", "edition")
        .defer("search_names", "search_text", "series__search_names", "series__search_text")
        .prefetch_related(
            Prefetch(
                "participants", people.defer("organisation__search_names", "organisation__search_text"), "parties"
            ),
            Prefetch("record_topics", RecordTopic.objects.order_by(*_AS_STATED), "topics_in_order"),
            Prefetch("country_links", direct, "direct_countries"),
            Prefetch("fields", RecordField.objects.order_by(by_bytes("field")), "verdicts"),
            Prefetch("statements", places.order_by(*_AS_STATED), "places_in_sources"),
        )
    )


def place_in_source(place: dict[str, Any]) -> str:
    """A source with its paragraph as a cell has it."""
    return f"{place['source']}:{place['paragraph']}" if place["paragraph"] else str(place["source"])


def _participant(row: Participant) -> dict[str, str]:
    sort, _colon, which = row.identity.partition(":")
    return {"name": str(row.who), "role": row.role, sort: which}


def _in_words(row: RecordField) -> str:
    doubt = ", misprint" if row.misprint else ", doubted" if row.doubted else ""
    return f"{row.field}: {row.verdict}{doubt}"


def _place(record: Record) -> str:
    return ", ".join(part for part in (record.place_name, record.place_country_id) if part)


def _layer(record: Record) -> str:
    return "both" if len(record.layers) > 1 else "".join(record.layers)


def _number(record: Record) -> int | None:
    edition = getattr(record, "edition", None)
    return edition.number if edition else None


RECORD_COLUMNS = (
    Column(
        "slug",
        _("name of the record in addresses, unique over all kinds"),
        lambda row: row.slug,
        shape=SLUG._replace(to="records.slug"),
    ),
    Column("kind", _("agreement, forum, edition, organisation or initiative"), lambda row: row.kind, shape=KIND),
    Column("type", _("type within the kind"), lambda row: row.type, shape=NEEDED),
    Column("name", _("English name as the best source has it"), lambda row: row.name, shape=NEEDED),
    Column("name_zh", _("Chinese name"), lambda row: row.name_zh),
    Column("aliases", _("other names, acronyms and spellings"), lambda row: row.aliases, shape=LIST),
    Column(
        "date_edtf",
        _("date in EDTF, as exact as the sources allow; empty without one, and for a series dated by its editions"),
        lambda row: row.date_edtf,
        shape=EDTF,
    ),
    Column(
        "date_earliest",
        _("first possible day; of a series, that of its editions"),
        lambda row: row.date_earliest,
        shape=DAY,
    ),
    Column(
        "date_latest",
        _(
            "last possible day; of a series, the last that is stated of its editions; empty also while it goes on, and "
            "where no source states the end"
        ),
        lambda row: row.last_day,
        shape=DAY,
    ),
    Column(
        "date_precision",
        _("how exactly the date is known: day, month, year or none; of a series, as its least exact edition"),
        lambda row: row.date_precision,
        shape=one_of(Precision.choices, required=True),
    ),
    Column(
        "status",
        _("how far it has come, as the sources say"),
        lambda row: row.status,
        shape=one_of(Status.choices, required=True),
    ),
    Column(
        "countries",
        _("alpha-2 codes of countries that take part, themselves or by an organisation based there; China is implied"),
        lambda row: [link.country_id for link in row.direct_countries],
        shape=LIST,
    ),
    Column(
        "participants",
        _("each as name (role)"),
        lambda row: [_participant(each) for each in row.parties],
        lambda each: f"{each['name']} ({each['role']})",
        shape=LIST,
    ),
    Column("place", _("place and, where stated, its country's alpha-2 code, joined by a comma"), _place),
    Column(
        "topics",
        _("topics, the most fitting first"),
        lambda row: [link.topic_id for link in row.topics_in_order],
        shape=LIST,
    ),
    Column("summary", _("what it is, in the atlas's own words"), lambda row: row.summary, shape=NEEDED),
    Column(
        "layer",
        _("founding documents, further pages, or both"),
        _layer,
        shape=one_of([*Layer.choices, ("both", _("both"))]),
    ),
    Column(
        "sources",
        _(
            "those that state something of it, each as source:paragraph, or source alone where it has no numbers; "
            "pages that only name it are in the dataset, as statements on the field mention"
        ),
        lambda row: cited(row.places_in_sources),
        place_in_source,
        shape=LIST,
    ),
    Column("url", _("address of the record's page"), address, shape=PAGE),
)
HOW_SURE = (
    Column(
        "name_zh_basis",
        _("what the Chinese name rests on: a source, or general knowledge, still to be checked; empty without one"),
        lambda row: row.name_zh_basis,
        shape=one_of(Basis.choices),
    ),
    Column(
        "date_vague",
        _("true where the date is approximate, uncertain or one of several"),
        lambda row: row.date_vague,
        shape=TRUTH,
    ),
    Column("date_text", _("the date in words"), lambda row: row.date_text),
)
_ONLY_LISTS = (
    Column(
        "attested",
        _("whether a source as late as the date tells of it; empty where the days of the sources do not say"),
        lambda row: row.attested,
        shape=one_of(Attestation.choices),
    ),
    Column(
        "verdicts",
        _(
            "what comparing the sources of a field gives, each as field: verdict (single, agree, refined, disagree, "
            "contradicts), and doubted where a value can hardly be right, misprint where only its printing is doubted"
        ),
        lambda row: row.verdicts,
        _in_words,
    ),
    Column("notes", _("what a reader should know of it, in the atlas's own words"), lambda row: row.notes, shape=LIST),
    Column(
        "series",
        _("slug of the forum that an edition belongs to"),
        lambda row: row.series and row.series.slug,
        shape=key_of("forums.slug", required=False),
    ),
    Column("number", _("number of an edition, where its sources give it"), _number, shape=COUNT),
)
_BY_NAME = {column.name: column for column in (*RECORD_COLUMNS, *HOW_SURE, *_ONLY_LISTS)}
LIST_COLUMNS = tuple(
    _BY_NAME[name]
    for name in (
        *("slug", "name", "name_zh", "name_zh_basis", "kind", "type", "series", "number"),
        *(
            "date_text",
            "date_edtf",
            "date_precision",
            "date_vague",
            "date_earliest",
            "date_latest",
            "status",
            "attested",
        ),
        *("countries", "participants", "place", "topics", "summary", "notes", "aliases"),
        *("sources", "verdicts", "layer", "url"),
    )
)
