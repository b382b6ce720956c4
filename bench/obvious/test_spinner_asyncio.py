"""spinner_asyncio, tested the obvious way: in real time, with tolerances."""

import asyncio
import gc
import inspect
import itertools
import logging
import re
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from types import ModuleType

import pytest
from conftest import CHARS, Screen, State

MSG = "working hard"
SLACK = 0.05
"""How much later than the contract allows something may come: the machine is busy with other things, too."""


async def end(task: asyncio.Task[object]) -> None:
    """Cancel a task and wait for its end, whether it ends cancelled or returns."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.wait_for(task, 2)


@asynccontextmanager
async def spinning(kata: ModuleType) -> AsyncIterator[asyncio.Task[object]]:
    """Let spin run in a task for as long as the block does, and cancel it."""
    task = asyncio.create_task(kata.spin(MSG))
    try:
        yield task
        assert not task.done(), "spin ended by itself"
    finally:
        await end(task)


@asynccontextmanager
async def ticking() -> AsyncIterator[list[float]]:
    """Note when a task that asks for a turn every 0.01 s is given one."""

    async def tick() -> None:
        while True:
            turns.append(time.monotonic())
            await asyncio.sleep(0.01)

    turns: list[float] = [time.monotonic()]
    task = asyncio.create_task(tick())
    try:
        yield turns
    finally:
        turns.append(time.monotonic())
        await end(task)


def work(seconds: float, result: object = 42) -> Callable[[], Awaitable[object]]:
    """Make a slow_function that takes `seconds`, and counts its `calls`."""

    async def slow_function() -> object:
        slow_function.calls += 1
        await asyncio.sleep(seconds)
        return result

    slow_function.calls = 0
    return slow_function


def gaps(times: list[float]) -> list[float]:
    """Return the time from each to the next."""
    return [after - before for before, after in itertools.pairwise(times)]


def assert_pace(frames: list[State]) -> None:
    """Check that frames come every 0.1 s."""
    pace = gaps([state.at for state in frames])
    assert pace == pytest.approx([0.1] * len(pace), abs=0.06)
    assert 0.08 * len(pace) - SLACK < sum(pace) < 0.12 * len(pace) + SLACK


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Set an event loop for a main that takes the current one, as it would find it in a new process."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield loop
    loop.close()
    asyncio.set_event_loop(None)


def test_coroutines(kata: ModuleType) -> None:
    """Spin, slow_function and supervisor are coroutine functions; main is a plain function."""
    assert inspect.iscoroutinefunction(kata.spin)
    assert inspect.iscoroutinefunction(kata.slow_function)
    assert inspect.iscoroutinefunction(kata.supervisor)
    assert inspect.isfunction(kata.main)
    assert not inspect.iscoroutinefunction(kata.main)


async def test_frames(kata: ModuleType, screen: Screen) -> None:
    """Spin draws the four frames in order, over and over, in place, the first at once."""
    start = time.monotonic()
    async with spinning(kata):
        await asyncio.sleep(0.75)
    seen = [state.text for state in screen.frames()]
    expected = [f"{char} {MSG}" for char, _ in zip(itertools.cycle(CHARS), seen, strict=False)]
    assert len(seen) >= 6
    assert seen == expected
    assert screen.frames()[0].at - start < 0.02 + SLACK


async def test_pace(kata: ModuleType, screen: Screen) -> None:
    """A new frame comes every 0.1 s, and spin waits for it rather than keep the processor busy."""
    busy = time.process_time()
    async with spinning(kata):
        await asyncio.sleep(0.85)
    busy = time.process_time() - busy
    assert 7 <= len(screen.frames()) <= 11
    assert_pace(screen.frames())
    assert busy < 0.4


@pytest.mark.parametrize("screen", ["line-buffered"], indirect=True)
async def test_visible(kata: ModuleType, screen: Screen) -> None:
    """Each frame reaches the terminal when it is drawn, not later."""
    start = time.monotonic()
    async with spinning(kata):
        await asyncio.sleep(0.45)
    frames = screen.frames()
    assert [state.text for state in frames[:4]] == [f"{char} {MSG}" for char in CHARS]
    for number, state in enumerate(frames[:4]):
        assert 0.08 * number - SLACK < state.at - start < 0.12 * number + SLACK


async def test_yields_spin(kata: ModuleType) -> None:
    """Other tasks get their turn on time while spin runs."""
    async with ticking() as turns, spinning(kata):
        await asyncio.sleep(0.45)
    assert max(gaps(turns)) < 0.01 + SLACK


async def test_yields_slow_function(kata: ModuleType) -> None:
    """Other tasks get their turn on time while slow_function runs."""
    async with ticking() as turns:
        task = asyncio.create_task(kata.slow_function())
        await asyncio.sleep(0.45)
    await end(task)
    assert max(gaps(turns)) < 0.01 + SLACK


@pytest.mark.parametrize("seconds", [0.05, 0.32])
async def test_cancel(kata: ModuleType, screen: Screen, seconds: float) -> None:
    """Wherever it is cancelled, spin ends at once and draws no further frame."""
    async with spinning(kata) as task:
        await asyncio.sleep(seconds)
        cancelled = time.monotonic()
    assert time.monotonic() - cancelled < 0.02 + SLACK
    assert task.done()
    await asyncio.sleep(0.15)
    assert [state for state in screen.frames() if state.at > cancelled] == []


@pytest.mark.parametrize("seconds", [0.05, 0.25])
async def test_cleanup(kata: ModuleType, screen: Screen, seconds: float) -> None:
    """When a cancelled spin has ended, the line is clean."""
    async with spinning(kata):
        await asyncio.sleep(seconds)
    screen.assert_clean()


async def test_slow_function(kata: ModuleType) -> None:
    """slow_function takes 3 s, and returns 42."""
    start = time.monotonic()
    assert await asyncio.wait_for(kata.slow_function(), 5) == 42
    assert 2.9 <= time.monotonic() - start <= 3.1 + SLACK


async def test_announce(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Supervisor first prints 'spinner object: ' and the repr of a Task that is pending, before the first frame."""
    monkeypatch.setattr(kata, "slow_function", work(0.15))
    await asyncio.wait_for(kata.supervisor(), 2)
    first, _, _ = screen.text().partition("\n")
    assert first.startswith("spinner object: <Task pending ")
    assert screen.frames()[0].text.startswith(first)


