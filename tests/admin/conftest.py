"""A small loaded atlas and its editor."""

from pathlib import Path

import pytest
from django.test import Client

from cooperation.seeding.check import check
from cooperation.seeding.load import LoadReport, Options, load
from cooperation.seeding.read import read_seeds
from tests.seeding.small import BODY, write

FORUM = """\
slug: series
kind: forum
type: series
name: Series
summary: A row of meetings.
status: unknown
topics: [security]
statements:
  - {field: name, value: Series, source: paper, paragraph: 1}
"""
EDITION = """\
slug: series-1
kind: edition
type: edition
forum: series
number: 1
name: First Series
summary: The first meeting.
date: 2014
status: unknown
topics: [security]
relations:
  - {type: launched-at, to: body}
statements:
  - {field: name, value: First Series, source: paper, paragraph: 1}
  - {field: number, value: 1, source: paper, paragraph: 1}
  - {field: date, value: 2014, source: paper, paragraph: 1}
"""
BLOC = BODY.replace("slug: body", "slug: bloc").replace("type: company", "type: bloc\nspreads_to_members: true")
MEMBERS = "members:\n  - {country: KE, joined: 2001}\n"


def loaded(root: Path, **options: bool) -> LoadReport:
    seeds = read_seeds(root)
    assert [str(problem) for problem in check(seeds)] == []
    return load(seeds, Options(**options))


@pytest.fixture
def atlas(tmp_path: Path, db: None) -> Path:
    """The folder of the small seeds, which are loaded."""
    root = write(tmp_path / "seeds")
    more = {"forums/series": FORUM, "editions/series-1": EDITION, "organisations/bloc": BLOC + MEMBERS}
    for name, text in more.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded(root)
    return root


@pytest.fixture
def editor(admin_client: Client) -> Client:
    return admin_client
