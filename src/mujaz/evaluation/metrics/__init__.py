"""The metrics, in the order in which they are shown. A new metric is a file and a line here."""

from mujaz.evaluation.metrics import (
    attribution,
    caveats,
    ceaf_ree,
    chrf,
    effort,
    entities,
    event_count,
    event_f1,
    evidence,
    must_not,
    nuggets,
    rouge_l,
    schema_valid,
    slots,
    support,
    unsupported_names,
    unsupported_numbers,
)
from mujaz.evaluation.metrics.base import Metric

__all__ = ["METRICS", "SCORER"]

SCORER = "1"
"""Which rules scored. Raise it whenever the same briefs and gold would give other numbers: a metric, the matching of
wording, or a check that a metric counts has changed. `tests/evaluation/test_pinned_scores.py` notices."""

_MODULES = (
    event_f1,
    nuggets,
    must_not,
    unsupported_numbers,
    unsupported_names,
    attribution,
    evidence,
    schema_valid,
    slots,
    ceaf_ree,
    event_count,
    caveats,
    entities,
    chrf,
    rouge_l,
    support,
    effort,
)

METRICS: dict[str, Metric] = {metric.name: metric for module in _MODULES for metric in module.METRICS}
