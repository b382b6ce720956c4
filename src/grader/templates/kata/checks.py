"""The checks of kata_name, in the order of the contract."""

from collections.abc import Awaitable, Callable, Sequence
from random import Random

from grader.checks import Kata, check, fail, returned
from grader.film import calls
from grader.trace import Scenario, Trace
from grader.usual import lines
from grader.words import say, seconds

Play = Callable[[str], Awaitable[Trace]]
NAMES = ("countdown", "main")
SECOND, AT_ONCE = 1_000_000_000, 20_000_000  # nanoseconds


def scenarios(random: Random) -> Sequence[Scenario]:
    """Return what is played with an attempt; the first scenario also looks whether the names are there."""
    call = {"function": "countdown", "args": [random.randint(3, 6)]}
    return [
        Scenario("count", {"play": "await", "names": NAMES, "calls": [call]}),
        Scenario("main", {"play": "main", "function": "main"}, natural=True),
    ]


@check()
async def test_numbers(play: Play) -> None:
    """countdown prints the numbers down to 1, the first at once, each other 1 s after the one before."""
    call = calls(await play("count"))[0]
    start = call.trace.scenario.script["calls"][0]["args"][0]
    expected = say("the numbers from {start} down to 1, one a second", start=start)
    hint = say("Print a number, then wait for a second; the last one is 1.")
    returned(call, expected, hint)
    due = [(str(start - turn), turn * SECOND) for turn in range(start)]
    seen = [(frame.text, frame.time - call.begin) for frame in call.frames()]
    late = [1 for (_, due_at), (_, at) in zip(due, seen, strict=False) if abs(at - due_at) > AT_ONCE]
    if late or [text for text, _ in due] != [text for text, _ in seen]:
        fail(expected, lines(call), hint, call=call)


@check(rests_on=("numbers",))
async def test_yields(play: Play) -> None:
    """While countdown waits, other tasks get their turn: it never blocks the event loop."""
    call = calls(await play("count"))[0]
    for blocked in call.events("blocked"):
        seen = say("the loop stood still for {time}", time=seconds(blocked.time - blocked["since"]))
        hint = say("A wait that isn't awaited stops the whole loop, and every other task with it: use asyncio's own.")
        fail(say("the event loop goes on"), seen, hint, call=call, line=blocked["line"], at=blocked["since"])


@check(rests_on=("numbers",))
async def test_result(play: Play) -> None:
    """1 s after the last number countdown returns 'lift-off!'."""
    call = calls(await play("count"))[0]
    due = call.trace.scenario.script["calls"][0]["args"][0] * SECOND
    expected = say("it returns {value!r} after {time}", value="lift-off!", time=seconds(due))
    hint = say("Wait after the last number, too, and give the text back behind the loop.")
    end = returned(call, expected, hint)
    took = end.time - call.begin
    if end["value"] != "lift-off!" or abs(took - due) > AT_ONCE:
        seen = say("it returned {value} after {time}", value=end["repr"], time=seconds(took))
        fail(expected, seen, hint, call=call, at=end.time)


# The truth run holds main in virtual time to main in real time.
KATA = Kata(NAMES, scenarios, whole="main")
