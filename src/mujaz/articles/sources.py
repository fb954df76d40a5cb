"""From what a user names to articles: files, folders, patterns, standard input and web addresses."""

from __future__ import annotations

import glob
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from mujaz.articles.article import Article
from mujaz.articles.files import gunzip, open_given, read_bounded, unread, walk
from mujaz.articles.identity import Ids, shown
from mujaz.articles.text import decode
from mujaz.errors import ReadError

__all__ = ["SUPPORTED", "read", "read_one"]

Outcome = Article | ReadError

_KINDS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip

SUPPORTED = ".txt, .md, .html, .htm, .json, .jsonl (each also with .gz)"

_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_PEEK = 4_096


def read(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    published: date | None = None,
    allow_private_hosts: bool = False,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | ReadError]:
    """Articles from the sources, one at a time, read only when asked for.

    A source is a file (text, Markdown, HTML, JSON, JSON Lines, each also gzipped; without a suffix, or as
    HTML under another one, by its content), a folder (all supported files under it, sorted, without hidden
    ones), a pattern (`news/**/*.txt`), `-` for standard input (`stdin`, text, HTML or JSON by its content),
    or an http(s) address (`allow_private_hosts` as in `url.fetch`).

    `published` overrides the publication date of every article (`published_from` is then "given"). Ids are
    unique within one call. What cannot be read comes out as a ReadError that names the source, the cause and
    what to do, and the next source follows; nothing is raised.
    """
    ids = Ids()
    named = [sources] if isinstance(sources, (str, os.PathLike)) else sources
    for source in named:
        yield from _finished(_guarded(os.fspath(source), stdin, allow_private_hosts), published, ids)


def read_one(
    source: str, *, published: date | None = None, allow_private_hosts: bool = False, files_only: bool = False
) -> Article:
    """The only article of a source; `files_only` takes the source for a file's path whatever it looks like.

    Raises ReadError when it cannot be read or holds several articles.
    """
    found = _from_file(Path(source)) if files_only else _guarded(source, None, allow_private_hosts)
    outcomes = _finished(found, published)
    first, second = next(outcomes, None), next(outcomes, None)
    if isinstance(first, Article) and second is None:
        return first
    if isinstance(first, ReadError) and second is None:
        raise first
    raise ReadError(f"{shown(source)}: it holds several articles; use mujaz.articles.read")


def _finished(outcomes: Iterator[Outcome], published: date | None, ids: Ids | None = None) -> Iterator[Outcome]:
    """The outcomes with unique ids, and the date that the caller gave."""
    ids = ids or Ids()
    for outcome in outcomes:
        if isinstance(outcome, ReadError):
            yield outcome
        elif published is None:
            yield replace(outcome, id=ids.unique(outcome.id))
        else:
            yield replace(outcome, id=ids.unique(outcome.id), published=published, published_from="given")


def _guarded(source: str, stdin: BinaryIO | None, allow_private_hosts: bool) -> Iterator[Outcome]:
    try:
        if source == "-":
            yield from _named("standard input", source, _from_stdin(stdin))
        elif _SCHEME.match(source):
            yield from _named(shown(source), source, _from_url(source, allow_private_hosts))
        else:
            yield from _from_path(source)
    except ReadError as error:
        yield _about(shown(source), error)


def _about(name: str, error: ReadError) -> ReadError:
    named = ReadError(f"{name}: {error}")
    named.retryable = error.retryable
    named.__cause__ = error
    return named


