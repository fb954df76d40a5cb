"""What counts as proof that separated letters are one word: the watch list, and the rest of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

from mujaz.arabic.letters import LETTERS, MARKS, TATWEEL, compared

__all__ = ["FUNCTION_WORDS", "LONE_LETTERS", "Vocabulary", "Watchlist", "stem"]

_PROCLITICS = re.compile("(?:[وف]?(?:ال|لل|بال|كال|[بكلس])|[وف])(?=.{3})")
_CLEAN_WORD = re.compile(f"[{LETTERS}][{LETTERS}{MARKS}{TATWEEL}]*+")

FUNCTION_WORDS = frozenset(
    compared(word)
    for word in (
        "من في ما لا لم لن قد او أو ان إن أن عن هل كي لو هو هي هم هن ها يا كل ذا ذي بل ثم اي أي اذ إذ اذا إذا"
        " انا أنا نحن انت أنت كما كان عند بعد قبل بين مع منذ حتى غير الا إلا الى إلى على لدى حول دون ضد فوق تحت"
        " هنا هناك ذلك هذا هذه تلك بعض كم كيف اين أين متى نعم ليس عبر اما أما به له لها بها فيه منه عنه ال"
        " قال قالت بان بأن وان وأن عدة طرف عشية دول شهدت يلي فجر قتل امين حي تشهد سير اقل شهد هدف تهدف نابل اف ام طن رد"
        " زال بد عام يوم رب جد حين مثل نحو خلال"
    ).split()
)
"""Short words that stand alone all the time, so that a gap after one is an ordinary space."""

LONE_LETTERS = frozenset("وفبلكسأامدهقتنصيعحطج")
"""One-letter words, prefixes written apart, abbreviations and list letters."""


def stem(form: str) -> str:
    """A compared form without article and attached prefixes, as long as three letters remain."""
    match = _PROCLITICS.match(form)
    return form[match.end() :] if match else form


@dataclass(frozen=True)
class Watchlist:
    """Words whose separated or disguised spelling is repaired without further proof.

    `words` hold the compared form (see `letters.compared`) without prefixes.
    """

    words: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Watchlist:
        """A list from words as people write them; the article «ال» is taken off."""
        forms = {re.sub("^ال(?=.{3})", "", compared(word)) for word in words}
        return cls(frozenset(form for form in forms if len(form) >= 3))

    @classmethod
    def parse(cls, text: str) -> Watchlist:
        """A list from a file's text: one word a line, `#` starts a comment."""
        lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
        return cls.of(line for line in lines if line)

    @classmethod
    def bundled(cls) -> Watchlist:
        """The list that comes with the package (`data/watchlist.txt`)."""
        return _bundled()

    def __or__(self, other: Watchlist) -> Watchlist:
        return Watchlist(self.words | other.words)

    def has(self, form: str) -> bool:
        """Whether a compared form is listed, with or without prefixes."""
        return form in self.words or stem(form) in self.words

    @cached_property
    def tails(self) -> frozenset[str]:
        """Every ending of a listed word, as written, that is no word of its own: what follows a cut."""
        compact = {word[at:] for word in self.words for at in range(1, len(word))}
        return frozenset(spelling for tail in compact - FUNCTION_WORDS - LONE_LETTERS for spelling in _spellings(tail))

    @cached_property
    def tails_in_print(self) -> frozenset[str]:
        """The same with the punctuation that may follow: what `str.split` finds of them."""
        return frozenset(tail + sign for tail in self.tails for sign in ("", ".", "،", ":", '"', ")", "»", "”"))


def _spellings(form: str) -> list[str]:
    """Ways to write a compared form, one letter changed at most."""
    changed = [form[:at] + alef + form[at + 1 :] for at, sign in enumerate(form) if sign == "ا" for alef in "أإآ"]
    last = {"ه": ["ة"], "ي": ["ى"]}.get(form[-1], [])
    return [form, *changed, *(form[:-1] + sign for sign in last)]


@lru_cache(maxsize=1)
def _bundled() -> Watchlist:
    data = resources.files("mujaz.arabic").joinpath("data/watchlist.txt")
    return Watchlist.parse(data.read_text(encoding="utf-8"))


_MOST_SEARCHES = 16
"""Forms looked for in the letters of a text before its words are listed: keeps the work linear."""


class Vocabulary:
    """The words of an article outside the suspicious places, read only when somebody asks."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._learned: set[str] = set()
        self._searches = 0

    def learn(self, words: Iterable[str]) -> bool:
        """Adds words that were put together; whether there was a new one among them."""
        new = set(map(compared, words)) - self._learned
        self._learned |= new
        if new:
            self.__dict__.pop("stems", None)
        return bool(new)

    @cached_property
    def words(self) -> frozenset[str]:
        """Compared forms of the words that stand there plainly."""
        found: set[str] = set()
        for text in self._texts:
            found.update(_CLEAN_WORD.findall(text))
        return frozenset(compared(" ".join(found)).split())

    @cached_property
    def stems(self) -> frozenset[str]:
        """All words, with and without prefixes."""
        words = self.words | self._learned
        return words.union(map(stem, words))

    def has(self, form: str) -> bool:
        """Whether a compared form occurs, with or without prefixes."""
        return self._may_have(form) and (form in self.stems or stem(form) in self.stems)

    def _may_have(self, form: str) -> bool:
        """Whether the letters of a form stand anywhere: nearly always not, and then the words need not be listed."""
        if "stems" in self.__dict__ or self._searches == _MOST_SEARCHES:
            return True
        self._searches += 1
        bare = stem(form)
        return bare in self._letters or any(bare in word for word in self._learned)

    @cached_property
    def _letters(self) -> str:
        return compared(" ".join(self._texts))

    def has_plainly(self, word: str) -> bool:
        """Whether two letters or more stand as a word of their own, in this article or in any."""
        form = compared(word)
        return len(form) > 1 and (form in FUNCTION_WORDS or form in self.words)
