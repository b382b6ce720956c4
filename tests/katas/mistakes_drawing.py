"""Mistakes in drawing and erasing: what stays on the line, and why."""

import ast
from collections.abc import Sequence

from cleaning import is_wide, spinner_row
from concepts import CONCEPTS
from mistake import Mistake
from reading import Reading
from scripting import message_of
from seeing import Case, Recogniser, wipes
from spinning import CHARS

from grader.film import Call
from grader.trace import Event
from grader.words import say

EMPTY = ("", b"")


def _last_words(case: Case) -> list[Event]:
    """Return what a spinner wrote after it was told to end."""
    told = case.told or (case.call.shots[0] if case.call else None)
    return [event for event in case.events("write") if told is not None and event["n"] > told.event["n"]]


def _left(case: Case) -> str:
    """Return what stands on the spinner's line when spin has ended."""
    end = case.ended
    return end.state.rows[spinner_row(case.call)].strip() if case.call and end else ""


def _is_frame(call: Call, text: str) -> bool:
    return any(text == frame.text.strip() for frame in call.frames())


def wide_by_len(case: Case) -> Mistake | None:
    """A double-width message was erased by as many blanks as len() says, and a part of it stays."""
    left = _left(case)
    if left and any(" " in event["text"] and wipes(event["text"]) for event in _last_words(case)) and is_wide(left):
        return Mistake(say("A double-width message is erased by its len()"), CONCEPTS["width"])
    return None


def erased_in_the_loop(case: Case) -> Mistake | None:
    """It erases in each turn of the loop, but not when the loop is left."""
    before = [event for event in case.events("write") if wipes(event["text"])]
    if case.call is None or not before or not _is_frame(case.call, _left(case)):
        return None
    if any(wipes(event["text"]) for event in _last_words(case)):
        return None
    line = before[-1]["line"]
    if not _in_loop(case.reading, line):
        return None
    name = say("The erasing stands inside the loop, and the way out of the loop goes past it")
    hint = say("Which line is the last one that runs before spin ends? Move the erasing to where it always comes past.")
    return Mistake(name, CONCEPTS["break"], hint, line)


def _in_loop(reading: Reading, line: int | None) -> bool:
    return any(
        isinstance(node, (ast.While, ast.For, ast.AsyncFor)) and line and node.lineno < line <= (node.end_lineno or 0)
        for node in ast.walk(reading.tree)
    )


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
        return Mistake(name, CONCEPTS["not an Exception"], say("Whose CancelledError does a task get?"))
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
        return Mistake(say("The cursor is hidden and never shown again"))
    return None


def erased_before_the_wait(case: Case) -> Mistake | None:
    """A frame is drawn and erased in the same turn, and the wait comes after both."""
    if case.call is None or case.call.frames() or case.cause:
        return None
    msg = message_of(case.call)
    texts = [event["text"] for event in case.events("write")]
    drawn = any(f"{char} {msg}" in text for char in CHARS for text in texts)
    if drawn and any(wipes(text) for text in texts):
        name = say("The frame is erased before the wait, not after it")
        return Mistake(name, CONCEPTS["lasting"], say("In which order do drawing, waiting and erasing come?"))
    return None


def newline_per_frame(case: Case) -> Mistake | None:
    """Each frame ends with a newline, so the next one stands on the line below."""
    frames = case.call.frames() if case.call else []
    rows = {frame.row for frame in frames[:3]}
    if case.call is not None and len(rows) > 1 and any("\n" in event["text"] for event in case.events("write")[:6]):
        return Mistake(say("Each frame ends with a newline"), CONCEPTS["newline"])
    return None


def never_goes_back(case: Case) -> Mistake | None:
    """Nothing that is written leads back to the beginning of the line."""
    frames = case.call.frames() if case.call else []
    texts = "".join(event["text"] for event in case.events("write"))
    if len(frames) > 1 and frames[1].text.startswith(frames[0].text) and not set(texts) & set("\r\b\x1b\n"):
        return Mistake(say("Nothing leads back to the beginning of the line"), CONCEPTS["cursor"])
    return None


def goes_on_from_last_call(case: Case) -> Mistake | None:
    """A later call of spin begins with the character after the one at which the last call ended."""
    if case.call is None or not case.call.number or not case.call.frames():
        return None
    first, msg = case.call.frames()[0].text, message_of(case.call)
    if first[:1] in CHARS[1:] and first[1:] == f" {msg}":
        name = say("The characters go on where the last call of spin has stopped")
        hint = say("Where is the iterator made, and how often? Each call of spin needs one of its own.")
        return Mistake(name, CONCEPTS["shared iterator"], hint)
    return None


def always_the_first(case: Case) -> Mistake | None:
    """The iterator is made anew in each turn, so that it is always the first character."""
    if case.call is None or len({frame.text for frame in case.call.frames()}) != 1:
        return None
    for name in ("itertools.cycle", "iter"):
        for node in case.reading.calls(name):
            if _in_loop(case.reading, node.lineno) and any(
                node in call.args for call in case.reading.calls("next") if call.args
            ):
                said = say("The iterator is made anew in each turn of the loop")
                return Mistake(said, CONCEPTS["cycle"], say("How often is the iterator made?"), node.lineno)
    return None


def three_characters(case: Case) -> Mistake | None:
    """The backslash is left out."""
    texts = [frame.text[:1] for frame in case.call.frames()[:5]] if case.call else []
    if texts[:4] == ["|", "/", "-", "|"]:
        hint = say("How many characters has the string? A backslash in it is written twice.")
        return Mistake(say("The fourth character, the backslash, is missing"), None, hint)
    return None


def on_standard_error(case: Case) -> Mistake | None:
    """The frames are drawn on standard error."""
    if case.call is None or case.cause or case.error or case.events("write"):
        return None
    if any(case.reading.name(node) == "sys.stderr" for node in case.reading.nodes("spin")):
        return Mistake(say("The frames go to standard error"), CONCEPTS["streams"])
    return None


def never_flushed(case: Case) -> Mistake | None:
    """Nothing flushes, or flush is only named."""
    bare = case.reading.bare(".flush")
    calls = case.reading.calls(".flush")
    keywords = [node for node in case.reading.nodes() if isinstance(node, ast.keyword) and node.arg == "flush"]
    if bare and not calls and not keywords:
        name = say("flush is named, but not called")
        hint = say("What makes a call of a function's name?")
        return Mistake(name, CONCEPTS["buffer"], hint, bare[0].lineno)
    if not bare and not calls and not keywords and case.reading.tree.body:
        return Mistake(say("Nothing flushes what was written"), CONCEPTS["buffer"])
    return None


CLEAN = frozenset({"cleanup", "wide"})
FRAMES = frozenset({"frames"})
DRAWING: Sequence[tuple[frozenset[str], Recogniser]] = (
    (CLEAN, wide_by_len),
    (CLEAN, erased_in_the_loop),
    (CLEAN, empty_times_n),
    (CLEAN, past_the_loop),
    (CLEAN, erased_elsewhere),
    (CLEAN, nothing_erased),
    (CLEAN, erased_too_short),
    (CLEAN, cursor_left),
    (FRAMES, erased_before_the_wait),
    (FRAMES, newline_per_frame),
    (FRAMES, never_goes_back),
    (FRAMES, goes_on_from_last_call),
    (FRAMES, always_the_first),
    (FRAMES, three_characters),
    (FRAMES, on_standard_error),
    (frozenset({"visible"}), never_flushed),
)
