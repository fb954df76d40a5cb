"""How well Arabic numbers and dates are read: own cases, a parallel corpus, and other libraries beside it.

    python bench/arabic_readings.py [--ntrex FILE] [--dated FILE] [--rest]

`--ntrex` is a JSON-lines file of documents whose sentences carry `ar` and `en` (NTREX-128 aligned by sentence);
`--dated` a gzipped JSON-lines file of articles with `text` and `published` (day/month/year or ISO);
`--rest` prints every sentence pair with an English number above two that was not found in the Arabic.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from mujaz.arabic import dates, numbers

TESTS = Path(__file__).resolve().parents[1] / "tests" / "arabic"
DATED = Path(__file__).resolve().parents[2] / "shared" / "data" / "ant-4000.jsonl.gz"
NTREX = Path(__file__).resolve().parents[2] / "shared" / "data" / "ntrex-dev.jsonl"

WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
Unfound = tuple[str, str, list[str]]
"""Arabic sentence, English sentence, English numbers that the Arabic does not seem to have."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ENGLISH: dict[str, int] = {word: value for value, word in enumerate(_UNITS.split())}
_ENGLISH |= {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINAL: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        3,
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES |= {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9}
_WORD = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[A-Za-z]+|[^\sA-Za-z\d]")


def english_numbers(text: str) -> list[Fraction]:
    """Numbers above two written in an English text, in digits or words; ordinals and decades included."""
    text = re.sub(r"\b(\d\d)(\d\d)([-–])(\d\d)\b(?!-)", r"\1\2 \1\4", text)  # 1950-53
    text = re.sub(r"\b(\d{1,3}) (\d{3})\b", r"\1\2", text)  # 116 123
    words = [match.group().lower() for match in _WORD.finditer(text)]
    found: list[Fraction] = []
    at = 0
    while at < len(words):
        value, end = _english_at(words, at)
        if value is None:
            at += 1
            continue
        if value > 2:
            found.append(value)
        at = end
    return found


def _english_at(words: list[str], at: int) -> tuple[Fraction | None, int]:
    word = words[at]
    if word[0].isdigit():
        value = Fraction(word.replace(",", ""))
        return _scaled(words, at + 1, value)
    if word in _ORDINAL:
        return Fraction(_ORDINAL[word]), at + 1
    if word in ("a", "one") and at + 1 < len(words) and words[at + 1] in ("hundred", "thousand", "million", "billion"):
        return _scaled(words, at + 1, Fraction(1))
    if word not in _ENGLISH:
        return None, at
    total, end = Fraction(_ENGLISH[word]), at + 1
    if total >= 20 and end + 1 < len(words) and words[end] == "-":
        unit = _ENGLISH.get(words[end + 1], _ORDINAL.get(words[end + 1], 10))
        if 0 < unit < 10:
            total, end = total + unit, end + 2
    elif total >= 20 and end < len(words) and 0 < _ENGLISH.get(words[end], 10) < 10:
        total, end = total + _ENGLISH[words[end]], end + 1
    return _scaled(words, end, total)


def _scaled(words: list[str], end: int, value: Fraction) -> tuple[Fraction, int]:
    if end < len(words) and words[end] == "-" and end + 1 < len(words) and words[end + 1] in ("million", "billion"):
        end += 1
    while end < len(words) and words[end] in _SCALES:
        value *= _SCALES[words[end]]
        end += 1
    return value, end


def arabic_figures(text: str) -> set[Fraction]:
    """Every figure that `numbers.find` sees in an Arabic text."""
    figures: set[Fraction] = set()
    for number in numbers.find(text):
        values = (*number.figures, number.low, number.high)
        figures |= {Fraction(value) for value in values if value is not None}
    return figures


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """(Arabic, English) of every sentence in a file of documents."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for sentence in json.loads(line)["sentences"]:
                yield sentence["ar"], sentence["en"]


def on_parallel(
    path: Path, figures_of: Callable[[str], set[Fraction]]
) -> tuple[int, int, list[tuple[str, str, list[str]]]]:
    """Sentences with an English number above two, how many have all of them in the Arabic, and the others."""
    total = found = 0
    rest: list[Unfound] = []
    for arabic, english in pairs(path):
        wanted = english_numbers(english)
        if not wanted:
            continue
        total += 1
        figures = figures_of(arabic)
        missing = [str(value) for value in wanted if not _has(figures, value)]
        if missing:
            rest.append((arabic, english, missing))
        else:
            found += 1
    return total, found, rest


def _has(figures: set[Fraction], value: Fraction) -> bool:
    decade = value.denominator == 1 and 1900 <= value < 2000 and value % 10 == 0 and Fraction(value % 100) in figures
    return value in figures or decade


def code(number: numbers.Number) -> str:
    """A number as the case tables write it."""
    sign = {"ordinal": "#", "vague": "~", "dual": "="}.get(number.kind, "")
    low, high = ("" if bound is None else str(bound) for bound in (number.low, number.high))
    value = low if number.low == number.high else f"{low}..{high}"
    return f"{sign}{value}{'%' if number.unit == 'percent' else ''}"


def rows(name: str) -> Iterator[list[str]]:
    """Rows of a case table, comments left out."""
    for line in (TESTS / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def report(title: str, right: int, total: int) -> None:
    print(f"  {title:<44} {right:>5} of {total:<5} {100 * right / max(total, 1):6.1f} %")


def own_cases() -> None:
    print("Own cases (tuned: seen while writing; held: written before any tuning)")
    for kind in ("tuned", "held"):
        table = [row for row in rows("number_cases.tsv") if row[0] == kind]
        right = sum((" ".join(map(code, numbers.find(row[1]))) or "-") == row[2] for row in table)
        report(f"numbers.find, {kind}", right, len(table))
    for kind in ("tuned", "held"):
        cases = [row for row in rows("date_cases.tsv") if row[0] == kind]
        report(f"dates.resolve, {kind}", sum(_resolves(row) for row in cases), len(cases))


def _published(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def _resolves(row: list[str]) -> bool:
    when = dates.resolve(row[1], _published(row[2]))
    return (when.edtf or "-", when.basis) == (row[3], row[4])


def parallel(path: Path, show_rest: bool) -> None:
    if not path.exists():
        print(f"Parallel corpus: {path} is not there")
        return
    total, found, rest = on_parallel(path, arabic_figures)
    print("Sentences with an English number above two, all of whose numbers are found in the Arabic")
    report("numbers.find", found, total)
    beside = _with_pyarabic(path)
    if beside is None:
        print("  pyarabic: not installed")
    else:
        report("pyarabic", *beside)
    if show_rest:
        for arabic, english, missing in rest:
            print(f"\n{', '.join(missing)}\n  {english}\n  {arabic}")


def _with_pyarabic(path: Path) -> tuple[int, int] | None:
    try:
        from pyarabic.araby import tokenize  # type: ignore[import-not-found,unused-ignore]
        from pyarabic.number import detect_numbers, text2number  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None

    def figures(text: str) -> set[Fraction]:
        found = {Fraction(digits.replace(",", "")) for digits in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}
        phrase: list[str] = []
        for word, tag in zip(words := tokenize(text), detect_numbers(words), strict=True):
            if tag != "O":
                phrase.append(word)
            elif phrase:
                found.add(Fraction(text2number(" ".join(phrase))))
                phrase = []
        return found

    total, right, _ = on_parallel(path, figures)
    return right, total


def beside_dateparser() -> None:
    """Days, months and years only: dateparser has no seasons, decades or intervals."""
    try:
        import dateparser  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        print("dateparser: not installed")
        return
    cases = [row for row in rows("date_cases.tsv") if re.fullmatch(r"\d{4}-\d\d-\d\d", row[3])]
    locales = ["ar", "ar-SY", "ar-TN", "ar-DZ", "ar-MA", "ar-EG", "ar-IQ", "ar-LB", "ar-JO", "ar-SA"]
    right = dict.fromkeys(("language ar", "first Arabic locale that answers"), 0)
    for row in cases:
        published = _published(row[2]) or date(2025, 4, 12)
        settings = {"RELATIVE_BASE": datetime.combine(published, datetime.min.time()), "DATE_ORDER": "DMY"}
        settings["PREFER_DATES_FROM"] = "past"
        plain = dateparser.parse(row[1], settings=settings, languages=["ar"])
        answers = (dateparser.parse(row[1], settings=settings, locales=[locale]) for locale in locales)
        for name, parsed in zip(right, (plain, next((a for a in answers if a), None)), strict=True):
            right[name] += parsed is not None and parsed.date().isoformat() == row[3]
    print("Expressions that name one day")
    report("dates.resolve", sum(dates.resolve(row[1], _published(row[2])).edtf == row[3] for row in cases), len(cases))
    for name, count in right.items():
        report(f"dateparser, {name}", count, len(cases))


def _day(text: str) -> date:
    """12/03/2017 or 2017-05-10T14:49:00+01:00."""
    return datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text[:10])


def beside_weekdays(path: Path) -> None:
    """A check without labels: newspapers write «أمس الثلاثاء» and «الجمعة 14 نيسان». The weekday is taken out, the
    rest is resolved against the article's date, and must fall on that weekday. (Slips of the source count
    against us.)"""
    if not path.exists():
        print(f"Dated articles: {path} is not there")
        return
    counts = {"relative": [0, 0], "publication": [0, 0], "explicit": [0, 0]}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            published = _day(article["published"])
            for start, end in dates.find(article["text"]):
                words = article["text"][start:end].split()
                named = [WEEKDAYS.index(word) for word in words if word in WEEKDAYS]
                rest = [word for word in words if word not in WEEKDAYS]
                if len(named) != 1 or len(rest) < 1 or rest == ["يوم"]:
                    continue
                when = dates.resolve(" ".join(rest), published)
                if when.precision == "day" and when.start is not None:
                    counts[when.basis][1] += 1
                    counts[when.basis][0] += when.start.weekday() == named[0]
    print("Dates whose weekday the article names, resolved without it")
    for basis, (right, total) in counts.items():
        report(f"dates.resolve, {basis}", right, total)


def speed(path: Path) -> None:
    if not path.exists():
        return
    text = "\n".join(arabic for arabic, _ in pairs(path))
    print("Speed on one core")
    for name, run in (("numbers.find", numbers.find), ("dates.find", dates.find)):
        started = time.perf_counter()
        run(text)
        took = time.perf_counter() - started
        print(f"  {name:<44} {len(text.encode()) / took / 1e6:6.2f} MB/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ntrex", type=Path, default=NTREX)
    parser.add_argument("--dated", type=Path, default=DATED)
    parser.add_argument("--rest", action="store_true")
    options = parser.parse_args()
    own_cases()
    parallel(options.ntrex, options.rest)
    beside_dateparser()
    beside_weekdays(options.dated)
    speed(options.ntrex)


if __name__ == "__main__":
    main()
