"""Every type of page for everyone: with scripts and without, light and dark, narrow and wide, by keys and on paper."""

import pytest

from tests.browser.conftest import OpenTab
from tests.browser.everyone import (
    NARROW,
    WIDE,
    ask,
    barriers,
    breaks_when_worn,
    brought_by_scripts,
    lost_on_the_way,
    wake_charts,
    wrong_on_paper,
)
from tests.browser.test_pages import PAGES, STATUS


@pytest.mark.parametrize("name", PAGES)
def test_page_is_for_everyone(tab: OpenTab, slugs: dict[str, str], name: str) -> None:
    """One visit with scripts: they cost, so everything that needs the page is asked of it while it is open."""
    watched = tab(width=NARROW, calm=True)
    watched.open(PAGES[name].format(**slugs), at_rest=False)
    found = watched.faults(STATUS.get(name, 200))
    found += brought_by_scripts(watched) + barriers(watched, "narrow", "light")
    found += watched.widened([390, NARROW]) + ask(watched, "smallTargets()") + breaks_when_worn(watched)
    found += watched.widened([1440, WIDE])
    wake_charts(watched)
    found += barriers(watched, "wide", "dark", "light") + ask(watched, "smallTargets()")
    found += ask(watched, "moving()") + lost_on_the_way(watched, WIDE, 720)
    found += wrong_on_paper(watched) + watched.problems
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize("name", PAGES)
def test_page_is_for_everyone_without_scripts(tab: OpenTab, slugs: dict[str, str], name: str) -> None:
    """A window of 320 by 256 is one of 1280 by 1024 at 400 %."""
    watched = tab(width=NARROW, calm=True)
    watched.open_without_scripts(PAGES[name].format(**slugs))
    found = watched.faults(STATUS.get(name, 200))
    found += barriers(watched, "narrow", "dark")
    found += lost_on_the_way(watched, NARROW, 256) + watched.widened([WIDE])
    assert not found, "\n".join(dict.fromkeys(found))
