"""What becomes of a statement that its evidence does not support: marked, dropped, or the article fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeVar

from mujaz.errors import UnsupportedError
from mujaz.schema.brief import Brief, Finding, Support

__all__ = ["Policy", "apply", "count"]

Policy = Literal["mark", "drop", "fail"]

_LISTS = ("summary", "events", "entities", "caveats")
_ITEM = re.compile(r"/(summary|events|entities|caveats)/(\d+)(.*)")
_ACCOUNT = re.compile(r"/accounts/(\d+)(.*)")

_SAID = ("text_en", "description_en", "says_en", "name_en")

T = TypeVar("T")


def count(brief: Brief) -> dict[Support, int]:
    """How many statements of a brief are verified, flagged and unsupported.

    Counted are the headline, summary sentences, events with their accounts, and caveats; not entities.
    """
    marks: list[Support] = [brief.headline.support]
    marks += [statement.support for statement in brief.summary]
    for event in brief.events:
        marks += [event.support, *(account.support for account in event.accounts)]
    marks += [caveat.support for caveat in brief.caveats]
    return {mark: marks.count(mark) for mark in ("verified", "flagged", "unsupported")}


def apply(brief: Brief, policy: Policy) -> Brief:
    """The brief under `policy`.

    "mark" leaves it as it is. "drop" takes out every unsupported item and account, keeps the findings of the others and
    lists in info findings what was dropped and why; an unsupported headline stays, marked, since a brief needs one.
    "fail" raises UnsupportedError when anything is unsupported, as does "drop" when no sentence of the summary is left.
    """
    errors = [finding for finding in brief.findings if finding.severity == "error"]
    if policy == "mark" or not errors:
        return brief
    if policy == "fail":
        places = len({_place(finding.path) for finding in errors})
        raise UnsupportedError(f"{places} unsupported items; first: {errors[0].path}: {errors[0].message}")
    return _drop(brief, errors)


def _place(path: str) -> str:
    match = _ITEM.fullmatch(path)
    return f"/{match[1]}/{match[2]}" if match else path


def _drop(brief: Brief, errors: list[Finding]) -> Brief:
    kept = {
        name: [i for i, item in enumerate(getattr(brief, name)) if item.support != "unsupported"] for name in _LISTS
    }
    if not kept["summary"]:
        raise UnsupportedError("no sentence of the summary is supported by the article")
    accounts = {
        i: [j for j, account in enumerate(event.accounts) if account.support != "unsupported"]
        for i, event in enumerate(brief.events)
    }
    findings = [moved for finding in brief.findings if (moved := _moved(finding, kept, accounts)) is not None]
    for error in errors:
        if _moved(error, kept, accounts) is None:
            message = f"left out: {_english(brief, error.path)} ({error.message})"
            findings.append(Finding(code="support.dropped", severity="info", path="", message=message))
    events = [
        brief.events[i].model_copy(update={"accounts": _picked(brief.events[i].accounts, accounts[i])})
        for i in kept["events"]
    ]
    lists = {name: _picked(getattr(brief, name), kept[name]) for name in _LISTS}
    return brief.model_copy(update={**lists, "events": events, "findings": findings})


def _moved(finding: Finding, kept: dict[str, list[int]], accounts: dict[int, list[int]]) -> Finding | None:
    """The finding with its path as it is after the drop; None when its item is gone."""
    match = _ITEM.fullmatch(finding.path)
    if match is None:
        return finding
    name, index, rest = match[1], int(match[2]), match[3]
    if index not in kept[name]:
        return None
    account = _ACCOUNT.fullmatch(rest) if name == "events" else None
    if account is not None:
        if int(account[1]) not in accounts[index]:
            return None
        rest = f"/accounts/{accounts[index].index(int(account[1]))}{account[2]}"
    return finding.model_copy(update={"path": f"/{name}/{kept[name].index(index)}{rest}"})


def _english(brief: Brief, path: str) -> str:
    """What was said at the path's item, shortened."""
    match = _ITEM.fullmatch(path)
    assert match is not None, "only items of the four lists are dropped"
    item = getattr(brief, match[1])[int(match[2])]
    account = _ACCOUNT.fullmatch(match[3]) if match[1] == "events" else None
    if account is not None:
        item = item.accounts[int(account[1])]
    said: str = next(getattr(item, name) for name in _SAID if hasattr(item, name))
    return f"«{said if len(said) <= 80 else said[:77] + '...'}»"


def _picked(items: Sequence[T], indexes: Sequence[int]) -> list[T]:
    return [items[i] for i in indexes]
