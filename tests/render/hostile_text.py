"""Text that tries to get out of its place, and briefs in which every text field holds it."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from mujaz.schema.brief import Brief

__all__ = ["CORPUS", "HOSTILE", "crowd", "filled", "free_text_fields", "hostile_text", "steeped"]

HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "</style><style>*{display:none}</style>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg/onload=document.title='owned'>",
    '" onmouseover="document.title=1" x="',
    "' autofocus onfocus='document.title=1",
    "<!-- <base href=https://evil.example/>",
    "{{ 7 * 7 }}{% raw %}{# gone #}",
    "javascript:document.title=1",
    "&lt;b&gt;&#60;script&#62;&amp;",
    "[link](https://evil.example) ![img](https://evil.example/i.png) <https://evil.example>",
    "https://evil.example www.evil.example mail@evil.example",
    "# heading",
    "1. list",
    "- list | cell | `code` **bold** _em_ ~~gone~~",
    "---",
    "===",
    "> quote",
    "```",
    "    code",
    "a\n\n# heading\n\n<b>x</b>",
    "[ref]: https://evil.example",
    "[red]markup[/red] [link=https://evil.example]x[/link] :smile:",
    "\x1b]0;owned\x07\x1b[31mred\x1b[2J\x9b31m",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200b\u200e\ufeff",
    "\x00\x01\x7f\x85\u2028\u2029",
    "\ud800 lone \udfff",
    "انفجار\u202e<b>",
    "\U000e0041\U000e0042",
    "\\",
    "|",
    "*",
    "]]>",
)

CORPUS = (
    *HOSTILE,
    # pages
    "</title><script>document.title='owned'</script>",
    "</textarea></noscript><img src=x onerror=\"document.title='owned'\">",
    '<noscript><p title="</noscript><img src=x onerror=document.title=1>">',
    '<math><mtext><table><mglyph><style><img title="</style><img src=x onerror=document.title=1>">',
    "<plaintext>",
    "<template><script>document.title='owned'</script></template>",
    "<![CDATA[<b>]]><?php echo 1 ?>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<iframe srcdoc='<script>parent.document.title=1</script>'></iframe>",
    "<form action=https://evil.example><button>go</button></form>",
    "<a href=javascript:document.title=1>x</a>",
    "<bdo dir=rtl>x",
    "-->",
    "--!>",
    "&NewLine;&#106;avascript&colon;alert(1)",
    "{% include '/etc/passwd' %}{{ self }}${7*7}#{7*7}",
    # addresses
    "JaVaScRiPt:alert(1)//https://x.example",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example/a",
    "https://user:password@evil.example/",
    "https://evil.example/`<b>`|x",
    "mailto:somebody@evil.example?subject=x",
    "ftp://evil.example/x WWW.EVIL.EXAMPLE HTTPS://EVIL.EXAMPLE",
    # Markdown
    "![x](javascript:1)",
    "[x](<javascript:1>) [y][ref] [^1]",
    "<evil@evil.example> <xmpp:a@b.example>",
    "@everyone #1 somebody/project#2",
    "| a | b |\n|---|---|\n| c | d |",
    "~~~ html",
    "1) x",
    "+ x",
    "\t- x",
    "Setext\n-----",
    "<details open><summary>x</summary>",
    "a\\|b \\",
    "trailing  \nbreak",
    "$x$ ^y^ ==z== :::note",
    # spreadsheets
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
    " =1",
    "\u00a0=1",
    "\ufeff=1",
    "\u200f=1",
    "'=1",
    'DDE("cmd";"/C calc";"x")',
    'a";=1;"b',
    # terminals
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[2K\x1b[1A\x1b[?1049h\x1bc",
    "\x9b2J\x90payload\x9c\x9d0;owned\x9c",
    "shown\x08\x08\x08\x08\x08other\x7f",
    "x\nmujaz: FORGED",
    "x\r\nmujaz: FORGED",
    "x\u2028FORGED\u2029FORGED",
    "x\x85FORGED\x0bFORGED\x0cFORGED\x1cFORGED",
    "\x07\x0e\x0f\x16",
    # direction, and what is not to be seen
    "\u2067\u202e\u202b unclosed",
    "\u2069\u202c\u202c closing what it did not open",
    "English then عربي",
    "عربي then English 123",
    "a\u200db\u200cc\u2060d\u00ade\u034ff\u180eg\u115fh\u3164i\uffa0j",
    "Z" + "\u0301\u0323" * 20,
    "\ufdd0\ufffe\uffff\U0001ffff",
    # files
    "../../etc/passwd",
    "..\\..\\windows",
    "CON",
    "nul.txt",
    "-rf",
    ".hidden",
    "trailing. . ",
    "ا" * 400,
    "%2e%2e%2f",
    "a:b",
    "a/b\\c*d?e",
)
"""Everything that no output may obey: `HOSTILE`, and more for each kind of output."""

hostile_text = st.one_of(
    st.sampled_from(CORPUS),
    st.text(st.characters(codec=None), min_size=1, max_size=40),
    st.text(alphabet="<>&\"'`[](){}*_#-+.!|\\~:/@=$%^ \n\t0Aب\u202e\x1b", min_size=1, max_size=30),
)


def filled(brief: Brief, text: str) -> Brief:
    """`brief` with `text` in every free-text field; codes, quotes, hashes and what is null stay."""
    return _walked(brief, text, kept=_CITING | {"path", "edtf", "prefix", "suffix"}, nulls=False)


def steeped(part: Part, text: str, *, kept: Collection[str] = ()) -> Part:
    """A brief, or a part of one, with `text` in every field that may hold any string, also where it is null, except
    those named in `kept`. New fields of the schema are found by their types."""
    return _walked(part, text, kept=frozenset(kept), nulls=True)


def crowd(brief: Brief, texts: Sequence[str], raw: str | None = None) -> Brief:
    """A brief with a sentence, a caveat, an event, a name and a finding for every one of `texts`, steeped in it, and
    all of them together in its article and provenance. The parts are the first of `brief`, which must have some.

    With `raw`, the text of another article, everything cites one line of it for every text: what is shown beside it
    then holds together.
    """
    lines = _lines(raw) if raw is not None else []
    made: dict[str, list[Any]] = {name: [] for name in ("summary", "caveats", "events", "entities", "findings")}
    for number, text in enumerate(texts):
        for name, ours in made.items():
            for part in getattr(brief, name)[:1]:
                if raw is None:
                    ours.append(steeped(part, text))
                else:
                    cited = _citing(part, raw, *lines[number % len(lines)])
                    ours.append(steeped(cited, text, kept=_CITING | {"path"}))
    together = " ".join(texts)
    headline = brief.headline if raw is None else _citing(brief.headline, raw, *lines[0])
    changes = {
        "article": steeped(brief.article, together, kept={"raw_sha256"} if raw is not None else ()),
        "headline": steeped(headline, together, kept=_CITING if raw is not None else ()),
        "provenance": steeped(brief.provenance, together),
    }
    return brief.model_copy(update=made | changes)


def free_text_fields(model: type[BaseModel]) -> set[tuple[str, str]]:
    """Model and field of everything under `model` that may hold any string."""
    found: set[tuple[str, str]] = set()
    for name, field in model.model_fields.items():
        if _with_text(field.annotation, "") is not _NO:
            found.add((model.__name__, name))
        for part in _models(field.annotation):
            found |= free_text_fields(part)
    return found


Part = TypeVar("Part", bound=BaseModel)

_CITING = frozenset({"quote", "raw_sha256"})
_NO = object()


def _walked(part: Part, text: str, *, kept: Collection[str], nulls: bool) -> Part:
    changes: dict[str, Any] = {}
    for name, field in type(part).model_fields.items():
        old = getattr(part, name)
        if isinstance(old, BaseModel):
            changes[name] = _walked(old, text, kept=kept, nulls=nulls)
        elif isinstance(old, list) and any(isinstance(each, BaseModel) for each in old):
            changes[name] = [_walked(each, text, kept=kept, nulls=nulls) for each in old]
        elif name not in kept and (nulls or old is not None):
            new = _with_text(field.annotation, text)
            if new is not _NO and (nulls or not isinstance(old, dict)):
                changes[name] = new
    return part.model_copy(update=changes)


def _with_text(annotation: Any, text: str) -> Any:
    """A value of this type that holds `text`; `_NO` when only codes, dates, numbers or models fit."""
    origin, of = get_origin(annotation), get_args(annotation)
    if annotation is str:
        return text
    if origin is Annotated:
        return _with_text(of[0], text)
    if origin in (Union, types.UnionType):
        return next((value for each in of if (value := _with_text(each, text)) is not _NO), _NO)
    if origin is dict:
        return {text: text if (value := _with_text(of[1], text)) is _NO else value}
    if origin in (list, tuple) and of and (value := _with_text(of[0], text)) is not _NO:
        return [value]
    return _NO


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from _models(each)


def _lines(raw: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in raw.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _citing(part: Part, raw: str, start: int, end: int) -> Part:
    """The part with everything in it that has offsets at `raw[start:end]`."""
    changes: dict[str, Any] = {}
    for name in type(part).model_fields:
        old = getattr(part, name)
        if isinstance(old, BaseModel):
            changes[name] = _citing(old, raw, start, end)
        elif isinstance(old, list):
            changes[name] = [_citing(each, raw, start, end) if isinstance(each, BaseModel) else each for each in old]
    if {"start", "end"} <= set(type(part).model_fields) and isinstance(getattr(part, "start", None), int):
        changes |= {"start": start, "end": end}
        changes |= {"quote": raw[start:end]} if "quote" in type(part).model_fields else {}
    return part.model_copy(update=changes)
