"""Connections to public addresses only, so that a web address in a list cannot lead into the network that
this machine stands in.

Every name is resolved here, once per connection, and the connection is made to the very address that was
checked: a name that resolves differently the second time gains nothing. For the same reason proxies of the
environment are not used, because behind a proxy the address cannot be checked.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from mujaz.articles.identity import shown
from mujaz.errors import ReadError

__all__ = ["CheckedTransport", "is_public"]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")


def is_public(address: str) -> bool:
    """Whether everybody can reach this IP address (IANA special-purpose registries, as `ipaddress` has them).

    IPv4 inside IPv6 (mapped, 6to4, NAT64) counts as the IPv4 address. Of the others only global unicast (2000::/3) can
    be public, and Teredo is not; nor are multicast, reserved and scoped addresses.
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.teredo is not None or found.scope_id is not None or found not in _GLOBAL_UNICAST:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def _addresses(host: str, port: int, *, allow_private_hosts: bool) -> list[str]:
    """Addresses of a host; ReadError when it has none, or when one of them is not public and must be."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as cause:
        error = ReadError(f"the name {shown(host)} is not known; check the address and the network")
        error.retryable = True
        raise error from cause
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    if not allow_private_hosts and not all(map(is_public, addresses)):
        raise ReadError(f"{shown(host)} is a private or local address; allow it expressly (--allow-private-hosts)")
    return addresses


class _Clock:
    """What is left until a moment of `time.monotonic`."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline

    def left(self, limit: float | None) -> float:
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise httpcore2.ReadTimeout("the time is up")
        return remaining if limit is None else min(limit, remaining)


class _Stream(httpcore2.NetworkStream):
    """A connection on which no single step may outlast the whole: a server that sends a byte now and then
    would otherwise never time out."""

    def __init__(self, inner: httpcore2.NetworkStream, clock: _Clock) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._clock.left(timeout))
        return _Stream(secured, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    def __init__(self, clock: _Clock, *, allow_private_hosts: bool) -> None:
        self._clock = clock
        self._allow_private_hosts = allow_private_hosts
        self._system = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = _addresses(host, port, allow_private_hosts=self._allow_private_hosts)
        for tries_left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            # A dead address must not use up the time of the others.
            share = self._clock.left(timeout) / tries_left
            try:
                stream = self._system.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if tries_left == 1:
                    raise
            else:
                return _Stream(stream, self._clock)
        raise httpcore2.ConnectError("the name has no address")


class _Body(httpx2.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class CheckedTransport(httpx2.BaseTransport):
    """Transport for one fetch that ends at `deadline` (in `time.monotonic` seconds), name resolution excepted.

    Raises ReadError for a host that is unknown or not public, and httpcore2's own errors for the rest.
    Certificates are verified for the name in the address, with the system's authorities.
    """

    def __init__(self, deadline: float, *, allow_private_hosts: bool) -> None:
        backend = _Backend(_Clock(deadline), allow_private_hosts=allow_private_hosts)
        self._pool = httpcore2.ConnectionPool(ssl_context=httpx2.create_ssl_context(), network_backend=backend)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()
