"""Plain models of what threads and tasks do in time: a clock that jumps, and who came first goes first.

A program is data: for each thread or task a list of steps such as ``["sleep", 3]``. Times are whole ticks. Each model
returns what was noted, as (tick, text) in order, and whether everybody came to their end. A body is a generator, which
yields where it would block.
"""

import heapq
import itertools
from collections import defaultdict, deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

Step = Sequence[Any]
Log = list[tuple[int, str]]
Body = Generator[Any, None, Any]


class Thread:
    """One thread: where it is, and whether it is blocked."""

    def __init__(self, body: Body | None) -> None:
        self.body = body
        self.started = self.ended = self.blocked = self.woken = False
        self.deadline: tuple[int, int] | None = None  # the tick, and how many deadlines there were before
        self.waiting: deque[Thread] = deque()  # who waits for its end
        self.starter: Thread | None = None


class Threads:
    """Threads of which one runs at a time, until it blocks or ends."""

    def __init__(self, programs: Sequence[Sequence[Step]]) -> None:
        self.now = 0
        self.log: Log = []
        self._order = itertools.count()
        self._held: set[int] = set()
        self._wanting: dict[int, deque[Thread]] = defaultdict(deque)  # by lock
        self._set: set[int] = set()
        self._hoping: dict[int, deque[Thread]] = defaultdict(deque)  # by event
        self._items: dict[int, deque[Any]] = defaultdict(deque)
        self._hungry: dict[int, deque[Thread]] = defaultdict(deque)  # by queue
        self._threads = [Thread(self._life(number, steps)) for number, steps in enumerate(programs)]
        self._running = self._threads[0]
        self._running.started = True
        self._ready = deque([self._running])

    def run(self) -> tuple[Log, bool]:
        """Return what was noted, and whether nobody who began is left waiting for ever."""
        while self._ready or self._let_time_pass():
            if not self._ready:
                continue
            self._running = thread = self._ready.popleft()
            assert thread.body is not None
            try:
                next(thread.body)
            except StopIteration:
                thread.ended = True
                self._wake(thread.waiting, len(thread.waiting))
        return self.log, all(thread.ended or not thread.started for thread in self._threads)

    def _let_time_pass(self) -> bool:
        due = sorted((thread.deadline, thread) for thread in self._threads if thread.blocked and thread.deadline)
        for (tick, _), thread in due:
            if tick == due[0][0][0]:
                self.now, thread.blocked = tick, False
                self._ready.append(thread)
        return due != []

    def _block(self, ticks: int | None = None) -> Generator[None, None, bool]:
        """Block until somebody wakes this thread (true) or its time is over."""
        thread = self._running
        thread.blocked, thread.woken = True, False
        thread.deadline = None if ticks is None else (self.now + ticks, next(self._order))
        yield
        return thread.woken

    def _wake(self, waiting: deque[Thread], number: int) -> int:
        """Take the first ones from those who wait, and return how many of them could still be woken."""
        woken = 0
        for _ in range(min(number, len(waiting))):
            thread = waiting.popleft()
            if thread.blocked:  # else its time was over at this very moment
                thread.blocked, thread.woken = False, True
                self._ready.append(thread)
                woken += 1
        return woken

    def _life(self, number: int, steps: Sequence[Step]) -> Body:
        self._wake(deque(filter(None, [self._threads[number].starter])), 1)
        yield from self._do(str(number), steps)

    def _do(self, name: str, steps: Sequence[Step]) -> Body:
        for place, step in enumerate(steps):
            path = f"{name}.{place}"
            result = yield from getattr(self, f"_{step[0]}")(path, *step[1:])
            self.log.append((self.now, f"{path} {step[0]} {result}"))

    def _sleep(self, _path: str, ticks: int) -> Body:
        if ticks == 0:
            self._ready.append(self._running)
            yield
        else:
            yield from self._block(ticks)

    def _lock(self, path: str, lock: int, ticks: int | None, steps: Sequence[Step]) -> Body:
        wanting = self._wanting[lock]
        if lock in self._held and not (yield from self._wait_in(wanting, ticks)):
            return False
        self._held.add(lock)
        self.log.append((self.now, f"{path} taken"))
        yield from self._do(path, steps)
        while wanting:
            if self._wake(wanting, 1):
                return True  # handed over: nobody can slip in between
        self._held.remove(lock)
        return True

    def _event(self, _path: str, event: int, what: str, ticks: int | None) -> Body:
        if what == "set":
            self._set.add(event)
            self._wake(self._hoping[event], len(self._hoping[event]))
        elif what == "clear":
            self._set.discard(event)
        elif event not in self._set:
            return (yield from self._wait_in(self._hoping[event], ticks))
        return what == "wait"

    def _wait_in(self, waiting: deque[Thread], ticks: int | None) -> Generator[None, None, bool]:
        thread = self._running
        waiting.append(thread)
        woken = yield from self._block(ticks)
        if thread in waiting:
            waiting.remove(thread)
        return woken

    def _put(self, _path: str, queue: int, item: int) -> Body:
        self._items[queue].append(item)
        self._wake(self._hungry[queue], 1)
        yield from ()

    def _get(self, _path: str, queue: int, ticks: int | None) -> Body:
        until = None if ticks is None else self.now + ticks
        while not self._items[queue]:
            if until is not None and until <= self.now:
                return "nothing"
            yield from self._wait_in(self._hungry[queue], None if until is None else until - self.now)
        return self._items[queue].popleft()

    def _start(self, _path: str, number: int) -> Body:
        thread = self._threads[number]
        thread.started, thread.starter = True, self._running
        self._ready.append(thread)
        yield from self._block()  # `start` returns when the new thread has begun

    def _join(self, _path: str, number: int, ticks: int | None) -> Body:
        thread = self._threads[number]
        if not thread.started or thread is self._running:
            return "refused"
        if not thread.ended:
            yield from self._wait_in(thread.waiting, ticks)
        return "ended" if thread.ended else "alive"


