"""The one state of the database that the whole body of a file is read from."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from cooperation.models import Release
from cooperation.models.snapshot import one_state


class StateChanged(Exception):
    """A load was published after the head of an answer was made and before its body was begun."""


@contextmanager
def opened(release: Release | None) -> Iterator[None]:
    """One state for a whole body; raises StateChanged where it is not that of `release`, which the head names."""
    with one_state():
        if Release.objects.current() != release:
            raise StateChanged(_("the data changed before the file was begun; ask for it again"))
        yield
