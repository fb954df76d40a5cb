"""A nation of the article that a statement has in place of the one that its evidence names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic.english_forms import english_key
from mujaz.checks import _english_names
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._nations import home_of, nation_of, surely_of

__all__ = ["exchanged_nations"]

_KINDS = frozenset(("adjective", "country", "capital"))
"""Kinds of entries by which a statement names a nation: a town may be looked upon as another one's."""
_OTHERWISE = re.compile(r"-[a-z]|[$€£]| (?:dollar|pound|dinar|riyal|rial|lira|dirham|shekel)s?\b")
"""After a nation that is only known to stand behind somebody ("the Saudi-led coalition"), or whose money it is."""
_OCCUPATION = re.compile("احتلال|العدو|صهيون")
_ISRAEL, _PALESTINE = "Israel", "Palestine"
"""Of the one much is told where the other one is named; and outlets have other words for the first."""
_INTRODUCED = re.compile("[^,;:.]{0,60}")
"""What follows a nation in its clause, where a person may stand whom it introduces: "Russian minister Shoigu"."""
_WORD = re.compile(r"[A-Z][\w'’]+")


class _Said(NamedTuple):
    """A nation that an English text means; whether by a word for it, not by a town, and where the name of that ends."""

    nation: str
    by_name: bool
    end: int


def exchanged_nations(
    article: ArabicNames, text: str, cited: frozenset[int], setting: Collection[int], persons: Collection[str]
) -> tuple[str, str] | None:
    """A nation that `text` names and its evidence does not even imply, and one that the evidence names and it does not.

    `cited` and `setting` are positions of texts of `article`; the nations of the setting count as known everywhere, and
    those of the text right before a cited one, which may be about the same: «وأضافت أن».
    `persons` are English words (`english_key`) of the names of persons of the evidence, who may have been introduced
    with their nation elsewhere. None if there is no such pair.
    """
    said = _said(text)
    if not any(one.by_name for one in said):
        return None
    implied = article.nations(home_of)
    known = cited.union(setting, (at - 1 for at in cited))
    told = [
        one.nation
        for one in said
        if one.by_name
        and one.nation in implied
        and implied[one.nation].isdisjoint(known)
        and not _is_beside(one.nation, article, implied, known)
        and not _introduces(text, one.end, persons)
    ]
    if not told:
        return None
    mentioned = {one.nation for one in said}
    sure = article.nations(surely_of).items()
    meant = [nation for nation, texts in sure if nation not in mentioned and not texts.isdisjoint(cited)]
    return (told[0], min(meant)) if meant else None


def _is_beside(nation: str, article: ArabicNames, implied: Mapping[str, frozenset[int]], known: frozenset[int]) -> bool:
    """Whether Israel is meant by «الاحتلال», or it or Palestine by what is told of the other one."""
    if nation == _ISRAEL and any(_OCCUPATION.search(article.lines[at]) for at in known if at >= 0):
        return True
    other = {_ISRAEL: _PALESTINE, _PALESTINE: _ISRAEL}.get(nation)
    return other is not None and not implied.get(other, frozenset[int]()).isdisjoint(known)


def _introduces(text: str, end: int, persons: Collection[str]) -> bool:
    """Whether one of `persons` stands in the same clause after the place `end`."""
    following = _INTRODUCED.match(text, end)
    return following is not None and any(english_key(word) in persons for word in _WORD.findall(following[0]))


@lru_cache(maxsize=1024)
def _said(text: str) -> tuple[_Said, ...]:
    return tuple(
        _Said(nation, entry.kind in _KINDS, name.end)
        for name in _english_names.find(text)
        if not _OTHERWISE.match(text, name.end)
        for entry in name.entries
        if (nation := nation_of(entry))
    )
