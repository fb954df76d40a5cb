"""What chat templates and our own prompt write between the parts of a request, and how to take its power from it.

Many servers turn `<|im_end|>` inside an article into the very token that ends a turn; and the prompt numbers its lines
with `[12]`. A space behind the first sign, or round brackets for square ones, leave the words readable as mere text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mujaz.arabic.mapped import Edit, Mapped
from mujaz.arabic.rewriting import Rewriting, rewritten

__all__ = ["TOKEN", "break_tokens"]

_TAGS = (
    "s bos eos pad unk mask sop eop eod bot eot think thinking tool tools tool_call tool_calls tool_response "
    "tool_result tool_results function_call function_calls function_response "
    "start_of_turn end_of_turn start_of_image end_of_image begin_of_text end_of_text user assistant system human"
)
_BRACKETED = (
    "INST SYSTEM_PROMPT AVAILABLE_TOOLS TOOL_CALLS TOOL_RESULTS TOOL_CONTENT ARGS CALL_ID THINK IMG PREFIX MIDDLE "
    "SUFFIX CONTROL gMASK sMASK BOS EOS UNK PAD"
)

TOKEN = re.compile(
    r"<[|｜](?:[\w▁./:-]{1,40}[|｜]?>)"  # <|im_start|>, <｜User｜>, <|turn>
    r"|<[\w▁./:-]{1,40}[|｜]>"
    r"|\[\|[\w▁./:-]{1,40}\|\]"  # [|assistant|]
    r"|<</?SYS>>"
    rf"|\[/?(?:{'|'.join(_BRACKETED.split())})\]"
    rf"|</?(?:{'|'.join(_TAGS.split())})>"
    r"|\]~!?b[\[\]]|\[e~\["
)
"""Special tokens of the common open models' chat templates, by form; for brackets and plain tags by name."""

_NUMBER = re.compile(r"\[[^\S\n]{0,20}+\d{1,6}[^\S\n]{0,20}+\]")


def break_tokens(text: str) -> Mapped:
    """`text` in which no chat token and no segment number is left.

    Edits are `markup.chat_token` and `markup.segment_number`. Linear in the length of the text.
    """
    if "<" not in text and "[" not in text and "]~" not in text:
        return Mapped(text, range(len(text)))
    changes = [*_broken(text), *_renumbered(text)]
    changes.sort(key=lambda change: change.edit.start)
    return rewritten(text, changes)


def _broken(text: str) -> Iterator[Rewriting]:
    for match in TOKEN.finditer(text):
        start, end = match.span()
        after = f"{match[0][0]} {match[0][1:]}"
        edit = Edit("markup.chat_token", start, end, match[0], after, "a chat template's token, as text")
        yield Rewriting(edit, [start, start + 1, *range(start + 1, end)])


def _renumbered(text: str) -> Iterator[Rewriting]:
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        reason = "square brackets number the segments; the article's own become round ones"
        yield Rewriting(
            Edit("markup.segment_number", start, end, match[0], f"({match[0][1:-1]})", reason), range(start, end)
        )
