"""Proper names in English sentences, found by their capital letters and by the glossary; no model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from mujaz.arabic import names
from mujaz.arabic.english_forms import english_key
from mujaz.arabic.names import Entry
from mujaz.checks import _capitals
from mujaz.checks._capitals import Capital, Word, words_from
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


class _Known(NamedTuple):
    """A name of the glossary in a text: where it ends, what it names, whether it is a single word."""

    end: int
    entries: tuple[Entry, ...]
    single: bool


class _Reading(NamedTuple):
    """The names of a text, and the share of capitalised words among its longer ones."""

    names: tuple[ProperName, ...]
    capitals: float


_ARTICLES = frozenset("al el ul as ash ar an at ad az ez er es esh en ed et ath adh the l d".split())
_LINKS = _ARTICLES | frozenset(
    "bin ibn bint ben abu abou de del della der den di da do dos du la le van von ter ten y".split()
)
"""What stands in small letters inside a name."""
_SEPARATORS = frozenset(" -'’")
_LINKED = re.compile(f"[ '’-](?:{'|'.join(sorted(_LINKS))})[ '’-]+")
_SERVANTS = frozenset("abd abdel abdul abdal umm oum".split())
"""First halves of Arabic names, which the second half decides."""
_NO_NAMES = _LINKS | _SERVANTS
_INNER_CAPITAL = ("Mc", "Mac", "De", "Di", "Le", "La", "Al", "El", "O'", "O’")
_LONG = 9
_LONGEST_ABBREVIATION = 5
_HALF = 0.5
"""Share of capitalised words from which a name of ordinary words is unsure: the text may be a title."""
_ROMAN = re.compile("[IVX]+")
"""A king's or a pope's number, which Arabic says in words."""
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
    if found.capitals >= _HALF or all(name.words or name.entries for name in found.names):
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
    found, share = _capitals.read(text)
    return _Reading(() if text.isupper() else tuple(_names(text, found)), share)


def _names(text: str, capitals: list[Capital]) -> Iterator[ProperName]:
    run: list[Capital] = []
    at = 0
    while at < len(capitals):
        part = capitals[at]
        if run and not _adjoins(text, run[-1], part):
            yield from _unknown(text, run)
            run = []
        known = _known(text, part)
        if known is None or _belongs_to_a_longer_name(text, capitals, at, known, run):
            run.append(part)
            at += 1
            continue
        yield from _unknown(text, run)
        run = []
        first = at
        while at < len(capitals) and capitals[at].start < known.end:
            at += 1
        yield _known_name(text, capitals[first:at], known)
    yield from _unknown(text, run)


def entries_of(word: str) -> tuple[Entry, ...]:
    """Entries of the glossary that a single word names."""
    key = english_key(word)
    return tuple(form.entry for form in _index().get(key, {}).get((key,), ()))


def _adjoins(text: str, left: Capital, right: Capital) -> bool:
    """Whether two capitalised words can belong to one name: only a space, a hyphen or an article lies between."""
    between = text[left.end : right.start]
    if between == ". ":
        return len(left.text) < _LONGEST_ABBREVIATION
    return between in _SEPARATORS or _LINKED.fullmatch(between) is not None


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


def _known(text: str, first: Capital) -> _Known | None:
    """The longest name of the glossary that begins with a capitalised word."""
    known = _index().get(first.key)
    if known is None:
        return None
    unread = words_from(text, first.after)
    rest = _up_to_a_word(unread) if len(next(iter(known))) > 1 else []  # the longest comes first
    seconds = {english_key(word.text) for word in rest}
    for words, forms in known.items():
        if len(words) > 1:
            length = _matched(words, rest, unread) if words[1] in seconds else 0
            if any(word.text[0].isupper() for word in rest[:length]):
                return _Known(rest[length - 1].end, tuple(dict.fromkeys(form.entry for form in forms)), single=False)
            continue
        # "US" is a country and "WHO" an organisation, "Us" and "Who" are not
        entries = tuple(form.entry for form in forms if not form.abbreviation or first.text.isupper())
        if not entries or (first.opens and is_ordinary(first.text) and not _is_nation(entries)):
            continue  # "Renewal" at the start of a sentence need not be the party; "Turkey" is no bird in the news
        return _Known(first.end, tuple(dict.fromkeys(entries)), single=True)
    return None


def _up_to_a_word(unread: Iterator[Word]) -> list[Word]:
    """The next word that is no article, and the articles before it."""
    found: list[Word] = []
    for word in unread:
        found.append(word)
        if word.text.lower() not in _ARTICLES:
            break
    return found


def _matched(words: tuple[str, ...], rest: list[Word], unread: Iterator[Word]) -> int:
    """How many words of the text, articles included, go on as `words` do after their first; 0 when they do not.

    `rest` are those read already, to which it adds from `unread` what it needs.
    """
    matched, at = 1, 0
    while matched < len(words):
        if at == len(rest):
            rest.extend(islice(unread, 1))
        if at == len(rest):
            return 0
        if english_key(rest[at].text) == words[matched]:
            matched += 1
        elif rest[at].text.lower() not in _ARTICLES:
            return 0
        at += 1
    return at


def _belongs_to_a_longer_name(text: str, capitals: list[Capital], at: int, known: _Known, run: list[Capital]) -> bool:
    """Whether a name of one word is a part of an unknown one: al-Khalil is a town, "Khalil Daoud" a man."""
    part = capitals[at]
    if not known.single or _is_nation(known.entries) or part.text.isupper() or not _carries(part):
        return False
    if run and _carries(run[-1]):
        return True
    following = capitals[at + 1 : at + 2]
    return any(
        _adjoins(text, part, after)
        and not any(map(str.isalpha, text[part.after : after.start]))
        and _carries(after)
        and _known(text, after) is None
        for after in following
    )


def _is_nation(entries: tuple[Entry, ...]) -> bool:
    return any(entry.kind in ("country", "adjective") and entry.english[0].isupper() for entry in entries)


def _unknown(text: str, run: list[Capital]) -> Iterator[ProperName]:
    """The name in a run of capitalised words that the glossary does not know."""
    if words := [part for part in run if _carries(part)]:
        start, end = words[0].start, words[-1].end
        yield ProperName(text[start:end], start, end, tuple(part.text for part in words), ())
    elif plain := [part for part in run if _is_plain(part)]:
        start, end = plain[0].start, plain[-1].end
        yield ProperName(text[start:end], start, end, (), (), tuple(part.text for part in plain))


def _known_name(text: str, parts: list[Capital], known: _Known) -> ProperName:
    nation = known.single and _is_nation(known.entries)
    parts = [part for part in parts if not _ROMAN.fullmatch(part.text)] or parts
    words = tuple(part.text for part in parts if nation or part.text.isupper() or not is_ordinary(part.text))
    plain = () if words else tuple(part.text for part in parts if _is_plain(part))
    start = parts[0].start
    return ProperName(text[start : known.end], start, known.end, words, known.entries, plain)


def _is_plain(part: Capital) -> bool:
    """Whether a capitalised part is an ordinary word that nothing but being a name gives its capital letter."""
    word = part.text
    return (
        not (part.opens or part.half)
        and len(part.key) > 2
        and not word.isupper()
        and is_ordinary(word)
        and not (is_title_or_date(word) or is_function_word(word))
    )


def _carries(part: Capital) -> bool:
    """Whether a capitalised word carries a name: no ordinary word, no initial, number or abbreviation."""
    word, key = part.text, part.key
    if len(key) < (3 if part.half else 2) or key in _NO_NAMES or word.isupper():
        return False
    if (
        len(key) < 6
        and not word[1:].islower()
        and sum(map(str.isupper, word)) > 1
        and not word.startswith(_INNER_CAPITAL)
    ):
        return False  # abbreviations that the glossary does not know: "KTUU", "TVs", "PhD"
    if len(word) > _LONG and looks_derived(word):
        return False  # "Eurosceptics", "Headmistresses"
    return not (is_ordinary(word) or (part.opens and looks_derived(word)))
