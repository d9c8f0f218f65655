"""Words in one spelling, for the index and for a query alike."""

import pytest

from cooperation.search import words
from cooperation.search.spelling import beginnings, fold, han_number, ordinal
from cooperation.search.text import tokens


def of(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisation", "organizations"),
        ("Centre", "centers"),
        ("programmes", "program"),
        ("defence", "defense"),
        ("labour", "labor"),
        ("policies", "policy"),
        ("companies", "company"),
        ("processes", "process"),
        ("Brazil", "Brasil"),
        ("cyber security", "cybersecurity"),
        ("Cyber-Space", "cyberspace"),
        ("e-commerce", "eCommerce"),
        ("５Ｇ", "5g"),
        ("Côte d’Ivoire", "COTE DIVOIRE"),
        ("Co\u0302te", "côte"),
        ("fourth", "4th"),
        ("第4届", "第四届"),
        ("首届", "第一届"),
        ("第12届", "第十二届"),
        ("China's", "Chinas"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert of(one) == of(other)


@pytest.mark.parametrize("word", ["business", "status", "analysis", "news", "as", "5g", "2015", "survey"])
def test_what_is_no_plural_keeps_its_ending(word: str) -> None:
    assert fold(word) == word


def test_han_characters_stand_alone_and_words_are_where_they_are_printed() -> None:
    assert of("5G合作") == ["5g", "合", "作"]
    assert [(token.text, token.start, token.end) for token in tokens("(Côte d’Ivoire)")] == [
        ("cote", 1, 5),
        ("divoire", 6, 14),
    ]


@pytest.mark.parametrize(
    ("typed", "word"),
    [("centr", "center"), ("programm", "program"), ("organiz", "organisation"), ("fir", "first"), ("lab", "labour")],
)
def test_the_beginning_of_either_spelling_leads_to_the_word(typed: str, word: str) -> None:
    assert any(fold(word).startswith(begun) for begun in beginnings(typed))


def test_numbers_in_two_scripts() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21, 112)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "21st",
        "112th",
    ]
    assert [han_number(n) for n in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]


def test_a_run_of_han_is_one_word_and_each_word_counts_once() -> None:
    assert words("合作 cooperation COOPERATION, 5G合作论坛") == ["合作", "cooperation", "5g", "合作论坛"]
    assert words("!? -") == []
