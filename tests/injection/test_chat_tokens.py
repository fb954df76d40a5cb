"""Tokens of chat templates and numbers of segments lose their power and keep their letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.articles.chat_tokens import TOKEN, break_tokens


@pytest.mark.parametrize(
    "token",
    [
        "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|start_header_id|>", "<|eot_id|>", "<|channel|>",
        "<|fim_prefix|>", "<|START_OF_TURN_TOKEN|>", "<|turn>", "<turn|>", "<｜User｜>", "<｜begin▁of▁sentence｜>",
        "[INST]", "[/INST]",
        "[TOOL_CALLS]", "[SYSTEM_PROMPT]", "[gMASK]", "<<SYS>>", "<</SYS>>", "<s>", "</s>", "<bos>", "<start_of_turn>",
        "<end_of_turn>", "<think>", "</think>", "<tool_call>", "</tool_response>",
        "[|assistant|]", "[|endofturn|]", "]~b]",
    ],
)  # fmt: skip
def test_a_token_becomes_text(token: str) -> None:
    raw = f"قبل {token} بعد"
    done = break_tokens(raw)
    assert TOKEN.search(done.text) is None
    assert done.text.replace(" ", "") == raw.replace(" ", "")
    [edit] = done.edits
    assert (edit.kind, edit.before) == ("markup.chat_token", token)
    at = done.text.index(edit.after)
    assert done.raw_span(at, at + len(edit.after)) == (edit.start, edit.end)


@pytest.mark.parametrize("number", ["[1]", "[ 12 ]", "[١٢]", "[9999]"])
def test_a_number_in_square_brackets_gets_round_ones(number: str) -> None:
    done = break_tokens(f"{number} قال")
    assert done.text == f"({number[1:-1]}) قال"
    assert list(done.map) == list(range(len(done.text)))


@pytest.mark.parametrize(
    "text", ["أقل من 5 < 7 و8 > 3", "[صورة]", "[...]", "<p>فقرة</p>", "a[i] = b", "«داعش»", "الرقم (3)", "<b>"]
)
def test_other_brackets_stay(text: str) -> None:
    assert break_tokens(text).text == text


@given(st.text(st.sampled_from("<|>[]/s1 INSTa｜~b\n"), max_size=60))
def test_nothing_is_left_and_doing_it_again_changes_nothing(text: str) -> None:
    done = break_tokens(text)
    assert TOKEN.search(done.text) is None
    assert break_tokens(done.text).text == done.text
    assert len(done.map) == len(done.text)
    assert list(done.map) == sorted(done.map)
    for edit in done.edits:
        assert text[edit.start : edit.end] == edit.before
