"""Briefs made without a model: a draft assembled against an article of a few sentences."""

from __future__ import annotations

from typing import Any

from mujaz.articles.article import Article
from mujaz.assembly import assemble
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.brief import Brief, Provenance, Tokens
from mujaz.schema.draft import Draft

__all__ = ["PROVENANCE", "TEXT", "article", "brief_of", "draft", "event", "statement", "subject_of"]

TEXT = (
    "أعلنت بلدية النورس إغلاق جسر الصفصاف أمام الشاحنات. "
    "وقال رئيس البلدية سامر الحلواني إن خمسة عمال أصيبوا أمس. "
    "ونفى متحدث باسم الشركة وقوع أي إصابات."
)

PROVENANCE = Provenance(
    prompt="brief@1",
    prompt_sha256="0" * 64,
    schema_sha256="0" * 64,
    model="written by hand",
    endpoint="compatible",
    parameters={},
    attempts=1,
    tokens=Tokens(prompt=None, completion=None),
    cost_usd=None,
    version="0",
)


def article(text: str = TEXT, **fields: Any) -> Article:
    return Article(id="bridge", text=text, **fields)


def statement(text: str = "The municipality closed a bridge.", *evidence: int, by: str | None = None) -> dict[str, Any]:
    return {"text_en": text, "attribution": by, "evidence": list(evidence) or [1]}


def event(**fields: Any) -> dict[str, Any]:
    return {
        "description_en": "The municipality closed the bridge to lorries.",
        "attribution": None,
        "role": "main",
        "category": "coerce",
        "mode": "restrict",
        "status": "asserted",
        "evidence": [1],
        "when": None,
        "where": None,
        "actors": [],
        "targets": [],
        "casualties": [],
        "accounts": [],
        **fields,
    }


def draft(**fields: Any) -> Draft:
    return Draft.model_validate(
        {
            "headline_en": "Bridge closed to lorries",
            "headline_evidence": [1],
            "summary": [statement(), statement("Workers were injured, the mayor said.", 2, by="the mayor")],
            "events": [],
            "entities": [],
            "caveats": [],
            **fields,
        }
    )


def subject_of(of: Article | None = None, **fields: Any) -> Subject:
    of = of or article()
    return Subject(of, clean(of), draft(**fields))


def brief_of(of: Article | None = None, **fields: Any) -> Brief:
    subject = subject_of(of, **fields)
    return assemble(subject, registry.run(subject), PROVENANCE)
