"""The workbook of a list: what stays text, which days are days, and that nothing is lost."""

import datetime as dt
import io

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook

from cooperation.exports import LIST_COLUMNS, workbook
from cooperation.exports.workbook import Pen, SheetError
from cooperation.models import Record, Release
from tests.exports.listed import body, rows_of_xlsx, sheets
from tests.views.small import make, vocabulary

LONG = 40_000


def written(*texts: object) -> dict[str, Worksheet]:
    """The sheets of a workbook whose only records are these cells, one below the other."""
    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        pen, sheet = Pen(book), book.add_worksheet("Records")
        for row, text in enumerate(texts):
            pen.write(sheet, (row, 0), text)
        pen.write_long_texts()
    return sheets(file.getvalue())


FORMULAS = ["=1+1", "+86", "-0500", "@x", "{=1}", '=HYPERLINK("http://x")', "＝1", "'x", "http://x", "<r>x</r>", "\tx"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_stays_the_text_that_it_is(text):
    cell = written(text)["Records"]["A1"]
    assert (cell.value, cell.hyperlink) == (text, None)
    assert cell.data_type in ("s", "inlineStr")


@pytest.mark.parametrize("text", ["=1+1", "-0500", "2015-07", "2015", "'x"])
def test_it_stays_text_when_a_reader_edits_the_cell(text):
    assert written(text)["Records"]["A1"].quotePrefix


@pytest.mark.parametrize("value", [True, False])
def test_what_is_true_or_false_is_no_number(value):
    cell = written(value)["Records"]["A1"]
    assert (cell.data_type, cell.value) == ("b", value)


def test_plain_words_bear_no_mark():
    assert not written("Kenya")["Records"]["A1"].quotePrefix


PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(PRINTED, min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was(texts):
    sheet = written(*texts)["Records"]
    assert [sheet.cell(row, 1).value for row in range(1, len(texts) + 1)] == texts


@pytest.mark.parametrize("piece", ["x", "\N{CJK UNIFIED IDEOGRAPH-20000}", "= "])
def test_a_text_that_no_cell_holds_goes_on_in_a_sheet_of_its_own(piece):
    text = (piece * LONG)[:LONG]
    found = written("Kenya", text)
    cut = found["Records"]["A2"].value
    assert cut.endswith(" … (cut here; it stands whole in the sheet “Long texts”)")
    assert text.startswith(cut.partition(" …")[0])
    heading, *pieces = found["Long texts"].values
    assert heading == ("Sheet, row, column", "Piece", "Text")
    assert [(cell, number) for cell, number, _text in pieces] == [("Records, 2, 1", number) for number in (1, 2, 3)]
    assert "".join(part for _cell, _number, part in pieces) == text


def test_the_longest_text_that_fits_stands_whole():
    found = written("x" * 32_767, "𠀀" * 16_383)
    assert [cell.value for cell in found["Records"]["A"]] == ["x" * 32_767, "𠀀" * 16_383]
    assert "Long texts" not in found


def test_a_cell_that_cannot_be_written_is_named():
    with Workbook(io.BytesIO()) as book:
        sheet = book.add_worksheet("Records")
        with pytest.raises(SheetError, match=r"^Records: row 1048577, column 1: xlsxwriter answered -1$"):
            Pen(book).write(sheet, (1_048_576, 0), "x")


JULY_6, JULY_8 = dt.datetime.fromisoformat("2015-07-06"), dt.datetime.fromisoformat("2015-07-08")
DATES = {
    "2015-07-06": (JULY_6, JULY_6),
    "2015-07-06/2015-07-08": (JULY_6, JULY_8),
    "2015-07-06/": (JULY_6, None),
    "2015-07-06/..": (JULY_6, None),
    "2015-07-06~": ("2015-07-06", "2015-07-06"),
    "2015-07": ("2015-07-01", "2015-07-31"),
    "2015-07-06/2015-09": ("2015-07-06", "2015-09-30"),
    "2015": ("2015-01-01", "2015-12-31"),
    "1899-12-31": ("1899-12-31", "1899-12-31"),
    "": (None, None),
}


@pytest.fixture
def dated(db) -> None:
    vocabulary()
    for number, text in enumerate(DATES):
        make(f"row-{number}", date=text)


def test_only_a_known_day_is_a_date(client: Client, dated):
    rows = {row["date_edtf"] or "": row for row in rows_of_xlsx(body(client, "/agreements.xlsx"))}
    assert {text: (row["date_earliest"], row["date_latest"]) for text, row in rows.items()} == DATES


def test_the_text_of_a_date_is_never_a_number_or_a_day(client: Client, dated):
    sheet = sheets(body(client, "/agreements.xlsx"))["Records"]
    place = [column.name for column in LIST_COLUMNS].index("date_edtf") + 1
    cells = [cell for (cell,) in sheet.iter_rows(2, min_col=place, max_col=place) if cell.value]
    assert {cell.value for cell in cells} == set(DATES) - {""}
    assert all(cell.quotePrefix and not cell.is_date for cell in cells)


def test_what_the_list_is_stands_first(client: Client, dated, settings):
    settings.SITE_URL = "https://atlas.example"
    now = dt.datetime(2026, 7, 6, 12, tzinfo=dt.UTC)
    Release.objects.create(hash="a" * 64, time=now, counts={}, tally={}, dump=b"")
    found = sheets(body(client, "/agreements.xlsx?since=2015&until=2015"))
    assert list(found) == ["About", "Records", "Columns"]
    count = len(rows_of_xlsx(body(client, "/agreements.xlsx?since=2015&until=2015")))
    named = f"“{count} agreements, 2015.” Cooperation Atlas, release aaaaaaaaaaaa of 6 July 2026"
    address = "https://atlas.example/agreements/?since=2015&until=2015"
    assert dict(found["About"].values) == {
        "Source": "Cooperation Atlas",
        "Query": f"{count} agreements, 2015",
        "Address": address,
        "Rows": count,
        "Release": "a" * 64,
        "Time of the release": "2026-07-06T12:00:00Z",
        "Licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "Citation": f"{named}. {address}&release=aaaaaaaaaaaa. CC BY 4.0.",
    }
    told = dict(found["Columns"].values)
    assert told.pop("Column") == "Meaning"
    assert told == {column.name: str(column.meaning) for column in LIST_COLUMNS}


def test_the_heading_stays_in_view_and_every_column_can_be_filtered(client: Client, dated):
    sheet = sheets(body(client, "/agreements.xlsx"))["Records"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:AA{Record.objects.count() + 1}"
    assert all(cell.font.bold for cell in sheet[1])
    widths = {
        sheet.cell(1, number).value: sheet.column_dimensions[letter].width
        for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVW", 1)
    }
    assert widths["summary"] > widths["name"] > widths["date_edtf"] > widths["number"] > 8
    assert sheet["B2"].alignment.wrap_text


def test_an_empty_list_is_a_workbook_too(client: Client, dated):
    found = sheets(body(client, "/agreements.xlsx?since=1801&until=1802"))
    assert dict(found["About"].values)["Rows"] == 0
    assert [len(list(found["Records"].values))] == [1]


def test_a_failure_is_told_and_not_a_broken_file(client: Client, dated, monkeypatch):
    monkeypatch.setattr(workbook.Pen, "_write_text", lambda *_: -2)
    with pytest.raises(SheetError, match=r"^About: row 1, column 1: xlsxwriter answered -2$"):
        body(client, "/agreements.xlsx")
