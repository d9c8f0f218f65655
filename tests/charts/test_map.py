"""The outlines that the build draws, and the pen that shades them."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pytest_django import Settings

from cooperation.charts.map import OutlinesMissing, Partner, View, draw, outlines, steps
from cooperation.filters.sets import AREAS
from cooperation.seeding.read import Seeds

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = """</title><script>alert(1)</script> & "x" onload='y'"""
WORLD = {"AA": "M0 0l50 0 0 50z", "CN": "M60 0l30 0 0 30z", "": "M0 60l9 0 0 9z", "BB": "M0 80l1 0 0 1z"}
VIEW = View(100, 100, WORLD, {"AA": [30, 20, 40], "BB": [0, 80, 0], "DD": [90, 90, 0]})

Points = list[tuple[int, int]]


def rings(data: str) -> Iterator[Points]:
    """The points of each ring of path data, which tells each from the one before."""
    for ring in re.findall(r"M([^z]+)z", data):
        head, steps_of_it = ring.split("l")
        x, y = (int(number) for number in re.findall(r"-?\d+", head))
        points = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps_of_it)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points


def drawn(*partners: Partner, view: View = VIEW) -> ET.Element:
    return ET.fromstring(draw(view, partners))  # noqa: S314  our own text, to see that it is well-formed


def partner(code: str, number: int = 1, name: str = "Somewhere") -> Partner:
    return Partner(code, name, number, f"/search/?country={code.lower()}")


def test_every_part_of_the_world_that_readers_may_choose_is_drawn() -> None:
    assert {value for value, _label in AREAS} | {"small"} == outlines().views.keys()


def test_every_country_of_the_atlas_has_a_place_in_the_world(seeds: Seeds) -> None:
    codes = {entry.seed.code for entry in seeds.countries}
    world = outlines().views["world"]
    assert len(codes) > 200
    assert {code for code in codes if not world.shows(code)} == {"EU"}


def test_no_outline_is_of_a_country_that_the_atlas_does_not_know(seeds: Seeds) -> None:
    codes = {entry.seed.code for entry in seeds.countries} | {""}
    for view in outlines().views.values():
        assert view.shapes.keys() | view.places.keys() <= codes


@pytest.mark.parametrize("name", ["world", "small"])
def test_no_country_is_torn_across_the_map(name: str) -> None:
    view = outlines().views[name]
    for code, data in view.shapes.items():
        for points in rings(data):
            across = [x for x, _y in points]
            assert max(across) - min(across) < view.width * 0.6, code
    russia = [x for points in rings(view.shapes["RU"]) for x, _y in points]
    assert min(russia) > view.width / 2


def test_every_point_lies_in_its_box() -> None:
    for name, view in outlines().views.items():
        for data in view.shapes.values():
            for points in rings(data):
                assert len(points) > 2
                assert all(0 <= x <= view.width and 0 <= y <= view.height for x, y in points), name
        assert all(0 <= x <= view.width and 0 <= y <= view.height for x, y, _size in view.places.values()), name


def test_land_without_a_code_of_its_own_is_drawn_and_never_counted() -> None:
    world = outlines().views["world"]
    assert world.shapes[""]
    assert "" not in world.places
    assert {"TW", "EH", "PS"} <= world.shapes.keys() | world.places.keys()


@pytest.mark.parametrize("code", ["SG", "HK", "MO", "MV", "NU", "CK", "GI"])
def test_small_states_are_markers(code: str) -> None:
    assert outlines().views["world"].is_small(code)


@pytest.mark.parametrize("code", ["RU", "KE", "TZ", "SA", "CU"])
def test_other_countries_are_outlines(code: str) -> None:
    assert not outlines().views["world"].is_small(code)


def test_the_source_of_the_borders_is_the_pinned_package(settings: Settings) -> None:
    source = outlines().source
    package = Path(settings.BASE_DIR, "package.json").read_text(encoding="utf-8")
    assert f'"{source["name"]}": "{source["version"]}"' in package
    assert source["address"].startswith("https://")


def test_outlines_that_were_not_built_are_named(unbuilt: None) -> None:
    with pytest.raises(OutlinesMissing, match=r"map\.json is missing; make assets builds it"):
        outlines()


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], []),
        ([1, 1], [(1, 1)]),
        ([3, 1], [(1, 1), (2, 3)]),
        ([22, 5], [(1, 1), (2, 3), (4, 7), (8, 15), (16, 22)]),
        ([10_000], [(1, 5), (6, 39), (40, 299), (300, 1999), (2000, 10_000)]),
    ],
)
def test_steps_are_chosen_by_the_numbers(numbers: list[int], expected: list[tuple[int, int]]) -> None:
    assert steps(numbers) == expected


def test_every_number_falls_into_one_step() -> None:
    for most in (1, 2, 7, 31, 32, 33, 99, 450, 12_345):
        found = steps([most])
        assert len(found) <= 5
        assert [number for first, last in found for number in range(first, last + 1)] == list(range(1, most + 1))


def test_each_partner_is_a_link_that_says_its_number() -> None:
    svg = drawn(partner("AA", 12, "Kenya"), partner("BB"), partner("DD"), partner("ZZ"))
    links = {link.attrib["href"]: link for link in svg.iter(f"{SVG}a")}
    assert list(links) == ["/search/?country=aa", "/search/?country=bb", "/search/?country=dd"]
    kenya = links["/search/?country=aa"]
    assert kenya.findtext(f"{SVG}title") == "Kenya: 12 records"
    assert kenya.attrib["class"] == "step-4"
    assert [path.attrib["d"] for path in kenya.iter(f"{SVG}path")] == [WORLD["AA"]]
    marker = links["/search/?country=dd"]
    assert [(path.attrib["class"], path.attrib["d"]) for path in marker.iter(f"{SVG}path")] == [
        ("hit", "M90 90h0"),
        ("ring", "M90 90h0"),
        ("dot", "M90 90h0"),
    ]


def test_markers_that_crowd_share_what_lies_between_them() -> None:
    crowded = View(1000, 1000, {}, {"AA": [100, 100, 0], "BB": [120, 100, 0], "CC": [900, 900, 0]})
    svg = drawn(partner("AA"), partner("BB"), partner("CC"), view=crowded)
    cells = {clip.attrib["id"]: clip.find(f"{SVG}path").attrib["d"] for clip in svg.iter(f"{SVG}clipPath")}
    assert cells == {
        "near-aa": "M60 60L110 60L110 140L60 140z",
        "near-bb": "M110 60L160 60L160 140L110 140z",
    }
    assert len([path for path in svg.iter(f"{SVG}path") if path.attrib.get("class") == "hit"]) == 3


def test_the_rest_is_plain_and_the_home_country_apart() -> None:
    svg = drawn(partner("AA"))
    (land,) = [path for path in svg.iter(f"{SVG}path") if path.attrib.get("class") == "map-land"]
    assert land.attrib["d"] == WORLD[""] + WORLD["BB"]
    (home,) = [path for path in svg.iter(f"{SVG}path") if path.attrib.get("class") == "map-home"]
    assert (home.attrib["d"], home.attrib["fill"]) == (WORLD["CN"], "url(#home-land)")
    assert home.findtext(f"{SVG}title") == "China takes part everywhere in the atlas and is not counted"


def test_the_map_needs_no_style_no_script_and_no_tab_stop() -> None:
    svg = drawn(partner("AA", name=HOSTILE), partner("DD"))
    for element in svg.iter():
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
    assert not list(svg.iter(f"{SVG}script"))
    assert {link.attrib["tabindex"] for link in svg.iter(f"{SVG}a")} == {"-1"}
    assert next(svg.iter(f"{SVG}title")) is not None
    assert HOSTILE in [title.text.split(": 1")[0] for title in svg.iter(f"{SVG}title") if title.text]
