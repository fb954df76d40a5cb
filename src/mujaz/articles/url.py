"""Fetching a page from the web: bounded in size and time, redirects followed one by one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import NoReturn

import httpcore2
import httpx2

from mujaz import __version__
from mujaz.articles.connection import CheckedTransport
from mujaz.articles.identity import shown
from mujaz.errors import ReadError

__all__ = ["MAX_PAGE_BYTES", "Page", "fetch"]

MAX_PAGE_BYTES = 10_000_000

_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "application/json": "json",
    "application/ld+json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/jsonlines": "jsonl",
}

_HEADERS = {
    "user-agent": f"mujaz/{__version__}",
    "accept": "text/html, application/xhtml+xml, text/plain;q=0.9, application/json;q=0.8",
    "accept-language": "ar, *;q=0.5",
    "accept-encoding": "gzip, deflate",
}

_ADVICE = {
    401: "it needs a login; save the page in a browser and give the file",
    402: "it needs a subscription; save the page in a browser and give the file",
    403: "it refuses programs; save the page in a browser and give the file",
    404: "there is no such page; check the address",
    410: "the page has been removed",
    429: "it asks to be left alone for a while; try later",
    451: "it is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the address after redirects, the unpacked bytes, what they are (`html`, `text`,
    `json`, `jsonl`, or None when the server does not say), and the encoding that the server declares."""

    url: str
    data: bytes
    kind: str | None
    charset: str | None


def fetch(
    url: str,
    *,
    allow_private_hosts: bool = False,
    max_bytes: int = MAX_PAGE_BYTES,
    timeout: float = 30.0,
    max_redirects: int = 5,
) -> Page:
    """Fetch a page over http or https.

    `timeout` in seconds bounds all of it, redirects and slow servers included, but for the system's own
    name resolution; `max_bytes` bounds the body both as sent and as unpacked. Addresses that are not public
    (private, loopback, link-local, shared, multicast, reserved, also when wrapped in an IPv6 address) are
    refused unless `allow_private_hosts`. Raises ReadError, `retryable` when the server may answer later.
    """
    deadline = time.monotonic() + timeout
    target = _checked(url)
    transport = CheckedTransport(deadline, allow_private_hosts=allow_private_hosts)
    with httpx2.Client(transport=transport, headers=_HEADERS, timeout=timeout, trust_env=False) as client:
        for _ in range(max_redirects + 1):
            try:
                with client.stream("GET", target) as response:
                    if not response.is_redirect:
                        return _page(response, max_bytes)
                    target = _checked(str(target.join(response.headers["location"])))
            except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
                _fail(f"no full answer within {timeout:g} s; try later", error, retryable=True)
            except (httpx2.DecodingError, httpcore2.ProtocolError, httpx2.ProtocolError) as error:
                _fail("the server's answer is damaged; save the page in a browser and give the file", error)
            except httpx2.InvalidURL as error:
                _fail("it redirects to something that is no address", error)
            except (httpx2.TransportError, httpcore2.NetworkError) as error:
                _fail(
                    f"no connection ({error}); check address and network, or give a saved file", error, retryable=True
                )
    raise ReadError(f"more than {max_redirects} redirects; open it in a browser and give the final address")


def _fail(message: str, cause: Exception, *, retryable: bool = False) -> NoReturn:
    error = ReadError(message)
    error.retryable = retryable
    raise error from cause


def _checked(url: str) -> httpx2.URL:
    try:
        target = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise ReadError("it is not a valid address; check it") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise ReadError(f"only http and https addresses are fetched, not {shown(str(target))[:80]}")
    if target.userinfo:
        raise ReadError("addresses with a user name or password are not fetched; save the page and give the file")
    return target.copy_with(fragment=None)


def _page(response: httpx2.Response, max_bytes: int) -> Page:
    status = response.status_code
    if status not in (200, 203):
        error = ReadError(f"the server answers {status}: {_ADVICE.get(status, 'try later, or give a saved file')}")
        error.retryable = status in (408, 425, 429) or status >= 500
        raise error
    content_type, _, parameters = response.headers.get("content-type", "").partition(";")
    content_type = content_type.strip().lower()
    kind = _KINDS.get(content_type)
    if content_type and kind is None:
        raise ReadError(f"it is {shown(content_type)[:80]}, not a page, text or JSON; give the article's own address")
    if "," in response.headers.get("content-encoding", ""):
        raise ReadError("it is compressed more than once; save the page in a browser and give the file")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length[:18]) > max_bytes:
        _too_large(max_bytes)
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if max(len(data), response.num_bytes_downloaded) > max_bytes:
            _too_large(max_bytes)
    return Page(str(response.url), bytes(data), kind, _charset(parameters))


def _too_large(limit: int) -> NoReturn:
    raise ReadError(f"it is larger than {limit / 1e6:,.1f} MB; save the article's text and give the file")


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None
