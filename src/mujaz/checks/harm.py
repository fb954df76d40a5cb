"""Were they killed or injured? What the brief says of people harmed, against the words of its evidence.

Counts that stand in the text with another harm are seen elsewhere (`numbers.harm_differs`,
`consistency.casualty_kind`); here is seen what has no number, or an expression that does not say what happened:
«10 آلاف شخص» told as injured where the text says that they died.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mujaz.arabic.letters import compared
from mujaz.checks._harm import arabic_harms, arabic_kinds, english_kinds, english_tolls, harm_before
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding
from mujaz.schema.codes import CasualtyKind
from mujaz.schema.draft import Casualties, Event

__all__ = ["check"]

_FATES: Final = frozenset[CasualtyKind]({"killed", "injured"})
"""Taken for each other they make a wrong death toll. Of the other kinds texts speak in too many words."""

_LONGEST, _AFTER = 600, 60
"""Characters before and after an expression in which its sentence may say what happened."""
_SENTENCE_END = re.compile(r"[.!?؟\n]")
_NEXT = re.compile(r"[.!?؟،,;؛\n]|بينما|فيما|اضافه|فضلا|اصابه|مقتل|استشهاد|وفاه|وجرح ")
"""Where what follows an expression, as `compared`, is about others: those of the next noun of harm."""

# Beginnings of words, in the spelling of `compared`, one of which an Arabic text has that tells of it. They begin other
# words too («القضاء»): a text that may tell of it makes no finding.
_KILLED = (
    r"(?:م?قتل|قتيل|قتال|مقاتل|قاتل|شهيد|شهدا|[يا]?ستشهد|استشهاد|مصرع|صرع|صريع|وفاه|وفات|وفيات|[يت]?توفو|متوف|موت|ميت|يموت|تموت"
    r"|حتف|فارق|يفارق"
    r"|جثت|جثه|جثث|جثما|جثام|ضحي|ضحاي|اغتيل|اغتال|اغتيال|[يت]?عدم|اعدم|اعدام|دفن|دفين|ذبح|تصفي|ارتق|تشييع|جنازه|حصد|ازهق|هلك|نفوق)"
    r"|(?:مات|ماتت|ماتوا|[يت]?توفي|توفيت|قضي|قضت|قضوا|قضيا|اودي|اودت|القضاء|لقي|لقيت|لقوا|لقيا)\b"
)
_INJURED = r"(?:اصيب|اصاب|مصاب|[يت]صب\b|[يت]صاب|جرح|جريح|جراح|مجروح|مبتور|بتر|كسور|حروق|اختناق|اغماء|رضوض|اذي|اسعاف)"
_WORDS: Final[dict[CasualtyKind, str]] = {"killed": _KILLED, "injured": _INJURED}
_MAY_SAY = {kind: re.compile(rf"\b(?:[وف]?[بلك]?(?:ال)?|ولل|فلل|لل)(?:{words})") for kind, words in _WORDS.items()}


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about who died and who was injured.

    `harm.differs` (warning): a sentence speaks of the killed, or of the injured, and of the two its evidence has the
    other alone; or so does the kind of a count, against the evidence of its event or the number in its description.
    """
    for citation in subject.citations:
        told = english_kinds(citation.text) & _FATES
        if len(told) == 1 and not citation.path.startswith("/caveats"):
            (kind,) = told
            other = _other_said(kind, subject.arabic(citation.segments))
            if other:
                message = f"the sentence speaks of the {kind}, the cited segments of the {other}"
                yield subject.finding(citation, "harm.differs", "warning", message)
    for i, event in enumerate(subject.draft.events):
        for j, casualties in enumerate(event.casualties):
            said = _against(f"/events/{i}", j, event, subject)
            if said:
                path = f"/events/{i}/casualties/{j}/kind"
                yield Subject.finding_at(path, "harm.differs", "warning", f"kind is {casualties.kind}, and {said}")


def _against(item: str, at: int, event: Event, subject: Subject) -> str | None:
    """What speaks against the kind of a count; None when nothing does, or the kind is another than these two."""
    casualties = event.casualties[at]
    kind = casualties.kind
    if kind not in _FATES:
        return None
    cited = (*event.evidence, *(number for account in event.accounts for number in account.evidence))
    other = _other_said(kind, subject.arabic(tuple(dict.fromkeys(cited))))
    if other:
        return f"the cited segments speak of the {other} alone"
    counted = {(one.count, one.kind) for one in event.casualties}
    for number, kinds in english_tolls(event.description_en):
        told = kinds & _FATES
        if number.value != casualties.count or not told or kind in told:
            continue
        if not any((casualties.count, fate) in counted for fate in told):
            return f"the description counts «{number.text}» {_shown(told)}"
    told = _in_its_sentence(item, at, casualties, subject)
    return f"«{casualties.expression_ar}» belongs to the {_shown(told)}" if told and kind not in told else None


def _in_its_sentence(item: str, at: int, casualties: Casualties, subject: Subject) -> frozenset[CasualtyKind]:
    """What became of those counted, by the sentence in which the expression stands: «استشهاد 10 جنود ... و9 مدنيين».

    None where the expression says it itself, and where what follows says something else («9 مدنيين أصيبوا»); of an
    expression that stands in several places, only what all of them say.
    """
    path = f"/casualties/{at}/expression_ar"
    expression = next(one for one in subject.expressions if one.item == item and one.path == path)
    match, text = subject.match(expression), subject.article.text
    if match.start is None or match.end is None or arabic_kinds(casualties.expression_ar):
        return frozenset()
    told, length = _FATES, match.end - match.start
    at = text.find(text[match.start : match.end])
    while at >= 0 and told:
        told &= _told_at(text, at, at + length, casualties.kind)
        at = text.find(text[match.start : match.end], at + length)
    return told


def _told_at(text: str, start: int, end: int, kind: CasualtyKind) -> frozenset[CasualtyKind]:
    told = harm_before(_SENTENCE_END.split(text[max(0, start - _LONGEST) : start])[-1]) & _FATES
    after = _NEXT.split(compared(text[end : end + _AFTER]))[0]
    return told if told and kind not in _may_say(after) else frozenset()


def _other_said(kind: CasualtyKind, texts: tuple[str, ...]) -> CasualtyKind | None:
    """The other of the two, if the texts speak of that and cannot mean `kind`."""
    (other,) = _FATES - {kind}
    if any(other in arabic_harms(text) for text in texts) and not any(kind in _may_say(text) for text in texts):
        return other
    return None


@lru_cache(maxsize=1024)
def _may_say(text: str) -> frozenset[CasualtyKind]:
    view = compared(text)
    return frozenset(kind for kind, words in _MAY_SAY.items() if words.search(view))


def _shown(kinds: frozenset[CasualtyKind]) -> str:
    return " and ".join(sorted(kinds))
