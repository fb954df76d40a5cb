"""Fetching pages, from a real server on loopback."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mujaz.articles import Article, read, url
from mujaz.articles.connection import is_public
from mujaz.articles.url import fetch
from mujaz.errors import ReadError
from tests.articles.samples import ARTICLE, BODY, LEAD, TITLE, page

HTML = {"content-type": "text/html; charset=utf-8"}


class Handler(BaseHTTPRequestHandler):
    """One path, one behaviour."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self, status: int, headers: dict[str, str], body: bytes | None = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "content-length" not in headers and body is not None:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body or b"")

    def do_GET(self) -> None:
        name, _, argument = self.path.strip("/").partition("/")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"at_{name}")(argument)

    def at_page(self, _: str) -> None:
        self.answer(200, HTML, page().encode())

    def at_gzip(self, _: str) -> None:
        self.answer(200, HTML | {"content-encoding": "gzip"}, gzip.compress(page().encode()))

    def at_deflate(self, _: str) -> None:
        self.answer(200, HTML | {"content-encoding": "deflate"}, zlib.compress(page().encode()))

    def at_cp1256(self, _: str) -> None:
        self.answer(200, {"content-type": "text/html; charset=windows-1256"}, page(charset="x").encode("cp1256"))

    def at_text(self, _: str) -> None:
        self.answer(200, {"content-type": "text/plain"}, ARTICLE.encode())

    def at_untyped(self, _: str) -> None:
        self.answer(200, {}, page().encode())

    def at_records(self, _: str) -> None:
        self.answer(200, {"content-type": "application/json"}, b'[{"text": "\xd8\xae\xd8\xa8\xd8\xb1"}, {}]')

    def at_redirect(self, left: str) -> None:
        where = f"/redirect/{int(left) - 1}" if int(left) else "/page/x"
        self.answer(302, {"location": where})

    def at_nowhere(self, status: str) -> None:
        self.answer(int(status), HTML)

    def at_encoded(self, name: str) -> None:
        self.answer(200, HTML | {"content-encoding": name}, b"\x8b\x00\x80x\x03")

    def at_headers(self, count: str) -> None:
        self.answer(200, HTML | {f"x-{number}": "y" * 100 for number in range(int(count))}, page().encode())

    def at_to(self, where: str) -> None:
        self.answer(301, {"location": where})

    def at_status(self, status: str) -> None:
        self.answer(int(status), HTML, page().encode())

    def at_type(self, kind: str) -> None:
        self.answer(200, {"content-type": kind}, b"%PDF-1.7")

    def at_bomb(self, _: str) -> None:
        self.answer(200, HTML | {"content-encoding": "gzip"}, gzip.compress(b"\n" * 30_000_000))

    def at_twice(self, _: str) -> None:
        self.answer(200, HTML | {"content-encoding": "gzip, gzip"}, gzip.compress(gzip.compress(b"x")))

    def at_notgzip(self, _: str) -> None:
        self.answer(200, HTML | {"content-encoding": "gzip"}, b"plain after all")

    def at_large(self, size: str) -> None:
        self.answer(200, HTML, b"x" * int(size))

    def at_endless(self, _: str) -> None:
        self.answer(200, HTML, None)
        while True:
            self.wfile.write(b"x" * 65_536)

    def at_cut(self, _: str) -> None:
        self.answer(200, HTML | {"content-length": "1000"}, b"x")
        self.close_connection = True

    def at_silent(self, _: str) -> None:
        time.sleep(1.5)

    def at_drip(self, where: str) -> None:
        if where == "body":
            self.answer(200, HTML | {"content-length": "1000"})
        for _ in range(30):
            self.wfile.write(b"HTTP/1.1 200 OK"[:1] if where == "head" else b"x")
            self.wfile.flush()
            time.sleep(0.1)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_address[1]}"
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["page/x", "gzip", "deflate", "cp1256", "untyped", "redirect/3"])
def test_a_page_is_read_however_it_is_sent(server: str, path: str) -> None:
    article = Article.from_url(f"{server}/{path}", allow_private_hosts=True)
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert article.title == TITLE


