"""What the country pages need: cells of a comparison, addresses of lists, how a record counts, bars of shares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import template
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cooperation.choices import Kind
from cooperation.models import Country, Membership, Organisation
from cooperation.profiles import ACTS, Entry, Profile, listed, parties
from cooperation.profiles.comparison import Shared
from cooperation.profiles.gather import Through, ends
from cooperation.profiles.words import bloc_names
from cooperation.templatetags.atlas import link_to, member_dates

register = template.Library()
SHOWN = 12
BAR_WIDTH, BAR_HEIGHT = 160, 14


@dataclass(frozen=True, slots=True)
class Cell:
    """A country's entries of one row, and the list that holds them, among others where it is the wider one."""

    country: Country
    entries: list[Entry]
    address: str = ""
    wider: str = ""

    @property
    def shown(self) -> list[Entry]:
        """As many as a cell holds."""
        return self.entries[:SHOWN]

    @property
    def more(self) -> int:
        """How many are left to the list."""
        return max(0, len(self.entries) - SHOWN)


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of some kinds: direct, through blocs, and those of the latter that no other part of the page shows.

    `narrow` and `wide` are the lists of the direct ones, and of all.
    """

    direct: list[Entry]
    through: list[Entry]
    groups: list[Through]
    narrow: str
    wide: str

    @property
    def both(self) -> int:
        """How many there are, alone or through a bloc."""
        return len(self.direct) + len(self.through)

    @property
    def grouped(self) -> int:
        """How many the groups hold."""
        return sum(len(group.entries) for group in self.groups)


@register.simple_tag
def section(profile: Profile, *kinds: str) -> Section:
    """The part of a country's page on these kinds; meetings held in the country stand apart there."""
    through = profile.through(*kinds)
    groups = profile.grouped([each for each in through if each not in profile.meetings_held])
    narrow, wide = in_list(profile, *kinds), wider_list(profile, *kinds)
    return Section(profile.direct(*kinds), through, groups, narrow, wide)


@register.simple_tag
def cells(profiles: Sequence[Profile], way: str, *kinds: str) -> list[Cell]:
    """A row: for each country the entries of these kinds that count `direct`, `through` a bloc, or either way."""
    ways = {
        "direct": lambda profile: Cell(profile.country, profile.direct(*kinds), in_list(profile, *kinds)),
        "through": lambda profile: Cell(profile.country, profile.through(*kinds), wider=wider_list(profile, *kinds)),
        "either": lambda profile: Cell(
            profile.country, [*profile.direct(*kinds), *profile.through(*kinds)], wider_list(profile, *kinds)
        ),
        "held": lambda profile: Cell(profile.country, profile.meetings_held),
        "named": lambda profile: Cell(profile.country, profile.meetings_named, wider=in_list(profile, *kinds)),
        "not-held": lambda profile: Cell(profile.country, profile.meetings_through, wider=wider_list(profile, *kinds)),
    }
    return [ways[way](profile) for profile in profiles]


@register.simple_tag
def dated_cells(profiles: Sequence[Profile], way: str) -> list[Cell]:
    """A row with the first and the latest dated record of each country, direct or through a bloc."""
    rows = [(profile, profile.direct(*ACTS) if way == "direct" else profile.through(*ACTS)) for profile in profiles]
    return [Cell(profile.country, [Entry(record) for record in ends(entries)]) for profile, entries in rows]


@register.simple_tag
def in_list(profile: Profile, *kinds: str, via: str = "") -> str:
    """The list of exactly these kinds with the country itself; of bodies whatever the range."""
    span = {} if kinds == (Kind.ORGANISATION,) else profile.span
    return listed([profile.country.code], kinds, span, {"via": via} if via else {})


@register.simple_tag
def wider_list(profile: Profile, *kinds: str) -> str:
    """The list of these kinds with the country itself or through a bloc."""
    return in_list(profile, *kinds, via="blocs")


@register.simple_tag
def acts_list(profile: Profile, **more: str) -> str:
    """The list of all that is no organisation with the country itself, narrowed further; undated ones at any time."""
    return listed([profile.country.code], ACTS, {} if "undated" in more else profile.span, more)


