"""Dates that never lie: parse, show, order and compare the EDTF subset the atlas uses.

The subset of ISO 8601-2 is: a day (2015-07-06), a month (2019-03), a year (2009), an interval of
two of these (2014-11-19/2014-11-21), an interval still open (2016/..), one whose end nobody states
(2017-09-25/), and one of several days, months or years ([2015-05-08..2015-05-09]).
A trailing ~ says approximate, a trailing ? uncertain.
Nothing here ever guesses a day: a year has a first and a last possible day and is shown as a year.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import get_language

from cooperation.choices import Precision

_POINT = re.compile(r"(?P<y>[0-9]{4})(-(?P<m>[0-9]{2})(-(?P<d>[0-9]{2}))?)?(?P<mark>[~?]?)")
_ORDER = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}
FIRST_YEAR, LAST_YEAR = 1800, 2199
UNDATED_KEY = "000000000"


class DateError(ValueError):
    """A text that is not a date of the subset; the message says why, for a reader of the seeds."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """One date as its sources allow.

    `earliest` and `latest` are its first and last possible day, `latest` None while the end is
    open; `begun_by` is the last day on which it may have begun.
    """

    text: str
    earliest: dt.date
    latest: dt.date | None
    begun_by: dt.date
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    one_of: bool = False
    is_interval: bool = False
    unknown_end: bool = False

    @property
    def open_end(self) -> bool:
        """True for a span that has begun and whose end no source gives."""
        return self.latest is None

    @property
    def sort_key(self) -> str:
        """First possible day and precision, as text that sorts by time, the more exact date later."""
        return f"{self.earliest:%Y%m%d}{_ORDER[self.precision]}"

    @property
    def is_exact(self) -> bool:
        """True when every day of the event is known, so that it may stand in a calendar."""
        return self.precision == Precision.DAY and not (self.is_vague or self.open_end or self.unknown_end)

    @property
    def is_vague(self) -> bool:
        """True for a date that is approximate, uncertain or one of several."""
        return self.approximate or self.uncertain or self.one_of

    def refined_by(self, other: "Edtf") -> bool:
        """True when `other` tells the same date more exactly: December 2017, then 3 December 2017.

        A day within an event of several days is another date, and so is a year within an open
        span: a span is refined only by a span whose beginning and end refine its own.
        """
        if other.is_vague and not self.is_vague:
            return False
        if self.unknown_end:
            return not (other.open_end or other.one_of) and self._ends[0].refined_by(other._ends[0])
        if other.unknown_end and _ORDER[other.precision] <= _ORDER[self.precision]:
            return False
        if not self.is_interval:
            return self.earliest <= other.earliest and _ends_within(other.latest, self.latest)
        if not other.is_interval or self.open_end != other.open_end:
            return False
        return all(a.refined_by(b) for a, b in zip(self._ends, other._ends, strict=True))

    @property
    def _ends(self) -> "list[Edtf]":
        return [_point(part) for part in self.text.split("/") if part not in ("", "..")]


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Read one date of the subset; raises DateError that says what is wrong."""
    if not text:
        raise DateError("is empty; where no source gives a date, leave the whole line out")
    if text.startswith("["):
        return _one_of(text)
    if "/" in text and not re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", text):
        return _interval(text)
    return _point(text)


