"""asyncio runs in virtual time, however its loop was made; tasks, blocked loops and asyncio's reports are recorded."""

import sys
from typing import TYPE_CHECKING

import pytest

from grader.wire import NANOSECONDS

if TYPE_CHECKING:
    from staging import Played, Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio

since_312 = pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks are new in Python 3.12")

# The beginning of most programs; `say` prints the seconds since the loop began.
START = """
begin = time.monotonic()
def say(*words):
    print(round(time.monotonic() - begin, 9), *words)
async def after(delay, result):
    await asyncio.sleep(delay)
    return result
"""


def seconds(nanoseconds: int) -> float:
    """Return a time in seconds."""
    return nanoseconds / NANOSECONDS


def lives(played: "Played", coroutine_line: int) -> list[tuple[str, float]]:
    """Return the states of the task that was created at this line, and when each was reached."""
    (created,) = played.events("task", state="created", line=coroutine_line)
    states = played.events("task", which=created["which"])
    return [(event["how"] or event["state"], seconds(event.time)) for event in states]


# --- waiting --------------------------------------------------------------------------------------------------------


async def test_sleep(stage: "Staging") -> None:
    """`asyncio.sleep` takes exactly its time, thirty times in a row too."""
    played = await stage.run(
        """
        async def main():
            for number in range(30):
                print(number, end=" ")
                await asyncio.sleep(.1)
        asyncio.run(main())
        """
    )

    assert played.shown == [(tenths / 10, f"{tenths} ") for tenths in range(30)]
    assert played.duration == 3.0


async def test_order_of_sleeps(stage: "Staging") -> None:
    """Tasks go on in the order of their times, and those of the same time in the order of their going to sleep."""
    lines = await stage.print(
        START
        + """
async def body(name, *delays):
    for delay in delays: await asyncio.sleep(delay)
    say(name)
async def main():
    await asyncio.gather(body("a", 0.3), body("b", 0.1), body("c", 0.1, 0.1), body("d", 0.2), body("e", 0), body("f"))
asyncio.run(main())
"""
    )

    assert lines == ["0.0 f", "0.0 e", "0.1 b", "0.2 d", "0.2 c", "0.3 a"]


async def test_loop_time(stage: "Staging") -> None:
    """The loop's clock is the monotonic one."""
    lines = await stage.print(
        """
        async def main():
            loop = asyncio.get_running_loop()
            print(loop.time() == time.monotonic())
            await asyncio.sleep(0.5)
            print(loop.time() == time.monotonic())
        asyncio.run(main())
        """
    )

    assert lines == ["True", "True"]


async def test_wait_for(stage: "Staging") -> None:
    """`wait_for` ends at its timeout and cancels what it waited for, or sooner with a result."""
    lines = await stage.print(
        START
        + """
async def slow():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        say("cancelled")
        raise
async def main():
    say(await asyncio.wait_for(after(0.2, "in time"), 1))
    try:
        await asyncio.wait_for(slow(), 0.3)
    except TimeoutError:
        say("timeout")
asyncio.run(main())
"""
    )

    assert lines == ["0.2 in time", "0.5 cancelled", "0.5 timeout"]


async def test_timeout(stage: "Staging") -> None:
    """`asyncio.timeout` ends at its time, also one that was rescheduled."""
    lines = await stage.print(
        START
        + """
async def main():
    try:
        async with asyncio.timeout(0.25):
            await asyncio.sleep(1)
    except TimeoutError:
        say("timeout")
    async with asyncio.timeout(0.1) as limit:
        limit.reschedule(asyncio.get_running_loop().time() + 2)
        say(await after(1, "in time"))
asyncio.run(main())
"""
    )

    assert lines == ["0.25 timeout", "1.25 in time"]


async def test_gather(stage: "Staging") -> None:
    """`gather` takes as long as the longest, and gives results in order."""
    lines = await stage.print(
        START
        + """
async def fail():
    await asyncio.sleep(0.1)
    raise ValueError("why not")
async def main():
    say(await asyncio.gather(after(0.3, "a"), after(0.1, "b"), after(0.2, "c")))
    say(await asyncio.gather(after(0.3, "a"), fail(), return_exceptions=True))
    try:
        await asyncio.gather(after(0.3, "a"), fail())
    except ValueError as error:
        say(error)
asyncio.run(main())
"""
    )

    assert lines == ["0.3 ['a', 'b', 'c']", "0.6 ['a', ValueError('why not')]", "0.7 why not"]


