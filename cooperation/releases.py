"""Releases: every commit that changes the public data leaves its state, its hash, and what changed.

What is compared is the canonical export, thing by thing and field by field, so that a release says
the same whatever brought it about, and two releases can be compared without the database.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count

from cooperation.choices import Action, Kind, Reference
from cooperation.models import Change, FormerSlug, Record, Release, Source
from cooperation.seeding.export import Files, kept_files, things
from cooperation.seeding.names import library_names

Plain = dict[str, Any]
Things = dict[tuple[str, str], Plain]
_RECORD = "record"
_TABLES: dict[str, str] = {
    "countries.yaml": Reference.COUNTRY,
    "topics.yaml": Reference.TOPIC,
    "groups.yaml": Reference.GROUP,
    "gaps.yaml": Reference.GAP,
}
_ORDER = [*Kind.values, *Reference.values]
# What makes an item of a list the same item in another release, the surest way first.
_SAME: dict[str, tuple[tuple[str, ...], ...]] = {
    "statements": (("field", "key", "source", "paragraph"), ("field", "key", "source")),
    "participants": (("country", "organisation", "group"),),
    "relations": (("to",),),
    "figures": (("key",),),
    "members": (("country", "joined"), ("country",)),
    "sections": (("title",), ("first",)),
    "uncited": (("first", "last"), ("first",), ("last",)),
}


@transaction.atomic
def publish() -> Release | None:
    """Make a release where the database no longer says what the newest one says; returns it, else None.

    Belongs into the transaction that changed the data, after its last change, while no load runs.
    """
    last = Release.objects.current()
    before = last.kept if last else {}
    now = kept_files(before)
    old, new = ({name: file.text for name, file in files.items()} for files in (before, now))
    code = hash_of(new)
    if last and last.hash == code:
        return None
    changes = differences(old, new)
    values = {"counts": _counts(), "tally": _tally(changes), "dump": Release.packed(now)}
    release = Release.objects.create(hash=code, previous=last, **values)
    _save(changes, release)
    return release


def _save(changes: list[Change], release: Release) -> None:
    keys = dict(Record.objects.values_list("slug", "pk"))
    for change in changes:
        change.release = release
        change.record_id = keys.get(change.slug) if change.kind in Kind.values else None
    Change.objects.bulk_create(changes, batch_size=500)
    _rejoin({change.record_id for change in changes if change.action == Action.ADDED}, keys)


def _rejoin(added: set[int | None], keys: dict[str, int]) -> None:
    """Let what came before a removal be the history of the record once it is back, under this slug or another."""
    former = dict(FormerSlug.objects.filter(record__isnull=False).values_list("slug", "record"))
    back = {slug: key for slug, key in (former | keys).items() if key in added}
    lost = [row for row in Change.objects.filter(kind__in=Kind.values, record=None).defer("fields") if row.slug in back]
    for row in lost:
        row.record_id = back[row.slug]
    Change.objects.bulk_update(lost, ["record"], batch_size=500)


def hash_of(files: Files) -> str:
    """SHA-256 of what `sha256sum` prints for the files of an export in the order of their names."""
    lines = (f"{hashlib.sha256(files[name].encode()).hexdigest()}  {name}\n" for name in sorted(files))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _counts() -> dict[str, int]:
    """How many records of each kind there are, and how many sources."""
    found = dict(Record.objects.order_by().values_list("kind").annotate(n=Count("pk")))
    return {kind: found.get(kind, 0) for kind in Kind.values} | {"source": Source.objects.count()}


def _tally(changes: Iterable[Change]) -> dict[str, dict[str, int]]:
    """How many of each kind were added, changed and removed, without zeros."""
    found = {str(action): Counter[str]() for action in Action}
    for change in changes:
        found[change.action][change.kind] += 1
    return {action: dict(numbers) for action, numbers in found.items() if numbers}


def differences(old: Files, new: Files) -> list[Change]:
    """What happened between two exports, kind by kind; the changes are not saved and know no release."""
    gone, come = _things(old, new), _things(new, old)
    _follow_renames(gone, come)
    changes = []
    for key in {**gone, **come}:
        before, after = gone.get(key), come.get(key)
        if before != after:
            changes.append(_change(key, before, after))
    return sorted(changes, key=_place)


def _place(change: Change) -> tuple[int, int, str, str]:
    """By kind, then what happened, then title."""
    return (
        _ORDER.index(change.kind),
        Action.values.index(change.action),
        change.title.casefold(),
        change.slug,
    )


def _things(files: Files, others: Files) -> Things:
    """The things of those files that are not the same in both exports."""
    return {
        (_sort(name), thing.get("slug") or thing["code"]): thing
        for name, text in files.items()
        if others.get(name) != text
        for thing in things(name, text)
    }


def _sort(name: str) -> str:
    """What a file of the export holds: records, or which of the things that they refer to."""
    return str(Reference.SOURCE) if name.startswith("sources/") else str(_TABLES.get(name, _RECORD))


def _follow_renames(gone: Things, come: Things) -> None:
    """A record that names a vanished slug as its own earlier one is that record."""
    for (sort, slug), thing in come.items():
        for former in thing.get("former_slugs", ()):
            if (sort, slug) not in gone and (sort, former) in gone.keys() - come.keys():
                gone[(sort, slug)] = gone.pop((sort, former))


def _change(key: tuple[str, str], before: Plain | None, after: Plain | None) -> Change:
    (sort, slug), thing = key, after or before or {}
    action = Action.CHANGED if before and after else Action.ADDED if after else Action.REMOVED
    fields = list(_fields(before, after)) if before and after else []
    kind = thing["kind"] if sort == _RECORD else sort
    return Change(kind=kind, slug=slug, title=_title(thing, slug), action=action, fields=fields)


def _title(thing: Plain, slug: str) -> str:
    """What a thing is called: by its name, title, label or subject; a country else by the library's name."""
    said = (thing[name] for name in ("name", "title", "label", "subject") if name in thing)
    return str(next(said, library_names(slug)[0] or slug))


