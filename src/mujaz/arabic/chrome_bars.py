"""Lines that hold several pieces of furniture side by side: «السبت 24 يناير 2026 | الرئيسية | محليات | اتصل بنا».

Such a line is furniture only when each of its pieces is, or when it is a menu in which most entries are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mujaz.arabic.chrome_patterns import (
    SECTION_WORDS,
    is_date_bar,
    is_nav,
    is_share_bar,
    learned_value,
    outlet_like,
)
from mujaz.arabic.chrome_phrases import phrase_kind
from mujaz.arabic.letters import LETTERS, MARKS, compared

__all__ = ["Bar", "bar_of", "signed_by"]

_BETWEEN = re.compile(r"\s*[|•·]\s*|\t+")
_MOST_PIECES = 24
_MENU_WORDS = 3
_DIGIT = re.compile(r"\d")
_SIGNATURE = re.compile(r"(.{3,60}?) ?[–—|/-] (.{3,60})")
_INITIALED = re.compile(f"[{LETTERS}]\\. ?[{LETTERS}][{LETTERS}{MARKS}]{{2,20}}(?: [{LETTERS}{MARKS}]{{2,20}}){{0,2}}")

Told = tuple[Literal["page_date", "byline"], str]


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a line of several pieces is furniture (a key of `chrome_patterns.REASONS`), and what it says."""

    kind: str
    told: tuple[Told, ...]


def bar_of(line: str) -> Bar | None:
    """The line read as furniture side by side, None when any piece of it may belong to the article."""
    pieces = [piece for piece in _BETWEEN.split(line.strip()) if piece]
    if not 2 <= len(pieces) <= _MOST_PIECES:
        return None
    kinds = [_kind(piece) for piece in pieces]
    strange = [piece for piece, kind in zip(pieces, kinds, strict=True) if kind is None]
    menu = kinds.count("navigation")
    if strange and not (_is_menu(pieces) and len(strange) * 2 <= len(pieces)):
        return None
    if any(len(piece.split()) > _MENU_WORDS or _DIGIT.search(piece) for piece in strange):
        return None
    # Sections and dates alone («سوريا | 24 يناير 2026») may head a part of the article or be a table.
    sure = [kind for kind in kinds if kind not in (None, "section")]
    if set(sure) <= {"date"}:
        return None
    told: list[Told] = []
    for piece, kind in zip(pieces, kinds, strict=True):
        if kind == "date":
            told.append(("page_date", piece))
        elif kind == "byline" and (value := learned_value(piece)):
            told.append(("byline", value[1]))
    return Bar("navigation" if menu and sure[0] != "date" else str(sure[0]), tuple(told))


def signed_by(line: str) -> tuple[str, str, bool] | None:
    """Outlet and author of «outlet – author» (or the other way round), and whether an initial is in it («ع. سالم»)."""
    match = _SIGNATURE.fullmatch(line.strip())
    if match is None:
        return None
    for outlet, author in ((match[1], match[2]), (match[2], match[1])):
        if outlet_like(outlet) is not None and outlet_like(author) is None:
            return outlet, author, _INITIALED.fullmatch(author) is not None
    return None


def _is_menu(pieces: list[str]) -> bool:
    return sum(is_nav(piece) for piece in pieces) >= 2 or (is_nav(pieces[0]) and len(pieces) >= 3)


def _kind(piece: str) -> str | None:
    if is_nav(piece):
        return "navigation"
    if is_date_bar(piece)[0]:
        return "date"
    if is_share_bar(piece):
        return "share"
    if compared(piece) in SECTION_WORDS:
        return "section"
    told = learned_value(piece)
    if told is not None and told[0] == "byline":
        return "byline"
    return phrase_kind(piece)
