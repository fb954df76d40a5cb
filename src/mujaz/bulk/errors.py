"""Errors of a run as a whole.

UsageError
  RunHeldError       another process works on the run                       exit 2
  RunDiffersError    the run was made with another prompt, model or option  exit 2
OutputError
  LedgerError        the ledger cannot be written or read                   exit 2
EndpointError
  BudgetSpentError   the budget does not hold another request               exit 1
  StoppedError       the run ends; this request is not sent                 exit 1
"""

from __future__ import annotations

from mujaz.errors import EndpointError, OutputError, UsageError

__all__ = ["BudgetSpentError", "LedgerError", "RunDiffersError", "RunHeldError", "StoppedError"]


class RunHeldError(UsageError):
    """Another process works on this run."""


class RunDiffersError(UsageError):
    """The run was started with a prompt, model or option that gives other briefs."""


class LedgerError(OutputError):
    """The ledger cannot be opened, read or written: no space, no permission, damaged, or no ledger."""


class BudgetSpentError(EndpointError):
    """Spent and reserved together leave no room for one more request."""

    exit_code = 1
    stops_run = False


class StoppedError(EndpointError):
    """The run is ending; what was not sent yet stays unsent."""

    exit_code = 1
    stops_run = False
