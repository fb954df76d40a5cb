"""Where briefs go: files in a folder, written whole or not at all, and standard output."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from mujaz import render
from mujaz.articles.article import Article
from mujaz.disk import atomic
from mujaz.errors import ExistsError, OutputError, UsageError
from mujaz.render._text import json_text
from mujaz.schema.brief import Brief

__all__ = ["FORMATS", "Delivery", "Format", "write_atomically"]

Format = Literal["terminal", "md", "html", "json"]

FORMATS: tuple[Format, ...] = ("terminal", "md", "html", "json")

_FILE_NAME = re.compile(r"""[^-.\x00-\x1f/\\:*?"<>|][^\x00-\x1f/\\:*?"<>|]*""")
"""No path, no hidden file, nothing that a command takes for an option. Articles that `mujaz.articles` reads have such
ids; this is for those that callers make."""
_LONGEST_NAME = 240
"""Bytes; with the suffix under the 255 of common file systems."""


def _render(brief: Brief, article: Article, format_: Format, *, compact: bool = False) -> str:
    if format_ == "json":
        return json_text(brief.model_dump_json(by_alias=True) + "\n" if compact else brief.to_json())
    if format_ == "md":
        return render.markdown(brief)
    return render.html(brief, article.text)


class Delivery:
    """Takes finished briefs.

    With `out`, every format but "terminal" becomes a file `<article id>.<format>` in that folder; without it,
    everything goes to `print_text` (and "terminal" to `print_brief`) in the order of the articles. `force` lets
    existing files be replaced.

    JSON that is printed is one indented document when there is one article, and JSON Lines, a compact document a line,
    when there are several: the first brief waits until `several` or `finish` is called.
    """

    def __init__(
        self,
        formats: Sequence[Format],
        out: Path | None,
        *,
        force: bool,
        print_text: Callable[[str], None],
        print_brief: Callable[[Brief], None],
    ) -> None:
        self.formats = tuple(dict.fromkeys(formats))
        self.out = out
        self.force = force
        self._print_text = print_text
        self._print_brief = print_brief
        self._pages = 0
        self._unsaved: set[str] = set()
        self._several = False
        self._waiting: tuple[Brief, Article] | None = None
        if out is not None:
            _demand_writable(out)

    def files(self, article: Article) -> dict[Format, Path]:
        """The files that this article's brief will become."""
        if self.out is None:
            return {}
        if not _FILE_NAME.fullmatch(article.id) or len(article.id.encode("utf-8", "replace")) > _LONGEST_NAME:
            raise UsageError(f"{article.id[:80]!r}: the article's id cannot be the name of a file.")
        return {f: self.out / f"{article.id}.{f}" for f in self.formats if f != "terminal"}

    def demand_room(self, article: Article) -> None:
        """Whether this article's results have somewhere to go: asked before the model is paid.

        Raises ExistsError when a file is there already, UsageError for a second HTML page on standard output.
        """
        if self.out is None and "html" in self.formats:
            if self._pages:
                raise UsageError("Several HTML pages cannot go to standard output; give --out FOLDER.")
            self._pages += 1
        for path in self.files(article).values():
            if path.exists() and not self.force:
                raise ExistsError(f"{path} is there already. Give --force to replace it.")

    def save(self, brief: Brief, article: Article) -> None:
        """Write the article's files, all or none. Raises OutputError; then `show` prints the brief whatever the formats
        are, because it is paid."""
        try:
            with contextlib.ExitStack() as stack:
                parts = [
                    stack.enter_context(_part_of(path, _render(brief, article, format_)))
                    for format_, path in self.files(article).items()
                ]
                for part in parts:
                    with _reported(part.path):
                        part.put()
        except OutputError:
            self._unsaved.add(article.id)
            raise

    def several(self) -> None:
        """There is more than one article: what is printed as JSON is JSON Lines from now on."""
        self._several = True
        self.finish()

    def show(self, brief: Brief, article: Article) -> None:
        """Print what goes to standard output."""
        if self.out is None and "json" in self.formats and not self._several and self._waiting is None:
            self._waiting = brief, article
            return
        self._show(brief, article)

    def finish(self) -> None:
        """Print the brief that waits, if one does: there is nothing after it."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._show(*waiting)

    def _show(self, brief: Brief, article: Article) -> None:
        unsaved = article.id in self._unsaved and "terminal" not in self.formats
        for format_ in (*self.formats, "terminal") if unsaved else self.formats:
            if format_ == "terminal":
                self._print_brief(brief)
            elif self.out is None:
                self._print_text(_render(brief, article, format_, compact=self._several))


def write_atomically(path: Path, text: str) -> None:
    """Write `text` as UTF-8 so that `path` is either as before or complete. Raises OutputError."""
    with _part_of(path, text) as part, _reported(path):
        part.put()


@contextlib.contextmanager
def _part_of(path: Path, text: str) -> Iterator[atomic.Part]:
    """A complete file beside `path`, to be put there; gone at the end if it was not."""
    with contextlib.ExitStack() as stack:
        with _reported(path):
            part = stack.enter_context(atomic.Part(path))
            part.file.write(text.encode("utf-8", "replace"))
            part.finish()
        yield part


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from error


def _demand_writable(folder: Path) -> None:
    """Make the folder and try it. Raises OutputError: before any model is asked."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        atomic.sweep(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot write there ({error.strerror or error}).") from error
