"""Sentences and segments: where a text is cut, where not, and that nothing falls between."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.arabic import sentences
from mujaz.arabic.mapped import Span

CUT = [
    ("عاد الهدوء. وفتحت المدارس.", ["عاد الهدوء.", "وفتحت المدارس."]),
    ("من أنتم؟ قالوا إنهم جيران.", ["من أنتم؟", "قالوا إنهم جيران."]),
    ("انتهى الأمر! لا مزيد.", ["انتهى الأمر!", "لا مزيد."]),
    ("لماذا الآن؟! لا أحد يعرف", ["لماذا الآن؟!", "لا أحد يعرف"]),
    ("عنوان أول\nعنوان ثان", ["عنوان أول", "عنوان ثان"]),
    ("سطر\r\nآخر", ["سطر", "آخر"]),
    ("قال “لن نرحل.” ثم خرج.", ["قال “لن نرحل.”", "ثم خرج."]),
    ("قال «لن نرحل». ثم خرج.", ["قال «لن نرحل».", "ثم خرج."]),
    ("(انتهى الاجتماع.) وعادوا.", ["(انتهى الاجتماع.)", "وعادوا."]),
    ("عاد إلى المدينة.وقال إنه بخير", ["عاد إلى المدينة.", "وقال إنه بخير"]),
    ('قال: "لن نعود".وأضاف أن الأمر محسوم', ['قال: "لن نعود".', "وأضاف أن الأمر محسوم"]),
    ("وقع ذلك عام 1445 هـ. ثم هدأت", ["وقع ذلك عام 1445 هـ.", "ثم هدأت"]),
    ("عددهم 12. وقال الوزير إنهم بخير", ["عددهم 12.", "وقال الوزير إنهم بخير"]),
    ("The road is closed. Nobody was hurt.", ["The road is closed.", "Nobody was hurt."]),
]

WHOLE = [
    "نقلت أ.ف.ب عن مسؤول",
    "نقلت أ. ف. ب. عن مسؤول",
    "التقى د. سليم الراوي بالوزير",
    "التقى بد. سليم الراوي",
    "وقال م. رسلان إن الجسر آمن",
    "كتب J. Smith عن البلدة",
    "كتب Dr. Smith عن البلدة",
    "ارتفع السعر إلى 3.5 دولار",
    "زوروا www.example.com اليوم",
    "زوروا https://example.com/a.b?c=1 اليوم",
    "لا أعرف... ربما غداً",
    "لا أعرف… ربما غداً",
    "36 عاماً.. قصة رحيل",
    "1. الأسلحة",
    "٢. الذخيرة",
    "جاء من هناك؛ ثم عاد",
    "سعره 500 ل.س. في السوق",
    "!!!",
]


def texts(raw: str, spans: list[Span]) -> list[str]:
    return [raw[start:end] for start, end in spans]


def lengths(raw: str) -> list[int]:
    return [len(part.split()) for part in texts(raw, sentences.segments(raw))]


@pytest.mark.parametrize(("raw", "expected"), CUT)
def test_sentences_are_cut(raw: str, expected: list[str]) -> None:
    assert texts(raw, sentences.split(raw)) == expected


@pytest.mark.parametrize("raw", WHOLE)
def test_these_stay_whole(raw: str) -> None:
    assert texts(raw, sentences.split(raw)) == [raw]


def test_short_sentences_are_their_own_segments() -> None:
    raw = "عاد الهدوء. وفتحت المدارس.\nعنوان"
    assert sentences.segments(raw) == sentences.split(raw)


def test_a_long_sentence_is_cut_behind_punctuation() -> None:
    first = "وصل " + "الوفد " * 17 + "مساءً،"
    second = "وغادر " + "الوفد " * 18 + "صباحاً."
    assert texts(f"{first} {second}", sentences.segments(f"{first} {second}")) == [first, second]


def test_a_semicolon_is_preferred_to_a_comma() -> None:
    raw = "كلمة " * 14 + "كلمة؛ " + "كلمة " * 8 + "كلمة، " + "كلمة " * 20 + "آخر."
    assert lengths(raw) == [15, 30]


BEFORE = (
    "قال رئيس بلدية الغدير سليم الحداد في مقابلة مع إذاعة محلية صباح الثلاثاء إن السيول قطعت الطريق الرئيسية"
    " بين البلدتين"
)
AFTER = "أن فرق الإنقاذ أجلت اثنتي عشرة عائلة إلى مدرسة البلدة قبل وصول المروحية الأولى بنحو ساعتين"

CUT_LONG = [
    # not behind a colon, but before the clause that leads to it
    (f"{BEFORE}، مضيفاً: «{AFTER}»", f"{BEFORE}،"),
    # not at a closing quotation mark within a clause
    (f"{BEFORE}، وأن مجلس «أبناء السنديان» {AFTER}", f"{BEFORE}،"),
    (f"{BEFORE} وأن مجلس «أبناء السنديان» {AFTER}", BEFORE),
    # the second half of a comparison stays with the first
    (f"{BEFORE} خلال خمس ساعات، مقابل ساعتين العام الماضي، وأكد {AFTER}",
     f"{BEFORE} خلال خمس ساعات، مقابل ساعتين العام الماضي،"),
    (f"{BEFORE} خلال ساعتين، أي ضعف المعتاد، فيما ذكر الدفاع المدني {AFTER}",
     f"{BEFORE} خلال ساعتين، أي ضعف المعتاد،"),
    # a time between commas is no place to cut, a new clause is
    (f"{BEFORE} من جديد، مساء أمس، وأعلنت الوزارة {AFTER}", f"{BEFORE} من جديد، مساء أمس،"),
    # neither a preposition nor a number is left hanging
    (f"{BEFORE} من ولاية {AFTER} 2015", None),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "first"), CUT_LONG)
def test_a_long_sentence_is_cut_where_a_clause_begins(raw: str, first: str | None) -> None:
    parts = texts(raw, sentences.segments(raw))
    assert len(parts) == 2
    assert first is None or parts[0] == first
    assert not parts[0].endswith((":", " من", " في"))


TICKER = [
    "14:15 – رئيس البلدية: لدينا ستة جرحى. والولاية تتمسك بأربعة.",
    "٠٩:٤٠ - انقطاع الكهرباء عن السنديان. الفرق في الطريق.",
    "[21:05] توقف البحث. العودة عند الفجر.",
]


@pytest.mark.parametrize("entry", TICKER)
def test_an_entry_of_a_ticker_keeps_its_time(entry: str) -> None:
    raw = f"عاد الهدوء. وفتحت المدارس.\n{entry}\nعاد الهدوء. وفتحت المدارس."
    assert texts(raw, sentences.segments(raw))[2:-2] == [entry]
    assert len(sentences.split(entry)) == 2


def test_a_long_entry_of_a_ticker_is_cut_into_its_sentences() -> None:
    raw = f"14:15 – {BEFORE}. وأكد {AFTER}."
    assert texts(raw, sentences.segments(raw)) == [f"14:15 – {BEFORE}.", f"وأكد {AFTER}."]


@pytest.mark.parametrize("raw", ["2:1 فاز الفريق. وعاد.", "25:30 دقيقة مضت. ثم عاد.", "قال في 14:15 إنه بخير. ثم عاد."])
def test_other_lines_with_figures_are_no_ticker(raw: str) -> None:
    assert len(sentences.segments(raw)) == 2


def test_without_punctuation_the_cut_is_before_a_conjunction() -> None:
    raw = "كلمة " * 25 + "وكانت " + "كلمة " * 20
    assert lengths(raw) == [25, 21]


def test_without_any_clue_the_cut_is_at_the_limit_and_leaves_no_scrap() -> None:
    assert lengths("كلمة " * 36) == [32, 4]
    assert lengths("كلمة " * 70) == [35, 35]


def test_the_limit_is_the_callers() -> None:
    raw = "كلمة " * 100
    assert max(len(part.split()) for part in texts(raw, sentences.segments(raw, max_words=10))) == 10
    assert len(sentences.segments(raw, max_words=1)) == 100
    with pytest.raises(ValueError, match="max_words is 0"):
        sentences.segments(raw, max_words=0)


RAW = st.one_of(
    st.text(max_size=80),
    st.text(alphabet='ابوثم .!?؟…؛،:\n\r\t \xa0\u200f"”»)(«دـ1٣a', max_size=120),
    st.lists(
        st.sampled_from(["كلمة", "وكلمة،", "نعم.", "أ.ف.ب", "ثم", "–", "«", "»", "\n", "3.5", "…"]), max_size=120
    ).map(" ".join),
)


@given(RAW, st.integers(1, 12))
@settings(max_examples=600, deadline=None)
def test_spans_cover_everything_in_order(raw: str, max_words: int) -> None:
    for spans in (sentences.split(raw), sentences.segments(raw, max_words)):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(raw[start:end] == raw[start:end].strip() != "" for start, end in spans)
        inside = {at for start, end in spans for at in range(start, end)}
        assert {at for at, sign in enumerate(raw) if not sign.isspace()} <= inside
    assert all(len(raw[start:end].split()) <= max_words for start, end in sentences.segments(raw, max_words))


@given(RAW)
@settings(max_examples=300, deadline=None)
def test_no_scrap_where_it_can_be_avoided(raw: str) -> None:
    whole = {*sentences.split(raw), *sentences.segments(raw, 10_000)}
    cut = [span for span in sentences.segments(raw, 10) if span not in whole]
    assert all(len(raw[start:end].split()) >= 4 for start, end in cut)
