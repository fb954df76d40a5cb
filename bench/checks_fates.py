"""Killed told as injured, and the reverse, in the reference drafts of the gold set.

    python bench/checks.py --fates

One at a time: the kind of each count is made the other of the two; in each sentence of a summary the words for the
killed are made words for the injured, and the reverse. Seen is what gets an error or warning, at its event or
sentence, that the draft as it was written does not get; whatever the drafts get without any change is printed too.
The words of harm were tuned on these drafts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mujaz.articles.article import Article
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, clean
from mujaz.evaluation.sets import articles_in
from mujaz.schema.draft import Draft

__all__ = ["report"]

EVAL = Path(__file__).resolve().parents[1] / "eval"
_OTHER = {"killed": "injured", "injured": "killed"}
_SOFTER = {"killed": "wounded", "killing": "wounding", "died": "were injured", "dead": "injured", "deaths": "injuries"}
_HARDER = {"wounded": "killed", "injured": "killed", "wounding": "killing", "injuring": "killing", "hurt": "killed"}

_Found = frozenset[tuple[str, str]]
"""Path and code."""


def report() -> None:
    """Print how many changes are seen, and the findings on the drafts as they are."""
    seen: Counter[tuple[str, bool]] = Counter()
    alarms = 0
    for article in articles_in(EVAL / "articles").values():
        draft = json.loads((EVAL / "answers" / "reference" / f"{article.id}.json").read_text(encoding="utf-8"))
        cleaned = clean(article)
        before = _findings(article, cleaned, draft)
        alarms += sum(code == "harm.differs" for _, code in before)
        for what, item, changed in (*_kinds(draft), *_sentences(draft)):
            new = _findings(article, cleaned, changed) - before
            seen[what, any(path.startswith(item) for path, _ in new)] += 1
    for what in sorted({what for what, _ in seen}):
        print(f"{what}: {seen[what, True]} of {seen[what, True] + seen[what, False]} seen")
    print(f"harm.differs on the drafts as they are: {alarms}")


def _findings(article: Article, cleaned: Cleaned, draft: Any) -> _Found:
    subject = Subject(article, cleaned, Draft.model_validate(draft))
    return frozenset((f.path, f.code) for f in registry.run(subject) if f.severity != "info")


def _kinds(draft: Any) -> Iterator[tuple[str, str, Any]]:
    for i, event in enumerate(draft["events"]):
        for j, casualties in enumerate(event["casualties"]):
            if casualties["kind"] in _OTHER:
                changed = json.loads(json.dumps(draft))
                changed["events"][i]["casualties"][j]["kind"] = _OTHER[casualties["kind"]]
                yield "kinds of counts", f"/events/{i}", changed


def _sentences(draft: Any) -> Iterator[tuple[str, str, Any]]:
    for i, sentence in enumerate(draft["summary"]):
        for words in (_SOFTER, _HARDER):
            pattern = re.compile(rf"\b(?:{'|'.join(words)})\b")
            text = pattern.sub(lambda found, words=words: words[found[0]], sentence["text_en"])  # type: ignore[misc]
            if text != sentence["text_en"]:
                changed = json.loads(json.dumps(draft))
                changed["summary"][i]["text_en"] = text
                yield "sentences of summaries", f"/summary/{i}", changed
