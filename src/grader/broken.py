"""Why an attempt can't be graded at all: it can't be imported, does something when it is, or lacks a name."""

from collections.abc import Mapping, Sequence

from grader.checks import describe_error, how_it_ended, line_of
from grader.trace import Output, Trace
from grader.verdict import Finding
from grader.words import Message, say, seconds

_GUARD = say(
    "Put what runs the program under if __name__ == '__main__': the grader imports the file, then calls functions."
)
_IMPORTED, _QUIET = say("a file that can be imported"), say("importing the file starts nothing and prints nothing")
_DEEDS = {
    "write": say("when imported, it prints"),
    "sleep": say("when imported, it sleeps"),
    "task": say("when imported, it makes a task"),
    "busy": say("when imported, it keeps busy"),
}


def why_broken(first: Trace, names: Sequence[str]) -> Finding | None:
    """Return why an attempt can't be graded at all, from the trace of its first scenario; None where it can."""
    loaded = first.mark("loaded")
    if first.end.error is not None:
        return _import_error(first.end.error)
    if loaded is None:
        seen = say("importing it never ended: {ended}", ended=how_it_ended(first))
        hint = say(
            "Importing the file must only define things: put what runs the program under if __name__ == '__main__'."
        )
        return Finding(_IMPORTED, seen, hint, line_of(first))
    return _does_something(first, loaded["n"]) or _lacks(first, names)


def _import_error(error: Mapping[str, object]) -> Finding:
    line = error.get("line")
    return Finding(
        _IMPORTED, describe_error(dict(error)), _what_to_mend(error), line if isinstance(line, int) else None
    )


def _what_to_mend(error: Mapping[str, object]) -> Message:
    kind, text = str(error.get("type")), str(error.get("text"))
    if kind in ("ModuleNotFoundError", "ImportError"):
        return say(
            "An attempt is one file and uses the standard library only: it cannot import a file that lies beside it."
        )
    if kind == "SystemExit":
        return say("Importing the file must not end the program: put what runs it under if __name__ == '__main__'.")
    if "coroutine" in text and kind == "AttributeError":
        return say("asyncio.coroutine is gone since Python 3.11: write async def, and await in place of yield from.")
    if kind.endswith(("SyntaxError", "IndentationError", "TabError")):
        hint = say("Python cannot read this line; what is wrong may also stand just before it.")
        if "async" in text or "invalid syntax" in text:
            dialect = say("(asyncio.async became asyncio.create_task; yield from in a coroutine became await.)")
            return say("{hint} {dialect}", hint=hint, dialect=dialect)
        return hint
    return say("Run the file with Python yourself and mend what it complains of.")


def _does_something(first: Trace, loaded: int) -> Finding | None:
    for kind, deed in _DEEDS.items():
        for event in first.events(kind):
            if event["n"] < loaded:
                return Finding(_QUIET, deed, _GUARD, event["line"])
    mark = first.mark("loaded")
    if mark is not None and mark.time > 0:
        return Finding(_QUIET, say("when imported, it waits for {time}", time=seconds(mark.time)), _GUARD)
    if isinstance(first.entries[0], Output):  # by a file of its own, of which the stage knows nothing
        return Finding(_QUIET, _DEEDS["write"], _GUARD)
    if any(event["n"] < loaded for event in first.events("thread", state="started")):
        return Finding(_QUIET, say("when imported, it starts a thread"), _GUARD)
    return None


def _lacks(first: Trace, names: Sequence[str]) -> Finding | None:
    inspected = first.mark("inspected")
    kinds = inspected["names"] if inspected else {}
    missing = [name for name in names if kinds.get(name) in (None, "missing")]
    if not missing:
        return None
    lacking = say("{name}", name=missing[0])
    for name in missing[1:]:
        lacking = say("{names} and no {name}", names=lacking, name=name)
    return Finding(
        say("the names {names}", names=", ".join(names)),
        say("there is no {names} in the file", names=lacking),
        say("The grader calls these by name: keep the names of the stub."),
    )
