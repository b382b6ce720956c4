"""Random programs of threads and of tasks do on the stage what plain models say: the same steps, at the same times.

Times are whole ticks of 1/64 s, which are exact as floats and in nanoseconds. Many steps fall on the same tick on
purpose: threads then go on first come, first served (schedule 0), and the model says precisely in which order.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from models import Body, CancelledError, Future, Gathering, Log, Rounds, Step, Task, Threads

if TYPE_CHECKING:
    from staging import Played, Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio
runs = settings(
    deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

TICK = 15_625_000  # nanoseconds

COMMON = """
import asyncio, queue, threading, time
from collections import defaultdict
TICK = 1 / 64
begin = time.monotonic()
def say(*words):
    print(round((time.monotonic() - begin) / TICK, 6), *words)
def seconds(ticks):
    return None if ticks is None else ticks * TICK
"""

THREADS = (
    COMMON
    + """
locks, events, queues = defaultdict(threading.Lock), defaultdict(threading.Event), defaultdict(queue.Queue)
def take(path, name, ticks, steps):
    lock = locks[name]
    if not lock.acquire(timeout=-1 if ticks is None else seconds(ticks)):
        return False
    say(path, "taken")
    do(path, steps)
    lock.release()
    return True
def get(name, ticks):
    try:
        return queues[name].get(timeout=seconds(ticks))
    except queue.Empty:
        return "nothing"
def join(number, ticks):
    try:
        threads[number].join(seconds(ticks))
    except RuntimeError:
        return "refused"
    return "alive" if threads[number].is_alive() else "ended"
def act(path, kind, *given):
    match kind:
        case "sleep": return time.sleep(seconds(*given))
        case "lock": return take(path, *given)
        case "event":
            name, what, ticks = given
            if what != "wait": getattr(events[name], what)()
            return what == "wait" and events[name].wait(seconds(ticks))
        case "put": return queues[given[0]].put(given[1])
        case "get": return get(*given)
        case "start": return threads[given[0]].start()
        case "join": return join(*given)
def do(name, steps):
    for place, step in enumerate(steps):
        result = act(f"{name}.{place}", *step)
        say(f"{name}.{place}", step[0], result)
threads = {n: threading.Thread(target=do, args=(str(n), steps)) for n, steps in enumerate(PROGRAM) if n}
def main():
    do("0", PROGRAM[0])
"""
)

TASKS = (
    COMMON
    + """
locks, events, queues = defaultdict(asyncio.Lock), defaultdict(asyncio.Event), defaultdict(asyncio.Queue)
tasks = {}
async def take(path, name, steps):
    async with locks[name]:
        say(path, "taken")
        await do(path, steps)
async def act(path, kind, *given):
    match kind:
        case "sleep": await asyncio.sleep(seconds(*given))
        case "lock": await take(path, *given)
        case "event":
            name, what = given
            return await events[name].wait() if what == "wait" else getattr(events[name], what)()
        case "put": await queues[given[0]].put(given[1])
        case "get": return await queues[given[0]].get()
        case "join": await tasks[given[0]]
        case "cancel": return tasks[given[0]].cancel()
        case "gather":
            lives = [life(f"{path}/{n}", steps) for n, steps in enumerate(given[0])]
            await asyncio.gather(*lives, return_exceptions=True)
async def do(name, steps):
    for place, step in enumerate(steps):
        result = await act(f"{name}.{place}", *step)
        say(f"{name}.{place}", step[0], result)
async def life(name, steps):
    try:
        await do(name, steps)
    except asyncio.CancelledError:
        say(name, "cancelled")
        raise
async def whole():
    tasks.update({n: asyncio.create_task(life(str(n), steps)) for n, steps in enumerate(PROGRAM) if n})
    for awaited in (life("0", PROGRAM[0]), *tasks.values()):
        try:
            await awaited
        except asyncio.CancelledError:
            pass
    say("all over")
def main():
    asyncio.run(whole())
