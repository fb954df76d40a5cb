"""What was sent to an endpoint to prove who we are does not come back from it.

Servers repeat keys: in refusals ("Incorrect API key provided: sk-..."), in headers, some proxies in anything. What
comes back goes into messages, briefs, ledgers and recordings, so it is taken out where answers come in, once for all.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from urllib.parse import quote, quote_plus

import httpx2

__all__ = ["REMOVED", "Redaction"]

REMOVED = "[removed]"

_OPEN = frozenset(
    """accept accept-encoding accept-language connection content-length content-type expect host idempotency-key
    openai-organization openai-project transfer-encoding user-agent""".split()
)
"""Request headers that prove nothing. All others may, also those that a user adds (OPENAI_CUSTOM_HEADERS)."""

_SHORTEST = 12
"""Characters. Shorter ones are stand-ins for servers that ask for no key ("ollama", "EMPTY"): words that may well stand
in an answer. Keys have 20 and more."""


class Redaction:
    """Takes secrets out of an answer, plain, percent-encoded, escaped as in JSON, or in base64."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets if len(secret) >= _SHORTEST for form in _forms(secret)}
        self._forms = sorted(forms, key=lambda form: (-len(form), form))
        self._longest = max(map(len, self._forms), default=0)

    @classmethod
    def of(cls, request: httpx2.Request) -> Redaction:
        """The secrets that this request carries: in its headers and its query."""
        found = {value for _, value in request.url.params.multi_items()}
        for name, value in request.headers.multi_items():
            lower = name.lower()
            if lower not in _OPEN and not lower.startswith("x-stainless-"):
                found |= {value, value.split()[-1] if value.strip() else ""}
        return cls(found)

    def content(self, content: bytes) -> bytes:
        """The bytes without the secrets."""
        for form in self._forms:
            if form in content:
                content = content.replace(form, REMOVED.encode())
        return content

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """The headers without the secrets in their values."""
        return [(name, self.content(value.encode("utf-8", "replace")).decode()) for name, value in headers]

    async def stream(self, parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The same of an answer that is not read whole: so much is held back as may be the beginning of a secret."""
        held = b""
        kept = max(0, self._longest - 1)
        async for part in parts:
            held = self.content(held + part)
            ready = len(held) - kept
            if ready > 0:
                yield held[:ready]
                held = held[ready:]
        if held:
            yield held


def _forms(secret: str) -> Iterator[bytes]:
    """The ways in which a secret may be written in an answer."""
    raw = secret.encode("utf-8", "surrogateescape")
    yield raw
    for written in (quote(raw, safe=""), quote(raw), quote_plus(raw), json.dumps(secret)[1:-1]):
        yield written.encode()
        yield written.replace("/", r"\/").encode()
    for before in range(3):  # in base64 a text looks differently at each of three places within a larger one
        for encoded in (base64.b64encode, base64.urlsafe_b64encode):
            inside = encoded(b"\0" * before + raw).rstrip(b"=")
            start, end = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
            yield inside[start:end]
