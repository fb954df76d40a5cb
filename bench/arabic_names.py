"""Name matching measured, and compared with what other libraries allow.

    python bench/arabic_names.py

True pairs stand in `tests/arabic/name_pairs.tsv`; wrong pairs are every Arabic name against every English
spelling of another line. `swapped` pairs are harder: the given name of another line before the right surname.
Every third line is held out from tuning. Other libraries only turn Arabic into Latin letters; their output is
compared with rapidfuzz (token-wise ratio of the lower-cased names), and each gets the threshold that suits it
best on the tuning lines: the lowest with at most 3 % of the wrong pairs passing, or of the swapped ones. A
library that is not installed is left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.fuzz import token_sort_ratio

from mujaz.arabic import names

PAIRS = Path(__file__).parents[1] / "tests" / "arabic" / "name_pairs.tsv"
WRONG_ALLOWED = 0.03

Scorer = Callable[[str, str], float]


class Line(NamedTuple):
    arabic: str
    english: tuple[str, ...]


def read_lines() -> tuple[list[Line], list[Line]]:
    """The lines for tuning and the held-out ones."""
    rows = [row.split("\t") for row in PAIRS.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    lines = [Line(arabic, tuple(english.split(" | "))) for arabic, english in rows]
    return [line for at, line in enumerate(lines) if at % 3 != 2], lines[2::3]


def true_pairs(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.arabic, english) for line in lines for english in line.english]


def wrong_pairs(lines: list[Line]) -> list[tuple[str, str]]:
    return [(a.arabic, english) for a in lines for b in lines if a is not b for english in b.english]


def swapped_pairs(lines: list[Line]) -> list[tuple[str, str]]:
    people = [line for line in lines if " " in line.arabic and " " in line.english[0]]
    given = {line.arabic.split()[0]: line.english[0].split()[0] for line in people}
    return [
        (line.arabic, f"{english} {line.english[0].partition(' ')[2]}")
        for line in people
        for arabic, english in given.items()
        if arabic != line.arabic.split()[0]
    ]


def optional(name: str) -> Any:
    """The module `name`, or None when it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        return None


def scorers() -> Iterator[tuple[str, Scorer]]:
    yield "mujaz", names.similarity

    def compared(latin: Callable[[str], str]) -> Scorer:
        cached = lru_cache(maxsize=None)(latin)
        return lambda arabic, english: token_sort_ratio(cached(arabic).lower(), english.lower()) / 100

    if romanizer := optional("arabic_name_romanizer"):
        yield "arabic-name-romanizer", compared(lambda arabic: str(romanizer.transliterate(arabic, country="SY")))
    if unidecode := optional("unidecode"):
        yield "unidecode", compared(unidecode.unidecode)
    if charmap := optional("camel_tools.utils.charmap"):
        yield "camel-tools ar2bw", compared(charmap.CharMapper.builtin_mapper("ar2bw").map_string)


def passed(scorer: Scorer, pairs: list[tuple[str, str]], threshold: float) -> float:
    return sum(scorer(arabic, english) >= threshold for arabic, english in pairs) / len(pairs)


def threshold_for(scorer: Scorer, wrong: list[tuple[str, str]]) -> float:
    """The lowest threshold at which at most `WRONG_ALLOWED` of the pairs pass."""
    scores = sorted((scorer(arabic, english) for arabic, english in wrong), reverse=True)
    return scores[int(len(scores) * WRONG_ALLOWED)] + 1e-9


def speed(scorer: Scorer, pairs: list[tuple[str, str]]) -> float:
    """Pairs per second of processor time, the single names already seen once."""
    start = time.process_time()
    for arabic, english in pairs:
        scorer(arabic, english)
    return len(pairs) / (time.process_time() - start)


def glossary_line() -> str:
    """Size and speed of the glossary; measured before anything else fills the memory."""
    start = time.process_time()
    glossary = names.Glossary.load()
    loading = time.process_time() - start
    text = "أعلنت وزارة الدفاع في دمشق أن قوات الجيش سيطرت على بلدة قرب مدينة الباب وريف دير الزور، وفق رويترز. " * 4000
    start = time.process_time()
    found = glossary.find(text)
    size = len(text.encode())
    return (
        f"glossary: {len(glossary.entries)} entries, {sum(len(e.arabic) for e in glossary.entries)} Arabic forms, "
        f"loaded in {loading * 1000:.0f} ms; find {size / (time.process_time() - start) / 1e6:.1f} MB/s "
        f"({len(found)} hits in {size / 1e6:.1f} MB, {len(found) / size * 1000:.0f} a kilobyte)"
    )


def main() -> None:
    print(glossary_line())
    tuning, held = read_lines()
    sets = [(label, true_pairs(part), wrong_pairs(part), swapped_pairs(part)) for label, part in
            (("tuning", tuning), ("held out", held))]  # fmt: skip
    for label, true, wrong, swapped in sets:
        print(f"{label}: {len(true)} true, {len(wrong)} wrong, {len(swapped)} swapped pairs")
    print(f"\n{'':34}{'threshold':>10}{'lines':>10}{'true pass':>11}{'wrong pass':>12}{'swapped':>9}{'pairs/s':>10}")
    for name, scorer in scorers():
        rate = speed(scorer, sets[1][2])
        settings = [
            (f"{name}, 3 % wrong", threshold_for(scorer, sets[0][2])),
            (f"{name}, 3 % swapped", threshold_for(scorer, sets[0][3])),
        ]
        if name == "mujaz":
            settings.append(("mujaz, at its threshold", names.THRESHOLD))
        for title, threshold in settings:
            for label, true, wrong, swapped in sets:
                print(
                    f"{title:34}{threshold:10.2f}{label:>10}{passed(scorer, true, threshold):11.1%}"
                    f"{passed(scorer, wrong, threshold):12.2%}{passed(scorer, swapped, threshold):9.1%}{rate:10,.0f}"
                )
    for label, true, wrong, swapped in sets:
        rate = speed(names.fits, wrong)
        print(
            f"{'mujaz fits (glossary and sound)':34}{'':10}{label:>10}{passed(names.fits, true, True):11.1%}"
            f"{passed(names.fits, wrong, True):12.2%}{passed(names.fits, swapped, True):9.1%}{rate:10,.0f}"
        )


if __name__ == "__main__":
    main()
