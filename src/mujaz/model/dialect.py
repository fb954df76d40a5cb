"""How a request is put to an endpoint that does not take everything we would send.

Servers differ in what they accept: string limits inside a strict schema, schemas at all, `temperature`,
`max_tokens`. A request starts in the fullest form; when the endpoint refuses it and names a part, that part is
given up for all later requests of the run. The prompt itself never changes.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

import openai

from mujaz.model.endpoint import Endpoint
from mujaz.prompts import Message, Parameters
from mujaz.schema.draft import Draft

__all__ = ["Dialect", "draft_schema", "schema_sha256"]

_LIMITS = ("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern")


@functools.cache
def _strict_schema() -> dict[str, Any]:
    from openai.lib._pydantic import to_strict_json_schema

    schema: dict[str, Any] = _without(to_strict_json_schema(Draft), ("title", "description"))
    return schema


def draft_schema() -> dict[str, Any]:
    """The draft's JSON Schema in the strict form: every property required, no others, every limit in it."""
    return copy.deepcopy(_strict_schema())


@functools.cache
def schema_sha256() -> str:
    """Fingerprint of the draft's schema (canonical JSON)."""
    text = json.dumps(_strict_schema(), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@functools.cache
def _response_format(limits: bool) -> dict[str, Any]:
    schema = _strict_schema() if limits else _without(_strict_schema(), _LIMITS)
    return {"type": "json_schema", "json_schema": {"name": "draft", "strict": True, "schema": schema}}


def _without(node: Any, keywords: tuple[str, ...]) -> Any:
    """`node` without these schema keywords; properties of the same name stay."""
    if isinstance(node, list):
        return [_without(item, keywords) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {}
    for key, value in node.items():
        if key in ("properties", "$defs"):
            kept[key] = {name: _without(part, keywords) for name, part in value.items()}
        elif key not in keywords:
            kept[key] = _without(value, keywords)
    return kept


_NOT_TAKEN = ("unsupported", "not supported", "unrecognized", "unknown", "unexpected", "not permitted")
_SEED = re.compile(r"\bseed\b")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the endpoint has been found to accept.

    `schema`: "full", "plain" (strict schema without limits) or "prompt" (no schema support: the schema stands
    in the system message). `token_field` is the parameter that bounds the answer; `renamed` says that it
    is no longer the first one.
    """

    schema: str = "full"
    token_field: str = "max_tokens"
    temperature: bool = True
    seed: bool = True
    renamed: bool = False

    @classmethod
    def first_for(cls, endpoint: Endpoint) -> Dialect:
        """What to try first: OpenAI itself wants `max_completion_tokens`."""
        return cls(token_field="max_completion_tokens" if endpoint.kind == "openai" else "max_tokens")

    def body(self, messages: list[Message], parameters: Parameters) -> dict[str, Any]:
        """Keyword arguments for `chat.completions.create`, without the model."""
        body: dict[str, Any] = {"messages": messages, self.token_field: parameters.max_tokens}
        if self.temperature:
            body["temperature"] = parameters.temperature
        if self.seed and parameters.seed is not None:
            body["seed"] = parameters.seed
        if self.schema == "prompt":
            schema = json.dumps(_strict_schema(), separators=(",", ":"))
            system = f"{messages[0]['content']}\n\nThe JSON Schema of the answer:\n{schema}"
            body["messages"] = [{**messages[0], "content": system}, *messages[1:]]
        else:
            body["response_format"] = _response_format(self.schema == "full")
        return body

    def sent(self, parameters: Parameters) -> dict[str, float | int | str | None]:
        """The parameters as they are really sent, for the provenance."""
        return {
            "temperature": parameters.temperature if self.temperature else None,
            self.token_field: parameters.max_tokens,
            "seed": parameters.seed if self.seed else None,
            "schema": self.schema,
        }

    def without(self, error: openai.APIStatusError) -> Dialect | None:
        """The next dialect to try after this refusal; None when the refusal is about something else."""
        said = f"{error.param or ''} {error.message} {error.body}".lower()
        if self.temperature and "temperature" in said:
            return replace(self, temperature=False)
        if self.seed and _SEED.search(said):
            return replace(self, seed=False)
        if self.token_field in said and any(word in said for word in _NOT_TAKEN):
            other = "max_completion_tokens" if self.token_field == "max_tokens" else "max_tokens"
            return replace(self, token_field=other, renamed=True) if not self.renamed else None
        if any(word in said for word in ("response_format", "json_schema", "schema", "grammar")):
            if self.schema == "full":
                return replace(self, schema="plain")
            if self.schema == "plain":
                return replace(self, schema="prompt")
        return None