def _named(name: str, source: str, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes with the source on every article and its name in front of every error."""
    recorded = source.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        for outcome in outcomes:
            is_error = isinstance(outcome, ReadError)
            yield _about(name, outcome) if is_error else replace(outcome, source=recorded)  # type: ignore[arg-type, type-var]
    except ReadError as error:
        yield _about(name, error)
    except OSError as error:
        yield ReadError(f"{name}: reading failed ({error.strerror or error}); try again")
    except MemoryError:
        yield ReadError(f"{name}: it needs more memory than there is; split it")


def _from_path(source: str) -> Iterator[Outcome]:
    path = Path(source)
    if os.path.isdir(source):  # noqa: PTH112 - Path.is_dir raises on some bad names
        yield from _from_folder(path)
    elif not os.path.lexists(source) and glob.has_magic(source):
        yield from _from_pattern(source)
    else:
        yield from _from_file(path)


def _from_file(path: Path) -> Iterator[Outcome]:
    return _named(shown(path), str(path), _opened(path))


def _from_folder(folder: Path) -> Iterator[Outcome]:
    found = False
    for entry in walk(folder, lambda path: bool(_kind(path.name)[0])):
        found = True
        if isinstance(entry, ReadError):
            yield entry
        else:
            yield from _from_file(entry)
    if not found:
        raise ReadError(f"the folder has no articles; supported are {SUPPORTED}")


def _from_pattern(pattern: str) -> Iterator[Outcome]:
    try:
        paths = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - patterns may be absolute
    except (OSError, ValueError, re.error, RecursionError) as error:
        raise ReadError(f"the pattern cannot be used ({error})") from error
    if not paths:
        raise ReadError("nothing matches; check the path or the pattern")
    folders: set[Path] = set()
    for path in map(Path, paths):
        if not folders.isdisjoint(path.parents):  # `news/**` names every folder and again what is in it
            continue
        if path.is_dir():
            folders.add(path)
        yield from _guarded_path(str(path))


def _guarded_path(path: str) -> Iterator[Outcome]:
    try:
        yield from _from_path(path)
    except ReadError as error:
        yield _about(shown(path), error)


def _kind(name: str) -> tuple[str | None, str, bool]:
    """Kind by suffix (None: another suffix, "": none at all), the name without suffixes, and whether it is gzipped."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122
    packed = suffix.lower() == ".gz"
    if packed:
        stem, suffix = os.path.splitext(stem)  # noqa: PTH122
    if not _SUFFIX.fullmatch(suffix):  # `خبر 3.5 مليون` has a dot and no suffix
        return "", stem + suffix, packed
    return _KINDS.get(suffix.lower()), stem, packed


def _opened(path: Path) -> Iterator[Outcome]:
    kind, stem, packed = _kind(path.name)
    with open_given(path) as stream:
        content = gunzip(stream) if packed else stream
        if kind is None:
            beginning = content.read(_PEEK)
            if not _is_html(beginning):
                raise ReadError(
                    f"this kind of file is not supported; supported are {SUPPORTED}. "
                    "Plain text under another name: rename it to .txt, or give it as - (standard input)"
                )
            content = unread(beginning, content)
            kind = "html"
        yield from _articles(content, kind, stem)


def _articles(
    stream: BinaryIO, kind: str, stem: str, charset: str | None = None, url: str | None = None
) -> Iterator[Outcome]:
    """The articles in a stream of the given kind; "" means by its content."""
    if kind == "":
        beginning = stream.read(_PEEK)
        kind = _sniffed(beginning)
        stream = unread(beginning, stream)
    if kind == "jsonl":
        from mujaz.articles.tables import read_lines

        yield from read_lines(stream, stem)
        return
    data = read_bounded(stream)
    if kind == "json":
        from mujaz.articles.tables import read_json

        yield from read_json(data, stem)
    elif kind == "html" or (kind == "text" and _is_html(data[:_PEEK])):
        yield _page(data, stem, charset, url)
    else:
        yield Article(id=stem, text=decode(data).text, url=url)


def _page(data: bytes, stem: str, charset: str | None, url: str | None) -> Article:
    from mujaz.articles.html import extract

    found = extract(data, url, charset=charset)
    return Article(
        id=stem,
        text=found.text,
        title=found.title,
        url=found.url,
        outlet=found.outlet,
        published=found.published,
        published_from="page" if found.published else None,
    )


def _sniffed(beginning: bytes) -> str:
    start = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb'\[\s*[{\]]|\{\s*["}]', start):
        first, complete, _ = start.partition(b"\n")
        # A line that is a whole object is JSON Lines; a longer line may be either, and a list never is.
        one_line = first.rstrip().endswith(b"}") or not complete
        return "jsonl" if start.startswith(b"{") and one_line and first.strip() != b"{" else "json"
    return "html" if _is_html(beginning) else "text"


def _is_html(beginning: bytes) -> bool:
    from mujaz.articles.html import looks_like_html

    encoding = "utf-16" if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return looks_like_html(beginning.decode(encoding, "ignore"))


def _from_stdin(stdin: BinaryIO | None) -> Iterator[Outcome]:
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise ReadError("there is none; give files instead of -")
    beginning = stream.read(_PEEK)
    stream = unread(beginning, stream)
    if beginning.startswith(b"\x1f\x8b"):
        stream = gunzip(stream)
    yield from _articles(stream, "", "stdin")


def _from_url(source: str, allow_private_hosts: bool) -> Iterator[Outcome]:
    from mujaz.articles.url import fetch

    page = fetch(source, allow_private_hosts=allow_private_hosts)
    parts = urlsplit(page.url)
    name = next((part for part in reversed(unquote(parts.path).split("/")) if part), "") or parts.hostname or "page"
    kind, stem, _ = _kind(name)
    stem = stem if kind else name
    yield from _articles(io.BytesIO(page.data), page.kind or "", stem, page.charset, page.url)
