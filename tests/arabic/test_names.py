"""Does an English name fit an Arabic one: by sound, by glossary, and in parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic import names
from mujaz.arabic.names import THRESHOLD, fits, similarity

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "name_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
LINES = [(arabic, english.split(" | ")) for arabic, english in ROWS]
HELD_OUT = LINES[2::3]
TUNED = [line for at, line in enumerate(LINES) if at % 3 != 2]


def true_pass(lines: list[tuple[str, list[str]]]) -> float:
    scores = [similarity(arabic, spelling) for arabic, english in lines for spelling in english]
    return sum(score >= THRESHOLD for score in scores) / len(scores)


def wrong_pass(lines: list[tuple[str, list[str]]]) -> float:
    scores = [similarity(a, spelling) for a, _ in lines for b, english in lines if a != b for spelling in english]
    return sum(score >= THRESHOLD for score in scores) / len(scores)


SPELLINGS = [spelling for _, english in LINES for spelling in english]
"""Every third name with every spelling makes enough pairs that are unlike."""


class TestThreshold:
    @pytest.mark.parametrize("at_least", [0.6, 0.8, 0.98])
    def test_what_is_below_may_be_nothing_and_the_rest_is_exact(self, at_least: float) -> None:
        for arabic, _ in LINES[::9]:
            for english in SPELLINGS[::3]:
                exact, quick = similarity(arabic, english), similarity(arabic, english, at_least=at_least)
                assert quick == exact if exact >= at_least else quick in (0.0, exact), (arabic, english)

    @given(
        st.text("ابتثجحخدشسصعغفقكلمنهوية", min_size=1, max_size=8),
        st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8),
        st.floats(0, 1),
    )
    def test_so_it_is_for_any_letters(self, arabic: str, english: str, at_least: float) -> None:
        exact, quick = similarity(arabic, english), similarity(arabic, english, at_least=at_least)
        assert quick == exact if exact >= at_least else quick in (0.0, exact)


class TestTable:
    def test_it_is_large_enough_to_mean_something(self) -> None:
        assert sum(len(english) for _, english in LINES) >= 500
        assert len({arabic for arabic, _ in LINES}) == len(LINES)

    @pytest.mark.parametrize(("lines", "floor"), [(TUNED, 0.98), (HELD_OUT, 0.98)], ids=["tuned", "held out"])
    def test_true_pairs_pass_by_sound_alone(self, lines: list[tuple[str, list[str]]], floor: float) -> None:
        assert true_pass(lines) >= floor

    @pytest.mark.parametrize("lines", [TUNED[::3], HELD_OUT[::2]], ids=["tuned", "held out"])
    def test_wrong_pairs_do_not(self, lines: list[tuple[str, list[str]]]) -> None:
        assert wrong_pass(lines) <= 0.002

    def test_another_given_name_before_the_right_surname_is_noticed(self) -> None:
        people = [line for line in LINES if " " in line[0] and " " in line[1][0]][::3]
        given = {arabic.split()[0]: english[0].split()[0] for arabic, english in people}
        scores = [
            similarity(arabic, f"{name} {english[0].partition(' ')[2]}")
            for arabic, english in people
            for first, name in given.items()
            if first != arabic.split()[0]
        ]
        assert sum(score >= THRESHOLD for score in scores) / len(scores) <= 0.03


class TestSimilarity:
    @pytest.mark.parametrize(
        ("arabic", "english"),
        [
            ("ضرار الشملان", "Dirar al-Shamlan"),
            ("فورونكوف", "Voronkov"),
            ("جيرمان", "Gherman"),
            ("جيرمان", "German"),
            ("واشنطن", "Washington"),
            ("مُحَمَّد الأَسعد", "Mohammed al-Asaad"),  # vowel signs
            ("مـحـمد", "Muhammad"),  # tatweel
            ("\ufee3\ufea4\ufee4\ufeaa", "Mohamed"),  # presentation forms
            ("شمس الدين", "Shams ad-Din"),
            ("شمس الدين", "Chamseddine"),
            ("شمسالدين", "Shams ad-Din"),
            ("عزالدين", "Azzedine"),
            ("نورالدين", "Nureddin"),
            ("الشام", "ash-Sham"),
            ("الشام", "al-Sham"),
            ("الشام", "Sham"),
            ("عبدالرحمن", "Abdul Rahman"),
            ("عبد الرحمن", "Abdurrahman"),
            ("عبد الرحمن", "Abd ar-Rahman"),
            ("القاسمي", "Gasimi"),
            ("جبر", "Gabr"),
            ("جبر", "Djabr"),
            ("هاشمي", "Hachemi"),
            ("سعاد بنت منصور", "Suad bint Mansour"),
            ("أبو عبيدة", "Abu Obeida"),
            ("نهاية", "Nihaya"),
            ("نهاية", "Nihayah"),
            ("نهاية", "Nihayat"),
            ("وضرار الشملان", "Dirar al-Shamlan"),
            ("بالكسوة", "al-Kiswah"),
            ("للمنصورة", "al-Mansoura"),
            ("آرنو", "Arnault"),
            ("رينو", "Renaud"),
            ("تيبو", "Thibault"),
            ("بيجو", "Peugeot"),
            ("بواتييه", "Poitiers"),
            ("جيرار", "Gérard"),
        ],
    )
    def test_usual_spellings_fit(self, arabic: str, english: str) -> None:
        assert similarity(arabic, english) >= THRESHOLD

    @pytest.mark.parametrize(
        ("arabic", "english"),
        [
            ("ضرار الشملان", "Ahmad al-Salman"),
            ("ضرار الشملان", "Dirar al-Khalidi"),
            ("ضرار الشملان", "Karim al-Shamlan"),
            ("فورونكوف", "Gorbachev"),
            ("حسن", "Hussam"),
            ("نواف", "Yousef"),
            ("خالد", "Walid"),
            ("بغداد", "Belgrade"),
            ("أرنو", "Arnold"),
            ("رينو", "Ronald"),
            ("الرشيد", "al-Jadid"),
        ],
    )
    def test_other_names_do_not(self, arabic: str, english: str) -> None:
        assert similarity(arabic, english) < THRESHOLD

    def test_a_missing_middle_name_is_tolerated_at_a_price(self) -> None:
        whole = similarity("محمود سالم الخلوفي", "Mahmoud Salem al-Khaloufi")
        without = similarity("محمود سالم الخلوفي", "Mahmoud al-Khaloufi")
        added = similarity("محمود الخلوفي", "Mahmoud Salem al-Khaloufi")
        assert THRESHOLD <= without < whole
        assert THRESHOLD <= added < whole
        assert similarity("محمود سالم الخلوفي", "Salem") < THRESHOLD

    def test_word_order_counts(self) -> None:
        assert similarity("كريم منصور", "Mansour Karim") < THRESHOLD

    def test_the_article_alone_is_no_likeness(self) -> None:
        assert similarity("الخالدي", "al-Nimr") == similarity("الخالدي", "Nimr")

    @pytest.mark.parametrize("other", ["", " ", "123", "…", "\u200f"])
    def test_nothing_is_like_nothing(self, other: str) -> None:
        assert similarity(other, "Karim") == similarity("كريم", other) == similarity(other, other) == 0

    def test_scripts_the_wrong_way_round_score_nothing(self) -> None:
        assert similarity("Karim", "كريم") == 0

    @given(st.text(max_size=80), st.text(max_size=80))
    def test_any_text_gives_a_share(self, arabic: str, english: str) -> None:
        assert 0 <= similarity(arabic, english) <= 1
        assert similarity("", english) == similarity(arabic, "") == 0

    @given(
        st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤأإآ َّ", max_size=40),
        st.text(alphabet="abcdefghijklmnopqrstuvwxyz -'", max_size=60),
    )
    def test_any_letters_give_a_share(self, arabic: str, english: str) -> None:
        assert 0 <= similarity(arabic, english) <= 1

    def test_a_very_long_name_is_cut_not_computed_for_ever(self) -> None:
        assert 0 <= similarity("محمود " * 50_000, "Mahmoud " * 50_000) <= 1


class TestFits:
    @pytest.mark.parametrize(
        ("arabic", "english"),
        [
            ("بكين", "Beijing"),  # no likeness in sound
            ("تدمر", "Palmyra"),
            ("داعش", "Islamic State"),
            ("الرئيس أحمد الشرع", "President Ahmed al-Sharaa"),
            ("المتحدث باسم قسد فرهاد شامي", "SDF spokesman Farhad Shami"),
            ("وزير الدفاع ضرار الشملان", "Defence Minister Dirar al-Shamlan"),
            ("معبر البوكمال", "al-Bukamal crossing"),
            ("حقل التنك النفطي", "al-Tanak oil field"),
            ("حقل التنك", "al-Tanak oil field"),
            ("مطار دير الزور العسكري", "Deir ez-Zor military airport"),
            ("مجلس دير الزور المدني", "Deir ez-Zor Civil Council"),
            ("اللواء 105", "105th Brigade"),
            ("الفرقة ١٧", "17th Division"),
            ("بلدة الشملانية", "al-Shamlaniyah"),
            ("بلدة الشملانية", "the town of al-Shamlaniyah"),
            ("الشيخ ضرار الشملان", "Dirar al-Shamlan"),
            ("ضرار الشملان", "Sheikh Dirar al-Shamlan"),
            ("العميد فارس الكنعان", "Brig. Gen. Faris Kanaan"),
            ("محمد العربي", "Mohamed Larbi"),  # an adjective that is a surname here
        ],
    )
    def test_right_renderings(self, arabic: str, english: str) -> None:
        assert fits(arabic, english)

    @pytest.mark.parametrize(
        ("arabic", "english"),
        [
            ("غزة", "Giza"),  # alike in sound, and each the name of another place
            ("السويداء", "Saida"),
            ("شمال سوريا", "southern Syria"),
            ("مطار دير الزور", "Deir ez-Zor"),
            ("وزير الدفاع ضرار الشملان", "Interior Minister Dirar al-Shamlan"),
            ("وزير الدفاع ضرار الشملان", "Defence Minister Ahmad al-Salman"),
            ("العميد فارس الكنعان", "Brigadier General Nizar Tamer"),
            ("اللواء 105", "106th Brigade"),
            ("اللواء 105", "Brigade"),
            ("داعش", "al-Qaeda"),
            ("الرئيس", "Sheikh"),
            ("ضرار الشملان", "President"),
            ("مدينة الشملانية", "city"),
            ("ضرار الشملان", ""),
            ("", "Dirar"),
        ],
    )
    def test_wrong_renderings(self, arabic: str, english: str) -> None:
        assert not fits(arabic, english)

    def test_the_table_with_the_glossary_is_better_than_by_sound_alone(self) -> None:
        share = sum(fits(a, e) for a, english in LINES for e in english) / sum(len(english) for _, english in LINES)
        assert share >= 0.99

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_any_text_gets_an_answer(self, arabic: str, english: str) -> None:
        assert fits(arabic, english) in {True, False}

    def test_the_shipped_glossary_is_read_once(self) -> None:
        assert names.glossary() is names.glossary()
