"""A lean OpenAI-compatible endpoint in a process of its own, for `bench/bulk.py`: latency, limits and faults to order.

It stands in for a model and is none: every article gets the same few English sentences, with segment numbers and Arabic
words taken from the request. Limits are enforced as providers document them: buckets of requests and tokens that refill
without pause, `x-ratelimit-*` headers on every answer, 429 with `retry-after`.

    python bench/bulk_endpoint.py --latency 1.0 --rpm 600 --tpm 300000

prints its base URL and serves until standard input closes. `GET /stats` tells what it has seen.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import re
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_SEGMENT = re.compile(r"\\n\[(\d+)\] ")
_ARABIC = re.compile("[\u0621-\u064a]{2,}(?: [\u0621-\u064a]{2,})?")


@dataclass
class Bucket:
    """`limit` a minute, refilled without pause; the whole of it may be used at once."""

    limit: float
    level: float = 0.0
    at: float = 0.0

    def refill(self, now: float) -> None:
        self.level = min(self.limit, self.level + (now - self.at) * self.limit / 60) if self.at else self.limit
        self.at = now

    def reset(self) -> float:
        return (self.limit - self.level) * 60 / self.limit


@dataclass
class Seen:
    """What the endpoint has seen since it started."""

    asked: int = 0
    answered: int = 0
    limited: int = 0
    faults: int = 0
    tokens: int = 0
    at_once: int = 0
    most_at_once: int = 0
    first: float = 0.0
    last: float = 0.0
    articles: Counter[int] = field(default_factory=Counter)

    def told(self) -> dict[str, Any]:
        shown = {name: value for name, value in vars(self).items() if name != "articles"}
        shown["cpu"] = time.process_time()
        return {**shown, "articles": len(self.articles), "repeated": self.asked - self.limited - len(self.articles)}


class Endpoint:
    """The state behind all connections."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.latency: float = options.latency
        self.faults: float = options.faults
        self.requests = Bucket(options.rpm) if options.rpm else None
        self.tokens = Bucket(options.tpm) if options.tpm else None
        self.seen = Seen()
        self.chance = random.Random(7)

    def limits(self) -> list[tuple[str, Bucket]]:
        named = (("requests", self.requests), ("tokens", self.tokens))
        return [(name, bucket) for name, bucket in named if bucket is not None]

    async def answer(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for one completion asked for."""
        seen, now = self.seen, time.monotonic()
        seen.asked += 1
        seen.first = seen.first or now
        seen.last = now
        payload, used = completion(body)
        charges = {"requests": 1, "tokens": used}
        for _, bucket in self.limits():
            bucket.refill(now)
        short = [(name, b) for name, b in self.limits() if b.level < charges[name]]
        if short:
            seen.limited += 1
            wait = max((charges[name] - b.level) * 60 / b.limit for name, b in short)
            return 429, {**self.headers(), "retry-after": f"{wait:.3f}"}, error(f"Rate limit reached for {short[0][0]}")
        for name, bucket in self.limits():
            bucket.level -= charges[name]
        headers = self.headers()
        seen.articles[hash(body)] += 1
        seen.at_once += 1
        seen.most_at_once = max(seen.most_at_once, seen.at_once)
        try:
            if self.latency:
                await asyncio.sleep(self.latency)
        finally:
            seen.at_once -= 1
        if self.chance.random() < self.faults:
            seen.faults += 1
            return 503, headers, error("overloaded")
        seen.answered += 1
        seen.tokens += used
        return 200, headers, payload

    def headers(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for name, bucket in self.limits():
            told[f"x-ratelimit-limit-{name}"] = f"{bucket.limit:.0f}"
            told[f"x-ratelimit-remaining-{name}"] = f"{max(0.0, bucket.level):.0f}"
            told[f"x-ratelimit-reset-{name}"] = f"{bucket.reset():.3f}s"
        return told


def error(message: str) -> bytes:
    return json.dumps({"error": {"message": message, "type": "error", "code": None, "param": None}}).encode()


def completion(body: bytes) -> tuple[bytes, int]:
    """A completion for the request, and the tokens it counts."""
    text = body.decode()
    start = text.rfind("Segments of the article:")
    found = _SEGMENT.findall(text, max(start, 0))
    numbers = [int(number) for number in found] or [1]
    words = _ARABIC.search(text, max(start, 0))
    opening = words[0] if words else "خبر"
    answer = json.dumps(_draft(numbers, opening), ensure_ascii=False)
    prompt, written = len(text) // 4, len(answer) // 4
    message = {"role": "assistant", "content": answer, "refusal": None}
    document = {
        "id": "chatcmpl-bench", "object": "chat.completion", "created": 0, "model": "bench",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": written, "total_tokens": prompt + written},
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False).encode(), prompt + written


def _draft(numbers: list[int], opening: str) -> dict[str, Any]:
    first, last = numbers[:1], numbers[-1:]
    sentences = ("The outlet opens with a report.", "It goes on with details.", "The outlet closes with a remark.")
    cited = (first, numbers[len(numbers) // 2 :][:1], last)
    event = {
        "description_en": "The outlet reports an event.", "attribution": None, "role": "main",
        "category": "statement", "mode": None, "status": "asserted", "evidence": first, "when": None, "where": None,
        "actors": [{"name_ar": opening, "name_en": "The opening words", "sector": "UNK"}],
        "targets": [], "casualties": [], "accounts": [],
    }  # fmt: skip
    return {
        "headline_en": "The article opens with its main report",
        "headline_evidence": first,
        "summary": [
            {"text_en": text, "attribution": None, "evidence": evidence}
            for text, evidence in zip(sentences, cited, strict=True)
        ],
        "events": [event, {**event, "evidence": last, "role": "related"}],
        "entities": [],
        "caveats": [],
    }


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, one request after the other."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.buffer = b""
        self.transport: asyncio.Transport | None = None
        self.tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, complete, rest = self.buffer.partition(b"\r\n\r\n")
        if not complete:
            return
        found = _LENGTH.search(head)
        length = int(found[1]) if found else 0
        if len(rest) < length:
            return
        self.buffer = rest[length:]
        task = asyncio.create_task(self.reply(head.split(b" ", 2)[1].decode(), rest[:length]))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def reply(self, path: str, body: bytes) -> None:
        headers: dict[str, str] = {}
        if path.endswith("/chat/completions"):
            status, headers, payload = await self.endpoint.answer(body)
        elif path == "/stats":
            status, payload = 200, json.dumps(self.endpoint.seen.told()).encode()
        elif path.endswith("/models"):
            model = {"id": "bench", "object": "model", "created": 0, "owned_by": "bench"}
            status, payload = 200, json.dumps({"object": "list", "data": [model]}).encode()
        else:
            status, payload = 404, error(f"no such path {path}")
        head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(payload)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(head.encode() + b"\r\n" + payload)


async def _serve(options: argparse.Namespace) -> None:
    endpoint = Endpoint(options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(endpoint), "127.0.0.1", options.port, backlog=1024)
    port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}/v1", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


class Running:
    """The endpoint as a child process: its base URL, and what it has seen."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def seen(self) -> dict[str, Any]:
        with urllib.request.urlopen(self.base_url.removesuffix("/v1") + "/stats") as answer:
            told: dict[str, Any] = json.load(answer)
        return told


@contextlib.contextmanager
def running(**options: float) -> Iterator[Running]:
    """Start the endpoint; it stops with the block."""
    arguments = [f"--{name}={value}" for name, value in options.items()]
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__)), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield Running(process.stdout.readline().strip())
    finally:
        process.communicate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before an answer")
    parser.add_argument("--rpm", type=float, default=0, help="requests a minute; 0: no limit")
    parser.add_argument("--tpm", type=float, default=0, help="tokens a minute; 0: no limit")
    parser.add_argument("--faults", type=float, default=0.0, help="share of requests answered 503")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
