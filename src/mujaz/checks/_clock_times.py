"""Clock times: «السابعة والربع» is 7.15, «الثامنة إلا ربعاً» 7.45, «الساعة 21.30» half past nine."""

from __future__ import annotations

import re
from functools import lru_cache

from mujaz.arabic.folding import fold_text
from mujaz.checks.english_numbers import EnglishNumber

__all__ = ["arabic_clock_times", "english_clock_time"]

_HOURS = {
    word: hour
    for hour, word in enumerate(
        "الواحده الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره الحاديه الثانيه".split(),
        start=1,
    )
    if hour < 11
}
_TWELFTHS = {"الحاديه عشره": 11, "الثانيه عشره": 12}
_MINUTES = {
    "خمسا وعشرين": 25, "خمس وعشرين": 25, "خمسا وثلاثين": 35, "خمس وثلاثين": 35, "عشرين": 20, "ربعا": 15, "ربع": 15,
    "ثلثا": 20, "ثلث": 20, "نصف": 30, "خمسا": 5, "خمس": 5, "عشرا": 10, "عشر": 10, "اربعين": 40, "خمسين": 50,
}  # fmt: skip
_SAID = re.compile(
    rf"(?<![ء-ي])[وفبلك]?(?P<hour>{'|'.join([*_TWELFTHS, *_HOURS])})"
    rf"(?: (?P<less>الا) (?:ال)?| و(?:ال)?)(?P<minutes>{'|'.join(_MINUTES)})(?![ء-ي])"
)
_WRITTEN = re.compile(
    r"\b(?:(\d{1,2})[:.]([0-5]\d)\b|([01]\d|2[0-4])([0-5]\d)(?= ?(?:GMT|UTC|hours\b|hrs\b|local time\b)))"
)
_IN_DIGITS = re.compile(r"ساعه (?:ال)?(\d{1,2}) ?(?:[.:٫,سدhH]|و)[ ]?([0-5]\d)(?!\d)")
_NEAR = 3
"""Characters before a minute in which its hour begins."""


@lru_cache(maxsize=512)
def arabic_clock_times(text: str) -> frozenset[tuple[int, int]]:
    """Hour (0 to 11) and minute of every clock time that an Arabic `text` gives in words with a part of an hour, or in
    digits after «الساعة».
    """
    view = fold_text(text)
    found = {(int(hour) % 12, int(minute)) for hour, minute in _IN_DIGITS.findall(view) if int(hour) <= 24}
    for match in _SAID.finditer(view):
        hour = _TWELFTHS.get(match["hour"]) or _HOURS[match["hour"]]
        minutes = _MINUTES[match["minutes"]]
        past = 60 * hour + (-minutes if match["less"] else minutes)
        found.add((past // 60 % 12, past % 60))
    return frozenset(found)


def english_clock_time(text: str, number: EnglishNumber) -> tuple[int, int] | None:
    """Hour (0 to 11) and minute of the clock time, 7.15, 19:15 or 1915 GMT, that `number` is, or is a half of."""
    for match in _WRITTEN.finditer(text, max(0, number.start - _NEAR)):
        if match.start() > number.start:
            return None
        hour, minute = match[1] or match[3], match[2] or match[4]
        if number.end <= match.end() and int(hour) <= 24:
            return int(hour) % 12, int(minute)
    return None
