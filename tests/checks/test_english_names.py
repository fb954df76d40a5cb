"""Names of English sentences: stepping over the words in small letters finds what reading every word does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.arabic import names
from mujaz.arabic.english_forms import english_key
from mujaz.arabic.names import Entry
from mujaz.checks import _capitals, _english_names, spread
from mujaz.checks._capitals import Capital
from mujaz.checks._english_names import ProperName
from mujaz.checks._ordinary import is_ordinary

WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’ʿʾʻʼ`´][^\W\d_]+)*|\d[\w.,]*")
ENDING = re.compile(r"(?:['’](?:s|S|m|d|t|ve|re|ll)|n['’]t)$")
OPENING = re.compile(r"[.!?:;…\"“«‘(]|(?:^|\s)['–—-]")

GLOSSARY = [
    form
    for entry in names.glossary().entries[::7]
    for form in (entry.english, *entry.also)
    if form[:1].isupper() and not form.isupper()
]
PIECES = st.one_of(
    st.sampled_from(GLOSSARY),
    st.sampled_from(
        "the The a of of-the said Police police President army Army Boots Khalil Daoud Kuznetsov Repainting TVs KTUU I "
        "Al al al- aL bin de d'Orsay n'Roll it's Iran's Xavier'd 'd Syria’s don't U.S. U.N.'s St Mr Syrian Republic "
        "F-16 4G 35 2,000. 2019.The 1990s' ʿayn ʿAbd École école Boots-up Ministry Wadi Deir ez-Zor Republican".split()
    ),
    st.sampled_from([". ", ", ", ": ", "- ", " - ", "’", "'", '"', "“", "”", "(", "_", "\n", "  ", "–", "."]),
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", " ", "-", "", ". "])), max_size=12).map(
    lambda pieces: "".join(piece + end for piece, end in pieces)
)


class Part(NamedTuple):
    word: Capital
    capital: bool


def every_word(text: str) -> tuple[list[Part], float]:
    """The words of `text`, those in small letters too, and the share of capitals."""
    matches = list(WORD.finditer(text))
    long = [match[0] for match in matches if len(match[0]) > 3 and not match[0][0].isdigit()]
    share = sum(word[0].isupper() for word in long) / len(long) if len(long) > 2 else 0.0
    title = share >= 0.6 and text.rstrip()[-1:] not in tuple('.!"”')
    parts: list[Part] = []
    last = 0
    for match in matches:
        if match[0][0].isdigit():
            continue
        start, end = match.span()
        before, last = last, end
        if text[start - 1 : start].isdigit() or text[end : end + 1].isdigit():
            continue
        word = ENDING.sub("", match[0])
        opens = title or not parts or OPENING.search(text, before, start) is not None
        half = "-" in (text[start - 1 : start], text[end : end + 1])
        capital = Capital(word, start, start + len(word), english_key(word), end, opens, half)
        parts.append(Part(capital, word[:1].isupper()))
    return parts, share


def adjoins(text: str, left: Part, right: Part) -> bool:
    between = text[left.word.end : right.word.start].lower()
    if between == ". ":
        return len(left.word.text) < 5
    return between in (" ", "-", "'", "’") or between.strip(" -'’") in _english_names._LINKS


def known(parts: list[Part], at: int) -> tuple[int, tuple[Entry, ...]] | None:
    first = parts[at]
    for words, forms in _english_names._index().get(first.word.key, {}).items() if first.capital else ():
        end, matched = at, 0
        while matched < len(words) and end < len(parts):
            if parts[end].word.key == words[matched]:
                matched += 1
            elif not (matched and parts[end].word.text.lower() in _english_names._ARTICLES):
                break
            end += 1
        if matched < len(words) or (len(words) > 1 and not any(part.capital for part in parts[at + 1 : end])):
            continue
        upper = first.word.text.isupper()
        entries = tuple(form.entry for form in forms if len(words) > 1 or not form.abbreviation or upper)
        ordinary = len(words) == 1 and first.word.opens and is_ordinary(first.word.text)
        if entries and not (ordinary and not _english_names._is_nation(entries)):
            return end, tuple(dict.fromkeys(entries))
    return None


def is_part(text: str, parts: list[Part], at: int, end: int, entries: tuple[Entry, ...], run: list[Part]) -> bool:
    part, carries = parts[at], _english_names._carries
    if end != at + 1 or _english_names._is_nation(entries) or part.word.text.isupper() or not carries(part.word):
        return False
    if run and carries(run[-1].word) and adjoins(text, run[-1], part):
        return True
    following = parts[end] if end < len(parts) and parts[end].capital else None
    return (
        following is not None
        and carries(following.word)
        and adjoins(text, part, following)
        and known(parts, end) is None
    )


def plainly(text: str) -> Iterator[ProperName]:
    """The names of `text`, word by word."""
    parts, _ = every_word(text)
    run: list[Part] = []
    at = 0
    while at < len(parts):
        part, found = parts[at], known(parts, at)
        if found and not is_part(text, parts, at, *found, run):
            yield from _english_names._unknown(text, [other.word for other in run])
            end, entries = found
            of = _english_names._Known(parts[end - 1].word.end, entries, single=end == at + 1)
            yield _english_names._known_name(text, [other.word for other in parts[at:end] if other.capital], of)
            run, at = [], end
            continue
        at += 1
        if part.capital and (not run or adjoins(text, run[-1], part)):
            run.append(part)
        elif run and not (part.word.text in _english_names._LINKS and adjoins(text, run[-1], part)):
            yield from _english_names._unknown(text, [other.word for other in run])
            run = [part] if part.capital else []
    yield from _english_names._unknown(text, [other.word for other in run])


@given(TEXTS)
@example("Nader al-Jazzaa of the Dusk Brigades met Xavier'd Daoud, X aL Y and St. de Kuznetsov.")
@example("4G'Army U.S.army A1 Boots 2019.The Police")
def test_names_are_those_that_reading_every_word_finds(text: str) -> None:
    parts, share = every_word(text)
    capitals, measured = _capitals.read(text)
    assert capitals == [part.word for part in parts if part.capital]
    assert measured == (share if share >= 0.5 else measured)
    assert measured < 0.5 or share >= 0.5
    assert list(_english_names._read(text).names) == ([] if text.isupper() else list(plainly(text)))


@given(TEXTS)
def test_words_after_a_capital_are_those_of_the_whole_text(text: str) -> None:
    parts, _ = every_word(text)
    for number, part in enumerate(parts):
        following = [tuple(word) for word in _capitals.words_from(text, part.word.after)]
        assert following == [(other.word.text, other.word.start, other.word.end) for other in parts[number + 1 :]]


def test_a_contraction_that_stands_alone_is_no_name() -> None:
    assert _english_names.find("Gunmen did n't attack Kuznetsov.")[-1].text == "Kuznetsov"


ANCHOR = re.compile(
    r"\b(?:(?:al|el|as|ash|an|ar|ad|at|az)-)?[A-Z][\w'’]+(?:[- ](?:al|el|as|ash|an|ar|ad|at|az|of|de)"
    r"(?=[- ][A-Z])|[- ][A-Z][\w'’]+|-\w+)*+"
)


@given(TEXTS)
@example("al-Raqqa fell. “al-Marj fell! al-\nMarj fell: real-Marj, an-Nahda of Tunis")
def test_anchors_are_those_that_their_plain_pattern_finds(text: str) -> None:
    starts = {0} | {start.end() for start in re.finditer(r"[.!?:]\s+[\"'“‘]?", text)}
    spelled: dict[str, None] = {}
    for name in ANCHOR.finditer(text):
        parts = (re.sub("['’]s?$", "", word) for word in spread._PART.findall(name[0]))
        words = [word for word in parts if word.lower() not in spread._NOT_NAMES]
        alone = len(words) == 1 and name.start() in starts
        if words and not (alone and english_key(words[0]) not in spread._known()):
            spelled[" ".join(words)] = None
    assert spread._names(text) == tuple(spelled)


@pytest.mark.parametrize("text", ["al-A " * 100_000, "- " * 200_000, "'" * 400_000, "a'" * 200_000, ". \n" * 100_000])
def test_long_texts_take_linear_time(text: str) -> None:
    assert _english_names.find(text) == _english_names.find_plain(text) == []
    assert spread._names(text) == ()
