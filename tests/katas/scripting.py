"""What scenarios are made of: messages, stand-ins, results; and how a check asks what was played."""

from random import Random
from typing import Any

from grader.film import Call
from grader.trace import Scenario, Trace
from grader.words import Message, say

SECOND = 1_000_000_000
WIDE = "생각 중!"
FLAG = "go"  # the attribute that stops a spinner; who sets it is shown in pictures, and judged by nobody
SPIN_LIMIT = 25  # seconds of program time for all calls of spin in a scenario, the longest of which is a good 10 s


# One column and one code point each.
WORDS = (
    "brewing",
    "chai",
    "naïve",
    "größer",
    "señal",
    "façade",
    "tøver",
    "Ωmega",
    "λόγος",
    "чай",
    "ждём",
    "żółw",
    "42",
    "µs",
    "ok!",
    "so:",
    "far…",
    "(hm)",
    "d'accord",
)
# What formatting would take for its own, where a message is used as a format; two blanks; the spinner's characters.
SPECIAL = ("5%  {0} | a-b/c", "%d  %s-{} /\\ |", "{x}  100% - / | -")
LONGEST_MESSAGE = 40
NUMBERS = ("a large number", "a negative one", "a small one", "nothing")
MAINS = tuple(f"main, returning {kind}" for kind in NUMBERS)


def draw_messages(random: Random, number: int) -> list[str]:
    """Draw messages: one of a usual length with something special in it, the longest, and short ones."""
    usual = f"{_words(random, 14)} {random.choice(SPECIAL)}"
    longest = _words(random, LONGEST_MESSAGE)[: LONGEST_MESSAGE - 1] + "?"
    return [usual, longest, *(random.choice(WORDS) for _ in range(number - 2))]


def _words(random: Random, shortest: int) -> str:
    """Draw words that take up so many columns, or a few more."""
    text = random.choice(WORDS)
    while len(text) < shortest:
        text += " " + random.choice(WORDS)
    return text


def supervisor_script(duration: float, *, coroutine: bool) -> dict[str, Any]:
    """Return the part of a script that puts a stand-in for `slow_function` in place, taking ``duration`` seconds."""
    # At no time at all, a stand-in that is a coroutine still gives the other tasks one turn: whether a task that was
    # never begun may be awaited plainly after cancel() is not what this is about.
    standin = {"seconds": round(duration * SECOND), "coroutine": coroutine}
    flag = {} if coroutine else {"flag": FLAG}
    return {"standins": {"slow_function": standin}, "watch": ["spin"], **flag}


def limit_of(duration: float, times: int = 1) -> float:
    """Return how many seconds of program time a scenario with so long calls may take."""
    return times * (duration + 1) + 5


def main_scenarios(random: Random, *, coroutine: bool) -> list[Scenario]:
    """Return scenarios of `main` with a stand-in for `slow_function` that returns whole numbers of every kind."""
    numbers = (random.randint(10**6, 10**9), random.randint(-99, -1), random.randint(1, 9), 0)
    return [
        Scenario(
            name,
            {**supervisor_script(duration, coroutine=coroutine), "play": "main", "function": "main"},
            limit_of(duration),
            natural=True,
            answers=({"result": number},),
        )
        for name, number, duration in zip(MAINS, numbers, (1.3, 0.32, 0.13, 0.21), strict=True)
    ]


def results(random: Random) -> list[dict[str, Any]]:
    """Draw what stand-ins return: numbers, nothing, what is false, an object that is equal to itself only."""
    return [
        {"result": random.randint(100, 10**9)},
        {"unique": True},
        {"result": None},
        {"result": False},
        {"result": ""},
        {"result": [random.randint(0, 9)]},
        {"result": random.randint(-99, -1)},
    ]


def message_of(call: Call) -> str:
    """Return the message that this call of `spin` was given."""
    return str(call.trace.scenario.script["calls"][call.number]["args"][0])


def duration_of(trace: Trace) -> int:
    """Return how long the stand-in for `slow_function` takes, nanoseconds."""
    return int(trace.scenario.script["standins"]["slow_function"]["seconds"])


def result_of(trace: Trace, number: int) -> Message:
    """Say what the stand-in returned in a call."""
    answer = trace.scenario.answers[number]
    return say("an object of its own") if answer.get("unique") else say("here {result!r}", result=answer["result"])
