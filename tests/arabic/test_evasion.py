"""Repair of evaded spellings: what is joined, what is left alone, and that the map stays true."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.arabic import evasion
from mujaz.arabic.evasion import Watchlist

ARTICLES = Path(__file__).parents[2] / ".." / "shared" / "articles"

ALWAYS = [
    ("سقوط قذا.ئف وقذائف", "سقوط قذائف وقذائف"),
    ("تحذير من كتا.ئب الفجر", "تحذير من كتائب الفجر"),
    ("بوادر حـ.ـرب في الشمال", "بوادر حرب في الشمال"),
    ("بلدة جـ..ـوبر", "بلدة جوبر"),
    ("نقل المـ ـصابين", "نقل المصابين"),
    ("عـ.ـائـ.ـلات كاملة", "عائلات كاملة"),
    ("مدرّسـ.ـة القرية", "مدرّسة القرية"),
    ("يُعـ.ـدّ الأخطر", "يُعدّ الأخطر"),
    ("حقـ|ـول النفط", "حقول النفط"),
    ("بـ.ـوتين يصل", "بوتين يصل"),
    ("كلـ\u200b.ـمة", "كلمة"),
    ("#داعـ.ـش في الشرق", "#داعش في الشرق"),
    ("(مسـ.ـلح)", "(مسلح)"),
    ("وصلـ.ـت، ثم غادرت", "وصلت، ثم غادرت"),
    ("معـ~ـتقل وأسـ^ـير", "معتقل وأسير"),
    ("شـــ.ـــديد", "شديد"),
]

WITH_PROOF = [
    ("ضبط ح ش ي ش في شاحنة", "ضبط حشيش في شاحنة"),
    ("ا.ل.ق.ا.ع.د.ة تعود", "القاعدة تعود"),
    ("هجوم انتحا*ري جديد", "هجوم انتحاري جديد"),
    ("بالمتف.جرات", "بالمتفجرات"),
    ("وللإره_ابيين خلايا", "وللإرهابيين خلايا"),
    ("ق.س.د تنفي", "قسد تنفي"),
    ("تفج!ر ثم تفجير", "تفج!ر ثم تفجير"),
    ("تفج1رات", "تفج1رات"),
    ("الع$كر", "الع$كر"),
    ("ره1ئن لدى الخاطفين", "رهائن لدى الخاطفين"),
    ("انفج|ر قرب المعبر", "انفجار قرب المعبر"),
    ("لغ م أرضي", "لغ م أرضي"),  # م is an abbreviation: no proof of a cut
    ("غا رات ليلية", "غارات ليلية"),
    ("قال المح*افظ إن المحافظ السابق أخطأ", "قال المحافظ إن المحافظ السابق أخطأ"),
    ("في م.ن.ط.ق.ة الجسر، وهي منطقة وعرة", "في منطقة الجسر، وهي منطقة وعرة"),
    ("حما\u200dس ترد", "حماس ترد"),
    ("المتحدث.باسم.د.ا.ع.ش.قال", "المتحدث.باسم.داعش.قال"),
    ("مس#لحون", "مسلحون"),
]

UNTOUCHED = [
    "",
    " ",
    "حلب ـ خاص",
    "حلبـ خاص",
    "بـ 24 صوتاً مقابل ـ 3",
    "لـ ـ محمد",
    "أ.ف.ب، د.ب.أ، أ.ش.أ",
    "أفب نقلت الخبر، وكانت أ.ف.ب أول من نقله",
    "أ ف ب",
    "م.د. سليم الراوي",
    "أ.د.سليم الراوي",
    "ح. سليم و م. رسلان",
    "كتبه ر.م",
    "ق.م و ب.م",
    "ل.ل. و ل.س. و د.ع.",
    "هـ.ش يقابله 1403",
    "1445 هـ ـ الموافق 2024",
    "ج|د",
    "أ|النص الكامل",
    "أ|ب|ج|د",
    "حلب|إدلب|حماة",
    "|الرئيسية|اتصل بنا|",
    "سوريا | العراق",
    "من.إلى",
    "قالوا.ثم عادوا",
    "نصت المادة 3.على ما يلي",
    "المادة 3على الطريق",
    "http://example.com/داعش.في.سوريا",
    "info@example.com",
    "#لا_للحرب #ما_زال والحال ما زال مازال",
    "السعر 1,500.75 ل.س",
    "نتيجة المباراة 2-1",
    "كوفيد-19",
    "العـــــراق",
    "يا ســلام",
    "اللهـــمّ",
    "جا م ع ي",
    "أ ب ج د هـ و ز",
    "ا ب",
    "من ا ل ى",
    "تونس\u202cبالتنسيق مع الشركاء",
    "می\u200cشود گفت",
    "*** عاجل ***",
    "- أولاً - ثانياً",
    "نعم/لا",
    "ذهاب+إياب",
    "الأول،الثاني،الثالث",
    "«الكاتب»،قال",
    "منطقة «أ»، منطقة «ب»",
    "F16 وميغ29 وT72",
    "فيتامين B12 وC",
    "ثلاثة%عشرة",
    "وزارة الدفاع(العراقية)",
    "زار رئيس الوزراء البلدة، و عاد",
    "قتل ى",
    "حزب الله",
    "أم القرى",
    "عش الطائر ودا",
]


@pytest.mark.parametrize(("raw", "read"), ALWAYS + WITH_PROOF)
def test_evaded_words_are_written_out(raw: str, read: str) -> None:
    assert evasion.repair(raw).text == read


@pytest.mark.parametrize("raw", UNTOUCHED)
def test_lookalikes_of_evasion_are_left_alone(raw: str) -> None:
    assert evasion.repair(raw).text == raw


def test_proof_must_be_there() -> None:
    # The same spelling, with and without the plain word elsewhere in the article.
    assert evasion.repair("سوق الخض*ار القديم").edits == ()
    assert evasion.repair("سوق الخض*ار القديم، وباعة الخضار فيه").text == "سوق الخضار القديم، وباعة الخضار فيه"


def test_the_watch_list_is_the_users_own() -> None:
    raw = "شركة ز.ه.ر.ا.ن في المدينة"
    assert evasion.repair(raw).edits == ()
    own = Watchlist.parse("# شركات\nزهران # اسم شركة\n")
    assert evasion.repair(raw, own).text == "شركة زهران في المدينة"
    assert evasion.repair("خلايا د.ا.ع.ش", own).edits == ()
    assert evasion.repair("خلايا د.ا.ع.ش", own | Watchlist.bundled()).text == "خلايا داعش"


def test_the_raw_span_of_a_repaired_word_covers_its_evaded_spelling() -> None:
    raw = "عاد د|عـ.ـش إلى القرية"
    mapped = evasion.repair(raw)
    at = mapped.text.index("داعش")
    start, end = mapped.raw_span(at, at + 4)
    assert raw[start:end] == "د|عـ.ـش"
    assert [(edit.kind, edit.before, edit.after) for edit in mapped.edits] == [("evasion.tatweel", "د|عـ.ـش", "داعش")]
    assert mapped.map[at + 1] == raw.index("|")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("مسـ.ـلح", "tatweel"),
        ("م|لي", "bar"),
        ("دا3ش", "lookalike"),
        ("د.ا.ع.ش", "split"),
        ("د ا ع ش", "spaced"),
        ("دا\u200bعش", "invisible"),
    ],
)
def test_the_kind_says_what_was_done(raw: str, kind: str) -> None:
    (edit,) = evasion.repair(raw).edits
    assert edit.kind == f"evasion.{kind}"
    assert edit.reason


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared articles are not here")
def test_evaded_words_of_real_articles() -> None:
    found = {
        path.name[:3]: [edit.after for edit in evasion.repair(path.read_text(encoding="utf-8")).edits]
        for path in sorted(ARTICLES.glob("*.txt"))
    }
    assert found == {
        "000": [],
        "001": ["داعش", "داعش"],
        "002": ["داعش", "يُصعّد", "هجماته", "تأمين", "معاقله"],
        "003": [],
        "004": [],
    }


SIGNS = "ـــ.|* \n،-_/'\"1٣3a\u200b\u200c\u202b\u064b\xa0()#"
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["داعش", "داعـ.ـش", "د|عش", "د.ا.ع.ش", "دا عش", "أ.ف.ب", "و", "في", "القاعدة", "ال", "حماس", "\r\n"]
        ),
        st.text(alphabet="اعشدمحسلوبةأ" + SIGNS, max_size=8),
    ),
    max_size=12,
).map("".join)


@given(st.one_of(TEXTS, st.text(max_size=60)))
@settings(max_examples=600, deadline=None)
def test_map_and_edits_are_true(raw: str) -> None:
    mapped = evasion.repair(raw)
    assert len(mapped.map) == len(mapped.text)
    assert list(mapped.map) == sorted(mapped.map)
    assert all(0 <= at < len(raw) for at in mapped.map)
    edited = {at for edit in mapped.edits for at in range(edit.start, edit.end)}
    assert all(raw[at] == sign for sign, at in zip(mapped.text, mapped.map, strict=True) if at not in edited)
    assert [at for at in mapped.map if at not in edited] == [at for at in range(len(raw)) if at not in edited]
    for edit in mapped.edits:
        assert edit.before == raw[edit.start : edit.end] != edit.after
    assert all(a.end <= b.start for a, b in zip(mapped.edits, mapped.edits[1:], strict=False))


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_repairing_twice_changes_nothing_more(raw: str) -> None:
    once = evasion.repair(raw).text
    assert evasion.repair(once).text == once


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإ ،.\n0123456789", max_size=200))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_but_what_the_edits_say(raw: str) -> None:
    mapped = evasion.repair(raw)
    rebuilt: list[str] = []
    at = 0
    for edit in mapped.edits:
        rebuilt += (raw[at : edit.start], edit.after)
        at = edit.end
    assert "".join([*rebuilt, raw[at:]]) == mapped.text


@pytest.mark.parametrize("piece", ["ـ", ".", "\u200b", "ا.", "اـ", "ـ.", "ا|", "د1", "ا ", "داعـ ـش "])
def test_long_repetitions_are_worked_through(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    mapped = evasion.repair(text)
    edited = {i for edit in mapped.edits for i in range(edit.start, edit.end)}
    assert edited | set(mapped.map) == set(range(len(text)))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("النظ|م", "النظام"),
        ("يطلقون الرص|ص على بعضهم", "يطلقون الرصاص على بعضهم"),
        ("الانتخ|ب|ت المحلية", "الانتخابات المحلية"),
        ("الانتخ|بات المحلية", "الانتخابات المحلية"),
        ("قوات ال|حتلال", "قوات الاحتلال"),
        ("المتظ|هرين", "المتظاهرين"),
        ("ب|لمدينة", "بالمدينة"),
        ("حي|ة", "حياة"),
        ("ق|ئد اللو|ء", "قائد اللواء"),
        ("الأخب|ر | السنديان", "الأخبار | السنديان"),
    ],
)
def test_a_bar_inside_a_word_is_alef(raw: str, expected: str) -> None:
    assert evasion.repair(raw).text == expected


@pytest.mark.parametrize(
    "raw",
    [
        "رياضة|سياسة",
        "سياسة|رياضة",
        "محليات|رياضة|فن",
        "فن|طبخ",
        "غدير|سنديان|زعرور",
        "ب|نتائج الاستطلاع",
        "القرى|أسماء",
        "الجيش|يقصف",
        "في|من",
        "غدير|حريق في الغدير وحريق قرب غدير",
        "الرئيسية | غدير|حدث | اتصل بنا",
        "ب|ج|د",
    ],
)
def test_a_bar_between_words_stays(raw: str) -> None:
    assert evasion.repair(raw).text == raw
