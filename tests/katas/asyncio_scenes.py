"""The scenarios of spinner_asyncio."""

from collections.abc import Sequence
from random import Random
from typing import Any

from scripting import (
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

NAMES = ("spin", "slow_function", "supervisor", "main")
COROUTINES = NAMES[:3]
DURATIONS = (3.0, 10.0, 0.0, 0.03, 0.23, 0.37, 1.1)
SUPERVISED = tuple(f"supervisor {duration:g} s" for duration in DURATIONS)
RERUN_CALLS: tuple[dict[str, Any], ...] = ({}, {}, {"new_loop": True})


# When a spinner is cancelled, see `grader.stage.loop_plays`.
Moment = str | dict[str, int | bool]
# Cancelled: before it began, in its first wait, in mid-wait, just before and just after the wait ends by itself.
LONG, EARLY = 10.14, 0.05
CANCELS: tuple[Moment, ...] = (
    {"at": round(0.66 * SECOND), "first": False},
    {"at": round(EARLY * SECOND), "first": False},
    {"at": round(LONG * SECOND), "first": False},
    "start",
    "settled",
    {"at": SECOND // 10, "first": True},
    {"at": SECOND // 10, "first": False},
    {"at": 3 * SECOND // 10, "first": False},
    {"at": round(0.45 * SECOND), "first": False},
    {"at": round(0.87 * SECOND), "first": False},
)

# The calls that are played once more without any help in flushing: the first ones, to begin at the very same times.
UNFLUSHED = slice(0, 2)


def scenarios(random: Random) -> Sequence[Scenario]:
    """Return what is played with an attempt, in the order in which the checks ask for it."""
    messages = draw_messages(random, len(CANCELS))
    spins = [_spin(msg, cancel) for msg, cancel in zip(messages, CANCELS, strict=True)]
    wide = _spin(WIDE, {"at": round(0.55 * SECOND), "first": False})
    answers = results(random)
    supervised = [
        Scenario(name, _supervise(duration), limit_of(duration), answers=(answers[number],))
        for number, (name, duration) in enumerate(zip(SUPERVISED, DURATIONS, strict=True))
    ]
    several: tuple[dict[str, Any], ...] = tuple({"result": random.random()} for _ in RERUN_CALLS)
    raises = {"raises": random.choice(WORDS)}
    return [
        Scenario("names", {"play": "nothing", "names": NAMES}),
        Scenario("spin", {"play": "task", "calls": spins}, limit=SPIN_LIMIT),
        Scenario("spin unflushed", {"play": "task", "calls": spins[UNFLUSHED]}, limit=SPIN_LIMIT, natural=True),
        Scenario("slow_function", {"play": "await", "calls": [{"function": "slow_function"}]}, limit=3600),
        *supervised,
        Scenario("main", {"play": "main", "function": "main"}, limit_of(3), natural=True),
        *main_scenarios(random, coroutine=True),
        Scenario("rerun", _supervise(0.4, RERUN_CALLS), limit_of(0.4, 3), answers=several),
        Scenario("raising", _supervise(0.25), limit_of(0.25), answers=(raises,)),
        Scenario("cancelled", _supervise(2.0, ({"cancel": round(0.25 * SECOND)},)), limit_of(2)),
        Scenario("wide", {"play": "task", "calls": [wide]}, limit=SPIN_LIMIT),
    ]


def _spin(msg: str, cancel: Moment) -> dict[str, Any]:
    return {"function": "spin", "args": [msg], "cancel": cancel}


def _supervise(duration: float, several: Sequence[dict[str, Any]] = ({},)) -> dict[str, Any]:
    script = supervisor_script(duration, coroutine=True)
    return {**script, "play": "await", "calls": [{"function": "supervisor", **call} for call in several]}
