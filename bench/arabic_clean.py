"""Throughput of the text-cleaning steps, and what they change in a corpus of clean articles.

    python bench/arabic_clean.py [--list]

The corpus (4,000 clean Tunisian news articles, ANT v2.1) is read from `../shared/data` when it is there; then every
repaired spelling is a wrong edit and every dropped line a lost one, and `--list` prints them all. Without it, the
speed is measured on made-up text alone. Times are CPU time of one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from mujaz.arabic import chrome, evasion, folding, language, sentences
from mujaz.arabic.mapped import Edit

CORPUS = Path(__file__).parents[1] / ".." / "shared" / "data" / "ant-4000.jsonl.gz"
SENTENCE = "قال رئيس بلدية الغدير، سليم الحداد، إن السيول قطعت الطريق الرئيسية وجرفت ثلاث سيارات صباح الثلاثاء. "
STEPS: dict[str, Callable[[str], object]] = {
    "evasion.repair": evasion.repair,
    "chrome.strip": chrome.strip,
    "evasion + chrome": lambda text: chrome.strip(evasion.repair(text).text),
    "evasion + chrome + fold": lambda text: folding.fold(chrome.strip(evasion.repair(text).text).text),
    "sentences.segments": sentences.segments,
    "language.detect": language.detect,
}


def main() -> None:
    """Prints all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print every edit made in the corpus")
    listing = parser.parse_args().list
    articles = read_corpus()
    if articles:
        speed("4,000 articles", articles)
    paragraph = SENTENCE * 4 + "\n\n"
    for megabytes in (1, 5):
        speed(f"one text of {megabytes} MB", [paragraph * (megabytes * 1_000_000 // len(paragraph.encode()))])
    hostile()
    if articles:
        planted(articles)
        changes(articles, listing=listing)


def read_corpus() -> list[str]:
    """Title and text of every article; empty when the corpus is not there."""
    if not CORPUS.is_file():
        return []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        return [f"{row['title']}\n\n{row['text']}" for row in map(json.loads, lines)]


def speed(name: str, texts: list[str]) -> None:
    """Megabytes of UTF-8 a second, for every step."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{name} ({size:.1f} MB)")
    for step, run in STEPS.items():
        run(texts[0][:1000])
        print(f"  {step:20s} {size / seconds(run, texts):8.1f} MB/s")


def hostile() -> None:
    """Seconds for inputs made to hurt, at one size and at twice that: linear means a factor near two."""
    print("hostile input: seconds for evasion + chrome at 100,000 and 200,000 characters")
    for piece in ("ـ", ".", "\u200b", "ا.", "اـ", "ا|", "د1", "ا ", "داعـ ـش ", "ا\n", "1 + 1 = \n"):
        times = [seconds(STEPS["evasion + chrome"], [piece * (size // len(piece))]) for size in (100_000, 200_000)]
        print(f"  {piece!a:34s} {times[0]:6.2f} {times[1]:6.2f}")


def seconds(run: Callable[[str], object], texts: list[str]) -> float:
    """CPU time of running over all texts once."""
    start = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - start


def planted(articles: list[str]) -> None:
    """Share of evaded spellings, planted in one word of an article each, that are read back exactly."""
    chance = random.Random(7)
    print("planted spellings read back (one in each article; bare signs only in words that occur twice)")
    for name, sign, proof in (("ـ.ـ", "ـ.ـ", False), ("ـ ـ", "ـ ـ", False), (".", ".", True), ("*", "*", True)):
        tried = read = 0
        for text in articles:
            counts = Counter(re.findall(r"(?<!\S)[\u0621-\u063a\u0641-\u064a]{5,}(?!\S)", text))
            words = [word for word, count in counts.items() if count > 1 or not proof]
            if not words:
                continue
            word = chance.choice(words)
            cut = chance.randrange(2, len(word) - 1)
            tried += 1
            read += evasion.repair(text.replace(word, word[:cut] + sign + word[cut:], 1)).text == text
        print(f"  {name:20s} {read / tried:8.1%} of {tried:,}")


def changes(articles: list[str], *, listing: bool) -> None:
    """What the steps change in articles that are clean."""
    words = sum(len(text.split()) for text in articles)
    edits: list[Edit] = []
    for text in articles:
        repaired = evasion.repair(text)
        edits += (*repaired.edits, *chrome.strip(repaired.text).edits)
    codes = Counter(language.detect(text.split("\n", 1)[0]).code for text in articles)
    counts = Counter(edit.kind for edit in edits)
    print(f"edits in {words:,} clean words: {len(edits)} ({len(edits) / words * 1e6:.1f} in a million words)")
    for kind, count in counts.most_common():
        print(f"  {kind:20s} {count}")
    if listing:
        for edit in edits:
            print(f"  {edit.kind}: {edit.before.strip()!r} -> {edit.after!r}")
    print(f"languages of the titles: {dict(codes.most_common())}")


if __name__ == "__main__":
    main()
