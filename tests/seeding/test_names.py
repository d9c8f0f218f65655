"""Names of countries: each has both, each of our own has its reason, none leads to two countries."""

import pytest

from cooperation.models import Country, Record, RecordCountry
from cooperation.search import Reading
from tests.seeding.small import FILES, problems, write

TABLE = FILES["countries.yaml"]


def with_kenya(tmp_path, lines: str) -> list[str]:
    return problems(write(tmp_path, countries=TABLE.replace("- code: KE\n", f"- code: KE\n{lines}")))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("  name: Kenia\n", "field 'why': is missing"),
        ("  name_zh: 肯亚\n", "field 'why': is missing"),
        ("  why: Because.\n", "field 'why': explains no name"),
        ("  aliases: [Zhongguo, CN]\n", "'CN' already leads to"),
        ("  aliases: [中国]\n", "already leads to KE"),
        ("  aliases: [Jamhuri ya Kenya, KENYA]\n", "'KENYA' is found without it"),
        ("  aliases: [Keenya, KEENYA]\n", "'KEENYA' is found without it"),
    ],
)
def test_a_name_needs_its_reason_and_leads_to_one_country(tmp_path, lines, words):
    found = with_kenya(tmp_path, lines)
    assert any(words in text for text in found), found


def test_a_reasoned_name_and_new_aliases_are_taken(tmp_path):
    assert with_kenya(tmp_path, "  name: Kenia\n  why: A test.\n  aliases: [Jamhuri ya Kenya, KE]\n") == []


def test_a_code_without_names_is_named(tmp_path):
    found = problems(write(tmp_path, countries=f"{TABLE}- code: XX\n  regions: [world]\n"))
    assert any("the library has no names for 'XX'" in text for text in found)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
class TestReal:
    """The table as it is."""

    def test_every_country_has_both_names(self):
        assert Country.objects.count() == 249
        for country in Country.objects.all():
            assert country.name
            assert any("\u3400" <= letter <= "\u9fff" for letter in country.name_zh), country.code

    @pytest.mark.parametrize(
        ("code", "name", "name_zh"),
        [
            ("CD", "Democratic Republic of the Congo", "刚果（金）"),
            ("CG", "Republic of the Congo", "刚果（布）"),
            ("CI", "Côte d'Ivoire", "科特迪瓦"),
            ("CV", "Cabo Verde", "佛得角"),
            ("EH", "Western Sahara", "西撒哈拉"),
            ("EU", "European Union", "欧盟"),
            ("FK", "Falkland Islands (Malvinas)", "福克兰群岛（马尔维纳斯）"),
            ("HK", "Hong Kong (China)", "中国香港"),
            ("KP", "Democratic People's Republic of Korea", "朝鲜"),
            ("KR", "Republic of Korea", "韩国"),
            ("LA", "Laos", "老挝"),
            ("MK", "North Macedonia", "北马其顿"),
            ("MM", "Myanmar", "缅甸"),
            ("MO", "Macao (China)", "中国澳门"),
            ("PS", "Palestine", "巴勒斯坦"),
            ("RU", "Russia", "俄罗斯"),
            ("SZ", "Eswatini", "斯威士兰"),
            ("TL", "Timor-Leste", "东帝汶"),
            ("TR", "Türkiye", "土耳其"),
            ("TW", "Taiwan", "台湾"),
            ("VA", "Holy See", "梵蒂冈"),
        ],
    )
    def test_delicate_names_are_exactly_these(self, code, name, name_zh):
        country = Country.objects.get(code=code)
        assert (country.name, country.name_zh) == (name, name_zh)

    def test_own_names_differ_from_the_library_or_are_held_fast(self):
        own = Country.objects.exclude(why="")
        assert all(country.name_override or country.name_zh_override for country in own)
        same = {c.code for c in own if (c.name, c.name_zh) == (c.library_name, c.library_name_zh)}
        assert same == {"EH", "MK", "SZ", "TR", "TW"}
        rest = Country.objects.filter(why="")
        assert all((c.name, c.name_zh) == (c.library_name, c.library_name_zh) for c in rest)

    @pytest.mark.parametrize(
        ("code", "forms"),
        [
            ("CI", ["Ivory Coast", "Côte d’Ivoire", "科特迪瓦", "象牙海岸", "CI", "ci"]),
            ("RU", ["Russia", "Russian Federation", "俄罗斯", "俄国", "RU"]),
            ("GB", ["United Kingdom", "UK", "U.K.", "Britain", "英国"]),
            ("KR", ["Republic of Korea", "South Korea", "ROK", "韩国", "南韩", "KR"]),
            ("TR", ["Türkiye", "Turkey", "turkiye", "土耳其", "TR"]),
            ("TH", ["Thailand", "泰国", "TH", "th"]),
            ("LA", ["Laos", "Lao PDR", "老挝", "寮国", "LA"]),
            ("EG", ["Egypt", "埃及", "EG"]),
        ],
    )
    def test_every_form_finds_the_same_real_records(self, client, code, forms):
        direct = RecordCountry.objects.filter(country=code, bloc=None).values_list("record__slug", flat=True)
        expected = set(Reading.of(forms[0]).narrow(Record.objects.all()).values_list("slug", flat=True))
        assert set(direct) <= expected
        assert expected
        for form in forms:
            assert set(Reading.of(form).narrow(Record.objects.all()).values_list("slug", flat=True)) == expected, form
            assert f'href="/countries/{code.lower()}/">Everything with' in client.get("/search/", {"q": form}).text
