"""Delete what no file holds any more, and keep in mind which slugs once led to a record."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db.models import ProtectedError

from cooperation.choices import Kind
from cooperation.models import FormerSlug, Record
from cooperation.seeding.read import Seeds
from cooperation.seeding.report import LoadError
from cooperation.seeding.tables import gone_rows


@contextmanager
def refused(what: str) -> Iterator[None]:
    """Say in words which rows still refer to what would go."""
    try:
        yield
    except ProtectedError as error:
        names = sorted({str(getattr(item, "record", item)) for item in error.protected_objects})
        raise LoadError(f"cannot {what}: still referred to by {', '.join(names)}") from error


def remove(slugs: list[str], *, by_hand: bool = False) -> int:
    """Delete records and keep their slugs, so that their addresses answer that they are gone.

    What an editor deletes `by_hand` is left out by loads for as long as a file still holds it.
    """
    rows = Record.objects.filter(slug__in=slugs)
    FormerSlug.objects.filter(record__in=rows).update(record=None)
    with refused("delete records"):
        for row in rows:
            row.relations.all().delete()
            row.participants.all().delete()
        rows.filter(kind=Kind.EDITION).delete()
        rows.delete()
    FormerSlug.objects.filter(slug__in=slugs, record=None).delete()
    FormerSlug.objects.bulk_create([FormerSlug(slug=slug, by_hand=by_hand) for slug in slugs], ignore_conflicts=True)
    return len(slugs)


def remove_rows(seeds: Seeds) -> set[str]:
    """Delete the countries, topics, groups and sources that no file holds any more; returns their names."""
    rows = gone_rows(seeds)
    for name, row in rows.items():
        with refused(f"delete {name}"):
            row.delete()
    return set(rows)


def deleted_by_hand() -> set[str]:
    """Slugs of records that editors deleted and that loads must not bring back."""
    return set(FormerSlug.objects.filter(by_hand=True).values_list("slug", flat=True))


def settle_former_slugs(held: Collection[str]) -> None:
    """Forget that a slug is gone where a record has it again, and who deleted it once its file is gone too."""
    FormerSlug.objects.filter(record=None, slug__in=Record.objects.values("slug")).delete()
    FormerSlug.objects.filter(slug__in=deleted_by_hand().difference(held)).update(by_hand=False)
