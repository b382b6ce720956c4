"""What the contract says of the checks, held against how they are declared; and what a check's author uses."""

from collections.abc import Iterator
from random import Random
from typing import NoReturn

import pytest
from parent_helpers import Story, checks_of, kata_module
from runs import SPINNERS
from wcwidth import wcwidth

from grader.checks import (
    CAUSES,
    EXPENSIVE,
    CheckFailed,
    Kata,
    cause_of,
    check,
    describe_error,
    each,
    fail,
    how_it_ended,
    is_expensive,
    line_of,
    plain_text,
)
from grader.grading import seeded
from grader.trace import Scenario, Trace
from grader.verdict import CAUSES as CAUSES_OF_VERDICTS
from grader.words import say, seconds

# As kata.md lists them.
REQUIRED = {
    "spinner_thread": [
        "signal",
        "frames",
        "pace",
        "visible",
        "stop",
        "cleanup",
        "slow_function",
        "announce",
        "concurrent",
        "joined",
        "result",
        "answer",
        "rerun",
    ],
    "spinner_asyncio": [
        "coroutines",
        "frames",
        "pace",
        "visible",
        "yields",
        "cancel",
        "cleanup",
        "slow_function",
        "announce",
        "concurrent",
        "cancelled",
        "result",
        "answer",
        "rerun",
        "quiet",
    ],
}
BONUS = {
    "spinner_thread": ["exception", "wide"],
    "spinner_asyncio": ["awaited", "exception", "outer_cancel", "wide"],
}
CONTRACT = {
    "spinner_thread": ("Signal", "spin", "slow_function", "supervisor", "main"),
    "spinner_asyncio": ("spin", "slow_function", "supervisor", "main"),
}
LONGEST_MESSAGE = 40


@pytest.fixture(params=SPINNERS)
def kata(request: pytest.FixtureRequest) -> str:
    """Return the name of each kata in turn."""
    name: str = request.param
    return name


def declared(kata: str) -> Kata:
    """Return what the kata's module says of it."""
    found: Kata = kata_module(kata).KATA
    return found


def scenarios(kata: str, seed: int) -> list[Scenario]:
    """Return what is played of a kata under a seed."""
    return list(declared(kata).scenarios(seeded(seed, kata)))


def messages(scenario: Scenario) -> Iterator[str]:
    """Go through the messages that a scenario gives to `spin`."""
    for call in scenario.script.get("calls", ()):
        yield from call.get("args", ())


# --- the contract -------------------------------------------------------------------------------------------------


def test_ids(kata: str) -> None:
    """The checks are those of the contract, in its order: the required ones, then the bonus ones."""
    assert list(checks_of(kata)) == REQUIRED[kata] + BONUS[kata]


def test_bonus(kata: str) -> None:
    """The bonus checks are those of the contract, and no required check is one."""
    assert [name for name, (terms, _) in checks_of(kata).items() if terms.bonus] == BONUS[kata]


def test_rests_on(kata: str) -> None:
    """A check rests on checks that come before it, so that they are judged by then."""
    ids = list(checks_of(kata))
    wrong = {
        (name, other)
        for name, (terms, _) in checks_of(kata).items()
        for other in terms.rests_on
        if other not in ids[: ids.index(name)]
    }

    assert wrong == set()


def test_rests_on_required(kata: str) -> None:
    """No required check rests on a bonus."""
    required = [terms for terms, _ in checks_of(kata).values() if not terms.bonus]

    assert {other for terms in required for other in terms.rests_on} & set(BONUS[kata]) == set()


def test_points(kata: str) -> None:
    """Every check is worth something."""
    assert all(terms.points > 0 for terms, _ in checks_of(kata).values())


def test_promises(kata: str) -> None:
    """Every check has a promise that a learner reads: one sentence, not too long for a report."""
    promises = [" ".join((function.__doc__ or "").split()) for _, function in checks_of(kata).values()]

    assert all(promise.endswith(".") and len(promise) <= 120 for promise in promises), promises


def test_names(kata: str) -> None:
    """The grader asks for the names of the contract and for no others."""
    assert declared(kata).names == CONTRACT[kata]


def test_causes() -> None:
    """Every cause that a verdict may have is put in words, and no other."""
    assert set(CAUSES) == CAUSES_OF_VERDICTS


