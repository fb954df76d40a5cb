"""Why a request has no recording: what changed since the nearest one was made, and where it differs first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mujaz.recording.bodies import canonical
from mujaz.recording.cassette import Interaction, Key, key_of

__all__ = ["Differences", "differences", "explain"]

_EXCERPT = 60
_PARAMETERS = ("model", "messages", "response_format")


class Differences:
    """What differs between a request and the nearest recorded one: kinds in words, and the first place."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.first: str | None = None

    def add(self, kind: str, place: str) -> None:
        if kind not in self.kinds:
            self.kinds.append(kind)
        self.first = self.first or place

    def __len__(self) -> int:
        return len(self.kinds)


def explain(
    method: str, uri: str, body: bytes, tree: Any, recorded: Sequence[Interaction], same_article: bool | None
) -> str:
    """Why no recorded exchange answers this request, in a sentence or two without a final full stop.

    `recorded` are the exchanges of this article's conversation; `same_article` says whether the article's raw text is
    the one that was recorded (None: not known).
    """
    if not recorded:
        return "nothing was recorded for this conversation"
    key = key_of(method, uri, body)
    if any(interaction.key == key for interaction in recorded):
        count = sum(interaction.key == key for interaction in recorded)
        return f"the same request was recorded {count} time{'s' * (count > 1)} and is made once more"

    def compared(one: Interaction) -> Differences:
        return differences(key, tree, one.key, one.tree, same_article)

    best = compared(min(recorded, key=lambda one: (len(compared(one)), _turns(one.tree) != _turns(tree))))
    return f"{_joined(best.kinds)} changed since the recording; first difference: {best.first}"


def _turns(tree: Any) -> int:
    messages = tree.get("messages") if isinstance(tree, dict) else None
    return len(messages) if isinstance(messages, list) else 0


def _joined(kinds: Sequence[str]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"


def differences(key: Key, tree: Any, old_key: Key, old: Any, same_article: bool | None = None) -> Differences:
    """What differs between a request (its key and JSON values) and a recorded one."""
    found = Differences()
    if key[:2] != old_key[:2]:
        found.add("the address", f"recorded {' '.join(old_key[:2])}, now {' '.join(key[:2])}")
    if not isinstance(tree, dict) or not isinstance(old, dict):
        if key[2] != old_key[2]:
            found.add("the body", _texts("body", old_key[2], key[2]))
        return found
    if tree.get("model") != old.get("model"):
        found.add("the model", f"model: recorded {old.get('model')!r}, now {tree.get('model')!r}")
    _messages(tree.get("messages") or [], old.get("messages") or [], same_article, found)
    if canonical(tree.get("response_format")) != canonical(old.get("response_format")):
        found.add("the schema", _trees("response_format", old.get("response_format"), tree.get("response_format")))
    for name in sorted({*tree, *old}.difference(_PARAMETERS)):
        if tree.get(name) != old.get(name) or (name in tree) != (name in old):
            found.add("the parameters", f"{name}: recorded {_shown(old, name)}, now {_shown(tree, name)}")
    return found


def _shown(tree: dict[str, Any], name: str) -> str:
    return canonical(tree[name])[:_EXCERPT] if name in tree else "absent"


def _messages(now: list[Any], old: list[Any], same_article: bool | None, found: Differences) -> None:
    for index, (new_message, old_message) in enumerate(zip(now, old, strict=False)):
        if new_message != old_message:
            place = f"messages/{index}/content"
            found.add(
                _kind(index, old_message, same_article), _texts(place, _content(old_message), _content(new_message))
            )
    if len(now) > len(old):
        said = _content(now[len(old)])
        found.add(
            "the checks (the model is now asked to mend its answer)", f"messages/{len(old)} is new: {_cut(said, 0)}"
        )
    elif len(now) < len(old):
        found.add("the number of messages", f"messages/{len(now)} was recorded: {_cut(_content(old[len(now)]), 0)}")


def _kind(index: int, message: Any, same_article: bool | None) -> str:
    role = message.get("role") if isinstance(message, dict) else None
    if role in ("system", "developer"):
        return "the prompt (its system message)"
    if index > 1:
        return "the earlier answer" if role == "assistant" else "the text that asks the model to mend its answer"
    if same_article is None:
        return "the article's text or its layout in the prompt"
    return "the prompt's layout of the article, or its cleaning," if same_article else "the article's text"


def _content(message: Any) -> str:
    content = message.get("content") if isinstance(message, dict) else message
    return content if isinstance(content, str) else canonical(content)


def _texts(place: str, old: str, now: str) -> str:
    """Where two texts part, by line, with a piece of each."""
    at = next((i for i, (a, b) in enumerate(zip(old, now, strict=False)) if a != b), min(len(old), len(now)))
    line = now.count("\n", 0, at) + 1
    start = max(now.rfind("\n", 0, at) + 1, at - 20)
    return f"{place}, line {line}: recorded {_cut(old, start)}, now {_cut(now, start)}"


def _cut(text: str, start: int) -> str:
    piece = text[start : start + _EXCERPT]
    line = piece.split("\n")[0] if piece.strip("\n") else piece
    return f"“{line}{'…' if len(text) > start + len(line) else ''}”" if line else "nothing"


def _trees(place: str, old: Any, now: Any) -> str:
    """The first place where two JSON trees differ."""
    if isinstance(old, dict) and isinstance(now, dict):
        for name in sorted({*old, *now}):
            if name not in old:
                return f"{place}/{name} is new"
            if name not in now:
                return f"{place}/{name} is gone"
            if old[name] != now[name]:
                return _trees(f"{place}/{name}", old[name], now[name])
    if isinstance(old, list) and isinstance(now, list):
        for index, (a, b) in enumerate(zip(old, now, strict=False)):
            if a != b:
                return _trees(f"{place}/{index}", a, b)
        return f"{place}: recorded {len(old)} items, now {len(now)}"
    return f"{place}: recorded {_cut(canonical(old), 0)}, now {_cut(canonical(now), 0)}"
