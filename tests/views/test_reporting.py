"""The link that reports an error: what it fills in, and that it survives the way into a letter."""

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client
from django.test.utils import override_settings

from cooperation.models import Record, Release
from cooperation.releases import publish
from cooperation.templatetags.reporting import to_contact
from tests.views import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


def reports(client: Client, path: str, contact: str) -> list[str]:
    """Where the links of a page lead, those of its fields first."""
    with override_settings(CONTACT=contact, SITE_URL="https://atlas.example"):
        html = client.get(path).content.decode()
    links = re.findall(r'<a (?:class="report" )?href="([^"]*)">\s*Report an error', html)
    return [unescape(link) for link in links]


def test_each_field_and_the_record_can_be_reported(client: Client) -> None:
    publish()
    release = Release.objects.current()
    assert release
    *fields, whole = reports(client, "/agreements/a-dispute/", "desk@example.org")
    assert len(fields) == 3
    letters = [parse_qs(urlsplit(link).query) for link in (*fields, whole)]
    assert {urlsplit(link).path for link in fields} == {"desk@example.org"}
    assert {urlsplit(link).scheme for link in fields} == {"mailto"}
    assert all(letter["subject"] == ["Error in a-dispute"] for letter in letters)
    name = "Record: a dispute <https://atlas.example/agreements/a-dispute/>"
    assert letters[1]["body"][0].split("\r\n")[:4] == [
        name,
        "Field: Date",
        "According to: Office, 2016, ¶ 1; Daily, 2016",
        f"Release: {release.hash}",
    ]
    assert letters[3]["body"][0].split("\r\n")[:2] == [name, f"Release: {release.hash}"]


def test_many_sources_side_by_side_or_not_have_the_same_links(client: Client) -> None:
    record = Record.objects.get(slug="a-dispute")
    links = len(reports(client, "/agreements/a-dispute/", "desk@example.org"))
    source = record.statements.first()
    assert source
    for number in range(3):
        other = type(source.source)(
            slug=f"s{number}", title="S", origin=f"O{number}", publisher_kind="news", date="2016"
        )
        other.save()
        small.say(record, "date", "2016", other.slug)
    html = client.get("/agreements/a-dispute/").content.decode()
    assert 'class="ledger is-single"' in html
    assert len(reports(client, "/agreements/a-dispute/", "desk@example.org")) == links


@pytest.mark.parametrize("contact", ["", "Room 5, tel. 12345", "desk at example.org", "javascript:alert(1)//@x"])
def test_without_an_address_there_is_no_link(client: Client, contact: str) -> None:
    assert reports(client, "/agreements/a-dispute/", contact) == []


def test_what_a_name_holds_cannot_add_to_the_letter() -> None:
    name = "A & B = 100 % #1 ?bcc=x@y.org + 数字经济\r\n"
    link = to_contact("desk@example.org", name, {"Record": name})
    assert not set(link) & set(" \r\n\"'<>#+")
    assert link.count("&") == 1
    letter = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert letter["subject"] == [name]
    assert letter["body"][0].startswith(f"Record: {name}")
    assert "%20" in link
    assert unquote(link).isprintable() is False


@pytest.mark.parametrize(
    ("contact", "start", "end"),
    [
        ("https://tracker.example/new", "https://tracker.example/new?title=Error&body=Record%3A%20x%0D%0A", ""),
        ("https://tracker.example/new?kind=data#form", "https://tracker.example/new?kind=data&title=Error&", "#form"),
        ("mailto:desk@example.org", "mailto:desk@example.org?subject=Error&body=", ""),
        ("a&b@example.org", "mailto:a%26b@example.org?subject=Error&body=", ""),
    ],
)
def test_pages_and_letters_are_both_contacts(contact: str, start: str, end: str) -> None:
    link = to_contact(contact, "Error", {"Record": "x"})
    assert link.startswith(start)
    assert link.endswith(end)
