"""Sleeps and clocks are virtual: times are exact, and everything else about `time` is as in life."""

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from grader.stage.clock import nanoseconds

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio

ERRORS = """
for arguments in [("1",), (None,), (1j,), ([],), (-1,), (-0.5,), (-1e-9,), (), (1, 2), (float("nan"),)]:
    try:
        time.sleep(*arguments)
    except Exception as error:
        print(type(error).__name__)
    else:
        print("slept", arguments)
"""


def in_life(program: str) -> list[str]:
    """Return the lines that a program prints in an interpreter without a stage."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()


@pytest.mark.parametrize(
    "given, expected",
    [
        (0, 0),
        (0.0, 0),
        (3, 3_000_000_000),
        (0.1, 100_000_000),
        (0.1 + 0.2, 300_000_000),
        (1e-9, 1),
        (1e-13, 1),
        (-0.5, -500_000_000),
    ],
)
async def test_nanoseconds(given: float, expected: int) -> None:
    """Seconds become the nearest nanosecond, but what is more than nothing stays so."""
    assert expected == nanoseconds(given)


async def test_sleep(stage: "Staging") -> None:
    """A sleep takes exactly its time, be it ever so long."""
    played = await stage.run(
        """
        print("a")
        time.sleep(0.1)
        print("b")
        time.sleep(3600)
        print("c")
        """,
        limit=4000,
    )

    assert played.shown == [(0, "a\n"), (0.1, "b\n"), (3600.1, "c\n")]


async def test_thirty_frames(stage: "Staging") -> None:
    """Thirty sleeps of a tenth of a second are three seconds to the nanosecond."""
    played = await stage.run("for _ in range(30): time.sleep(.1)")

    assert [event["ns"] for event in played.events("sleep")] == [100_000_000] * 30
    assert played.duration == 3.0


async def test_sleep_recorded(stage: "Staging") -> None:
    """A sleep is recorded when it begins, with its length and the attempt's line."""
    played = await stage.run(
        """
        time.sleep(0.25)
        time.sleep(1)
        """
    )

    assert [(event.time, event["ns"], event["line"]) for event in played.events("sleep")] == [
        (0, 250_000_000, 3),
        (250_000_000, 1_000_000_000, 4),
    ]


async def test_sleep_from_time(stage: "Staging") -> None:
    """A `sleep` that was imported by its name is the virtual one."""
    played = await stage.play(
        """
        from time import monotonic, sleep as rest
        def main():
            begin = monotonic()
            rest(2)
            print(monotonic() - begin)
        """
    )

    assert played.shown == [(2.0, "2.0\n")]


