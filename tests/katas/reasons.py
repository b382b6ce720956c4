"""Which concept explains a finding: that of what went wrong where this is known, else that of the check."""

from collections.abc import Iterator, Mapping

from concepts import CONCEPTS

from grader.checks import CAUSES as ENDS, CheckFailed
from grader.trace import Data
from grader.words import Message

SHARED: Mapping[str, str] = {
    "frames": "cursor",
    "visible": "buffer",
    "cleanup": "leftover",
    "exception": "finally",
    "wide": "width",
    "result": "return",
    "rerun": "once",
}
THREAD: Mapping[str, str] = {
    **SHARED,
    "signal": "attribute",
    "pace": "gil",
    "stop": "look again",
    "slow_function": "gil",
    "announce": "thread object",
    "concurrent": "thread",
    "joined": "join",
    "answer": "streams",
}
ASYNCIO: Mapping[str, str] = {
    **SHARED,
    "coroutines": "coroutine function",
    "pace": "seconds",
    "yields": "event loop",
    "cancel": "cancel",
    "slow_function": "seconds",
    "announce": "scheduled",
    "concurrent": "task",
    "cancelled": "owner",
    "answer": "loop drives",
    "quiet": "reports",
    "awaited": "asks",
    "outer_cancel": "passes through",
}
CHECKS: Mapping[str, Mapping[str, str]] = {"thread": THREAD, "asyncio": ASYNCIO}

CAUSES: Mapping[str, str] = {
    "deadlock": "deadlock",
    "busy": "busy",
    "hung": "outside",
    "flooded": "flood",
    "memory": "memory",
    "exited": "SystemExit",
    "processes": "process",
    "threads": "many threads",
}
"""By what ended the attempt early; what isn't here says nothing about Python."""

ERRORS: Mapping[str, str] = {
    "NameError": "name",
    "AttributeError": "name",
    "UnboundLocalError": "unbound",
    "TypeError": "arguments",
    "SystemExit": "SystemExit",
    "SyntaxError": "syntax",
    "IndentationError": "syntax",
    "TabError": "syntax",
    "ImportError": "modules",
    "ModuleNotFoundError": "modules",
}
"""By the type of the exception that the finding is about."""

COMPLAINTS: Mapping[str, str] = {
    "never awaited": "coroutine",
    "current event loop": "loop drives",
    "running event loop": "loop drives",
    "different event loop": "once",
    "different loop": "once",
    "after shutdown": "once",
    "codec can't decode": "encoding",
    "threads can only be started once": "once",
    "Non-UTF-8": "encoding",
}
"""By what Python said in the exception or the report that the finding is about."""

SITUATIONS: Mapping[str, str] = {
    "Each frame is the character": "exact",
    "The order is '|', '/'": "cycle",
    "The characters come in the order": "cycle",
    "Go on to the next character": "cycle",
    "What stood there before is still there": "cursor",
    "A state that lasts is a frame": "order",
    "Draw first, then wait": "order",
    "A newline moves on to the next line": "newline",
    "It must go on, over and over": "cycle",
    "How long does each turn of the loop wait": "seconds",
    "Let it sleep between two frames": "busy",
    "Sleep; a loop that counts is work": "busy",
    "Print it before anything else is awaited": "scheduled",
    "The line begins with": "exact",
    "Print the thread object itself": "thread object",
    "Print the task object itself": "task object",
    "What else does it wait for": "adds up",
    "What does it wait for": "adds up",
    "Something stopped the spinner": "turns",
    "The spinner must be started before": "turns",
    "go back to column 0 of the same line": "cursor",
    "Who hides the cursor shows it again": "screen",
    "Something else than the spinner wrote there": "streams",
    "nobody prints anything more": "streams",
    "Return the result; main prints it": "return",
    "Sleeping is counted in seconds": "seconds",
    "It gives back the number 42 itself": "return",
    "Is the spinner cancelled": "owner",
    "Keep its result": "return",
}
"""By our own words of what to try, which tell most exactly what the check has met."""

SENTENCES: Mapping[str, str] = {
    "when imported": "import",
    "importing it never ended": "import",
    "in the file": "names",
    "wiped again before any time": "lasting",
    "nothing was drawn on standard output": "streams",
    "there was no frame; a task died": "hidden",
}
"""By our own words of what was seen."""


def reason(kind: str, check: str, failed: CheckFailed) -> Message:
    """Return the concept that explains a finding best; ``kind`` is "thread" or "asyncio"."""
    return CONCEPTS[_of_situation(check, failed) or CHECKS[kind].get(check, "import")]


def _of_situation(check: str, failed: CheckFailed) -> str | None:
    seen = failed.finding.seen
    own = " ".join(own_words(seen))
    error = error_in(failed)
    said = str(error.get("text")) if error else seen if check == "quiet" else ""
    tried = " ".join(own_words(failed.finding.hint))
    for table, text in ((COMPLAINTS, said), (SENTENCES, own)):
        found = next((name for words, name in table.items() if words in text), None)
        if found is not None:
            return found
    if error is not None:
        if error["type"] == "CancelledError":
            return "passes through" if check == "outer_cancel" else "asks"
        return ERRORS.get(str(error["type"]), "exception")
    cause = str(failed.cause)
    if cause in CAUSES and cause in ENDS and ENDS[cause] in seen:
        return CAUSES[cause]
    return next((name for words, name in SITUATIONS.items() if words in tried), None)


def own_words(text: str) -> Iterator[str]:
    """Go through what of a sentence is ours, without what it quotes of the attempt."""
    if not isinstance(text, Message):
        yield text
        return
    yield text.template
    for value in text.values.values():
        if isinstance(value, Message):
            yield from own_words(value)


def error_in(failed: CheckFailed) -> Data | None:
    """Return the exception that a finding tells of, None where it is about something else."""
    if failed.trace is None:
        return None
    told = [error for error in failed.trace.errors() if error.get("type") and str(error["type"]) in failed.finding.seen]
    return next((error for error in told if error.get("line") == failed.finding.line), next(iter(told), None))
