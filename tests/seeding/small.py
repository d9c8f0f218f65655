"""A small set of seeds that tests write to disk and change."""

from pathlib import Path

from django.apps import apps

from cooperation.seeding.check import check
from cooperation.seeding.load import load
from cooperation.seeding.read import read_seeds
from cooperation.seeding.report import LoadReport, Options

SOURCE = """\
slug: paper
title: A paper
publisher: An office
publisher_kind: government
origin: An office
date: 2022-11
language: en
layer: founding
document: paper.txt
sha256: {zeros}
paragraphs: 3
uncited:
  - {{first: 3, last: 3, reason: Says nothing of cooperation.}}
""".format(zeros="0" * 64)

BODY = """\
slug: body
kind: organisation
type: company
name: Body
aliases: [B]
summary: A company that signs things.
status: unknown
topics: [security]
statements:
  - {field: name, value: Body, source: paper, paragraph: 1}
"""

MEMO = """\
slug: memo
kind: agreement
type: mou
name: Memo
summary: What both sides signed.
date: 2015-07-03~
status: adopted
place: {name: Berlin}
participants:
  - {role: signatory, organisation: body}
  - {role: signatory, country: KE}
topics: [security]
figures:
  - {number: 33, qualifier: more-than, as_of: 2021, key: partners, label: partners, unit: bodies}
statements:
  - {field: name, value: Memo, source: paper, paragraph: 1}
  - {field: date, value: 2015-07-03~, source: paper, paragraph: 1, note: The year follows from the context.}
  - {field: status, value: adopted, source: paper, paragraph: 1}
  - {field: place, value: {name: Berlin}, source: paper, paragraph: 1}
  - {field: figure, key: partners, value: {number: 33, qualifier: more-than, as_of: 2021}, source: paper, paragraph: 2}
  - field: participants
    complete: true
    value:
      - {role: signatory, organisation: body}
      - {role: signatory, country: KE}
    source: paper
    paragraph: 1
"""

PLAN = MEMO.replace("kind: agreement", "kind: initiative").replace("type: mou", "type: plan")

ROW = (
    '{"slug":"extra","kind":"initiative","type":"plan","name":"Extra","summary":"One.","status":"unknown",'
    '"topics":["security"],"statements":[{"field":"name","value":"Extra","source":"paper","paragraph":"1"}]}\n'
)

FILES = {
    "sources/paper.yaml": SOURCE,
    "organisations/body.yaml": BODY,
    "agreements/memo.yaml": MEMO,
    "countries.yaml": "- code: KE\n  regions: [africa]\n- code: CN\n  regions: [east-asia]\n",
    "topics.yaml": "- slug: security\n  name: Security\n  name_zh: 安全\n  description: what is safe\n",
    "groups.yaml": "- slug: fourteen\n  label: 14 countries\n  number: 14\n  regions: [africa]\n",
}


def write(root: Path, **changes: str) -> Path:
    """Write the small seeds under `root`; `changes` replace files by their stem, as in memo=...."""
    files = dict(FILES)
    for name, text in changes.items():
        match = next(file for file in FILES if file.split("/")[-1] == f"{name}.yaml")
        files[match] = text
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in check(read_seeds(root))]


def loaded(root: Path, **options: bool) -> LoadReport:
    assert problems(root) == []
    return load(read_seeds(root), Options(**options))


def put(root: Path, name: str, text: str) -> None:
    """One more file, as in put(root, "agreements/memo", MEMO)."""
    path = root / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    models = apps.get_app_config("cooperation").get_models()
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}
