"""What a spreadsheet would compute is text, and one rule gives the text back."""

import csv
import io

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cooperation.exports import defused, restored
from cooperation.models import Record
from tests.exports.listed import body, rows_of_csv, rows_of_xlsx
from tests.views.small import make, vocabulary

LEADS = "=+-@\t\r\n\0'＝＋－＠"
TEXTS = st.one_of(st.text(), st.tuples(st.sampled_from(LEADS), st.text()).map("".join))


@given(TEXTS)
def test_what_is_defused_comes_back(text):
    assert restored(defused(text)) == text
    assert not defused(text).startswith(tuple("=+-@\t\r\n\0＝＋－＠"))


@given(st.lists(TEXTS.map(lambda text: text.replace("\0", "")), min_size=1))
def test_through_a_file_too(texts):
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow(map(defused, texts))
    file.seek(0)
    assert [restored(cell) for cell in next(csv.reader(file))] == texts


def test_a_name_that_begins_like_a_formula(client: Client, db):
    vocabulary()
    make("row")
    Record.objects.update(name="=HYPERLINK(1)", summary="-0500, “中国”\nnext line")
    data = body(client, "/agreements.csv")
    assert data.startswith(b"\xef\xbb\xbfslug,name,")
    assert data.count(b"\r\n") == 2
    row = rows_of_csv(data)[0]
    assert (row["name"], row["summary"]) == ("'=HYPERLINK(1)", "'-0500, “中国”\nnext line")
    same = rows_of_xlsx(body(client, "/agreements.xlsx"))[0]
    assert (same["name"], same["summary"]) == (restored(row["name"]), restored(row["summary"]))
