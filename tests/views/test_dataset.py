"""The dataset over HTTP: the same files as from the command, told apart by release, and a page that explains them."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from frictionless import Package

from cooperation.exports import TABLES, export_dataset
from cooperation.models import Participant, Record, Release
from cooperation.models.snapshot import one_state

pytestmark = pytest.mark.django_db
ADDRESSES = ["/dataset.zip", "/dataset/datapackage.json", "/dataset/agreements.csv", "/dataset/participants.csv"]


def body(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content)


@pytest.fixture
def folder(seeded, db, tmp_path) -> Path:
    """The files that the command writes."""
    export_dataset(tmp_path / "dataset")
    return tmp_path / "dataset"


def test_each_file_is_that_of_the_command_byte_for_byte(client, folder):
    for table in TABLES:
        assert body(client, f"/dataset/{table.name}.csv") == (folder / f"{table.name}.csv").read_bytes()
    assert body(client, "/dataset/datapackage.json") == (folder / "datapackage.json").read_bytes()
    with ZipFile(BytesIO(body(client, "/dataset.zip"))) as archive:
        assert sorted(archive.namelist()) == sorted(path.name for path in folder.iterdir())
        assert all(archive.read(path.name) == path.read_bytes() for path in folder.iterdir())


def test_the_validator_finds_nothing_in_the_archive_of_the_site(client, seeded, tmp_path):
    (tmp_path / "dataset.zip").write_bytes(body(client, "/dataset.zip"))
    report = Package(str(tmp_path / "dataset.zip")).validate()
    assert report.flatten(["title", "note"]) == []
    assert report.valid
    assert len(report.tasks) == len(TABLES)


def test_the_lines_for_python_on_the_page_work_as_printed(client, folder, settings, capsys):
    (folder.parent / "dataset.zip").write_bytes(body(client, "/dataset.zip"))
    settings.SITE_URL = str(folder.parent)  # so that the lines read these files
    blocks = re.findall(r"<pre[^>]*><code>(.*?)</code>", client.get("/dataset/").content.decode(), re.DOTALL)
    made: dict[str, Any] = {}
    for block in blocks[:2]:
        exec(unescape(block), made)  # noqa: S102 - lines of our own page
    assert capsys.readouterr().out == "True\n"
    assert len(made["rows"]) == Participant.objects.count()
    assert len(made["agreements"]) == Record.objects.filter(kind="agreement").count()
    assert made["agreements"]["date_earliest"].dtype.kind == "M"
    assert made["agreements"]["name_zh"].notna().all()


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_same_release_gives_the_same_bytes_and_304(client, seeded, path):
    first = client.get(path)
    assert b"".join(first.streaming_content) == body(client, path)
    tag = first["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert len(queries) <= 3
    assert "CC BY" in client.get("/dataset/").content.decode()
    release = Release.objects.current()
    assert release
    Release.objects.filter(pk=release.pk).update(hash="0" * 64)
    assert client.head(path, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_head_has_no_body_and_builds_none(client, seeded, path):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.head(path)
        assert b"".join(answer.streaming_content) == b""
    assert answer["ETag"] == client.head(path)["ETag"]
    assert len(queries) <= 3


def test_each_address_has_a_tag_of_its_own_and_a_name_to_be_saved_under(client, seeded):
    answers = [client.head(path) for path in ADDRESSES]
    assert len({answer["ETag"] for answer in answers}) == len(ADDRESSES)
    short = Release.objects.get().short
    assert answers[0]["Content-Disposition"] == f'attachment; filename="cooperation-atlas-{short}.zip"'
    assert answers[2]["Content-Disposition"] == 'attachment; filename="agreements.csv"'
    assert [answer["Content-Type"] for answer in answers[:3]] == [
        "application/zip",
        "application/json",
        "text/csv; charset=utf-8",
    ]


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_load_between_head_and_body_has_both_made_again(client, seeded, path, monkeypatch):
    before = client.head(path)["ETag"]
    waiting = [Release.objects.get()]

    def late():
        if waiting:
            Release.objects.create(hash="f" * 64, previous=waiting.pop(), counts={}, tally={}, dump=b"")
        return one_state()

    monkeypatch.setattr("cooperation.exports.state.one_state", late)
    answer = client.get(path)
    assert b"".join(answer.streaming_content)
    assert answer["ETag"] not in ("", before)
    assert answer["ETag"] == client.head(path)["ETag"]


def test_other_tables_and_methods_are_refused(client, db):
    assert client.get("/dataset/secrets.csv").status_code == 404
    assert {client.post(path).status_code for path in [*ADDRESSES, "/dataset/"]} == {405}


def test_the_page_names_every_table_and_column(client, seeded):
    html = client.get("/dataset/").content.decode()
    for table in TABLES:
        assert f'href="/dataset/{table.name}.csv"' in html
        section = html.partition(f'id="{table.name}"')[2].partition("</section>")[0]
        told = set(re.findall(r'<tr id="[a-z_]+\.([a-z0-9_]+)"><th scope="row"><code>\1</code>', section))
        own = {column.name for column in table.own_columns}
        assert told == own
        if table.like:
            assert f'<a href="#{table.like.name}">' in section
            assert {column.name for column in table.columns} == own | {each.name for each in table.like.columns}


def test_the_page_says_which_release_it_is_how_much_and_how_to_cite(client, seeded, settings):
    settings.SITE_URL = "https://atlas.example"
    html = client.get("/dataset/").content.decode()
    release = Release.objects.get()
    assert release.hash in html
    assert f"“The whole dataset.” Cooperation Atlas, release {release.short} of " in html
    assert f"https://atlas.example/dataset/?release={release.short}. CC BY 4.0." in html
    rows = sum(table.rows().count() for table in TABLES)
    assert f"{rows} rows in {len(TABLES)} tables with {sum(len(table.columns) for table in TABLES)} columns" in html
    assert 'href="/dataset/"' in client.get("/about/").content.decode()


def test_without_a_release_the_files_are_there_and_bear_no_tag(client, seeded):
    Release.objects.all().delete()
    assert body(client, "/dataset/topics.csv").startswith(b"slug,name,name_zh,description\n")
    assert "ETag" not in client.head("/dataset.zip")
    facts = client.get("/dataset/").content.decode().partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert "Licence" in facts
    assert "Release" not in facts
