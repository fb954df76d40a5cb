"""Bodies between the wire and the file: JSON as a tree that a person can read, and back to the same JSON.

A tree is used only where it loses nothing. Three markers may stand in one:

    {$shared: "sha256:..."}             a part that many recordings of a set have in common, kept in `_shared.yaml`
    {$json: ...}                        a string that is itself compact JSON: a model's answer
    {$json: ..., layout: spaced}        the same, written with another spacing

A body that holds such a key of its own is stored as text.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any

__all__ = ["Part", "canonical", "digest", "pack", "pack_request", "unpack"]

Part = Callable[[Any], str]
"""Takes a part that recordings share and returns its name."""

_SHARED, _JSON = "$shared", "$json"
_LARGE = 600
"""Characters from which a system message or a response format is shared."""

_EMBEDDED = 80
"""Characters from which a string that is JSON is shown as a tree."""

_LAYOUTS: dict[str, dict[str, Any]] = {
    "compact": {"separators": (",", ":")},
    "spaced": {"separators": (", ", ": ")},
    "indent-2": {"indent": 2},
    "indent-4": {"indent": 4},
    "indent-1": {"indent": 1},
}


def canonical(tree: Any) -> str:
    """The one way to write these JSON values: sorted keys, no spaces."""
    return json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(tree: Any) -> str:
    """`sha256:` and the hexadecimal SHA-256 of the canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical(tree).encode()).hexdigest()


def pack(body: bytes) -> Any:
    """How an answer's body is stored: `{json: tree}`, text, or bytes."""
    tree, lossless = _parsed(body)
    if lossless:
        return {"json": _folded(tree)}
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body


def pack_request(body: bytes, share: Part) -> Any:
    """How a request's body is stored: as `pack` does, its system message and response format in the shared file."""
    tree, lossless = _parsed(body)
    if not (lossless and isinstance(tree, dict)):
        return pack(body)
    messages = tree.get("messages")
    shared: dict[str, Any] = {}
    if isinstance(messages, list):
        shared["messages"] = [_shared_system(message, share) for message in messages]
    if len(canonical(tree.get("response_format"))) >= _LARGE:
        shared["response_format"] = {_SHARED: share(tree["response_format"])}
    return {"json": {key: shared.get(key, _folded(value)) for key, value in tree.items()}}


def _shared_system(message: Any, share: Part) -> Any:
    content = message.get("content") if isinstance(message, dict) else None
    if isinstance(content, str) and message.get("role") in ("system", "developer") and len(content) >= _LARGE:
        return {**message, "content": {_SHARED: share(content)}}
    return _folded(message)


def unpack(stored: Any, shared: Callable[[str], Any]) -> bytes:
    """The body again: other bytes than on the wire perhaps, but the same JSON.

    `shared` gives a shared part by its name. Raises ValueError when `stored` has no known form.
    """
    if stored is None:
        return b""
    if isinstance(stored, bytes):
        return stored
    if isinstance(stored, str):
        return stored.encode("utf-8")
    if isinstance(stored, dict) and set(stored) == {"json"}:
        return json.dumps(_unfolded(stored["json"], shared), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    raise ValueError("a body is neither text nor {json: ...}")


def _parsed(body: bytes) -> tuple[Any, bool]:
    """The JSON values of the body, and whether a tree of them keeps everything."""
    try:
        tree = json.loads(body.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
        canonical(tree).encode("utf-8")
    except (ValueError, RecursionError):  # not JSON, keys twice, NaN, lone surrogates, nested too deeply
        return None, False
    return tree, _plain(tree)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _plain(node: Any) -> bool:
    """Whether no key looks like a marker and every number is finite."""
    if isinstance(node, dict):
        return not any(key in (_SHARED, _JSON) for key in node) and all(map(_plain, node.values()))
    if isinstance(node, list):
        return all(map(_plain, node))
    return not isinstance(node, float) or node - node == 0


def _folded(node: Any) -> Any:
    """The tree with strings that are JSON as trees themselves."""
    if isinstance(node, dict):
        return {key: _folded(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_folded(value) for value in node]
    if isinstance(node, str) and len(node) >= _EMBEDDED and node[0] in "{[":
        return _embedded(node)
    return node


@functools.lru_cache(maxsize=64)  # the same object for the same text: the file then holds it once
def _embedded(text: str) -> Any:
    tree, lossless = _parsed(text.encode("utf-8"))
    if lossless:
        for name, layout in _LAYOUTS.items():
            if json.dumps(tree, ensure_ascii=False, **layout) == text:
                return {_JSON: tree} if name == "compact" else {_JSON: tree, "layout": name}
    return text


def _unfolded(node: Any, shared: Callable[[str], Any]) -> Any:
    if isinstance(node, list):
        return [_unfolded(value, shared) for value in node]
    if not isinstance(node, dict):
        return node
    if _SHARED in node:
        return shared(node[_SHARED])
    if _JSON in node:
        layout = _LAYOUTS.get(node.get("layout", "compact"))
        if layout is None:
            raise ValueError(f"unknown layout {node['layout']!r}")
        return json.dumps(node[_JSON], ensure_ascii=False, **layout)
    return {key: _unfolded(value, shared) for key, value in node.items()}