def _fields(before: Plain, after: Plain) -> Iterator[Plain]:
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in _SAME:
            yield from _items(name, old or [], new or [])
        elif isinstance(old or new, list):
            yield _texts(name, old or [], new or [])
        else:
            yield _entry(name, old, new)


def _entry(name: str, old: Any, new: Any) -> Plain:
    return {"field": name, "old": old, "new": new}


def _texts(name: str, old: list[str], new: list[str]) -> Plain:
    """What a list of texts lost and gained; nothing of either where only its order changed."""
    lost, gained = [text for text in old if text not in new], [text for text in new if text not in old]
    return _entry(name, lost or None, gained or None)


def _items(name: str, old: list[Plain], new: list[Plain]) -> Iterator[Plain]:
    """Each item of a list that differs, beside the item that it was."""
    earlier, lost = _paired(old, new, _SAME[name])
    for item, was in zip(new, earlier, strict=True):
        if item != was:
            yield _entry(name, was, item)
    for item in lost:
        yield _entry(name, item, None)
    places = [old.index(was) for was in earlier if was is not None]
    if places != sorted(places):
        yield _entry(name, None, None)


def _paired(
    old: list[Plain], new: list[Plain], ways: Iterable[tuple[str, ...]]
) -> tuple[list[Plain | None], list[Plain]]:
    """For each new item the old one that it was, or None; and the old ones that are no more."""
    pairs: dict[int, Plain] = {}
    left = dict(enumerate(old))
    for identity in (_whole, *(_part(names) for names in ways)):
        places: dict[str, list[int]] = defaultdict(list)
        for place, item in left.items():
            places[identity(item)].append(place)
        for number, item in enumerate(new):
            if number not in pairs and (found := places[identity(item)]):
                pairs[number] = left.pop(found.pop(0))
    return [pairs.get(number) for number in range(len(new))], list(left.values())


def _whole(item: Plain) -> str:
    return repr(sorted(item.items()))


def _part(names: tuple[str, ...]) -> Callable[[Plain], str]:
    return lambda item: repr([item.get(name) for name in names])
