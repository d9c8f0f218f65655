"""The page of all values of a long filter: what it offers, finds, keeps and refuses."""

import re

import pytest
from django.test import Client

from cooperation.views import values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
OPTION = re.compile(r'name="\w+" value="([\w-]+)"( checked)?> <span>[^<]*</span>(?: <span class="n">(\d+)</span>)?')


def offered(client: Client, address: str) -> list[tuple[str, str, str]]:
    """Value, whether it is checked, and number of each checkbox."""
    response = client.get(address)
    assert response.status_code == 200
    return OPTION.findall(response.content.decode())


def test_every_value_with_its_number_the_most_frequent_first(client: Client) -> None:
    assert offered(client, "/agreements/values/country/") == [("de", "", "4"), ("ke", "", "1")]
    assert offered(client, "/agreements/values/country/?via=blocs&order=name") == [("de", "", "4"), ("ke", "", "3")]
    assert [value for value, _checked, _n in offered(client, "/search/values/participant/")] == ["union", "firm"]


def test_a_chosen_value_stays_also_where_it_is_not_found(client: Client) -> None:
    assert offered(client, "/agreements/values/country/?country=ad") == [
        ("de", "", "4"),
        ("ke", "", "1"),
        ("ad", " checked", "0"),
    ]
    assert offered(client, "/agreements/values/country/?country=ke&find=germany") == [
        ("ke", " checked", ""),
        ("de", "", "4"),
    ]


def test_what_is_found_is_said_in_words(client: Client) -> None:
    html = client.get("/agreements/values/country/?find=肯尼亚").content.decode()
    assert "1 country fits “肯尼亚”" in html
    assert "nothing here is called “nowhere”" in client.get("/agreements/values/source/?find=nowhere").content.decode()


def test_the_form_returns_to_the_list_with_all_other_filters(client: Client) -> None:
    html = client.get("/agreements/values/country/?topic=trade&since=2015&campaign=x").content.decode()
    form = html.split('class="values-form"')[1].split("</form>")[0]
    assert 'action="/agreements/' in form
    assert '<input type="hidden" name="topic" value="trade">' in form
    assert '<input type="hidden" name="since" value="2015">' in form
    assert "campaign" not in html.split("<main")[1]


def test_more_values_than_a_page_holds_are_told_of(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "MOST", 1)
    html = client.get("/agreements/values/country/").content.decode()
    assert OPTION.findall(html) == [("de", "", "4")]
    assert "1 more is not shown" in html


def test_bad_values_and_filters_without_such_a_page_are_refused(client: Client) -> None:
    bad = client.get("/agreements/values/country/?since=2015-13")
    assert bad.status_code == 400
    assert 'action="/agreements/"' in bad.content.decode()
    assert client.get("/agreements/values/topic/").status_code == 404
    assert client.get("/editions/values/country/").status_code == 404
    assert client.get("/agreements/values/country/?find=%00").status_code == 200
