"""The states of an article in a run, and the kinds of failure.

    read ──> queued ──> running ──> done
               ▲ │         │ ├────> failed ──(retry asked for)──> queued
               │ │         └─┴────> queued      stopped, or the process died
               │ └────────> submitted ──> done | failed | queued      in a provider's batch
               │
    read ──> duplicate     same as another article, whose brief stands for it
    read ──> left_out      a near copy, under `--duplicates skip`
    read ──> failed        a record that is no article

- `queued`: known, and nothing has been paid for it since it was queued.
- `running`: a request may be under way. It is written before anything is sent: what is `running` when a run is
  opened was in flight when a process died, and is queued again. An article that was in flight at
  `MAX_CRASHES` deaths in a row becomes `failed` with the kind `crashed`, so that one article cannot keep a run down.
- `submitted`: in a provider's batch; the row's `batch` names it. Nobody but the batch's collector touches it.
- `done`: the brief is in the ledger. Nothing leads out of it: it is never paid for again.
- `failed`: the row says why. Only a retry that was asked for leads out of it.
- `duplicate`: the row's `same_as` names the article whose brief stands for this one, and is never itself a duplicate.

Every arrow is one transaction, and is taken only from the state it starts in.
"""

from __future__ import annotations

from typing import Literal, get_args

from mujaz.errors import (
    AuthenticationError,
    ContextTooLongError,
    InvalidAnswerError,
    ModelError,
    MujazError,
    NotArabicError,
    RateLimitedError,
    ReadError,
    RefusedError,
    TruncatedAnswerError,
    UnknownModelError,
    UnreachableError,
    UnsupportedError,
)

__all__ = ["FAILURES", "MAX_CRASHES", "STATES", "Failure", "State", "failure_of"]

State = Literal["queued", "running", "submitted", "done", "failed", "duplicate", "left_out"]

STATES: tuple[State, ...] = get_args(State)

MAX_CRASHES = 8
"""Deaths of a process in a row that an article may be in flight at."""

Failure = Literal[
    "unreadable", "not_arabic", "too_long", "truncated", "refused", "invalid", "unsupported", "model",
    "limited", "unreachable", "endpoint", "crashed", "internal",
]  # fmt: skip

FAILURES: tuple[Failure, ...] = get_args(Failure)

_KINDS: tuple[tuple[type[MujazError], Failure], ...] = (
    (NotArabicError, "not_arabic"),
    (ReadError, "unreadable"),
    (ContextTooLongError, "too_long"),
    (TruncatedAnswerError, "truncated"),
    (RefusedError, "refused"),
    (InvalidAnswerError, "invalid"),
    (UnsupportedError, "unsupported"),
    (ModelError, "model"),
    (RateLimitedError, "limited"),
    (UnreachableError, "unreachable"),
    (AuthenticationError, "endpoint"),
    (UnknownModelError, "endpoint"),
)
"""Most specific first."""


def failure_of(error: BaseException) -> Failure:
    """The kind of failure that an error of `mujaz.errors` means for an article; "internal" for any other error."""
    return next((kind for error_type, kind in _KINDS if isinstance(error, error_type)), "internal")
