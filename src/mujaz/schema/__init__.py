"""The draft that a model fills in and the brief that a user receives."""

from mujaz.schema.brief import Brief
from mujaz.schema.draft import Draft

__all__ = ["Brief", "Draft"]
