"""English fields that are not English."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.checks import _english_text, _english_words, _phrase_lists, language
from tests.support.briefs import event, statement, subject_of


def codes(english: str) -> list[str]:
    return [f.code for f in language.check(subject_of(summary=[statement(english), statement()]))]


@pytest.mark.parametrize(
    "english",
    [
        "The mayor of Şanlıurfa met Müller at the café, “in good faith” — he said.",
        "The army said the army and the police said that the army had left.",
        "Prices rose by 5 % to €30.",
    ],
)
def test_english_is_quiet(english: str) -> None:
    assert codes(english) == []


@pytest.mark.parametrize(
    "english", ["The جسر was closed.", "The brидge was closed.", "The 桥 was closed.", "The bridgeـ"]
)
def test_letters_of_another_script_are_an_error(english: str) -> None:
    assert codes(english) == ["language.foreign_letters"]


def test_going_round_in_circles_is_an_error() -> None:
    assert codes("The police said that the bridge was closed and " * 3) == ["language.repetition"]


@pytest.mark.parametrize(
    "english",
    [
        "Le maire a annoncé la fermeture du pont aux camions pendant un mois entier.",
        "El alcalde anunció el cierre del puente para los camiones durante todo el mes.",
        "Belediye başkanı köprünün bir ay boyunca kamyonlara kapatılacağını açıkladı.",
    ],
)
def test_a_sentence_in_another_language_is_an_error(english: str) -> None:
    assert codes(english) == ["language.other"]


@pytest.mark.parametrize(
    "english",
    ["Samer al-Halwani, Nader al-Jazzaa, Ahmad Khalil al-Nawarsi, Wadi al-Sukkar", "Closed."],
)
def test_names_and_single_words_have_no_language(english: str) -> None:
    assert codes(english) == []


@pytest.mark.parametrize(
    ("english", "better"),
    [
        ("Fighters of the tanzim closed the bridge.", "organisation"),
        ("The wilayat announced the closure.", "province"),
        ("Two shuhada' were buried near the bridge.", "people killed"),
        ("Men stopped cars at the al-hajiz.", "checkpoint"),
    ],
)
def test_an_arabic_common_word_in_latin_letters_is_a_warning(english: str, better: str) -> None:
    subject = subject_of(summary=[statement(english), statement()])
    findings = list(language.check(subject))
    assert [(f.code, f.severity) for f in findings] == [("language.transliterated", "warning")]
    assert better in findings[0].message


@pytest.mark.parametrize(
    "english",
    [
        "The sheikh of the souk spoke of jihad.",
        "Liwa Tanzim al-Nawaris closed the bridge.",
        'Residents call the group "the tanzim".',
        "The organisation (tanzim) closed the bridge.",
    ],
)
def test_english_words_names_and_mentions_are_quiet(english: str) -> None:
    assert codes(english) == []


@pytest.mark.parametrize(
    "english",
    [
        "The article discusses the closure of a bridge.",
        "It is important to note that lorries use another road.",
        "The bridge is closed. Overall, traffic is slow.",
        "According to the text, the bridge is closed.",
    ],
)
def test_phrases_about_the_text_are_a_warning(english: str) -> None:
    assert codes(english) == ["language.empty_phrase"]


def test_such_phrases_are_in_place_in_a_caveat_and_inside_a_sentence() -> None:
    assert codes("The ban covers lorries overall, and the article of the law says so.") == []
    caveat = {"kind": "open", "text_en": "The article says nothing about the cost.", "evidence": []}
    assert list(language.check(subject_of(caveats=[caveat]))) == []


@pytest.mark.parametrize(
    "name", ["string", "null", "N/A", "unknown person", "<name>", "...", "name_en", "Not specified."]
)
def test_a_placeholder_for_a_name_is_an_error(name: str) -> None:
    actor = {"name_ar": "بلدية النورس", "name_en": name, "sector": "GOV"}
    findings = list(language.check(subject_of(events=[event(actors=[actor])])))
    assert [(f.code, f.severity, f.path) for f in findings] == [
        ("language.placeholder", "error", "/events/0/actors/0/name_en")
    ]


@pytest.mark.parametrize(
    ("arabic", "name"), [("شخص مجهول", "unknown person"), ("بلدية النورس", "String Quartet"), (None, "workers")]
)
def test_a_person_of_whom_the_arabic_says_that_nobody_knows_him_may_be_unknown(arabic: str | None, name: str) -> None:
    actor: dict[str, Any] = {"name_ar": arabic, "name_en": name, "sector": "UAF"}
    assert list(language.check(subject_of(events=[event(actors=[actor])]))) == []


def test_words_of_the_prompt_in_the_output_are_an_error() -> None:
    assert codes("A wrong number, a claim shown as a fact, or two contradicting accounts merged.") == [
        "language.prompt_leak"
    ]
    assert codes("A security official who was not named said the bridge was closed.") == []


def test_segment_numbers_in_the_text_are_a_warning() -> None:
    assert codes("The bridge was closed [3].") == ["language.segment_reference"]
    assert codes("The bridge was closed (segments 2 and 3).") == ["language.segment_reference"]


def test_a_sentence_cut_off_by_the_limit_is_a_warning() -> None:
    words = " ".join(a + b + c for a in "bdfgklmn" for b in "aeiou" for c in "nprst")
    assert "language.cut_off" in codes(words[:399])
    assert "language.cut_off" not in codes(words[:398] + ".")
    assert "language.cut_off" not in codes(words[:300])


@given(st.from_regex(language._STUTTER), st.text("ab \né\ud800", max_size=8))
def test_every_stutter_is_seen_at_a_quick_look(stutter: str, before: str) -> None:
    assert language._may_stutter(before + stutter)


def test_ordinary_english_does_not_stutter_even_at_a_quick_look() -> None:
    assert not any(map(language._may_stutter, ("", "a", "Ten of the ten men of the town", "1,000,000,000")))


@given(st.lists(st.sampled_from("abc"), max_size=16))
def test_a_loop_has_words_that_were_there_before(words: list[str]) -> None:
    grams = [tuple(words[i : i + 4]) for i in range(len(words) - 3)]
    loops = any(grams.count(gram) >= 3 for gram in grams)
    assert ("repeats itself" in (language._loop(" ".join(words)) or "")) == loops


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_words_of_ascii_are_those_of_any_text(text: str) -> None:
    lowered = text.lower()
    assert list(_english_text.letters_of(text)) == language._WORD.findall(lowered)
    assert _english_text.words_of(text) == tuple(_english_text._WORD.findall(lowered))
    if not _english_words._DIGIT.search(text):
        assert list(_english_text.words_of(text)) == _english_words._LETTERS.findall(lowered)


@given(st.integers(0, 10_000), st.text("ab ", max_size=9))
def test_every_run_of_the_prompt_is_seen_whatever_stands_before_it(at: int, before: str) -> None:
    runs = sorted(_phrase_lists.prompt_runs())
    assert language._leak(f"{before} {' '.join(runs[at % len(runs)])}") is not None


SCRAPS = [*"aA5_-'’ʿ—\n(\"", " ", "al-", "asra", "Asra", "İ", "\ud800"]


@given(st.lists(st.lists(st.sampled_from(SCRAPS), max_size=6).map("".join), max_size=4))
@example(["al-asra", "x"])
@example(["x", "al-al-asra"])
def test_a_look_at_all_fields_misses_no_arabic_word_of_one(texts: list[str]) -> None:
    found = any(map(language._transliterated, texts))
    assert language._may_be_transliterated(" ".join(texts)) or not found


def test_the_arabic_words_have_no_other_letters_than_those_of_ascii() -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() for word in _phrase_lists.transliterated())
