"""The checks of names and dates on faithful and on corrupted translations.

    python bench/checks_names.py [--list] [--sentence] CORPUS.jsonl

Each line of CORPUS is a document: {"sentences": [{"ar": ..., "en": ...}, ...]}. Every English sentence is taken for a
statement whose evidence is its Arabic sentence, the document for its article; with `--sentence` the article is that one
sentence, which is stricter than life. Printed are, for each code, the share of faithful sentences with such a finding
(false alarms, and also true findings about free translations), and how many corrupted sentences are caught: a proper
name exchanged for one of another document, a weekday or a month exchanged for another. What counts as a proper name
here is decided without the code under test: a run of up to three capitalised words inside a sentence that is no title,
none of which ever stands in small letters in the corpus; abbreviations in capitals are left out. `--list` prints the
false alarms and the misses.
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
from mujaz.checks import dates, names
from mujaz.checks._ordinary import is_ordinary
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, Segment
from mujaz.schema.brief import Finding
from mujaz.schema.draft import Draft, Statement

SEED = 20
_RUN = re.compile(r"\b[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*")
_SMALL = re.compile(r"\b[a-z]+\b")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b(?! [A-Z])")
_MONTH = re.compile(
    rf"\b(?:in|of|on|since|until|last|this|by) ({'|'.join(MONTHS)})\b(?! [A-Z])|\b({'|'.join(MONTHS)}) \d"
)


class Document(NamedTuple):
    article: Article
    cleaned: Cleaned
    english: list[str]


def documents(path: Path, *, alone: bool) -> Iterator[Document]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        pairs = [(pair["ar"], pair["en"]) for pair in json.loads(line)["sentences"]]
        for group in [[pair] for pair in pairs] if alone else [pairs]:
            text = "\n".join(arabic for arabic, _ in group)
            segments = []
            at = 0
            for i, (arabic, _) in enumerate(group, start=1):
                segments.append(Segment(i, " ".join(arabic.split()), Span(at, at + len(arabic))))
                at += len(arabic) + 1
            cleaned = Cleaned(Mapped(text, range(len(text))), tuple(segments), ())
            yield Document(Article(id=f"d{number}", text=text), cleaned, [english for _, english in group])


def findings(document: Document, segment: int, english: str) -> list[Finding]:
    """What the checks say about one sentence as the only statement of a draft."""
    statement = Statement.model_construct(text_en=english, attribution=None, evidence=[segment])
    draft = Draft.model_construct(
        headline_en="", headline_evidence=[], summary=[statement], events=[], entities=[], caveats=[]
    )
    subject = Subject(document.article, document.cleaned, draft)
    return [*names.check(subject), *dates.check(subject)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--sentence", action="store_true")
    options = parser.parse_args()
    corpus = list(documents(options.corpus, alone=options.sentence))
    pairs = [(d, i, english) for d in corpus for i, english in enumerate(d.english, start=1)]
    start = time.process_time()
    faithful(pairs, listed=options.list)
    print(f"{(time.process_time() - start) / len(pairs) * 1000:.2f} ms a sentence, an article index built for each")
    chance = random.Random(SEED)
    corrupted("name", swapped_names(pairs, chance), listed=options.list)
    corrupted("weekday", shifted(pairs, _DAY, DAYS, chance), listed=options.list)
    corrupted("month", shifted(pairs, _MONTH, MONTHS, chance), listed=options.list)


Pair = tuple[Document, int, str]


def faithful(pairs: list[Pair], *, listed: bool) -> None:
    alarmed: Counter[tuple[str, str]] = Counter()
    for document, segment, english in pairs:
        found = findings(document, segment, english)
        alarmed.update({(finding.severity, finding.code) for finding in found})
        if listed:
            for finding in found:
                print(f"  {finding.severity} {finding.code}: {finding.message} | {english[:100]}")
    print(f"{len(pairs)} faithful sentences; sentences with a finding:")
    for (severity, code), count in sorted(alarmed.items()):
        print(f"  {severity:8}{code:24}{count:5}{count / len(pairs):8.1%}")


def swapped_names(pairs: list[Pair], chance: random.Random) -> Iterator[tuple[Pair, str, bool]]:
    """Sentences with one name exchanged for one of another document that this document does not have."""
    small = {word for _, _, english in pairs for word in _SMALL.findall(english)}
    skipped = set(DAYS) | set(MONTHS)

    def proper(english: str) -> list[re.Match[str]]:
        if sum(word[0].isupper() for word in english.split()) > 0.5 * len(english.split()):
            return []
        return [match for match in _RUN.finditer(english) if inside(english, match.start()) and name(match.group())]

    def inside(english: str, at: int) -> bool:
        return re.search("[a-z,] $", english[:at]) is not None

    def name(run: str) -> bool:
        words = re.split("[ -]", run)
        return (
            len(words) <= 3
            and not skipped.intersection(words)
            and not any(word.lower() in small or word[1:].isupper() for word in words)
        )

    runs = sorted({match.group() for _, _, english in pairs for match in proper(english)})
    whole = {d.article.id: "" for d, _, _ in pairs}
    for document, _, english in pairs:
        whole[document.article.id] += "\n" + english
    for pair in pairs:
        found = proper(pair[2])
        if not found:
            continue
        match = chance.choice(found)
        here = whole[pair[0].article.id]
        other = chance.choice(runs)
        while any(word in here for word in re.split("[ -]", other)):
            other = chance.choice(runs)
        ordinary = all(is_ordinary(word) for word in re.split("[ -]", other))
        yield pair, pair[2][: match.start()] + other + pair[2][match.end() :], ordinary


def shifted(
    pairs: list[Pair], pattern: re.Pattern[str], words: list[str], chance: random.Random
) -> Iterator[tuple[Pair, str, bool]]:
    """Sentences with one of `words` exchanged for another that the sentence does not have."""
    for pair in pairs:
        match = pattern.search(pair[2])
        if match is None:
            continue
        group = next((i for i in range(1, (match.lastindex or 0) + 1) if match.group(i)), 0)
        start, end = match.span(group)
        other = chance.choice([word for word in words if word not in pair[2]])
        yield pair, pair[2][:start] + other + pair[2][end:], False


def corrupted(kind: str, changed: Iterator[tuple[Pair, str, bool]], *, listed: bool) -> None:
    """How many changed sentences have an error, or an error or warning, that the faithful ones do not have."""
    total = errors = any_ = plain = plain_errors = 0
    for (document, segment, english), changed_english, ordinary in changed:
        before = {f.message for f in findings(document, segment, english)}
        new = [f for f in findings(document, segment, changed_english) if f.message not in before]
        total += 1
        caught = any(f.severity == "error" for f in new)
        errors += caught
        plain += not ordinary
        plain_errors += caught and not ordinary
        any_ += any(f.severity in ("error", "warning") for f in new)
        if listed and not caught:
            print(f"  missed ({kind}): {changed_english[:160]}")
    print(f"{kind}s changed: {total}; caught as error {errors / total:.1%}, as error or warning {any_ / total:.1%}")
    if plain < total:
        print(f"  as error without names that are made of ordinary words: {plain_errors / plain:.1%} of {plain}")


if __name__ == "__main__":
    main()
