"""Ordinary code takes no time; very much of it does, so that whoever waits busily comes to an end."""

import sys
from typing import TYPE_CHECKING

import pytest

from grader.stage.meter import FREE, TOO_MUCH
from grader.wire import NANOSECONDS

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio


async def test_free(stage: "Staging") -> None:
    """Honest work between two waits takes no time, frame after frame."""
    played = await stage.run(
        """
        for frame in range(30):
            total = 0
            for number in range(500):
                total += number
            print(frame, end=" ")
            time.sleep(.1)
        """
    )

    assert played.shown == [(frame / 10, f"{frame} ") for frame in range(30)]
    assert played.events("busy") == []


async def test_not_free_for_ever(stage: "Staging") -> None:
    """What is free is so per wait: more than that without any wait is recorded as busy, at its line."""
    played = await stage.run(
        f"""
        total = 0
        while total < {FREE // 2 + 1000}:
            total += 1
        time.sleep(1)
        """
    )

    assert [event["line"] for event in played.events("busy")] in ([4], [5])
    assert 1 < played.duration < 4


@pytest.mark.parametrize(
    "wait",
    [
        "while not going.is_set(): pass",
        "while not flag: pass",
        "while thread.is_alive(): pass",
        "while time.monotonic() < begin + 3: pass",
        "while time.perf_counter_ns() < begin * 10**9 + 3 * 10**9: pass",
        "while time.time() < wall + 3: pass",
        "while not flag: time.sleep(0)",
        "while lock.locked(): pass",
        "while not lock.acquire(blocking=False): pass",
        "while thread.is_alive(): thread.join(0)",
        "while line.empty(): pass",
        "while not flag: os.getpid()",
        "while not flag: select.select([], [], [], 0)",
        "while not flag: time.sleep(1e-2)",
    ],
)
async def test_busy_waiting(stage: "Staging", wait: str) -> None:
    """A loop that waits busily for three seconds ends after three seconds, in whichever way it waits."""
    played = await stage.run(
        f"""
        def work():
            time.sleep(3)
            flag.append(1)
            going.set()
            line.put(1)
            lock.release()
        begin, wall = time.monotonic(), time.time()
        flag, going, lock, line = [], threading.Event(), threading.Lock(), queue.Queue()
        lock.acquire()
        thread = threading.Thread(target=work)
        thread.start()
        {wait}
        print("end")
        """
    )

    assert (played.lines, played.end.cause, played.error) == (["end"], None, None)
    assert 3 <= played.duration < 3.1


async def test_beside_a_busy_loop(stage: "Staging") -> None:
    """While one thread waits busily the others keep their times."""
    played = await stage.run(
        """
        def spin():
            for frame in range(10):
                print(frame, end="")
                time.sleep(.1)
        thread = threading.Thread(target=spin)
        thread.start()
        while thread.is_alive(): pass
        """
    )

    assert [round(time, 9) for time, _ in played.shown] == [frame / 10 for frame in range(10)]


async def test_endless(stage: "Staging") -> None:
    """A loop that never ends is busy, at its line."""
    played = await stage.run(
        """
        number = 0
        while True:
            number += 1
        """
    )

    assert (played.end.cause, played.end.line in (4, 5)) == ("busy", True)


@pytest.mark.skipif(
    sys.version_info < (3, 12), reason="a loop in one line is no event there: the processor time ends it"
)
async def test_endless_in_one_line(stage: "Staging") -> None:
    """A loop of a single line that never ends is busy, too."""
    played = await stage.run("while True: pass")

    assert (played.end.cause, played.end.line) == ("busy", 3)
    assert played.duration <= TOO_MUCH / NANOSECONDS + 1


async def test_endless_recursion(stage: "Staging") -> None:
    """A function that calls itself for ever gets the error of life."""
    played = await stage.run("def again(): again()\nagain()")

    assert played.error is not None
    assert (played.error["type"], played.error["line"]) == ("RecursionError", 3)


async def test_turns_without_waiting(stage: "Staging") -> None:
    """Two threads that wake each other again and again, without time passing, are busy."""
    played = await stage.run(
        """
        one, two = threading.Semaphore(1), threading.Semaphore(0)
        def body(mine, other):
            while True:
                mine.acquire()
                other.release()
        threading.Thread(target=body, args=(one, two)).start()
        threading.Thread(target=body, args=(two, one)).start()
        """,
        limit=1,
    )

    assert played.end.cause in ("busy", "endless")


async def test_library_code_is_free(stage: "Staging") -> None:
    """What the standard library does isn't counted, only the lines of the attempt."""
    played = await stage.run(
        """
        import textwrap
        for _ in range(20): textwrap.wrap("word " * 100)
        time.sleep(1)
        """
    )

    assert (played.events("busy"), played.duration) == ([], 1)


async def test_much_processor_time(stage: "Staging") -> None:
    """A step that takes much processor time outside of any line is recorded, though no time passes."""
    played = await stage.run(
        """
        begin = time.monotonic()
        import resource
        while resource.getrusage(resource.RUSAGE_SELF).ru_utime < 0.4: sum(range(100_000))
        print(time.monotonic() - begin)
        time.sleep(1)
        """
    )

    assert played.lines == ["0.0"]
    assert len(played.events("cpu")) == 1
