"""How much is read at most. Every limit counts what was read, none the time, but for the web, where others decide it.

`docs/input.md` says the same to users; a test keeps the two alike.
"""

from __future__ import annotations

__all__ = [
    "FETCH_SECONDS",
    "MAX_ARTICLE_CHARACTERS",
    "MAX_BLANK_LINES",
    "MAX_DEPTH",
    "MAX_ELEMENTS",
    "MAX_FILE_BYTES",
    "MAX_PAGE_BYTES",
    "MAX_REDIRECTS",
    "MAX_SKIPPED_BYTES",
    "MAX_TAGS",
    "MAX_UNFOLDING",
]

MAX_FILE_BYTES = 20_000_000
"""Largest text, HTML or JSON file, largest line of JSON Lines, largest line, field and quoted cell of a CSV table."""

MAX_ARTICLE_CHARACTERS = 2_500_000
"""Longest text of one article. A long newspaper article has 30,000, a long novel 1 million; cleaning takes
about 60 bytes of memory for each character, and up to 350 where every word is written to evade filters."""

MAX_SKIPPED_BYTES = 1_000_000_000
"""Bytes of a line that is too long which are passed over to reach the next one; then the rest is given up."""

MAX_BLANK_LINES = 100_000
"""Blank lines one after another in JSON Lines; a stream that has more is no table, and may have no end."""

MAX_UNFOLDING = 100
"""How many times its packed size a file may unfold to, past the first `MAX_FILE_BYTES` (text: 3 to 20; a bomb:
1,000)."""

MAX_ELEMENTS = 20_000
MAX_DEPTH = 200
"""Elements of an HTML page, and how deep they may be nested. News pages have 1,000 to 10,000, 15 to 60 deep; libxml2
itself ends at 256. The work grows faster than the page: beyond these limits a hostile one could take minutes."""

MAX_TAGS = 10 * MAX_ELEMENTS
"""Start and end tags, those in scripts and comments too: looked at before the page is parsed, which takes memory."""

MAX_PAGE_BYTES = 10_000_000
"""Largest answer from the web, as sent and as unpacked."""

FETCH_SECONDS = 30.0
MAX_REDIRECTS = 5
"""For one address: the whole time, redirects and slow servers included, and how many redirects are followed."""