"""
)


class Tasks(Rounds):
    """Tasks on one loop, and what they share."""

    def __init__(self, programs: Sequence[Sequence[Step]]) -> None:
        super().__init__()
        self.log: Log = []
        self._locked: set[int] = set()
        self._set: set[int] = set()
        self._items: dict[int, deque[int]] = defaultdict(deque)
        self._waiting: dict[tuple[str, int], deque[Future]] = defaultdict(deque)
        self._tasks: dict[int, Task] = {}
        self._main = Task(self.ready, self._whole(programs))

    def run(self) -> tuple[Log, bool]:
        """Return what was noted, and whether the main task came to its end."""
        over = self.run_until(self._main)
        return self.log, over

    def _note(self, text: str) -> None:
        self.log.append((self.now, text))

    def _whole(self, programs: Sequence[Sequence[Step]]) -> Body:
        for number, steps in enumerate(programs[1:], 1):
            self._tasks[number] = Task(self.ready, self._life(str(number), steps))
        for body in (self._life("0", programs[0]), *map(self._await, self._tasks.values())):
            try:
                yield from body
            except CancelledError:
                continue
        self._note("all over")

    def _life(self, name: str, steps: Sequence[Step]) -> Body:
        try:
            yield from self._do(name, steps)
        except CancelledError:
            self._note(f"{name} cancelled")
            raise

    def _do(self, name: str, steps: Sequence[Step]) -> Body:
        for place, step in enumerate(steps):
            path = f"{name}.{place}"
            result = yield from getattr(self, f"_{step[0]}")(path, *step[1:])
            self._note(f"{path} {step[0]} {result}")

    def _await(self, future: Future) -> Body:
        if not future.done:
            yield future
        if future.cancelled:
            raise CancelledError

    def _wait_in(self, waiting: deque[Future]) -> Body:
        waiting.append(future := Future(self.ready))
        try:
            yield from self._await(future)
        finally:
            waiting.remove(future)

    def _sleep(self, _path: str, ticks: int) -> Body:
        if ticks == 0:
            yield None
            return
        future = Future(self.ready)
        timer = self.later(ticks, future.finish)
        try:
            yield from self._await(future)
        finally:
            timer.cancelled = True

    def _lock(self, path: str, lock: int, steps: Sequence[Step]) -> Body:
        waiting = self._waiting["lock", lock]
        if lock in self._locked or not all(future.cancelled for future in waiting):
            try:
                yield from self._wait_in(waiting)
            except CancelledError:
                if lock not in self._locked and waiting:
                    waiting[0].finish()
                raise
        self._locked.add(lock)
        self._note(f"{path} taken")
        try:
            yield from self._do(path, steps)
        finally:
            self._locked.remove(lock)
            if waiting:
                waiting[0].finish()

    def _event(self, _path: str, event: int, what: str) -> Body:
        waiting = self._waiting["event", event]
        if what == "set":
            self._set.add(event)
            for future in waiting:
                future.finish()
        elif what == "clear":
            self._set.discard(event)
        elif event not in self._set:
            yield from self._wait_in(waiting)
        return True if what == "wait" else None

    def _wake_getter(self, queue: int) -> None:
        waiting = self._waiting["get", queue]
        while waiting and waiting[0].done:
            waiting.popleft()
        if waiting:
            waiting.popleft().finish()

    def _put(self, _path: str, queue: int, item: int) -> Body:
        self._items[queue].append(item)
        self._wake_getter(queue)
        yield from ()

    def _get(self, _path: str, queue: int) -> Body:
        waiting = self._waiting["get", queue]
        while not self._items[queue]:
            waiting.append(future := Future(self.ready))
            try:
                yield from self._await(future)
            except CancelledError:
                future.cancel()
                if future in waiting:
                    waiting.remove(future)
                if self._items[queue] and not future.cancelled:
                    self._wake_getter(queue)  # it was meant for this task, which can't take it
                raise
        return self._items[queue].popleft()

    def _join(self, _path: str, number: int) -> Body:
        yield from self._await(self._tasks[number])

    def _cancel(self, _path: str, number: int) -> Body:
        yield from ()
        return self._tasks[number].cancel()

    def _gather(self, path: str, programs: Sequence[Sequence[Step]]) -> Body:
        lives = [self._life(f"{path}/{number}", steps) for number, steps in enumerate(programs)]
        yield from self._await(Gathering(self.ready, [Task(self.ready, body) for body in lives]))


TICKS = st.integers(0, 4)
PATIENCE = st.integers(0, 5).map(lambda ticks: ticks or None)
NAMES = st.sampled_from([0, 0, 1])
ITEMS = st.integers(10, 99)
WHATS = st.sampled_from(["set", "set", "clear", "wait", "wait"])
FEW = partial(st.lists, min_size=1, max_size=3)


def step(kind: str, *given: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    """Return a strategy for steps of a kind."""
    return st.tuples(st.just(kind), *given)


def some(steps: st.SearchStrategy[Step], least: int = 0, most: int = 3) -> st.SearchStrategy[list[Step]]:
    """Return a strategy for a few such steps."""
    return st.lists(steps, min_size=least, max_size=most)


@st.composite
def of_threads(draw: st.DrawFn) -> list[list[Step]]:
    """Draw a program of threads; each but the main one is started once, by one before it."""
    number = draw(st.integers(2, 4))
    plain = st.one_of(
        step("sleep", TICKS),
        step("event", NAMES, WHATS, PATIENCE),
        step("put", NAMES, ITEMS),
        step("get", NAMES, PATIENCE),
        step("join", st.integers(1, number - 1), PATIENCE),
    )
    within = st.one_of(plain, step("lock", NAMES, PATIENCE, some(plain)))
    held = step("lock", NAMES, PATIENCE, some(within, 1))
    programs = [draw(some(plain | held | held, 2, 6)) for _ in range(number)]
    for thread in range(1, number):
        starter = programs[draw(st.integers(0, thread - 1))]
        starter.insert(draw(st.integers(0, 2)), ("start", thread))
    return programs


@st.composite
def of_tasks(draw: st.DrawFn) -> list[list[Step]]:
    """Draw a program of tasks; each waits for the ends of those behind it only, so that none waits for its own."""
    number = draw(st.integers(2, 4))
    plain = st.one_of(
        step("sleep", TICKS),
        step("event", NAMES, WHATS),
        step("put", NAMES, ITEMS),
        step("get", NAMES),
        step("cancel", st.integers(1, number - 1)),
    )
    programs = []
    for task in range(number):
        one = plain | step("join", st.integers(task + 1, number - 1)) if task < number - 1 else plain
        within = st.one_of(one, step("lock", NAMES, some(one)), step("gather", FEW(some(one))))
        program = st.one_of(one, step("lock", NAMES, some(within)), step("gather", FEW(some(within))))
        programs.append(draw(some(program, 2, 6)))
    return programs


def noted(played: "Played") -> Log:
    """Return what a program printed, at the ticks when it reached the terminal; by its own clock they are the same."""
    log: Log = []
    for time, text in played.shown:
        for line in text.splitlines():
            own, _, what = line.partition(" ")
            assert float(own) * TICK == time * 1e9
            log.append((round(time * 1e9) // TICK, what))
    return log


@runs
@given(program=of_threads())
async def test_threads(stage: "Staging", program: list[list[Step]]) -> None:
    """Threads sleep, lock, signal, queue, start and join as in the model, and a deadlock is one in both."""
    log, over = Threads(program).run()
    played = await stage.play(f"PROGRAM = {program!r}\n{THREADS}", limit=3600)

    assert noted(played) == log
    assert (played.error, played.end.cause) == (None, None if over else "deadlock")


@runs
@given(program=of_tasks())
async def test_tasks(stage: "Staging", program: list[list[Step]]) -> None:
    """Tasks sleep, lock, signal, queue, gather and cancel as in the model, and a deadlock is one in both."""
    log, over = Tasks(program).run()
    played = await stage.play(f"PROGRAM = {program!r}\n{TASKS}", limit=3600)

    assert noted(played) == log
    assert (played.error, played.end.cause) == (None, None if over else "deadlock")
