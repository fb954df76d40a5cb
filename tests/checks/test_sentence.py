"""Words of a sentence and the entries of word lists in it: the quick ways find what the plain ones do."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.arabic.letters import compared
from mujaz.checks import _lexicon, _sentence, loaded
from mujaz.checks._lexicon import Cue, Lexicons

FORMS = st.lists(st.text("ab", min_size=1, max_size=3).flatmap(lambda w: st.sampled_from((w, w + "*"))), min_size=1)
LISTS = st.lists(st.tuples(st.sampled_from("xyz"), FORMS.map(lambda words: " ".join(words[:3]))), min_size=1)
WORDS = st.lists(st.text("ab", min_size=1, max_size=4), max_size=12)


def plainly(entries: list[tuple[str, str]], words: list[str]) -> list[tuple[int, int]]:
    """Places of entries: at each word the one with the most words, none overlapping another."""
    found: list[tuple[int, int]] = []
    for at in range(len(words)):
        if found and at < found[-1][1]:
            continue
        lengths = [
            len(forms)
            for forms in (form.split() for _, form in entries)
            if len(forms) <= len(words) - at
            and all(
                word.startswith(form[:-1]) if form.endswith("*") else word == form
                for word, form in zip(words[at:], forms, strict=False)
            )
        ]
        if lengths:
            found.append((at, at + max(lengths)))
    return found


@given(LISTS, LISTS, WORDS)
@example([("x", "a bbb abb")], [("y", "bb a*")], ["a", "bbb", "abb", "bb", "ab"])
def test_every_list_is_found_as_if_it_were_alone(
    one: list[tuple[str, str]], other: list[tuple[str, str]], words: list[str]
) -> None:
    lexicons = Lexicons({"one": one, "other": other}, arabic=False)
    for _ in range(2):  # new words, and known ones
        found = lexicons.find(words)
        for name, entries in (("one", one), ("other", other)):
            assert [(cue.start, cue.end) for cue in found.get(name, ())] == plainly(entries, words)


def test_whole_words_count_before_stems_and_longer_stems_before_shorter() -> None:
    forms = [("short", "re*"), ("long", "reop*"), ("whole", "reopen"), ("two", "re* the")]
    lexicons = Lexicons({"": forms}, arabic=False)
    found = lexicons.find(["reopen", "reopens", "rest", "reopen", "the"])[""]
    assert found == [Cue("whole", 0, 1), Cue("long", 1, 2), Cue("short", 2, 3), Cue("two", 3, 5)]


def test_words_remembered_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_lexicon, "_REMEMBERED", 5)
    lexicons = Lexicons({"": [("kind", "word7")]}, arabic=False)
    words = [f"word{n}" for n in range(40)]
    assert lexicons.find(words) == {"": [Cue("kind", 7, 8)]}
    assert len(lexicons._known) <= 5


@given(st.text("لابيزتﻻﷲأإآىةـ\u064e\u0651\u200c\u061c\ufe0f .،5a\n", max_size=40))
def test_the_words_compared_are_those_of_the_text(text: str) -> None:
    written = re.findall(_sentence._ARABIC, text)
    words = [part for word in written for part in _sentence._uncut(compared(word)) or (compared(word),)]
    sentence = _sentence.arabic(text)
    assert list(sentence.words) == words
    assert [compared(word) for word in sentence.written] == words
    assert all(0 < start < len(words) for start in sentence.clause_starts)


def test_a_glued_negation_is_two_words() -> None:
    sentence = _sentence.arabic("قال إنه لايزال هنا، ولايعرف ولايات")
    assert sentence.words == ("قال", "انه", "لا", "يزال", "هنا", "ولا", "يعرف", "ولايات")
    assert sentence.written == ("قال", "إنه", "لا", "يزال", "هنا", "ولا", "يعرف", "ولايات")
    assert sentence.clause_starts == {5}


@pytest.mark.parametrize("text", ["No. 5 is not no 7, no.9 or No 10", "Casino 5, no. five, \u00e9no 5, _no 5, No.  5"])
def test_the_sign_of_a_number_is_no_word(text: str) -> None:
    plain = re.sub(r"\bno\.? ?(?=\d)", "", text.lower())
    assert list(_sentence.english(text).words) == re.findall(r"[a-z]+", plain)


LOADED = ("martyr", "regime", "the enemy", "coup", "plotters", "so-called")
PIECES = (*LOADED, "no. 5", "\u2019s", "\u00e9", "\u0130", "-", "_", " ", "9")


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_loaded_word_is_overlooked(text: str) -> None:
    words = [found.group().lower().replace("\u2019", "'") for found in loaded._WORD.finditer(text)]
    if _sentence.english_lexicons().find(words).get("loaded"):
        assert _sentence.english(text).find("loaded")
