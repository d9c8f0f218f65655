"""Public pages come in the tightest coding that the browser reads."""

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from cooperation.middleware import BrotliMiddleware

PAGE = "<p>a page of some length</p>" * 40


def answer(accepted: str, path: str = "/agreements/", content: str = PAGE) -> HttpResponse:
    request = RequestFactory().get(path, headers={"Accept-Encoding": accepted})
    return BrotliMiddleware(lambda _: HttpResponse(content))(request)


@pytest.mark.parametrize("accepted", ["br", "gzip, deflate, br, zstd", "gzip, br;q=0.8"])
def test_a_browser_that_reads_it_gets_it(accepted: str) -> None:
    response = answer(accepted)
    assert response["Content-Encoding"] == "br"
    assert response["Content-Length"] == str(len(response.content))
    assert response["Vary"] == "Accept-Encoding"
    assert brotli.decompress(response.content).decode() == PAGE
    assert len(response.content) < len(PAGE) / 4


@pytest.mark.parametrize("accepted", ["", "gzip", "br;q=0", "vbr, gzip"])
def test_others_are_left_to_gzip(accepted: str) -> None:
    response = answer(accepted)
    assert not response.has_header("Content-Encoding")
    assert response["Vary"] == "Accept-Encoding"
    assert response.content.decode() == PAGE


def test_short_pages_and_those_of_the_admin_stay_as_they_are() -> None:
    assert not answer("br", content="ok").has_header("Content-Encoding")
    assert not answer("br", path="/admin/login/").has_header("Content-Encoding")


def test_an_answer_in_pieces_stays_as_it_is() -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "br"})
    response = BrotliMiddleware(lambda _: StreamingHttpResponse([PAGE.encode()]))(request)
    assert not response.has_header("Content-Encoding")
