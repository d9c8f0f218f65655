"""Names of countries in what a reader types and in what a record prints."""

import pytest

from cooperation.search import CountryNames, name_key, prepare

NAMES = CountryNames(
    [
        ("CI", "Côte d'Ivoire", "科特迪瓦", ["Ivory Coast", "象牙海岸"]),
        ("NE", "Niger", "尼日尔", []),
        ("NG", "Nigeria", "尼日利亚", []),
        ("ID", "Indonesia", "印度尼西亚", []),
        ("IN", "India", "印度", []),
        ("KP", "Democratic People's Republic of Korea", "朝鲜", ["DPRK"]),
        ("KR", "Republic of Korea", "韩国", ["ROK"]),
        ("DM", "Dominica", "多米尼克", []),
        ("DO", "Dominican Republic", "多米尼加共和国", []),
        ("ML", "Mali", "马里", []),
        ("SO", "Somalia", "索马里", []),
        ("GB", "United Kingdom", "英国", ["UK"]),
        ("SA", "Saudi Arabia", "沙特阿拉伯", []),
        ("BA", "Bosnia and Herzegovina", "波黑", []),
        ("GM", "Gambia", "冈比亚", []),
    ]
)


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "′", "`", "´", "＇", ""])
def test_apostrophes_of_any_form_are_forgiven(apostrophe):
    assert prepare(f"Côte d{apostrophe}Ivoire") == "cote divoire"
    assert NAMES.named(f"COTE D{apostrophe}IVOIRE") == "CI"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ivory  coast", "CI"),
        ("Ivory-Coast", "CI"),
        ("U.K.", "GB"),
        ("the Gambia", "GM"),
        ("Bosnia & Herzegovina", "BA"),
        ("象牙海岸", "CI"),
        ("ivory", ""),
        ("Korea", ""),
        ("", ""),
        ("-", ""),
    ],
)
def test_a_name_is_known_in_any_spelling_but_only_whole(typed, code):
    assert NAMES.named(typed) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nigeria and its neighbours", {"NG"}),
        ("Nigerian companies", {"NG"}),
        ("the Republic of Niger", {"NE"}),
        ("Democratic People’s Republic of Korea", {"KP"}),
        ("Republic of Korea", {"KR"}),
        ("Dominican Republic", {"DO"}),
        ("Dominicans", {"DM"}),
        ("印度尼西亚与索马里", {"ID", "SO"}),
        ("印度、马里", {"IN", "ML"}),
        ("malicious software in Somalia", {"SO"}),
        ("Saudi Arabia's plan", {"SA"}),
        ("brokers and Ukraine", set()),
        ("policing, CI and critical links", set()),
    ],
)
def test_texts_name_a_country_by_its_longest_name_and_as_a_word(text, codes):
    assert NAMES.mentioned(text) == codes


def test_marks_hold_countries_and_words_of_two_capitals():
    assert NAMES.marks(["AI of Nigeria (UN)", "policing"], ["CI"]) == "+ai+ +un+ =ci= =ng="


def test_keys_leave_out_what_names_come_with_or_without():
    assert name_key("Trinidad & Tobago") == name_key("Trinidad and Tobago") == "trinidadtobago"
