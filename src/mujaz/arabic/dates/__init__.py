"""Dates in Arabic text: `find` the expressions, `resolve` one of them against a publication day."""

from mujaz.arabic.dates.find import find
from mujaz.arabic.dates.resolve import points_elsewhere, resolve
from mujaz.arabic.dates.when import Basis, Precision, When

__all__ = ["Basis", "Precision", "When", "find", "points_elsewhere", "resolve"]
