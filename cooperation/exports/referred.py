"""The tables of what records refer to: sources, countries, blocs and their members, topics, groups, gaps."""

from django.utils.translation import gettext_lazy as _

from cooperation.choices import Basis, GapKind, Layer, Level, Publisher, Qualifier, Region
from cooperation.exports.columns import Column
from cooperation.exports.shapes import (
    COUNT,
    COUNTRY,
    EDTF,
    LIST,
    NEEDED,
    PAGE,
    PLACE,
    SLUG,
    SOURCE,
    TRUTH,
    Shape,
    key_of,
    one_of,
)
from cooperation.exports.table import Table, ordered
from cooperation.models import Country, Gap, Group, Membership, Section, Source, Topic, UncitedSpan
from cooperation.serializers.bases import address

_NUMBER = COUNT._replace(required=True)
_REGIONS = one_of(Region.choices, of_list=True)
SOURCE_COLUMNS = (
    Column("slug", _("name of the source in addresses"), lambda row: row.slug, shape=SLUG),
    Column("title", _("title as published, or a short description"), lambda row: row.title, shape=NEEDED),
    Column("publisher", _("who published it"), lambda row: row.publisher, shape=NEEDED),
    Column(
        "publisher_kind",
        _("kind of publisher"),
        lambda row: row.publisher_kind,
        shape=one_of(Publisher.choices, required=True),
    ),
    Column("origin", _("where the text comes from first"), lambda row: row.origin, shape=NEEDED),
    Column("date", _("date of publication in EDTF"), lambda row: row.date, shape=EDTF),
    Column(
        "language",
        _("language it was read in, as a BCP 47 tag"),
        lambda row: row.language,
        shape=Shape(required=True, pattern="[a-z]{2,3}(-[A-Za-z0-9]+)*"),
    ),
    Column("layer", _("founding or further"), lambda row: row.layer, shape=one_of(Layer.choices, required=True)),
    Column("address", _("where it stands on the web"), lambda row: row.address),
    Column("document", _("file name of the text"), lambda row: row.document),
    Column("sha256", _("hash of the text's bytes"), lambda row: row.sha256, shape=Shape(pattern="[0-9a-f]{64}")),
    Column("paragraphs", _("how many numbered paragraphs the text has"), lambda row: row.paragraphs, shape=COUNT),
    Column("note", _("what a reader should know of it"), lambda row: row.note),
    Column("url", _("address of the source's page"), address, shape=PAGE),
)
_SPAN = (
    Column("source", _("slug of the source"), lambda row: row.source_id, shape=SOURCE),
    Column("first", _("number of its first paragraph"), lambda row: row.first, shape=_NUMBER),
    Column("last", _("number of its last paragraph"), lambda row: row.last, shape=_NUMBER),
)
SECTION_COLUMNS = (*_SPAN, Column("title", _("the heading"), lambda row: row.title, shape=NEEDED))
UNCITED_COLUMNS = (*_SPAN, Column("reason", _("why they gave no record"), lambda row: row.reason, shape=NEEDED))
MEMBERSHIP_COLUMNS = (
    Column("bloc", _("slug of the bloc"), lambda row: row.bloc.slug, shape=key_of("organisations.slug")),
    Column("bloc_name", _("name of the bloc"), lambda row: row.bloc.name, shape=NEEDED),
    Column("country", _("alpha-2 code of the member"), lambda row: row.country_id, shape=key_of("countries.code")),
    Column("country_name", _("name of the member"), lambda row: row.country.name, shape=NEEDED),
    Column("joined", _("date of joining in EDTF"), lambda row: row.joined, shape=EDTF),
    Column("left", _("date of leaving in EDTF"), lambda row: row.left, shape=EDTF),
    Column(
        "basis",
        _("source, or general-knowledge: still to be checked"),
        lambda row: row.basis,
        shape=one_of(Basis.choices, required=True),
    ),
    Column(
        "source",
        _("slug of the source that states it"),
        lambda row: row.source_id,
        shape=key_of("sources.slug", required=False),
    ),
    Column("position", _("place among the members of the bloc, from 0"), lambda row: row.position, shape=PLACE),
)
COUNTRY_COLUMNS = (
    Column("code", _("ISO 3166-1 alpha-2 code; EU for the European Union"), lambda row: row.code, shape=COUNTRY),
    Column("name", _("English name"), lambda row: row.name, shape=NEEDED),
    Column("name_zh", _("Chinese name"), lambda row: row.name_zh, shape=NEEDED),
    Column(
        "name_chosen",
        _("true where the English name is the atlas's own choice: general knowledge, to be checked; else the CLDR's"),
        lambda row: row.name_override,
        shape=TRUTH,
    ),
    Column(
        "name_zh_chosen",
        _("the same of the Chinese name"),
        lambda row: row.name_zh_override,
        shape=TRUTH,
    ),
    Column("why", _("which rule a name of our own follows"), lambda row: row.why),
    Column("cldr_name", _("English name in the Unicode CLDR"), lambda row: row.library_name),
    Column("cldr_name_zh", _("Chinese name in the Unicode CLDR"), lambda row: row.library_name_zh),
    Column("aliases", _("other names by which it is found"), lambda row: row.aliases, shape=LIST),
    Column("regions", _("regions by which lists are filtered"), lambda row: row.regions, shape=_REGIONS),
    Column(
        "bloc",
        _("slug of the organisation that is the same party; for the European Union alone"),
        lambda row: row.bloc and row.bloc.slug,
        shape=key_of("organisations.slug", required=False),
    ),
    Column("url", _("address of the country's page"), address, shape=PAGE),
)
TOPIC_COLUMNS = (
    Column("slug", _("name of the topic in addresses"), lambda row: row.slug, shape=SLUG),
    Column("name", _("English name"), lambda row: row.name, shape=NEEDED),
    Column("name_zh", _("Chinese name"), lambda row: row.name_zh, shape=NEEDED),
    Column("description", _("what belongs under it"), lambda row: row.description, shape=NEEDED),
)
GROUP_COLUMNS = (
    Column("slug", _("name of the group"), lambda row: row.slug, shape=SLUG),
    Column("label", _("what the sources call it"), lambda row: row.label, shape=NEEDED),
    Column("number", _("how many belong to it, where a source says so"), lambda row: row.number, shape=COUNT),
    Column(
        "qualifier",
        _("how exactly that number is given"),
        lambda row: row.qualifier,
        shape=one_of(Qualifier.choices, required=True),
    ),
    Column(
        "country",
        _("alpha-2 code of the country they belong to, where it is one"),
        lambda row: row.country_id,
        shape=key_of("countries.code", required=False),
    ),
    Column("regions", _("regions they belong to"), lambda row: row.regions, shape=_REGIONS),
    Column("level", _("who acts"), lambda row: row.level, shape=one_of(Level.choices, required=True)),
)
GAP_COLUMNS = (
    Column("slug", _("name of the gap"), lambda row: row.slug, shape=SLUG),
    Column(
        "kind", _("why it is not among the records"), lambda row: row.kind, shape=one_of(GapKind.choices, required=True)
    ),
    Column("subject", _("what it is about"), lambda row: row.subject, shape=NEEDED),
    Column("field", _("field that is missing, where it is one of a record"), lambda row: row.field),
    Column("reason", _("why it was left out, or why it is known to be missing"), lambda row: row.reason, shape=NEEDED),
)
REFERRED = (
    Table(
        "sources", _("one document or page"), ("slug",), SOURCE_COLUMNS, lambda: ordered(Source.objects.all(), "slug")
    ),
    Table(
        "sections",
        _("one heading of a source, with its paragraphs"),
        ("source", "first", "last"),
        SECTION_COLUMNS,
        lambda: ordered(Section.objects.all(), "source", last="position"),
    ),
    Table(
        "uncited",
        _("paragraphs of a source that gave no record"),
        ("source", "first"),
        UNCITED_COLUMNS,
        lambda: ordered(UncitedSpan.objects.all(), "source", last="position"),
    ),
    Table(
        "memberships",
        _("one country's time in a bloc"),
        ("bloc", "position"),
        MEMBERSHIP_COLUMNS,
        lambda: ordered(Membership.objects.select_related("bloc", "country"), "bloc__slug", last="position"),
    ),
    Table(
        "countries",
        _("one country or territory, with or without records; being listed says nothing about status"),
        ("code",),
        COUNTRY_COLUMNS,
        lambda: ordered(Country.objects.select_related("bloc"), "code"),
    ),
    Table("topics", _("one subject"), ("slug",), TOPIC_COLUMNS, lambda: ordered(Topic.objects.all(), "slug")),
    Table(
        "groups",
        _("one group of participants whom the sources do not name"),
        ("slug",),
        GROUP_COLUMNS,
        lambda: ordered(Group.objects.all(), "slug"),
    ),
    Table(
        "gaps",
        _("something that was read and left out, or that is known to be missing"),
        ("slug",),
        GAP_COLUMNS,
        lambda: ordered(Gap.objects.all(), "slug"),
    ),
)
