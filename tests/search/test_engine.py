"""Both databases find the same records in the same order: the lists here are those of both."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from cooperation.derive import derive
from cooperation.models import Organisation, Record
from cooperation.search import Reading
from tests.views import small

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def records(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A series with two editions, and records that name things in different places."""
    with django_db_blocker.unblock(), transaction.atomic():
        small.vocabulary()
        body = small.make("body", "organisation", (), name="Office of the Data Forum", aliases=["ODF"])
        who = ("CN", Organisation.objects.get(pk=body.pk))
        series = small.make("data-forum", "forum", who, type="series", name="Data Forum", name_zh="数据论坛")
        common = {"series": series, "name_zh": ""}
        small.make("df-1", "edition", who, date="2014-11-19", number=1, name="Inaugural meeting", **common)
        small.make("df-4", "edition", who, date="2017-12-03", number=4, name="Data meeting in Wuzhen", **common)
        small.make("data-old", name="Data memorandum", date="2012", who=("CN", "KE"))
        small.make("data-new", name="Memorandum on cyber security data", date="2021-05", who=("CN", "KE"))
        small.make("elsewhere", name="Trade note", summary="It concerns the data centre’s organisation.", date="2022")
        small.make("undated", name="Data paper", name_zh="数据合作文件")
        small.make("agenda", name="Vision 2021", date="2015")
        derive()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def found(query: str) -> list[str]:
    reading = Reading.of(query)
    return list(reading.ranked(reading.narrow(Record.objects.all())).values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("data forum", ["data-forum", "df-4", "df-1", "body"]),
        ("forum DATA", ["data-forum", "df-4", "df-1", "body"]),
        ("ODF", ["body", "data-forum", "df-4", "df-1"]),
        ("Data Forum 2017", ["df-4", "data-forum"]),
        ("4th data forum", ["df-4"]),
        ("fourth data forums", ["df-4"]),
        ("第4届数据论坛", ["df-4"]),
        ("2017年数据论坛", ["df-4", "data-forum"]),
        ("数据", ["data-forum", "df-4", "df-1", "undated"]),
        ("合作", ["undated"]),
        ("合作数据", []),
        ("Data", ["data-new", "data-forum", "df-4", "df-1", "data-old", "body", "undated", "elsewhere"]),
        ("memorandum kenya", ["data-new", "data-old"]),
        ("Kenya 2021", ["data-new"]),
        ("2021", ["agenda", "data-new"]),
        ("since 2021", ["elsewhere", "data-new"]),
        (
            "cybersecurity",
            ["data-new", "elsewhere", "data-forum", "df-4", "agenda", "df-1", "data-old", "body", "undated"],
        ),
        ("data center organization", ["elsewhere"]),
        ("cent", ["elsewhere"]),
        ("ata", []),
        ("africa agreements", ["data-new", "data-old"]),
    ],
)
def test_order_is_whole_name_then_names_then_the_rest(query: str, expected: list[str]) -> None:
    assert found(query) == expected


HOSTILE = [
    '"',
    "'",
    "a'b\"c",
    "* OR *",
    "NEAR(data forum, 2)",
    "search_names : data",
    "data NOT forum",
    "(((",
    "^data",
    "data:*",
    "data <-> forum",
    "!data & | ()",
    "== data ==",
    "=ke=",
    "+ai+",
    "\\",
    "%_%",
    "; DROP TABLE cooperation_record; --",
    "\u202eforum\u200f\u200b",
    "عربي",
    "𠀀𠀁",
    "½ ① ㈱ ﬁ",
    "'" * 150,
    "a" * 200,
    "数" * 200,
    "{} {0} %s %(x)s",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_text_is_an_order_to_the_database(client: Client, query: str) -> None:
    found(query)
    for path in ("/search/", "/agreements/", "/suggest/"):
        assert client.get(path, {"q": query}).status_code in (200, 400)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a\0b", "Words (q): “a�b” holds a character that cannot be typed"),
        ("x" * 201, "has 201 characters; it takes at most 200"),
        ("x" * 10_000, "has 10000 characters; it takes at most 200"),
        ("a b c d e f g h i j k l m n", "has 14 words; it takes at most 12"),
    ],
)
def test_limits_are_answered_with_words(client: Client, query: str, said: str) -> None:
    answer = client.get("/search/", {"q": query})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert client.get("/suggest/", {"q": query}).status_code == 400


@pytest.mark.parametrize(("query", "shown"), [("!!!", "!!!"), ("*", "*"), ('"', "&quot;"), ("🙂", "🙂")])
def test_what_holds_no_word_is_answered_with_words(client: Client, query: str, shown: str) -> None:
    answer = client.get("/search/", {"q": query})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert f"<h1>There is nothing to search for in “{shown}”: type a word, a name or a year</h1>" in html
    assert "cannot be read" not in html
    assert f'name="q" value="{shown}"' in html
    assert client.get("/suggest/", {"q": query}).status_code == 400
    both = client.get("/search/", {"q": query, "since": "x"}).content.decode()
    assert "This address cannot be read" in both


@pytest.mark.parametrize("path", ["/search/?q=data", "/agreements/", "/timeline/", "/map/"])
def test_results_are_one_skip_away(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    head = html[: html.index("<header")]
    assert head.index('href="#main"') < head.index('<a class="skip" href="#results">Skip to the results</a>')
    assert 'id="results"' in html
    assert "maxlength" not in html[html.index('id="q-top"') :].partition(">")[0]


def test_broken_utf8_and_lone_surrogates_are_no_failure(client: Client) -> None:
    for raw in ("%ED%A0%80", "%FF%FE", quote("data") + "%C3"):
        assert client.get(f"/search/?q={raw}").status_code in (200, 400)
    assert found("\ud800 data forum") == found("data forum")


def index_agrees() -> bool:
    """Whether the index holds what the columns say."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM cooperation_record WHERE words_in_names <> cooperation_words(search_names)"
                " OR words_in_all <> cooperation_words(search_text)"
            )
            return cursor.fetchone() == (0,)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO cooperation_words(cooperation_words, rank) VALUES('integrity-check', 1)")
    except DatabaseError:
        return False
    return True


def test_the_index_follows_every_change() -> None:
    assert index_agrees()
    Record.objects.filter(slug="undated").update(name="Renamed", name_zh="")
    derive()
    assert index_agrees()
    assert found("renamed") == ["undated"]
    assert found("合作") == []
    Record.objects.get(slug="agenda").delete()
    derive()
    assert index_agrees()
    assert found("vision") == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL computes the columns itself")
def test_the_test_above_would_see_an_index_that_drifted() -> None:
    Record.objects.filter(slug="undated").update(search_text="something else")
    assert not index_agrees()
