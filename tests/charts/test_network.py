"""The drawing of who with whom: nothing overlaps, nothing is cut, every mark leads somewhere."""

import itertools
import re
from typing import Any

import pytest

from cooperation.charts import network_of, to_network_svg
from cooperation.charts.company import MOST_COLUMNS, MOST_ROWS, NAME_WIDTH
from cooperation.charts.lettering import text_width, wrapped
from cooperation.charts.network import NARROWEST
from cooperation.models import Country, Record
from cooperation.ties import Tie


def record(number: int, year: int | None = 2015) -> Record:
    made = Record(pk=number, slug=f"record-{number}", kind="forum", name=f"Record {number}")
    made.set_date(str(year) if year else "")
    return made


def tie(name: str, *records: Record) -> Tie:
    return Tie("country", Country(code=name[:2].upper(), name=name), list(records), frozenset({"member"}))


def address(tie: Any) -> str:
    return f"/{tie.who.slug}/"


def test_rows_stand_below_each_other_and_columns_in_the_order_of_time() -> None:
    early, late, undated = record(1, 2010), record(2, 2020), record(3, None)
    drawn = network_of([tie("Kenya", undated, late, early), tie("Chad", late)], address, root=Country(name="Mali"))
    assert [row.name for row in drawn.rows] == ["Mali", "Kenya", "Chad"]
    assert [each.slug for each in drawn.records] == ["record-1", "record-2", "record-3"]
    assert [row.name for row in drawn.joined(late)] == ["Mali", "Kenya", "Chad"]
    assert all(above.bottom <= below.top for above, below in zip(drawn.rows, drawn.rows[1:], strict=False))


def test_only_the_closest_and_the_newest_are_drawn_and_the_rest_is_counted() -> None:
    records = [record(number, 1980 + number) for number in range(MOST_COLUMNS + 5)]
    drawn = network_of([tie(f"P{n}", *records) for n in range(MOST_ROWS + 3)], address)
    assert (len(drawn.rows), drawn.rows_left) == (MOST_ROWS, 3)
    assert (len(drawn.records), drawn.records_left) == (MOST_COLUMNS, 5)
    assert drawn.records[0] == records[5]


def test_own_record_comes_first_and_joins_all() -> None:
    own, other = record(1, 2020), record(2, 2010)
    drawn = network_of([tie("Kenya", other), tie("Chad", other), tie("Mali")], address, own=own)
    assert drawn.records == [own, other]
    assert [row.name for row in drawn.joined(own)] == ["Kenya", "Chad", "Mali"]
    assert drawn.others == 1
    assert ">here</text>" in to_network_svg(drawn)


def test_nothing_to_draw_is_empty() -> None:
    assert to_network_svg(network_of([], address)) == ""


@pytest.mark.parametrize(
    "name",
    [
        "Kenya",
        "Ministry of Science, Technology and Innovation of Brazil",
        "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM",
        "Long-named Committee for the Study of Names, of Lengths and of the Breaking of Lines, Department of Widths",
        "国家互联网信息办公室" * 6,
    ],
)
def test_name_fits_where_it_is_narrowest_and_is_told_in_full(name: str) -> None:
    broken = wrapped(name, NAME_WIDTH)
    assert 1 <= len(broken) <= 2
    assert all(text_width(line) <= NAME_WIDTH for line in broken)
    assert " ".join(broken).removesuffix("…") == name[: len(" ".join(broken).removesuffix("…"))]
    svg = to_network_svg(network_of([tie(name, record(1))], address))
    assert f"<title>{name}: 1 shared record</title>" in svg


@pytest.mark.parametrize("number", [1, 2, 9, 25, MOST_COLUMNS])
def test_names_of_years_never_touch(number: int) -> None:
    records = [record(n, 1990 + n) for n in range(number)]
    svg = to_network_svg(network_of([tie("Kenya", *records)], address))
    shown = re.findall(r'<text x="([\d.]+)%" y="[\d.]+" dx="3">(\w+)</text>', svg.split('class="years"')[1])
    spans = [(float(place) * NARROWEST / 100, text_width(name)) for place, name in shown]
    assert spans
    assert all(left + width <= NARROWEST for left, width in spans)
    assert all(left + width <= after for (left, width), (after, _) in itertools.pairwise(spans))


def test_each_line_leads_to_its_record_and_tells_whom_it_joins() -> None:
    svg = to_network_svg(network_of([tie("Kenya", record(1)), tie("Chad", record(1))], address))
    assert '<a href="/forums/record-1/" tabindex="-1" class="forum"><title>Record 1\n2015\nKenya, Chad</title>' in svg
    assert svg.count('<use href="#tie-forum"') == 2
    assert "style=" not in svg
