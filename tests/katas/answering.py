"""What both katas promise of the end: the result, and the answer on the screen."""

from collections.abc import Awaitable, Callable, Sequence

from cleaning import WIDTH, is_wide
from moments import done, due, error_of
from scripting import MAINS
from supervising import PREFIX

from grader.checks import describe_error, each, fail, how_it_ended, plain_text, refuse_processes
from grader.film import Call, Shot, calls
from grader.trace import Trace
from grader.words import Message, say

UNCLEAN = say("The spinner's line was not clean when the answer came.")


def judge_result(call: Call, expected: Message) -> None:
    """The call returns what `slow_function` returned."""
    promise = say("supervisor returns what slow_function returned, {result}", result=expected)
    raised = call.at("raised")
    error = error_of(raised)
    if error and raised:
        hint = say("An exception came in place of a result.")
        if error["type"] == "CancelledError":
            hint = say("Awaiting a cancelled task raises CancelledError: catch that one around the await.")
        fail(promise, describe_error(error), hint, call=call, line=error.get("line"), at=raised.event.time)
    returned = call.at("returned")
    if returned is None:
        fail(promise, how_it_ended(call.trace), say("Does it return at all?"), call=call, at=due(call))
    if not returned.event["same"]:
        seen = say("it returned {value} ({type})", value=returned.event["repr"], type=returned.event["type"])
        hint = say("Keep what slow_function returns and return that very object, whatever it is.")
        fail(promise, seen, hint, call=call, at=returned.event.time)


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
    raised = call.at("raised")
    error = error_of(raised)
    if error and raised:
        hint = say("main must return by itself.")
        if "no current event loop" in error["text"] or "no running event loop" in error["text"]:
            hint = say(
                "There is no loop to get here (nor anywhere, from Python 3.14 on): write asyncio.run(supervisor())."
            )
        line, at = error.get("line"), raised.event.time
        fail(say("main returns"), describe_error(error), hint, call=call, line=line, at=at)
    finished = call.at("finished")
    if finished is None or call.at("returned") is None:
        promise = say("main returns, and the program ends")
        fail(promise, how_it_ended(call.trace), say("What does it wait for?"), call=call, at=due(call))
    judge_screen([text for _, text in finished.state.lines()], answer, call.trace, call)


def judge_screen(lines: Sequence[str], answer: int, trace: Trace, call: Call | None = None) -> None:
    """What a run of `main` left on screen is the announcement and the answer, and nothing else."""
    if len(lines) == 2 and lines[0].startswith(PREFIX) and lines[1] == f"Answer: {answer}":
        return
    expected = say(
        "at the end the screen shows the announcement, then 'Answer: {answer}', and nothing else", answer=answer
    )
    shown = " / ".join(plain_text(line) for line in lines)
    hint = say(
        "main prints the result of supervisor: 'Answer: ', then {answer}; nobody prints anything more.", answer=answer
    )
    last = lines[-1] if lines else ""
    if "Answer" in last and last != f"Answer: {answer}":
        # Something stands before the answer or behind it that was not wiped.
        before, found, behind = last.partition(f"Answer: {answer}")
        if found and not behind.startswith((".", ",", *"0123456789")):
            hint = WIDTH if is_wide(before + behind) else UNCLEAN
    seen = say("it shows {shown!r}", shown=shown) if lines else say("it shows nothing")
    fail(expected, seen, hint, trace=trace, call=call, at=call.shots[-1].event.time if call else None)


def judge_no_answer_by_supervisor(call: Call) -> None:
    """`supervisor` leaves the answer to `main`."""
    end = call.shots[-1]
    text = printed_answer(end)
    if text is not None and done(call) is not None:
        # When it was printed: the first moment at which it was there.
        at = next(shot.event.time for shot in call.shots if printed_answer(shot) is not None)
        seen, hint = say("it printed {text!r}", text=text), say("Return the result; main prints it.")
        fail(say("supervisor itself prints no answer"), seen, hint, call=call, at=at)
