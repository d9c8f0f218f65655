"""How the release is carried through what a page leads to."""

import json

import pytest

from cooperation.pinning.links import can_be_pinned, in_data, in_page, pinned


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/", "/?release=abc"),
        ("/search/?", "/search/?release=abc"),
        ("?page=2", "?page=2&release=abc"),
        ("/agreements/memo/#said", "/agreements/memo/?release=abc#said"),
        ("/agreements/?release=other", "/agreements/?release=other"),
        ("/agreements/?q=release=", "/agreements/?q=release=&release=abc"),
        ("/static/css/site.css", "/static/css/site.css"),
        ("/admin/", "/admin/"),
        ("/changes/0123456/seeds.zip", "/changes/0123456/seeds.zip"),
        ("/changes/0123456/", "/changes/0123456/?release=abc"),
    ],
)
def test_an_address_is_pinned_once_and_only_where_it_shows_a_state(address: str, found: str) -> None:
    assert pinned(address, "abc") == found


def test_a_page_is_left_alone_but_for_its_ways_on() -> None:
    html = (
        '<link rel="canonical" href="https://a.example/map/?a=1"><a href="#main">x</a><a href="https://else.example/">'
        '<a data-now href="/map/"><a class="y" href="/map/?a=1&amp;b=2"><i data-find="/values/?x" data-label="And/or">'
        '<form id="filters" method="get"><input name="q"></form><form method="post" action="/x/"></form>'
    )
    assert in_page(html, "abc") == (
        '<link rel="canonical" href="https://a.example/map/?a=1&amp;release=abc"><a href="#main">x</a>'
        '<a href="https://else.example/"><a data-now href="/map/">'
        '<a class="y" href="/map/?a=1&amp;b=2&amp;release=abc">'
        '<i data-find="/values/?x&amp;release=abc" data-label="And/or"><form id="filters" method="get">'
        '<input name="q"><input type="hidden" name="release" value="abc"></form>'
        '<form method="post" action="/x/"></form>'
    )


def test_data_for_scripts_is_the_same_but_for_its_addresses() -> None:
    data = {
        "items": [{"url": "/search/?q=a", "label": "数字 and/or", "n": 1.5}, ["/agreements/x/", None, "/", "a / b"]]
    }
    assert json.loads(in_data(json.dumps(data), "abc")) == {
        "items": [
            {"url": "/search/?q=a&release=abc", "label": "数字 and/or", "n": 1.5},
            ["/agreements/x/?release=abc", None, "/", "a / b"],
        ]
    }


@pytest.mark.parametrize("path", ["/admin/", "/static/x.css", "/healthz", "/robots.txt", "//else.example/"])
def test_what_shows_no_state_is_not_pinned(path: str) -> None:
    assert not can_be_pinned(path)