@register.simple_tag
def shared_list(profiles: Sequence[Profile], *kinds: str) -> str:
    """The list of these kinds that count for all the countries, alone or through a bloc."""
    codes = [profile.country.code for profile in profiles]
    return listed(codes, kinds, profiles[0].span, {"country_match": "all", "via": "blocs"})


@register.filter
def how(entry: Entry) -> str:
    """How a record counts for a country: directly, through which blocs, or not at all."""
    if entry.is_direct:
        return _("directly")
    if not entry.links:
        return _("not named")
    words = _("through %(blocs)s") % {"blocs": bloc_names(entry.blocs)}
    return _("%(words)s (membership on that date is possible)") % {"words": words} if entry.is_possible else words


@register.filter
def whom_named(entry: Entry) -> str:
    """Whom the sources name of a record that counts through a bloc, where that is not the bloc, or not it alone."""
    groups = get_text_list([f"“{group}”" for group in entry.groups], _("and"))
    bodies = get_text_list([str(body) for body in entry.bodies], _("and"))
    told = [
        words % {"who": who}
        for who, words in (
            (bodies, _("the sources name %(who)s, not the bloc itself")),
            (groups, _("the sources also name %(who)s, as a group")),
        )
        if who
    ]
    return "; ".join(told)


@register.filter
def how_each(shared: Shared) -> SafeString:
    """How a record counts for each of several countries: Kenya directly, Niger through African Union."""
    ways = "; ".join(f"{each.country} {how(entry)}" for each, entry in shared.entries)
    named = dict.fromkeys(whom_named(entry) for _each, entry in shared.entries)
    return format_html_join("", "<span>{}</span> ", ((words,) for words in (ways, *named) if words))


@register.filter
def not_named(entry: Entry) -> SafeString | str:
    """The words a row bears where a record took place in a country that does not itself take part."""
    parts = (how(entry), whom_named(entry))
    return "" if entry.is_direct else format_html_join(" ", "<span>{}</span>", ((part,) for part in parts if part))


@register.filter
def reservations(entry: Entry) -> SafeString:
    """What a row bears where its bloc is not all: a membership that is only possible, and whom the sources name."""
    words = _("membership on that date is possible, not certain")
    possible = format_html('<strong class="status">{}</strong>', words) if entry.is_possible else ""
    named = format_html("<span>{}</span>", told) if (told := whom_named(entry)) else ""
    return format_html("{} {}", possible, named)


@register.filter
def page_link(row: Model) -> SafeString | str:
    """A row with the link to its page."""
    return link_to(row)


@register.filter
def count_parties(countries: Sequence[Country]) -> str:
    """How many countries there are, and any bloc that is a party of its own."""
    return parties(countries)


@register.filter
def linked_blocs(blocs: Iterable[Organisation]) -> SafeString:
    """Blocs with the links to their pages."""
    return format_html_join(_(" and "), "{}", ((link_to(bloc),) for bloc in blocs))


@register.filter
def member_words(membership: Membership) -> str:
    """Since when a country has been a member, and until when it was: since 1 May 2004."""
    return member_dates(membership.joined, membership.left) or _("no date of joining entered")


@register.filter
def percent(share: float) -> str:
    """A share in words: 40 %; under 1 %."""
    if 0 < share < 1:
        return _("under 1 %")
    return _("{share} %").format(share=round(share))


@register.simple_tag
def share_bar(share: float, average: float) -> SafeString:
    """A bar for a share and a stroke for the average; the numbers stand beside it, so it is hidden from readers."""
    bar, stroke = (round(BAR_WIDTH * value / 100, 1) for value in (share, average))
    return format_html(
        '<svg class="share" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">'
        '<path class="share-ground" d="M0 {}h{}"/><path class="share-bar" d="M0 3h{}v8h-{}z"/>'
        '<path class="share-average" d="M{} 0v{}"/></svg>',
        *(BAR_WIDTH, BAR_HEIGHT, BAR_WIDTH, BAR_HEIGHT, BAR_HEIGHT - 0.5, BAR_WIDTH, bar, bar),
        *(max(1, stroke), BAR_HEIGHT),
    )
