"""Dates in what a reader types: 2015, since 2015, before 2015, 2015-2019, July 2015, Sept 2015, 2015年7月."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from cooperation import dates

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTHS = [name.casefold() for name in calendar.month_name]
_SHORT = [name.casefold() for name in calendar.month_abbr]
_NAMES = "|".join([*_MONTHS[1:], "sept", *_SHORT[1:]])
_DATE = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])|[0-9]{4}-[0-9]{2}(?![0-9])"
    r"|[0-9]{4}\s*年(?:\s*[0-9]{1,2}\s*月)?(?:\s*[0-9]{1,2}\s*日)?"
    rf"|(?:[0-9]{{1,2}}\s+)?(?:{_NAMES})\.?,?\s+[0-9]{{4}}(?![0-9])|[0-9]{{4}}(?![0-9a-z])"
)
_SINCE, _UNTIL = r"since|from|as of|自|从", r"until|till|up to|by|截至|至"
_DAY = dt.timedelta(days=1)
_WHOLE = re.compile(
    rf"(?:(?P<since>{_SINCE})\s*|(?P<until>{_UNTIL})\s*|(?P<after>after)\s*|(?P<before>before)\s*|(?:in|during|between|of|在|于)\s+)?"
    rf"(?P<first>{_DATE})"
    rf"(?:\s*(?:-|–|—|/|~|to|until|till|and|至|到)\s*(?P<last>{_DATE}))?"
    r"(?:\s*(?:(?P<on>以来|起|onwards?)|(?P<later>以后|之后)|(?P<earlier>以前|之前)))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, where in the query it ends, and the year where it is a single one."""

    since: dates.Edtf | None
    until: dates.Edtf | None
    end: int
    year: str = ""


def dated_at(query: str, start: int) -> Span | None:
    """The dates that a query names from this place on."""
    match = _WHOLE.match(query, start)
    first = _read(match["first"]) if match else None
    if not match or not first:
        return None
    last = _read(match["last"]) if match["last"] else None
    if last:
        early, late = sorted((first, last), key=lambda date: date.earliest)
        return Span(early, late, match.end())
    ends = _open_ends(match, first)
    if any(ends):
        return Span(*ends, match.end())
    return Span(first, first, match.end(), first.text if len(first.text) == 4 else "")


def _open_ends(match: re.Match[str], date: dates.Edtf) -> tuple[dates.Edtf | None, dates.Edtf | None]:
    """From when or until when, where a word says so; neither where the date stands alone."""
    after, before = match["after"] or match["later"], match["before"] or match["earlier"]
    since = _beside(date, date.begun_by + _DAY) if after else date if match["since"] or match["on"] else None
    until = _beside(date, date.earliest - _DAY) if before else date if match["until"] else None
    return (since, None) if since else (None, until)


def _beside(date: dates.Edtf, day: dt.date) -> dates.Edtf:
    """The year, month or day, as the date is one, in which a day lies."""
    return dates.parse(day.isoformat()[: len(date.text)])


def _read(text: str) -> dates.Edtf | None:
    """A date as a person writes it; None where it is none, or lies too far off to be meant as one."""
    numbers = re.findall(r"[0-9]+", text)
    if name := re.search(r"[a-z]+", text.casefold()):
        month = _MONTHS.index(name[0]) if name[0] in _MONTHS else _SHORT.index(name[0][:3])
        numbers = [numbers[-1], str(month), *numbers[:-1]]
    try:
        date = dates.parse("-".join([numbers[0], *(number.zfill(2) for number in numbers[1:])]))
    except dates.DateError:
        return None
    return date if _FIRST_YEAR <= date.earliest.year <= _LAST_YEAR else None