def test_expensive_causes() -> None:
    """What is expensive is a cause, or that the attempt can't be loaded."""
    assert CAUSES_OF_VERDICTS | {"broken"} >= EXPENSIVE


# --- scenarios ----------------------------------------------------------------------------------------------------


def test_scenarios_of_a_seed(kata: str) -> None:
    """The same seed draws the same scenarios."""
    assert scenarios(kata, 7) == scenarios(kata, 7)


def test_scenarios_of_another_seed(kata: str) -> None:
    """Another seed draws other messages and other results, but plays the same."""
    one, two = scenarios(kata, 7), scenarios(kata, 8)

    assert [text for scenario in one for text in messages(scenario)] != [
        text for scenario in two for text in messages(scenario)
    ]
    assert [scenario.answers for scenario in one] != [scenario.answers for scenario in two]
    assert [(scenario.name, scenario.limit, scenario.schedule, scenario.natural) for scenario in one] == [
        (scenario.name, scenario.limit, scenario.schedule, scenario.natural) for scenario in two
    ]


def test_katas_differ_under_a_seed() -> None:
    """Both katas don't get the same messages from one seed."""
    thread, aio = (scenarios(kata, 7)[1] for kata in SPINNERS)

    assert list(messages(thread)) != list(messages(aio))


def test_names_of_scenarios(kata: str) -> None:
    """Each scenario has a name of its own."""
    names = [scenario.name for scenario in scenarios(kata, 1)]

    assert len(set(names)) == len(names)


def test_messages(kata: str) -> None:
    """The messages of required checks keep within the contract's bounds, whatever the seed."""
    wrong = {
        text
        for seed in range(500)
        for scenario in scenarios(kata, seed)
        if scenario.name != "wide"
        for text in messages(scenario)
        if not 0 < len(text) <= LONGEST_MESSAGE or any(wcwidth(char) != 1 for char in text)
    }

    assert wrong == set()


def test_characters_of_messages(kata: str) -> None:
    """Every message can be printed, and none begins or ends with a blank, which nobody could see."""
    wrong = {
        text
        for seed in range(500)
        for scenario in scenarios(kata, seed)
        for text in messages(scenario)
        if text != text.strip() or not text.isprintable()
    }

    assert wrong == set()


def test_longest_message(kata: str) -> None:
    """Every seed plays the longest message that there may be."""
    shorter = [
        seed
        for seed in range(100)
        if max(len(text) for scenario in scenarios(kata, seed) for text in messages(scenario)) != LONGEST_MESSAGE
    ]

    assert shorter == []


def test_wide_message(kata: str) -> None:
    """The bonus for double-width characters is played with such."""
    (scenario,) = [scenario for scenario in scenarios(kata, 1) if scenario.name == "wide"]

    assert [max(map(wcwidth, text)) for text in messages(scenario)] == [2]


def test_answers_are_whole_numbers(kata: str) -> None:
    """`main` is played with whole numbers only."""
    mains = [scenario for seed in range(50) for scenario in scenarios(kata, seed) if scenario.script["play"] == "main"]

    assert {type(answer["result"]) for scenario in mains for answer in scenario.answers} == {int}


# --- what a check's author uses -----------------------------------------------------------------------------------


def found(*, trace: Trace | None = None, line: int | None = None) -> CheckFailed:
    """Return what a check raises that fails for this trace, at this line."""

    def failing() -> NoReturn:
        fail(say("a frame"), say("nothing"), say("Draw one."), trace=trace, line=line)

    with pytest.raises(CheckFailed) as failed:
        failing()
    return failed.value


def test_declared() -> None:
    """A check is declared with what it rests on, whether it is a bonus, and its points."""

    @check(rests_on=("frames",), bonus=True, points=3)
    async def test_something() -> None:
        """It does."""

    (terms,) = [mark.args[0] for mark in test_something.pytestmark if mark.name == "check"]  # type: ignore[attr-defined]
    assert (terms.rests_on, terms.bonus, terms.points) == (("frames",), True, 3)


def test_fail() -> None:
    """A failure is data: expected, seen, hint, line."""
    finding = found(line=3).finding

    assert (finding.expected, finding.seen, finding.hint, finding.line) == ("a frame", "nothing", "Draw one.", 3)
    assert found().cause is None