async def test_task_group(stage: "Staging") -> None:
    """A task group waits for all, and cancels the others when one fails."""
    lines = await stage.print(
        START
        + """
async def fail():
    await asyncio.sleep(0.2)
    raise ValueError
async def other():
    try:
        await asyncio.sleep(9)
    finally:
        say("cancelled")
async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(after(delay, delay)) for delay in (0.2, 0.5)]
    say(*(task.result() for task in tasks))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(other())
            group.create_task(fail())
    except* ValueError as errors:
        say(len(errors.exceptions))
asyncio.run(main())
"""
    )

    assert lines == ["0.5 0.2 0.5", "0.7 cancelled", "0.7 1"]


async def test_wait(stage: "Staging") -> None:
    """`wait` returns at the first end or at its timeout; `as_completed` goes in the order of the ends."""
    lines = await stage.print(
        START
        + """
async def main():
    tasks = [asyncio.create_task(after(delay, delay)) for delay in (0.3, 0.1, 0.2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    say(len(done), len(pending))
    done, pending = await asyncio.wait(tasks, timeout=0.05)
    say(len(done), len(pending))
    for following in asyncio.as_completed(tasks): say(await following)
asyncio.run(main())
"""
    )

    assert lines == ["0.1 1 2", "0.15 1 2", "0.15 0.1", "0.2 0.2", "0.3 0.3"]


async def test_synchronization(stage: "Staging") -> None:
    """asyncio's own locks, events, conditions, semaphores and queues wait in virtual time."""
    lines = await stage.print(
        START
        + """
async def main():
    lock, event, places, line = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(2), asyncio.Queue()
    async def body(name):
        async with lock: await asyncio.sleep(0.1)
        async with places: await asyncio.sleep(0.1)
        await line.put(name)
    async def setter():
        await asyncio.sleep(0.15)
        event.set()
    tasks = [asyncio.create_task(body(name)) for name in "abc"] + [asyncio.create_task(setter())]
    await event.wait()
    say("event")
    for _ in "abc": say(await line.get())
    try:
        await asyncio.wait_for(line.get(), 0.5)
    except TimeoutError:
        say("empty")
asyncio.run(main())
"""
    )

    assert lines == ["0.15 event", "0.2 a", "0.3 b", "0.4 c", "0.9 empty"]


async def test_call_later(stage: "Staging") -> None:
    """Callbacks are called at their times, in order; a cancelled one never is."""
    lines = await stage.print(
        START
        + """
loop = asyncio.new_event_loop()
loop.call_later(0.3, say, "c")
loop.call_later(0.1, say, "a")
loop.call_at(loop.time() + 0.2, say, "b")
loop.call_later(0.25, say, "never").cancel()
loop.call_soon(say, "soon")
loop.call_later(0.5, loop.stop)
loop.run_forever()
say("end")
"""
    )

    assert lines == ["0.0 soon", "0.1 a", "0.2 b", "0.3 c", "0.5 end"]


@pytest.mark.parametrize(
    "start",
    [
        "asyncio.run(main())",
        "asyncio.Runner().run(main())",
        "asyncio.new_event_loop().run_until_complete(main())",
        "asyncio.set_event_loop(asyncio.new_event_loop()); asyncio.get_event_loop().run_until_complete(main())",
        "import selectors; asyncio.SelectorEventLoop(selectors.SelectSelector()).run_until_complete(main())",
        "import selectors; asyncio.SelectorEventLoop(selectors.PollSelector()).run_until_complete(main())",
        "thread = threading.Thread(target=lambda: asyncio.run(main())); thread.start(); thread.join()",
    ],
)
async def test_any_loop(stage: "Staging", start: str) -> None:
    """A loop runs in virtual time, whoever made it and in whichever thread it runs."""
    played = await stage.run(
        f"""
        async def main():
            await asyncio.sleep(2)
            print("main")
        {start}
        """
    )

    assert (played.shown, played.error) == ([(2, "main\n")], None)


