"""Grounding: what counts as found in the article, what does not, and where."""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic.mapped import Span
from mujaz.checks._words import is_function_word
from mujaz.checks.evidence import Grounder, Match, ground

CASES = tomllib.loads((Path(__file__).parent / "grounding.toml").read_text(encoding="utf-8"))
ARTICLE: str = CASES["article"]
GROUNDER = Grounder(ARTICLE)
SHARED = Path(__file__).parents[2] / ".." / "shared" / "articles"


def quotes(section: str) -> list[tuple[str, str]]:
    return [(family, quote) for family, listed in CASES[section].items() for quote in listed]


def found(quote: str, text: str, **options: list[Span]) -> str | None:
    match = ground(quote, text, **options)
    return None if match.start is None else text[match.start : match.end]


# The written cases


def test_there_are_enough_cases() -> None:
    assert len(quotes("legitimate")) >= 60
    assert len(quotes("altered")) >= 100


@pytest.mark.parametrize(("family", "quote"), quotes("legitimate"))
def test_small_differences_are_found(family: str, quote: str) -> None:
    match = GROUNDER.ground(quote)
    assert match.kind == "fuzzy" if family == "slips" else match.kind in ("exact", "normalized")
    assert match.start is not None
    assert match.score > 0.85


@pytest.mark.parametrize(("family", "quote"), [*quotes("altered"), *quotes("absent")])
def test_changed_quotes_are_not(family: str, quote: str) -> None:
    assert GROUNDER.ground(quote) == Match("missing", None, None, 0.0), family


# Where a quote is found


@pytest.mark.parametrize(
    ("quote", "text", "passage"),
    [
        ("داعش", "عناصر «داعـ.ـش» هنا", "داعـ.ـش"),
        ("داعش", "عناصر د|عـ.ـش هنا", "د|عـ.ـش"),
        ("داعش", "تنظيم داعِشٌ، أمس", "داعِشٌ"),
        ("دمشق", "سافر إلى حلب ودمشق", "دمشق"),
        ("دمشق", "وبدمشق أيضاً", "دمشق"),
        ("مدرسه", "في المدرسة القديمة", "مدرسة"),
        ("ذي قار", "في بغداد وذي قار", "ذي قار"),
        ("تل رفعت", "القصف على حلب وبتل رفعت", "تل رفعت"),
        ("أم درمان", "طريق لأم درمان", "أم درمان"),
        ("بن غفير", "قال لبن غفير", "بن غفير"),
        ("ودمشق", "إلى دمشق", "دمشق"),
        ("عبدالله", "قال عبد الله", "عبد الله"),
        ("عبد الله", "قال عبدالله", "عبدالله"),
        ("24 ساعة", "في الـ24ساعة الأولى", "24ساعة"),
        ("الأحد", "السبت والأحد", "الأحد"),
        ("بالمئة", "نحو 5 بالمئة", "بالمئة"),
        ("أ ف ب", "وكالة أ.ف.ب للأنباء", "أ.ف.ب"),
        ("حلب تنزف", "وسم #حلب_تنزف", "حلب_تنزف"),
        ("UN", "قرار الأمم المتحدة (un)", "un"),
        ("علي أرض القرية", "على أرض القرية", "على أرض القرية"),
        ("القبض علي المتهم", "القبض على المتهم", "القبض على المتهم"),
        ("ﻋﻠﻰ ﺍﻷﺭﺽ", "على الأرض", "على الأرض"),
        ("علی الأرض", "على الأرض", "على الأرض"),
        ("و2025 عاما", "عام 2025 عاماً", "2025 عاماً"),
        ("قال سعيد", "قَالَ\n\nسَعِيدٌ", "قَالَ\n\nسَعِيدٌ"),
    ],
)
def test_the_passage_is_what_stands_in_the_raw_text(quote: str, text: str, passage: str) -> None:
    assert found(quote, text) == passage


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("12", "عام 2012"),
        ("12", "بلغ 212"),
        ("12", "نسبة 12.5"),
        ("12", "نحو 12,500"),
        ("500", "نحو ١٢٬٥٠٠"),
        ("12", "12 ألف جندي"),
        ("ألف", "12 ألف جندي"),
        ("ألف", "ألفا جندي"),
        ("عشر", "عشرات القتلى"),
        ("عشر", "خمسة عشر رجلاً"),
        ("خمسة", "خمسة وعشرون رجلاً"),
        ("عشرون رجلاً", "خمسة وعشرون رجلاً"),
        ("علي", "هجم عليه"),
        ("علي", "على الأرض"),
        ("على", "رأى علي الجبل"),
        ("علي الأرض", "على الأرض"),
        ("قال علي", "قال على"),
        ("حسن", "قال حسين"),
        ("الحسين بن ماجد", "قال حسين بن ماجد"),
        ("القاعدة", "قصف قاعدة جوية"),
        ("سام", "قال بسام"),
        ("ريم", "قال كريم"),
        ("كره", "رمى الفكرة"),
        ("أحد", "قُتل واحد"),
        ("قتل", "يقتل"),
        ("يقتل", "سيقتل"),
        ("مدير", "المديرة"),
        ("قتيل", "القتيلين"),
        ("US", "in USA"),
        ("1 2", "بلغ 12"),
        ("12", "بلغ 1 2"),
        ("10²", "بلغ 102"),
    ],
)
def test_parts_of_other_words_and_numbers_are_not_found(quote: str, text: str) -> None:
    assert found(quote, text) is None


