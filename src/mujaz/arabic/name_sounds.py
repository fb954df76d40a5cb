"""The sounds of a name as it is spelled in Arabic or in English: what `transliteration` aligns.

Every letter, or group of English letters that stands for one sound, has a weight (how much it tells) and a cost of
leaving it out. Words repeat from name to name, and are read once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from mujaz.arabic.sounds import ARABIC_LETTERS, BIGRAMS, MISMATCH, RENDERINGS, UNITS, VOWELS

__all__ = ["CHEAPEST", "PAIR_ROWS", "ROWS", "Sounds", "arabic_sounds", "english_sounds"]

_CODE = {unit: code for code, unit in enumerate(UNITS)}
ROWS = {letter: [costs.get(unit, MISMATCH) for unit in UNITS] for letter, costs in RENDERINGS.items()}
"""What each Arabic letter costs with each English unit, by its code."""
PAIR_ROWS = {pair: [costs.get(unit, 2 * MISMATCH) for unit in UNITS] for pair, costs in BIGRAMS.items()}
"""The same of two Arabic letters that are one unit together."""


def _by_cost(costs: dict[str, float]) -> tuple[tuple[float, int], ...]:
    units: dict[float, int] = {}
    for unit, cost in costs.items():
        units[cost] = units.get(cost, 0) | _bit(unit)
    return tuple(sorted(units.items()))


def _bit(unit: str) -> int:
    return 1 << _CODE[unit]


CHEAPEST = {letters: _by_cost(costs) for letters, costs in (RENDERINGS | BIGRAMS).items()}
"""What one or two Arabic letters may cost, the least first, each with the units that cost it: a bit for each code."""

_SKIPPED_WORD = 0.45
"""Share of its weight that a middle name costs when the other side leaves it out."""

_LONGEST = 64
"""Sounds looked at: no name is longer, and the alignment stays cheap whatever comes in."""


class Sounds(NamedTuple):
    """One side of the alignment; all lists have one item a sound."""

    symbols: list[str]
    codes: list[int]
    weights: list[float]
    omissions: list[float]  # what leaving this sound out costs
    weight: float  # of all
    words: list[tuple[int, int]]
    skips: dict[int, tuple[int, float]]  # end of a middle word -> (its start, cost of leaving it out)
    units: int  # a bit for each code that there is


# --- Arabic -----------------------------------------------------------------------------------------

_SAME_ARABIC = str.maketrans({"ٱ": "ا", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ة", "ۃ": "ة", "ە": "ه"})
_ARABIC_WORD = re.compile(f"[{''.join(ARABIC_LETTERS)}]+")
_PLAIN = re.compile("[ء-غف-ي ]*")
_ARTICLE_WEIGHT = 0.04
_PREFIX_WEIGHT = 0.25
_FAITH = "الدين"
"""Ends names that are written as one word too, and its article is not heard: «عزالدين» is Azzedine."""
_ATTACHED = frozenset("وفبلكا")
"""Letters with which particles and the article begin."""
_DOUBLED_LETTER = 0.25
"""What a letter costs at most to leave out that stands after another of its kind."""


def _plain_arabic(text: str) -> str:
    """Letters without marks: presentation forms resolved, tashkeel, tatweel and controls gone."""
    if _PLAIN.fullmatch(text):
        return text
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    kept = [c for c in text if c != "ـ" and unicodedata.category(c) not in {"Mn", "Cf"}]
    return "".join(kept).translate(_SAME_ARABIC)


@lru_cache(maxsize=2048)
def arabic_sounds(text: str) -> Sounds:
    """The letters of an Arabic name of one word or several; none when it has none."""
    symbols: list[str] = []
    weights: list[float] = []
    omissions: list[float] = []
    words: list[tuple[int, int]] = []
    for word in _ARABIC_WORD.findall(_plain_arabic(text[: 8 * _LONGEST])):
        begin = len(symbols)
        light = _light_letters(word, first=not begin) if word[0] in _ATTACHED else {}
        if len(word) > len(_FAITH) and word.endswith(_FAITH):
            light |= dict.fromkeys((len(word) - len(_FAITH), len(word) - len(_FAITH) + 1), _ARTICLE_WEIGHT)
        for at, letter in enumerate(word):
            weight, omission = ARABIC_LETTERS[letter]
            if at in light:
                weight, omission = min(weight, light[at]), min(omission, light[at])
            elif symbols and symbols[-1] == letter:
                omission = min(omission, _DOUBLED_LETTER)
            symbols.append(letter)
            weights.append(weight)
            omissions.append(omission)
        words.append((begin, len(symbols)))
    if len(symbols) > _LONGEST:
        symbols, weights, omissions, words = symbols[:_LONGEST], weights[:_LONGEST], omissions[:_LONGEST], []
    skips = _middle_words(words, weights)
    return Sounds(symbols, [], weights, omissions, sum(weights), words, skips, 0)


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
_DOUBLED_UNIT = 0.1
_SILENT_END = re.compile(r"(?<=au)l?[dtx]s?$|(?<=o)ts?$|(?<=ou)[tx]$|(?<=ai)[dst]$|(?<=ie)r?[rsz]$|(?<=[aeo]r)[dt]s?$")
"""Ends that French does not speak: Arnault, Hulot, Hidoux, Calais, Poitiers, Gérard."""
_SILENT = 0.2
"""What they cost at most when the Arabic has no letter for them."""


@lru_cache(maxsize=2048)
def english_sounds(text: str) -> Sounds:
    text = _SILENT_MARKS.sub("", text[: 8 * _LONGEST].lower())
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LATIN))
        text = "".join(c for c in text if not unicodedata.combining(c))
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
        silent = end.start() if (end := _SILENT_END.search(token)) else len(token)
        glued = 2 if len(token) >= 5 and _GLUED_ARTICLE.match(token) else 0
        for match in _SPELLINGS.finditer(token):
            unit = _REWRITTEN.get(match[0], match[0] if match[0] in _CODE else match[0][0])
            weight, omission = _english_weight(unit, token, match.start(), match.end())
            if match.start() < glued:
                omission = min(omission, 0.3)
            if match.start() >= silent:
                omission = min(omission, _SILENT)
            if units and units[-1] == unit:
                omission = min(omission, _DOUBLED_UNIT)
            units.append(unit)
            weights.append(weight)
            omissions.append(omission)
        words.append((begin, len(units)))
    if len(units) > _LONGEST:
        units, weights, omissions, words = units[:_LONGEST], weights[:_LONGEST], omissions[:_LONGEST], []
    codes = [_CODE[unit] for unit in units]
    heard = reduce(or_, map(_bit, units), 0)
    return Sounds(units, codes, weights, omissions, sum(weights), words, _middle_words(words, weights), heard)


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
