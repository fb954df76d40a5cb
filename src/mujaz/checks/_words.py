"""What grounding knows about single Arabic words: attached particles, function words, negation, numbers.

All words are in folded form (`mujaz.arabic.folding`) unless said otherwise.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic.folding import fold
from mujaz.arabic.glossary_forms import SHORT_HEADS

__all__ = [
    "Form",
    "addable",
    "canonical",
    "changes_homograph",
    "completes_number",
    "forms",
    "has_variants",
    "is_function_word",
    "is_negation",
    "is_number_word",
    "is_surely_common",
    "losable",
    "opens_clause",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).text.split())


class Form(NamedTuple):
    """One way of reading a word: conjunction (و ف), preposition (ب ل ك), article (ال), and the rest."""

    conjunction: str
    preposition: str
    article: str
    stem: str


_LOOKALIKES = _words(
    # Words whose first letter is their own, and whose remainder is another word or name.
    "واحد واحدة وسام وليد وجود وفود وسيلة وسائل وقفة وحيد ورقة ولاية ولايات وكالة وعود وزارة وزير ولادة وصلة"
    " وفاة ولاء وجهة وحدة ورشة وقاص وردان وادي واسط وائل واقع واضح وافق واصل واجه وافد وقود وصول وقوع وقعت وصلت"
    " وقفت وضعت ورود وداد وهبة وردة وصفي"
    " فراس فيصل فادي فارس فاروق فريق فصيل فصائل فتاة فوزي فيلق فواز فهيم فريد فرحان فاسد فاصل فكرة فترة فرقة فنان فاعل"
    " فوري فاطمة فساد فلاح فرار فتيل فضاء فجوة فشلت فقدان فاضل فؤاد فرنسا"
    " فعلي"
    " بسام بلال باسم باسل بشار بشير بدران بركات برهان بكري بلاد بلاغ بيان بيوت بحار بحري بنود بناء بنات بريد بادر باحث"
    " بلدات بقاء بداية بعيد بعثة بنوك بشري باقر باقي بايدن براء بركة بديل برلين بصرة بنان"
    " لبنان لواء لجنة لجان لندن لحوم لسان لبيب لاجئ لقاء لباس لصوص لعبة لطيف لحية لقمان لاعب ليبيا لغات لبنى"
    " كمال كريم كامل كامب كنان كتاب كبير كاتب كثير كندا كوبا كمين كلام كرام كنيسة كردي كردية كتيبة كارثة كرامة كنعان"
    " كاظم كرسي كيلو كرامي"
    # Words that begin with ال without having the article.
    " الله اللهم ألمانيا ألماني ألمانية إلغاء التزام التقى التقت إلهام إلياس إلحاق إلقاء إلمام التحق التحاق ألفاظ ألبوم"
    " التهاب التماس التفاف ألبانيا ألعاب إلكتروني إلكترونية آلاف ألفين ألفان"
)

_SHORTEST_STEM = 3
"""A particle is split off only when this many letters remain: «ود» is not و + د."""
_SHORT_WORDS = _words("في من عن مع أن إن قد ما لا لم لن هو هي هم ثم أو كل بل لو أي")
"""Shorter words that و may stand before."""


@lru_cache(maxsize=16384)
def forms(word: str) -> tuple[Form, ...]:
    """Every way to split attached particles off `word`, the unsplit reading first."""
    found = [Form("", "", "", word)]
    for conjunction, rest in _splits(word, "وف"):
        for preposition, body in _splits(rest, "بلك"):
            if conjunction or preposition:
                found.append(Form(conjunction, preposition, "", body))
            stem = _without_article(preposition, body)
            if stem is not None:
                found.append(Form(conjunction, preposition, "ال", stem))
    return tuple(found)


def _splits(word: str, particles: str) -> list[tuple[str, str]]:
    splits = [("", word)]
    rest = word[1:]
    enough = len(word) > _SHORTEST_STEM or rest in SHORT_HEADS or ("و" in particles and rest in _SHORT_WORDS)
    if enough and word[0] in particles and word not in _LOOKALIKES:
        splits.append((word[0], rest))
    return splits


def _without_article(preposition: str, body: str) -> str | None:
    # ل swallows the alef of the article: ل + الجيش is written للجيش.
    article = "ل" if preposition == "ل" else "ال"
    stem = body[len(article) :]
    if body.startswith(article) and len(stem) >= _SHORTEST_STEM and body not in _LOOKALIKES:
        return stem
    return None


_COMMON_ENDINGS = ("يه", "ات", "ين", "ون")


def is_surely_common(stem: str) -> bool:
    """Whether `stem` has the ending of an adjective in -iyya or of a plural: with or without ال it means the same.

    Not so a name («الحسين», «حسين») or «القاعدة», which without ال is any base.
    """
    return len(stem) > 4 and stem.endswith(_COMMON_ENDINGS) and stem not in _LOOKALIKES


_VARIANTS = (
    ("ماي", re.compile("ماي(?=ه$|تين$|تان$|تا$|تي$)"), "مي"),  # مائة / مئة
    ("امريك", re.compile("امريك"), "اميرك"),
    ("سوريه", re.compile("سوريه$"), "سوريا"),
    ("سيول", re.compile("سيول(?=$|و|ي|ه)"), "سوول"),  # مسئول / مسؤول
    ("شيون", re.compile("شيون(?=$|ه)"), "شوون"),
    ("رءوس", re.compile("^(ال)?رءوس"), r"\1رووس"),
    ("انكليز", re.compile("انكليز"), "انجليز"),
    ("داوود", re.compile("داوود"), "داود"),
    ("ترمب", re.compile("ترمب$"), "ترامب"),
    ("نتانياهو", re.compile("نتانياهو"), "نتنياهو"),
    ("فايسبوك", re.compile("فايسبوك"), "فيسبوك"),
    ("تليفزيون", re.compile("تليفزيون"), "تلفزيون"),
    ("ديموقراط", re.compile("ديموقراط"), "ديمقراط"),
    ("فيديرال", re.compile("فيديرال"), "فيدرال"),
    ("سوفي", re.compile("سوفي(?:ا|ي)ت"), "سوفيت"),
    ("كيمياوي", re.compile("كيمياوي"), "كيماوي"),
    ("صحافي", re.compile("صحافي"), "صحفي"),
    ("اورب", re.compile("اوربي|اوربا"), lambda found: "اورو" + found.group()[3:]),
)
"""What is in all that a pattern finds, the pattern, and what replaces what it finds."""

_VARIANT_SIGNS = tuple(sign for sign, _, _ in _VARIANTS)
_HAS_VARIANT = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern, _ in _VARIANTS))


def has_variants(text: str) -> bool:
    """Whether `canonical` may change a word of a folded text; hardly any text has one of the few that it changes."""
    return any(map(text.__contains__, _VARIANT_SIGNS))


@lru_cache(maxsize=16384)
def canonical(word: str) -> str:
    """One spelling for words that newspapers spell in two ways beyond what folding unites."""
    if _HAS_VARIANT.search(word):
        for _, pattern, replacement in _VARIANTS:
            word = pattern.sub(replacement, word)
    return word


# Spelled as printed: «على» is a preposition, «علي» a name, though both fold to the same letters.
_FUNCTION_WORDS = (
    "في فى من إلى الى على عن مع أن إن ان أنه إنه انه أنها إنها انها قد لقد هذا هذه ذلك تلك هو هي هم كان كانت يكون"
    " تكون التي الذي الذين ما لا لم لن ليس ثم أو او أم بل لكن حتى إذا اذا لو كل بعض أي اي بين عند عندما منذ كما"
    " أيضا ايضا كذلك حيث غير دون بعد قبل خلال أما اما إلا الا به بها له لها فيه فيها منه منها عليه عليها إليه إليها"
    " و ف ب ل ك س يا هنا هناك نحن أنا انا أنت انت وفي ومن وعلى وإلى والى وعن ومع وأن وإن وقد وهو وهي وكان وكانت ولم"
    " ولا ولن وما"
)
_FUNCTION_SPELLED = frozenset(_FUNCTION_WORDS.split())


def is_function_word(spelled: str) -> bool:
    """Whether `spelled`, letters as printed without vowel signs, says nothing on its own."""
    return spelled in _FUNCTION_SPELLED


_HOMOGRAPHS = _words("علي حتي متي")


def changes_homograph(word: str, words: int, ours: str, theirs: str) -> bool:
    """Whether a name was made of a function word, or the reverse, by what folding does not see.

    Folded `word` of a quote of `words` words is printed as `ours` there and as `theirs` in the text: «علي» and
    «على», Hitti and «حتى», Matta and «متى». In a quote of one or two words, which may be a name, they differ; in a
    longer one the dots of the last letter are a matter of spelling. A quote of one word may be any function word.
    Persian ی is either letter.
    """
    if words > 2 or ours == theirs or "ی" in ours + theirs:
        return False
    if words == 2 and word not in _HOMOGRAPHS:
        return False
    return is_function_word(ours) or is_function_word(theirs)


_LOSABLE = _words("قد وقد لقد ولقد هذا هذه تلك أيضا كذلك كما في التي الذي الذين")
_ADDABLE = _words("قد وقد لقد ولقد أيضا كذلك")
_DEMONSTRATIVES = _words("هذا هذه تلك")
_WEEKDAYS = _words("السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة")
_TIMES = _words("العام الشهر الأسبوع اليوم السنة الليلة الصباح المساء الوقت القرن الحين")


def losable(word: str, following: str) -> bool:
    """Whether a copyist may lose `word` before `following` without changing who did what, when or how many.

    Prepositions other than «في» may not go («طلب من الجيش» is not «طلب الجيش»), nor «أن» («نفى أن الجيش قصف» is
    not «نفى الجيش قصف»), nor قد before an imperfect (there it means "may"), nor a demonstrative before a time.
    """
    if word in _LOSABLE - _ADDABLE:
        return not (word in _DEMONSTRATIVES and following in _TIMES) and not is_number_word(following)
    return addable(word, following)


def addable(word: str, following: str) -> bool:
    """Whether a copyist may add `word` before `following`: what only stresses or repeats."""
    if word == "يوم":
        return following in _WEEKDAYS
    if word in ("عام", "سنه"):
        return len(following) == 4 and following.isdigit()
    if word in ("قد", "وقد"):
        return following[:1] not in ("ي", "ت", "ن", "ا")
    return word in _ADDABLE


_NEGATIONS = _words("لا لم لن ليس ليست ليسوا لسنا لست غير دون بدون عدم نفى نفت ينفي تنفي نافيا نافية كلا")


def is_negation(word: str) -> bool:
    """Whether `word`, with or without و ف ب ل ك, negates what follows."""
    if word in _NEGATIONS:
        return True
    return word[:1] in ("و", "ف", "ب", "ل", "ا") and word[1:] in _NEGATIONS and word != "اعدم"  # "executed"


_SPEECH = _words(
    "قال قالت أضاف أضافت أكد أكدت أشار أشارت أوضح أوضحت ذكر ذكرت أعلن أعلنت تابع تابعت لفت لفتت نقل نقلت كان كانت"
    " قد لكن هذا هذه ذلك في من على إلى أن بحسب وفق"
)


def opens_clause(stem: str) -> bool:
    """Whether و or ف before `stem` opens a new clause; there it may come and go, between two names it may not."""
    return stem in _SPEECH


_UNITS = _words(
    "واحد واحدة أحد إحدى اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع"
    " ثمانية ثماني ثمان تسعة تسع أول أولى ثاني ثانية ثالث ثالثة رابع رابعة خامس خامسة سادس سادسة سابع سابعة ثامن ثامنة"
    " تاسع تاسعة حادي حادية بضع بضعة"
)
_TEENS = _words("عشر عشرة عاشر عاشرة")
_TENS = _words("عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين")
_SCALES = _words(
    "مئة مئتان مئتين مئتا مئتي ألف ألفا ألفان ألفين ألفي آلاف مليون مليونا مليونان مليونين مليوني ملايين مليار مليارا"
    " مليارين ملياري مليارات بليون تريليون تريليونا مئات عشرات ألوف"
) | frozenset(unit + "ميه" for unit in _words("ثلاث أربع خمس ست سبع ثمان ثماني تسع"))
_FRACTIONS = _words("نصف ثلث ربع ثلثي ثلاثة خمس")
_NUMBERS = _UNITS | _TEENS | _TENS | _SCALES | _FRACTIONS
_NUMBER_ENDS = frozenset(number[-2:] for number in _NUMBERS)


def _numeral(word: str) -> tuple[bool, str]:
    """Whether و is attached, and the number word in `word` ("" when there is none, as in «بالمئة»)."""
    if word in _NUMBERS:
        return False, word
    for form in forms(word):
        if form.stem in _NUMBERS and not form.preposition:
            return form.conjunction == "و", form.stem
    return False, ""


def is_number_word(word: str) -> bool:
    """Whether `word`, with or without attached particles, counts or ranks something."""
    if word[-2:] not in _NUMBER_ENDS:  # a stem ends as its word does
        return False
    return any(form.stem in _NUMBERS for form in forms(word))


def completes_number(word: str, following: str) -> bool:
    """Whether `word` and `following` (digits or words) are parts of one number.

    «12» + «ألف», «ثلاثة» + «آلاف», «خمسة» + «عشر», «خمسة» + «وعشرون», «مليون» + «ونصف»; not «ثلاثة» + «وخمسة».
    """
    joined, second = _numeral(following)
    if word[-1:].isdigit():
        return second in _SCALES and not joined
    first = _numeral(word)[1]
    if not first:
        return False
    if joined:
        if second in _TENS:
            return first in _UNITS or first in _SCALES
        return first in _SCALES
    if following[:1].isdigit():
        return False
    return second in _SCALES or (second in _TEENS and first in _UNITS)
