"""Does time grow with the length of a text only, also when the text is made to hurt?

    python bench/linear.py

For each function and repeated piece: processor seconds at 50,000 characters and at 200,000. Linear means a factor near
4, quadratic near 16.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from mujaz.arabic import chrome, dates, evasion, folding, names, numbers, sentences
from mujaz.checks import english_numbers

PIECES = (
    "ـ", ".", "ا.", "اـ", "ـ.", "ا|", "ا ", "داعـ ـش ", "كلمة ", "\n", "شاهد أيضاً\n", "آلاف ", "و", "ال ",
    "1.", "1,", "1-", "ألف و", "بين 1 و", "من ", "1/", "عام ال ", "ليل ", "قبل ", "من 3 إلى ", "\u064b",
    "\u200f", "«", "؟",
)  # fmt: skip
ENGLISH = ("1,", "1", "a ", "half of ", "two and ", "hundred ", "1/", "tens of ", "1 million ")
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "evasion.repair": evasion.repair,
    "chrome.strip": chrome.strip,
    "folding.fold": folding.fold,
    "sentences.segments": sentences.segments,
    "numbers.find": numbers.find,
    "dates.find": dates.find,
    "glossary.find": names.glossary().find,
}


def seconds(function: Callable[[str], object], piece: str, size: int) -> float:
    text = piece * (size // len(piece))
    started = time.process_time()
    function(text)
    return time.process_time() - started


def main() -> None:
    for name, function in FUNCTIONS.items():
        report(name, function, PIECES)
    report("english_numbers.find", english_numbers.find, ENGLISH)


def report(name: str, function: Callable[[str], object], pieces: tuple[str, ...]) -> None:
    rows = []
    for piece in pieces:
        small, large = seconds(function, piece, 50_000), seconds(function, piece, 200_000)
        rows.append((large / max(small, 0.01), small, large, piece))
    factor, small, large, piece = max(rows)
    slowest = max(row[2] for row in rows)
    print(
        f"{name:22} worst factor {factor:5.1f} ({small:.3f} s, {large:.3f} s, on {piece!r}); slowest {slowest:.2f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
