"""Where a run comes from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Origin"]


class Origin(BaseModel):
    """`source`: as it was named; of a recording set also who answered, when, and with what.

    `seconds`: how long one answer took when it was recorded, by article.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    answered_by: str | None = None
    recorded: str | None = None
    parameters: dict[str, float | int | None] = {}
    reasks: int | None = None
    seconds: dict[str, float] = {}
