"""Files that nobody should have to fear: each is made in an empty folder, and says what must be said about it."""

from __future__ import annotations

import gzip
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

__all__ = ["BAD", "BODY", "SPECIAL"]

BODY = "قال مسؤول محلي إن الجسر افتتح يوم الأحد، وحضر الافتتاح ثلاثون شخصا من أهالي البلدة."
RECORD = json.dumps({"text": BODY}, ensure_ascii=False)

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40
_ZIP = b"PK\x03\x04\x14\0" + b"word/document.xml" + bytes(range(256)) * 9


def _file(name: str, data: bytes | str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (_file("a.txt", b""), "empty"),
    "only white space": (_file("a.txt", " \n\t\u3000\n"), "no words"),
    "only a byte order mark": (_file("a.txt", b"\xef\xbb\xbf"), "no words"),
    "UTF-16 cut in the middle": (_file("a.txt", BODY.encode("utf-16")[:-1]), "byte order mark says utf-16"),
    "UTF-32 cut in the middle": (_file("a.txt", BODY.encode("utf-32")[:-3]), "byte order mark says utf-32"),
    "PNG": (_file("a.txt", _PNG), "a PNG image"),
    "PDF": (_file("a.txt", b"%PDF-1.7\n" + bytes(range(256))), "a PDF document"),
    "Word": (_file("a.txt", _ZIP), "a Word document"),
    "SQLite": (_file("a.txt", b"SQLite format 3\0" + bytes(99)), "an SQLite database"),
    "random bytes": (_file("a.txt", bytes(range(256)) * 40), "binary data"),
    "NUL in the middle": (_file("a.txt", f"{BODY}\0{BODY}"), "NUL"),
    "gzip without the suffix": (_file("a.txt", gzip.compress(BODY.encode())), "gzip data"),
    "gzip cut": (_file("a.txt.gz", gzip.compress(BODY.encode())[:-9]), "ends too early"),
    "gzip of gzip": (_file("a.txt.gz", gzip.compress(gzip.compress(BODY.encode()))), "gzip data"),
    "gzip that is none": (_file("a.txt.gz", BODY), "no gzip data"),
    "gzip bomb": (_file("a.txt.gz", gzip.compress(b"a" * 30_000_000)), "unfolds to more than 100 times"),
    "gzip bomb of lines": (_file("a.jsonl.gz", gzip.compress(b"\n" * 30_000_000)), "blank lines one after another"),
    "JSON nested without end": (_file("a.json", '[{"text":' * 100_000), "nested too deep"),
    "JSON Lines nested without end": (_file("a.jsonl", '{"text":' * 100_000), "nested too deep"),
    "JSON cut": (_file("a.json", RECORD[:-5]), "not valid JSON"),
    "JSON with NaN for a text": (_file("a.json", '{"text": NaN}'), "a number, not a string"),
    "JSON with a number without end": (_file("a.json", f'{{"text": {"9" * 9_000}}}'), "a number without end"),
    "JSON with other keys": (_file("a.json", '{"texte": "' + BODY + '"}'), 'neither "text" nor "html"'),
    "JSON with a key twice": (_file("a.json", '{"text": "' + BODY + '", "text": 1}'), "a number, not a string"),
    "JSON that is a string": (_file("a.json", json.dumps(BODY)), "neither an object nor a list"),
    "JSON Lines in UTF-16": (_file("a.jsonl", RECORD.encode("utf-16")), "UTF-16-LE"),
    "JSON Lines in UTF-16 without a mark": (_file("a.jsonl", RECORD.encode("utf-16-be")), "UTF-16-BE"),
    "JSON Lines that are a picture": (_file("a.jsonl", _PNG), "a PNG image"),
    "JSON Lines of blanks": (_file("a.jsonl", "\n \n\n"), "blank"),
    "HTML without words": (_file("a.html", "<html><body><p> </p></body></html>"), "no article text"),
    "HTML too deep": (_file("a.html", "<html><body>" + "<div>" * 30_000 + BODY), "nested more than 200 deep"),
    "HTML with too many tags": (_file("a.html", "<html><body>" + "<p>" * 300_000), "more than 200,000 tags"),
    "another kind": (_file("a.docx", _ZIP), "not supported"),
}
"""Files that hold nothing to read, with a word of what is said."""


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "a.txt")
    return folder / "a.txt"


def _socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "a.txt"))
    return folder / "a.txt"


def _link(target: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "a.txt").symlink_to(target)
        return folder / "a.txt"

    return make


def _named(name: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
        path.write_bytes(b"")
        return path

    return make


def _circle(folder: Path) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "up").symlink_to(folder)
    return folder


SPECIAL: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda folder: folder / "a.txt", "no such file"),
    "named pipe": (_fifo, "a named pipe"),
    "socket": (_socket, "a socket"),
    "/dev/zero": (lambda _folder: Path("/dev/zero"), "a device"),
    "link to a device": (_link("/dev/zero"), "a device"),
    "link to nothing": (_link("nothing.txt"), "link leads to nothing"),
    "link to itself": (_link("a.txt"), "cannot be opened"),
    "name with a line feed": (_named(b"a\nb.txt"), "a\\nb.txt: it is empty"),
    "name with an escape sequence": (_named(b"\x1b[2Ja.txt"), "\\x1b[2Ja.txt: it is empty"),
    "name that is no UTF-8": (_named(b"a\xff.txt"), "a\\udcff.txt: it is empty"),
    "name with a direction mark": (_named("a\u202e.txt".encode()), "a\\u202e.txt: it is empty"),
    "name longer than any": (lambda folder: folder / ("a" * 5_000 + ".txt"), "cannot be opened"),
    "folder without articles": (lambda folder: folder, "no articles"),
    "folder that contains itself": (_circle, "no articles"),
    "pattern that matches nothing": (lambda folder: folder / "*.html", "check the path or the pattern"),
}
"""What is no ordinary file, or has a name that could play tricks."""
