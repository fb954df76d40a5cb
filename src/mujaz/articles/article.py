"""The article as it was read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from datetime import date

from mujaz.articles.limits import MAX_ARTICLE_CHARACTERS
from mujaz.errors import ReadError

__all__ = ["Article"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article. All offsets in a brief count Unicode code points of `text`, which is never changed.

    `id` is safe as a file name and unique within one run. `published` is the publication date, None when
    nobody says it; `published_from` says who did: "given" (the caller), "page" (metadata of an HTML page),
    "record" (a field of a JSON record), or None. `source` is what the user named (path, URL, "-"). Raises ReadError
    for a text longer than `limits.MAX_ARTICLE_CHARACTERS`.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_from: str | None = None
    source: str | None = None
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        if len(self.text) > MAX_ARTICLE_CHARACTERS:
            raise ReadError(
                f"the text has {len(self.text):,} characters, and an article may have at most "
                f"{MAX_ARTICLE_CHARACTERS:,}; split it"
            )
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)

    @classmethod
    def from_path(cls, path: str | os.PathLike[str], published: date | None = None) -> Article:
        """The article in one file (text, Markdown, HTML or JSON, see `mujaz.articles.read`).

        Raises ReadError when the file cannot be read, or does not hold exactly one article.
        """
        from mujaz.articles.sources import read_one

        return read_one(os.fspath(path), published=published, files_only=True)

    @classmethod
    def from_url(cls, url: str, published: date | None = None, *, allow_private_hosts: bool = False) -> Article:
        """The article at an http(s) address (`mujaz.articles.url.fetch` gives the limits).

        Raises ReadError, `retryable` when the server may answer later.
        """
        from mujaz.articles.sources import read_one

        return read_one(url, published=published, allow_private_hosts=allow_private_hosts)

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        id: str = "text",
        title: str | None = None,
        url: str | None = None,
        outlet: str | None = None,
        published: date | None = None,
    ) -> Article:
        """An article from text at hand; a title that the text does not begin with is put in front of it.

        Raises ReadError for a text without words, with NUL characters, or with lone surrogates (which come
        from decoding with the wrong error handler).
        """
        from mujaz.articles.identity import safe_id
        from mujaz.articles.title import with_title

        whole = with_title(title, text)
        if not any(map(str.isalnum, text)):
            raise ReadError("the text holds no words; nothing to read")
        if "\0" in whole or any("\ud800" <= character <= "\udfff" for character in whole):
            raise ReadError("the text has NUL characters or lone surrogates; decode its bytes as what they are")
        return cls(
            id=safe_id(id),
            text=whole,
            title=title,
            url=url,
            outlet=outlet,
            published=published,
            published_from="given" if published else None,
        )
