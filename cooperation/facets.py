"""The values of each filter: which there are, and how many records have them.

The filters ask this module alone, so that what counts can be exchanged without them.
"""

from collections import defaultdict

from cooperation.models import Country, Membership, Organisation


def organisations_taking_part() -> list[tuple[str, str]]:
    """Slug and name of each organisation that takes part in a record, by name."""
    rows = Organisation.objects.filter(participations__isnull=False).distinct().order_by("name")
    return list(rows.values_list("slug", "name"))


def countries_with_records() -> list[Country]:
    """The countries that some record counts for, directly or through a bloc, by name."""
    return list(Country.objects.filter(record_links__isnull=False).distinct())


def blocs_within(regions: set[str]) -> list[int]:
    """Blocs all of whose members are of one of these regions, so that the bloc itself is of it."""
    members: dict[int, list[set[str]]] = defaultdict(list)
    for membership in Membership.objects.select_related("country"):
        members[membership.bloc_id].append(set(membership.country.regions))
    return [bloc for bloc, each in members.items() if regions.intersection(*each)]
