"""Twins of the pages of countries."""

from collections.abc import Mapping
from typing import Any

from cooperation.profiles.comparison import Counted, Shared
from cooperation.profiles.gather import ACTS, Entry, Profile
from cooperation.profiles.silence import Silence
from cooperation.twins.plain import pairs, plain, taken

Context = Mapping[str, Any]


def _list(context: Context) -> dict[str, Any]:
    rows = [plain(each) | {"direct": each.direct, "through": each.through} for each in context["countries"]]
    return {"find": context["find"], "countries": rows, "without_records": plain(context["silent"])}


def _country(context: Context) -> dict[str, Any]:
    profile, topics = context["profile"], context["topics"]
    return {
        "country": plain(profile.country),
        "range": context["dated"].span,
        "sentence": context["sentence"],
        **_profile(profile),
        "topics": {"records": topics.records, "everywhere": topics.everywhere, "shares": plain(topics.found)},
        "not_said": _silence(context["silence"]),
    }


def _profile(profile: Profile) -> dict[str, Any]:
    """All that counts for a country in the range, and how; bodies and memberships whatever the range."""
    acts, through = profile.direct(*ACTS), profile.through(*ACTS)
    return {
        "numbers": {"direct": len(acts), "through": len(through), "held_there": len(profile.held)},
        "direct": [plain(entry.record) for entry in acts],
        "through": [_through(entry) for entry in through],
        "held_there": [plain(entry.record) for entry in profile.held],
        "organisations": [plain(entry.record) for entry in profile.organisations],
        "memberships": plain(profile.memberships),
    }


def _through(entry: Entry) -> dict[str, Any]:
    """A record with the blocs through which it counts; `possible` where membership on its date is not certain."""
    ways = {"blocs": [bloc.slug for bloc in entry.blocs], "possible": entry.is_possible}
    return {**plain(entry.record), **ways}


def _silence(silence: Silence) -> dict[str, Any]:
    """What the sources do not say of it."""
    return {
        "kinds_without_record": plain(silence.kinds),
        "undated": [plain(entry.record) for entry in silence.undated],
        "agreements_without_place": [plain(entry.record) for entry in silence.placeless],
        "only_expected": [plain(entry.record) for entry in silence.expected],
        "disputed": [plain(entry.record) for entry in silence.disputed],
        "groups_that_may_include_it": pairs(silence.groups, "group", "records"),
        "undated_of_its_blocs": pairs(silence.undated_blocs, "bloc", "records"),
        "gaps": plain(silence.gaps),
    }


def _compare(context: Context) -> dict[str, Any]:
    """The countries side by side; before two are chosen only who is."""
    chosen = [plain(country) for country, _without in context["chosen"]] if context.get("chosen") else []
    if not (comparison := context.get("comparison")):
        return {"chosen": chosen, "fewest": context["fewest"], "most": context["most"]}
    topics = dict(zip(("common", "not_common"), map(_topics, comparison.topics), strict=True))
    return {
        "chosen": chosen,
        **taken(context, "title", "summary"),
        "shared": [_shared(each) for each in comparison.shared(*ACTS)],
        "topics": topics,
        "countries": [
            {"country": plain(profile.country), **_profile(profile), "not_said": _silence(silence)}
            for profile, silence in context["pairs"]
        ],
    }


def _topics(row: list[tuple[Profile, Counted]]) -> dict[str, Any]:
    return {profile.country.code: pairs(counted, "topic", "records") for profile, counted in row}


def _shared(shared: Shared) -> dict[str, Any]:
    ways = {profile.country.code: [bloc.slug for bloc in entry.blocs] for profile, entry in shared.entries}
    return {**plain(shared.record), "through": ways}


TWINS = {"countries/list.html": _list, "countries/detail.html": _country, "countries/compare.html": _compare}