def test_the_address_is_the_last_one_and_names_the_article(server: str) -> None:
    article = Article.from_url(f"{server}/redirect/1#part", allow_private_hosts=True)
    assert (article.id, article.url, article.outlet) == ("x", f"{server}/page/x", "127.0.0.1")
    assert article.source == f"{server}/redirect/1#part"


def test_text_and_json_are_read_too(server: str) -> None:
    text, record, error = read([f"{server}/text/t.txt", f"{server}/records/r.json"], allow_private_hosts=True)
    assert isinstance(text, Article)
    assert (text.id, text.text, text.url) == ("t", ARTICLE, f"{server}/text/t.txt")
    assert isinstance(record, Article)
    assert record.id == "r-1"
    assert f"{server}/records/r.json: article 2: neither" in str(error)


@pytest.mark.parametrize(
    ("path", "said", "retryable"),
    [
        ("status/404", "answers 404: there is no such page", False),
        ("status/403", "answers 403: it refuses programs", False),
        ("status/204", "answers 204", False),
        ("status/429", "answers 429", True),
        ("status/503", "answers 503: try later", True),
        ("type/application/pdf", "it is application/pdf", False),
        ("type/image/png", "it is image/png", False),
        ("redirect/9", "more than 5 redirects", False),
        ("nowhere/302", "answers 302", False),
        ("nowhere/304", "answers 304", False),
        ("encoded/br", "it is packed as br", False),
        ("encoded/zstd", "it is packed as zstd", False),
        ("headers/5000", "damaged", False),
        ("to/ftp://example.org/a", "it redirects to ftp://example.org/a: only http and https", False),
        ("to/file:///etc/passwd", "it redirects to file:/+etc/passwd: only http and https", False),
        ("to/http://127.0.0.1:99999/", "there is no port 99999", False),
        ("to/http://user:secret@127.0.0.1/", "user name or password", False),
        ("large/2000001", "larger than 2.0 MB", False),
        ("endless", "larger than 2.0 MB", False),
        ("bomb", "larger than 2.0 MB", False),
        ("twice", "compressed more than once", False),
        ("notgzip", "damaged", False),
        ("cut", "damaged", False),
        ("silent", "no full answer within 0.5 s", True),
        ("drip/head", "no full answer within 0.5 s", True),
        ("drip/body", "no full answer within 0.5 s", True),
    ],
)
def test_a_bad_answer_says_what_happened(server: str, path: str, said: str, retryable: bool) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        fetch(f"{server}/{path}", allow_private_hosts=True, max_bytes=2_000_000, timeout=0.5 if "5 s" in said else 10)
    assert caught.value.retryable is retryable


def test_a_page_of_exactly_the_limit_is_read(server: str) -> None:
    assert len(fetch(f"{server}/large/1000", allow_private_hosts=True, max_bytes=1_000).data) == 1_000


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://example.org", "http://", "http://a:b@example.org/", "http://[::1"]
)
def test_other_schemes_and_broken_addresses_are_refused(url: str) -> None:
    with pytest.raises(ReadError):
        fetch(url)


@pytest.mark.parametrize("port", [1, 22, 25, 79, 81, 1023])
def test_ports_of_other_services_are_asked_for_nothing(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)  # nothing is looked up, let alone connected to
    with pytest.raises(ReadError, match=f"port {port} belongs to another service"):
        fetch(f"http://news.example:{port}/")


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
def test_a_port_that_cannot_be_is_said(port: str) -> None:
    with pytest.raises(ReadError, match=f"there is no port {port}|not a valid address"):
        fetch(f"http://news.example:{port}/")


@pytest.mark.parametrize("host", ["xn--/", "xn--a-ecp.ru", "a..b", "%31%32%37.0.0.1", ".", "a" * 300, "1.1.1.1.1"])
def test_a_name_that_is_none_is_a_read_error(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ReadError, match="is not known|not a valid address"):
        fetch(f"http://{host}/")


