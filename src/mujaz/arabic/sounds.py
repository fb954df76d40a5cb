"""How Arabic letters sound in English spelling: the costs that `transliteration` aligns with.

A cost lies between 0 (an ordinary rendering: ق as q or k) and 1 (unrelated). The renderings come from the
common schemes (ALA-LC, BGN/PCGN, DIN 31635, French practice in the Maghreb and the Levant) and from what
newspapers print; Egyptian g for ج, Turkish c, Spanish j and German w are in for foreign names.
"""

from __future__ import annotations

__all__ = ["ARABIC_LETTERS", "BIGRAMS", "MISMATCH", "RENDERINGS", "UNITS", "VOWELS"]

MISMATCH = 1.0
"""Cost of aligning a letter with a sound it never stands for."""

VOWELS = frozenset("aeiou")

UNITS: tuple[str, ...] = (
    "sh", "ch", "kh", "gh", "th", "dh", "zh", "ph",
    *"abcdefghijklmnopqrstuvwxyz",
)  # fmt: skip
"""Units of an English spelling: digraphs that write one sound, and single letters."""


def _costs(text: str) -> dict[str, float]:
    """Read "q k=.05" as {"q": 0.0, "k": 0.05}."""
    pairs = (item.partition("=") for item in text.split())
    return {unit: float(cost) if cost else 0.0 for unit, _, cost in pairs}


_LETTERS: dict[str, str] = {
    "ب": "b p v=.35 f=.6",
    "پ": "p b",
    "ت": "t th=.2 d=.4",
    "ث": "th s=.15 t=.15 c=.3",
    "ج": "j g gh=.15 zh c=.3 ch=.3 y=.4 z=.45 q=.5",
    "چ": "ch c=.1 j=.2 sh=.2 g=.3",
    "ح": "h kh=.3 ch=.5",
    "خ": "kh h=.25 ch=.1 k=.2 x=.2 j=.25 c=.5 g=.4 gh=.4",
    "د": "d dh=.3 t=.35 th=.6",
    "ذ": "dh d=.1 z=.1 th=.05 s=.5",
    "ر": "r",
    "ز": "z s=.2 c=.4 x=.4 zh=.2 j=.4",
    "ژ": "zh j g=.2 z=.2",
    "س": "s c z=.25 ch=.4 x=.3 sh=.35 th=.3",
    "ش": "sh ch=.05 s=.35 c=.35 j=.3 g=.45 zh=.3 x=.3",
    "ص": "s z=.3 c=.1 sh=.25",
    "ض": "d dh z=.2 th=.3",
    "ط": "t th=.25 d=.3",
    "ظ": "z dh th=.1 d=.15",
    "ع": "a=.0 e=.1 i=.15 o=.1 u=.15",
    "غ": "gh g r=.4 q=.4 k=.4 j=.4 h=.45",
    "ڨ": "g q=.2 v=.2",
    "گ": "g k=.2 gh=.2",
    "ف": "f v ph w=.3 p=.45",
    "ڤ": "v f=.1 w=.2",
    "ق": "q k g=.1 c=.05 gh=.35 kh=.4",
    "ك": "k c q=.1 g=.2 ch=.15 kh=.2 x=.5",
    "ل": "l",
    "م": "m n=.85",
    "ن": "n m=.85",
    "ه": "h a=.35 e=.35 g=.5 kh=.5",
    "و": "w o u v=.25 f=.5 a=.35 e=.4 i=.4 y=.45 b=.6",
    "ي": "y i e j=.25 a=.3 u=.3 o=.45",
    "ا": "a e=.05 o=.1 u=.15 i=.2 y=.35 h=.6",
    "ى": "a e=.05 y=.1 i=.1",
    "ة": "a h e=.05 t=.1 i=.3 o=.3",
    "ء": "a=.1 e=.1 i=.1 o=.1 u=.1 y=.3",
    "ئ": "i e y a=.1 u=.2 o=.2",
    "ؤ": "u o w a=.1 e=.2 i=.3",
    "أ": "a e o=.05 u=.05 i=.1 y=.3",
    "إ": "i e a=.1 y=.2 u=.25 o=.25",
    "آ": "a e=.2 o=.2",
}

RENDERINGS: dict[str, dict[str, float]] = {letter: _costs(units) for letter, units in _LETTERS.items()}
"""Arabic letter -> unit -> cost; what is not listed costs `MISMATCH`."""

_PAIRS: dict[str, str] = {
    # English digraphs that are really two letters: Fathi, Ishaq, Adham, Wajh
    "تح": "th", "ته": "th", "طه": "th", "طح": "th=.1", "سه": "sh", "سح": "sh", "صح": "sh", "ده": "dh", "دح": "dh",
    "كه": "kh", "كح": "kh", "قه": "kh", "جه": "gh", "جح": "gh", "به": "ph=.3", "زه": "zh",
    # Arabic pairs for one foreign sound: Chad, Djokovic, Mexico, Zurich, Pfizer
    "تش": "ch c z=.4", "دج": "j g=.1", "كس": "x", "جز": "x=.1", "غز": "x=.1", "كز": "x=.1", "قز": "x=.1",
    "تس": "z c=.1 s=.1", "تز": "z", "دز": "z", "سك": "x=.4", "كو": "q", "يا": "a=.2", "يو": "u o=.1",
    # diphthongs: Mike, Brown, Poirot
    "اي": "i y e=.1", "أي": "i y e=.1", "إي": "i e y", "آي": "i y",
    "او": "o u", "أو": "o u", "وا": "o=.1 a=.2", "وي": "u=.1 i=.1", "وو": "w u o", "يي": "y i e",
}  # fmt: skip

BIGRAMS: dict[str, dict[str, float]] = {pair: _costs(units) for pair, units in _PAIRS.items()}
"""Two Arabic letters that one unit may stand for -> unit -> cost."""

# letter: (what it weighs in a name, what it costs when the English has nothing for it)
_WEIGHTS: dict[str, tuple[float, float]] = {
    "ا": (0.30, 0.22),
    "أ": (0.20, 0.10),
    "إ": (0.20, 0.10),
    "آ": (0.30, 0.20),
    "ى": (0.15, 0.12),
    "ة": (0.15, 0.05),
    "ء": (0.10, 0.04),
    "ئ": (0.20, 0.12),
    "ؤ": (0.20, 0.12),
    "ع": (0.25, 0.10),
    "و": (0.50, 0.42),
    "ي": (0.45, 0.38),
    "ه": (0.90, 0.75),
}

ARABIC_LETTERS: dict[str, tuple[float, float]] = {letter: _WEIGHTS.get(letter, (1.0, 1.0)) for letter in RENDERINGS}
"""Arabic letter -> (weight, cost of leaving it out)."""