def _point(text: str) -> Edtf:
    match = _POINT.fullmatch(text)
    if not match:
        raise DateError(f"'{text}' is not a date such as 2015-07-06, 2019-03, 2009, 2016/.. or 2015~")
    year, month, day = int(match["y"]), int(match["m"] or 0), int(match["d"] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(f"'{text}' lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    earliest, latest, precision = _bounds(text, year, month, day, match["m"], match["d"])
    return Edtf(text, earliest, latest, latest, precision, match["mark"] == "~", match["mark"] == "?")


def _bounds(
    text: str, year: int, month: int, day: int, month_text: str | None, day_text: str | None
) -> tuple[dt.date, dt.date, Precision]:
    if month_text is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR
    if not 1 <= month <= 12:
        raise DateError(f"'{text}' has no such month")
    last = calendar.monthrange(year, month)[1]
    if day_text is None:
        return dt.date(year, month, 1), dt.date(year, month, last), Precision.MONTH
    if not 1 <= day <= last:
        raise DateError(f"'{text}' has no such day: that month has {last} days")
    return dt.date(year, month, day), dt.date(year, month, day), Precision.DAY


def _interval(text: str) -> Edtf:
    first_text, _, last_text = text.partition("/")
    if first_text in ("", ".."):
        raise DateError(f"'{text}' has no beginning; the atlas needs one")
    first = _point(first_text)
    if last_text == "..":
        return replace(first, text=text, latest=None, is_interval=True)
    if last_text == "":
        return replace(first, text=text, is_interval=True, unknown_end=True)
    last = _point(last_text)
    _refuse_reversed(text, first, last)
    return Edtf(
        text,
        first.earliest,
        last.latest,
        first.begun_by,
        min(first.precision, last.precision, key=_ORDER.__getitem__),
        first.approximate or last.approximate,
        first.uncertain or last.uncertain,
        is_interval=True,
    )


def _one_of(text: str) -> Edtf:
    match = re.fullmatch(r"\[([^\[\]]+)\.\.([^\[\]]+)\]", text)
    if not match:
        raise DateError(f"'{text}' is not one of several dates; write [2015-05-08..2015-05-09]")
    first, last = _point(match[1]), _point(match[2])
    if first.precision != last.precision:
        raise DateError(f"'{text}' mixes a {first.precision} with a {last.precision}")
    if first.is_vague or last.is_vague:
        raise DateError(f"'{text}' says twice that the date is not certain; leave out the ~ or ?")
    _refuse_reversed(text, first, last)
    return Edtf(text, first.earliest, last.latest, last.begun_by, first.precision, one_of=True)


def _ends_within(latest: dt.date | None, limit: dt.date | None) -> bool:
    return limit is None or (latest is not None and latest <= limit)


def _refuse_reversed(text: str, first: Edtf, last: Edtf) -> None:
    if last.latest is None or last.latest < first.earliest or last.earliest < first.earliest:
        raise DateError(f"'{text}' ends before it begins")


_EN_MONTHS = tuple(calendar.month_name)


def _words(language: str) -> "type[_ENGLISH] | type[_CHINESE]":
    return _CHINESE if (language or get_language() or "en").startswith("zh") else _ENGLISH


def display(date: Edtf, language: str = "") -> str:
    """The date as people say it, in English or Chinese (any tag that begins with zh); without one as the page is."""
    words = _words(language)
    if date.one_of:
        return words.one_of(*_parts(date.text.strip("[]").split("..")))
    if not date.is_interval:
        return words.marked(words.point(*_parts([date.text])[0]), date)
    first, last = date.text.split("/")
    if date.open_end:
        return words.marked(words.since(words.point(*_parts([first])[0])), date)
    if date.unknown_end:
        return words.marked(words.beginning(words.point(*_parts([first])[0])), date)
    return words.marked(words.span(*_parts([first, last])), date)


def display_span(earliest: dt.date, latest: dt.date, *, vague: bool = False, language: str = "") -> str:
    """The computed span of a series, from its first to its last edition, in years."""
    words = _words(language)
    text = words.span((earliest.year, 0, 0), (latest.year, 0, 0))
    return words.ABOUT.format(text) if vague else text


Parts = tuple[int, int, int]


def _parts(texts: list[str]) -> list[Parts]:
    """Year, month and day of each text, 0 where it has none."""
    result = []
    for text in texts:
        numbers = [int(part) for part in text.rstrip("~?").split("-")] + [0, 0]
        result.append((numbers[0], numbers[1], numbers[2]))
    return result


class _Marked:
    """How a language marks a date that is not certain."""

    ABOUT: str
    FROM_CONTEXT: str
    UNCERTAIN: str

    @classmethod
    def marked(cls, text: str, date: Edtf) -> str:
        if date.approximate:
            return (cls.FROM_CONTEXT if date.precision == Precision.DAY else cls.ABOUT).format(text)
        return cls.UNCERTAIN.format(text) if date.uncertain else text


class _ENGLISH(_Marked):
    """Dates in English: 6 July 2015, 19 to 21 November 2014, since 2016, about 2015."""

    ABOUT = "about {}"
    FROM_CONTEXT = "{} (from the context)"
    UNCERTAIN = "{} (uncertain)"

    @staticmethod
    def point(year: int, month: int, day: int) -> str:
        return " ".join(part for part in (str(day or ""), (month and _EN_MONTHS[month]) or "", str(year)) if part)

    @classmethod
    def span(cls, first: Parts, last: Parts) -> str:
        if first == last:
            return cls.point(*first)
        if first[:2] == last[:2] and first[2]:
            return f"{first[2]} to {cls.point(*last)}"
        if first[0] == last[0] and first[1]:
            return f"{cls.point(*first).removesuffix(f' {first[0]}')} to {cls.point(*last)}"
        return f"{cls.point(*first)} to {cls.point(*last)}"

    @staticmethod
    def since(text: str) -> str:
        return f"since {text}"

    @staticmethod
    def beginning(text: str) -> str:
        return f"from {text} (end not stated)"

    @classmethod
    def one_of(cls, first: Parts, last: Parts) -> str:
        if first[:2] == last[:2] and last[2] == first[2] + 1:
            return f"{first[2]} or {cls.point(*last)}"
        return f"some time between {cls.point(*first)} and {cls.point(*last)}"


class _CHINESE(_Marked):
    """Dates in Chinese: 2015年7月6日, 2014年11月19日至21日, 2016年至今, 约2015年."""

    ABOUT = "约{}"
    FROM_CONTEXT = "{}（据上下文）"
    UNCERTAIN = "{}（存疑）"

    @staticmethod
    def point(year: int, month: int, day: int) -> str:
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")

    @classmethod
    def span(cls, first: Parts, last: Parts) -> str:
        if first == last:
            return cls.point(*first)
        end = cls.point(*last)
        if first[0] == last[0]:
            end = end.removeprefix(f"{last[0]}年")
            end = end.removeprefix(f"{last[1]}月") if first[1] == last[1] and last[2] else end
        return f"{cls.point(*first)}至{end}"

    @staticmethod
    def since(text: str) -> str:
        return f"{text}至今"

    @staticmethod
    def beginning(text: str) -> str:
        return f"{text}起（未载结束日期）"

    @classmethod
    def one_of(cls, first: Parts, last: Parts) -> str:
        if first[:2] == last[:2] and last[2] == first[2] + 1:
            return f"{cls.point(*first)}或{last[2]}日"
        return f"{cls.point(*first)}与{cls.point(*last)}之间"
