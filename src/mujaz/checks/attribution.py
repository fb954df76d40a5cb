"""Is a claim given to whoever makes it? What the evidence has from a source must not become the brief's own word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mujaz.arabic.letters import compared
from mujaz.checks import _sentence
from mujaz.checks._cut_sentences import is_cut_after
from mujaz.checks._speech import Report, names_speaker, report
from mujaz.checks.subject import Citation, Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_BACK = 3
"""Segments before a «وأضاف أن» in which its speaker is looked for."""

_ASIDE_SHARE = 0.45
"""English words for each Arabic word below which a statement renders only a part of what is reported."""
_LEAST_SHARE, _MOST_SHARE = 0.6, 2.2
"""Between these it is so long as to render a segment whole."""
_BRACKETS = re.compile(r"\([^()]*\)")
_MENTIONS = frozenset(
    "الذي التي الذين اللذين اللتين اللذان اللتان حيث منذ عقب الموقع الموقعه المبرم المبرمه الصادر الصادره المنعقد "
    "المنعقده المقام المقامه هامش".split()
)
"""Words that begin what a source mentions as known."""

_RELATIVE = re.compile("(?:الذي|التي|الذين|اللذين|اللتين|اللذان|اللتان) ")
"""What begins so tells of something that the words before it mention."""

_STOP_INSIDE = re.compile(r"(?<=[ء-ي]{3}) ?\. ?(?=[ء-ي]{3})")

_OUTLET = re.compile(r"(?:the )?(?:outlet|article|newspaper|author|report|text)\b", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about who says so, for summary sentences and events.

    `attribution.missing` (warning): every cited segment is somebody's word, the attribution is null and the
    sentence names nobody. `attribution.unseen` (info): there is an attribution, and neither the cited segments
    nor the one before them has any trace of a source.
    """
    for citation in subject.citations:
        if citation.path not in subject.attributions or "/accounts/" in citation.path:
            continue
        numbers = [number for number in citation.segments if subject.cleaned.segment(number) is not None]
        if not numbers:
            continue
        by = subject.attributions[citation.path]
        if by is None:
            # what marks the sentence even if the source tells of words is asked first: it is quick
            source = None if names_speaker(citation.text, told=True) else _reported(subject, numbers)
            if (
                source is not None
                and not _tells_an_aside(subject, citation, numbers, source)
                and not names_speaker(citation.text, told=_tells_of_words(subject, numbers, source))
                and not _acts(subject, citation, source)
            ):
                yield subject.finding(
                    citation,
                    "attribution.missing",
                    "warning",
                    "the evidence gives this as somebody's word; the sentence names nobody and its attribution is null",
                )
        elif not _OUTLET.match(by) and not any(_report(subject, n).any for n in _with_one_before(numbers)):
            yield subject.finding(
                citation,
                "attribution.unseen",
                "info",
                f"attributed to «{by}», and the evidence has no trace of a source",
            )


def _tells_an_aside(subject: Subject, citation: Citation, numbers: list[int], source: str) -> bool:
    """Whether a statement is so short that it may tell what the source only mentions: «الجسر الذي بني عام 1990»."""
    length = len(_sentence.english(citation.text).words)
    by = frozenset(source.split())
    told, mentions = 0, False
    for text in subject.arabic(tuple(numbers)):
        words = _sentence.arabic(_BRACKETS.sub(" ", text) if "(" in text else text).words
        if not _MENTIONS.isdisjoint(words):
            mentions = True
        elif len(numbers) > 1 and _LEAST_SHARE < length / max(1, len(words)) < _MOST_SHARE:
            return False  # it renders this segment, which mentions nothing
        told += sum(word not in by for word in words)
    return mentions and length < _ASIDE_SHARE * told


def _tells_of_words(subject: Subject, numbers: list[int], source: str) -> bool:
    """Whether the source tells of a report, of allegations or the like, which then are not where it comes from."""
    by = frozenset(source.split())
    told = (_sentence.arabic(text) for text in subject.arabic(tuple(numbers)))
    hints = [
        sentence.words[cue.start]
        for sentence in told
        for cue in sentence.find("speech")
        if cue.kind in ("hint", "told")
    ]
    return bool(hints) and by.isdisjoint(hints)


def _reported(subject: Subject, numbers: list[int]) -> str | None:
    """The words of the sources when every one of the segments is somebody's word, else None."""
    found = []
    for number in numbers:
        said = _carried(subject, number)
        if said is None:
            return None
        found.append(said.source)
    return " ".join(found)


def _carried(subject: Subject, number: int) -> Report | None:
    """The report that holds segment `number`: its own, or that of the segments before which it goes on with."""
    own = _report(subject, number)
    if own.whole and not own.named:
        # «وأضاف أن» goes on with a speaker named before; so it is somebody's word even if that one is not found
        earlier = range(number - 1, number - 1 - _BACK, -1)
        return next((said for n in earlier if (said := _report(subject, n)).named), own)
    if own.whole:
        return own
    # a long sentence that was cut has its speaker in another part: «قال ... إن» before, «بحسب ...» after
    first = last = number
    while first > number - _BACK and is_cut_after(subject, first - 1) and not _ends_inside(subject, first):
        first -= 1
    while last < number + _BACK and is_cut_after(subject, last) and not _begins_telling(subject, last + 1):
        last += 1
    if first == last or _RELATIVE.match(" ".join(subject.arabic((number,)))):
        return None
    said = report(" ".join(subject.arabic(tuple(range(first, last + 1)))))
    return said if said.whole and said.named else None


def _ends_inside(subject: Subject, number: int) -> bool:
    """Whether a sentence ends in the middle of a segment, for want of a space: «السيارات .وفي سياق متصل»."""
    return _STOP_INSIDE.search(" ".join(subject.arabic((number,)))) is not None


def _begins_telling(subject: Subject, number: int) -> bool:
    """Whether a segment begins with a verb of its own speaker, which is not said of what stands before it: «وقال»."""
    sentence = _sentence.arabic(" ".join(subject.arabic((number,))))
    return any(cue.start == 0 and cue.kind != "source" for cue in sentence.find("speech")[:1])


def _report(subject: Subject, number: int) -> Report:
    segment = subject.cleaned.segment(number)
    return report(segment.text) if segment is not None else Report()


def _with_one_before(numbers: list[int]) -> list[int]:
    """The segments and those right before them; themselves first, because they are read for other checks too."""
    return [*numbers, *(number - 1 for number in numbers)]


def _acts(subject: Subject, citation: Citation, source: str) -> bool:
    """Whether the sentence names its source as the one who acts («police imposed a curfew»)."""
    text = citation.text.casefold()
    draft = subject.draft
    names = [(entity.name_ar, entity.name_en) for entity in draft.entities if entity.kind != "place"]
    names += [(actor.name_ar, actor.name_en) for event in draft.events for actor in event.actors if actor.name_ar]
    words = source.split()
    return any(
        compared(_last_word(arabic)) in words and re.search(rf"\b{re.escape(_last_word(english))}\b", text)
        for arabic, english in names
    )


def _last_word(name: str) -> str:
    return name.casefold().split()[-1] if name.strip() else name
