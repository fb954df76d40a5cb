"""How well an English spelling fits an Arabic name by sound.

Both spellings become sequences of sounds, and the cheapest alignment of the two is found (Needleman and
Wunsch, 1970) with the costs of `sounds`. Consonants carry the evidence; vowels carry little, since Arabic
does not write short ones and English spells the long ones in many ways. The article weighs next to
nothing, so that al-, el-, ash- and no article at all are the same, and a middle name that one side leaves
out costs less than its letters would.
"""

from __future__ import annotations

from functools import lru_cache

from mujaz.arabic.name_sounds import CHEAPEST, PAIR_ROWS, ROWS, Sounds, arabic_sounds, english_sounds
from mujaz.arabic.sounds import MISMATCH

__all__ = ["similarity"]

_WORTH_READING = 0.6
"""Below this the words are not looked at one by one: the answer is "no" anyway."""

_SLACK = 1e-9
"""Rounding that sums of costs may differ by."""


def similarity(arabic: str, english: str, *, at_least: float = 0.0) -> float:
    """How well `english` fits `arabic` by sound: 0 (nothing in common) to 1 (a usual spelling of it).

    Either may hold several words. Tashkeel, tatweel, invisible characters, case and diacritics do not
    matter; a word without letters of its script scores 0. An attached و ب ل ك ف costs little.
    What is certainly below `at_least` may be given as 0, which saves time where most pairs are unlike.
    """
    return _likeness(arabic, english, at_least)


@lru_cache(maxsize=8192)
def _likeness(arabic: str, english: str, at_least: float) -> float:
    """Kept, because the same names come again: in a name and in what is said of it, in the next article."""
    left, right = arabic_sounds(arabic), english_sounds(english)
    if not left.symbols or not right.codes:
        return 0.0
    budget = (1.0 - at_least) * (left.weight + right.weight) / 2 + _SLACK
    rows = _align(left, right, budget) if _may_fit(left, right, budget) else None
    if rows is None:
        return 0.0
    whole = 1.0 - 2.0 * rows[-1][-1] / (left.weight + right.weight)
    if whole >= _WORTH_READING and len(left.words) > 1:
        whole = min(whole, (whole + _worst_word(rows, left, right)) / 2)
    return max(0.0, min(1.0, whole))


def _may_fit(arabic: Sounds, english: Sounds, budget: float) -> bool:
    """Whether every Arabic letter left out, or given the unit that suits it best, costs no more than `budget`.

    Every alignment costs at least that. Most words that share consonants with a name are told apart so, at a fraction
    of what an alignment takes.
    """
    if arabic.skips:
        return True
    units = english.units
    least, previous = 0.0, ""
    for symbol, omission in zip(arabic.symbols, arabic.omissions, strict=True):
        before, least = least, omission
        for cost, cheap in CHEAPEST[symbol]:
            if cheap & units:
                if cost < omission:
                    least = cost
                break
        if (pair := previous + symbol) in PAIR_ROWS:
            half = next((cost for cost, cheap in CHEAPEST[pair] if cheap & units), 2 * MISMATCH) / 2
            before, least = min(before, half), min(least, half)
        budget -= before
        if budget < 0:
            return False
        previous = symbol
    return budget >= least


def _align(arabic: Sounds, english: Sounds, budget: float) -> list[list[float]] | None:
    """Cost of the cheapest alignment of every beginning with every beginning; the last cell is the whole.

    None as soon as every alignment costs more than `budget`. Time and memory grow with the product of the two lengths.
    """
    codes, omissions = english.codes, english.omissions
    columns = list(zip(range(len(codes)), codes, omissions, strict=True))
    row = [0.0]
    for omission in omissions:
        row.append(row[-1] + omission)
    _skip_columns(row, english.skips)
    rows = [row]
    cheapest = 0.0
    previous = ""
    for i, symbol in enumerate(arabic.symbols):
        costs, omission = ROWS[symbol], arabic.omissions[i]
        pairs = PAIR_ROWS.get(previous + symbol)
        above, row = row, [left := row[0] + omission]
        diagonal = above[0]
        for j, code, skip in columns:
            up = above[j + 1]
            best = diagonal + costs[code]
            if (other := up + omission) < best:
                best = other
            if (other := left + skip) < best:
                best = other
            if pairs is not None and (other := rows[-2][j] + pairs[code]) < best:
                best = other
            row.append(best)
            left, diagonal = best, up
        if middle := arabic.skips.get(i + 1):
            start, price = middle
            row = [min(here, there + price) for here, there in zip(row, rows[start], strict=True)]
        if english.skips:
            _skip_columns(row, english.skips)
        rows.append(row)
        cheapest_before, cheapest = cheapest, min(row)
        # a pair of letters is reached from two rows above, a middle word left out from farther still
        if cheapest > budget and cheapest_before > budget and not arabic.skips:
            return None
        previous = symbol
    return rows


def _worst_word(rows: list[list[float]], arabic: Sounds, english: Sounds) -> float:
    """Score of the Arabic word that fits its part of the English worst, along the cheapest alignment.

    A long shared surname would otherwise hide that the given names are two different ones. Middle words
    that the English leaves out are not counted.
    """
    i, j = len(arabic.symbols), len(english.codes)
    worst = 1.0
    for start, end in reversed(arabic.words):
        below = rows[end][j]
        if end in arabic.skips and below >= rows[start][j] + arabic.skips[end][1] - _SLACK:
            i = start
            continue
        while i > start:
            i, j = _step_back(rows, arabic, english, i, j)
        i = start
        if start == 0:
            j = 0
        weight = sum(arabic.weights[start:end])
        worst = min(worst, 1.0 - (below - rows[start][j]) / max(weight, 1.0))
    return worst


def _step_back(rows: list[list[float]], arabic: Sounds, english: Sounds, i: int, j: int) -> tuple[int, int]:
    """The cell from which the cheapest alignment reached (i, j), i > 0."""
    here = rows[i][j]
    if here >= rows[i - 1][j] + arabic.omissions[i - 1] - _SLACK:
        return i - 1, j
    if j == 0:
        return i - 1, j
    if here >= rows[i - 1][j - 1] + ROWS[arabic.symbols[i - 1]][english.codes[j - 1]] - _SLACK:
        return i - 1, j - 1
    if here >= rows[i][j - 1] + english.omissions[j - 1] - _SLACK:
        return i, j - 1
    pairs = PAIR_ROWS.get(arabic.symbols[i - 2] + arabic.symbols[i - 1]) if i > 1 else None
    if pairs and here >= rows[i - 2][j - 1] + pairs[english.codes[j - 1]] - _SLACK:
        return i - 2, j - 1
    if j in english.skips:
        return i, english.skips[j][0]
    return i - 1, j


def _skip_columns(row: list[float], skips: dict[int, tuple[int, float]]) -> None:
    for end, (start, price) in skips.items():
        if row[start] + price < row[end]:
            row[end] = row[start] + price
