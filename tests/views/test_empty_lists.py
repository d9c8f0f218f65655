"""A list without records: which condition to drop, and how many records that would give."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


def test_empty_list_says_which_filter_to_drop(client: Client) -> None:
    html = client.get("/agreements/?country=ad&topic=trade").content.decode()
    assert "Nothing in the atlas fits all of this" in html
    assert '<a href="?topic=trade">without Country: Andorra</a> <span class="muted">1 agreement</span>' in html
    assert "without Topic" not in html  # nothing there either


@pytest.mark.parametrize(
    "query",
    [
        "country=ke&country=de&country_match=all",
        "country=ke&topic=trade&since=2010",
        "country=ke&since=2016&via=blocs&undated=1",
        "q=nowhere&country=ke",
        "q=kenya&topic=trade&began=1&until=2016&since=2012",
        "country=ad&topic=trade&since=2010&until=2020&exact=1&alone=1&layer=further",
    ],
)
def test_each_condition_to_drop_bears_the_number_of_what_is_left(client: Client, query: str) -> None:
    drops = re.findall(r'<a href="\?([^"]+)">without [^<]+</a> <span class="muted">(\d+)', empty(client, query))
    for rest, number in drops:
        assert client.get(f"/agreements/?{unescape(rest)}").context["count"] == int(number) > 0
    offered = {unescape(rest) for rest, _number in drops}
    for pill in client.get(f"/agreements/?{query}").context["pills"][:6]:
        assert (client.get(f"/agreements/?{pill.query}").context["count"] > 0) == (pill.query in offered)


def empty(client: Client, query: str) -> str:
    """The page of a list without records, which asks the database a limited number of times."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/agreements/?{query}")
    assert response.context["count"] == 0
    assert len(queries) <= 30
    return response.content.decode()


def test_where_no_condition_dropped_alone_helps_the_page_says_so(client: Client) -> None:
    words = "No condition dropped alone would show any."
    assert words in empty(client, "country=ad&region=oceania")
    assert words not in empty(client, "q=nowhere")
    assert words not in empty(client, "country=ke&topic=trade")
