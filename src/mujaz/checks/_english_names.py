"""Proper names in English sentences, found by their capital letters and by the glossary; no model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic import names
from mujaz.arabic.english_forms import english_key
from mujaz.arabic.names import Entry
from mujaz.checks._ordinary import is_function_word, is_ordinary, is_title_or_date, looks_derived

__all__ = ["ProperName", "entries_of", "find", "find_plain"]


class ProperName(NamedTuple):
    """A name in an English text, as it stands there.

    `entries` are those of the glossary that the English names, () when it knows none. `words` are the words that
    carry the name: capitalised, without titles, articles and ordinary words; () when the whole name is made of
    ordinary words ("United Nations"), which are the `plain` ones then.
    """

    text: str
    start: int
    end: int
    words: tuple[str, ...]
    entries: tuple[Entry, ...]
    plain: tuple[str, ...] = ()


class _Form(NamedTuple):
    spelling: str
    entry: Entry

    @property
    def abbreviation(self) -> bool:
        return self.spelling.isupper()


class _Part(NamedTuple):
    """A word or a part of a word between hyphens.

    Of those with a capital letter `opens` says that a sentence or title begins with it, `half` that it has a hyphen.
    """

    text: str
    start: int
    end: int
    capital: bool = False
    opens: bool = False
    half: bool = False

    @property
    def key(self) -> str:
        return _key(self.text)


class _Reading(NamedTuple):
    """The names of a text, and the share of capitalised words among its longer ones."""

    names: tuple[ProperName, ...]
    capitals: float


_PART = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’ʿʾʻʼ`´][^\W\d_]+)*|\d[\w.,]*")
_DIGIT = re.compile(r"\d")
_ENDING = re.compile(r"(?:['’](?:s|S|m|d|t|ve|re|ll)|n['’]t)$")
"""Possessives and contractions; the word before them may be a name."""
_OPENING = re.compile(r"[.!?:;…\"“«‘(]|(?:^|\s)['–—-]")
_ARTICLES = frozenset("al el ul as ash ar an at ad az ez er es esh en ed et ath adh the l d".split())
_LINKS = _ARTICLES | frozenset(
    "bin ibn bint ben abu abou de del della der den di da do dos du la le van von ter ten y".split()
)
"""What stands in small letters inside a name."""
_SERVANTS = frozenset("abd abdel abdul abdal umm oum".split())
"""First halves of Arabic names, which the second half decides."""
_NO_NAMES = _LINKS | _SERVANTS
_ROMAN = re.compile(r"[IVX]+")
_INNER_CAPITAL = ("Mc", "Mac", "De", "Di", "Le", "La", "Al", "El", "O'", "O’")
_LONG = 9
_LONGEST_ABBREVIATION = 5
_TITLE_CASE = 0.6
"""Share of capitalised words from which a text is a title: "Police Chief Resigns After Vote"."""

_HALF = 0.5
"""The same for ordinary words, a name of which is less sure."""
_QUOTED = re.compile('["“]([^"“”]{3,})["”]')
_DESIGNATION = re.compile(r" (?:[A-Z]\w*|\d+)\b")
"""What makes "Class A", "Route 66" and "Welsh NHS" no names of their own."""
_BESIDE_A_NAME = re.compile(r"\b(?!(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gen|Col|Sgt|Capt|Judge|Sir|Lord|Lady)\b)[A-Z]\S* $")
_LONGEST_WORD = 30
_OF = re.compile(r" (?:of|for)(?: the)? ")
"""What joins two runs of capitals into one name: "House of Representatives"."""


def find(text: str) -> list[ProperName]:
    """Every proper name of `text`, in order.

    Left out: ordinary words at the start of a sentence or in a title, titles of persons, weekdays and months,
    unknown abbreviations in capitals, and texts in capitals altogether.
    """
    return [name for name in _read(text).names if name.words or name.entries]


def find_plain(text: str) -> list[ProperName]:
    """Runs of ordinary words that capital letters inside a sentence make a name, unknown to the glossary: "Boots".

    Words that begin a sentence, titles and dates are no part of them, nor is anything in a title.
    """
    found = _read(text)
    if found.capitals >= _HALF:
        return []
    quoted = [match.span() for match in _QUOTED.finditer(text) if _read(match[1]).capitals >= _HALF]
    joined: list[ProperName] = []
    for name in found.names:
        before = joined[-1] if joined else None
        if before and _OF.fullmatch(text, before.end, name.start):
            joined[-1] = ProperName(
                text[before.start : name.end],
                before.start,
                name.end,
                before.words + name.words,
                before.entries + name.entries,
                before.plain + name.plain,
            )
        else:
            joined.append(name)
    return [
        name
        for name in joined
        if not (name.words or name.entries)
        and not _BESIDE_A_NAME.search(text, max(0, name.start - _LONGEST_WORD), name.start)
        and not _DESIGNATION.match(text, name.end)
        and "-" not in (text[name.start - 1 : name.start], text[name.end : name.end + 1])
        and not any(start <= name.start < end for start, end in quoted)
    ]


@lru_cache(maxsize=1024)
def _read(text: str) -> _Reading:
    matches = list(_PART.finditer(text))
    long = [word for match in matches if len(word := match[0]) > 3 and not word[0].isdigit()]
    capitals = sum(word[0].isupper() for word in long) / len(long) if len(long) > 2 else 0.0
    title = capitals >= _TITLE_CASE and text.rstrip()[-1:] not in tuple('.!"”')
    return _Reading(() if text.isupper() else tuple(_names(text, _parts(text, matches, title))), capitals)


def _names(text: str, parts: list[_Part]) -> Iterator[ProperName]:
    run: list[_Part] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        known = _known(parts, at) if part.capital else None
        if known is not None and not _belongs_to_a_longer_name(text, parts, at, known, run):
            yield from _unknown(text, run)
            run = []
            end, entries = known
            yield _name(text, parts[at:end], entries)
            at = end
            continue
        at += 1
        if not (run or part.capital):
            continue
        if part.capital and not (run and not _adjoins(text, run[-1], part)):
            run.append(part)
        elif not (run and part.text in _LINKS and _adjoins(text, run[-1], part)):
            yield from _unknown(text, run)
            run = [part] if part.capital else []
    yield from _unknown(text, run)


def entries_of(word: str) -> tuple[Entry, ...]:
    """Entries of the glossary that a single word names."""
    key = _key(word)
    return tuple(form.entry for form in _index().get(key, {}).get((key,), ()))


def _parts(text: str, matches: list[re.Match[str]], title: bool) -> list[_Part]:
    digits = _DIGIT.search(text) is not None
    parts: list[_Part] = []
    last = 0
    for match in matches:
        word = match[0]
        if digits and word[0].isdigit():
            continue
        start, end = match.span()
        before, last = last, end
        if digits and (text[start - 1 : start].isdigit() or text[end : end + 1].isdigit()):
            continue  # "F-16", "4G": designations
        if not word.isalpha():
            word = _ENDING.sub("", word)
        if not word[0].isupper():
            parts.append(_Part(word, start, start + len(word)))
            continue
        opens = title or not parts or (text[before:start] != " " and _OPENING.search(text, before, start) is not None)
        half = "-" in (text[start - 1 : start], text[end : end + 1])
        parts.append(_Part(word, start, start + len(word), True, opens, half))
    return parts


@lru_cache(maxsize=16384)
def _key(word: str) -> str:
    return english_key(word)


def _adjoins(text: str, left: _Part, right: _Part) -> bool:
    """Whether two parts can belong to one name: only a space, a hyphen or an article lies between."""
    between = text[left.end : right.start].lower()
    if between == ". ":
        return len(left.text) < _LONGEST_ABBREVIATION
    return between in (" ", "-", "'", "’") or between.strip(" -'’") in _LINKS


@lru_cache(maxsize=1)
def _index() -> dict[str, dict[tuple[str, ...], list[_Form]]]:
    """English names of the glossary by their first word and all their words, the longest first."""
    index: dict[str, dict[tuple[str, ...], list[_Form]]] = {}
    for entry in names.glossary().entries:
        if entry.kind in ("noun", "class", "title") or not any(map(str.isupper, entry.english)):
            continue
        for form in (entry.english, *entry.also):
            words = tuple(english_key(form).split())
            if words and any(map(str.isupper, form)):
                index.setdefault(words[0], {}).setdefault(words, []).append(_Form(form, entry))
    return {first: dict(sorted(forms.items(), key=lambda item: -len(item[0]))) for first, forms in index.items()}


def _known(parts: list[_Part], at: int) -> tuple[int, tuple[Entry, ...]] | None:
    """Where the longest glossary name ends that begins with part `at`, and its entries."""
    first = parts[at]
    if not first.capital:
        return None
    for words, forms in _index().get(first.key, {}).items():
        end, matched = at, 0
        while matched < len(words) and end < len(parts):
            if parts[end].key == words[matched]:
                matched += 1
            elif not (matched and parts[end].text.lower() in _ARTICLES):
                break
            end += 1
        if matched < len(words) or (len(words) > 1 and not any(part.capital for part in parts[at + 1 : end])):
            continue
        # "US" is a country and "WHO" an organisation, "Us" and "Who" are not
        entries = tuple(f.entry for f in forms if len(words) > 1 or not f.abbreviation or first.text.isupper())
        if not entries:
            continue
        if len(words) == 1 and first.opens and is_ordinary(first.text) and not _is_nation(entries):
            continue  # "Renewal" at the start of a sentence need not be the party; "Turkey" is no bird in the news
        return end, tuple(dict.fromkeys(entries))
    return None


def _belongs_to_a_longer_name(
    text: str, parts: list[_Part], at: int, known: tuple[int, tuple[Entry, ...]], run: list[_Part]
) -> bool:
    """Whether a name of one word is a part of an unknown one: al-Khalil is a town, "Khalil Daoud" a man."""
    end, entries = known
    part = parts[at]
    if end != at + 1 or _is_nation(entries) or part.text.isupper() or not _carries(part):
        return False
    if run and _carries(run[-1]) and _adjoins(text, run[-1], part):
        return True
    return (
        end < len(parts)
        and parts[end].capital
        and _carries(parts[end])
        and _adjoins(text, part, parts[end])
        and _known(parts, end) is None
    )


def _is_nation(entries: tuple[Entry, ...]) -> bool:
    return any(entry.kind in ("country", "adjective") and entry.english[0].isupper() for entry in entries)


def _unknown(text: str, run: list[_Part]) -> Iterator[ProperName]:
    """The name in a run of capitalised words that the glossary does not know."""
    words = [part for part in run if _carries(part)]
    if words:
        first, last = run.index(words[0]), run.index(words[-1])
        yield _name(text, run[first : last + 1], ())
    elif plain := [part for part in run if _is_plain(part)]:
        first, last = run.index(plain[0]), run.index(plain[-1])
        yield _name(text, run[first : last + 1], ())


def _name(text: str, parts: list[_Part], entries: tuple[Entry, ...]) -> ProperName:
    if entries:
        nation = len(parts) == 1 and _is_nation(entries)
        words = tuple(
            part.text
            for part in parts
            if part.capital and (nation or part.text.isupper() or not is_ordinary(part.text))
        )
    else:
        words = tuple(part.text for part in parts if part.capital and _carries(part))
    plain = () if words else tuple(part.text for part in parts if part.capital and _is_plain(part))
    start, end = parts[0].start, parts[-1].end
    return ProperName(text[start:end], start, end, words, entries, plain)


def _is_plain(part: _Part) -> bool:
    """Whether a capitalised part is an ordinary word that nothing but being a name gives its capital letter."""
    word = part.text
    return (
        part.capital
        and not (part.opens or part.half)
        and len(part.key) > 2
        and not word.isupper()
        and is_ordinary(word)
        and not (is_title_or_date(word) or is_function_word(word))
    )


def _carries(part: _Part) -> bool:
    """Whether a capitalised part carries a name: no ordinary word, no initial, number or abbreviation."""
    word = part.text
    if len(part.key) < (3 if part.half else 2) or part.key in _NO_NAMES or _ROMAN.fullmatch(word):
        return False
    if word.isupper() or (
        len(part.key) < 6 and sum(map(str.isupper, word)) > 1 and not word.startswith(_INNER_CAPITAL)
    ):
        return False  # abbreviations that the glossary does not know: "KTUU", "TVs", "PhD"
    if len(word) > _LONG and looks_derived(word):
        return False  # "Eurosceptics", "Headmistresses"
    return not (is_ordinary(word) or (part.opens and looks_derived(word)))
