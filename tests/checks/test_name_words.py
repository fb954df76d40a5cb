"""Names of ordinary words, how far from its evidence a name may stand, and how English spellings sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic.names import Entry
from mujaz.checks import _english_names, names
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._arabic_units import without_particles
from mujaz.checks._english_sounds import homes, respelled
from mujaz.checks._name_words import _ENDINGS as ENDINGS
from mujaz.checks._name_words import beginnings, begins_a_word
from mujaz.checks._nations import nation_of
from tests.support.briefs import article, statement, subject_of

TEXT = (
    "فاز نادي الصفصاف بدوري الأبطال على ملعب النورس. "
    "وقال المدرب جيرالد هيوز إن اللقاء كان صعباً. "
    "وأعلنت شركة سترلنغ فتح متجر جديد في المدينة. "
    "وتساءل الحاضرون عن موعد العودة. "
    "وأدلى العمدة بتصريح قصير قبل أن يغادر القاعة."
)


def unnamed(english: str, *cited: int) -> list[tuple[str, str]]:
    subject = subject_of(article(TEXT), summary=[statement(english, *cited), statement()])
    return [(f.code, f.severity) for f in names.check(subject) if f.path == "/summary/0/text_en"]


@pytest.mark.parametrize(
    "english",
    [
        "The club won the Champions League at home.",
        "A shop was opened by Sterling in the town.",
        "Supporters saw two Class A matches.",
        'The coach quoted "Quiet Rivers and Hidden Gardens" twice.',
        "The Club Won A Quiet Match Under Heavy Rain.",
        "The pro-Remain side lost.",
    ],
)
def test_ordinary_words_with_a_counterpart_or_without_being_a_name_are_quiet(english: str) -> None:
    assert unnamed(english, 1, 3) == []


@pytest.mark.parametrize("name", ["Boots", "the Senate", "Puffy", "the House of Representatives"])
def test_a_name_of_ordinary_words_that_the_article_does_not_have_is_an_error(name: str) -> None:
    assert unnamed(f"The shop was opened by {name} in the town.", 3) == [("names.not_in_article", "error")]


def test_a_part_of_a_longer_name_of_ordinary_words_is_only_unconfirmed() -> None:
    english = "Some supporters said that their club had easily won the Fragrance League at home."
    assert unnamed(english, 1) == [("names.unconfirmed", "warning")]


def test_runs_joined_by_of_are_one_name() -> None:
    found = _english_names.find_plain("Elderly members of the House of Representatives came together quickly.")
    assert [name.text for name in found] == ["House of Representatives"]


def test_a_name_sounds_like_something_anywhere_only_if_it_sounds_very_much_alike() -> None:
    everywhere = ArabicNames(TEXT.split(". "))
    assert everywhere.sounds("Hughes")
    assert everywhere.sounds("Gerald", frozenset({4}))  # «جيرالد» is so near that distance does not matter
    assert everywhere.sounds("Wasilla")
    assert everywhere.sounds("Wasilla", frozenset({3}))  # «وتساءل» beside the evidence may be it
    assert not everywhere.sounds("Wasilla", frozenset({0}))  # but not three sentences away


def test_the_glossary_says_which_sentences_name_something() -> None:
    texts = ArabicNames(["غادر الوفد حلب", "ثم وصل إلى القاهرة مساء", "وعاد إلى حلب"])
    assert texts.texts_naming("cairo") == {1}
    assert texts.texts_naming("aleppo") == {0, 2}
    assert texts.texts_naming("berlin") == set()


@pytest.mark.parametrize(
    ("adjective", "country"), [("Nigerian", "Nigeria"), ("Nigerien", "Niger"), ("Dutch", "Netherlands")]
)
def test_an_adjective_belongs_to_the_country_with_most_letters_in_common(adjective: str, country: str) -> None:
    assert nation_of(Entry(adjective, ("س",), kind="adjective")) == country


def test_an_adjective_of_no_country_belongs_to_none() -> None:
    assert nation_of(Entry("Nordic", ("س",), kind="adjective")) is None


def test_an_abbreviation_is_said_by_its_letters_also_beside_the_evidence() -> None:
    village = ArabicNames(["زار الوفد بلدة ترت", "وعاد مساء"])
    assert village.sounds("Trt", frozenset({0}))
    assert not village.sounds("TRT", frozenset({0}))
    assert ArabicNames(["قالت تي ار تي إن الوفد عاد"]).sounds("TRT", frozenset({0}))


def test_a_sentence_has_a_name_also_if_another_one_writes_it_in_latin_letters() -> None:
    texts = ArabicNames(["تراجعت أسهم بوينغ", "وقالت Boeing إنها تراجع الأمر"])
    assert texts.is_with("Boeing", frozenset({0}))


def test_a_name_is_found_where_words_have_run_together() -> None:
    text = ["واتفقتروسياوبومبيوعلىذلك"]
    assert ArabicNames(text).sounds("Pompeo")
    assert not ArabicNames(text).sounds("Robertson")


@pytest.mark.parametrize(
    ("english", "spoken"),
    [("Hughes", "hues"), ("Knight", "nit"), ("Guizhou", "gwichou"), ("Qinghai", "chinghai"), ("Hale", "heile")],
)
def test_spellings_that_mislead_are_respelled(english: str, spoken: str) -> None:
    assert respelled(english) == spoken


def test_other_spellings_are_left_alone() -> None:
    assert respelled("Damascus") is None


@pytest.mark.parametrize(("word", "stem"), [("Chilean", "Chil"), ("Catalans", "Catal"), ("Beiruti", "Beirut")])
def test_peoples_have_homes(word: str, stem: str) -> None:
    assert stem in homes(word)


def test_names_in_n_are_no_peoples() -> None:
    assert homes("Walton") == []


def test_words_of_names_are_known_in_any_number() -> None:
    assert beginnings("League") == beginnings("leagues") != ()
    assert beginnings("Boots") == ()


@pytest.mark.parametrize(
    ("beginning", "word", "expected"),
    [
        ("محكم", "محكمه", True),
        ("حر", "حره", True),
        ("حر", "حرب", False),
        ("حر", "والحريات", True),
        ("محكم", "وبالمحكمتين", True),
        ("محكم", "للمحكمه", True),
        ("حكم", "محكمه", False),
        ("كتب", "وبالمكتبه", False),
    ],
)
def test_a_beginning_of_two_letters_needs_a_known_ending(beginning: str, word: str, expected: bool) -> None:
    assert begins_a_word(beginning, f"قرب {word}، حسنا") is expected


def test_a_beginning_in_the_middle_of_a_word_begins_nothing() -> None:
    assert begins_a_word("دوري", "قرب وبالدوري")
    assert not begins_a_word("دوري", "قرب مستوبالدوري")


@given(
    st.lists(st.text("وفبلكاحرمته", min_size=1, max_size=9), max_size=6), st.sampled_from(["حر", "محر", "كتب", "لحم"])
)
def test_a_text_is_searched_as_its_words_would_be(words: list[str], beginning: str) -> None:
    forms = [form for word in words for form in without_particles(word)]
    if len(beginning) > 2:
        expected = any(form.startswith(beginning) for form in forms)
    else:
        expected = any(form in {beginning + ending for ending in ENDINGS} for form in forms)
    assert begins_a_word(beginning, "، ".join(words)) is expected