async def test_two_loops(stage: "Staging") -> None:
    """Two loops in two threads run side by side."""
    played = await stage.run(
        """
        async def body(name):
            for _ in range(2):
                await asyncio.sleep(0.5)
                print(name, end="")
        threads = [threading.Thread(target=lambda name=name: asyncio.run(body(name))) for name in "ab"]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    )

    assert played.shown == [(0.5, "ab"), (1.0, "ab")]
    assert played.events("blocked") == []


# --- threads beside a loop ------------------------------------------------------------------------------------------


async def test_call_soon_threadsafe(stage: "Staging") -> None:
    """A thread wakes the loop at the moment of its call, while the loop waits for something later."""
    lines = await stage.print(
        START
        + """
async def main():
    loop, event = asyncio.get_running_loop(), asyncio.Event()
    def body():
        time.sleep(0.3)
        loop.call_soon_threadsafe(event.set)
    threading.Thread(target=body).start()
    await asyncio.wait_for(event.wait(), 5)
    say("woken")
asyncio.run(main())
"""
    )

    assert lines == ["0.3 woken"]


async def test_run_in_executor(stage: "Staging") -> None:
    """Work in an executor or by `to_thread` goes on beside the loop, which it doesn't block."""
    played = await stage.run(
        START
        + """
def work(name):
    time.sleep(1)
    return name
async def main():
    loop = asyncio.get_running_loop()
    ticker = asyncio.create_task(asyncio.sleep(0.5))
    say(await asyncio.gather(loop.run_in_executor(None, work, "a"), asyncio.to_thread(work, "b")))
asyncio.run(main())
"""
    )

    assert played.shown == [(1, "1.0 ['a', 'b']\n")]
    assert played.events("blocked") == []


async def test_run_coroutine_threadsafe(stage: "Staging") -> None:
    """A thread may have a coroutine run by another thread's loop, and wait for its result."""
    lines = await stage.print(
        START
        + """
loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()
future = asyncio.run_coroutine_threadsafe(after(0.4, "done"), loop)
try:
    future.result(timeout=0.1)
except TimeoutError:
    say("not yet")
say(future.result())
loop.call_soon_threadsafe(loop.stop)
"""
    )

    assert lines == ["0.1 not yet", "0.4 done"]


async def test_streams(stage: "Staging") -> None:
    """What comes over a socket wakes the loop, without time passing."""
    lines = await stage.print(
        START
        + """
import socket
async def main():
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    asyncio.get_running_loop().call_later(0.7, theirs.sendall, b"hello\\n")
    say(await reader.readline())
    writer.close()
    theirs.close()
asyncio.run(main())
"""
    )

    assert lines == ["0.7 b'hello\\n'"]


async def test_select(stage: "Staging") -> None:
    """`select.select` without descriptors is a sleep, and with some it waits for them in virtual time."""
    lines = await stage.print(
        START
        + """
say(select.select([], [], [], 0.4))
receiving, sending = os.pipe()
threading.Timer(0.3, os.write, (sending, b"x")).start()
say(select.select([receiving], [], [], 2)[0] == [receiving])
os.read(receiving, 1)
say(select.select([receiving], [], [], 0.1), select.select([receiving], [], [], 0))
"""
    )

    assert lines == ["0.4 ([], [], [])", "0.7 True", "0.8 ([], [], []) ([], [], [])"]


@pytest.mark.parametrize("kind", ["DefaultSelector", "SelectSelector", "PollSelector"])
async def test_selectors(stage: "Staging", kind: str) -> None:
    """A selector of the program's own waits in virtual time."""
    lines = await stage.print(
        START
        + f"""
import selectors
receiving, sending = os.pipe()
with selectors.{kind}() as selector:
    selector.register(receiving, selectors.EVENT_READ)
    say(len(selector.select(0.2)), len(selector.select(0)))
    threading.Timer(0.3, os.write, (sending, b"x")).start()
    say(len(selector.select()))
"""
    )

    assert lines == ["0.2 0 0", "0.5 1"]


async def test_deadlock(stage: "Staging") -> None:
    """A loop that waits for what can't come is a deadlock, and no wait outside of the clock."""
    played = await stage.run(
        """
        async def main():
            await asyncio.Event().wait()
        asyncio.run(main())
        """
    )

    assert (played.end.cause, played.duration) == ("deadlock", 0)
    assert [(stack["why"], stack["line"]) for stack in played.events("stack")] == [
        ("awaits", 4),
        ("waits in select", 5),
    ]


# --- blocked loops --------------------------------------------------------------------------------------------------


async def test_blocked(stage: "Staging") -> None:
    """A loop that a sleep holds up is recorded as blocked: since when, until when and at which line."""
    played = await stage.run(
        """
        async def main():
            await asyncio.sleep(0.5)
            time.sleep(2)
            await asyncio.sleep(0.5)
        asyncio.run(main())
        """
    )

    (blocked,) = played.events("blocked")
    assert (blocked["since"], blocked.time, blocked["line"]) == (500_000_000, 2_500_000_000, 5)


@pytest.mark.parametrize(
    "wait",
    [
        "thread.join()",
        "event.wait()",
        "lock.acquire(timeout=1)",
        "line.get()",
        "future.result()",
        "select.select([], [], [], 1)",
    ],
)
async def test_blocked_by(stage: "Staging", wait: str) -> None:
    """Whatever waits for another thread blocks the loop."""
    played = await stage.run(
        f"""
        async def main():
            {wait}
        thread = threading.Thread(target=time.sleep, args=(1,))
        event, lock, line, future = threading.Event(), threading.Lock(), queue.Queue(), concurrent.futures.Future()
        lock.acquire()
        for action in (event.set, lambda: line.put(1), lambda: future.set_result(1)): threading.Timer(1, action).start()
        thread.start()
        asyncio.run(main())
        """
    )

    blocked = played.events("blocked")[0]
    assert (blocked["since"], blocked.time, blocked["line"]) == (0, 1_000_000_000, 4)


async def test_blocked_by_work(stage: "Staging") -> None:
    """A loop that waits busily for a clock is blocked."""
    played = await stage.run(
        """
        async def main():
            end = time.monotonic() + 1
            while time.monotonic() < end: pass
        asyncio.run(main())
        """
    )

    blocked = played.events("blocked")[0]
    assert (blocked["since"], blocked["line"]) == (0, 5)
    assert 0.99 < seconds(blocked.time) < 1.01  # work is put on the clock in slices of 5 ms


async def test_not_blocked(stage: "Staging") -> None:
    """A loop that sleeps, or that isn't running while others sleep, isn't blocked."""
    played = await stage.run(
        """
        loop = asyncio.new_event_loop()
        loop.run_until_complete(asyncio.sleep(1))
        time.sleep(5)
        loop.run_until_complete(asyncio.sleep(1))
        loop.close()
        """
    )

    assert (played.events("blocked"), played.duration) == ([], 7)


# --- tasks ----------------------------------------------------------------------------------------------------------


async def test_task_returns(stage: "Staging") -> None:
    """A task is created at its line and ended when it returns."""
    played = await stage.run(
        """
        async def main():
            task = asyncio.create_task(asyncio.sleep(1))
            await asyncio.sleep(2)
        asyncio.run(main())
        """
    )

    assert lives(played, 4) == [("created", 0), ("returned", 1)]


async def test_task_cancelled(stage: "Staging") -> None:
    """That a task is cancelled is recorded where it is asked for, and how it ended when it ends."""
    played = await stage.run(
        """
        async def main():
            task = asyncio.create_task(asyncio.sleep(9))
            await asyncio.sleep(2)
            task.cancel()
            await asyncio.wait([task])
        asyncio.run(main())
        """
    )

    (cancelled,) = played.events("task", state="cancelled")
    assert lives(played, 4) == [("created", 0), ("cancelled", 2), ("cancelled", 2)]
    assert (cancelled["line"], cancelled.task) == (6, played.events("task", state="created")[0]["which"])


async def test_task_raises(stage: "Staging") -> None:
    """A task that dies of an exception is recorded with its type and text."""
    played = await stage.run(
        """
        async def fail():
            await asyncio.sleep(1)
            raise ValueError("why not")
        async def main():
            task = asyncio.create_task(fail())
            await asyncio.wait([task])
            task.exception()
        asyncio.run(main())
        """
    )

    ended = played.events("task", state="ended", how="raised")
    assert [(event.time, event["type"], event["text"]) for event in ended] == [(1_000_000_000, "ValueError", "why not")]
    assert played.events("report") == []


async def test_no_coroutine(stage: "Staging") -> None:
    """To make a task of what is no coroutine is the error of life, and no task."""
    played = await stage.run(
        """
        async def spin(): pass
        async def main():
            try:
                asyncio.create_task(spin)
            except TypeError as error:
                print(str(error).split(" at ")[0])
            print("main")
            await asyncio.sleep(0.1)
            return len(asyncio.all_tasks())
        print(asyncio.run(main()))
        """
    )

    assert played.lines == ["a coroutine was expected, got <function main.<locals>.spin", "main", "1"]
    assert played.mark("returned").time == 100_000_000


async def test_current_task(stage: "Staging") -> None:
    """Events name the task in which they happen, and none outside of tasks."""
    played = await stage.run(
        """
        async def body():
            time.sleep(0.1)
        async def main():
            time.sleep(0.2)
            await asyncio.create_task(body())
            asyncio.get_running_loop().call_soon(time.sleep, 0.3)
            await asyncio.to_thread(time.sleep, 0.4)
        asyncio.run(main())
        """
    )
    main, body = [event["which"] for event in played.events("task", state="created")][:2]

    assert {event["ns"] // 10**8: event.task for event in played.events("sleep")} == {
        2: main,
        1: body,
        3: None,
        4: None,
    }


async def test_tasks_as_in_life(stage: "Staging") -> None:
    """A task looks as in life: its type, its name, its representation."""
    lines = await stage.print(
        """
        async def body(): pass
        async def main():
            task = asyncio.create_task(body(), name="mine")
            print(type(task).__name__, type(task).__module__, isinstance(task, asyncio.Future), task.get_name())
            print(str(task).partition(" coro")[0], "cb=" in str(task))
            await task
            print(str(task).partition(" coro")[0], "cb=" in str(task), task in {task})
        asyncio.run(main())
        """
    )

    assert lines == [
        "Task _asyncio True mine",
        "<Task pending name='mine' False",
        "<Task finished name='mine' False True",
    ]


async def test_names_of_tasks(stage: "Staging") -> None:
    """Tasks without a name of their own are numbered from 1, as in a fresh interpreter."""
    lines = await stage.print(
        """
        async def main():
            made = [asyncio.create_task(asyncio.sleep(0)) for _ in range(2)]
            print(asyncio.current_task().get_name(), *(task.get_name() for task in made))
        asyncio.run(main())
        """
    )

    assert lines == ["Task-1 Task-2 Task-3"]


async def test_order_of_sets(stage: "Staging") -> None:
    """A set of tasks iterates in the same order in each run, whatever lies where in memory."""
    body = """
    class Junk(asyncio.Future): pass
    async def main():
        junk = [Junk() for _ in range(%d)]
        tasks = [asyncio.create_task(asyncio.sleep(0)) for _ in range(20)]
        print(*(tasks.index(task) for task in set(tasks)), *(hash(task) for task in tasks))
    asyncio.run(main())
    """

    assert len({tuple(await stage.print(body % junk)) for junk in (0, 1, 1234)}) == 1


async def test_as_completed(stage: "Staging") -> None:
    """Coroutines that end at the same time are completed in the same order in each run, wherever they lie."""
    body = """
    async def body(number):
        await asyncio.sleep(1)
        return number
    async def main():
        junk = [body(number) for number in range(%d)]
        for coroutine in junk: coroutine.close()
        coroutines = [body(number) for number in range(20)]
        del junk
        for following in asyncio.as_completed(coroutines): print(await following, end=" ")
    asyncio.run(main())
    """

    assert len({tuple(await stage.print(body % junk)) for junk in (0, 1, 1234)}) == 1


@since_312
async def test_eager_tasks(stage: "Staging") -> None:
    """Eager tasks run while they are made, and are recorded like others; those that end at once too."""
    played = await stage.run(
        """
        async def body(delay):
            print("body", end=" ")
            if delay: await asyncio.sleep(delay)
        async def main():
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            quick = asyncio.create_task(body(0))
            slow = asyncio.create_task(body(1))
            print("main", quick.done(), slow.done())
            await slow
        asyncio.run(main())
        """
    )

    assert played.text == "body body main True False\n"
    assert lives(played, 8) == [("created", 0), ("returned", 0)]
    assert lives(played, 9) == [("created", 0), ("returned", 1)]


@since_312
async def test_own_eager_factory(stage: "Staging") -> None:
    """An eager factory of the program's own works with a task class of its own."""
    lines = await stage.print(
        """
        class Mine(asyncio.Task):
            pass
        async def body():
            print(type(asyncio.current_task()).__name__)
        async def main():
            asyncio.get_running_loop().set_task_factory(asyncio.create_eager_task_factory(Mine))
            await asyncio.create_task(body())
        asyncio.run(main())
        """
    )

    assert lines == ["Mine"]


# --- what asyncio reports -------------------------------------------------------------------------------------------


async def test_never_awaited(stage: "Staging") -> None:
    """A coroutine that is never awaited is reported."""
    played = await stage.run(
        """
        async def spin(): pass
        async def main():
            spin()
        asyncio.run(main())
        """
    )

    assert [event["text"] for event in played.events("report")] == ["coroutine 'main.<locals>.spin' was never awaited"]


async def test_destroyed_pending(stage: "Staging") -> None:
    """A task that is pending when its loop is gone is reported."""
    played = await stage.run(
        """
        async def main():
            asyncio.create_task(asyncio.sleep(9))
        loop = asyncio.new_event_loop()
        loop.run_until_complete(main())
        loop.close()
        """
    )

    assert [event["text"] for event in played.events("report")] == ["Task was destroyed but it is pending!"]


async def test_never_retrieved(stage: "Staging") -> None:
    """An exception of a task that nobody asks for is reported, with its type."""
    played = await stage.run(
        """
        async def fail():
            raise ValueError
        async def main():
            asyncio.create_task(fail())
            await asyncio.sleep(1)
        asyncio.run(main())
        """
    )

    assert [(event["text"], event["type"]) for event in played.events("report")] == [
        ("Task exception was never retrieved", "ValueError")
    ]


async def test_failing_callback(stage: "Staging") -> None:
    """An exception in a callback is reported, and the loop goes on."""
    played = await stage.run(
        """
        async def main():
            asyncio.get_running_loop().call_soon(lambda: 1 / 0)
            await asyncio.sleep(1)
            print("main")
        asyncio.run(main())
        """
    )

    (report,) = played.events("report")
    assert report["type"] == "ZeroDivisionError"
    assert report["text"].startswith("Exception in callback main.<locals>.main.<locals>.<lambda>() at attempt.py:4")
    assert played.lines == ["main"]


async def test_nothing_to_report(stage: "Staging") -> None:
    """A program that cancels and awaits its task is reported for nothing, and no report is printed."""
    played = await stage.run(
        """
        async def spin():
            try:
                while True: await asyncio.sleep(.1)
            except asyncio.CancelledError:
                pass
        async def main():
            task = asyncio.create_task(spin())
            await asyncio.sleep(1)
            task.cancel()
            await task
        asyncio.run(main())
        """
    )

    assert (played.events("report"), played.text, played.duration) == ([], "", 1)


async def test_other_warnings(stage: "Staging") -> None:
    """Warnings of other kinds are no reports, and can be caught as in life."""
    played = await stage.run(
        """
        import warnings
        warnings.warn("beware", RuntimeWarning)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warnings.warn("beware")
        print(len(caught), caught[0].category.__name__)
        """
    )

    assert (played.events("report"), played.lines) == ([], ["1 UserWarning"])


async def test_busy_turns(stage: "Staging") -> None:
    """A loop that takes turn after turn without waiting lets time pass in the end."""
    played = await stage.run(
        """
        async def main():
            task = asyncio.create_task(asyncio.sleep(1))
            while not task.done():
                await asyncio.sleep(0)
            print("main")
        asyncio.run(main())
        """
    )

    assert played.lines == ["main"]
    assert 1 <= played.duration < 1.1


async def test_interrupt(stage: "Staging") -> None:
    """An exception that isn't meant to be caught comes out of `asyncio.run` as in life."""
    played = await stage.run(
        """
        async def main():
            await asyncio.sleep(1)
            raise KeyboardInterrupt
        asyncio.run(main())
        """
    )

    error = played.mark("raised")["error"]
    assert (error["type"], error["line"], error["function"]) == ("KeyboardInterrupt", 5, "main.<locals>.main")


# --- waits in the middle of a step --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wait",
    [
        "selectors.DefaultSelector().select(0.5)",
        "select.select([], [], [], 0.5)",
        "select.poll().poll(500)",
    ],
)
async def test_foreign_wait_blocks_the_loop(stage: "Staging", wait: str) -> None:
    """A wait in a selector that isn't the loop's own blocks the loop for as long as it takes."""
    played = await stage.run(
        f"""
        import asyncio, select, selectors
        async def main():
            await asyncio.sleep(1)
            {wait}
            await asyncio.sleep(0)
            print(time.monotonic() - 1000)
        asyncio.run(main())
        """
    )
    (blocked,) = played.events("blocked")

    assert played.lines == ["1.5"]
    assert (blocked["since"], blocked["t"]) == (1_000_000_000, 1_500_000_000)
