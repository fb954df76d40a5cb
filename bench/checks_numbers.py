"""How often does the numbers check cry wolf on faithful translations, and how many altered numbers does it catch?

    python bench/checks_numbers.py [--corpus ../shared/data/ntrex-dev.jsonl] [--list alarms|misses] [--seed 7]

Every English sentence of a parallel corpus is a statement, its Arabic translation its evidence. Two settings: the
article is that Arabic sentence alone (nothing else can bear a number out), or the whole Arabic document (as in a
real brief, where a number that stands elsewhere is only a warning).

Faithful pairs: sentences with an error of the check, over all sentences and over those with a number. Altered pairs:
each number above two that a search of this bench's own finds (digits and words; it shares nothing with the check's)
is changed by itself, the rest stays; caught is a finding that the faithful sentence did not have.

Misplaced evidence: every sentence of a document cites the sentence half a document away; found is a finding that
names another segment. And the cost of the checks that read numbers, names and phrases, on a draft of 8 statements
whose article is 700 words of the corpus, first with nothing read before, then with the article known.

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

from mujaz.arabic import names
from mujaz.arabic.mapped import Mapped, Span
from mujaz.articles.article import Article
from mujaz.checks import _article_numbers, _harm, consistency, english_numbers, injection, language, numbers, spread
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, Segment
from mujaz.schema.draft import Draft, Statement

CORPUS = Path(__file__).parents[1] / ".." / "shared" / "data" / "ntrex-dev.jsonl"

_TIMES = 10

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


def findings(arabic: list[str], english: list[str]) -> dict[int, list[tuple[str, str, str]]]:
    """Severity, code and message of each finding, by statement."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for finding in numbers.check(subject(arabic, english)):
        if finding.path.startswith("/summary/"):
            index = int(finding.path.split("/")[2])
            found.setdefault(index, []).append((finding.severity, finding.code, finding.message))
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
    _measure_evidence(documents)
    _measure_cost(documents)
    print(f"{time.perf_counter() - started:.1f} s")


def _measure(documents: list[list[Pair]], setting: str, seed: int, listed: list[str]) -> None:
    pick = random.Random(seed)
    sentences = with_numbers = alarmed = 0
    codes: Counter[str] = Counter()
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
                errors = [item for item in known if item[0] == "error"]
                alarmed += bool(errors)
                codes.update({f"{code} ({severity})" for severity, code, _ in known})
                if "alarms" in listed and alone:
                    for severity, code, message in known:
                        print(f"ALARM {severity} {code}: {message}\n  {english}\n  {evidence}")
                where = [evidence] if alone else [evidence, *arabic]
                for change in variants:
                    made[change.kind] += 1
                    # the evidence is segment 1; in a document its other sentences follow
                    new = [
                        item
                        for item in findings(where, [change.sentence]).get(0, [])
                        if item not in known and item[0] != "info"
                    ]
                    caught[change.kind] += bool(new)
                    as_error[change.kind] += any(item[0] == "error" for item in new)
                    if not new and "misses" in listed and alone:
                        print(f"MISS {change.before} -> {change.after}\n  {change.sentence}\n  {evidence}")
    print(f"\nThe article is {setting}: {sentences} sentences, {with_numbers} with a number above two")
    print(
        f"  faithful: {alarmed} with an error: {alarmed / sentences:.1%} of all, {alarmed / with_numbers:.1%} of those"
    )
    for code, times in sorted(codes.items()):
        print(f"  faithful: {times:4} sentences ({times / sentences:.1%}) with {code}")
    for kind in (*made, "all"):
        total, found, error = (sum(c.values()) if kind == "all" else c[kind] for c in (made, caught, as_error))
        print(
            f"  altered {kind:13} {found:4} of {total:4} caught ({found / total:.1%}), {error / total:.1%} as an error"
        )


def _measure_evidence(documents: list[list[Pair]]) -> None:
    sentences = wrong = anchored = found = 0
    for document in documents:
        arabic, english = [a for a, _ in document], [e for _, e in document]
        sentences += len(document)
        wrong += sum(f.code == "evidence.better_elsewhere" for f in spread.check(subject(arabic, english)))
        half = len(arabic) // 2
        moved = subject(arabic, english)
        for i, statement in enumerate(moved.draft.summary):
            statement.evidence = [(i + half) % len(arabic) + 1]
        proposed = [f for f in spread.check(moved) if f.code == "evidence.better_elsewhere"]
        anchored += len(document)
        found += len(proposed)
    print("\nEvidence that another segment would be better for (evidence.better_elsewhere)")
    print(f"  faithful: {wrong} of {sentences} sentences ({wrong / sentences:.1%})")
    print(f"  evidence moved by half a document: {found} of {anchored} sentences found ({found / anchored:.1%})")


def _measure_cost(documents: list[list[Pair]]) -> None:
    pairs = [pair for document in documents for pair in document]
    taken: list[Pair] = []
    while sum(len(arabic.split()) for arabic, _ in taken) < 700:
        taken.append(pairs[len(taken)])
    arabic, english = [a for a, _ in taken], [e for _, e in taken][:8]
    checks = {c.__name__.rpartition(".")[2]: c.check for c in (spread, numbers, language, injection, consistency)}
    names.glossary()  # read once a process, as the language model and the word lists are
    for check in checks.values():
        list(check(subject(["نص آخر لا علاقة له."] * 4, ["Le maire a annoncé la fermeture du pont."] * 2)))
    caches = [
        cached
        for module in (_article_numbers, _harm, spread, injection, consistency, english_numbers)
        for cached in vars(module).values()
        if hasattr(cached, "cache_clear") and cached.__name__ != "_known"
    ]
    print("\nMilliseconds for a 700-word article and 8 statements")
    for label, clear in (("first", True), ("again", False)):
        spent = dict.fromkeys(checks, 0.0)
        for _ in range(_TIMES):
            if clear:
                for cached in caches:
                    cached.cache_clear()
            made = subject(arabic, english)
            for name, check in checks.items():
                started = time.perf_counter()
                list(check(made))
                spent[name] += 1000 * (time.perf_counter() - started) / _TIMES
        listed = "  ".join(f"{name} {cost:.2f}" for name, cost in spent.items())
        print(f"  {label}: {listed}  all {sum(spent.values()):.2f}")


def _articles(document: list[Pair], alone: bool) -> Iterator[tuple[list[str], list[Pair]]]:
    if not alone:
        yield [arabic for arabic, _ in document], document
        return
    for pair in document:
        yield [pair[0]], [pair]


if __name__ == "__main__":
    main()
