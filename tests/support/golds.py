"""A little gold, written by hand for the tests: a story told by two outlets, with briefs that are right throughout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from mujaz.articles.article import Article
from mujaz.assembly import assemble
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.evaluation import gold as gold_files
from mujaz.evaluation.case import Case, Reference
from mujaz.schema.brief import Brief
from mujaz.schema.draft import Draft
from mujaz.schema.gold import Gold
from tests.support.briefs import PROVENANCE

__all__ = [
    "MARKET",
    "MUSEUM",
    "brief",
    "case",
    "draft",
    "gold",
    "gold_document",
    "reference",
    "write_set",
]  # fmt: skip

MARKET = Article.from_text(
    "قال قائد الإطفاء رامي الشمعة إن ثلاثة عمال قُتلوا وأصيب سبعة في حريق اندلع في سوق النحاسين ببلدة دير القصب "
    "أمس الاثنين.\n\n"
    "لكن مديرة مستشفى دير القصب هالة المروج قالت إن المستشفى استقبل أربعة قتلى وعشرة جرحى.\n\n"
    "ونفت البلدية أن يكون الحريق متعمداً.\n\n"
    "وتعتزم المحافظة فتح تحقيق يوم الخميس المقبل.",
    id="market",
    published=date(2025, 3, 11),
)

MUSEUM = Article.from_text(
    "أحبطت الشرطة محاولة لتهريب آثار من متحف دير القصب يوم الأربعاء، وأوقفت رجلين.\n\n"
    "ونقلت وكالة المنارة عن مصدر أمني أن القطع أعيدت إلى المتحف.",
    id="museum",
)


def _event(**fields: Any) -> dict[str, Any]:
    return {
        "id": "e",
        "text_en": "",
        "role": ["main"],
        "category": ["other"],
        "mode": [None],
        "status": ["asserted"],
        "attribution": {"needed": "none"},
        "when": None,
        "where": None,
        "actors": [],
        "targets": [],
        "casualties": [],
        "evidence": [1],
        **fields,
    }


_DEIR = ["dei?r (al-|el-)?[qk]asab"]

_GOLD: dict[str, dict[str, Any]] = {
    "market": {
        "article": {"id": "market"},
        "story": "market",
        "slices": ["disaster", "conflicting-toll"],
        "nuggets": [
            {
                "id": "chief",
                "text_en": "Three workers were killed, fire chief Rami al-Shamaa said.",
                "importance": "vital",
                "evidence": [1],
                "match": [{"all": [r"\b3\b", "kill|dead|died", "chief|sham"]}],
            },
            {
                "id": "hospital",
                "text_en": "The hospital received four dead, its director said.",
                "importance": "vital",
                "evidence": [2],
                "match": [{"all": [r"\b4\b", "kill|dead|bod(y|ies)", "hospital"]}],
            },
            {
                "id": "inquiry",
                "text_en": "The governorate plans an inquiry on Thursday.",
                "importance": "okay",
                "evidence": [4],
                "match": [{"all": ["inquiry|investigat", "thursday"]}],
            },
        ],
        "events": [
            _event(
                id="fire",
                text_en="A fire in the coppersmiths' market of Deir al-Qasab killed three or four people.",
                category=["disaster"],
                attribution={"needed": "required", "sources": ["chief|sham", "hospital|director|mrouj|muruj"]},
                when={"edtf": ["2025-03-10"]},
                where={"names": ["coppersmith|nahhasin"], "larger": _DEIR},
                targets=[{"names": ["workers?"], "sectors": ["LAB", "CVL"]}],
                casualties=[
                    {"kind": "killed", "min": 3, "max": 4},
                    {"kind": "injured", "min": 7, "max": 10},
                ],
                evidence=[1, 2],
            ),
            _event(
                id="denial",
                text_en="The municipality denied that the fire was arson.",
                category=["reject", "statement"],
                attribution={"needed": "allowed", "sources": ["municipal"]},
                actors=[{"names": ["municipal"], "sectors": ["GOV"]}],
                evidence=[3],
            ),
            _event(
                id="plan",
                text_en="The governorate plans to open an inquiry on Thursday.",
                category=["accuse", "other"],
                mode=["investigate", None],
                status=["planned"],
                attribution={"needed": "none"},
                when={"edtf": ["2025-03-13"]},
                actors=[{"names": ["governorate|province"], "sectors": ["GOV"]}],
                evidence=[4],
                optional=True,
            ),
        ],
        "must_not": [
            {
                "id": "arson",
                "text_en": "The fire was started deliberately.",
                "harm": "negation",
                "match": [{"all": ["fire|blaze", "deliberate|arson"], "none": ["den(y|ie)|not"]}],
            },
            {
                "id": "toll",
                "text_en": "Four people were killed in the fire.",
                "harm": "toll",
                "match": [{"all": [r"\b4\b", "kill|dead"]}],
                "unattributed": True,
            },
        ],
        "caveats": [
            {
                "kind": ["contradiction"],
                "text_en": "The fire chief and the hospital give different tolls.",
                "evidence": [1, 2],
                "match": [{"all": ["toll|number|count", "differ|contradict|disagree"]}],
            }
        ],
        "entities": [
            {"name_ar": "رامي الشمعة", "names": ["sham"], "kind": ["person"]},
            {"name_ar": "دير القصب", "names": _DEIR, "kind": ["place"]},
        ],
    },
    "museum": {
        "article": {"id": "museum"},
        "story": "museum",
        "slices": ["culture", "negation"],
        "nuggets": [
            {
                "id": "foiled",
                "text_en": "Police foiled an attempt to smuggle antiquities.",
                "importance": "vital",
                "evidence": [1],
                "match": [{"all": ["foil|thwart|prevent", "smuggl"]}],
            },
        ],
        "events": [
            _event(
                id="arrest",
                text_en="Police foiled an antiquities smuggling attempt and arrested two men.",
                category=["coerce", "crime"],
                mode=["arrest"],
                when={"edtf": []},
                where={"names": ["museum"], "larger": _DEIR},
                actors=[{"names": ["police"], "sectors": ["COP"]}],
                targets=[{"names": [r"\bmen\b|smuggler"], "sectors": ["CRM"]}],
                casualties=[{"kind": "detained", "min": 2, "max": 2}],
                evidence=[1],
            ),
        ],
        "must_not": [],
        "caveats": [],
        "entities": [],
    },
}

_DRAFTS: dict[str, dict[str, Any]] = {
    "market": {
        "headline_en": "Fire chief says three killed in market fire; hospital reports four dead",
        "headline_evidence": [1, 2],
        "summary": [
            {
                "text_en": "Three workers were killed and seven injured in a fire in the coppersmiths' market.",
                "attribution": "fire chief Rami al-Shamaa",
                "evidence": [1],
            },
            {
                "text_en": "The hospital received four dead and ten injured.",
                "attribution": "Hala al-Muruj, director of the Deir al-Qasab hospital",
                "evidence": [2],
            },
            {"text_en": "An inquiry is to open on Thursday.", "attribution": None, "evidence": [4]},
        ],
        "events": [
            {
                "description_en": "A fire broke out in the coppersmiths' market in Deir al-Qasab.",
                "attribution": "fire chief Rami al-Shamaa",
                "role": "main",
                "category": "disaster",
                "mode": None,
                "status": "asserted",
                "evidence": [1, 2],
                "when": {"expression_ar": "أمس الاثنين", "reading": "2025-03-10", "reported_ar": None},
                "where": {"name_ar": "سوق النحاسين", "name_en": "Nahhasin Market", "within": "Deir al-Qasab"},
                "actors": [],
                "targets": [{"name_ar": "ثلاثة عمال", "name_en": "workers", "sector": "LAB"}],
                "casualties": [
                    {"kind": "killed", "who": None, "count": 3, "expression_ar": "ثلاثة عمال"},
                    {"kind": "injured", "who": None, "count": 7, "expression_ar": "سبعة"},
                    {"kind": "killed", "who": None, "count": 4, "expression_ar": "أربعة قتلى"},
                    {"kind": "injured", "who": None, "count": 10, "expression_ar": "عشرة جرحى"},
                ],
                "accounts": [],
            },
            {
                "description_en": "The municipality denied that the fire was arson.",
                "attribution": "the municipality",
                "role": "main",
                "category": "reject",
                "mode": None,
                "status": "asserted",
                "evidence": [3],
                "when": None,
                "where": None,
                "actors": [{"name_ar": "البلدية", "name_en": "the municipality", "sector": "GOV"}],
                "targets": [],
                "casualties": [],
                "accounts": [],
            },
        ],
        "entities": [
            {"name_ar": "رامي الشمعة", "name_en": "Rami al-Shamaa", "kind": "person"},
            {"name_ar": "دير القصب", "name_en": "Deir al-Qasab", "kind": "place"},
        ],
        "caveats": [
            {"kind": "contradiction", "text_en": "The two tolls differ.", "evidence": [1, 2]},
        ],
    },
    "museum": {
        "headline_en": "Police foil smuggling of antiquities from museum",
        "headline_evidence": [1],
        "summary": [
            {
                "text_en": "Police thwarted an attempt to smuggle antiquities and arrested two men.",
                "attribution": None,
                "evidence": [1],
            },
            {"text_en": "The pieces were returned.", "attribution": "a security source", "evidence": [2]},
        ],
        "events": [
            {
                "description_en": "Police foiled an attempt to smuggle antiquities and arrested two men.",
                "attribution": None,
                "role": "main",
                "category": "coerce",
                "mode": "arrest",
                "status": "asserted",
                "evidence": [1],
                "when": None,
                "where": {"name_ar": "متحف دير القصب", "name_en": "Deir al-Qasab Museum", "within": None},
                "actors": [{"name_ar": "الشرطة", "name_en": "the police", "sector": "COP"}],
                "targets": [{"name_ar": "رجلين", "name_en": "two men", "sector": "CRM"}],
                "casualties": [{"kind": "detained", "who": None, "count": 2, "expression_ar": "رجلين"}],
                "accounts": [],
            }
        ],
        "entities": [],
        "caveats": [],
    },
}

_ARTICLES = {"market": MARKET, "museum": MUSEUM}


def gold_document(name: str = "market") -> dict[str, Any]:
    """A gold file as an annotator writes it, with segment numbers; a fresh copy."""
    return deepcopy(_GOLD[name])


def gold(name: str = "market", document: Mapping[str, Any] | None = None, **fields: Any) -> Gold:
    """The gold of an article, with `fields` in place of its own."""
    written = {**(document or gold_document(name)), **fields}
    return gold_files.parse(gold_files.resolve(written, _ARTICLES[name]))


def draft(name: str = "market") -> dict[str, Any]:
    """A draft that the gold has nothing to say against; a fresh copy."""
    return deepcopy(_DRAFTS[name])


def brief(name: str = "market", document: Mapping[str, Any] | None = None, **fields: Any) -> Brief:
    """The brief of a draft, with `fields` in place of the draft's own."""
    article = _ARTICLES[name]
    made = Draft.model_validate({**(document or draft(name)), **fields})
    subject = Subject(article, clean(article), made)
    return assemble(subject, registry.run(subject), PROVENANCE)


def reference(name: str = "market", of: Gold | None = None) -> Reference:
    return Reference(of or gold(name), _ARTICLES[name])


def case(of: Brief | None = None, against: Gold | None = None, name: str = "market") -> Case:
    """A brief beside its gold; by default the good one."""
    return Case(reference(name, against), of or brief(name))


def write_set(folder: Path) -> Path:
    """Write `articles/`, `gold/` and `briefs/` into `folder`, and give it back."""
    for part in ("articles", "gold", "briefs"):
        (folder / part).mkdir(parents=True)
    for name, article in _ARTICLES.items():
        published = article.published.isoformat() if article.published else None
        record = {"id": name, "text": article.text, "published": published}
        _write(folder / "articles" / f"{name}.json", json.dumps(record, ensure_ascii=False))
        _write(folder / "gold" / f"{name}.json", gold(name).to_json())
        _write(folder / "briefs" / f"{name}.json", brief(name).to_json())
    return folder


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
