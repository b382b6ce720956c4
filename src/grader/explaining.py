"""What is told beside a finding: reasons, names of mistakes, pictures. Its faults cost nobody a verdict.

A check has judged already when this begins. What goes wrong here takes nothing from the learner but the explanation,
and so it neither ends the run nor passes unseen: the finding itself says what happened.
"""

from collections.abc import Callable
from dataclasses import replace

from grader.verdict import Finding
from grader.words import Message, say

FAULT = say("The grader itself failed to explain this, which is no fault of yours. What it found stands all the same.")


def explained(finding: Finding, explain: Callable[[Finding], Finding]) -> Finding:
    """Return what ``explain`` makes of a finding; where that raises, the finding with the error in its ``why``."""
    try:
        return explain(finding)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the verdict doesn't hang on it
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return replace(finding, why=say("{fault} ({error})", fault=FAULT, error=what))


def failed_to_explain(finding: Finding) -> bool:
    """Return whether a finding tells of such a fault: no attempt should ever bring one about."""
    return isinstance(finding.why, Message) and finding.why.values.get("fault") == FAULT
