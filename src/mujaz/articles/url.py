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
from mujaz.articles.limits import FETCH_SECONDS, MAX_PAGE_BYTES, MAX_REDIRECTS
from mujaz.errors import ReadError

__all__ = ["Page", "fetch"]

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


_PACKINGS = ("", "identity", "gzip", "deflate")

_FREE_PORTS = 1024
"""Below it, all ports but 80 and 443 (which an address need not name) are those of mail, shells and the like."""


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
    timeout: float = FETCH_SECONDS,
    max_redirects: int = MAX_REDIRECTS,
) -> Page:
    """Fetch a page over http or https.

    `timeout` in seconds bounds all of it, redirects and slow servers included, but for the system's own
    name resolution; `max_bytes` bounds the body both as sent and as unpacked. Addresses that are not public
    (private, loopback, link-local, shared, multicast, reserved, also when wrapped in an IPv6 address) and ports of
    other services are refused unless `allow_private_hosts`; so is, always, a redirect from https to http.
    Raises ReadError, `retryable` when the server may answer later.
    """
    deadline = time.monotonic() + timeout
    target = _checked(url, allow_private_hosts)
    transport = CheckedTransport(deadline, allow_private_hosts=allow_private_hosts)
    with httpx2.Client(transport=transport, headers=_HEADERS, timeout=timeout, trust_env=False) as client:
        for _ in range(max_redirects + 1):
            try:
                with client.stream("GET", target) as response:
                    if "location" not in response.headers or not response.is_redirect:
                        return _page(response, max_bytes)
                    target = _redirected(target, response.headers["location"], allow_private_hosts)
            except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
                _fail(f"no full answer within {timeout:g} s; try later", error, retryable=True)
            except (httpx2.DecodingError, httpcore2.ProtocolError, httpx2.ProtocolError) as error:
                _fail("the server's answer is damaged; save the page in a browser and give the file", error)
            except (httpx2.TransportError, httpcore2.NetworkError) as error:
                _fail(
                    f"no connection ({error}); check address and network, or give a saved file", error, retryable=True
                )
    raise ReadError(f"more than {max_redirects} redirects; open it in a browser and give the final address")


def _fail(message: str, cause: Exception, *, retryable: bool = False) -> NoReturn:
    error = ReadError(message)
    error.retryable = retryable
    raise error from cause


def _redirected(here: httpx2.URL, location: str, allow_private_hosts: bool) -> httpx2.URL:
    try:
        target = str(here.join(location))
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise ReadError("it redirects to something that is no address") from error
    try:
        checked = _checked(target, allow_private_hosts)
    except ReadError as error:
        raise ReadError(f"it redirects to {shown(target)[:200]}: {error}") from error
    if here.scheme == "https" and checked.scheme == "http":
        raise ReadError(
            f"it redirects from https to {shown(target)[:200]}, where anybody on the way could alter the page; "
            "give that address yourself if you want it"
        )
    return checked


def _checked(url: str, allow_private_hosts: bool) -> httpx2.URL:
    """The address, when its form alone is no reason to refuse it; where its host leads is looked at when connecting."""
    try:
        target = httpx2.URL(url)
        host, port = target.host, target.port
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise ReadError("it is not a valid address; check it") from error
    if target.scheme not in ("http", "https") or not host:
        raise ReadError(f"only http and https addresses are fetched, not {shown(str(target))[:80]}")
    if target.userinfo:
        raise ReadError("addresses with a user name or password are not fetched; save the page and give the file")
    if port is not None and not 0 < port < 65_536:
        raise ReadError(f"there is no port {port}; check the address")
    if port is not None and port < _FREE_PORTS and not allow_private_hosts:
        raise ReadError(f"port {port} belongs to another service than the web; check the address")
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
    packing = response.headers.get("content-encoding", "").strip().lower()
    if "," in packing:
        raise ReadError("it is compressed more than once; save the page in a browser and give the file")
    if packing not in _PACKINGS:
        raise ReadError(f"it is packed as {shown(packing)[:40]}, which was not asked for; save the page in a browser")
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
