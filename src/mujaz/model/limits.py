"""Does an article fit? An estimate of tokens, made before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mujaz.errors import ContextTooLongError
from mujaz.prompts import Message, Parameters

__all__ = ["ASK_ABOVE", "demand_room", "estimate_tokens"]

ASK_ABOVE = 6_000
"""Prompts estimated below this many tokens fit into every model worth using; above it, the endpoint is asked for
its context first."""

_ANSWER = 2_000
_ARABIC_WORD = re.compile(r"[\u0600-\u06FF\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFF]+")
_TOKENS_PER_ARABIC_WORD = 2.0
_CHARACTERS_PER_TOKEN = 4.0


def estimate_tokens(messages: Sequence[Message]) -> int:
    """About how many tokens the messages take: 2 for an Arabic word, 1 for four other characters.

    Measured on five news articles: 1.8 tokens a word with the o200k vocabulary, 2.0 with Qwen2.5's.
    """
    total = 0.0
    for message in messages:
        words = _ARABIC_WORD.findall(message["content"])
        total += len(words) * _TOKENS_PER_ARABIC_WORD
        total += (len(message["content"]) - sum(map(len, words))) / _CHARACTERS_PER_TOKEN
    return int(total)


def demand_room(messages: Sequence[Message], parameters: Parameters, context: int) -> None:
    """Raise ContextTooLongError, with both sizes, unless the prompt and a useful answer fit into `context`."""
    prompt = estimate_tokens(messages)
    answer = min(parameters.max_tokens, _ANSWER)
    if prompt + answer > context:
        raise ContextTooLongError(
            f"too long for the model: about {prompt:,} tokens with the prompt, and {answer:,} for the answer, "
            f"but its context holds {context:,}. Shorten the article, or use a model with a longer context."
        )
