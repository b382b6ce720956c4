"""Mistakes in drawing: frames that are put together wrongly, vanish, pile up, or never reach the terminal."""

import ast
from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from scripting import message_of
from seeing import Case, Recogniser, wipes
from spinning import CHARS

from grader.words import say

WHOLE = ("\x1b[2J", "\x1b[H", "\x1bc", "\x1b[1;1H")


def erased_before_the_wait(case: Case) -> Mistake | None:
    """A frame is drawn and erased in the same turn, and the wait comes after both."""
    told = case.told
    if case.call is None or case.call.frames() or case.cause or told is None or told.event.time <= case.begin:
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
    end = case.told.event["n"] if case.told else None
    texts = "".join(event["text"] for event in case.events("write") if end is None or event["n"] < end)
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
            if case.reading.in_loop(node.lineno) and any(
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
    # Under whatever name it is called, flush has been named before: write, flush = sys.stdout.write, sys.stdout.flush
    mentioned = [node for node in case.reading.nodes() if isinstance(node, ast.Attribute) and node.attr == "flush"]
    calls = mentioned[len(bare) :]
    keywords = [node for node in case.reading.nodes() if isinstance(node, ast.keyword) and node.arg == "flush"]
    if bare and not calls and not keywords:
        name = say("flush is named, but not called")
        hint = say("What makes a call of a function's name?")
        return Mistake(name, CONCEPTS["buffer"], hint, bare[0].lineno)
    if not bare and not calls and not keywords and case.reading.tree.body:
        return Mistake(say("Nothing flushes what was written"), CONCEPTS["buffer"])
    return None


def clears_the_screen(case: Case) -> Mistake | None:
    """It clears the whole screen, or goes to its upper left corner, where other lines stand."""
    for event in case.events("write"):
        if any(code in event["text"] for code in WHOLE):
            hint = say("Which line is the spinner's own, and how does the cursor get to its beginning?")
            return Mistake(say("The whole screen is used, not one line of it"), CONCEPTS["screen"], hint, event["line"])
    return None


def one_too_late(case: Case) -> Mistake | None:
    """Each frame comes to the terminal only when the next one is drawn."""
    shown, due = case.values, getattr(case.finding.expected, "values", {})
    frame = due.get("frame") or due.get("text")
    if frame and shown.get("text") == frame:
        hint = say("What has been written when flush is called, and how long is it until then?")
        return Mistake(say("Each frame is flushed too late"), CONCEPTS["buffer"], hint)
    return None


def wrong_parts(case: Case) -> Mistake | None:
    """The parts of a frame are there, but not as they should be put together."""
    frames = case.call.frames() if case.call else []
    if case.call is None or not frames or case.cause:
        return None
    text, msg = frames[0].text, message_of(case.call).rstrip()
    if text[:1] in CHARS and text[1:] == msg:
        return Mistake(say("The blank between character and message is missing"), CONCEPTS["exact"])
    if text[-1:] in CHARS and text[:-1].rstrip() == msg:
        return Mistake(say("The message comes before the character"), CONCEPTS["exact"])
    spin = case.reading.functions.get("spin")
    given = spin.args.args[0].arg if spin and spin.args.args else None
    used = [node for node in case.reading.nodes("spin") if isinstance(node, ast.Name) and node.id == given]
    if text[:2] in {f"{char} " for char in CHARS} and msg not in text and given and not used:
        hint = say("Which message does spin draw, and which one was it given?")
        return Mistake(say("spin draws a message of its own, not the one that it was given"), None, hint)
    return None


def comes_to_its_end(case: Case) -> Mistake | None:
    """The loop ends by itself, though nobody has told the spinner to stop."""
    if case.call is None or not case.call.frames() or case.error or case.cause or "returned" not in case.seen:
        return None
    end, told = case.ended, case.told
    if end is None or end.event.time <= case.begin or (told is not None and told.event["n"] < end.event["n"]):
        return None
    return Mistake(say("The loop comes to its end by itself"), CONCEPTS["cycle"])


FRAMES = frozenset({"frames"})
DRAWING: Sequence[tuple[frozenset[str], Recogniser]] = (
    (frozenset({"cleanup", "frames", "answer"}), clears_the_screen),
    (FRAMES, erased_before_the_wait),
    (FRAMES, newline_per_frame),
    (FRAMES, never_goes_back),
    (FRAMES, goes_on_from_last_call),
    (FRAMES, always_the_first),
    (FRAMES, three_characters),
    (FRAMES, on_standard_error),
    (FRAMES, wrong_parts),
    (FRAMES, comes_to_its_end),
    (frozenset({"visible"}), never_flushed),
    (frozenset({"visible"}), one_too_late),
)
