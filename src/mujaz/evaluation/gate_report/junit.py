"""The comparison as JUnit XML, which every CI system shows: a test case for each question and for each broken
article."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from mujaz.evaluation.comparison import Comparison
from mujaz.evaluation.gate_report import wording as say
from mujaz.evaluation.verdict import Verdict
from mujaz.render._text import visible

__all__ = ["render"]

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Not a character of XML 1.0."""


def render(found: Comparison) -> str:
    """XML, one final newline. FAIL is a failure, INCONCLUSIVE an error: neither is a passed test."""
    cases: list[tuple[str, Verdict, str]] = []
    for one in found.questions:
        told = f"{one.name}: {say.change(one)} ({say.interval(one)}), margin {say.limit(one)}"
        more = f". {say.advice(one)}" if one.verdict is Verdict.INCONCLUSIVE else ""
        cases.append((one.name, one.verdict, told + more))
    if found.settings.breaks:
        told = "; ".join(f"{one.article}: {say.broke(one)}" for one in found.breaks.found) or "no article broke"
        cases.append(("no article broke", found.breaks.verdict, told))
    if found.slices:
        worse = [say.looks(one) for one in found.slices if one.worse]
        bad = Verdict.FAIL if found.settings.slices.action == "fail" else Verdict.WARN
        cases.append(("slices", bad if worse else Verdict.PASS, "; ".join(worse) or "no slice is worse"))
    suite = ET.Element(
        "testsuite",
        name="mujaz gate",
        tests=str(len(cases)),
        failures=str(sum(verdict is Verdict.FAIL for _, verdict, _ in cases)),
        errors=str(sum(verdict is Verdict.INCONCLUSIVE for _, verdict, _ in cases)),
        skipped="0",
    )
    properties = ET.SubElement(suite, "properties")
    for name, old, new in say.fingerprints(found):
        for side, value in (("baseline", old), ("candidate", new)):
            ET.SubElement(properties, "property", name=_clean(f"{side}: {name}"), value=_clean(value))
    for name, verdict, told in cases:
        case = ET.SubElement(suite, "testcase", classname="mujaz.gate", name=_clean(name))
        if verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE):
            kind = "failure" if verdict is Verdict.FAIL else "error"
            ET.SubElement(case, kind, message=_clean(told), type=str(verdict)).text = _clean(told)
        else:
            ET.SubElement(case, "system-out").text = _clean(f"{verdict}: {told}")
    ET.indent(suite)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suite, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    """Nothing that hides, reorders or commands a terminal, and characters of XML 1.0 only."""
    return _FORBIDDEN.sub("\ufffd", visible(text))
