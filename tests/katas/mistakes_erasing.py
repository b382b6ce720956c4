"""Mistakes in erasing: what stays on the line when spin has ended, and why."""

import ast
from collections.abc import Sequence

from cleaning import is_wide, spinner_row
from concepts import CONCEPTS
from mistake import Mistake
from moments import ended_at
from reading import Reading
from seeing import Case, Recogniser, wipes

from grader.film import Call
from grader.trace import Event
from grader.words import say

EMPTY = ("", b"")
BY_LEN = Mistake(say("A double-width message is erased by its len()"), CONCEPTS["width"])


def _last_words(case: Case) -> list[Event]:
    """Return what a spinner wrote after it was told to end."""
    told = case.told or (case.call.shots[0] if case.call else None)
    return [event for event in case.events("write") if told is not None and event["n"] > told.event["n"]]


def _left(case: Case) -> str:
    """Return what stands on the spinner's line when spin has ended."""
    end = case.ended
    return end.state.rows[spinner_row(case.call)].strip() if case.call and end else ""


def _is_frame(call: Call, text: str) -> bool:
    """Return whether this was on screen as a frame before the spinner ended; what stays after that looks like one."""
    end = ended_at(call)
    return any(text == frame.text.strip() for frame in call.frames() if end is None or frame.time < end.event.time)


def wide_by_len(case: Case) -> Mistake | None:
    """A double-width message was erased by as many blanks as len() says, and a part of it stays."""
    left = _left(case)
    if left and any(" " in event["text"] and wipes(event["text"]) for event in _last_words(case)) and is_wide(left):
        return BY_LEN
    if case.check == "wide" and left and any("\b\b" in event["text"] for event in case.events("write")):
        return Mistake(say("The cursor goes back by the len() of a double-width message"), CONCEPTS["width"])
    return None


def erased_in_the_loop(case: Case) -> Mistake | None:
    """It erases in each turn of the loop, but not when the loop is left."""
    before = [event for event in case.events("write") if wipes(event["text"])]
    if case.call is None or not before or not _is_frame(case.call, _left(case)):
        return None
    if any(wipes(event["text"]) for event in _last_words(case)):
        return None
    line = before[-1]["line"]
    if not case.reading.in_loop(line):
        return None
    name = say("The erasing stands inside the loop, and the way out of the loop goes past it")
    hint = say("Which line is the last one that runs before spin ends? Move the erasing to where it always comes past.")
    return Mistake(name, CONCEPTS["break"], hint, line)


def empty_times_n(case: Case) -> Mistake | None:
    """It erases by an empty string times a number, which is an empty string."""
    for node in case.reading.nodes():
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            sides = (node.left, node.right)
            if any(isinstance(side, ast.Constant) and side.value in EMPTY for side in sides) and _kept(case):
                name = say("An empty string times any number is an empty string")
                hint = say("What is between the quotes? To cover a text it takes blanks.")
                return Mistake(name, CONCEPTS["cursor"], hint, node.lineno)
    return None


def _kept(case: Case) -> bool:
    """Return whether the last frame stayed, untouched."""
    untouched = not any(wipes(event["text"]) for event in _last_words(case))
    return case.call is not None and untouched and _is_frame(case.call, _left(case))


def past_the_loop(case: Case) -> Mistake | None:
    """The CancelledError went past the erasing: there is one, but no way leads there."""
    end = case.ended
    if case.kind != "asyncio" or end is None or end.event["how"] != "cancelled" or not _kept(case):
        return None
    tries = [node for node in case.reading.nodes("spin") if isinstance(node, ast.Try)]
    caught = [case.reading.name(kind) for node in tries for handler in node.handlers for kind in _kinds(handler)]
    if any(name.startswith("concurrent.futures") for name in caught):
        name = say("The CancelledError of concurrent.futures is caught, not that of asyncio")
        return Mistake(name, CONCEPTS["same name"], say("Whose CancelledError does a task get?"))
    if "Exception" in caught and not any(name.endswith(("CancelledError", "BaseException")) for name in caught):
        hint = say("Which exception ends a task that is cancelled? An except for that one, or finally, sees it.")
        return Mistake(say("except Exception doesn't catch a cancellation"), CONCEPTS["not an Exception"], hint)
    line = case.told.event["line"] if case.told else None
    if tries and line and not any(node.body[0].lineno <= line <= (node.body[-1].end_lineno or 0) for node in tries):
        name = say("It is cancelled at an await that stands outside of the try")
        return Mistake(name, CONCEPTS["cancel"], say("Which awaits does the try enclose, and which not?"), line)
    if not tries and _erases(case.reading, "spin"):
        name = say("The cancellation leaves spin before the erasing is reached")
        hint = say("CancelledError leaves the loop and the function at the await: what runs even then?")
        return Mistake(name, CONCEPTS["cancel"], hint)
    return None