class CancelledError(Exception):
    """What is raised in a task that is cancelled."""


class Future:
    """Something that will be done, or cancelled, and who is to be told."""

    def __init__(self, ready: deque[Callable[[], None]]) -> None:
        self.ready = ready
        self.done = self.cancelled = False
        self.told: list[Callable[[], None]] = []

    def finish(self, *, cancelled: bool = False) -> None:
        """Be done; who is to be told has its turn in the next round."""
        if not self.done:
            self.done, self.cancelled = True, cancelled
            self.ready.extend(self.told)

    def cancel(self) -> bool:
        """Be cancelled, and return whether that was still possible."""
        possible = not self.done
        self.finish(cancelled=True)
        return possible


class Gathering(Future):
    """Several tasks that are waited for together; to cancel it is to cancel them."""

    def __init__(self, ready: deque[Callable[[], None]], tasks: "list[Task]") -> None:
        super().__init__(ready)
        self.tasks = tasks
        self.asked = False  # to be cancelled
        self.over = 0
        for task in tasks:
            task.told.append(self.count)

    def count(self) -> None:
        """Be done once all of them are."""
        self.over += 1
        if self.over == len(self.tasks):
            self.finish(cancelled=self.asked)

    def cancel(self) -> bool:
        """Cancel what isn't done."""
        if self.done:
            return False
        cancelled = [task for task in self.tasks if task.cancel()]
        self.asked = self.asked or cancelled != []
        return cancelled != []


class Task(Future):
    """A body that goes on whenever what it waits for is done."""

    def __init__(self, ready: deque[Callable[[], None]], body: Body) -> None:
        super().__init__(ready)
        self.body = body
        self.waits_for: Future | None = None
        self.must_cancel = False
        self.ready.append(self.go_on)

    def go_on(self) -> None:
        """Go on until the next wait."""
        cancelled = self.must_cancel or (self.waits_for is not None and self.waits_for.cancelled)
        self.must_cancel, self.waits_for = False, None
        try:
            waits_for = self.body.throw(CancelledError()) if cancelled else next(self.body)
        except StopIteration:
            self.finish(cancelled=self.must_cancel)
        except CancelledError:
            self.finish(cancelled=True)
        else:
            self._wait(waits_for)

    def _wait(self, future: Future | None) -> None:
        if future is None:  # only a turn for the others
            self.ready.append(self.go_on)
            return
        self.waits_for = future
        future.told.append(self.go_on)
        if self.must_cancel and future.cancel():
            self.must_cancel = False

    def cancel(self) -> bool:
        """Cancel what it waits for, or else itself at its next turn."""
        if self.done:
            return False
        if self.waits_for is None or not self.waits_for.cancel():
            self.must_cancel = True
        return True


@dataclass(order=True)
class Timer:
    """Something that is due at a time. Of two that are due at the same time none is before the other."""

    due: int
    call: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)


class Rounds:
    """What a loop does: in each round, all that was ready when the round began; then what is due by now is ready."""

    def __init__(self) -> None:
        self.now = 0
        self.ready: deque[Callable[[], None]] = deque()
        self.timers: list[Timer] = []  # a heap, as asyncio's own: it decides who is first at the same tick

    def later(self, ticks: int, call: Callable[[], None]) -> Timer:
        """Call this in so many ticks."""
        timer = Timer(self.now + ticks, call)
        heapq.heappush(self.timers, timer)
        return timer

    def run_until(self, future: Future) -> bool:
        """Go on until this is done; return false where nothing is left that could bring it about."""
        while not future.done:
            while self.timers and self.timers[0].cancelled:
                heapq.heappop(self.timers)
            if not self.ready and not self.timers:
                return False
            if not self.ready:
                self.now = self.timers[0].due
            while self.timers and self.timers[0].due <= self.now:
                self.ready.append(partial(self._call, heapq.heappop(self.timers)))
            for _ in range(len(self.ready)):
                self.ready.popleft()()
        return True

    @staticmethod
    def _call(timer: Timer) -> None:
        if not timer.cancelled:
            timer.call()
