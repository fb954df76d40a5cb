#!/usr/bin/env python3
"""Serve written answers as an OpenAI-compatible endpoint on 127.0.0.1, to record them like a model's.

    python eval/answer_server.py --set reference --port 8765
    mujaz eval record --set reference --base-url http://127.0.0.1:8765/v1 --model written-answers --answered-by "..."

The answer to an article is the draft in ANSWERS/SET/ARTICLE.json. When an answer is sent back for mending,
ARTICLE.reask.json is given where it exists, else the same answer again. Which article a request is about is told by its
words: the article that holds the message's runs of three words, by a wide margin over any other. Usage is an estimate.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MODEL = "written-answers"

HERE = Path(__file__).resolve().parent

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 0.5
"""Share of the message's runs of words that must stand in the article; repaired spellings cost a few."""

_MARGIN = 1.5
"""How many times the second-best article's share the best one's must be: versions of one story share sentences."""


class UnknownRequestError(Exception):
    """The request is about no article, or about one without an answer."""


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of three words, in letters only."""
    words = _WORD.findall(text)
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}


def articles_in(folder: Path) -> dict[str, set[tuple[str, ...]]]:
    """The runs of words of every article in a folder of JSON records, by id."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        found[record.get("id", path.stem)] = runs(f"{record.get('title') or ''}\n{record['text']}")
    return found


def article_of(message: str, articles: Mapping[str, set[tuple[str, ...]]]) -> str:
    """The article that the message was made from. Raises UnknownRequestError when none does, or two might."""
    there = runs(message)
    shares = sorted(((len(known & there) / len(there), name) for name, known in articles.items()), reverse=True)
    best, name = shares[0] if shares else (0.0, "none")
    second, other = shares[1] if len(shares) > 1 else (0.0, "none")
    if best < _ENOUGH:
        raise UnknownRequestError(f"the message holds no known article (nearest: {name}, {best:.0%} of its words)")
    if best < second * _MARGIN:
        raise UnknownRequestError(f"the message may be {name} ({best:.0%}) or {other} ({second:.0%})")
    return name


def answer_to(body: Mapping[str, Any], articles: Mapping[str, set[tuple[str, ...]]], answers: Path) -> str:
    """The written answer to a request for a completion, as compact JSON."""
    messages = body["messages"]
    users = [message["content"] for message in messages if message["role"] == "user"]
    name = article_of(users[0], articles)
    path = answers / f"{name}.json"
    if len(users) > 1 and (answers / f"{name}.reask.json").is_file():
        path = answers / f"{name}.reask.json"
    try:
        return json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False, separators=(",", ":"))
    except FileNotFoundError as error:
        raise UnknownRequestError(f"{path}: no answer is written for this article") from error


def tokens(text: str) -> int:
    """About how many tokens a text takes: two for an Arabic word, one for four other characters."""
    arabic = re.findall(r"[\u0600-\u06FF]+", text)
    return len(arabic) * 2 + (len(text) - sum(map(len, arabic))) // 4


def completion(body: Mapping[str, Any], content: str) -> dict[str, Any]:
    """A completion as the public API describes it."""
    prompt = sum(tokens(message["content"]) for message in body["messages"])
    message = {"role": "assistant", "content": content, "refusal": None}
    return {
        "id": "written",
        "object": "chat.completion",
        "created": 0,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": tokens(content),
            "total_tokens": prompt + tokens(content),
        },
    }


class Server(ThreadingHTTPServer):
    """The endpoint; answers are read anew for every request."""

    def __init__(self, port: int, articles: Path, answers: Path) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.articles = articles_in(articles)
        self.answers = answers


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path != "/v1/models":
            return self._fail(404, f"no such path: {self.path}")
        return self._send(200, {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0}]})

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path != "/v1/chat/completions":
            return self._fail(404, f"no such path: {self.path}")
        try:
            body = json.loads(data)
            if body.get("model") != MODEL:
                return self._fail(404, f"the only model here is {MODEL}")
            content = answer_to(body, self.server.articles, self.server.answers)
        except UnknownRequestError as error:
            return self._fail(400, str(error))
        except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            return self._fail(400, f"not a request for a completion, or a faulty answer: {error!r}")
        return self._send(200, completion(body, content))

    def _fail(self, status: int, message: str) -> None:
        self._send(
            status, {"error": {"message": message, "type": "invalid_request_error", "code": None, "param": None}}
        )

    def _send(self, status: int, values: dict[str, Any]) -> None:
        payload = json.dumps(values, ensure_ascii=False).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: Any) -> None:
        print(f"{self.address_string()} {format % args}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve written answers as an OpenAI-compatible endpoint on 127.0.0.1.")
    parser.add_argument("--set", default="reference", help="folder of the answers under --answers (default: reference)")
    parser.add_argument("--answers", type=Path, default=HERE / "answers", help="default: eval/answers")
    parser.add_argument("--articles", type=Path, default=HERE / "articles", help="default: eval/articles")
    parser.add_argument("--port", type=int, default=8765, help="0 chooses a free one (default: 8765)")
    chosen = parser.parse_args()
    answers = chosen.answers / chosen.set
    if not answers.is_dir():
        parser.error(f"{answers}: no such folder")
    with Server(chosen.port, chosen.articles, answers) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.exit(0)


if __name__ == "__main__":
    main()
