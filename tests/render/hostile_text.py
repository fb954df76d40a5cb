"""Text that tries to get out of its place, and briefs in which every text field holds it."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from mujaz.schema.brief import Brief

__all__ = ["HOSTILE", "filled", "hostile_text"]

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

hostile_text = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec=None), min_size=1, max_size=40),
    st.text(alphabet="<>&\"'`[](){}*_#-+.!|\\~:/@=$%^ \n\t0Aب\u202e\x1b", min_size=1, max_size=30),
)


def filled(brief: Brief, text: str) -> Brief:
    """`brief` with `text` in every free-text field; codes, quotes, hashes and what is null stay."""
    changed = _filled(brief, text)
    assert isinstance(changed, Brief)
    return changed


_KEPT = {"quote", "prefix", "suffix", "raw_sha256", "path", "edtf"}


def _filled(value: Any, text: str) -> Any:
    if isinstance(value, list):
        return [_filled(each, text) for each in value]
    if not isinstance(value, BaseModel):
        return value
    changes: dict[str, Any] = {}
    for name, field in type(value).model_fields.items():
        old = getattr(value, name)
        if isinstance(old, str):
            if _is_free_text(field.annotation) and name not in _KEPT:
                changes[name] = text
        else:
            changes[name] = _filled(old, text)
    return value.model_copy(update=changes)


def _is_free_text(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, types.UnionType):
        return any(_is_free_text(each) for each in get_args(annotation))
    return annotation is str
