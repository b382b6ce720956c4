"""What both katas promise of the spinner's line once the spinner has ended."""

import re
from unicodedata import east_asian_width

from moments import done

from grader.checks import fail
from grader.film import Call, Shot
from grader.words import Message, say

# A supervisor may give its spinner any message, an empty one, too; a row's text has lost its trailing blanks.
FRAME_LINE = re.compile(r"[|/\\-](?: .*)?")

WIDTH = say("A double-width character takes two columns and counts as one in len(): erase the line by '\\r\\x1b[K'.")


def is_wide(text: str) -> bool:
    """Return whether any character takes two columns."""
    return any(east_asian_width(char) in "WF" for char in text)


def unclean(shot: Shot, row: int) -> Message | None:
    """Return what is wrong with the spinner's line in this state, None where it is clean."""
    state = shot.state
    text = state.rows[row]
    if text.strip():
        return say("the line still shows {text!r}", text=text)
    if state.row != row:
        return say("the line is blank, but the cursor stands on another line")
    if state.column:
        return say("the line is blank, but the cursor stands in column {column}", column=state.column)
    return None if state.visible else say("the line is blank, but the cursor is still hidden")


def judge_clean(call: Call, shot: Shot, row: int, when: Message) -> None:
    """The spinner's line is blank, the cursor at its beginning and visible."""
    wrong = unclean(shot, row)
    if wrong is None:
        return
    leftover = shot.state.rows[row].strip()
    hint = say("Wipe the line as the last thing, whatever way the loop is left, and go back to its beginning.")
    if is_wide(leftover + "".join(frame.text for frame in call.frames())):
        hint = WIDTH
    elif leftover and not any(leftover in frame.text for frame in call.frames()):
        hint = say(
            "Something else than the spinner wrote there: nobody prints more than the announcement and the answer."
        )
    elif not leftover and (shot.state.row != row or shot.state.column):
        hint = say("After the blanks, go back to column 0 of the same line, by '\\r' or as many '\\x08' as blanks.")
    elif not leftover:
        hint = say("Who hides the cursor shows it again: '\\x1b[?25h'.")
    fail(say("a clean line {when}", when=when), wrong, hint, call=call, at=shot.event.time)


def spinner_row(call: Call) -> int:
    """Return the row that the spinner used; the one where the call began, if it drew nothing."""
    frames = call.frames()
    return frames[0].row if frames else call.base


def first_row(call: Call) -> int:
    """Return the row that the spinner draws on: that of the first line that looks like a frame."""
    for shot in call.shots:
        for row, text in shot.state.lines():
            if FRAME_LINE.fullmatch(text):
                return row
    end = done(call)
    return end.state.row if end else call.base


def spinner_line(call: Call) -> int:
    """Return the row of the spinner's line in a call of supervisor."""
    return first_row(call) if call.frames(first_row(call)) else spinner_row_without_frames(call)


def spinner_row_without_frames(call: Call) -> int:
    """Return the row where a spinner that drew nothing would have drawn: the one after the announcement."""
    end = done(call)
    return end.state.row if end else spinner_row(call)
