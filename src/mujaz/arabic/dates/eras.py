"""Reading seasons, decades and centuries."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.arabic.dates.elements import read_shift, read_year, word
from mujaz.arabic.dates.nodes import Century, Decade, Fields, Parsed, Season
from mujaz.arabic.dates.words import SEASON_FORMS, SEASONS, YEAR_FORMS, forms
from mujaz.arabic.numbers.compound import read_cardinal, read_ordinal, word_at
from mujaz.arabic.numbers.digits import pieces
from mujaz.arabic.numbers.lexicon import WORDS
from mujaz.arabic.numbers.tokens import Token

__all__ = ["CENTURY_HEADS", "DECADE_HEADS", "SEASON_HEADS", "read_century", "read_decade", "read_season"]

CENTURY_HEADS = forms(("القرن",))
_THE_DECADE = forms(("العقد",))
_DECADE = forms(("عقد",))
DECADE_HEADS = frozenset(("و",)).union(
    _THE_DECADE, _DECADE, (folded for folded, number in WORDS.items() if number.role == "decade")
)
SEASON_HEADS = frozenset(("هذا",)).union(SEASON_FORMS)
_OF_LIFE = ("عمره", "عمرها", "العمر", "عمري", "عمرهم", "عمرهما")


def read_season(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«صيف 2023», «شتاء العام الماضي», «الصيف الماضي», «هذا الصيف»."""
    this = word(tokens, at) == "هذا"
    start = at + 1 if this else at
    name = SEASON_FORMS.get(word(tokens, start))
    if name is None:
        return None
    code, end = SEASONS[name], start + 1
    if name.startswith("ال"):
        shifted = read_shift(tokens, end)
        if shifted is not None:
            return Parsed(Season(code, None, shifted[0]), shifted[1])
        if this:
            return Parsed(Season(code, None, 0), end)
        if word(tokens, end) == "من":
            end += 1
        else:
            return None
    this = word(tokens, end) in ("هذا", "هذه")
    if this:
        end += 1
    led = word(tokens, end) in YEAR_FORMS
    if led:
        end += 1
        shifted = read_shift(tokens, end)
        if shifted is not None:
            return Parsed(Season(code, Fields(year_shift=shifted[0])), shifted[1])
        if this:
            return Parsed(Season(code, Fields(year_shift=0)), end)
    year = read_year(tokens, end, led)
    if year is None or year[1]:
        return None
    return Parsed(Season(code, Fields(year=year[0])), year[2])


def _century_after(tokens: Sequence[Token], at: int) -> tuple[Century, int] | None:
    """The century that begins at `at`, with «من» before it allowed."""
    if word(tokens, at) == "من":
        at += 1
    found = read_century(tokens, at)
    if found is None or not isinstance(found.node, Century):
        return None
    return found.node, found.end


def read_decade(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«ثمانينيات القرن الماضي», «التسعينيات», «العقد الأول من القرن الحالي»."""
    if word(tokens, at) in _THE_DECADE:
        ordinal = read_ordinal(tokens, at + 1)
        if ordinal is None or ordinal[1] > 10:
            return None
        century = _century_after(tokens, ordinal[0])
        if century is None:
            return None
        return Parsed(_decade((ordinal[1] - 1) * 10, century[0]), century[1])
    start = at + 1 if word(tokens, at) in _DECADE else at
    found = word_at(tokens, start)
    if found is None or found[0].role != "decade":
        return None
    tens, end = int(found[0].value), found[1]
    if word(tokens, end) == "من" and word(tokens, end + 1) in _OF_LIFE:
        return None
    century = _century_after(tokens, end)
    if century is not None:
        return Parsed(_decade(tens, century[0]), century[1])
    # The twenties can be of this century or of the last; later decades are of the last.
    return Parsed(Decade(1900 + tens), end) if found[0].definite and tens >= 30 else None


def _decade(tens: int, century: Century) -> Decade:
    if century.number is not None:
        return Decade((century.number - 1) * 100 + tens)
    return Decade(None, century=tens, century_shift=century.shift)


def read_century(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«القرن التاسع عشر», «القرن الـ19», «القرن العشرين», «القرن الثالث الهجري», «القرن الماضي»."""
    if word(tokens, at) not in CENTURY_HEADS:
        return None
    end = at + 1
    shifted = read_shift(tokens, end)
    if shifted is not None:
        return Parsed(Century(None, shift=shifted[0]), shifted[1])
    if word(tokens, end) == "ال":
        end += 1
    if end < len(tokens) and tokens[end].kind == "digits":
        found = pieces(tokens[end].text)
        if len(found) != 1:
            return None
        number, end = found[0][0], end + 1
    else:
        ordinal = read_ordinal(tokens, end)
        cardinal = read_cardinal(tokens, end)
        if ordinal is not None:
            end, number = ordinal
        elif cardinal is not None and cardinal.value == 20:
            number, end = 20, cardinal.end
        else:
            return None
    if not 1 <= number <= 30:
        return None
    era = word(tokens, end)
    if era in ("الهجري", "للهجره"):
        return Parsed(Century(number, hijri=True), end + 1)
    if era in ("الميلادي", "للميلاد"):
        end += 1
    elif era == "قبل" and word(tokens, end + 1) == "الميلاد":
        return Parsed(Century(number, before_christ=True), end + 2)
    return Parsed(Century(number), end)
