"""The query string of filters, as addresses bear it."""

from django.http import QueryDict

from cooperation.filters import changed


def test_a_query_with_other_values_keeps_the_rest_and_leaves_out_what_holds_anyway() -> None:
    query = QueryDict("country=ke&via=blocs&since=2015")
    other = changed(query, country=["ke", "tz"], via="direct", since="", lanes="topic")
    assert other.urlencode() == "country=ke&country=tz&lanes=topic"
    assert "since" not in other
    assert query.urlencode() == "country=ke&via=blocs&since=2015"
