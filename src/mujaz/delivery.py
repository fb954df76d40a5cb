"""Where briefs go: files in a folder, written whole or not at all, and standard output."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from mujaz import render
from mujaz.articles.article import Article
from mujaz.errors import OutputError, UsageError
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
        self._printed = 0
        if out is not None:
            _demand_writable(out)

    def files(self, article: Article) -> dict[Format, Path]:
        """The files that this article's brief will become."""
        if self.out is None:
            return {}
        return {f: self.out / f"{article.id}.{f}" for f in self.formats if f != "terminal"}

    def demand_room(self, article: Article) -> None:
        """Raise OutputError when a file of this article is there already: before the model is paid."""
        for path in self.files(article).values():
            if path.exists() and not self.force:
                raise OutputError(f"{path} is there already. Give --force to replace it.")

    def save(self, brief: Brief, article: Article) -> None:
        """Write the article's files. Raises OutputError."""
        for format_, path in self.files(article).items():
            write_atomically(path, _render(brief, article, format_))

    def show(self, brief: Brief, article: Article) -> None:
        """Print what goes to standard output."""
        self._printed += 1
        for format_ in self.formats:
            if format_ == "terminal":
                self._print_brief(brief)
            elif self.out is None:
                if format_ == "html" and self._printed > 1:
                    raise UsageError("Several HTML pages cannot go to standard output; give --out FOLDER.")
                self._print_text(_render(brief, article, format_))


def write_atomically(path: Path, text: str) -> None:
    """Write `text` as UTF-8 so that `path` is either as before or complete. Raises OutputError."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="replace") as file:
                file.write(text)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
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
