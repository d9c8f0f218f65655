"""How wide a text is when nobody knows the reader's font, and how it is broken to fit."""

FONT = 13
MOST_LINES = 2
NARROW_LETTERS = frozenset("iIjlftr.,:;'’‘|!()[]-· ")
WIDE_LETTERS = frozenset("mwMW@%&—…")


def text_width(text: str) -> float:
    """How wide a text may be at most in pixels: the reader's font is not known, so letters count as in a wide one."""
    return sum(map(_letter, text)) * FONT


def _letter(letter: str) -> float:
    if letter >= "\u2e80":
        return 1.05
    if letter in WIDE_LETTERS:
        return 1
    if letter in NARROW_LETTERS:
        return 0.42
    return 0.74 if letter.isupper() else 0.62


def wrapped(text: str, width: float) -> list[str]:
    """A text in at most two lines of this width, the last cut where it holds no more."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        kept[-1] += "…"
    return [_cut(line, width) for line in kept]


def _cut(line: str, width: float) -> str:
    while text_width(line) > width:
        line = f"{line.rstrip('…')[:-1].rstrip()}…"
    return line