@pytest.mark.parametrize("quote", ["", " ", "؟!", "«»", "...", "و", "في", "على", "ع", "أ ب", "ـ", "\u200f", "َ"])
def test_quotes_that_say_nothing_are_missing(quote: str) -> None:
    text = f"قال و في على ع أ ب «» ؟! ... ـ \u200f َ {quote}"
    assert ground(quote, text).kind == "missing"


def test_several_function_words_are_a_quote() -> None:
    assert found("من خلال", "تحقق من خلال العمل") == "من خلال"
    assert found("إلى أن", "أشار الى ان الأمر") == "الى ان"


def test_a_whole_word_wins_over_an_earlier_attached_one() -> None:
    text = "إلى وحلب ثم حلب"
    match = ground("حلب", text)
    assert (match.start, match.end) == (text.rindex("حلب"), len(text))


def test_an_uncut_number_wins_over_an_earlier_part_of_one() -> None:
    text = "قُتل 12 ألف شخص، ثم قُتل ألف شخص"
    assert ground("ألف شخص", text).start == text.rindex("ألف")


def test_what_the_passage_leaves_out_is_named() -> None:
    assert ground("ألف شخص نزحوا", "نحو 12 ألف شخص نزحوا").cut == "number"
    assert ground("شخص نزحوا خمسة", "شخص نزحوا خمسة وعشرون").cut == "number"
    assert ground("يقتل أحد", "لم يقتل أحد").cut == "negation"
    assert ground("الفريق علي", "وفي 2010 أعدم الفريق علي شنقا.").cut is None  # executed, not «عدم»
    assert ground("ألف شخص", "لم ينزح سوى ألف شخص").cut is None


def test_the_score_falls_with_the_differences() -> None:
    text = "أعلنت الطائرات المسيّرة استهدفت أيضاً مستودعاً للذخيرة في المنطقة"
    exact = ground("استهدفت أيضاً مستودعاً للذخيرة في المنطقة", text)
    normal = ground("استهدفت ايضا مستودعا للذخيره في المنطقه", text)
    fuzzy = ground("استهدفت مستودعا للذخيره في المنطقه", text)
    assert (exact.kind, normal.kind, fuzzy.kind) == ("exact", "normalized", "fuzzy")
    assert exact.score == normal.score == 1.0
    assert 0.8 < fuzzy.score < 1.0


# Ellipsis


