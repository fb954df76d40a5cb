"""What endpoints and connections say, put so that it can stand in a message of ours."""

from __future__ import annotations

import socket
import ssl

import httpx2

__all__ = ["one_line", "why_no_connection"]

_LONGEST = 300


def one_line(said: object, longest: int = _LONGEST) -> str:
    """A server's words on one line of at most `longest` characters, without anything that could move a cursor, turn the
    direction of text or fail to be encoded. Empty for what is no text."""
    if not isinstance(said, str):
        return ""
    flat = " ".join(said[: 20 * longest].split())
    clean = "".join(c if c.isprintable() or c == "\u200c" else "\ufffd" for c in flat)
    return clean if len(clean) <= longest else f"{clean[: longest - 3]}..."


def why_no_connection(error: BaseException) -> str:
    """The reason why a request got no answer, in words: the most telling one in the chain of causes."""
    chain = _chain(error)
    for link in chain:
        said = _known(link)
        if said:
            return said
    return one_line(str(chain[0])) or "the connection was closed"


def _chain(error: BaseException) -> list[BaseException]:
    """The error and its causes, the first cause first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.insert(0, link)
        link = link.__cause__ or link.__context__
    return chain


def _known(error: BaseException) -> str | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {one_line(error.verify_message)}"
    if isinstance(error, ssl.SSLError):
        return "no secure connection can be made; is the address http:// instead of https://?"
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, ConnectionResetError | BrokenPipeError | httpx2.ReadError | httpx2.WriteError):
        return "the connection was closed in the middle"
    if isinstance(error, httpx2.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, httpx2.DecodingError):
        return "the answer cannot be unpacked"
    if isinstance(error, httpx2.ProxyError):
        return f"the proxy refused: {one_line(str(error))}"
    if isinstance(error, httpx2.RemoteProtocolError):
        return _broken_off(str(error))
    return None


def _broken_off(said: str) -> str:
    if "complete message body" in said or "chunked" in said:
        return "the connection was closed within the answer"
    if "disconnected" in said:
        return "the connection was closed without an answer"
    return "what answers there does not speak HTTP"
