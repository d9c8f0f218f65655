"""Every filter says in words of the atlas what it was given and what it takes; none of Django's own reach a reader."""

import re
from collections.abc import Iterator
from html import unescape

import django_filters
import pytest
from django import forms
from django.core import validators
from django.http import QueryDict
from django.test import Client

from cooperation.filters import FILTERS, TiesFilter
from cooperation.filters.countries import CompareFilter, NameFilter, RangeFilter
from cooperation.filters.fields import quoted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]
SETS = {**FILTERS, "ties": TiesFilter, "range": RangeFilter, "compare": CompareFilter, "countries": NameFilter}
BAD = ("nonsense", "\x00", "ke\x00", "w" * 5000, "two words " * 40, "2015-02-30", "2015~", "-1", "%(value)s", "<b>")
NULLS = "\x00"


def messages_of_django() -> Iterator[str]:
    """Whatever a form field or a validator says of itself."""
    classes = [getattr(forms, name) for name in dir(forms) if name.endswith("Field")]
    for each in classes:
        for found in each.__mro__:
            yield from (str(words) for words in getattr(found, "default_error_messages", {}).values())
    for name in dir(validators):
        if words := getattr(getattr(validators, name), "message", None):
            yield words._kwargs["singular"] if hasattr(words, "_kwargs") else str(words)


PLACES = re.compile(r"%\(\w+\)[sd]")
DJANGO = [
    re.compile(".*".join(map(re.escape, PLACES.split(words))), re.DOTALL)
    for words in set(messages_of_django())
    if len(PLACES.sub("", words)) > 8  # some are nothing but the value
]


def bound_with(name: str, field: str, value: str) -> django_filters.FilterSet:
    query = QueryDict(mutable=True)
    query[field] = value
    return SETS[name](query)


@pytest.mark.parametrize("name", SETS)
def test_no_message_of_django_is_shown_and_each_quotes_the_value(name: str) -> None:
    for field in SETS[name]().filters:
        bounds = {value: bound_with(name, field, value) for value in BAD}
        refused = {value: bound.form.errors[field] for value, bound in bounds.items() if not bound.is_valid()}
        assert refused, field
        for value, said in refused.items():
            for words in map(str, said):
                assert not any(each.search(words) for each in DJANGO), (field, words)
                assert quoted(value.strip()) in words or "'2015-02-30'" in words, (field, words)
                assert NULLS not in words
                assert len(words) < 400, (field, words)


def test_messages_of_django_are_known_to_this_test() -> None:
    shown = ("Select a valid choice. x is not one of the available choices.", "Null characters are not allowed.")
    assert all(any(each.search(words) for each in DJANGO) for words in shown)
    assert any(each.search("Enter a number.") for each in DJANGO)
    assert any(each.search("Ensure this value is less than or equal to 3.") for each in DJANGO)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("sort=up", "Order (sort): “up” is not a value of this filter; it takes newest, oldest, name or relevance"),
        (
            "region=afrika",
            "Region (region): “afrika” is not a value of this filter; it takes africa or one of 11 others",
        ),
        ("country=zz", "Country (country): “zz” is not a value of this filter; it takes the code of a country"),
        ("exact=yes", "exact date only (exact): “yes” is not a value of this filter; it takes 1"),
        ("since=2015~", "From (since): “2015~” is not one year, month or day; it takes a date such as 2015, 2015-07"),
        (
            "until=2015-02-30",
            "To (until): '2015-02-30' has no such day: that month has 28 days; it takes a date such as",
        ),
        ("region=x&region=y", "“x” is not a value of this filter"),
        ("region=x&region=y", "“y” is not a value of this filter"),
    ],
)
def test_the_page_names_field_value_and_what_it_takes(client: Client, query: str, words: str) -> None:
    response = client.get(f"/agreements/?{query}")
    assert response.status_code == 400
    assert words in unescape(response.content.decode())
