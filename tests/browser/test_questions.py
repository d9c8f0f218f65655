"""The questions asked of every page do find what is wrong: here a page is made worse, and they must say so."""

import pytest

from tests.browser.conftest import OpenTab
from tests.browser.everyone import ask, brought_by_scripts, lost_on_the_way, wrong_on_paper
from tests.browser.watched import Watched

WORSE = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""


def questions(watched: Watched) -> list[str]:
    """All that is asked of a page, but for axe."""
    found = ask(watched, "smallTargets()") + ask(watched, "cutOff()") + ask(watched, "moving()")
    found += brought_by_scripts(watched) + wrong_on_paper(watched) + watched.widened([1280])
    return found + lost_on_the_way(watched, 1280, 720)


@pytest.fixture(scope="module")
def path() -> str:
    """A page with links in lists and in sentences, a table and an address of another host."""
    return "/about/"


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("main::after { content: ''; position: fixed; inset: 0 }", "lies under"),
        ("main a:focus { outline: none !important }", "does not show that it has the focus"),
        (".nav { display: block; font-size: 0.6rem; line-height: 1 } .nav a { padding: 0 }", "target: <a>"),
        ("h1 { overflow: hidden; height: 0.5em }", "words cut off in <h1>"),
        ("a { transition: color 1s }", "moves although calm was asked for"),
        ("main { width: 1400px }", "wider than a window of 1280"),
        ("@media print { .masthead nav { display: block !important } }", "on paper: <nav> Main is still there"),
        ("@media print { thead { display: block !important } }", "the head is not repeated"),
        ("@media print { main a::after { content: none !important } }", "the address is lost"),
    ],
)
def test_a_page_made_worse_is_found_out(tab: OpenTab, path: str, css: str, words: str) -> None:
    watched = tab(width=1280, calm=True)
    watched.open(path, at_rest=False)
    watched.page.evaluate(WORSE, css)
    assert words in " ".join(" ".join(questions(watched)).split())


def test_what_only_scripts_bring_is_found_out(tab: OpenTab, path: str) -> None:
    watched = tab()
    watched.open(path, at_rest=False)
    assert brought_by_scripts(watched) == []
    watched.page.evaluate("document.querySelector('main h2').textContent = 'Only here'")
    assert brought_by_scripts(watched) == ["only scripts bring: Only here"]


def test_a_page_that_holds_the_focus_is_found_out(tab: OpenTab, path: str) -> None:
    watched = tab(calm=True)
    watched.open(path, at_rest=False)
    held = (
        "(event) => { if (event.key === 'Tab') { event.preventDefault(); document.querySelector('.skip').focus(); } }"
    )
    watched.page.evaluate(f"document.addEventListener('keydown', {held})")
    assert "focus: Tab does not lead out" in " ".join(lost_on_the_way(watched, 1280, 720))
