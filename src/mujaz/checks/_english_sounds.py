"""How an English name may sound, as far as its spelling tells: classes of consonants, respellings, homes of peoples."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["homes", "letter_names", "readings", "respelled"]

_DIGRAPHS = re.compile(r"sch|tch|sh|th|dh|zh|ph|ch|kh|gh|tz|x|c(?=[eiy])|g(?=[eiy])|(.)\1")
_SOUNDED = {
    "sch": "s", "tch": "s", "sh": "s", "th": "t", "dh": "d", "zh": "s", "ph": "f", "ch": "k", "kh": "k", "gh": "g",
    "tz": "s", "x": "ks", "c": "s", "g": "k",
}  # fmt: skip
_OTHERWISE = _SOUNDED | {"c": "k", "ch": "s", "tch": "k", "th": "s", "dh": "s", "g": "s"}
_CONSONANTS = {
    ord(letter): _class
    for letters, _class in (
        ("bpfv", "b"),
        ("td", "d"),
        ("sz", "s"),
        ("cgjkq", "k"),
        ("l", "l"),
        ("r", "r"),
        ("mn", "n"),
    )
    for letter in letters
} | {ord(letter): None for letter in "aeiouhwy"}

_RESPELLINGS = tuple(
    (re.compile(pattern), spoken)
    for pattern, spoken in (
        # English: Night, Hughes, Leigh; Knight; Wright; Johnson; Vision; Brothers; Hale
        (r"(?<=[aeiou])gh(?![ai])", ""),
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"hn(?=[^aeiou]|$)", "n"),
        (r"[st]ion", "jn"),
        (r"th(?=er)", "z"),
        (r"a(?=[bdfgklmnprstvz]e$)", "ei"),
        # Chinese in pinyin: Qinghai, Xining, Guizhou
        (r"q(?!u)", "ch"),
        (r"x(?=[iu])", "sh"),
        (r"zh", "ch"),
        (r"gu(?=[aiy])", "gw"),
    )
)

_INHABITANTS = tuple(re.compile(f"(?:{ending})$") for ending in ("ians?|eans?|ese|ites?|ish|is?", "ans?", "(?<=a)ns?"))

_LETTER_NAMES = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ايه? بي سي دي اي اف جي اتش اي? جيه? كيه? ال ام ان او بي كيو ار اس تي يو في دبليو اكس واي زد".split(),
        strict=True,
    )
)


@lru_cache(maxsize=8192)
def readings(word: str) -> tuple[str, ...]:
    """Classes of the consonants of an English word: b, d, s, k, l, r, n; several where c, ch, dh or th is in doubt."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return tuple(dict.fromkeys(_classes(plain, sounds) for sounds in (_SOUNDED, _OTHERWISE)))


@lru_cache(maxsize=8192)
def respelled(word: str) -> str | None:
    """The word as it is spoken where English or pinyin spelling misleads: "Hughes" is "Hues"; None when it does not."""
    lower = spoken = word.lower()
    for pattern, sound in _RESPELLINGS:
        spoken = pattern.sub(sound, spoken)
    return spoken if spoken != lower else None


def homes(word: str) -> list[str]:
    """What may be the place whose adjective or inhabitant `word` is: "Chilean" of "Chile"."""
    stems = dict.fromkeys(ending.sub("", word) for ending in _INHABITANTS)
    return [stem for stem in stems if stem != word and len(stem) > 2]


@lru_cache(maxsize=512)
def letter_names(letters: str) -> str:
    """Pattern of an abbreviation written by the names of its letters, folded: BBC is «بي بي سي»."""
    return " ?".join(_LETTER_NAMES.get(letter, letter) for letter in letters)


def _classes(plain: str, sounds: dict[str, str]) -> str:
    sounded = _DIGRAPHS.sub(lambda match: sounds.get(match.group(), match.group()[0]), plain)
    return "".join(c for c in sounded.translate(_CONSONANTS) if c in "bdslrkn")