def test_a_redirect_to_an_unprotected_address_is_not_followed() -> None:
    here = url._checked("https://news.example/a", False)
    assert str(url._redirected(here, "/b", False)) == "https://news.example/b"
    with pytest.raises(ReadError, match=r"from https to http://news\.example/b, where anybody"):
        url._redirected(here, "http://news.example/b", False)
    with pytest.raises(ReadError, match="redirects to something that is no address"):
        url._redirected(here, "http://[::1", False)


@pytest.mark.parametrize("text", ["http://me:s3cret@a.example/", "http://me:p@s3cret@a.example/", "http://s3cret@[::1"])
def test_a_password_in_an_address_is_not_repeated(text: str) -> None:
    (error,) = read([text])
    assert isinstance(error, ReadError)
    assert "s3cret" not in str(error)


def test_a_refused_connection_says_so() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ReadError, match="no connection") as caught:
        fetch(f"http://127.0.0.1:{port}/", allow_private_hosts=True)
    assert caught.value.retryable


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "0177.0.0.1",
        "127.1", "0", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
        "127。0。0。1", "①②⑦.0.0.1",
    ],
)  # fmt: skip
def test_this_machine_is_not_reached_under_any_spelling(server: str, host: str) -> None:
    port = server.rpartition(":")[2]
    with pytest.raises(ReadError, match="private or local|not a valid address|not known"):
        fetch(f"http://{host}:{port}/page/x")


def resolving(*answers: list[str]) -> object:
    """A resolver that gives the answers one after another, the last one for ever."""
    waiting = list(answers)

    def getaddrinfo(_host: object, port: object, *_rest: object, **_more: object) -> list[object]:
        addresses = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return getaddrinfo


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving(["93.184.215.14", "10.0.0.7"]))
    with pytest.raises(ReadError, match=r"news\.example is a private or local address"):
        fetch("http://news.example/")


def test_the_connection_goes_to_the_address_that_was_checked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def is_public(address: str) -> bool:
        asked.append(address)
        return True

    monkeypatch.setattr("mujaz.articles.connection.is_public", is_public)
    # A second resolution, as a rebinding attack needs it, would lead to an address where nobody listens.
    monkeypatch.setattr(socket, "getaddrinfo", resolving(["127.0.0.1"], ["127.9.9.9"]))
    connected: list[object] = []

    def create_connection(address: tuple[str, int], *rest: object, **more: object) -> socket.socket:
        connected.append(address[0])
        plain = socket.socket()
        plain.connect(address)
        return plain

    monkeypatch.setattr(socket, "create_connection", create_connection)
    fetch(f"http://news.example:{server.rpartition(':')[2]}/page/x")
    assert (asked, connected) == (["127.0.0.1"], ["127.0.0.1"])


def test_a_redirect_is_checked_like_the_first_address(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = server.rpartition(":")[2]
    monkeypatch.setattr("mujaz.articles.connection.is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(ReadError, match=r"127\.0\.0\.2 is a private"):
        fetch(f"{server}/to/http://127.0.0.2:{port}/page/x")


def test_proxies_of_the_environment_are_not_used(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert LEAD in fetch(f"{server}/page/x", allow_private_hosts=True).data.decode()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("64:ff9b::5db8:d70e", True),
        ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("127.8.8.8", False), ("0.0.0.0", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("239.1.1.1", False),
        ("255.255.255.255", False), ("240.0.0.1", False), ("192.0.2.1", False), ("198.18.0.1", False),
        ("::", False), ("::1", False), ("::7f00:1", False), ("::ffff:10.0.0.1", False), ("fe80::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False), ("64:ff9b::a00:1", False),
        ("fec0::1", False), ("64:ff9b:1::808:808", False), ("5f00::1", False), ("::8.8.8.8", False),
        ("2002:7f00:1::", False), ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)  # fmt: skip
def test_only_addresses_open_to_everybody_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
