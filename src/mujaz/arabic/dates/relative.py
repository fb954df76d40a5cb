"""Reading expressions that count from the publication day: «أمس», «قبل يومين», «الأسبوع الماضي», «اليومين الماضيين»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from mujaz.arabic.dates.elements import read_shift, word
from mujaz.arabic.dates.fields import read_calendar
from mujaz.arabic.dates.nodes import Ago, Century, Decade, Fields, Lapse, Node, Parsed, Unit, Week
from mujaz.arabic.dates.words import ANAPHORIC, UNIT_FORMS, UNITS, UNITS_DUAL, UNITS_PLURAL, forms
from mujaz.arabic.numbers.compound import read_cardinal, word_at
from mujaz.arabic.numbers.lexicon import WORDS
from mujaz.arabic.numbers.tokens import Token, fold_set, fold_word
from mujaz.arabic.numbers.vague import vague_word, with_excess

__all__ = ["RELATIVE_HEADS", "read_relative", "shifted_unit"]

_DAYS: dict[tuple[str, ...], int] = {
    tuple(fold_word(w) for w in phrase.split()): shift
    for phrase, shift in (
        ("أول من أمس", -2), ("أول أمس", -2), ("أمس الأول", -2), ("الأمس الأول", -2), ("أول البارحة", -2),
        ("ليلة أمس", -1), ("ليل أمس", -1), ("الليلة الماضية", -1), ("الليلة الفائتة", -1), ("الليلة قبل الماضية", -2),
        ("يوم أمس", -1), ("يوم الأمس", -1), ("أمس", -1), ("الأمس", -1), ("البارحة", -1), ("مبارح", -1),
        ("بعد غد", 2), ("بعد الغد", 2), ("بعد يوم غد", 2),
        ("يوم غد", 1), ("يوم الغد", 1), ("غدا", 1), ("غد", 1), ("الغد", 1),
        ("هذا اليوم", 0), ("يومنا هذا", 0), ("هذه الليلة", 0), ("الليلة", 0), ("هذا الصباح", 0), ("هذا المساء", 0),
        ("اليوم", 0), ("اليوم الجاري", 0),
    )
}  # fmt: skip
_LONGEST = {head: max(len(phrase) for phrase in _DAYS if phrase[0] == head) for head, *_ in _DAYS}
_HEADS = forms(_LONGEST)
_THIS = forms(("هذا", "هذه"))
_LAST = forms(("اخر",))
# «اليوم» here is "the day", or part of an outlet's name.
_NOT_TODAY_BEFORE = fold_set("في طوال طيلة كل بعد قبل ساعات المصري أخبار روسيا رأي ليبيا عمان مصر سوريا ذلك من") - {
    "من"
}
_NOT_TODAY_AFTER = ANAPHORIC | fold_set(
    "العالمي الدولي الوطني الواحد الدراسي الأول الثاني الثالث الرابع الخامس السادس السابع الثامن الأخير الموعود الذي"
)
_ABOUT = fold_set("نحو حوالي حوالى قرابة زهاء تقريبا")
_AGO = frozenset(("قبل", "منذ", "قبيل"))
_AFTER = frozenset(("بعد",))
# What follows makes the distance count from something else: «قبل يومين من الانتخابات».
_FROM = fold_set("من على عن")
_WITHIN = fold_set("خلال في غضون على مدى مدار طوال طيلة عبر")
_PERIODS = forms(fold_set("الفترة الآونة المرحلة المدة"))
_SMALL = fold_set("القليلة القليلين المعدودة الأولى")
_BEFORE_COUNT = frozenset(("ال", "لل", "اخر"))
_AFTER_DIGITS = frozenset(("و", "وال", "ف", "ر")).union(UNITS, WORDS)
"""Words that go on with a number after its digits, or are its unit."""
RELATIVE_HEADS = frozenset(("و",)).union(
    _HEADS, _THIS, _PERIODS, UNIT_FORMS, _LAST, _BEFORE_COUNT, WORDS,
    (particle + head for particle in ("", "و", "ف") for head in (*_AGO, *_AFTER, *_WITHIN)),
)  # fmt: skip
"""Words with which `read_relative` can find something."""


class _Duration(NamedTuple):
    low: int | None
    high: int | None
    unit: Unit
    end: int


def read_relative(tokens: Sequence[Token], at: int) -> Parsed | None:
    """The relative expression that begins at token `at`, or None."""
    if at >= len(tokens):
        return None
    if tokens[at].kind == "digits":
        return _lapse(tokens, at)
    if tokens[at].folded not in RELATIVE_HEADS:
        return None
    return _day(tokens, at) or _ago(tokens, at) or _within(tokens, at) or shifted_unit(tokens, at) or _lapse(tokens, at)


def _day(tokens: Sequence[Token], at: int) -> Parsed | None:
    head = _HEADS.get(word(tokens, at))
    if head is None:
        return None
    for length in range(_LONGEST[head], 0, -1):
        phrase = (head, *(word(tokens, at + i) for i in range(1, length)))
        shift = _DAYS.get(phrase)
        if shift is not None:
            break
    else:
        return None
    end = at + length
    sure = True
    if phrase == ("اليوم",):
        before, after = word(tokens, at - 1), word(tokens, end)
        if after in _NOT_TODAY_AFTER:
            return None
        sure = before not in _NOT_TODAY_BEFORE and tokens[at].folded in ("اليوم", "واليوم", "لليوم")
    elif phrase == ("غدا",):
        sure = "\u064b" in tokens[at].text or not _became(tokens, end)
    elif head == "الليله" and length == 1:
        sure = word(tokens, at - 1) not in ("تلك", "في", "نفس")
    named = read_calendar(tokens, end)
    if named is None and end < len(tokens) and tokens[end].text in "،,(" and not (sure and shift == 0):
        named = None
    node = Fields(day_shift=shift)
    if (
        named is not None
        and isinstance(named.node, Fields)
        and named.node.weekday is not None
        and named.node.shift is None
    ):
        inner = named.node
        node = Fields(day_shift=shift, weekday=inner.weekday) if inner.day is None else inner
        return Parsed(node, named.end)
    if (
        named is not None
        and isinstance(named.node, Fields)
        and named.node.day is not None
        and named.node.month is not None
    ):
        return Parsed(named.node, named.end)
    return Parsed(node, end, sure)


def _became(tokens: Sequence[Token], end: int) -> bool:
    """«غدا واضحاً», «غدا من المؤكد»: "became", where a text that writes tanwin would have «غداً» for tomorrow."""
    return end < len(tokens) and (tokens[end].folded == "من" or "\u064b" in tokens[end].text)


def _unit(tokens: Sequence[Token], at: int) -> tuple[Unit, str] | None:
    name = UNIT_FORMS.get(word(tokens, at))
    return None if name is None else (cast(Unit, UNITS[name]), name)


def _duration(tokens: Sequence[Token], at: int) -> _Duration | None:
    """«يومين», «أسبوع», «3 أيام», «بضعة أشهر», «أيام» (no number)."""
    found = _unit(tokens, at)
    if found is not None:
        unit, name = found
        if name in UNITS_DUAL:
            return _Duration(2, 2, unit, at + 1)
        if name in UNITS_PLURAL and not name.startswith("ال"):
            return _Duration(None, None, unit, at + 1)
        if name.startswith("ال"):
            return None
        return _Duration(1, 1, unit, at + 2 if word(tokens, at + 1) in ("واحد", "واحده") else at + 1)
    if word(tokens, at) in _BEFORE_COUNT and at + 1 < len(tokens):
        at += 1
    if at < len(tokens) and tokens[at].kind == "digits" and word(tokens, at + 1) not in _AFTER_DIGITS:
        return None
    low: int | None
    high: int | None
    vague = vague_word(tokens, at)
    cardinal = read_cardinal(tokens, at) if vague is None or vague.qualifier == "about" else None
    if vague is None:
        vague = with_excess(tokens, at, cardinal)
    if vague is not None and vague.low is not None and vague.qualifier != "about":
        low = int(vague.low)
        high = None if vague.high is None else int(vague.high)
        end = vague.end
    else:
        if cardinal is None or not isinstance(cardinal.value, int) or not 1 <= cardinal.value <= 10_000:
            return None
        low = high = cardinal.value
        end = cardinal.end
    found = _unit(tokens, end)
    if found is None or found[1] in UNITS_DUAL or tokens[end].folded != found[1] or found[1].startswith("ال"):
        return None
    return _Duration(low, high, found[0], end + 1)


def _ago(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«قبل يومين», «منذ نحو 3 أشهر», «بعد أسبوع»; not «قبل يومين من الانتخابات»."""
    head = word(tokens, at)
    if head[:1] in ("و", "ف"):
        head = head[1:]
    direction = -1 if head in _AGO else 1 if head in _AFTER else 0
    if not direction:
        return None
    end = at + 1
    about = False
    if word(tokens, end) in _ABOUT:
        about, end = True, end + 1
    elif word(tokens, end) in ("اكثر", "اقل", "ازيد") and word(tokens, end + 1) == "من":
        about, end = True, end + 2
    duration = _duration(tokens, end)
    if duration is None:
        return None
    end = duration.end
    if duration.low == 1 and duration.unit == "year" and end < len(tokens) and tokens[end].kind == "digits":
        return None  # «قبل عام 2011»
    if word(tokens, end) in _ABOUT:
        about, end = True, end + 1
    if word(tokens, end) in ("مضت", "خلت", "مضي"):
        end += 1
    if word(tokens, _past_more(tokens, end)) in _FROM or (direction > 0 and word(tokens, end)):
        return None
    if word(tokens, end) == "الان":
        end += 1
    if duration.low is None:
        return Parsed(Ago(0, 0, duration.unit, direction), end)
    high = duration.low if duration.high is None else duration.high
    return Parsed(Ago(duration.low, high, duration.unit, direction, about or duration.high is None), end)


