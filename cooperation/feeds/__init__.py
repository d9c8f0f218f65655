"""What readers subscribe to: days for their calendar (iCal), and what releases changed (Atom)."""

from cooperation.feeds.calendar import Calendar, to_ical
from cooperation.feeds.news import MOST, Entry, News, to_atom

__all__ = ["MOST", "Calendar", "Entry", "News", "to_atom", "to_ical"]
