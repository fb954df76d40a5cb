"""What never reaches a recording: keys, organisations, cookies, request ids.

Headers are kept by an allow-list on both sides. The address is replaced, its query dropped. Values of the headers
and query parameters that were dropped are also looked for in the answer's body, because servers echo keys in error
messages; identifiers that servers put into bodies are replaced by their field's name.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

__all__ = [
    "HOST",
    "REMOVED",
    "REQUEST_HEADERS",
    "RESPONSE_HEADERS",
    "address",
    "clean_answer",
    "kept_headers",
    "secrets_of",
]

HOST = "https://model.invalid"
"""Stands for every endpoint's scheme, host and port; `.invalid` never resolves (RFC 2606)."""

REMOVED = "[removed]"

REQUEST_HEADERS = frozenset({"content-type"})
RESPONSE_HEADERS = frozenset({"content-type", "retry-after"})

_HARMLESS = frozenset(
    """accept accept-encoding accept-language cache-control connection content-encoding content-length content-type
    host idempotency-key origin pragma transfer-encoding user-agent""".split()
)
"""Request headers whose values may well stand in an answer's text without telling anything."""

_TELLING = re.compile(r"account|auth|cf-ray|cookie|key|org|project|request-id|secret|session|token|trace|user")
"""Names of response headers that say who asked; others (`x-powered-by`) may hold ordinary words."""

_SHORTEST = 6
"""Characters of a header's value from which it counts as a secret; shorter ones are flags and numbers."""

_IDENTIFIERS = frozenset(
    """id request_id requestid x_request_id trace_id session_id organization organization_id org_id project project_id
    user user_id account_id system_fingerprint api_key""".split()
)
"""Fields of an answer that name a request, an account or a machine, at the top and inside `error` and `metadata`."""

_TOKEN = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|org|proj|req|sess|cf-ray)[-_][A-Za-z0-9_*.-]{6,200}|\bBearer +[^\s\"'\\]{4,400}"
)
"""Keys and identifiers by their usual form, masked in the middle (`sk-abc***xyz`) or not."""


def address(uri: str) -> str:
    """The address as it is recorded: without the endpoint's host, without the query."""
    return HOST + (urlsplit(uri).path or "/")


def kept_headers(headers: Iterable[tuple[str, str]], allowed: frozenset[str]) -> list[tuple[str, str]]:
    """Names (in lower case) and values of the headers in `allowed`."""
    return [(name.lower(), value) for name, value in headers if name.lower() in allowed]


def secrets_of(uri: str, request: Iterable[tuple[str, str]], response: Iterable[tuple[str, str]]) -> list[str]:
    """Values that must not stand in the answer: of the query, of user and password, and of headers that tell them.

    The longest come first, so that none is cut by a shorter one inside it.
    """
    parts = urlsplit(uri)
    found = {value for _, value in parse_qsl(parts.query)} | {parts.username or "", parts.password or ""}
    for name, value in request:
        lower = name.lower()
        if lower not in _HARMLESS and not lower.startswith("x-stainless-"):
            found.update(_values(lower, value))
    for name, value in response:
        if _TELLING.search(name.lower()) and not name.lower().startswith("x-ratelimit"):
            found.update(_values(name.lower(), value))
    return sorted((value for value in found if len(value) >= _SHORTEST), key=lambda value: (-len(value), value))


def _values(name: str, value: str) -> Iterator[str]:
    """What is secret in a header's value: not the scheme of an authorization, not a cookie's name and attributes."""
    yield value
    if name.endswith("authorization"):
        yield value.split()[-1] if value.strip() else ""
    elif name == "cookie":
        yield from (pair.partition("=")[2].strip() for pair in value.split(";"))
    elif name == "set-cookie":
        yield value.split(";")[0].partition("=")[2].strip()


def clean_answer(body: bytes, status: int, secrets: Sequence[str]) -> bytes:
    """The answer's body without the secrets.

    A completion's own text keeps everything that is not one of `secrets`; error bodies also lose what looks like a
    key or an account.
    """
    for secret in secrets:
        for form in {secret, quote(secret, safe=""), json.dumps(secret)[1:-1]}:
            body = body.replace(form.encode("utf-8", "surrogateescape"), REMOVED.encode())
    if status >= 400:
        with contextlib.suppress(UnicodeDecodeError):
            body = _TOKEN.sub(REMOVED, body.decode("utf-8")).encode()
    try:
        tree = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if not isinstance(tree, dict) or not _blank(tree):
        return body
    return json.dumps(tree).encode()


def _blank(tree: dict[str, Any]) -> bool:
    """Replace identifiers in place; whether there were any."""
    changed = False
    for key, value in tree.items():
        if key.lower() in _IDENTIFIERS and isinstance(value, str) and value:
            tree[key] = "removed"
            changed = True
        elif key in ("error", "metadata") and isinstance(value, dict):
            changed = _blank(value) or changed
    return changed
