"""When to look at a batch again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mujaz.bulk.batch.provider import ENDED, Told
from mujaz.bulk.batch.tables import Part

__all__ = ["Watch"]

_GROWTH = 1.5
_LONGEST = 30.0


@dataclass(slots=True)
class Watch:
    """A batch that is looked at with growing intervals: `first` seconds, half as much again each time, at most 30 times
    the first; from the start again when its status changes. `due` is on the caller's clock."""

    part: Part
    first: float
    due: float
    _interval: float = field(init=False)

    def __post_init__(self) -> None:
        self._interval = self.first

    @property
    def ended(self) -> bool:
        """Whether the batch stays as it is."""
        return self.part.status in ENDED

    def heard(self, told: Told, now: float) -> bool:
        """Take in what the endpoint tells; returns whether it is news."""
        news = (told.status, told.completed, told.failed) != (self.part.status, self.part.completed, self.part.failed)
        self._interval = (
            self.first if told.status != self.part.status else min(self._interval * _GROWTH, self.first * _LONGEST)
        )
        self.part = replace(self.part, status=told.status, completed=told.completed, failed=told.failed)
        self.due = now + self._interval
        return news

    def described(self) -> dict[str, object]:
        """For people and `mujaz bulk status`."""
        part = self.part
        return {"batch": part.batch, "status": part.status, "completed": part.completed, "rows": part.rows}
