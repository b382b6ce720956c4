"""The scenarios of spinner_thread."""

from collections.abc import Sequence
from random import Random
from typing import Any

from scripting import (
    FLAG,
    SECOND,
    SPIN_LIMIT,
    WIDE,
    WORDS,
    draw_messages,
    limit_of,
    main_scenarios,
    results,
    supervisor_script,
)

from grader.trace import Scenario

NAMES = ("Signal", "spin", "slow_function", "supervisor", "main")


# Off the grid of the frames, and on it; the schedule beside each: 0 is first come, first served.
DURATIONS = ((3.0, 0), (10.0, 0), (0.0, 0), (0.0, 1), (0.03, 2), (0.23, 3), (0.37, 4))
SUPERVISED = tuple(f"supervisor {duration:g} s, schedule {schedule}" for duration, schedule in DURATIONS)
RERUN_SECONDS = 0.4


# When each spinner is told to stop (None: before it begins), never after a multiple of four frames: the next one in the
# same process must begin anew.
STOPS = (0.65, 0.05, None, 10.14)
# The calls that are played once more without any help in flushing: the first ones, to begin at the very same times.
UNFLUSHED = slice(0, 2)


def scenarios(random: Random) -> Sequence[Scenario]:
    """Return what is played with an attempt, in the order in which the checks ask for it."""
    spins = [_spin(msg, stop) for msg, stop in zip(draw_messages(random, len(STOPS)), STOPS, strict=True)]
    answers = results(random)
    supervised = [
        Scenario(name, _supervise(duration), limit_of(duration), schedule=schedule, answers=(answers[number],))
        for number, (name, (duration, schedule)) in enumerate(zip(SUPERVISED, DURATIONS, strict=True))
    ]
    return [
        Scenario("object", {"play": "attribute", "names": NAMES, "class": "Signal", "name": FLAG, "value": False}),
        Scenario("spin", {"play": "thread", "calls": spins}, limit=SPIN_LIMIT),
        Scenario("spin unflushed", {"play": "thread", "calls": spins[UNFLUSHED]}, limit=SPIN_LIMIT, natural=True),
        Scenario("slow_function", {"play": "call", "function": "slow_function"}, limit=3600),
        *supervised,
        Scenario("main", {"play": "main", "function": "main", "flag": FLAG}, limit_of(3), natural=True),
        *main_scenarios(random, coroutine=False),
        Scenario(
            "rerun",
            _supervise(RERUN_SECONDS, times=3),
            limit_of(RERUN_SECONDS, 3),
            answers=tuple({"result": random.random()} for _ in range(3)),
        ),
        Scenario("raising", _supervise(0.25), limit_of(0.25), answers=({"raises": random.choice(WORDS)},)),
        Scenario("wide", {"play": "thread", "calls": [_spin(WIDE, 0.55)]}, limit=SPIN_LIMIT),
    ]


def _spin(msg: str, after: float | None) -> dict[str, Any]:
    stop = None if after is None else round(after * SECOND)
    return {"function": "spin", "args": [msg], "make": "Signal", "name": FLAG, "value": False, "after": stop}


def _supervise(duration: float, *, times: int = 1) -> dict[str, Any]:
    script = supervisor_script(duration, coroutine=False)
    return {**script, "play": "call", "function": "supervisor", "times": times}
