"""How well an English spelling fits an Arabic name by sound.

Both spellings become sequences of sounds, and the cheapest alignment of the two is found (Needleman and
Wunsch, 1970) with the costs of `sounds`. Consonants carry the evidence; vowels carry little, since Arabic
does not write short ones and English spells the long ones in many ways. The article weighs next to
nothing, so that al-, el-, ash- and no article at all are the same, and a middle name that one side leaves
out costs less than its letters would.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic.sounds import ARABIC_LETTERS, BIGRAMS, MISMATCH, RENDERINGS, UNITS, VOWELS

__all__ = ["similarity"]

_CODE = {unit: code for code, unit in enumerate(UNITS)}
_ROWS = {letter: [costs.get(unit, MISMATCH) for unit in UNITS] for letter, costs in RENDERINGS.items()}
_PAIR_ROWS = {pair: [costs.get(unit, 2 * MISMATCH) for unit in UNITS] for pair, costs in BIGRAMS.items()}

_WORTH_READING = 0.6
"""Below this the words are not looked at one by one: the answer is "no" anyway."""

_SLACK = 1e-9
"""Rounding that sums of costs may differ by."""

_SKIPPED_WORD = 0.45
"""Share of its weight that a middle name costs when the other side leaves it out."""

_LONGEST = 64
"""Sounds looked at: no name is longer, and the alignment stays cheap whatever comes in."""


class _Sounds(NamedTuple):
    """One side of the alignment; all lists have one item a sound."""

    symbols: list[str]
    codes: list[int]
    weights: list[float]
    omissions: list[float]  # what leaving this sound out costs
    weight: float  # of all
    words: list[tuple[int, int]]
    skips: dict[int, tuple[int, float]]  # end of a middle word -> (its start, cost of leaving it out)
    floors: _Floors


def similarity(arabic: str, english: str, *, at_least: float = 0.0) -> float:
    """How well `english` fits `arabic` by sound: 0 (nothing in common) to 1 (a usual spelling of it).

    Either may hold several words. Tashkeel, tatweel, invisible characters, case and diacritics do not
    matter; a word without letters of its script scores 0. An attached و ب ل ك ف costs little.
    What is certainly below `at_least` may be given as 0, which saves time where most pairs are unlike.
    """
    left, right = _arabic_sounds(arabic), _english_sounds(english)
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


def _may_fit(arabic: _Sounds, english: _Sounds, budget: float) -> bool:
    """Whether every Arabic letter left out, or given the unit that suits it best, costs no more than `budget`.

    Every alignment costs at least that. Most words that share consonants with a name are told apart so, at a fraction
    of what an alignment takes.
    """
    if arabic.skips:
        return True
    floors = english.floors
    least, previous = 0.0, ""
    for symbol, omission in zip(arabic.symbols, arabic.omissions, strict=True):
        before, least = least, floors[symbol]
        if omission < least:
            least = omission
        pair = previous + symbol
        if pair in _PAIR_ROWS:
            half = floors[pair] / 2
            before, least = min(before, half), min(least, half)
        budget -= before
        if budget < 0:
            return False
        previous = symbol
    return budget >= least


class _Floors(dict[str, float]):
    """What an Arabic letter, or two letters, cost at least with the units of an English name; made as it is asked."""

    def __init__(self, codes: list[int]) -> None:
        super().__init__()
        self._codes = codes

    def __missing__(self, symbols: str) -> float:
        costs = _ROWS.get(symbols) or _PAIR_ROWS[symbols]
        least = self[symbols] = min(map(costs.__getitem__, self._codes))
        return least


def _align(arabic: _Sounds, english: _Sounds, budget: float) -> list[list[float]] | None:
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
        costs, omission = _ROWS[symbol], arabic.omissions[i]
        pairs = _PAIR_ROWS.get(previous + symbol)
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


def _worst_word(rows: list[list[float]], arabic: _Sounds, english: _Sounds) -> float:
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


def _step_back(rows: list[list[float]], arabic: _Sounds, english: _Sounds, i: int, j: int) -> tuple[int, int]:
    """The cell from which the cheapest alignment reached (i, j), i > 0."""
    here = rows[i][j]
    if here >= rows[i - 1][j] + arabic.omissions[i - 1] - _SLACK:
        return i - 1, j
    if j == 0:
        return i - 1, j
    if here >= rows[i - 1][j - 1] + _ROWS[arabic.symbols[i - 1]][english.codes[j - 1]] - _SLACK:
        return i - 1, j - 1
    if here >= rows[i][j - 1] + english.omissions[j - 1] - _SLACK:
        return i, j - 1
    pairs = _PAIR_ROWS.get(arabic.symbols[i - 2] + arabic.symbols[i - 1]) if i > 1 else None
    if pairs and here >= rows[i - 2][j - 1] + pairs[english.codes[j - 1]] - _SLACK:
        return i - 2, j - 1
    if j in english.skips:
        return i, english.skips[j][0]
    return i - 1, j


def _skip_columns(row: list[float], skips: dict[int, tuple[int, float]]) -> None:
    for end, (start, price) in skips.items():
        if row[start] + price < row[end]:
            row[end] = row[start] + price


# --- Arabic -----------------------------------------------------------------------------------------

_SAME_ARABIC = str.maketrans({"ٱ": "ا", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ة", "ۃ": "ة", "ە": "ه"})
_ARABIC_WORD = re.compile(f"[{''.join(ARABIC_LETTERS)}]+")
_PLAIN = re.compile("[ء-غف-ي ]*")
_ARTICLE_WEIGHT = 0.04
_PREFIX_WEIGHT = 0.25


def _plain_arabic(text: str) -> str:
    """Letters without marks: presentation forms resolved, tashkeel, tatweel and controls gone."""
    if _PLAIN.fullmatch(text):
        return text
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    kept = [c for c in text if c != "ـ" and unicodedata.category(c) not in {"Mn", "Cf"}]
    return "".join(kept).translate(_SAME_ARABIC)


@lru_cache(maxsize=2048)
def _arabic_sounds(text: str) -> _Sounds:
    symbols: list[str] = []
    weights: list[float] = []
    omissions: list[float] = []
    words: list[tuple[int, int]] = []
    for number, word in enumerate(_ARABIC_WORD.findall(_plain_arabic(text[: 8 * _LONGEST]))):
        begin = len(symbols)
        light = _light_letters(word, first=number == 0)
        for at, letter in enumerate(word):
            weight, omission = ARABIC_LETTERS[letter]
            if at in light:
                weight, omission = min(weight, light[at]), min(omission, light[at])
            elif symbols and symbols[-1] == letter:
                omission = min(omission, 0.25)
            symbols.append(letter)
            weights.append(weight)
            omissions.append(omission)
        words.append((begin, len(symbols)))
    if len(symbols) > _LONGEST:
        symbols, weights, omissions, words = symbols[:_LONGEST], weights[:_LONGEST], omissions[:_LONGEST], []
    return _Sounds(symbols, [], weights, omissions, sum(weights), words, _middle_words(words, weights), _Floors([]))


def _light_letters(word: str, *, first: bool) -> dict[int, float]:
    """Positions of letters that hardly count: the article, and particles written onto the first word."""
    at = 0
    light: dict[int, float] = {}
    if first:
        while at < 2 and word[at : at + 1] in {"و", "ف", "ب", "ل", "ك"} and len(word) - at >= 4:
            if word.startswith("ال", at + 1):
                light[at] = 0.1
            elif at == 0:
                light[0] = _PREFIX_WEIGHT
                break
            at += 1
    if word.startswith("ال", at) and len(word) - at >= 4:
        light[at] = light[at + 1] = _ARTICLE_WEIGHT
    elif word.startswith("لل", 0) and len(word) >= 4:
        light[0], light[1] = 0.1, _ARTICLE_WEIGHT
    return light


def _middle_words(words: list[tuple[int, int]], weights: list[float]) -> dict[int, tuple[int, float]]:
    return {end: (start, _SKIPPED_WORD * sum(weights[start:end])) for start, end in words[1:-1] if end > start}


# --- English ----------------------------------------------------------------------------------------

_LATIN = str.maketrans({
    "ç": "ch", "ş": "sh", "š": "sh", "ș": "s", "ž": "zh", "č": "ch", "ć": "ch", "ğ": "g", "ġ": "gh", "ḡ": "gh",
    "ı": "i", "ł": "l", "ø": "o", "å": "o", "æ": "ae", "œ": "e", "ß": "ss", "đ": "d", "ð": "d", "þ": "th",
    "ḏ": "dh", "ṯ": "th", "ḫ": "kh", "ẖ": "kh", "ǧ": "j", "ñ": "ny", "ẓ": "z", "ḍ": "d", "ə": "a",
})  # fmt: skip
_LATIN_WORD = re.compile("[a-z]+")
_SILENT_MARKS = re.compile("['’‘ʿʾʻʼ`´]")
_ARTICLES = frozenset({"al", "el", "ul", "il", "l"})
_SUN = frozenset(
    {"ash", "ad", "an", "ar", "as", "at", "az", "ath", "adh", "ed", "er", "en", "es", "et", "ez", "esh", "ech",
     "ess", "add", "ush", "ud", "us", "ur", "un", "uz", "ut", "ach"}
)  # fmt: skip
_ABBREVIATED = {"st": "saint", "mt": "mount", "ft": "fort"}
_GLUED_ARTICLE = re.compile("[ae]l(?=[bcdfghjkmnpqrstvwxyz])")
_SPELLINGS = re.compile("tch|sch|sh|ch|kh|gh|th|dh|zh|ph|ck|ee|oo|dj|tz|qu|gu(?=[ei])|(.)\\1*")
_REWRITTEN = {"tch": "ch", "sch": "sh", "ck": "k", "ee": "i", "oo": "u", "dj": "j", "qu": "q", "gu": "g", "tz": "z"}
_SOFT = frozenset("eiy")


@lru_cache(maxsize=2048)
def _english_sounds(text: str) -> _Sounds:
    text = _SILENT_MARKS.sub("", text[: 8 * _LONGEST].lower()).translate(_LATIN)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    tokens = _LATIN_WORD.findall(text)
    units: list[str] = []
    weights: list[float] = []
    omissions: list[float] = []
    words: list[tuple[int, int]] = []
    for number, token in enumerate(tokens):
        following = tokens[number + 1] if number + 1 < len(tokens) else ""
        if following and (token in _ARTICLES or (token in _SUN and following.startswith(token[1:]))):
            continue
        token = _ABBREVIATED.get(token, token)
        begin = len(units)
        glued = 2 if len(token) >= 5 and _GLUED_ARTICLE.match(token) else 0
        for match in _SPELLINGS.finditer(token):
            unit = _REWRITTEN.get(match[0], match[0] if match[0] in _CODE else match[0][0])
            weight, omission = _english_weight(unit, token, match.start(), match.end())
            if match.start() < glued:
                omission = min(omission, 0.3)
            if units and units[-1] == unit:
                omission = min(omission, 0.1)
            units.append(unit)
            weights.append(weight)
            omissions.append(omission)
        words.append((begin, len(units)))
    if len(units) > _LONGEST:
        units, weights, omissions, words = units[:_LONGEST], weights[:_LONGEST], omissions[:_LONGEST], []
    codes = [_CODE[unit] for unit in units]
    return _Sounds(units, codes, weights, omissions, sum(weights), words, _middle_words(words, weights), _Floors(codes))


def _english_weight(unit: str, token: str, start: int, end: int) -> tuple[float, float]:
    """Weight of a unit, and what it costs when the Arabic has no letter for it."""
    if unit in VOWELS:
        return 0.12, 0.06
    if unit == "h" and (end == len(token) or token[start - 1 : start] in {"r", "w", "l"}):
        return 0.3, 0.15  # Rafah, Sarah; Rhodes, White
    if unit == "h" and token[end : end + 1] not in VOWELS:
        return 0.8, 0.45  # John, Kuhn
    if unit == "g" and token[start - 1 : start] == "n":
        return 0.7, 0.45  # Washington, Beijing
    if unit == "g" and token[end : end + 1] == "n":
        return 0.8, 0.6  # Cologne
    if unit == "y":
        return 0.4, 0.25
    if unit == "w":
        return 0.6, 0.45
    if end == len(token) and len(token) > 3 and unit in {"s", "x", "t"}:
        return 0.8, 0.7 if unit == "t" else 0.5  # Georges, Bordeaux, Niort
    if unit == "gh":
        return 0.9, 0.7
    return 1.0, 1.0
