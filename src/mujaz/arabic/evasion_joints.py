"""Where inside a word something stands that does not belong there: joints, and the chains they form.

A joint is the place between two pieces of what may be one word. Its nature says how much proof a repair
needs: `strong` and `invisible` joints are evasion by themselves, `stretch` (plain elongation) says nothing,
`bar`, `weak` and `lookalike` joints need proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mujaz.arabic.letters import INVISIBLE, LETTERS, MARKS, TATWEEL, word_start

__all__ = ["LOOKALIKES", "Chain", "Joint", "chains"]

Nature = Literal["strong", "invisible", "stretch", "bar", "weak", "lookalike"]

LOOKALIKES: dict[str, str] = {
    "|": "ا", "!": "ا", "1": "ا", "l": "ال", "I": "ا", "i": "اي", "a": "اع", "A": "اع", "@": "ا", "١": "ا",
    "0": "هو", "o": "هو", "O": "هو", "e": "ا", "2": "ءئا", "3": "ع", "٣": "ع", "5": "خه", "6": "ط", "7": "ح",
    "٧": "ح", "8": "قغ", "9": "قص", "4": "ذش", "$": "سش", "s": "سص", "S": "سص", "b": "ب", "B": "ب", "d": "دض",
    "D": "دض", "h": "هح", "H": "هح", "m": "م", "M": "م", "n": "ن", "N": "ن", "r": "ر", "R": "ر", "t": "تط",
    "T": "تط", "q": "ق", "f": "ف", "k": "ك", "K": "ك", "j": "ج", "z": "ز", "u": "و", "w": "و", "y": "ي",
    "sh": "ش", "kh": "خ", "gh": "غ", "th": "ث", "dh": "ذ",
}  # fmt: skip
"""Signs that stand for a letter: by shape (| for ا) or as in Arabic chat spelling (3 for ع, 7 for ح)."""

_BRACKETS = r"\"'`´()\[\]{}<>«»‹›“”„‘’"
_GAP = f"[^\\s{LETTERS}{MARKS}{_BRACKETS}]"
_IN_GAP = re.compile(_GAP)
_BEFORE_LETTER = re.compile(f"{_GAP}(?=[{LETTERS}])")
_SPACED_TATWEELS = re.compile(f"{TATWEEL}[^\\w\\n\\r{_BRACKETS}]{{1,4}}+{TATWEEL}++(?=[{LETTERS}])")
_LONGEST_GAP = 8
_PIECE = re.compile(f"[{LETTERS}][{LETTERS}{MARKS}]*+")
_LETTER_OR_MARK = re.compile(f"[{LETTERS}{MARKS}]")
_ONLY_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_SEPARATORS = re.compile(r"[^\w\s]{1,3}|_{1,2}")

# No word is longer; a text without any space is cut into chains of this length.
_MOST_JOINTS = 48

# Before a space these are prefixes or abbreviations: the tatweels may be a dash, and proof is needed.
_STANDS_BEFORE_SPACE = frozenset("ال وال بال فال كال لل ولل".split())


@dataclass(frozen=True, slots=True)
class Joint:
    """`text[start:end]` stands between two pieces; `core` is what it holds besides tatweel."""

    start: int
    end: int
    nature: Nature
    core: str


@dataclass(slots=True)
class Chain:
    """Pieces of letters and the joints between them: `joints[k]` follows `pieces[k]`.

    The first piece is empty when the chain begins with a look-alike («7ماس»).
    """

    pieces: list[tuple[int, int]]
    joints: list[Joint]


def chains(text: str) -> Iterator[Chain]:
    """All chains of a text, from left to right, without overlap; linear in the length of the text."""
    current: Chain | None = None
    floor = 0
    spaced = {match.end(): match.start() for match in _SPACED_TATWEELS.finditer(text)}
    for match in _BEFORE_LETTER.finditer(text):
        start, end = match.span()
        while start > floor and end - start < _LONGEST_GAP and _IN_GAP.match(text, start - 1):
            start -= 1
        joint = _classified(text, spaced.get(end, start), end, floor)
        if joint is None:
            continue
        piece = _PIECE.match(text, joint.end)
        assert piece is not None  # the pattern looks ahead for a letter
        if current is not None and current.pieces[-1][1] == joint.start:
            if len(current.joints) == _MOST_JOINTS:
                yield current
                current = Chain([piece.span()], [])
            else:
                current.joints.append(joint)
                current.pieces.append(piece.span())
        else:
            if current is not None:
                yield current
            current = Chain([(word_start(text, joint.start, floor), joint.start), piece.span()], [joint])
        floor = piece.end()
    if current is not None:
        yield current


def _classified(text: str, start: int, end: int, floor: int) -> Joint | None:
    while start > floor and text[start - 1] == TATWEEL:
        start -= 1
    has_left = start > 0 and _LETTER_OR_MARK.match(text, start - 1) is not None
    gap = text[start:end]
    core = gap.strip(TATWEEL)
    if not has_left:
        at_edge = start == 0 or text[start - 1].isspace() or text[start - 1] in "\"'(«“‘["
        if at_edge and gap == core and core in LOOKALIKES and core != "!":
            return Joint(start, end, "lookalike", core)
        return None
    if not core:
        return Joint(start, end, "stretch", core)
    if _ONLY_INVISIBLE.fullmatch(core):
        return Joint(start, end, "invisible", core)
    if core == "|" and not (gap[0] == TATWEEL and gap[-1] == TATWEEL):
        return Joint(start, end, "bar", core)
    if gap[0] == TATWEEL and gap[-1] == TATWEEL:
        return _between_tatweels(text, start, end, core, floor)
    if core in LOOKALIKES:
        return Joint(start, end, "lookalike", core)
    if _SEPARATORS.fullmatch(core):
        return Joint(start, end, "weak", core)
    return None


def _between_tatweels(text: str, start: int, end: int, core: str, floor: int) -> Joint | None:
    if any(sign.isalnum() and sign != TATWEEL for sign in core):
        return Joint(start, end, "lookalike", core) if core in LOOKALIKES else None
    if any(sign.isspace() for sign in core):
        before = text[word_start(text, start, floor) : start]
        if len(before) < 2 or before in _STANDS_BEFORE_SPACE:
            return Joint(start, end, "weak", core)
    return Joint(start, end, "strong", core)
