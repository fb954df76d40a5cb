"""A sentence as word lists are held against it: its words, and the entries of all the lexicons that stand in it.

Each sentence is read once for all checks; what few of them ask for is found when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from mujaz.arabic.letters import INVISIBLE, LETTERS, WORD, compared
from mujaz.checks._lexicon import Cue, Lexicons, rows

__all__ = ["ArabicSentence", "Sentence", "arabic", "english", "english_lexicons", "joined", "shift"]

_ARABIC = re.compile(f"[{LETTERS}][{WORD}{INVISIBLE}]*")
_NO_VERB = (
    "يات|يته|يتي|يقاف|يران|يجاد|يصال|يداع|يواء|يضا|يطال|يلول|يار|يام|يلاء|يفاد|يمان|يجاب|يرلند|"
    "يراد|يذاء|يقاع|يماء|يفاء|يكات|يبز|يوب|يسر|يتان?(?![ء-ي])"
)
"""What follows «لا» in «ولايات» and in nouns with ل and a hamza left out: «لايران» is "to Iran"."""

_VERB = f"(?!{_NO_VERB})ي[^ ]{{2,}}|تزال|توجد|تمكن|تستطيع|تتجاوز|تقل|تزيد|تحتاج|تعرف"
_GLUED = re.compile(f"([وف]?لا)({_VERB})")
_MAY_GLUE = re.compile(f"لا(?:{_VERB})")
"""Stands in every text that has such a word; quick, because it begins with letters."""

_ENGLISH = re.compile(r"[a-z]+(?:['’-][a-z]+)*")

_STOP = re.compile(r"[.!?؟،؛:;,()\n]")
_NUMBER_SIGN = re.compile(r"no(?<!\wno)\.? ?(?=\d)")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A text of one language and its words as lexicons compare them."""

    text: str
    words: tuple[str, ...]
    entries: Mapping[str, Sequence[Cue]]
    """The entries of each lexicon that has any in the text, longest first at each place, none overlapping another."""

    def find(self, lexicon: str) -> Sequence[Cue]:
        """The entries of a lexicon."""
        return self.entries.get(lexicon, ())


@dataclass(frozen=True, eq=False)
class ArabicSentence(Sentence):
    """An Arabic text; «لايزال» is cut into «لا يزال»."""

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The words as they are written."""
        words = _ARABIC.findall(self.text)
        if len(words) == len(self.words):
            return tuple(words)
        return tuple(part for word in words for part in _uncut(compared(word)) or (word,))

    @cached_property
    def clause_starts(self) -> frozenset[int]:
        """The words that come after a stop, a comma, a colon or a bracket."""
        parts = _STOP.split(self.text)
        lengths = [len(_ARABIC.findall(part)) for part in parts]
        if sum(lengths) != len(self.words):
            lengths = [len(_words(compared(part))) for part in parts]
        return frozenset(accumulate(lengths)) - {0, len(self.words)}


def joined(first: Sentence, second: Sentence) -> Sentence:
    """Two sentences of one language as one: what is known of each is not looked for again, nor across the joint."""
    behind = len(first.words)
    entries = {
        lexicon: (*first.find(lexicon), *(shift(cue, behind) for cue in cues))
        for lexicon, cues in second.entries.items()
    }
    return Sentence(f"{first.text} {second.text}", first.words + second.words, {**first.entries, **entries})


def shift(cue: Cue, words: int) -> Cue:
    """A cue of a sentence that stands behind so many words."""
    return Cue(cue.kind, cue.start + words, cue.end + words)


@lru_cache(maxsize=512)
def arabic(text: str) -> ArabicSentence:
    """An Arabic text, read once for all who ask."""
    words = _words(compared(text))
    return ArabicSentence(text, tuple(words), _arabic_lexicons().find(words))


def _words(as_compared: str) -> list[str]:
    """The words of a text, of which `compared` leaves just these: it only drops or unifies what stands inside them."""
    words = _ARABIC.findall(as_compared)
    if _MAY_GLUE.search(as_compared):
        words = [part for word in words for part in _uncut(word) or (word,)]
    return words


def _uncut(word: str) -> tuple[str, ...]:
    """The two words that are written as one («لايزال»), or ()."""
    glued = _GLUED.fullmatch(word)
    return glued.groups() if glued else ()


@lru_cache(maxsize=512)
def english(text: str) -> Sentence:
    """An English text; its words are in lower case, "didn’t" and "no-deal" are one word each, "No. 1" is none."""
    words = _ENGLISH.findall(_NUMBER_SIGN.sub("", text.lower().replace("’", "'")))
    return Sentence(text, tuple(words), english_lexicons().find(words))


@lru_cache(maxsize=1)
def _arabic_lexicons() -> Lexicons:
    return Lexicons(
        {
            "cues": _listed("arabic_cues"),
            "speech": _listed("arabic_speech"),
            "acts": _listed("predicates"),
            "negatives": _listed("negatives"),
            "untold": _listed("arabic_untold"),
            "speakers": [(f"{kind} {english}", form) for kind, english, *forms in rows("speakers") for form in forms],
            "loaded": [(english, form) for english, forms, *_ in rows("loaded") for form in forms.split("|")],
            **_opposites(arabic=True),
        },
        arabic=True,
    )


@lru_cache(maxsize=1)
def english_lexicons() -> Lexicons:
    """The English lexicons; of acts, negatives and loaded words the kinds are the same as in Arabic."""
    return Lexicons(
        {
            "cues": _listed("english_cues"),
            "speech": _listed("english_speech"),
            "acts": _first_column("predicates"),
            "negatives": _first_column("negatives"),
            "speakers": [
                (f"{kind} {forms}", form) for kind, forms, *_ in rows("speakers") for form in forms.split("|")
            ],
            "loaded": _first_column("loaded"),
            **_by_kind("english_untold"),
            **_opposites(arabic=False),
        },
        arabic=False,
    )


def _by_kind(name: str) -> dict[str, list[tuple[str, str]]]:
    """A lexicon for each kind of a list, since a form may be of several."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, form in _listed(name):
        found.setdefault(f"{name} {kind}", []).append((kind, form))
    return found


def _listed(name: str) -> Iterator[tuple[str, str]]:
    """Kind and form of each entry of a list."""
    return ((kind, form) for kind, *forms in rows(name) for form in forms if form)


def _first_column(name: str) -> Iterator[tuple[str, str]]:
    """The same of a list of Arabic forms that has for their kinds English forms, separated by "|"."""
    return ((english, form) for english, *_ in rows(name) for form in english.split("|"))


def _opposites(*, arabic: bool) -> dict[str, list[tuple[str, str]]]:
    """For each topic of `data/opposites.tsv` the words that surely take a side, or only look so."""
    found: dict[str, list[tuple[str, str]]] = {}
    for topic, side, english, *forms in rows("opposites"):
        if not side.endswith("?"):
            listed = forms if arabic else english.split("|")
            found.setdefault(f"opposites {topic}", []).extend((side, form) for form in listed)
    return found