@pytest.mark.parametrize("seconds", [0, 0.55])
async def test_concurrent(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Spin runs as a task in the same thread and keeps its pace for as long as slow_function works."""
    spinners, spin = [], kata.spin

    async def noting_spin(*args: object, **kwargs: object) -> None:
        spinners.append((asyncio.current_task(), threading.current_thread()))
        await spin(*args, **kwargs)

    slow_function, threads = work(seconds), threading.active_count()
    monkeypatch.setattr(kata, "spin", noting_spin)
    monkeypatch.setattr(kata, "slow_function", slow_function)
    start = time.monotonic()
    await asyncio.wait_for(kata.supervisor(), 2)
    took = time.monotonic() - start
    assert slow_function.calls == 1
    assert threading.active_count() == threads
    assert took < seconds + 0.12 + SLACK
    if seconds:
        assert len(spinners) == 1
        assert spinners[0][0] is not asyncio.current_task()
        assert spinners[0][1] is threading.current_thread()
        assert 5 <= len(screen.frames()) <= 7
        assert_pace(screen.frames())


async def test_cancelled(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is supervisor that ends the spinner: no task is left, the line is clean, and nothing is drawn later."""
    monkeypatch.setattr(kata, "slow_function", work(0.25))
    before = asyncio.all_tasks()
    await asyncio.wait_for(kata.supervisor(), 2)
    for _ in range(5):
        await asyncio.sleep(0)
    assert asyncio.all_tasks() <= before
    screen.assert_clean(row=1)
    written = screen.written
    await asyncio.sleep(0.25)
    assert screen.written == written


async def test_result(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Supervisor returns what slow_function returned, whatever that is, and prints no answer itself."""
    for result in (42, None, object()):
        monkeypatch.setattr(kata, "slow_function", work(0.02, result))
        assert await asyncio.wait_for(kata.supervisor(), 2) is result
    assert "Answer" not in screen.written


@pytest.mark.usefixtures("loop")
def test_answer(kata: ModuleType, screen: Screen) -> None:
    """The whole program shows the announcement, then 'Answer: 42', and nothing else."""
    kata.main()
    announcement, *others = screen.text().splitlines()
    assert announcement.startswith("spinner object: ")
    assert others == ["Answer: 42"]


@pytest.mark.usefixtures("loop")
def test_answer_other(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Main prints the result that it was given."""
    monkeypatch.setattr(kata, "slow_function", work(0.15, 17))
    kata.main()
    assert screen.text().endswith("\nAnswer: 17")


def test_rerun(kata: ModuleType, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Supervisor can be called again, on the same loop and on a new one, and does all of this again."""
    monkeypatch.setattr(kata, "slow_function", work(0.25))
    with asyncio.Runner() as runner:
        assert runner.run(kata.supervisor()) == 42
        assert runner.run(kata.supervisor()) == 42
    assert asyncio.run(kata.supervisor()) == 42
    assert screen.written.count("spinner object: ") == 3
    drawn = "".join(state.frame[0] for state in screen.frames())
    assert re.fullmatch(r"(\|/-?\\?){3}", drawn)
    screen.assert_clean(row=3)


def test_quiet(
    kata: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    recwarn: pytest.WarningsRecorder,
) -> None:
    """Asyncio reports nothing: no coroutine never awaited, no task destroyed, no exception never retrieved."""
    monkeypatch.setattr(kata, "slow_function", work(0.15))
    asyncio.run(kata.supervisor())
    gc.collect()
    assert [record for record in caplog.records if record.name == "asyncio" and record.levelno >= logging.ERROR] == []
    assert [str(warning.message) for warning in recwarn if warning.category is RuntimeWarning] == []
