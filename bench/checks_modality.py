"""How often attribution, negation and certainty are called wrong, and how often a wrong one is seen.

    python bench/checks_modality.py [--ntrex FILE] [--alarms] [--misses CORRUPTION] [--words 700]

`--ntrex` is a JSON-lines file of documents whose sentences carry `ar` and `en` (NTREX-128 aligned by sentence). Each
English sentence is a statement and its Arabic the one segment that it cites, so that every finding about it is a
false alarm. Then the English is spoilt by rule and every finding of the code concerned is a catch:

    negation removed    the first "not", "never", "no", "without" ... is taken out
    negation inserted   "not" after the first auxiliary, or "did not" before the first verb in -ed
    certainty           "will", "may", "could" ... taken out and the verb put into the past
    attribution         "X said that" at the head or the end is taken out and the attribution left null

`--alarms` prints every false alarm, `--misses` every sentence of a corruption (its first word is enough) that was not
seen. First of all comes the time that these checks take on an article of `--words` words.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from mujaz.arabic.mapped import Mapped, Span
from mujaz.articles.article import Article
from mujaz.checks import attribution, loaded, modality
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, Segment, clean
from mujaz.schema import draft as d

NTREX = Path(__file__).resolve().parents[2] / "shared" / "data" / "ntrex-dev.jsonl"
CHECKS = (modality.check, attribution.check, loaded.check)

AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|did|does|do)\b(?!n['’]t)"
)
PAST = re.compile(r"(?<=[a-z] )([a-z]{3,}ed)\b")
NEGATIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"\b(\w+)n['’]t\b", r"\1"),
        (r"\bcannot\b", "can"),
        (r"\b(?:not|never) ", ""),
        (r"\bno (?!one)", "a "),
        (r"\b(?:nobody|no one)\b", "somebody"),
        (r"\bnothing\b", "something"),
        (r"\bnone\b", "some"),
        (r"\bwithout\b", "with"),
        (r"\bneither\b", "either"),
    )
)
MODAL = re.compile(r"\b(?:will|would|may|might|could|can|should) (?:be |have )?([a-z]+?)(?:ed|e)?\b")
SAID = "said|says|told [A-Z][^,.]{0,30}?|added|claimed|reported|announced|confirmed|stated|warned|insisted"
SAID_FIRST = re.compile(rf"^(?:According to [^,]{{3,60}}, |[A-Z][^,.\"]{{2,60}} (?:{SAID}) (?:that )?)(?=[a-z\"“A-Z])")
SAID_LAST = re.compile(
    rf",[\"”']? (?:according to [^,]{{3,80}}|[^,.\"]{{2,60}} (?:{SAID})|(?:{SAID}) [^,.\"]{{2,60}})\.[\"”]?$"
)


def without_negation(text: str) -> str | None:
    found = [(match.start(), at) for at, (pattern, _) in enumerate(NEGATIONS) if (match := pattern.search(text))]
    if not found:
        return None
    pattern, plain = NEGATIONS[min(found)[1]]
    return pattern.sub(plain, text, count=1)


def with_negation(text: str) -> str | None:
    if without_negation(text) is not None:
        return None
    if match := AUXILIARY.search(text):
        return f"{text[: match.end()]} not{text[match.end() :]}"
    if match := PAST.search(text):
        return f"{text[: match.start()]}did not {text[match.start() :]}"
    return None


def made_certain(text: str) -> str | None:
    spoilt, times = MODAL.subn(r"\1ed", text)
    return spoilt if times else None


def without_speaker(text: str) -> str | None:
    for pattern in (SAID_LAST, SAID_FIRST):
        if match := pattern.search(text):
            rest = (text[: match.start()] + text[match.end() :]).strip().strip("\"“”'")
            return rest[:1].upper() + rest[1:] if len(rest) > 20 else None
    return None


CORRUPTIONS: dict[str, tuple[Callable[[str], str | None], tuple[str, ...]]] = {
    "negation removed": (without_negation, ("modality.negation_lost",)),
    "negation inserted": (with_negation, ("modality.negation_added",)),
    "certainty": (made_certain, ("modality.made_certain",)),
    "attribution": (without_speaker, ("attribution.missing",)),
}


def subject_of(arabic: str, english: str, by: str | None = None) -> Subject:
    """A draft of one sentence about an article of one segment; nothing is cleaned, so that pairs stay pairs."""
    segment = Segment(1, " ".join(arabic.split()), Span(0, len(arabic)))
    cleaned = Cleaned(Mapped(arabic, range(len(arabic))), (segment,), ())
    statement = d.Statement.model_construct(text_en=english, attribution=by, evidence=[1])
    draft = d.Draft.model_construct(
        headline_en="", headline_evidence=[], summary=[statement], events=[], entities=[], caveats=[]
    )
    return Subject(Article(id="pair", text=arabic or "-"), cleaned, draft)


def codes(arabic: str, english: str, by: str | None = None) -> Iterator[str]:
    subject = subject_of(arabic, english, by)
    for check in CHECKS:
        for finding in check(subject):
            yield finding.code


def pairs(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [(s["ar"], s["en"].strip()) for line in lines for s in json.loads(line)["sentences"]]


def false_alarms(corpus: list[tuple[str, str]], show: bool) -> None:
    found: Counter[str] = Counter()
    for arabic, english in corpus:
        for code in set(codes(arabic, english)):
            found[code] += 1
            if show:
                print(f"  {code}: {english}\n      {arabic}")
    print(f"{len(corpus)} faithful pairs")
    for code, times in sorted(found.items()):
        print(f"  {code:28}{times:5}  {times / len(corpus):6.1%}")


def attributed(corpus: list[tuple[str, str]], show: bool) -> None:
    """Sentences that name a speaker, given an attribution: their Arabic should have a trace of it."""
    said = [(ar, en) for ar, en in corpus if re.search(r"\b(?:said|says|told|according to|added)\b", en)]
    unseen = [(ar, en) for ar, en in said if "attribution.unseen" in codes(ar, en, by="a speaker")]
    plain = [(ar, en) for ar, en in corpus if not re.search(r"[\"“”']|\b(?:sa[iy]|t[eo]l[ld]|according|report)", en)]
    caught = [(ar, en) for ar, en in plain if "attribution.unseen" in codes(ar, en, by="a speaker")]
    print(f"an attribution on {len(said)} sentences with a speaker: {len(unseen)} unseen (false)")
    print(
        f"an attribution on {len(plain)} sentences without one: {len(caught)} unseen ({len(caught) / len(plain):.1%})"
    )
    if show:
        for arabic, english in unseen:
            print(f"  attribution.unseen: {english}\n      {arabic}")


def catches(corpus: list[tuple[str, str]], show: str | None) -> None:
    negation = [0, 0]
    for name, (spoil, expected) in CORRUPTIONS.items():
        tried = seen = 0
        for arabic, english in corpus:
            spoilt = spoil(english)
            if spoilt is None:
                continue
            tried += 1
            if set(expected).isdisjoint(codes(arabic, spoilt)):
                if show and name.endswith(show):
                    print(f"  missed: {spoilt}\n      {arabic}")
            else:
                seen += 1
        if name.startswith("negation"):
            negation = [negation[0] + seen, negation[1] + tried]
        print(f"  {name:28}{seen:5} of {tried:4}  {seen / tried:6.1%}")
    print(f"  {'negation, both':28}{negation[0]:5} of {negation[1]:4}  {negation[0] / negation[1]:6.1%}")


def cost(corpus: list[tuple[str, str]], words: int) -> None:
    """Milliseconds of processor time for an article of the corpus's sentences and a draft of eight, each citing three.

    The first figure includes reading the word lists, which is done once; the second is the median of ten other
    articles, none of whose sentences was seen before.
    """
    totals: list[float] = []
    rest = iter(corpus)
    for _ in range(11):
        text, english = "", []
        while len(text.split()) < words:
            arabic, translated = next(rest)
            text += arabic + "\n"
            english.append(translated)
        article = Article(id="long", text=text)
        cleaned = clean(article)
        last = len(cleaned.segments)
        summary = [
            d.Statement.model_construct(
                text_en=en, attribution=None, evidence=[1 + (3 * i + j) % last for j in range(3)]
            )
            for i, en in enumerate(english[:8])
        ]
        draft = d.Draft.model_construct(
            headline_en=english[0], headline_evidence=[1], summary=summary, events=[], entities=[], caveats=[]
        )
        began = time.process_time()
        for check in CHECKS:
            list(check(Subject(article, cleaned, draft)))
        totals.append(time.process_time() - began)
    first, others = totals[0], sorted(totals[1:])
    print(f"an article of {words} words: first {1000 * first:.0f} ms, others {1000 * others[5]:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ntrex", type=Path, default=NTREX)
    parser.add_argument("--alarms", action="store_true")
    parser.add_argument("--misses", choices=[name.rpartition(" ")[2] for name in CORRUPTIONS])
    parser.add_argument("--words", type=int, default=700)
    options = parser.parse_args()
    corpus = pairs(options.ntrex)
    cost(corpus, options.words)
    false_alarms(corpus, options.alarms)
    attributed(corpus, options.alarms)
    catches(corpus, options.misses)


if __name__ == "__main__":
    main()
