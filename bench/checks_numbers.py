"""How often does the numbers check cry wolf on faithful translations, and how many altered numbers does it catch?

    python bench/checks_numbers.py [--corpus ../shared/data/ntrex-dev.jsonl] [--list alarms|misses] [--seed 7]

Every English sentence of a parallel corpus is a statement, its Arabic translation its evidence. Two settings: the
article is that Arabic sentence alone (nothing else can bear a number out), or the whole Arabic document (as in a
real brief, where a number that stands elsewhere is only a warning).

Faithful pairs: sentences with an error of the check, over all sentences and over those with a number. Altered pairs:
each number above two that a search of this bench's own finds (digits and words; it shares nothing with the check's)
is changed by itself, the rest stays; caught is a finding that the faithful sentence did not have.

The corpus: JSON lines, {"id", "sentences": [{"ar", "en"}]}.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mujaz.arabic.mapped import Mapped, Span
from mujaz.articles.article import Article
from mujaz.checks import numbers
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, Segment
from mujaz.schema.draft import Draft, Statement

CORPUS = Path(__file__).parents[1] / ".." / "shared" / "data" / "ntrex-dev.jsonl"

Pair = tuple[str, str]
"""Arabic, English."""


class Change(NamedTuple):
    """One number of a sentence made another: what kind of number, what it was, what it became."""

    kind: str
    before: str
    after: str
    sentence: str


# --- running the check -------------------------------------------------------------------------------


def subject(arabic: list[str], english: list[str]) -> Subject:
    """Statement i cites segment i + 1; a statement beyond the segments cites the last."""
    text = "\n".join(arabic)
    segments, at = [], 0
    for number, sentence in enumerate(arabic, start=1):
        segments.append(Segment(number, " ".join(sentence.split()), Span(at, at + len(sentence))))
        at += len(sentence) + 1
    cleaned = Cleaned(Mapped(text, range(len(text))), tuple(segments), ())
    statements = [
        Statement.model_construct(text_en=sentence, attribution=None, evidence=[min(i, len(arabic))])
        for i, sentence in enumerate(english, start=1)
    ]
    draft = Draft.model_construct(
        headline_en="News", headline_evidence=[1], summary=statements, events=[], entities=[], caveats=[]
    )
    return Subject(Article(id="bench", text=text), cleaned, draft)


def findings(arabic: list[str], english: list[str]) -> dict[int, list[tuple[str, str]]]:
    """Severity and message of each finding, by statement."""
    found: dict[int, list[tuple[str, str]]] = {}
    for finding in numbers.check(subject(arabic, english)):
        if finding.path.startswith("/summary/"):
            index = int(finding.path.split("/")[2])
            found.setdefault(index, []).append((finding.severity, finding.message))
    return found


# --- altering numbers --------------------------------------------------------------------------------

_DIGITS = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?")
_CLASSES = {
    "word": "three four five six seven eight nine ten eleven twelve thirteen fifteen sixteen eighteen nineteen",
    "tens word": "twenty thirty forty fifty sixty seventy eighty ninety",
    "scale word": "hundred thousand million billion",
    "ordinal word": "third fourth fifth sixth seventh eighth ninth tenth",
    "vague word": "dozens hundreds thousands millions",
}
_WORD_CLASS = {word: name for name, words in _CLASSES.items() for word in words.split()}
_WORDS = re.compile(r"(?<![\w-])(?:" + "|".join(_WORD_CLASS) + r")\b", re.IGNORECASE)


def changes(sentence: str, pick: random.Random) -> Iterator[Change]:
    """Every number above two of `sentence` changed, one at a time."""
    for match in _DIGITS.finditer(sentence):
        before = match[0].rstrip(",")
        if float(before.replace(",", "")) <= 2:
            continue
        yield _changed(sentence, "digits", match.start(), before, _other_digits(before, pick))
    for match in _WORDS.finditer(sentence):
        kind = _WORD_CLASS[match[0].lower()]
        others = [word for word in _CLASSES[kind].split() if word != match[0].lower()]
        after = pick.choice(others)
        yield _changed(sentence, kind, match.start(), match[0], after.capitalize() if match[0].istitle() else after)


def _changed(sentence: str, kind: str, start: int, before: str, after: str) -> Change:
    return Change(kind, before, after, sentence[:start] + after + sentence[start + len(before) :])


def _other_digits(before: str, pick: random.Random) -> str:
    """Another number of the same look: one digit changed, or two neighbours exchanged."""
    places = [i for i, sign in enumerate(before) if sign.isdigit()]
    while True:
        after = list(before)
        at = pick.choice(places)
        if pick.random() < 0.3 and len(places) > 1:
            first = pick.randrange(len(places) - 1)
            i, j = places[first], places[first + 1]
            after[i], after[j] = after[j], after[i]
        else:
            after[at] = pick.choice("123456789")
        changed = "".join(after)
        if changed[0] != "0" and float(changed.replace(",", "")) not in (float(before.replace(",", "")), 1.0, 2.0):
            return changed


# --- the figures -------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--list", choices=("alarms", "misses"), action="append", default=[])
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()

    lines = options.corpus.read_text(encoding="utf-8").splitlines()
    documents: list[list[Pair]] = [[(s["ar"], s["en"]) for s in json.loads(line)["sentences"]] for line in lines]
    started = time.perf_counter()
    for setting in ("the sentence alone", "the whole document"):
        _measure(documents, setting, options.seed, options.list)
    print(f"{time.perf_counter() - started:.1f} s")


def _measure(documents: list[list[Pair]], setting: str, seed: int, listed: list[str]) -> None:
    pick = random.Random(seed)
    sentences = with_numbers = alarmed = warned = 0
    made: Counter[str] = Counter()
    as_error: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for document in documents:
        alone = setting == "the sentence alone"
        for arabic, pairs in _articles(document, alone):
            faithful = findings(arabic, [english for _, english in pairs])
            for i, (evidence, english) in enumerate(pairs):
                sentences += 1
                variants = list(changes(english, pick))
                with_numbers += bool(variants)
                known = faithful.get(i, [])
                errors = [message for severity, message in known if severity == "error"]
                alarmed += bool(errors)
                warned += bool(known) and not errors
                if errors and "alarms" in listed and alone:
                    print(f"ALARM {'; '.join(errors)}\n  {english}\n  {evidence}")
                where = [evidence] if alone else [evidence, *arabic]
                for change in variants:
                    made[change.kind] += 1
                    # the evidence is segment 1; in a document its other sentences follow
                    new = [item for item in findings(where, [change.sentence]).get(0, []) if item not in known]
                    caught[change.kind] += bool(new)
                    as_error[change.kind] += any(severity == "error" for severity, _ in new)
                    if not new and "misses" in listed and alone:
                        print(f"MISS {change.before} -> {change.after}\n  {change.sentence}\n  {evidence}")
    print(f"\nThe article is {setting}: {sentences} sentences, {with_numbers} with a number above two")
    print(
        f"  faithful: {alarmed} with an error ({alarmed / sentences:.1%} of all, {alarmed / with_numbers:.1%} of those "
        f"with a number), {warned} with a warning only ({warned / sentences:.1%})"
    )
    for kind in (*made, "all"):
        total, found, error = (sum(c.values()) if kind == "all" else c[kind] for c in (made, caught, as_error))
        print(f"  altered {kind:13} {found:4} of {total:4} caught ({found / total:.1%}), {error / total:.1%} as an error")


def _articles(document: list[Pair], alone: bool) -> Iterator[tuple[list[str], list[Pair]]]:
    if not alone:
        yield [arabic for arabic, _ in document], document
        return
    for pair in document:
        yield [pair[0]], [pair]


if __name__ == "__main__":
    main()