def _past_more(tokens: Sequence[Token], at: int) -> int:
    """The token after what may still belong to a duration: «يومين فقط», «شهر ونصف شهر»."""
    if word(tokens, at) == "ونصف":
        at += 2 if _unit(tokens, at + 1) else 1
    return at + 1 if word(tokens, at) == "فقط" else at


def _within(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«في غضون أسبوع», and a stretch with its preposition («خلال اليومين الماضيين»)."""
    head = word(tokens, at)
    if head[:1] in ("و", "ف") and head[1:] in _WITHIN:
        head = head[1:]
    if head not in _WITHIN:
        return None
    if (head, word(tokens, at + 1)) == ("في", "غضون"):
        lapse = _lapse(tokens, at + 2)
        if lapse is not None:
            return lapse
        duration = _duration(tokens, at + 2)
        if duration is not None and duration.low is not None and word(tokens, duration.end) not in _FROM:
            return Parsed(Lapse(duration.low, duration.unit, 1), duration.end)
        return None
    if head in ("في", "طوال", "عبر"):
        return None
    if head == "علي" and word(tokens, at + 1) in ("مدي", "مدار"):
        at += 1
    return _lapse(tokens, at + 1)


def shifted_unit(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«الأسبوع الماضي», «هذا العام», «القرن الماضي»."""
    this = word(tokens, at) in _THIS
    start = at + 1 if this else at
    if word(tokens, start) in _PERIODS:
        shifted = read_shift(tokens, start + 1)
        open_ended = shifted is not None and shifted[0] in (-1, 1)
        return Parsed(Lapse(None, "day", shifted[0]), shifted[1]) if shifted is not None and open_ended else None
    found = _unit(tokens, start)
    if found is None or not found[1].startswith("ال") or found[1] in UNITS_DUAL or found[1] in UNITS_PLURAL:
        return None
    shifted = read_shift(tokens, start + 1)
    if shifted is None:
        return (
            Parsed(_of_unit(found[0], 0), start + 1)
            if this and found[0] in ("week", "month", "year", "decade", "century")
            else None
        )
    if found[0] in ("minute", "hour", "day"):
        return None
    return Parsed(_of_unit(found[0], shifted[0]), shifted[1])


def _of_unit(unit: Unit, shift: int) -> Node:
    if unit == "week":
        return Week(shift)
    if unit == "month":
        return Fields(month_shift=shift)
    if unit == "year":
        return Fields(year_shift=shift)
    if unit == "decade":
        return Decade(None, shift=shift)
    return Century(None, shift=shift)


def _lapse(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«اليومين الماضيين», «الأيام الثلاثة الماضية», «آخر 24 ساعة», «السنوات العشر الأخيرة», «الـ 24 ساعة الماضية»."""
    last = word(tokens, at) in _LAST
    start = at + 1 if last else at
    count: int | None
    found = _unit(tokens, start)
    if found is not None and (found[1].startswith("ال") or last):
        unit, name = found
        end = start + 1
        if name in UNITS_DUAL:
            count = 2
        elif name in UNITS_PLURAL:
            count = None
            inner = read_cardinal(tokens, end)
            after = word_at(tokens, end)
            if (inner is not None and isinstance(inner.value, int) and (after is None or not after[0].conjoined)) or (
                word(tokens, end) == "ال"
                and (inner := read_cardinal(tokens, end + 1)) is not None
                and isinstance(inner.value, int)
            ):
                count, end = inner.value, inner.end
        else:
            return None
    else:
        duration = _duration(tokens, start)
        if duration is None or found is not None:
            return None
        count = duration.low if duration.low == duration.high else None
        unit, end = duration.unit, duration.end
    if word(tokens, end) in _SMALL:
        end += 1
    shifted = read_shift(tokens, end)
    if shifted is not None and shifted[0] in (-1, 1):
        return Parsed(Lapse(count, unit, shifted[0]), shifted[1])
    return Parsed(Lapse(count, unit, -1), end) if last and count else None
