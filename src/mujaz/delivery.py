"""Where briefs go: files in a folder, written whole or not at all, and standard output."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from mujaz import render
from mujaz.articles.article import Article
from mujaz.errors import ExistsError, OutputError, UsageError
from mujaz.schema.brief import Brief

__all__ = ["FORMATS", "Delivery", "Format", "write_atomically"]

Format = Literal["terminal", "md", "html", "json"]

FORMATS: tuple[Format, ...] = ("terminal", "md", "html", "json")


def _render(brief: Brief, article: Article, format_: Format) -> str:
    if format_ == "json":
        return brief.to_json()
    if format_ == "md":
        return render.markdown(brief)
    return render.html(brief, article.text)


class Delivery:
    """Takes finished briefs.

    With `out`, every format but "terminal" becomes a file `<article id>.<format>` in that folder; without it,
    everything goes to `print_text` (and "terminal" to `print_brief`) in the order of the articles. `force` lets
    existing files be replaced.
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
        if out is not None:
            _demand_writable(out)

    def files(self, article: Article) -> dict[Format, Path]:
        """The files that this article's brief will become."""
        if self.out is None:
            return {}
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
        """Write the article's files, all or none. Raises OutputError."""
        with contextlib.ExitStack() as stack:
            parts = [
                (stack.enter_context(_part_of(path, _render(brief, article, format_))), path)
                for format_, path in self.files(article).items()
            ]
            for part, path in parts:
                with _reported(path):
                    part.replace(path)

    def show(self, brief: Brief, article: Article) -> None:
        """Print what goes to standard output."""
        for format_ in self.formats:
            if format_ == "terminal":
                self._print_brief(brief)
            elif self.out is None:
                self._print_text(_render(brief, article, format_))


def write_atomically(path: Path, text: str) -> None:
    """Write `text` as UTF-8 so that `path` is either as before or complete. Raises OutputError."""
    with _part_of(path, text) as part, _reported(path):
        part.replace(path)


@contextlib.contextmanager
def _part_of(path: Path, text: str) -> Iterator[Path]:
    """A complete file beside `path` with the rights it should have, for a rename; gone at the end if not renamed."""
    with _reported(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with _reported(path):
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="replace") as file:
                file.write(text)
            part.chmod(0o666 & ~_umask())
        yield part
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _demand_writable(folder: Path) -> None:
    """Make the folder and try it. Raises OutputError: before any model is asked."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(f"{folder}: cannot write there ({error.strerror or error}).") from error
