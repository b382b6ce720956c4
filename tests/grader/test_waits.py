"""The stage tells of each real wait: whose it was, from when to when, for what, and at which line."""

from typing import TYPE_CHECKING

import pytest

from grader.trace import Event

if TYPE_CHECKING:
    from staging import Played, Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio

MS = 1_000_000
MAX_TOLD = 2_000


def spans(events: list[Event]) -> list[tuple[float, float]]:
    """Return from when to when each wait was, in milliseconds."""
    return [(event["since"] / MS, event["until"] / MS) for event in events]


def of_task(played: "Played", number: int) -> list[tuple[float, float, str | None]]:
    """Return what a task awaited, from when to when in milliseconds."""
    events = played.events("wait", of=number)
    return [(*span, event["what"]) for span, event in zip(spans(events), events, strict=True)]


async def test_lock(stage: "Staging") -> None:
    """Who waits for a lock waits until it is handed over."""
    played = await stage.run(
        """
        lock = threading.Lock()
        def holder():
            with lock:
                time.sleep(0.5)
        threading.Thread(target=holder).start()
        time.sleep(0.1)
        with lock:
            pass
        """
    )

    (event,) = played.events("wait")
    assert (event["actor"], event["what"], event["line"], event["deadline"]) == (0, "Lock.__enter__", 9, None)
    assert spans([event]) == [(100, 500)]


async def test_join(stage: "Staging") -> None:
    """Who joins a thread waits for its end."""
    played = await stage.run(
        """
        thread = threading.Thread(target=time.sleep, args=(0.5,), name="napper")
        thread.start()
        thread.join()
        """
    )

    (event,) = played.events("wait")
    assert (event["why"], event["line"]) == ("waits for the end of napper", 5)
    assert spans([event]) == [(0, 500)]


@pytest.mark.parametrize(
    "body, what",
    [
        ("threading.Event().wait(0.2)", "Event.wait"),
        ("lock = threading.Lock()\nlock.acquire()\nlock.acquire(timeout=0.2)", "Lock.acquire"),
        (
            "with threading.Condition() as condition:\n    pass\nthreading.Semaphore(0).acquire(timeout=0.2)",
            "Semaphore.acquire",
        ),
        ("try:\n    queue.Queue().get(timeout=0.2)\nexcept queue.Empty:\n    pass", "Queue.get"),
        ("select.select([], [], [], 0.2)", None),
    ],
)
async def test_deadline(body: str, what: str | None, stage: "Staging") -> None:
    """A wait that would end by itself says when, and what the attempt had called."""
    (event,) = (await stage.run(body)).events("wait")

    assert (event["until"], event["deadline"], event["what"]) == (200 * MS, 200 * MS, what)


async def test_sleep(stage: "Staging") -> None:
    """A sleep tells of itself when it begins, and isn't told twice."""
    played = await stage.run("time.sleep(0.5)")

    assert (len(played.events("sleep")), played.events("wait")) == (1, [])


async def test_no_time(stage: "Staging") -> None:
    """What lets no time pass was no wait."""
    played = await stage.run("thread = threading.Thread(target=print)\nthread.start()\nthread.join()")

    assert played.events("wait") == []


async def test_task(stage: "Staging") -> None:
    """What a task awaits is told with its line, its seconds, and the task's own name."""
    played = await stage.run(
        """
        async def nap():
            await asyncio.sleep(0.2)
            await asyncio.sleep(0.3)
        asyncio.run(nap())
        """
    )

    assert of_task(played, 1) == [(0, 200, "asyncio.sleep(0.2)"), (200, 500, "asyncio.sleep(0.3)")]
    assert [(event["line"], event["title"]) for event in played.events("wait")] == [(4, "Task-1"), (5, "Task-1")]


