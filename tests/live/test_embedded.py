"""The embedded model for real: minutes of work on two cores. `make live`."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mujaz import Article, Summarizer
from mujaz.model import local
from tests.support.drafts import CHECKPOINT

pytestmark = [pytest.mark.live]


def test_one_article_becomes_a_valid_brief_and_the_server_stops() -> None:
    if not local.installed():
        pytest.fail("the extra `local` is not installed; run this by `make live`")
    article = Article.from_path(Path(CHECKPOINT))
    with Summarizer(model="embedded", reasks=0, say=print) as summarizer:
        brief = summarizer.brief(article)
        address = urlsplit(summarizer.endpoint.base_url or "")
    assert brief.provenance.endpoint == "embedded"
    assert brief.provenance.model == "qwen2.5-coder-1.5b-instruct-q4_k_m"
    assert brief.provenance.tokens.completion
    passages = [e for statement in brief.summary for e in statement.evidence]
    assert passages, "no sentence of the summary points to the Arabic"
    for passage in passages:
        assert article.text[passage.start : passage.end] == passage.quote
    for slot in (slot for event in brief.events for slot in event.slots):
        if slot.match == "exact":
            assert article.text[slot.start : slot.end] == slot.quote
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((address.hostname or "", address.port or 0), timeout=2)
    print(brief.to_json())
