"""The files of a list, read as their readers do."""

import csv
import io
import json
from typing import Any

import openpyxl
import pandas
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

FORMS = ["csv", "xlsx", "json", "jsonl"]


def body(client: Client, address: str, **headers: str) -> bytes:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    return b"".join(response)


def rows_of_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheets(data: bytes) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: sheet for sheet in book}


def rows_of_xlsx(data: bytes) -> list[dict[str, Any]]:
    heading, *rows = sheets(data)["Records"].values
    return [dict(zip(heading, row, strict=True)) for row in rows]


def slugs(form: str, data: bytes) -> list[str]:
    """The slugs of the records, in order; by the standard library and openpyxl, and pandas says the same."""
    known = {
        "csv": lambda: [row["slug"] for row in rows_of_csv(data)],
        "xlsx": lambda: [row["slug"] for row in rows_of_xlsx(data)],
        "json": lambda: [record["slug"] for record in json.loads(data)["records"]],
        "jsonl": lambda: [json.loads(line)["slug"] for line in data.decode().splitlines()],
    }
    return known[form]()


def frame(form: str, data: bytes) -> pandas.DataFrame:
    """The records as pandas reads them, without guessing types."""
    file = io.BytesIO(data)
    if form == "csv":
        return pandas.read_csv(file, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    if form == "xlsx":
        return pandas.read_excel(file, sheet_name="Records", keep_default_na=False)
    if form == "jsonl":
        return pandas.read_json(file, lines=True, dtype=False)
    return pandas.DataFrame(json.loads(data)["records"])