async def test_several_threads(stage: "Staging") -> None:
    """Threads sleep side by side, and each goes on at its own time."""
    played = await stage.run(
        """
        def rest(name, *durations):
            for duration in durations:
                time.sleep(duration)
                print(name, end=" ")
        threads = [
            threading.Thread(target=rest, args=("a", 0.3, 0.3)),
            threading.Thread(target=rest, args=("b", 0.2, 0.3)),
            threading.Thread(target=rest, args=("c", 0.45, 0.05)),
        ]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    )

    assert played.shown == [(0.2, "b "), (0.3, "a "), (0.45, "c "), (0.5, "b c "), (0.6, "a ")]


async def test_sleep_zero(stage: "Staging") -> None:
    """A sleep of 0 takes no time, and lets others who are ready go first."""
    played = await stage.run(
        """
        def body(name):
            time.sleep(1)
            for number in range(3):
                print(name + str(number), end=" ")
                time.sleep(0)
        threading.Thread(target=body, args="a").start()
        threading.Thread(target=body, args="b").start()
        """
    )

    assert played.shown == [(1, "a0 b0 a1 b1 a2 b2 ")]


async def test_sleep_errors(stage: "Staging") -> None:
    """A wrong argument of sleep is the same error as in life."""
    assert await stage.print(ERRORS) == in_life(f"import time{ERRORS}")


async def test_least_negative_sleep(stage: "Staging") -> None:
    """A sleep of the least bit less than nothing is an error, as in life."""
    played = await stage.run("time.sleep(-1e-13)")

    assert played.error is not None
    assert played.error["type"] == "ValueError"


async def test_sleep_texts(stage: "Staging") -> None:
    """The errors that learners meet have the same words as in life."""
    lines = await stage.print(
        """
        for wrong in ("0.1", None, -0.1):
            try:
                time.sleep(wrong)
            except (TypeError, ValueError) as error:
                print(error)
        """
    )

    assert lines == [
        "'str' object cannot be interpreted as an integer",
        "'NoneType' object cannot be interpreted as an integer",
        "sleep length must be non-negative",
    ]


async def test_numbers_to_sleep(stage: "Staging") -> None:
    """Whatever counts as a number in life can be slept: booleans, and what has an index."""
    played = await stage.run(
        """
        class Index:
            def __index__(self):
                return 2
        time.sleep(True)
        time.sleep(Index())
        print("slept")
        """
    )

    assert played.shown == [(3.0, "slept\n")]


@pytest.mark.parametrize("clock", ["monotonic", "perf_counter", "time"])
async def test_clocks(stage: "Staging", clock: str) -> None:
    """Each clock moves by what was slept and by nothing else, and agrees with its form in nanoseconds."""
    lines = await stage.print(
        f"""
        seconds, nanoseconds = time.{clock}(), time.{clock}_ns()
        print(nanoseconds == round(seconds * 10**9), seconds > 100)
        time.sleep(0.75)
        sum(range(100_000))
        print(time.{clock}() - seconds, time.{clock}_ns() - nanoseconds)
        """
    )

    assert lines == ["True True", "0.75 750000000"]


async def test_clocks_agree(stage: "Staging") -> None:
    """The monotonic clocks show the same time, and what `clock_gettime` shows is theirs too."""
    lines = await stage.print(
        """
        time.sleep(0.3)
        print(time.monotonic() == time.perf_counter() == time.clock_gettime(time.CLOCK_MONOTONIC))
        print(time.time_ns() == time.clock_gettime_ns(time.CLOCK_REALTIME))
        """
    )

    assert lines == ["True", "True"]


async def test_same_clock_every_run(stage: "Staging") -> None:
    """The clocks begin at the same value in every run."""
    body = "print(time.monotonic(), time.time())"

    assert await stage.print(body) == await stage.print(body)


async def test_calendar(stage: "Staging") -> None:
    """Without an argument the calendar shows the virtual now, with one it shows that."""
    lines = await stage.print(
        """
        time.sleep(61)
        print(time.strftime("%Y-%m-%d %H:%M:%S"))
        print(time.strftime("%H:%M:%S", time.gmtime()), time.asctime())
        print(time.ctime(), time.gmtime(None).tm_min, time.localtime().tm_sec)
        print(time.strftime("%Y", time.gmtime(0)), time.ctime(0), time.asctime(time.gmtime(0)))
        """,
        limit=100,
    )

    assert lines == [
        "2027-01-15 08:01:01",
        "08:01:01 Fri Jan 15 08:01:01 2027",
        "Fri Jan 15 08:01:01 2027 1 1",
        "1970 Thu Jan  1 00:00:00 1970 Thu Jan  1 00:00:00 1970",
    ]


async def test_virtual_limit(stage: "Staging") -> None:
    """A program that goes on beyond the limit of virtual time ends as endless, at its line."""
    played = await stage.run(
        """
        while True:
            print(".", end="")
            time.sleep(1)
        """,
        limit=3.5,
    )

    assert (played.end.cause, played.end.line) == ("endless", 5)
    assert played.text == "...."
    assert played.duration == 3.0


async def test_up_to_the_limit(stage: "Staging") -> None:
    """A program may end at the very limit."""
    played = await stage.run("time.sleep(3.5)", limit=3.5)

    assert (played.end.cause, played.duration) == (None, 3.5)


async def test_an_hour_of_naps(stage: "Staging") -> None:
    """The parent is asked ten times a second at first, and ever less often: an hour of naps takes no hour's asking."""
    played = await stage.run("while True: time.sleep(0.1)", limit=3600)

    asked = [event.time for event in played.events("advance")]
    assert played.end.cause == "endless"
    assert asked[:100] == [number * 100_000_000 for number in range(100)]
    assert 1_000 < len(asked) < 10_000 < len(played.events("sleep"))


async def test_processor_time_of_long_naps(stage: "Staging") -> None:
    """Whoever gets on needs processor time for that: two seconds of it, used up in an hour's naps, are no busy loop.

    The work lies in C, where no line of it is counted, so that it is the machine's speed that it depends on.
    """
    played = await stage.run(
        """
        import resource
        def used():
            return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        for _ in range(4):
            begin = used()
            while used() - begin < 0.7:
                sum(range(100_000))
            time.sleep(61)
        print('done')
        """,
        limit=3600,
    )

    assert (played.end.cause, played.text) == (None, "done\n")


async def test_processor_time_without_naps(stage: "Staging") -> None:
    """Whoever doesn't get on gets no more processor time."""
    played = await stage.run("sum(range(10**12))", limit=3600)

    assert played.end.cause == "busy"


async def test_sleep_is_time_sleep(stage: "Staging") -> None:
    """Sleep keeps its name and docstring."""
    lines = await stage.print("print(time.sleep.__name__, time.sleep.__doc__.split('.')[0])")

    assert lines == ["sleep Delay execution for a given number of seconds"]


async def test_processor_time_stands_still(stage: "Staging") -> None:
    """The clocks of processor time don't move while a program sleeps, whatever they are called."""
    lines = await stage.print(
        """
        def now():
            clocks = time.CLOCK_PROCESS_CPUTIME_ID, time.CLOCK_THREAD_CPUTIME_ID
            gotten = [time.clock_gettime(clock) for clock in clocks]
            return [time.process_time(), time.thread_time(), time.process_time_ns(), os.times().user, *gotten]
        before, elapsed = now(), os.times().elapsed
        time.sleep(3)
        print(now() == before, os.times().elapsed - elapsed)
        """
    )

    assert lines == ["True 3.0"]


WAITS = {
    "sleep": "time.sleep(left)",
    "event": "threading.Event().wait(left)",
    "condition": "condition.wait(left)",
    "lock": "held.acquire(timeout=left)",
    "select": "select.select([], [], [], left)",
    "selector": "selector.select(left)",
}


@pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS)
async def test_rest_of_the_time(stage: "Staging", wait: str) -> None:
    """A loop that waits for what is left of its time while that isn't negative comes to its end, and on time."""
    lines = await stage.print(
        f"""
        import selectors, select, threading
        held = threading.Lock()
        held.acquire()
        condition = threading.Condition()
        condition.acquire()
        selector = selectors.DefaultSelector()
        def nap():
            end = time.monotonic() + 0.1
            while (left := end - time.monotonic()) >= 0:
                {wait}
        for _ in range(30):
            nap()
        print(round(time.monotonic() - 1000, 3))
        """
    )

    assert lines == ["3.0"]


async def test_rest_of_the_time_on_a_loop(stage: "Staging") -> None:
    """So does one on an event loop."""
    lines = await stage.print(
        """
        import asyncio
        async def main():
            loop = asyncio.get_running_loop()
            for _ in range(30):
                end = loop.time() + 0.1
                while (left := end - loop.time()) >= 0:
                    await asyncio.sleep(left)
        asyncio.run(main())
        print(round(time.monotonic() - 1000, 3))
        """
    )

    assert lines == ["3.0"]


async def test_honest_zero_waits_cost_nothing(stage: "Staging") -> None:
    """A few waits for no time at all leave every clock where it is."""
    lines = await stage.print(
        """
        begin = time.monotonic_ns()
        for _ in range(40):
            time.sleep(0)
        print(time.monotonic_ns() - begin)
        """
    )

    assert lines == ["0"]
