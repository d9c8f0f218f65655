"""What the atlas holds of one country, and of several side by side: sets of rows, counts and words, no HTTP."""

from cooperation.profiles.addresses import COMPARED, compared, listed
from cooperation.profiles.comparison import Comparison
from cooperation.profiles.gather import ACTS, MEETINGS, Entry, Profile, profiles_of
from cooperation.profiles.silence import Silence, silences
from cooperation.profiles.topics import Topics, topics_of
from cooperation.profiles.words import none_words, parties, sentence, summary

__all__ = [
    "ACTS",
    "COMPARED",
    "MEETINGS",
    "Comparison",
    "Entry",
    "Profile",
    "Silence",
    "Topics",
    "compared",
    "listed",
    "none_words",
    "parties",
    "profiles_of",
    "sentence",
    "silences",
    "summary",
    "topics_of",
]