SENTENCES = (
    "اعتقلت الشرطة ثلاثة رجال في السوق القديم وصادرت أسلحة كثيرة. وقال سعيد إن الجيش لم يقصف القرية.\n"
    "وعاد الهدوء للمدينة."
)


@pytest.mark.parametrize(
    "quote",
    [
        "اعتقلت الشرطة ... وصادرت أسلحة كثيرة",
        "اعتقلت الشرطة… وصادرت أسلحة",
        "اعتقلت الشرطة [...] في السوق (…) أسلحة كثيرة",
    ],
)
def test_an_ellipsis_stands_for_words_of_one_sentence(quote: str) -> None:
    match = ground(quote, SENTENCES)
    assert match.kind == "normalized"
    assert match.start == 0


@pytest.mark.parametrize(
    "quote",
    [
        "وصادرت أسلحة ... اعتقلت الشرطة",  # the wrong way round
        "اعتقلت الشرطة ... وقال سعيد إن",  # two sentences
        "إن الجيش ... يقصف القرية",  # hides a negation
        "اعتقلت الشرطة ... كثيرة",  # one word alone proves little
        "يقصف القرية ... الهدوء للمدينة",  # two paragraphs
    ],
)
def test_an_ellipsis_joins_nothing_else(quote: str) -> None:
    assert found(quote, SENTENCES) is None


def test_an_ellipsis_does_not_reach_far() -> None:
    text = "بدأ الرجل كلامه " + "وتابع حديثه " * 30 + "ثم ختم خطابه"
    assert found("بدأ الرجل كلامه ... ثم ختم خطابه", text) is None


# Preferred ranges


def test_an_occurrence_inside_the_cited_ranges_wins() -> None:
    text = "وصل سعيد إلى حلب. ثم غادر سعيد مدينة حلب. وعاد سعيد."
    cited = [Span(18, 42)]
    match = ground("سعيد", text, within=cited)
    assert match.inside
    assert match.start == text.index("سعيد", 18)
    assert ground("سعيد", text).start == text.index("سعيد")
    assert not ground("سعيد", text).inside


def test_a_normalized_occurrence_inside_wins_over_an_exact_one_elsewhere() -> None:
    text = "قُتل 12 رجلاً. ثم قُتل ١٢ جندياً."
    match = ground("12", text, within=[Span(16, len(text))])
    assert (match.kind, match.inside) == ("normalized", True)
    assert text[match.start : match.end] == "١٢"


def test_what_is_only_elsewhere_is_found_there_and_said_to_be_outside() -> None:
    match = ground("حلب", "في حلب. وفي حمص.", within=[Span(8, 16)])
    assert match.kind == "exact"
    assert not match.inside


def test_neighbouring_ranges_are_one() -> None:
    text = "قال سعيد، إن الجيش انسحب."
    assert ground("سعيد إن الجيش", text, within=[Span(10, 25), Span(0, 9)]).inside


@pytest.mark.parametrize("within", [[], [Span(5, 5)], [Span(90, 99)], [Span(-5, 400)], [Span(9, 3)]])
def test_odd_ranges_do_no_harm(within: list[Span]) -> None:
    assert ground("سعيد", "قال سعيد", within=within).kind == "exact"


def test_inside_holds_for_slips_too() -> None:
    sentence = "أعلن سعيد أن الطائرات استهدفت أيضاً مستودعاً للذخيرة."
    text = f"{sentence} {sentence}"
    second = Span(len(sentence) + 1, len(text))
    match = ground("الطائرات استهدفت مستودعاً للذخيرة", text, within=[second])
    assert (match.kind, match.inside) == ("fuzzy", True)
    assert match.start is not None
    assert match.start >= second.start


# Properties

WORDS = st.sampled_from(
    (
        "قال القائد سعيد إن 12 جندياً قُتلوا في حلب ودمشق، ولم يُصب أحد. «داعش» (٢٥) الـ 24 ساعة"
        " نحو خمسة وعشرين ألف شخص – وأضاف:"
    ).split()
)


