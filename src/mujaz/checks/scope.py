"""Does the English say "all" where the Arabic says "most", "some", or "11 of 18"?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mujaz.arabic.folding import fold_text
from mujaz.checks import _sentence
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_ALL = frozenset("all every everyone everybody entire entirely none".split())
_PHRASES = re.compile(
    r"\b(?:at|above|after|first of|nearly|almost|virtually|not|that's) all\b|\b(?:in|of) all(?=[.,;:]|$)|"
    r"\ball[- ](?:out|time|over|but|along|day|night|right|the more)\b|\bonce and for all\b|"
    r"\bevery (?:year|day|month|week|time|\w+ (?:days|weeks|months|years))\b",
    re.IGNORECASE,
)
"""Where these words do not say that nothing is left out."""


def _words(forms: str) -> re.Pattern[str]:
    """Folded words, with particles, the article and possessives."""
    listed = "|".join(forms.split())
    return re.compile(rf"(?<![ء-ي])[وفبلك]{{0,2}}(?:ال)?(?:{listed})(?:ه|ها|هم|هما|هن|ا|ي)?(?![ء-ي])")


_WHOLE = _words(
    "كل كافه جميع كلا كلتا كليهما كلاهما كليا كليه كامل اكمل اجمع برمت سائر عموم شامل قاطبه اي احد مختلف مجمل اجمال"
)
_OF_A_NUMBER = r"(?:out )?of (?:the |an? )?(?:total of )?(?:\d[\d,]*|[a-z]+(?:-[a-z]+)?)"
_PARTS = tuple(
    (re.compile(arabic) if " " in shown else _words(arabic), re.compile(rf"\b(?:{english})\b", re.IGNORECASE), shown)
    for arabic, english, shown in (
        ("معظم غالبيه اغلب اغلبيه اكثريه", "most|mostly|majority|mainly|largely|predominantly|bulk|generally", "معظم"),
        (
            "بعض جزء قسم",
            "some|(?<!all )parts?|partly|partially|certain|several|few|sections?|portions?|a number",
            "بعض",
        ),
        ("عشرات", "dozens|scores|tens", "عشرات"),
        ("العديد كثير", "many|much|numerous|several|lots?|often|a number", "العديد"),
        ("عده عديده", "several|many|numerous|multiple|various|different|some|a number|a few", "عدة"),
        ("نصف", "half|halves|halv\\w+|second|first|mid\\w*|50", "نصف"),
        (r"(?<![ء-ي])من اصل (?:نحو |حوالي |مجموع )?\d", _OF_A_NUMBER, "من أصل"),
    )
)
"""What says that something is left out, how English says the same, and how the finding names it."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about how much of a whole a statement speaks of.

    `scope.widened` (warning): the statement says "all", "every" or "none"; the cited segments have no such word, but
    one for a part («معظم», «بعض», «من أصل») that the statement does not render. Caveats are left out.
    """
    for citation in subject.citations:
        if not citation.segments or citation.path.startswith("/caveats"):
            continue
        said = _said(citation.text)
        if said is None:
            continue
        texts = subject.arabic(citation.segments)
        part = _part(texts, citation.text)
        if part is not None:
            yield Subject.finding_at(
                citation.path,
                "scope.widened",
                "warning",
                f"«{said}»: the cited segments say «{part}», and have no word for the whole",
            )


def _said(english: str) -> str | None:
    """The word for the whole in a statement; most have none."""
    if _ALL.isdisjoint(_sentence.english(english).words):
        return None
    return next((word for word in _sentence.english(_PHRASES.sub(" ", english)).words if word in _ALL), None)


def _part(texts: tuple[str, ...], english: str) -> str | None:
    """An Arabic word for a part that the English does not render; None where a word for the whole stands."""
    folded = [_folded(text) for text in texts]
    if any(map(_WHOLE.search, folded)):
        return None
    unsaid = ((arabic, shown) for arabic, rendered, shown in _PARTS if not rendered.search(english))
    return next((shown for arabic, shown in unsaid if any(map(arabic.search, folded))), None)


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return fold_text(text)
