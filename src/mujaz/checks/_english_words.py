"""Reading an English number that begins with a word: cardinals, ordinals, fractions, vague quantities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from mujaz.checks import _english_lexicon as lexicon
from mujaz.checks._english_lexicon import Read, Token, scales
from mujaz.checks._english_text import words_of

__all__ = ["BEGINNINGS", "has_number", "is_plain_article", "one_word", "vague", "words"]

_NOT_SCORES = frozenset("the their his her its test exam final high low top point with these those".split())


_NUMBER_WORDS = frozenset(("several", "few", "couple", "half", "quarter")).union(
    lexicon.DECADES, lexicon.MULTIPLES, lexicon.VAGUE, lexicon.UNITS, lexicon.ORDINALS, lexicon.TENS
)
_ARTICLES = ("a", "an")
BEGINNINGS = _NUMBER_WORDS.union(_ARTICLES)
"""Words, in lower case, with which a number can begin: what `vague` and `words` look at."""
_AFTER_ARTICLE = frozenset(lexicon.SCALES).union(lexicon.FRACTIONS)
_SIGNS_OF_ONE = _NUMBER_WORDS.union(_AFTER_ARTICLE)
"""Words of which every number in words has one."""
_ALONE = {word: Fraction(value) for word, value in (lexicon.UNITS | lexicon.TENS | lexicon.ORDINALS).items()}
_GOING_ON = frozenset(("and",)).union(_ALONE, lexicon.SCALES, lexicon.FRACTIONS)
"""Words that can go on with a number after its first word."""
_LETTERS = re.compile("[a-z]+")
_DIGIT = re.compile(r"[\d½¼¾⅓⅔]")


def has_number(text: str) -> bool:
    """Whether a text may have a number at all; a quick look that spares most texts the reading."""
    if _DIGIT.search(text):
        return True
    words = words_of(text) if text.isascii() else _LETTERS.findall(text.lower())
    return not _SIGNS_OF_ONE.isdisjoint(words)


def is_plain_article(tokens: Sequence[Token], at: int) -> bool:
    """Whether an article stands at token `at` that begins no number, as it does in "a million" and "a third"."""
    if tokens[at].text not in _ARTICLES:
        return False
    return at + 1 == len(tokens) or tokens[at + 1].text not in _AFTER_ARTICLE


def one_word(tokens: Sequence[Token], at: int) -> Read | None:
    """ "five", "twenty", "third" with nothing that goes on with them: what `words` would find after many questions."""
    value = _ALONE.get(tokens[at].text)
    if value is None or (at + 1 < len(tokens) and tokens[at + 1].text in _GOING_ON):
        return None
    return Read(at + 1, value)


def vague(tokens: Sequence[Token], at: int) -> Read | None:
    """ "dozens", "tens of thousands", "several hundred"; decades in words."""
    word = tokens[at].text
    following = [token.text for token in tokens[at + 1 : at + 3]]
    if word in ("several", "few", "couple"):
        skip = 1 + (following[:1] == ["of"])
        end, scale = scales(tokens, at + skip)
        return Read(end, Fraction(scale), "vague", scale=scale) if scale > 1 else None
    if word in lexicon.DECADES:
        return Read(at + 1, Fraction(lexicon.DECADES[word]), "decade")
    if word in lexicon.MULTIPLES:
        return Read(at + 1, Fraction(lexicon.MULTIPLES[word]))
    if word not in lexicon.VAGUE or (word == "tens" and following[:1] != ["of"]):
        return None
    if word == "scores":
        before = tokens[at - 1].text if at else ""
        if (
            following[:1] not in (["of"], ["were"], ["are"])
            or before in _NOT_SCORES
            or (len(following) > 1 and tokens[at + 2].digits)
        ):
            return None
    if len(following) == 2 and following[0] == "of" and following[1] in lexicon.VAGUE:
        return Read(at + 3, Fraction(lexicon.VAGUE[word] * lexicon.VAGUE[following[1]]), "vague")
    return Read(at + 1, Fraction(lexicon.VAGUE[word]), "vague")


def words(tokens: Sequence[Token], at: int) -> Read | None:
    """ "two hundred and thirty-four thousand", "half a million", "a third of", "twenty-fifth"."""
    return _fraction(tokens, at) or _cardinal(tokens, at)


def _fraction(tokens: Sequence[Token], at: int) -> Read | None:
    words = [token.text for token in tokens[at : at + 5]] + [""] * 5
    count, name = (1, 0) if words[0] in ("half", "quarter") else (lexicon.UNITS.get(words[0], 0), 1)
    if words[0] in _ARTICLES:
        count, name = 1, 1
    part = lexicon.FRACTIONS.get(words[name])
    if part is None or not count or (name and count > 1 and not words[name].endswith("s")):
        return None
    end = at + name + 1
    # "half a million", "a quarter of a million", "half-million", "half a dozen"
    for filler in (["of", "a"], ["a"], ["of", "one"], []):
        stop = end + len(filler)
        if [token.text for token in tokens[end:stop]] == filler and stop < len(tokens):
            after, scale = scales(tokens, stop)
            if scale > 1:
                return Read(after, count * part * scale, scale=scale)
    if count > 1:
        return Read(end, count * part, "fraction", (Fraction(count),) if words[name] == "quarters" else ())
    if name == 0 and words[0] == "half":
        of = words[1] in ("of", "the", "its", "their", "his", "her", "our", "all")
        return Read(end, part, "fraction") if of else None
    if name and words[name + 1] == "of" and words[name] != "half":
        ordinal = lexicon.ORDINALS.get(words[name])
        return Read(end, part, "fraction", (Fraction(ordinal),) if ordinal else ())
    return None


def _cardinal(tokens: Sequence[Token], at: int) -> Read | None:
    first = tokens[at].text
    if first in lexicon.ORDINALS:
        return Read(at + 1, Fraction(lexicon.ORDINALS[first]))
    total = part = scale = 0
    end = at
    if first in _ARTICLES:
        if at + 1 >= len(tokens) or tokens[at + 1].text not in lexicon.SCALES:
            return None
        part, end = 1, at + 1
    elif first not in lexicon.UNITS and first not in lexicon.TENS:
        return None
    while end < len(tokens):
        word = tokens[end].text
        if end > at and tokens[end].start - tokens[end - 1].end > 1:
            break
        unit = lexicon.UNITS.get(word, 0) or lexicon.ORDINALS.get(word, 0)
        if unit and (part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and unit < 10)):
            if word in lexicon.ORDINALS and not (part or total):
                break
            part += unit
            if word in lexicon.ORDINALS:
                end += 1
                break
        elif word in lexicon.TENS and part % 100 == 0:
            part += lexicon.TENS[word]
        elif word in ("hundred", "dozen") and 0 < part < 100:
            part *= (scale := lexicon.SCALES[word])
        elif lexicon.SCALES.get(word, 0) >= 1000 and part:
            scale = lexicon.SCALES[word]
            total, part = total + part * scale, 0
        elif not (word == "and" and _goes_on(tokens, end, part, total)):
            break
        end += 1
    value = Fraction(total + part)
    return _and_a_half(tokens, Read(max(end, at + 1), value, scale=max(scale, 1)))


def _goes_on(tokens: Sequence[Token], at: int, part: int, total: int) -> bool:
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    before = tokens[at - 1].text
    return (
        part % 100 == 0
        and bool(part or total)
        and before in lexicon.SCALES
        and (following in lexicon.UNITS or following in lexicon.TENS)
    )


def _and_a_half(tokens: Sequence[Token], read: Read) -> Read:
    """ "two and a half", "one and a half million", "a million and a half"."""
    words = [token.text for token in tokens[read.end : read.end + 3]]
    if len(words) < 3 or words[:2] != ["and", "a"] or words[2] not in ("half", "quarter", "third"):
        return read
    part = lexicon.FRACTIONS[words[2]]
    if read.scale > 1:
        return read._replace(end=read.end + 3, value=read.value + part * read.scale)
    end, scale = scales(tokens, read.end + 3)
    if scale > 1:
        return read._replace(end=end, value=(read.value + part) * scale, scale=scale)
    # «عامين ونصف» says its two with an ending
    return read._replace(end=end, value=read.value + part, also=(read.value,))
