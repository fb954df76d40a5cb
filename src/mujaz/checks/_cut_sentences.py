"""Sentences so long that they were cut into several segments."""

from __future__ import annotations

import re

from mujaz.checks.subject import Subject

__all__ = ["is_cut_after"]

_ENDS = re.compile(r"[.!؟?…»”\"][\s»”\")]*$")


def is_cut_after(subject: Subject, number: int) -> bool:
    """Whether the sentence of segment `number` goes on in the next one."""
    segment = subject.cleaned.segment(number)
    if segment is None or _ENDS.search(segment.text):
        return False
    following = subject.cleaned.segment(number + 1)
    return following is not None and "\n" not in subject.article.text[segment.raw.end : following.raw.start]
