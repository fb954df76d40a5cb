"""What an English field says that answers an instruction instead of reporting, and what vouches for the article."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mujaz.articles.chat_tokens import TOKEN, break_tokens
from mujaz.checks._english_text import words_of
from mujaz.checks._injection_passages import QUOTED
from mujaz.checks._injection_patterns import MARKUP, REPEATED, draft_fields

__all__ = ["obeyed", "vouched"]

_OBEYED = re.compile(
    r"\b(?=\w)(?:"
    r"as\s+an?\s+(?:ai|(?:large\s+)?language\s+model|virtual\s+assistant)\b"
    r"|I(?:\s+a|['’])m\s+(?:sorry|unable\s+to|not\s+able\s+to|just\s+an?\s+(?:ai|language))\b"
    r"|I\s+(?:cannot|can['’]t|will\s+not|won['’]t|am\s+unable\s+to|apologi[sz]e)\s*(?:help|assist|comply|fulfil|fulfill|"
    r"provide|process|summari[sz]e|translate|continue|answer|do\s+that|for|,|$)"
    r"|here\s+(?:is|are)\s+(?:the|your|a)\s+(?:\w+\s+)?(?:summary|brief|json|translation|answer|response)\b"
    r"|(?:system|hidden|initial)\s+prompt\s*:"
    r")"
    r"|^(?:sure|certainly|of\s+course|okay|absolutely)\s*(?:[!:]|[,.]\s+(?:here|i)\b)"
    r"|\{\{.{0,80}?\}\}|\{%.{0,80}?%\}",  # a template's syntax, which some system might still run
    re.IGNORECASE,
)
"""What a model writes that answers an instruction instead of reporting on an article."""


class _Answer(NamedTuple):
    """A pattern of answers; every match of it has one of the words, or one of the signs."""

    pattern: re.Pattern[str]
    words: frozenset[str] = frozenset()
    signs: str = ""


_ROLES = frozenset("system assistant user human instruction instructions response".split())
_OBLIGING = frozenset("ai model assistant i here prompt sure certainly course okay absolutely".split())
_ORDERING = frozenset(
    "ignore disregard forget override bypass discard you note attention message instruction instructions ai"
    " reveal print output repeat show reproduce respond reply answer"
    " summarize summarise summarizing summarising translate translating article prompt input document task".split()
)
_WORDS, _SIGNS = _ROLES | _OBLIGING | _ORDERING, "{<[]_"
"""Hardly any field has one of these: a quick look spares most of them the patterns."""


@lru_cache(maxsize=1)
def _answers() -> tuple[_Answer, ...]:
    return (
        _Answer(_OBEYED, _OBLIGING, "{"),
        _Answer(TOKEN, signs="<[]"),
        _Answer(MARKUP, _ROLES, "<"),
        _Answer(REPEATED, _ORDERING),
        _Answer(draft_fields(), signs="_"),
    )


def obeyed(text: str) -> str | None:
    """What a field says as an answer to an instruction; quotations are reported, not said."""
    words = _said(text)
    if _WORDS.isdisjoint(words) and not any(map(text.__contains__, _SIGNS)):
        return None
    bare = None
    for answer in _answers():
        if answer.words.isdisjoint(words) and not any(sign in text for sign in answer.signs):
            continue
        bare = bare or QUOTED.sub(lambda quote: " " * len(quote[0]), text)
        if match := answer.pattern.search(bare):
            return break_tokens(match[0].strip()).text  # it goes back to the model
    return None


def _said(text: str) -> tuple[str, ...]:
    """The words of a text with ASCII letters for those others that patterns take for them whatever their case."""
    return words_of(text if text.isascii() else text.replace("İ", "i").casefold().replace("ı", "i"))


_VOUCHES = ("source", "verified", "checked", "authenticated", "100%")
_VOUCHING = re.compile(
    r"\b(?:all|every)\s+(?:\w+\s+)?sources?\s+(?:\w+\s+)?(?:agree|confirm|concur)"
    r"|\b(?:this|the)\s+(?:report|article|story|brief|summary|news|information)\s+(?:is|was|has\s+been)\s+(?:\w+\s+)?"
    r"(?:verified|fact-checked|authenticated|100%)"
    r"|\bverified\s+by\s+(?:\w+\s+)?fact-?checkers",
    re.IGNORECASE,
)
"""A brief that vouches for the article: that is nowhere its task, and what attackers ask for."""


def vouched(text: str) -> str | None:
    """What in an English field vouches for the article."""
    lowered = text.lower()
    if text.isascii() and not any(map(lowered.__contains__, _VOUCHES)):
        return None
    found = _VOUCHING.search(text)
    return found[0] if found else None
