"""A year, day or hour that something comes before in English and after in Arabic: "after 2017" for «قبل موفى 2017».

Only where the word stands right at the number: "after closing the road he left" may be told the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mujaz.arabic import numbers
from mujaz.arabic.folding import fold_text
from mujaz.arabic.letters import compared
from mujaz.checks import _cues, english_numbers
from mujaz.checks import _number_match as match

__all__ = ["differences"]

_ENGLISH = re.compile(
    r"\b(before|after|prior to)(?: the)?(?: (?:end|beginning|start|middle|close) of)?(?: the)?(?: year)?"
    r"(?: (?:january|february|march|april|may|june|july|august|september|october|november|december))?(?: the)? ?$"
)
_ARABIC = {"قبل": "before", "قبيل": "before", "بعد": "after", "بعيد": "after"}
_ARABIC |= {conjunction + word: side for word, side in _ARABIC.items() for conjunction in "وف"}
_BETWEEN = frozenset(
    compared(
        "نهاية موفى آخر أواخر بداية مطلع يوم تاريخ شهر عام العام سنة الساعة يناير فبراير مارس أبريل إبريل مايو يونيو "
        "يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر جانفي فيفري أفريل ماي جوان جويلية أوت غشت كانون الثاني شباط آذار "
        "نيسان أيار حزيران تموز آب أيلول تشرين الأول"
    ).split()
)
"""Words between such a word and the number of its date."""

_MOST_BETWEEN = 4
_SIDES = {"before": "before", "prior to": "before", "after": "after"}


def differences(text: str, evidence: Sequence[str]) -> Iterator[str]:
    """In words, each number of an English text that stands on the other side wherever the evidence has it."""
    low = text.lower()
    if not any(word in low for word in ("before ", "after ", "prior to ")):
        return
    if "negation" in _cues.english(text).kinds or any("negation" in _cues.arabic(arabic).kinds for arabic in evidence):
        return
    for number in english_numbers.find(text):
        said = _ENGLISH.search(low[max(0, number.start - 60) : number.start])
        if said is None or number.kind not in ("year", "day", "hour"):
            continue
        bearing = [
            _side(view[max(0, other.start - 60) : other.start])
            for view in map(fold_text, evidence)
            for other in numbers.find(view)
            if match.means(number, other)
        ]
        if bearing and all(side not in ("", _SIDES[said[1]]) for side in bearing):
            yield f"«{said[1]}» stands before «{number.text}» here, its opposite in the cited segments"


def _side(before: str) -> str:
    """On which side of its date an Arabic number stands, by the words right before it; "" when they do not say."""
    words = compared(before).split()[-_MOST_BETWEEN - 1 :]
    while words and words[-1] in _BETWEEN:
        words.pop()
    return _ARABIC.get(words[-1], "") if words else ""