def _kinds(handler: ast.ExceptHandler) -> list[ast.expr]:
    if isinstance(handler.type, ast.Tuple):
        return handler.type.elts
    return [handler.type] if handler.type else []


def _erases(reading: Reading, function: str) -> bool:
    """Return whether a function has what looks like erasing: blanks times a number, or the code for it."""
    for node in reading.nodes(function):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            if any(isinstance(side, ast.Constant) and side.value == " " for side in (node.left, node.right)):
                return True
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and wipes(node.value):
            return True
    return False


def erased_elsewhere(case: Case) -> Mistake | None:
    """It is supervisor that erases, so spin alone leaves its frame."""
    if _kept(case) and not _erases(case.reading, "spin") and _erases(case.reading, "supervisor"):
        hint = say("spin has drawn the line, and spin has to wipe it before it ends.")
        return Mistake(say("supervisor erases the line in place of spin"), None, hint)
    return None


def nothing_erased(case: Case) -> Mistake | None:
    """The last frame stays on the line, and nothing was written that could erase it."""
    if _kept(case) and not any(wipes(event["text"]) for event in case.events("write")):
        return Mistake(say("Nothing erases the last frame"))
    return None


def erased_from_the_end(case: Case) -> Mistake | None:
    """It erases from the cursor on, while the cursor stands behind the text."""
    for event in _last_words(case):
        if (
            any(code in event["text"] for code in ("\x1b[K", "\x1b[0K"))
            and case.call
            and _is_frame(case.call, _left(case))
        ):
            name = say("\\x1b[K erases from the cursor on, and the cursor stands behind the text")
            hint = say("Where is the cursor when this is written?")
            return Mistake(name, CONCEPTS["cursor"], hint, event["line"])
    return None


def something_else_left(case: Case) -> Mistake | None:
    """What stands on the line in the end is no frame, but something that spin wrote as its last."""
    left = _left(case)
    written = [event for event in _last_words(case) if left and left in event["text"]]
    if case.call is None or not written or any(left in frame.text for frame in case.call.frames()):
        return None
    return Mistake(say("spin leaves another text on its line"), CONCEPTS["leftover"], None, written[-1]["line"])


def erased_too_short(case: Case) -> Mistake | None:
    """There are fewer blanks than the frame has columns."""
    left = _left(case)
    blanks = [event for event in _last_words(case) if wipes(event["text"]) and " " in event["text"]]
    if case.call is None or not blanks or not left or is_wide(left):
        return None
    frame = next((frame.text for frame in reversed(case.call.frames()) if frame.text.endswith(left)), "")
    count = blanks[-1]["text"].count(" ")
    if not frame or count >= len(frame) or len(left) > len(frame) - count:
        return None
    name = say("Fewer blanks are written than the frame has columns")
    hint = say(
        "The frame has {columns} columns, and {count} blanks were written: what was not counted?",
        columns=len(frame),
        count=count,
    )
    return Mistake(name, CONCEPTS["cursor"], hint, blanks[-1]["line"])


def cursor_left(case: Case) -> Mistake | None:
    """The line is blank, but the cursor isn't back where the spinner found it."""
    end = case.ended
    if case.call is None or end is None or _left(case):
        return None
    state, row = end.state, spinner_row(case.call)
    last = _last_words(case)
    line = last[-1]["line"] if last else None
    if state.row == row + 1 and any("\n" in event["text"] for event in last):
        return Mistake(say("A newline follows the erasing"), CONCEPTS["newline"], line=line)
    if state.row == row and state.column:
        return Mistake(say("The cursor stays behind the blanks"), CONCEPTS["cursor"], line=line)
    if state.row == row and not state.visible:
        return Mistake(say("The cursor is hidden and never shown again"), CONCEPTS["screen"])
    return None


CLEAN = frozenset({"cleanup", "wide"})
ERASING: Sequence[tuple[frozenset[str], Recogniser]] = (
    (CLEAN, wide_by_len),
    (CLEAN, erased_in_the_loop),
    (CLEAN, empty_times_n),
    (CLEAN, past_the_loop),
    (CLEAN, erased_elsewhere),
    (CLEAN, nothing_erased),
    (CLEAN, erased_from_the_end),
    (CLEAN, something_else_left),
    (CLEAN, erased_too_short),
    (CLEAN, cursor_left),
)
