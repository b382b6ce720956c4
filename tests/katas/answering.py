"""What both katas promise of the end: the result, and the answer on the screen."""

from collections.abc import Awaitable, Callable, Sequence

from cleaning import WIDTH, is_wide
from moments import done, error_of
from scripting import MAINS
from supervising import PREFIX

from grader.checks import describe_error, each, fail, how_it_ended, plain, refuse_processes
from grader.film import Call, Shot, calls
from grader.trace import Trace

UNCLEAN = "The spinner's line was not clean when the answer came."


def judge_result(call: Call, expected: str) -> None:
    """The call returns what `slow_function` returned."""
    promise = f"supervisor returns what slow_function returned, {expected}"
    error = error_of(call.at("raised"))
    if error:
        hint = "An exception came in place of a result."
        if error["type"] == "CancelledError":
            hint = "Awaiting a cancelled task raises CancelledError: catch that one around the await."
        fail(promise, describe_error(error), hint, call=call, line=error.get("line"))
    returned = call.at("returned")
    if returned is None:
        fail(promise, how_it_ended(call.trace), "Does it return at all?", call=call)
    if not returned.event["same"]:
        seen = plain(returned.event["repr"])
        hint = "Keep what slow_function returns and return that very object, whatever it is."
        fail(promise, f"it returned {seen} ({returned.event['type']})", hint)


def printed_answer(shot: Shot) -> str | None:
    """Return a line on screen that is the answer, None where there is none."""
    return next((text for _, text in shot.state.lines() if text.lower().startswith("answer")), None)


async def judge_answers(play: Callable[[str], Awaitable[Trace]], supervised: Sequence[str]) -> None:
    """`main` prints the answer, whatever whole number it is, and `supervisor` doesn't."""
    async for trace in each(play, supervised):
        judge_no_answer_by_supervisor(calls(trace)[0])
    judge_answer(calls(await play("main"))[0], 42)
    async for trace in each(play, MAINS):
        judge_answer(calls(trace)[0], trace.scenario.answers[0]["result"])


def judge_answer(call: Call, answer: int) -> None:
    """`main` prints the answer and returns; the screen shows the announcement and the answer."""
    refuse_processes(call.trace)
    error = error_of(call.at("raised"))
    if error:
        hint = "main must return by itself."
        if "no current event loop" in error["text"] or "no running event loop" in error["text"]:
            hint = "There is no loop to get here (nor anywhere, from Python 3.14 on): write asyncio.run(supervisor())."
        fail("main returns", describe_error(error), hint, call=call, line=error.get("line"))
    finished = call.at("finished")
    if finished is None or call.at("returned") is None:
        fail("main returns, and the program ends", how_it_ended(call.trace), "What does it wait for?", call=call)
    judge_screen([text for _, text in finished.state.lines()], answer, call.trace)


def judge_screen(lines: Sequence[str], answer: int, trace: Trace) -> None:
    """What a run of `main` left on screen is the announcement and the answer, and nothing else."""
    if len(lines) == 2 and lines[0].startswith(PREFIX) and lines[1] == f"Answer: {answer}":
        return
    expected = f"at the end the screen shows the announcement, then 'Answer: {answer}', and nothing else"
    shown = " / ".join(plain(line) for line in lines)
    hint = f"main prints the result of supervisor: 'Answer: ', then {answer}; nobody prints anything more."
    last = lines[-1] if lines else ""
    if "Answer" in last and last != f"Answer: {answer}":
        # Something stands before the answer or behind it that was not wiped.
        before, _, behind = last.partition(f"Answer: {answer}")
        hint = WIDTH if is_wide(before + behind) else UNCLEAN if before or behind else hint
    fail(expected, f"it shows {shown!r}" if lines else "it shows nothing", hint, trace=trace)


def judge_no_answer_by_supervisor(call: Call) -> None:
    """`supervisor` leaves the answer to `main`."""
    end = call.shots[-1]
    text = printed_answer(end)
    if text is not None and done(call) is not None:
        fail("supervisor itself prints no answer", f"it printed {text!r}", "Return the result; main prints it.")
