"""What spares the grammars of numbers and dates most words changes nothing of what they find."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.arabic import dates, numbers
from mujaz.arabic.dates import elements, fields, parse, relative, single
from mujaz.arabic.dates import words as date_words
from mujaz.arabic.numbers import below_thousand, compound, lexicon, nouns, qualifiers, tokens, vague
from tests.arabic.test_dates import lines

number_find = sys.modules["mujaz.arabic.numbers.find"]
date_find = sys.modules["mujaz.arabic.dates.find"]

_SENTENCES = list(lines("date_sentences.txt"))
_OPENING = sorted(date_words.forms(date_find._STARTS | single._LAST | relative._BEFORE_COUNT))
_OTHERS = "شخصا المدينة وال ر هـ ق م الميلاد الموافق التالي بعدها مضت الآن ونيف مما نفسه إلى حتى".split()
_SIGNS = [*"،.()-–/:%٪", "x", "\n", "3", "12", "31", "2014", "1446", "3.5", "12.4.2025", "٢٥", "2014/2015"]
_LISTED = st.sampled_from([*date_words.MONTHS, *date_words.WEEKDAYS, *date_words.UNITS, *date_words.SHIFTS])
_WORD = st.sampled_from(_OPENING) | _LISTED | st.sampled_from(_OTHERS) | st.sampled_from(_SIGNS)
_TEXTS = st.lists(_WORD, max_size=9).map(" ".join) | st.lists(_WORD, max_size=5).map("".join) | st.text(max_size=30)


class Everything:
    """Contains whatever is asked for."""

    def __contains__(self, item: object) -> bool:
        return True

    def isdisjoint(self, items: object) -> bool:
        return False


@pytest.mark.parametrize("words", [date_words.MONTHS, date_words.WEEKDAYS, date_words.UNITS, date_find._OTHER_TIMES])
def test_the_forms_of_words_are_those_that_stripping_particles_leads_back(words: frozenset[str]) -> None:
    def stripped(form: str) -> str | None:
        rest = form[1:] if form[:1] in ("و", "ف") else form
        article = "ال" + rest[2:] if rest[:2] == "لل" else ""
        bare = rest[1:] if rest[:1] in ("ب", "ل", "ك") else ""
        return next((word for word in (form, rest, article, bare) if word in words), None)

    known = date_words.forms(words)
    particles = [a + b for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك", "لل")]
    tried = {p + w for p in (*particles, "بل", "وو") for word in words for w in (word, word.removeprefix("ال"))}
    assert {form: known.get(form) for form in tried} == {form: stripped(form) for form in tried}
    assert known.keys() <= tried


def _parsed(text: str) -> list[object]:
    cut = tokens.tokenize(text)
    return [parse.read_date(cut, at) for at in range(len(cut))]


def _unguarded(patch: pytest.MonkeyPatch) -> None:
    everything = Everything()
    for module, name in (
        (elements, "DAY_NUMBER_HEADS"),
        (fields, "CALENDAR_HEADS"),
        (relative, "RELATIVE_HEADS"),
        (relative, "_AFTER_DIGITS"),
    ):
        patch.setattr(module, name, everything)
    patch.setattr(single, "_READERS", tuple((everything, read) for _, read in single._READERS))


@given(_TEXTS)
@example("قبل 3 ملايين سنة و25 عاما")
@example("غرة رمضان 1446 هـ الموافق الأول من آذار")
def test_a_reader_of_dates_finds_nothing_at_words_that_it_is_not_asked_about(text: str) -> None:
    guarded = _parsed(text)
    with pytest.MonkeyPatch.context() as patch:
        _unguarded(patch)
        assert _parsed(text) == guarded


@pytest.mark.parametrize("sentence", _SENTENCES)
def test_of_sentences_too(sentence: str) -> None:
    guarded = _parsed(sentence)
    with pytest.MonkeyPatch.context() as patch:
        _unguarded(patch)
        assert _parsed(sentence) == guarded


_COUNTED = st.sampled_from([*lexicon.WORDS, *nouns.DUAL, *nouns.PLURAL_OR_DUAL, "و", "ونيف", "بين"])


@given(_TEXTS | st.lists(_COUNTED | _WORD, max_size=8).map(" ".join))
def test_no_number_begins_with_a_word_that_is_not_looked_at(text: str) -> None:
    found = numbers.find(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(number_find, "_COUNTING", Everything())
        assert numbers.find(text) == found


_COUNTS = st.lists(_COUNTED | _WORD | st.sampled_from(["ر", "وال", "مليون", "1.234", "5,000"]), max_size=8).map(
    " ".join
)


@given(_COUNTS)
@example("1.234 مليون")
@example("3ر6 ملايين و5 آلاف ونصف")
@example("خمساً في ثلاثمائة شخص ومليوناً مليونا أحد")
def test_what_nothing_goes_on_with_is_read_as_the_whole_grammar_reads_it(text: str) -> None:
    def read() -> list[compound.Reading | None]:
        return [compound.read_cardinal(cut, at, strict) for at in range(len(cut)) for strict in (False, True)]

    # the end of the line stands after the last word, so that something does that may go on with it
    cut = (*tokens.tokenize(text), tokens.Token("line", "\n", "\n", len(text), len(text) + 1, False))
    found = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compound, "_GOING_ON", Everything())
        assert read() == found


@given(_COUNTS)
def test_no_other_number_begins_with_an_ordinal(text: str) -> None:
    cut = tokens.tokenize(text)
    for at in range(len(cut)):
        word = below_thousand.word_at(cut, at)
        if word is not None and word[0].role == "ordinal":
            assert compound.read_cardinal(cut, at) is compound.read_cardinal(cut, at, strict=True) is None
            assert vague.vague_word(cut, at) is None


_BEFORE = st.sampled_from([*qualifiers._BEFORE["at_least"], *qualifiers._BEFORE["up_to"], *qualifiers._BEFORE["about"]])


@given(st.lists(_BEFORE | st.sampled_from(["و", "ب", "،", "5", "من", "لأكثر من", "بنحو"]), max_size=4).map(" ".join))
@example("ليس أكثر من")
@example("ما لا يزيد عن")
def test_only_the_last_word_of_a_phrase_tells_that_there_may_be_one(text: str) -> None:
    found = numbers.find(f"{text} 14 شخصا")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(qualifiers, "_LAST_WORDS", Everything())
        assert numbers.find(f"{text} 14 شخصا") == found


def test_a_weekday_of_a_date_is_one_of_its_sentence_too() -> None:
    starts = {folded: tokens.tokenize(folded)[0] for folded in date_find._STARTS}
    inside = {folded: token.text[date_find._start(token) :] for folded, token in starts.items()}
    assert {f for f, cut in inside.items() if cut in date_words.WEEKDAY_FORMS} <= date_words.WEEKDAY_FORMS.keys()


_LONGER = _TEXTS | st.lists(_WORD | _COUNTED, max_size=9).map(" ".join)


@given(_LONGER)
@example("في ثاني فجرا")
@example("التاسع ذا القعدة")
@example("هذا الصباح")
@example("منذ الثمانينات")
def test_no_date_and_no_number_stands_in_a_text_that_is_not_cut_into_tokens(text: str) -> None:
    found = dates.find(text), numbers.find(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(number_find, "may_have", lambda text, words: True)
        patch.setattr(date_find, "may_have", lambda text, words: True)
        assert (dates.find(text), numbers.find(text)) == found


@pytest.mark.parametrize("phrase", [" ".join(words) for words in relative._DAYS])
def test_every_name_of_a_day_is_found(phrase: str) -> None:
    assert tokens.may_have(phrase, date_find._NAMES_OF_TIME)


_DROPPED = dict.fromkeys((*range(1552, 1563), 1600, *range(1611, 1632), 1648, *range(1750, 1757)))
_DROPPED |= dict.fromkeys((*range(0x6DF, 0x6E5), 0x6E7, 0x6E8, *range(0x6EA, 0x6EE)))
_LEVELLED = str.maketrans("أإآٱٲٳةىیېک", "ااااااهيييك")


def _one_by_one(word: str) -> str:
    presented = any("\ufb50" <= c <= "\ufefc" for c in word)
    return (unicodedata.normalize("NFKC", word) if presented else word).translate(_DROPPED).translate(_LEVELLED)


@given(st.text(st.sampled_from("أإآٱةىیکبلاونيسؤئء\u064b\u0640\u0651\u0670 \n،.12٣ xﻻﺝﱞ\u0654۽ۥ")) | _TEXTS)
def test_the_words_of_a_text_are_folded_as_each_of_them_alone(text: str) -> None:
    assert list(tokens.words(text)) == [token.folded for token in tokens.tokenize(text) if token.kind == "word"]
    for token in tokens.tokenize(text):
        assert token.text == text[token.start : token.end]
        if token.kind == "word":
            assert token.folded == _one_by_one(token.text)