def test_fail_of_a_cut_scenario() -> None:
    """Where the scenario was cut short, the failure has its cause, and its line where no other is given."""
    trace = Story().trace("deadlock", line=9)

    assert (found(trace=trace).cause, found(trace=trace).finding.line) == ("deadlock", 9)
    assert (found(trace=trace, line=3).cause, found(trace=trace, line=3).finding.line) == ("deadlock", 3)


def test_fail_of_a_broken_attempt() -> None:
    """That an attempt can't be loaded is no cause."""
    assert found(trace=Story().trace("broken")).cause is None


def test_fail_says_nothing_that_differs() -> None:
    """A finding quotes neither addresses nor idents: they differ between runs."""
    assert plain_text("<Thread(t, started daemon 140)>") == "<Thread(t, started daemon …)>"
    assert plain_text("<Thread(t, started 140)>") == "<Thread(t, started …)>"
    assert plain_text("<Thread(t, stopped 140)>") == "<Thread(t, stopped …)>"
    assert plain_text("<Thread(t, stopped daemon 140)>") == "<Thread(t, stopped daemon …)>"
    assert plain_text("<Task at 0x7f00aaff1230>") == "<Task at 0x…>"
    assert plain_text("| 0xFF 100%") == "| 0xFF 100%"


PROCESS = Story().event("process", what="os.fork", line=4)
MEMORY = Story().mark("raised", error={"type": "MemoryError", "text": "", "line": 5})


@pytest.mark.parametrize(
    "cause, line, trace",
    [
        (None, None, Story().trace()),
        ("hung", 2, Story().trace("hung", line=2)),
        ("processes", 4, PROCESS.trace()),
        ("processes", 4, PROCESS.trace("endless", line=1)),
        ("memory", 5, MEMORY.trace()),
        ("threads", 6, Story().event("limit", what="threads").mark("raised", error={"type": "E", "line": 6}).trace()),
        ("busy", 7, Story().event("busy", line=7).trace("endless", line=1)),
        ("busy", 7, Story().event("busy", line=7).trace("busy", line=8)),
        ("endless", 1, Story().trace("endless", line=1)),
        (None, None, Story().event("busy", line=7).trace()),
    ],
)
def test_cause_and_line(cause: str | None, line: int | None, trace: Trace) -> None:
    """The cause is named as exactly as the events allow, with the line that belongs to it."""
    assert (cause_of(trace), line_of(trace)) == (cause, line)


def test_how_it_ended() -> None:
    """How a scenario was cut short is said in words, with detail and line where they are known."""
    assert how_it_ended(Story().trace()) == "it ended without that"
    assert how_it_ended(Story().trace("deadlock")) == CAUSES["deadlock"]
    assert how_it_ended(Story().trace("exited", line=4, detail="os._exit")) == f"{CAUSES['exited']} (os._exit), line 4"


def test_describe_error() -> None:
    """An exception is described by its type, and text, function and line where there are such."""
    assert describe_error({"type": "ValueError", "text": "no", "function": "spin", "line": 3}) == (
        "ValueError: no in spin, line 3"
    )
    assert describe_error({"type": "KeyError", "text": "", "function": None, "line": None}) == "KeyError"


@pytest.mark.parametrize(
    "text, nanoseconds",
    [("0 s", 0), ("3 s", 3_000_000_000), ("0.1 s", 100_000_000), ("0.004 s", 4_400_000), ("10 s", 10_000_000_000)],
)
def test_seconds(text: str, nanoseconds: int) -> None:
    """Times are written in seconds, to the millisecond."""
    assert seconds(nanoseconds) == text


@pytest.mark.asyncio
async def test_each() -> None:
    """Traces are gone through in order, but not beyond one that took real time."""
    ends = {"one": None, "two": "endless", "three": "hung", "four": None}

    async def play(name: str) -> Trace:
        return Story().trace(ends[name])

    assert [trace.end.cause async for trace in each(play, tuple(ends))] == [None, "endless", "hung"]


def test_is_expensive() -> None:
    """A scenario that was cut by real time is expensive, one that ended in program time isn't."""
    assert is_expensive(Story().trace("hung"))
    assert is_expensive(MEMORY.trace())
    assert not is_expensive(Story().trace("endless"))
    assert not is_expensive(Story().trace())


def test_seeded() -> None:
    """The generator of a seed and a kata is always the same one."""
    assert seeded(1, "spinner_thread").random() == seeded(1, "spinner_thread").random()
    assert isinstance(seeded(1, "spinner_thread"), Random)
