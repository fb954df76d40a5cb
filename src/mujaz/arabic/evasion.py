"""Words written so that filters miss them, written out again: «داعـ.ـش», «د|عش», «د.ا.ع.ش».

Always joined: a letter, tatweel, punctuation or a space, tatweel, a letter (nobody else writes that);
invisible characters inside a word; a bar for alef, unless it parts two words (`evasion_bars`). Joined only with
proof (the whole word is on the watch list, or stands elsewhere in the article): letters held apart by bare dots,
stars, commas or spaces, and words in which a look-alike replaces a letter. A large dictionary is no proof: too
many pairs of words make a third.

Left alone: abbreviations and agencies («أ.ف.ب»), initials («د.علي»), list markers, tatweel after a prefix
(«الـ 24») or as a dash, plain elongation («العـــراق»), addresses, hashtags, sentences glued at the full stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from mujaz.arabic.evasion_bars import is_alef, stands_in_menu
from mujaz.arabic.evasion_joints import LOOKALIKES, Chain, Joint, chains
from mujaz.arabic.evasion_proof import Vocabulary, Watchlist
from mujaz.arabic.evasion_spaces import spaced
from mujaz.arabic.letters import compared
from mujaz.arabic.mapped import Edit, Mapped, Span
from mujaz.arabic.rewriting import Rewriting, rewritten, settled

__all__ = ["Watchlist", "repair"]

_MOST_PIECES = 14
_MOST_ATOMS = 24
_MOST_LETTERS = 24
_MOST_READINGS = 12
_MOST_DISGUISED = 3
_MOST_ROUNDS = 4
_MOST_INDENT = 12
_AFTER_INITIAL = frozenset(".-/:،,")
_PERSIAN_LETTERS = frozenset("یکگچپژ")
_JOINERS = frozenset("\u200c\u200d")
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_REASONS = {
    "tatweel": "letters of one word held apart by tatweel and a sign",
    "bar": "a bar written for alef inside a word",
    "lookalike": "a look-alike in place of a letter, in a word that is proven",
    "split": "signs between the letters of a word that is proven",
    "spaced": "spaces between the letters of a word that is proven",
    "invisible": "invisible characters inside a word",
}
_KINDS = {"strong": "tatweel", "bar": "bar", "lookalike": "lookalike", "weak": "split", "invisible": "invisible"}


_QUOTE, _ARTICLE = 200, 50_000
"""Characters from which on and up to which a repaired text is kept for a while; quotes would crowd the articles out."""


def repair(text: str, watchlist: Watchlist | None = None) -> Mapped:
    """`text` with evaded spellings written out; without a watch list, the bundled one is used.

    Every edit (`evasion.tatweel|bar|lookalike|split|spaced|invisible`) covers one whole word: `before` is
    how it stood, `after` how it reads. A character that was kept or replaced maps to its own place, so
    `raw_span` of a repaired word covers the whole evaded spelling. Linear in the length of the text.
    """
    listed = Watchlist.bundled() if watchlist is None else watchlist
    return _kept(text, listed) if _QUOTE <= len(text) <= _ARTICLE else _settled(text, listed)


def _settled(text: str, listed: Watchlist) -> Mapped:
    return settled(text, lambda raw: _once(raw, listed))


_kept = lru_cache(maxsize=4)(_settled)
"""An article is repaired to be cleaned, and again to have quotes found in it."""


def _once(text: str, listed: Watchlist) -> Mapped:
    read = [_Reading(text, chain) for chain in chains(text)]
    known = Vocabulary(_outside(text, [reading.span for reading in read]))
    known.learn(word for reading in read for word in reading.certain())
    changes = _changes(text, read, listed, known)
    # A repaired word may prove another one.
    for _ in range(_MOST_ROUNDS):
        if not known.learn(change.edit.after for change in changes):
            break
        changes = _changes(text, read, listed, known)
    changes.sort(key=lambda change: change.edit.start)
    return rewritten(text, changes)


def _changes(text: str, read: list[_Reading], listed: Watchlist, known: Vocabulary) -> list[Rewriting]:
    changes = [change for reading in read for change in reading.changes(listed, known)]
    taken = [Span(change.edit.start, change.edit.end) for change in changes]
    for span in spaced(text, listed, known, taken):
        kept = [i for i in range(*span) if not text[i].isspace()]
        changes.append(_change(text, span, "spaced", "".join(text[i] for i in kept), kept))
    return changes


def _outside(text: str, spans: list[Span]) -> list[str]:
    edges = [0, *(at for span in spans for at in span), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _change(text: str, span: Span, kind: str, word: str, places: list[int]) -> Rewriting:
    before = text[span.start : span.end]
    return Rewriting(Edit(f"evasion.{kind}", *span, before, word, _REASONS[kind]), places)


class _Reading:
    """How one chain is read: `filled[k]` stands for joint `k` ("" for nothing, None while it separates)."""

    def __init__(self, text: str, chain: Chain) -> None:
        self.text = text
        self.pieces = [text[start:end] for start, end in chain.pieces]
        self.joints = chain.joints
        self.starts = [start for start, _ in chain.pieces]
        self.span = Span(chain.pieces[0][0], chain.pieces[-1][1])
        self.filled: list[str | None] = [self._outright(joint) for joint in self.joints]
        for k, joint in enumerate(self.joints):
            if joint.nature == "bar" and self._is_alef(k):
                self.filled[k] = "ا"

    def certain(self) -> Iterator[str]:
        """Words that were put together without asking for proof: they may prove others."""
        for first, last in self._atoms():
            if last > first:
                yield self._joined(first, last)

    def changes(self, listed: Watchlist, known: Vocabulary) -> Iterator[Rewriting]:
        """One change for every word of the chain that is not written plainly."""
        if None in self.filled:
            self._prove(listed, known)
        for first, last in self._atoms():
            natures = [joint.nature for joint in self.joints[first:last]]
            if any(nature != "stretch" for nature in natures):
                kind = next(kind for nature, kind in _KINDS.items() if nature in natures)
                yield self._written(first, last, kind)

    def _outright(self, joint: Joint) -> str | None:
        if joint.nature == "stretch" or (joint.nature == "strong" and "|" not in joint.core):
            return ""
        return None

    def _atoms(self) -> list[tuple[int, int]]:
        """Ranges of pieces (first, last) that hang together."""
        found: list[tuple[int, int]] = []
        first = 0
        for k, sign in enumerate([*self.filled, None]):
            if sign is None:
                found.append((first, k))
                first = k + 1
        return found

    def _joined(self, first: int, last: int) -> str:
        signs = [self.filled[k] or "" for k in range(first, last)]
        return "".join(a + b for a, b in zip(self.pieces[first : last + 1], [*signs, ""], strict=True))

    def _is_alef(self, k: int) -> bool:
        """A bar is alef when one side is a single letter of a short word, or a scrap that tatweel cuts further."""
        first, last = k, k + 1
        left, right = compared(self.pieces[k]), compared(self.pieces[last])
        while first > 0 and self._may_close(first - 1) and len(left) <= 3:
            first -= 1
            left = compared(self.pieces[first]) + left
        while last < len(self.joints) and self._may_close(last) and len(right) <= 3:
            last += 1
            right += compared(self.pieces[last])
        if left in ("و", ""):
            return False
        shorter, longer = sorted((len(left), len(right)))
        if any(joint.nature == "strong" for joint in self.joints[first:last]):
            return shorter <= 2
        # Longer words need proof: «أ|النص» is a list, «ب|ج» a table.
        return shorter == 1 and 2 <= longer <= 3

    def _may_close(self, k: int) -> bool:
        return self.filled[k] is not None or self.joints[k].nature == "invisible"

    def _prove(self, listed: Watchlist, known: Vocabulary) -> None:
        atoms = self._atoms()
        words = [self._joined(first, last) for first, last in atoms] if len(atoms) <= _MOST_ATOMS else []
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + _MOST_PIECES), at + 1, -1):
                open_joints = [last for _, last in atoms[at : end - 1]]
                signs = self._proof(words[at:end], [self.joints[k] for k in open_joints], listed, known)
                if signs is not None:
                    for k, sign in zip(open_joints, signs, strict=True):
                        self.filled[k] = sign
                    at = end - 1
                    break
            at += 1
        self._read_bars(known)
        for k, joint in enumerate(self.joints):
            if self.filled[k] is None and (joint.nature == "strong" or self._means_nothing(k, known)):
                self.filled[k] = ""

    def _read_bars(self, known: Vocabulary) -> None:
        """Fills the bars that are alef although no word proves them."""
        bars = [k for k, joint in enumerate(self.joints) if joint.nature == "bar"]
        if all(self.filled[k] is not None for k in bars):
            return
        letters = [len(compared(self.pieces[k])) for k in range(len(self.pieces))]
        beside = [min(letters[k], letters[k + 1]) for k in bars]
        # Several bars are a list, unless they leave single letters of a word («الانتخ|ب|ت»).
        if min(beside) > 1 and (len(bars) > 1 or stands_in_menu(self.text, *self.span)):
            return
        if len(letters) > 2 and max(letters) == 1:
            return
        atoms = self._atoms()
        for k in bars:
            if self.filled[k] is not None:
                continue
            first = next(a for a, b in atoms if b == k)
            last = next(b for a, b in atoms if a == k + 1)
            start = self.starts[first]
            before = self.text[max(0, start - _MOST_INDENT) : start].rstrip(" \t")
            opens_line = not before or before.endswith("\n")
            if is_alef(self._joined(first, k), self._joined(k + 1, last), known, opens_line=opens_line):
                self.filled[k] = "ا"
                atoms = self._atoms()

    def _means_nothing(self, k: int, known: Vocabulary) -> bool:
        """Whether an invisible joint may go without proof.

        Direction marks often stand where a space was lost, as other invisible signs do between two words;
        ZWNJ and ZWJ are part of Persian spelling.
        """
        joint = self.joints[k]
        if joint.nature != "invisible" or not _DIRECTIONS.isdisjoint(joint.core):
            return False
        if not _JOINERS.isdisjoint(joint.core) and not _PERSIAN_LETTERS.isdisjoint(self.text[slice(*self.span)]):
            return False
        return not all(known.has_plainly(word) for word in self.pieces[k : k + 2])

    def _proof(
        self, words: list[str], joints: list[Joint], listed: Watchlist, known: Vocabulary
    ) -> tuple[str, ...] | None:
        """What the joints between these words stand for, when that makes one proven word."""
        letters = len("".join(words))
        if not 3 <= letters + len(joints) <= _MOST_LETTERS:
            return None
        natures = [joint.nature for joint in joints]
        if natures.count("weak") == len(natures):
            readings: Iterator[tuple[str, ...]] = iter([("",) * len(joints)])
        elif natures.count("lookalike") + natures.count("bar") > _MOST_DISGUISED:
            return None
        else:
            readings = islice(product(*map(_readings, joints)), _MOST_READINGS)
        # In Arabic chat spelling, and in numbers glued to words, digits are too common for weak proof.
        told = not any(joint.nature == "lookalike" and joint.core.isalnum() for joint in joints)
        told = told and not (letters <= 3 and len(words) == letters)
        for signs in readings:
            form = compared("".join(a + b for a, b in zip(words, (*signs, ""), strict=True)))
            if len(form) >= 3 and (listed.has(form) or (told and known.has(form))):
                return None if self._separates(words, joints, known) else signs
        return None

    def _separates(self, words: list[str], joints: list[Joint], known: Vocabulary) -> bool:
        """Whether the joints do what such signs ordinarily do: part an initial, two words, or a hashtag."""
        if any(joint.core.startswith("_") for joint in joints) and self.text[: self.span.start].endswith("#"):
            return True
        if len(words) != 2 or joints[0].nature == "strong":
            return False
        left, right = map(compared, words)
        if len(left) == 1 and len(right) >= 3 and joints[0].core[0] in _AFTER_INITIAL:
            return True
        return all(map(known.has_plainly, words))

    def _written(self, first: int, last: int, kind: str) -> Rewriting:
        places: list[int] = []
        for k in range(first, last + 1):
            places += range(self.starts[k], self.starts[k] + len(self.pieces[k]))
            if k < last and self.filled[k]:
                joint = self.joints[k]
                places.append(joint.start + self.text[joint.start : joint.end].index(joint.core))
        span = Span(self.starts[first], self.starts[last] + len(self.pieces[last]))
        return _change(self.text, span, kind, self._joined(first, last), places)


def _readings(joint: Joint) -> tuple[str, ...]:
    letters = tuple(LOOKALIKES.get(joint.core, "")) if joint.nature in ("bar", "lookalike") else ()
    if joint.nature == "strong" and "|" in joint.core:
        letters = ("ا",)
    return letters if joint.core.isalnum() else (*letters, "")
