"""A run's results as tables: `briefs`, `events`, `findings` and `articles`, one row at a time."""

from mujaz.bulk.export.tables import FORMATS, TABLES, export

__all__ = ["FORMATS", "TABLES", "export"]