async def test_task_awaits_task(stage: "Staging") -> None:
    """A task that awaits another one says which."""
    played = await stage.run(
        """
        async def main():
            await asyncio.create_task(asyncio.sleep(0.2))
        asyncio.run(main())
        """
    )

    assert [(event["of"], event["on"]) for event in played.events("wait") if event["on"] is not None] == [(1, 2)]


async def test_held_up(stage: "Staging") -> None:
    """A wait that isn't awaited is a wait of the thread, in the task that ran; the blocked loop names that task."""
    played = await stage.run(
        """
        async def stuck():
            threading.Event().wait(0.5)
        asyncio.run(stuck())
        """
    )

    (event,) = played.events("wait")
    (blocked,) = played.events("blocked")
    assert (event["by"], event["of"], blocked["by"], blocked["line"]) == (1, None, 1, 4)


async def test_work(stage: "Staging") -> None:
    """A busy loop is one stretch of work, however many slices it was cut into."""
    played = await stage.run("end = time.monotonic() + 1\nwhile time.monotonic() < end:\n    pass")

    (event,) = played.events("wait")
    assert (event["why"], event["since"]) == ("works", 0)


async def test_polling(stage: "Staging") -> None:
    """Short waits that follow each other at one place are told as one."""
    played = await stage.run(
        """
        event = threading.Event()
        for _ in range(1000):
            event.wait(0.001)
        time.sleep(0.1)
        """
    )

    assert spans(played.events("wait")) == [(0, 1000)]


async def test_polling_task(stage: "Staging") -> None:
    """That is so in a task, too."""
    played = await stage.run(
        """
        async def poll():
            for _ in range(1000):
                await asyncio.sleep(0.001)
        asyncio.run(poll())
        """
    )

    assert of_task(played, 1) == [(0, 1000, "asyncio.sleep(0.001)")]


async def test_many(stage: "Staging") -> None:
    """Of one call only so many are told: a program that waits very often is no flood."""
    played = await stage.run(
        """
        event = threading.Event()
        for number in range(5000):
            event.wait(0.001)
            threading.Event().wait(0.001)
        """,
        limit=60,
    )

    assert (played.end.cause, len(played.events("wait"))) == (None, MAX_TOLD)


async def test_open_at_the_end(stage: "Staging") -> None:
    """What is still going on when nothing can go on any more is told as far as it came, even if that is no time."""
    played = await stage.run(
        """
        lock = threading.Lock()
        lock.acquire()
        time.sleep(0.5)
        lock.acquire()
        """
    )

    assert played.end.cause == "deadlock"
    assert spans(played.events("wait")) == [(500, 500)]


async def test_open_thread(stage: "Staging") -> None:
    """A thread that still waits when a call is over has its wait told up to then."""
    played = await stage.run("threading.Thread(target=threading.Event().wait, daemon=True).start()\ntime.sleep(0.5)")

    assert spans(played.events("wait", actor=1))[0] == (0, 500)


async def test_own_names(stage: "Staging") -> None:
    """A task that meddles with its own name and coroutine is told of like any other."""
    played = await stage.run(
        """
        async def main():
            asyncio.current_task().set_name("n" * 10_000)
            await asyncio.sleep(0.2)
        asyncio.run(main())
        """
    )

    assert [len(event["title"]) for event in played.events("wait")] == [300]


async def test_same(stage: "Staging") -> None:
    """The same run is told of in the same way, to the byte."""
    body = """
        async def nap(seconds):
            for _ in range(20):
                await asyncio.sleep(seconds)
        async def main():
            await asyncio.gather(*(nap(0.01 * number) for number in range(1, 6)))
        event = threading.Event()
        threads = [threading.Thread(target=event.wait, args=(0.1,)) for _ in range(5)]
        for thread in threads:
            thread.start()
        asyncio.run(main())
        for thread in threads:
            thread.join()
    """
    first, second = await stage.run(body, schedule=3), await stage.run(body, schedule=3)

    assert first.events("wait")
    assert first.trace.entries == second.trace.entries