@given(st.lists(WORDS, min_size=3, max_size=25), st.data())
def test_every_slice_of_words_is_found_exactly(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    quote = " ".join(words[first : last + 1])
    match = ground(quote, text)
    lone_number = not re.search(r"[^\W\d_]", re.sub("خمسة|وعشرين|ألف|أحد", "", quote))
    if len(re.findall(r"\w+", quote)) > 1 and not lone_number:
        assert match.kind == "exact"
        assert text[match.start : match.end] == quote


@given(st.text(max_size=80), st.text(max_size=80), st.lists(st.tuples(st.integers(), st.integers()), max_size=3))
def test_no_strings_raise(quote: str, text: str, ranges: list[tuple[int, int]]) -> None:
    match = ground(quote, text, within=[Span(*pair) for pair in ranges])
    assert 0.0 <= match.score <= 1.0
    assert (match.kind == "missing") == (match.start is None) == (match.end is None)
    if match.kind == "exact":
        assert text[match.start : match.end] == quote


@given(st.text(alphabet="وفبلكاقدمةىيـ.|… 12٢،َ\n", max_size=60), st.data())
def test_offsets_are_in_range_and_exact_means_equal(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    match = ground(quote, text)
    if match.start is not None and match.end is not None:
        assert 0 <= match.start < match.end <= len(text)
        assert (text[match.start : match.end] == quote) or match.kind != "exact"


# Real articles, changed by rule


def real_articles() -> list[str]:
    if not SHARED.is_dir():
        pytest.skip("the shared articles are not here")
    return [path.read_text(encoding="utf-8") for path in sorted(SHARED.glob("*.txt"))]


def test_every_slice_of_real_articles_is_found_exactly() -> None:
    pick = random.Random(7)
    for text in real_articles():
        grounder = Grounder(text)
        places = [found.span() for found in re.finditer(r"\S+", text)]
        for _ in range(300):
            first = pick.randrange(len(places) - 12)
            start, end = places[first][0], places[first + pick.randrange(1, 12)][1]
            match = grounder.ground(text[start:end])
            assert match.kind == "exact", text[start:end]
            assert text[match.start : match.end] == text[start:end]


RESPELLED: dict[str, Callable[[str], str]] = {
    "no hamza": lambda quote: re.sub("[أإآ]", "ا", quote),
    "no teh marbuta": lambda quote: quote.replace("ة", "ه"),
    "dotted alef maqsura": lambda quote: re.sub(r"(?<=\w\w\w)ى\b", "ي", quote),
    "undotted yeh": lambda quote: re.sub(r"(?<=\w\w\w)ي\b", "ى", quote),
    "vowel signs": lambda quote: re.sub("([بتدرسعقلمن])(?!\u0640)", "\\1\u064e", quote),
    "no vowel signs": lambda quote: re.sub("[\u064b-\u0652]", "", quote),
    "tatweel": lambda quote: re.sub("([بتسصعقلمني])(?=[بتدرسعقلمن])", "\\1\u0640\u0640", quote),
    "Arabic digits": lambda quote: quote.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "Persian letters": lambda quote: quote.replace("ي", "ی").replace("ك", "ک"),
    "directions": lambda quote: "\u202b" + quote.replace(" ", " \u200f") + "\u202c",
    "wide spaces": lambda quote: quote.replace(" ", "\u00a0 "),
    "decomposed": lambda quote: unicodedata.normalize("NFD", quote),
    "quoted": lambda quote: f"«{quote}»",
    "cut off": lambda quote: f"... {quote}…",
    "no punctuation": lambda quote: re.sub("[«»“”،؛:](?!\\d)", " ", quote),
}


def test_respelled_slices_of_real_articles_are_found() -> None:
    pick = random.Random(13)
    for text in real_articles():
        grounder = Grounder(text)
        places = [found.span() for found in re.finditer(r"\S+", text)]
        for way, respell in RESPELLED.items():
            for _ in range(15):
                first = pick.randrange(len(places) - 12)
                quote = text[places[first][0] : places[first + pick.randrange(2, 12)][1]]
                match = grounder.ground(respell(quote))
                assert match.kind in ("exact", "normalized"), (way, quote)
                assert match.score == 1.0, (way, quote)


def content(word: str) -> bool:
    letters = re.sub(r"\W", "", word)
    return len(letters) > 3 and not is_function_word(letters)


def changed(words: list[str], others: list[str], pick: random.Random) -> Iterator[list[str]]:
    """Ways to change a run of words so that it says something else."""
    inner = range(1, len(words) - 1)
    for at in inner:
        if content(words[at]) and content(words[at - 1]) and content(words[at + 1]):
            yield words[:at] + words[at + 1 :]
            yield [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
            yield [*words[:at], pick.choice(others), *words[at + 1 :]]
            yield [*words[:at], pick.choice(others), *words[at:]]
        yield [*words[:at], pick.choice(["لم", "لا", "لن", "ليس", "غير", "عدم"]), *words[at:]]
    for at, word in enumerate(words):
        for digit in re.finditer(r"\d", word):
            other = str((int(digit.group()) + pick.randrange(1, 10)) % 10)
            yield [*words[:at], word[: digit.start()] + other + word[digit.end() :], *words[at + 1 :]]


def test_changed_slices_of_real_articles_are_not_found() -> None:
    pick = random.Random(11)
    tried = 0
    for text in real_articles():
        grounder = Grounder(text)
        words = text.split()
        others = sorted({word for word in words if content(word)})
        letters = re.sub(r"[\W_]", "", text)
        for _ in range(60):
            first = pick.randrange(len(words) - 12)
            for altered in changed(words[first : first + pick.randrange(5, 12)], others, pick):
                quote = " ".join(altered)
                if re.sub(r"[\W_]", "", quote) not in letters:
                    tried += 1
                    assert grounder.ground(quote).kind == "missing", quote
    assert tried > 1000


def test_long_and_repetitive_input_does_not_get_out_of_hand() -> None:
    texts = ["داعش " * 20_000, "قال داعش " * 10_000, "ا" * 100_000, "داعـ.ـش " * 10_000, ARTICLE * 60]
    long_quotes = ["داعش " * 2_000 + "غائب", "ا" * 10_000 + "ب", "قال داعش " * 1_500 + "قال", ARTICLE * 3 + "غائب"]
    for text in texts:
        grounder = Grounder(text)
        assert [grounder.ground(quote).kind for quote in long_quotes if "غائب" in quote] == ["missing"] * 2
        for quote in long_quotes:
            grounder.ground(quote)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("الشركة الوطنية للمطاحن", "لشركة الوطنية للمطاحن"),
        ("الشركة", "لشركة"),
        ("الوكالة", "لوكالة"),
        ("الألمان", None),  # «للمان» is another word
        ("البيب", None),
    ],
)
def test_after_l_the_article_has_no_alef(quote: str, passage: str | None) -> None:
    raw = "سُجن المدير السابق للشركة الوطنية للمطاحن، وقال ذلك وللوكالة مراسل عند لبيب ولمان."
    found = ground(quote, raw)
    assert (raw[found.start : found.end] if found.kind != "missing" else None) == passage


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("سالم القطان", "normalized"),
        ("خمسة عمال", "normalized"),
        ("لم القطان", "missing"),
        ("سالم القطا", "missing"),
        ("نادر الجزاع", "missing"),
        ("ضرب", "missing"),
    ],
)
def test_a_word_may_be_written_onto_the_end(quote: str, kind: str) -> None:
    text = "وقال سالم القطانوهو نجار في البلدة، إن خمسة عمالالذين أصيبوا عادوا. وشكر نادر الجزاعون الحضور ثم ضربوهم."
    match = ground(quote, text, within=[Span(0, len(text))])
    assert match.kind == kind
    if match.start is not None:
        assert text[match.start : match.end] == quote
        assert match.inside
