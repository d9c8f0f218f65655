"""What the pages of releases need: counts in words, and each changed field as it was and as it is."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.choices import Action, Kind, Reference
from cooperation.filters.words import counted
from cooperation.models import HOME, Change, Release
from cooperation.templatetags.atlas import kind_plural
from cooperation.templatetags.values import MENTIONED, Names, Plain, label, speaker, words

register = template.Library()
LONG = 60  # texts from this length on are compared word by word
ALIKE = 0.5  # texts less alike than this are shown whole
PARTING = 7  # words and spaces between two changes that still read as one
KEPT = 16  # words and spaces left around a change
NOUNS: dict[str, Callable[[int], str]] = {
    "source": lambda n: ngettext("%(n)s source", "%(n)s sources", n),
    "country": lambda n: ngettext("%(n)s country", "%(n)s countries", n),
    "topic": lambda n: ngettext("%(n)s topic", "%(n)s topics", n),
    "group": lambda n: ngettext("%(n)s group of participants", "%(n)s groups of participants", n),
    "gap": lambda n: ngettext("%(n)s gap", "%(n)s gaps", n),
}
_TOLD = ("value", "paragraph", "complete", "note", "doubt", "misprint", "anchors")
PLURALS = {
    "source": gettext_lazy("Sources"),
    "country": gettext_lazy("Countries"),
    "topic": gettext_lazy("Topics"),
    "group": gettext_lazy("Groups of participants"),
    "gap": gettext_lazy("Gaps"),
}
ACTIONS = {
    Action.ADDED: gettext_lazy("%(things)s added"),
    Action.CHANGED: gettext_lazy("%(things)s changed"),
    Action.REMOVED: gettext_lazy("%(things)s removed"),
}


@register.filter
def moment(time: dt.datetime) -> str:
    """A point of time as people say it: 22 November 2026, 09:30 UTC."""
    return f"{formats.date_format(timezone.localtime(time, dt.UTC), _('j F Y, H:i'))} UTC"


@register.simple_tag
def moment_element(time: dt.datetime) -> SafeString:
    """A point of time in words, and for machines."""
    return format_html(
        '<time datetime="{}">{}</time>', time.astimezone(dt.UTC).isoformat(timespec="seconds"), moment(time)
    )


@register.filter
def summed(release: Release) -> str:
    """What a release did, in one line: 12 records and 1 source added, 3 records changed."""
    merged = {}
    for action, numbers in release.tally.items():
        records = sum(number for kind, number in numbers.items() if kind in Kind.values)
        merged[action] = {"": records} | {kind: numbers.get(kind, 0) for kind in Reference.values}
    return _done(merged) or _("No fact changed, only the order or the arrangement of the files.")


@register.filter
def by_kind(release: Release) -> str:
    """The same, with each kind of record apart: 60 agreements and 5 sources added."""
    return _done(release.tally)


def _done(tally: dict[str, dict[str, int]]) -> str:
    done = [(action, tally[action]) for action in Action if action in tally]
    return ", ".join(ACTIONS[action] % {"things": _listing(numbers)} for action, numbers in done)


def _listing(numbers: dict[str, int]) -> str:
    """Numbers by kind in words, those of records first, without zeros."""
    kinds = ("", *Kind.values, *Reference.values)
    return str(get_text_list([_counted(kind, numbers[kind]) for kind in kinds if numbers.get(kind)], _("and")))


@register.filter
def holdings(release: Release) -> str:
    """How much a release holds: 60 agreements, 118 forums and 5 sources."""
    return _listing(release.counts)


def _counted(kind: str, number: int) -> str:
    return NOUNS[kind](number) % {"n": number} if kind in NOUNS else counted(kind, number)


@register.filter
def lines(change: Change) -> list[tuple[str, list[Plain]]]:
    """The changed fields with their labels, all entries of one field together."""
    found: dict[str, list[Plain]] = {}
    for entry in change.fields:
        found.setdefault(entry["field"], []).append(entry)
    return [(label(field), entries) for field, entries in found.items()]


@register.filter
def heading(change: Change) -> str:
    """What changes of this kind and action stand under: Agreements added."""
    return ACTIONS[Action(change.action)] % {"things": PLURALS.get(change.kind) or kind_plural(change.kind)}


@register.simple_tag
def subject(change: Change, names: Names) -> SafeString | str:
    """What a change is of, with the link to its page where it still has one."""
    here: Any = change.record if change.kind in Kind.values else names[f"{change.kind}:{change.slug}"]
    if not hasattr(here, "get_absolute_url") or change.slug == HOME:
        return change.title
    return format_html('<a href="{}">{}</a>', here.get_absolute_url(), change.title)


@register.simple_tag
def told(change: Change, entry: Plain, names: Names) -> SafeString | str:
    """How one entry of a changed field was and is."""
    field, old, new = entry["field"], entry["old"], entry["new"]
    if old is None and new is None:
        return _("put in another order")
    if field == "fingerprints":
        return _("made anew")
    if field == "statements":
        return _statement(old, new, names)
    if isinstance(old or new, list):
        return _both(_listed(field, old, names), _listed(field, new, names))
    return _compared(field, old, new, names, change.kind)


def _statement(old: Plain | None, new: Plain | None, names: Names) -> SafeString:
    """One statement: what it speaks of and who says it, then what differs."""
    row = new or old or {}
    parts = [key for key in _TOLD if _part(old, key) != _part(new, key)]
    if not (old and new):
        parts = ["value"]
    place = f", ¶\u202f{row['paragraph']}" if "paragraph" in row else ""
    field = f"{label(row['field'])} {row.get('key', '')}".strip()
    source = speaker(names[f"source:{row['source']}"]) + place
    head = _("%(field)s according to %(source)s") % {"field": field, "source": source}
    told_parts = [_told_part(key, row["field"], _part(old, key), _part(new, key), names) for key in parts]
    return format_html(
        '<span class="muted">{}:</span> {}', head, format_html_join("; ", "{}", ((t,) for t in told_parts))
    )


def _part(statement: Plain | None, key: str) -> Any:
    return statement.get(key, MENTIONED if key == "value" else None) if statement else None


def _told_part(key: str, field: str, old: Any, new: Any, names: Names) -> SafeString | str:
    if key == "anchors":
        return _("%(field)s: made anew") % {"field": label(key).lower()}
    if key != "value":
        return format_html("{}: {}", label(key).lower(), _compared(key, old, new, names))
    if field == "participants" and old and new:
        gone, come = [item for item in old if item not in new], [item for item in new if item not in old]
        return _both(_listed(field, gone or None, names), _listed(field, come or None, names))
    if isinstance(old or new, list):
        return _both(_listed(field, old, names), _listed(field, new, names))
    return _compared(field, old, new, names)


def _compared(field: str, old: Any, new: Any, names: Names, kind: str = "") -> SafeString | str:
    if isinstance(old, str) and isinstance(new, str) and min(len(old), len(new)) >= LONG:
        return _word_by_word(old, new)
    return _both(*(None if value is None else words(field, value, names, kind) for value in (old, new)))


def _both(old: Any, new: Any) -> SafeString:
    if old is None:
        return format_html("<ins>{}</ins>", new)
    if new is None:
        return format_html("<del>{}</del>", old)
    return format_html('<del>{}</del> <span aria-hidden="true">→</span> <ins>{}</ins>', old, new)


def _listed(field: str, values: list[Any] | None, names: Names) -> SafeString | None:
    if values is None:
        return None
    return format_html_join("; ", "{}", ((words(field, value, names, ""),) for value in values))


def _word_by_word(old: str, new: str) -> SafeString:
    """Both texts, one below the other, with the stretches that differ marked; one alone where it holds the other."""
    before, after = (re.findall(r"[\u3400-\u9fff]|\w+(?:['’]\w+)*|\s+|.", text) for text in (old, new))
    match = SequenceMatcher(None, before, after, autojunk=False)
    steps = match.get_opcodes() if match.ratio() >= ALIKE else [("replace", 0, len(before), 0, len(after))]
    stretches = list(_stretches(steps))
    gone, come = [(a, b) for a, b, _c, _d in stretches], [(c, d) for _a, _b, c, d in stretches]
    sides = ((_("was"), "del", before, gone), (_("now"), "ins", after, come))
    told_sides = [side for side in sides if any(last > first for first, last in side[3])]
    return format_html(
        '<span class="reworded">{}</span>', format_html_join("", "{}", ((_side(*side),) for side in told_sides))
    )


def _stretches(steps: Iterable[tuple[str, int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Where the texts differ, as from and to in both; what only few same words part is one stretch."""
    open_stretch: tuple[int, int, int, int] | None = None
    for step, first, last, new_first, new_last in steps:
        if step == "equal":
            continue
        if open_stretch and first - open_stretch[1] <= PARTING:
            open_stretch = (open_stretch[0], last, open_stretch[2], new_last)
            continue
        if open_stretch:
            yield open_stretch
        open_stretch = (first, last, new_first, new_last)
    if open_stretch:
        yield open_stretch


def _side(label: str, tag: str, words: list[str], stretches: list[tuple[int, int]]) -> SafeString:
    """One of the texts: what differs is marked, what does not is cut to the words around."""
    pieces: list[Any] = []
    end = 0
    for first, last in stretches:
        pieces.append(_shortened(words[end:first], at_start=end == 0))
        mark = SafeString(f"<{tag}>{{}}</{tag}>")
        pieces.append(format_html(mark, "".join(words[first:last])) if last > first else "")
        end = last
    pieces.append(_shortened(words[end:], at_end=True))
    return format_html(
        '<span><span class="muted">{}:</span> {}</span>', label, format_html_join("", "{}", ((p,) for p in pieces))
    )


def _shortened(words: list[str], *, at_start: bool = False, at_end: bool = False) -> str:
    """Words that did not change: those next to a change, and an ellipsis for the rest."""
    if len(words) <= (KEPT if at_start or at_end else 2 * KEPT) + 4:
        return "".join(words)
    head = "" if at_start else "".join(words[:KEPT])
    tail = "" if at_end else "".join(words[-KEPT:])
    kept = f"{head} … {tail}"
    return kept.lstrip() if at_start else kept.rstrip() if at_end else kept
