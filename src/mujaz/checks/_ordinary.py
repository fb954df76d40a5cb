"""Which English words are ordinary ones: a capital letter at the start of a sentence does not make them names."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from mujaz.arabic import names

__all__ = ["TIME_WORDS", "is_function_word", "is_ordinary", "is_title_or_date", "looks_derived"]

TIME_WORDS = frozenset(
    (
        "january february march april may june july august september october november december jan feb mar apr "
        "jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues "
        "wed thu thurs fri sat sun mondays tuesdays wednesdays thursdays fridays saturdays sundays am pm gmt utc "
        "bst est cet bc ad"
    ).split()
)
"""Months, weekdays and signs of clocks and calendars: a matter of dates, not of names."""

_FORMS_OF_ADDRESS = frozenset(
    (
        "mr mrs ms mx dr prof rev hon sir dame lord lady st jr sr gen col lt maj capt cpl sgt cmdr adm brig det "
        "insp supt sen rep gov pres vp mp mps pm hrh esq messrs mme sheikh sheik shaykh hajj haji sayyid sayed "
        "mullah imam ayatollah mufti emir amir prince princess king queen"
    ).split()
)

_FUNCTION_WORDS = frozenset(
    (
        "the a an and or but nor for so yet if as at by in into of off on onto to up out over from with without about "
        "above after against before between during through under until upon within i you he she it we they me him "
        "her us them my your his its our their this that these those who whom whose which what when where why how "
        "is am are was were be been being do does did have has had will would can could shall should may might must "
        "not no yes all any both each few more most much many some such own same than then too very just only here "
        "there now never ever also well let go come get make"
    ).split()
)

_BY_MEANING = frozenset(
    (
        "christmas easter thanksgiving halloween ramadan eid brexit tory tories republican republicans democrat "
        "democrats god allah lord christ jesus christian christians christianity islam islamic judaism bible "
        "quran koran gospel catholic catholics protestant protestants orthodox buddhist buddhists hindu hindus "
        "internet web earth sun moon mars atlantic pacific mediterranean arctic antarctic olympic olympics "
        "olympian nobel soviet ottoman marxist nazi nazis covid adha fitr brexiteer brexiteers remainer "
        "remainers leavers eurosceptic eurosceptics"
    ).split()
)
"""Names that Arabic renders by their meaning, or in a form of its own that the glossary need not list."""

_DERIVED = tuple(
    (
        "ing ings ed ly tion tions sion sions ment ments ness ism isms ist ists ology ologist ologists ographer "
        "ographers icist icists ability ibility able ible less ful sceptic sceptics mistress mistresses master "
        "masters ship ships hood goers makers holders workers fighters ised ized"
    ).split()
)


_SHORTEST_INFLECTED = 6
_SHORTEST_HALF = 4
_IN_PLACE_NAMES = tuple(
    (
        "field fields land lands pool stone stones ford town wood woods worth burn well wells house bridge port gate "
        "hill hills brook dale bury shire castle church cliff cliffs court cross head mouth minster river lake "
        "side view ville dorf wick wich garden gardens berg stein feld bach thal hall more wall rock rose star man "
        "mann sons marsh moor point ridge spring springs cott combe"
    ).split()
)
"""Second halves of the names of places and families: "Blackpool", "Wakefield", "Silverstone"."""


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    text = (files("mujaz.checks") / "data" / "english_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=16384)
def is_ordinary(word: str) -> bool:
    """Whether `word` (any case) is an ordinary word, a form of address, a title, or a part of a date."""
    lower = word.lower().replace("’", "'")
    return (
        lower in _words()
        or lower in _FORMS_OF_ADDRESS
        or lower in TIME_WORDS
        or lower in _BY_MEANING
        or (len(lower) > 5 and lower[-1] == "s" and lower[:-1] in _words())
        or (lower[-2:] in ("'s", "s'") and lower[:-2] in _words())
        or _is_inflected(lower)
        or _is_compound(lower.removesuffix("'s"))
        or names.glossary().is_title(lower)
    )


def _is_inflected(lower: str) -> bool:
    """Whether a word that is too rare to be listed is a form of one that is: "ambushes", "dearer", "unbowed"."""
    known = _words()
    if len(lower) < _SHORTEST_INFLECTED:
        return False
    if lower.startswith("un") and lower[2:] in known:
        return True
    if lower.endswith(("shes", "ches", "sses", "xes", "zes")):
        return lower[:-2] in known
    if lower.endswith(("ies", "ied")):
        return lower[:-3] + "y" in known
    if lower.endswith("ional"):
        return lower[:-2] in known
    # only adjectives have both: "dearer" and "dearest", but no "parkest" beside Parker
    return lower.endswith("er") and lower[:-2] in known and lower[:-1] + "st" in known


def _is_compound(lower: str) -> bool:
    """Whether a word is made of two ordinary ones: "plainclothes", "fishmongers"; not where places are called so."""
    known = _words()
    return (
        len(lower) >= 2 * _SHORTEST_HALF
        and not lower.endswith(_IN_PLACE_NAMES)
        and any(
            lower[:at] in known and lower[at:] in known for at in range(_SHORTEST_HALF, len(lower) - _SHORTEST_HALF + 1)
        )
    )


def is_title_or_date(word: str) -> bool:
    """Whether `word` (any case) is a form of address, a title that the glossary has, or a part of a date."""
    lower = word.lower()
    return lower in _FORMS_OF_ADDRESS or lower in TIME_WORDS or names.glossary().is_title(lower)


def is_function_word(word: str) -> bool:
    """Whether `word` (any case) only holds sentences together: a capital letter makes it part of a title, no name."""
    return word.lower() in _FUNCTION_WORDS


@lru_cache(maxsize=512)
def looks_derived(word: str) -> bool:
    """Whether a word that is too rare to be listed is built like an ordinary one: "geophysicists", "mauls"."""
    lower = word.lower()
    if len(lower) > 6 and lower.endswith(_DERIVED):
        return True
    return len(lower) > 4 and any(form in _words() for form in (lower + "s", lower + "d", lower.removesuffix("s")))
