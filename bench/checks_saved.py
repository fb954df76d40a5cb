"""Findings on saved briefs with a reader's judgement: how many findings of each code are right.

    python bench/checks.py --five BRIEFS ARTICLES

BRIEFS is a folder of briefs (JSON), ARTICLES one of the texts that they were made from, with the same stems. Each
finding is looked up in `checks_judgements.tsv`: fingerprint, right or wrong, code. The fingerprint is a hash of the
article's SHA-256, the code, the path and what the brief has at that path, so that no text of an article is kept. A
finding that nobody has judged yet is printed with its fingerprint. Right means: what the finding says is so, read
against the Arabic. `brief.*` is left out: it compares a brief with what today's version would make of its statements,
and the cut into segments may have changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from mujaz.articles.article import Article
from mujaz.cleaning import clean
from mujaz.existing import check_document

__all__ = ["report"]

JUDGEMENTS = Path(__file__).with_name("checks_judgements.tsv")


def report(briefs: Path, articles: Path) -> None:
    """Print every finding with its judgement, then a table for each code."""
    judged = _judgements()
    tallies: Counter[tuple[str, str, str]] = Counter()
    for path in sorted(briefs.glob("*.json")):
        brief = json.loads(path.read_text(encoding="utf-8"))
        article = Article.from_path(str(articles / f"{path.stem}.txt"))
        _, findings = check_document(brief, article, clean(article))
        for finding in findings:
            if finding.code.startswith("brief."):
                continue
            value = _at(brief, finding.path)
            mark = _fingerprint(article.sha256, finding.code, finding.path, value)
            judgement = judged.get(mark, "unjudged")
            tallies[finding.severity, finding.code, judgement] += 1
            print(f"{mark} {judgement:8} {finding.severity:7} {finding.code} {path.stem} {finding.path}")
            if judgement == "unjudged":
                print(f"    {finding.message}\n    {json.dumps(value, ensure_ascii=False)[:300]}")
    print(f"\n{'severity':9}{'code':34}{'right':>6}{'wrong':>6}{'unjudged':>9}")
    for severity, code in sorted({(severity, code) for severity, code, _ in tallies}):
        counts = [tallies[severity, code, judgement] for judgement in ("right", "wrong", "unjudged")]
        print(f"{severity:9}{code:34}{counts[0]:6}{counts[1]:6}{counts[2]:9}")


def _judgements() -> dict[str, str]:
    lines = JUDGEMENTS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {mark: judgement for mark, judgement, _ in rows}


def _at(brief: Any, pointer: str) -> Any:
    """What the brief has at a JSON Pointer; None when there is nothing."""
    value = brief
    for key in pointer.split("/")[1:]:
        if isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict):
            value = value.get(key)
        else:
            return None
    return value if pointer else None


def _fingerprint(article: str, code: str, path: str, value: Any) -> str:
    text = json.dumps([article, code, path, value], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
