"""What a finding teaches: the concept behind it, the mistake's name, and when, where and in whom it happened."""

from dataclasses import replace

from grader.checks import CheckFailed
from grader.verdict import Finding


def teach(kind: str, check: str, failed: CheckFailed, source: bytes) -> Finding:
    """Return the finding of a check of a kata ("thread" or "asyncio"), completed; what is there already stays.

    ``source`` is the attempt's, and only read: nothing in here runs any of it.
    """
    # Late: who passes everything pays for none of this.
    from mistakes import named  # noqa: PLC0415
    from reasons import reason  # noqa: PLC0415
    from seeing import case_of  # noqa: PLC0415
    from whereabouts import line_of, time_of, who_of  # noqa: PLC0415

    finding = replace(failed.finding, why=failed.finding.why or reason(kind, check, failed))
    case = case_of(kind, check, failed, source)
    mistake = named(case)
    if mistake is not None:
        finding = replace(
            finding,
            mistake=mistake.name,
            why=failed.finding.why or mistake.why or finding.why,
            hint=mistake.hint or finding.hint,
            line=mistake.line or finding.line,
        )
    time = time_of(case)
    begin = failed.call.begin if failed.call else case.begin
    line = finding.line or line_of(case, time)
    at = finding.at if finding.at is not None or time is None else max(time - begin, 0)
    return replace(finding, line=line, at=at, who=finding.who or who_of(case, line, time))
