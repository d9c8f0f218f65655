"""Stamps, places and anchors of paragraphs, on invented texts."""

from pathlib import Path

import pytest

from cooperation.evidence import (
    HEADING,
    LONGEST,
    SHARE,
    SKETCH,
    STAMP,
    Paragraph,
    Standing,
    anchors,
    as_printed,
    count,
    likeness,
    locate,
    lost,
    read_document,
)

TEXTS = [
    "The harbour office and the weather office signed a plan in Porto on May 4, 2011, and again in May 2012.",
    "Nine lighthouses sent reports on IT to the office; it may ask for more.",
    "A heading",
    "A heading",
    "港口办公室与气象局于2011年5月4日在波尔图签署计划。",
]


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(text) for text in texts]


STAMPS = [paragraph.stamp for paragraph in paragraphs(*TEXTS)]


def places(*texts: str) -> list[tuple[str, int]]:
    return [(place.standing.value, place.number) for place in locate(STAMPS, paragraphs(*texts))]


def test_paragraphs_are_the_lines_that_are_not_empty(tmp_path: Path):
    path = tmp_path / "text.txt"
    path.write_bytes("One.\r\n\r\n \t \nTwo\u2028still two.\n\n三。".encode())
    document = read_document(path)
    assert [paragraph.text for paragraph in document.paragraphs] == ["One.", "Two still two.", "三。"]
    assert len(document.sha256) == 64


@pytest.mark.parametrize(
    ("one", "other"),
    [("a  b\tc ", "a b c"), ("‘a’ “b”", "\"a' 'b\""), ("a – b—c", "a - b-c"), ("Ａ１", "A1"), ("Straße", "STRASSE")],
)
def test_what_only_looks_different_has_one_fingerprint(one, other):
    assert Paragraph(one).fingerprint == Paragraph(other).fingerprint


@pytest.mark.parametrize("other", ["a b d", "a bc", "a b c.", "a b"])
def test_a_change_of_one_character_has_another_fingerprint(other):
    assert Paragraph("a b c").fingerprint != Paragraph(other).fingerprint


def test_a_stamp_is_one_word_of_a_form_that_holds_the_sketch():
    for text in ("x", "four", "12345", "123456", *TEXTS):
        paragraph = Paragraph(text)
        assert STAMP.fullmatch(paragraph.stamp)
        assert len(paragraph.sketch) <= SKETCH
        assert locate([paragraph.stamp], [])[0].standing == Standing.GONE
        edited = locate([f"{'0' * 16}.{paragraph.stamp[17:]}"], [paragraph])
        assert (edited[0].standing, edited[0].number) == (Standing.EDITED, 1)


def test_like_texts_have_like_sketches():
    one, other = Paragraph(TEXTS[0]), Paragraph(TEXTS[0].replace("Porto", "Faro"))
    assert likeness(one.sketch, one.sketch) == 1
    assert likeness(one.sketch, other.sketch) > 0.6
    assert likeness(one.sketch, Paragraph(TEXTS[1]).sketch) < 0.2


def test_unchanged_paragraphs_are_exact_and_shifted_ones_moved():
    assert places(*TEXTS) == [("exact", n) for n in range(1, 6)]
    assert places("New.", *TEXTS) == [("moved", 2), ("moved", 3), ("moved", 5), ("exact", 4), ("moved", 6)]


def test_one_of_two_equal_paragraphs_that_goes_is_missed():
    found = places(*TEXTS[:3], TEXTS[4])
    assert found[2:] == [("exact", 3), ("gone", 0), ("moved", 4)]


def test_an_edited_paragraph_is_found_even_where_it_has_moved():
    edited = TEXTS[0].replace("signed", "drafted")
    assert places(TEXTS[1], edited, *TEXTS[2:])[:2] == [("edited", 2), ("moved", 1)]
    assert places("Something else entirely, on quite other matters.", *TEXTS[1:])[0] == ("gone", 0)


@pytest.mark.parametrize(
    ("term", "text", "times"),
    [
        ("May", "May 4 and May 5, but may not; Mayor", 2),
        ("IT", "IT, it and ITU", 1),
        ("2011", "2011, 20115 and 2011-12", 2),
        ("a.b", "a.b axb", 1),
        ("2011", "于2011年", 1),
        ("计划", "签署计划和计划书", 2),
        ("None", "", 0),
    ],
)
def test_terms_count_as_whole_words_in_their_case(term, text, times):
    assert count(term, Paragraph(text)) == times


@pytest.mark.parametrize(
    ("term", "printed"),
    [("PORTO", "Porto"), ("harbour Office", "harbour office"), ("may", ""), ("Port", ""), ("", ""), ("May 4", "May 4")],
)
def test_a_term_is_spelt_as_printed(term, printed):
    assert as_printed(term, Paragraph(TEXTS[0])) == printed


def test_anchors_take_the_first_spelling_that_stands_there_and_count_it():
    terms = [["Lisbon", "Porto"], ["May 4", "4 May"], ["May"], ["Spain"], ["May"]]
    assert anchors(terms, Paragraph(TEXTS[0])) == {"Porto": 1, "May 4": 1, "May": 2}


def test_anchors_keep_within_their_limits():
    words = [f"w{n:02}" for n in range(40)]
    paragraph = Paragraph(" ".join(words))
    found = anchors([[word] for word in words], paragraph)
    assert sum(map(len, found)) == len(paragraph.text) // SHARE // 3 * 3
    assert anchors([["x" * (LONGEST + 1), "y"]], Paragraph("x" * 25 + " y" * 200)) == {"y": 200}
    assert anchors([["Longer word", "Longer"]], Paragraph("Longer word")) == {"Longer": 1}
    assert len("Longer") <= HEADING // SHARE


def test_a_lost_anchor_is_named_with_both_counts():
    assert lost({"May": 2, "Porto": 1}, Paragraph(TEXTS[0].replace("May 2012", "June 2012"))) == [
        "'May' stands there 1 times, not 2"
    ]
