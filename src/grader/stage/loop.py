"""asyncio on the stage: every selector waits in virtual time, every task is recorded.

A loop is driven by its selector's `select(timeout)`, however the loop was made; that method is all that is replaced of
it. A step of the loop is what runs between the end of one `select` and the beginning of the next: virtual time that
passes within one is time during which the loop was blocked.
"""

import asyncio
import itertools
import logging
import select
import selectors
import sys
import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from grader.stage.clock import nanoseconds
from grader.stage.hooks import put
from grader.stage.recorder import MAX_TEXT, Recorder
from grader.stage.scheduler import IN_SELECT, Actor, Scheduler
from grader.stage.waits import Waits

MOMENT = 1_000_000  # nanoseconds; a loop that is held up for longer is blocked

Record = Callable[..., None]


class Loops:
    """Drive the selectors, and record tasks, blocked loops and what asyncio reports."""

    def __init__(self, scheduler: Scheduler, record: Recorder, work: Callable[[], None], waits: Waits) -> None:
        """Record with ``record``; ``work`` is called for each select that doesn't wait."""
        self.scheduler = scheduler
        self.record = record
        self.work = work
        self.line = record.line
        self.waits = waits
        self.open_tasks: dict[int, Any] = {}  # by number; strong references until their end was recorded
        self._step: WeakKeyDictionary[Any, int] = WeakKeyDictionary()  # by loop: when its current step began
        self._when_settled: Callable[[], None] | None = None
        self.idle = False  # whether the last select waited without any timer to come
        self._blocked_at: int | None = None  # the attempt's line of the first wait in the current step
        self._blocked_by: int | None = None  # and the task that waits there

    def install(self) -> None:
        """Wrap `select` of every selector class, and asyncio's `Task`."""
        for name in ("SelectSelector", "PollSelector", "EpollSelector", "KqueueSelector", "DevpollSelector"):
            selector_class = getattr(selectors, name, None)
            if selector_class is not None:
                self._wrap_select(selector_class)
        self._replace_select()
        self._replace_poll("poll", 1000)
        self._replace_poll("epoll", 1)
        self._wrap_run_forever()
        self._replace_task()
        self._order_as_completed()
        logging.getLogger("asyncio").addHandler(_Reports(self.record))
        logging.getLogger("asyncio").propagate = False
        # Below the filters of `warnings`: who silences a warning has not awaited the coroutine.
        put(warnings, _warn_unawaited_coroutine=self._never_awaited)

    def when_settled(self, callback: Callable[[], None]) -> None:
        """Call back once, as soon as the loop has nothing ready any more; no time passes before."""
        self._when_settled = callback

    def serial(self, task: Any) -> int | None:
        """Return a task's number, None for a task not made on this stage."""
        number: int | None = getattr(task, "serial", None)
        return number

    def current_task(self) -> int | None:
        """Return the number of the task that runs in this thread, None outside of one."""
        loop = asyncio._get_running_loop()
        task = asyncio.current_task(loop) if loop is not None else None
        return None if task is None else self.serial(task)

    def _wrap_select(self, selector_class: Any) -> None:
        original = selector_class.select

        def select(selector: Any, timeout: float | None = None) -> Any:
            running = asyncio._get_running_loop()
            if running is not None and getattr(running, "_selector", selector) is not selector:
                # Not the loop's own, but one of the attempt's: the loop stands still in the middle of a step.
                return self._select_outside(lambda: original(selector, 0), timeout)
            self._end_step()
            events = original(selector, 0)
            if not events:
                self._wait(timeout, lambda: original(selector, 0))
                events = original(selector, 0)
            loop = asyncio._get_running_loop()
            if loop is not None:
                self._step[loop] = self.scheduler.now
                self._blocked_at = self._blocked_by = None
            return events

        selector_class.select = select

    def _select_outside(self, poll: Callable[[], Any], timeout: float | None) -> Any:
        found = poll()
        if not found:
            self._wait(timeout, poll, "waits in a selector")
            found = poll()
        return found

    def note_wait(self, actor: Actor) -> None:
        """Remember where a step of a loop first waits for something else than its selector."""
        if self._blocked_at is None and actor.why not in ("", IN_SELECT) and asyncio._get_running_loop() is not None:
            self._blocked_at, self._blocked_by = self.line(), self.current_task()

    def _replace_select(self) -> None:
        """`select.select` is also used for itself, often with no descriptor at all, as a sleep."""
        original = select.select

        def virtual_select(readable: Any, writable: Any, exceptional: Any, timeout: float | None = None) -> Any:
            def poll() -> Any:
                ready = (
                    original(readable, writable, exceptional, 0)
                    if readable or writable or exceptional
                    else ((), (), ())
                )
                return ready if any(ready) else None

            found = poll()
            if not found:
                self._wait(timeout, poll, "waits in select.select")
                found = poll()
            return found or ([], [], [])

        virtual_select.__name__ = "select"
        select.select = virtual_select

    def _replace_poll(self, name: str, per_second: int) -> None:
        """Let `select.poll` and `select.epoll` objects wait in virtual time; a timeout is in 1/``per_second`` s."""
        if not hasattr(select, name):
            return
        original = getattr(select, name)
        loops = self

        class Poll:
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                self._real = original(*args, **kwargs)

            def __getattr__(self, attribute: str) -> Any:
                return getattr(self._real, attribute)

            def __enter__(self) -> Any:
                return self

            def __exit__(self, *_error: object) -> None:
                self._real.close()

            def poll(self, timeout: float | None = None, *args: Any) -> Any:
                seconds = None if timeout is None or timeout < 0 else timeout / per_second
                found = self._real.poll(0, *args)
                if not found:
                    loops._wait(seconds, lambda: self._real.poll(0, *args), f"waits in {name}")
                    found = self._real.poll(0, *args)
                return found

        Poll.__name__ = Poll.__qualname__ = name
        put(select, **{name: Poll})

    def _wrap_run_forever(self) -> None:
        original = asyncio.BaseEventLoop.run_forever

        def run_forever(loop: asyncio.BaseEventLoop) -> None:
            # A loop that runs again begins anew: what happened since it last ran has not blocked it.
            self._step[loop] = self.scheduler.now
            original(loop)

        put(asyncio.BaseEventLoop, run_forever=run_forever)

    def _end_step(self) -> None:
        self.sample_tasks()
        loop = asyncio._get_running_loop()
        began = None if loop is None else self._step.get(loop)
        if began is not None and self.scheduler.now - began > MOMENT:
            self.record("blocked", since=began, line=self._blocked_at, by=self._blocked_by)

    def _wait(self, timeout: float | None, poll: Callable[[], Any], why: str = IN_SELECT) -> None:
        if timeout is not None and timeout <= 0:
            self.work()
            self.scheduler.waited_for_nothing()
            self.scheduler.pass_turn()
        elif why == IN_SELECT and self._when_settled is not None and asyncio._get_running_loop() is not None:
            self.idle = timeout is None
            callback, self._when_settled = self._when_settled, None
            callback()
        else:
            if why == IN_SELECT:
                self.waits.sample(self.open_tasks)
            deadline = None if timeout is None else self.scheduler.now + nanoseconds(timeout)
            self.scheduler.park(deadline, why, poll)

    def sample_tasks(self) -> None:
        """Record which tasks have ended. A callback on each would be seen in the task's repr, so they are looked at."""
        for number, task in list(self.open_tasks.items()):
            if task.done():
                del self.open_tasks[number]
                self.waits.ended(number)
                name = asyncio.Task.get_name(task)[:MAX_TEXT]
                self.record("task", state="ended", which=number, title=name, **self._end_of(task))

    def _end_of(self, task: Any) -> dict[str, Any]:
        if task.cancelled():
            return {"how": "cancelled"}
        # Not `exception()`: to ask for it counts as having retrieved it, and asyncio's report would not come.
        error = task._exception
        if error is None:
            return {"how": "returned"}
        described = self.record.describe_error(error)
        return {"how": "raised", **described, "text": described["text"][:200]}

    def stacks(self) -> None:
        """Record where in the attempt each task waits."""
        for number, task in self.open_tasks.items():
            self.record("stack", which=number, name=task.get_name(), why="awaits", line=self.line_of(task))

    def line_of(self, task: Any) -> int | None:
        """Return the innermost line of the attempt in which a task waits, None for one that has not begun."""
        return self.record.place_of(task)[0]

    def _replace_task(self) -> None:
        numbers = itertools.count(1)
        loops = self

        class Task(asyncio.Task):  # type: ignore[type-arg] # of whatever its coroutine returns
            """asyncio's own task, but numbered and recorded."""

            def __init__(self, coro: Any, **kwargs: Any) -> None:
                if not asyncio.iscoroutine(coro):
                    super().__init__(coro, **kwargs)  # which raises what it raises in life
                # Numbered before it is made: an eager task runs while it is made.
                self.serial = next(numbers)
                name = getattr(coro, "__name__", "?")
                loops.record("task", state="created", which=self.serial, name=name, line=loops.line())
                loops.open_tasks[self.serial] = self
                super().__init__(coro, **kwargs)

            def cancel(self, msg: Any = None) -> bool:
                loops.record("task", state="cancelled", which=self.serial, line=loops.line())
                return super().cancel(msg)

            def __hash__(self) -> int:  # a set of tasks must iterate in the same order in every run
                return self.serial

        Task.__name__ = Task.__qualname__ = "Task"
        Task.__module__ = asyncio.Task.__module__
        put(asyncio.tasks, Task=Task)
        put(asyncio, Task=Task)
        if sys.version_info >= (3, 12):  # which keeps the class it was made with
            factory = asyncio.tasks.create_eager_task_factory(Task)
            asyncio.tasks.eager_task_factory = asyncio.eager_task_factory = factory

    def _order_as_completed(self) -> None:
        """`as_completed` makes a set of what it is given; of coroutines that set would be in the order of addresses."""
        original = asyncio.as_completed

        @wraps(original)
        def as_completed(fs: Any, *, timeout: float | None = None) -> Any:
            if not asyncio.isfuture(fs) and not asyncio.iscoroutine(fs):
                fs = [asyncio.ensure_future(one) for one in fs]
            return original(fs, timeout=timeout)

        put(asyncio.tasks, as_completed=as_completed)
        put(asyncio, as_completed=as_completed)

    def _never_awaited(self, coroutine: Any) -> None:
        self.record("report", text=f"coroutine '{coroutine.__qualname__}' was never awaited")


class _Reports(logging.Handler):
    """Record what asyncio logs as an error: tasks destroyed while pending, exceptions never retrieved."""

    def __init__(self, record: Record) -> None:
        super().__init__(logging.ERROR)
        self._record = record

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        text = record.getMessage().split("\n")[0]
        self._record("report", text=text, **({} if error is None else {"type": type(error).__name__}))
