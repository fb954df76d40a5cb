"""Keys and names that nobody would write by chance, endpoints that repeat them, and the search for them."""

from __future__ import annotations

import base64
import contextlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.bulk.building import record, table
from tests.cli.running import Ran, mujaz
from tests.support.drafts import answer_from_prompt
from tests.support.endpoint import Reply, error

__all__ = ["GATEWAY", "KEY", "OTHER", "SURROUNDINGS", "Place", "echoed", "failing", "forms", "telling"]

KEY = "mzk-planted/Kestrel+71=Quux9Zx~"
"""In MUJAZ_API_KEY. With characters that look different percent-encoded, in JSON and in base64."""
OTHER = "sk-planted-Osprey82Quux7Wv3Tt"
"""In OPENAI_API_KEY, which these endpoints must never see."""
GATEWAY = "gw planted Harrier93 Quux5Yy"
"""In a header that the user adds to every request."""
SURROUNDINGS = ("planted-home", "planted-user", "planted-host", "planted-folder")


def forms(secret: str) -> set[bytes]:
    """The secret, plain and encoded, and long pieces of it."""
    raw = secret.encode()
    found = {
        raw,
        quote(raw, safe="").encode(),
        quote(raw).encode(),
        json.dumps(secret)[1:-1].encode(),
        raw[:20],
        raw[-12:],
    }
    for shift in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            encoded = encode(b"\0" * shift + raw)
            found.add(encoded[4:-4])
    return found | {form.replace(b"/", b"\\/") for form in found}


def telling() -> str:
    """Words of a server that repeats keys in every form."""
    encoded = base64.b64encode(f"user:{KEY}".encode()).decode()
    return f"the key {KEY} or {quote(KEY, safe='')} or {encoded}, by {GATEWAY}"


_HEADERS = {
    "x-request-id": KEY,
    "set-cookie": f"session={KEY}; Path=/",
    "x-ratelimit-limit-requests": "100",
    "x-seen": f"Bearer {KEY}",
    "x-gateway": GATEWAY,
}


def echoed(body: dict[str, Any]) -> Reply:
    """A good answer that says the keys in every text of the model, under a name that is a key."""
    if len(body["messages"]) < 2:  # the doctor's
        return Reply(telling(), headers=_HEADERS)
    draft = json.loads(answer_from_prompt(body))
    said = telling()[:200]
    draft["headline_en"] = f"Told {said}"[:140]
    draft["summary"][0]["text_en"] = f"It is said that {said}"
    draft["summary"][1]["attribution"] = f"a man with {KEY}"
    draft["events"][0]["description_en"] = f"An event with {said}"
    draft["entities"] = [{"name_ar": "النورس", "name_en": KEY, "kind": "other"}]
    return Reply(json.dumps(draft, ensure_ascii=False), headers=_HEADERS, model=f"m {KEY}")


def failing(status: int) -> Callable[[dict[str, Any]], Reply]:
    """A server that always fails so, and says the keys."""
    headers = {**_HEADERS, "retry-after": "0"}
    return lambda _: error(status, telling(), headers=headers, code=KEY, param=KEY, type=KEY, request_id=KEY)


class Place:
    """A folder to run commands in, with keys and names planted around, and a memory of all that was said."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.home, self.folder = folder / "planted-home", folder / "planted-folder"
        for path in (self.home, self.folder, folder / "cache"):
            path.mkdir(parents=True)
        for name, value in {
            "HOME": str(self.home), "USER": "planted-user", "LOGNAME": "planted-user", "USERNAME": "planted-user",
            "HOSTNAME": "planted-host", "XDG_CACHE_HOME": str(self.home / ".cache"),
            "MUJAZ_CACHE": str(folder / "cache"),
            "MUJAZ_API_KEY": KEY, "OPENAI_API_KEY": OTHER, "OPENAI_ORG_ID": "org-plantedEagle33",
            "OPENAI_CUSTOM_HEADERS": f"X-Gateway-Pass: {GATEWAY}",
        }.items():  # fmt: skip
            patch.setenv(name, value)
        patch.setattr("socket.gethostname", lambda: "planted-host")
        patch.setattr("platform.node", lambda: "planted-host")
        self.said: list[tuple[str, bytes]] = []
        (self.folder / "news").mkdir()
        for number in (1, 2):
            text = record(number)["text"]
            (self.folder / "news" / f"{number}.txt").write_text(text, encoding="utf-8")
        table(self.folder / "in.jsonl", (record(number) for number in range(3)))

    def run(self, *arguments: str, code: int | Iterable[int] = 0) -> Ran:
        """Run a command, which must end with `code` or one of them."""
        ran = mujaz(*arguments, cwd=self.folder)
        assert ran.returncode in ([code] if isinstance(code, int) else code), ran.stderr
        self.said.append((" ".join(arguments), f"{ran.stdout}\n{ran.stderr}".encode("utf-8", "replace")))
        return ran

    def note(self, label: str, said: bytes) -> None:
        """Remember something else that was said."""
        self.said.append((label, said))

    def snapshot(self) -> None:
        """Remember the files as they are in this moment, in the middle of a run."""
        self.said += [(f"{label}, while it runs", data) for label, data in self._files()]

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self.folder.parent.rglob("*")):
            if path.is_file():
                with contextlib.suppress(FileNotFoundError):  # gone again
                    yield path.name, path.read_bytes()

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """Where, and what: all that was said, and all files; packed briefs of ledgers unpacked too."""
        yield from self.said
        for label, data in self._files():
            yield label, data
            if label.startswith("ledger.sqlite"):
                yield f"{label}, unpacked", b"".join(_unpacked(data))

    def demand_clean(self, *secrets: str) -> None:
        """Fails when one of the secrets stands in anything."""
        sought = {form for secret in secrets for form in forms(secret)}
        leaks = sorted({(label, form) for label, data in self.everything() for form in sought if form in data})
        assert leaks == []


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What of the bytes is packed with zlib."""
    at = data.find(b"\x78")
    while at >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[at:])
        at = data.find(b"\x78", at + 1)
