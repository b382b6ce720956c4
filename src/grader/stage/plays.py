"""What can be played with an attempt: each play is told by data what to call, and marks what it has reached.

No kata is named here. A play has names of the attempt's module, arguments, seconds (as nanoseconds), and stand-ins:
functions that are put in place of the module's own.
"""

import asyncio
import inspect
import threading
from collections.abc import Callable, Coroutine
from functools import wraps
from types import ModuleType
from typing import Any

from grader.stage.stage import Stage
from grader.wire import NANOSECONDS, Message

GRACE = 1 * NANOSECONDS  # how long a play waits for something that should end at once
LINGER = 300_000_000  # how long it goes on watching afterwards: three frames' time


class Unique:
    """A result like no other: it is equal to itself only."""


class Play:
    """One play of one attempt."""

    def __init__(self, stage: Stage, module: ModuleType, script: Message) -> None:
        """Play ``script`` with ``module``."""
        self.stage = stage
        self.module = module
        self.script = script
        self.result: Any = None  # what the stand-in returned last
        self.error: BaseException | None = None  # what it raised last

    def perform(self) -> None:
        """Play what the script says."""
        if "names" in self.script:
            names = {name: _kind(getattr(self.module, name, None)) for name in self.script["names"]}
            self.stage.mark("inspected", names=names)
            if "missing" in names.values():
                return
        for name, standin in self.script.get("standins", {}).items():
            setattr(self.module, name, self._standin(name, standin))
        for name in self.script.get("watch", ()):
            setattr(self.module, name, self._watched(name))
        getattr(self, "play_" + self.script["play"])()

    # --- what may be played -------------------------------------------------------------------------------------

    def play_nothing(self) -> None:
        """Play nothing: what the names are was said already."""

    def play_attribute(self) -> None:
        """Make an object, read an attribute, set it, read it again, and read it from another object."""
        make, name, value = getattr(self.module, self.script["class"]), self.script["name"], self.script["value"]
        with self.marking_errors("object"):
            first = make()
            self.stage.mark("new", **self.describe(getattr(first, name)))
            setattr(first, name, value)
            self.stage.mark("set", **self.describe(getattr(first, name)))
            self.stage.mark("other", **self.describe(getattr(make(), name)))

    def play_thread(self) -> None:
        """Run a function in a thread, set an attribute of its last argument after a while; several times."""
        for number, call in enumerate(self.script["calls"]):
            with self.marking_errors("object", number=number):
                if not self._one_thread(number, call):
                    return  # it would draw into the next one's frames

    def play_call(self) -> None:
        """Call a function of the attempt in the main thread, several times."""
        function = getattr(self.module, self.script["function"])
        for number in range(self.script.get("times", 1)):
            self.stage.watching_announcement = True
            self.stage.mark("called", number=number)
            with self.marking_errors("raised", number=number):
                value = function()
                self.stage.mark("returned", number=number, alive=self._alive(), **self.describe(value))
            self._pause(LINGER)
            self.stage.mark("lingered", number=number)

    def play_main(self) -> None:
        """Call a function as the program's main one: afterwards, do what the interpreter does at its end."""
        self.stage.watching_announcement = True
        self.stage.mark("called", number=0)
        with self.marking_errors("raised", number=0):
            value = getattr(self.module, self.script["function"])()
            self.stage.mark("returned", number=0, alive=self._alive(), **self.describe(value))
        self._end_as_interpreter()
        self.stage.mark("finished")

    def play_task(self) -> None:
        """Run a coroutine function as a task on a loop of its own and cancel it at a given moment; several times."""
        for number, call in enumerate(self.script["calls"]):
            with self.marking_errors("raised", number=number):
                if not _OneTask(self, number, call).run():
                    return

    def play_await(self) -> None:
        """Await a coroutine function as a loop's main task, on the same loop or a new one for each call."""
        loop = asyncio.new_event_loop()
        for number, call in enumerate(self.script["calls"]):
            if call.get("new_loop"):
                loop.close()
                loop = asyncio.new_event_loop()
            with self.marking_errors("raised", number=number):
                self._one_await(loop, number, call)
        # Unfinished tasks stay unfinished: whether asyncio complains of them is what is to be seen.
        loop.close()

    # --- parts --------------------------------------------------------------------------------------------------

    def _one_thread(self, number: int, call: Message) -> bool:
        """Play one call; return whether it has ended."""
        target = getattr(self.module, call["make"])()
        if call["after"] is None:
            setattr(target, call["name"], call["value"])
        function = getattr(self.module, call["function"])
        body = self._thread_body(number, function, (*call["args"], target))
        thread = threading.Thread(target=body, daemon=True)
        thread.start()
        if call["after"] is not None:
            self._pause(call["after"])
            self.stage.mark("stopping", number=number)
            setattr(target, call["name"], call["value"])
        thread.join(GRACE / NANOSECONDS)
        self._pause(LINGER)
        self.stage.mark("lingered", number=number)
        return not thread.is_alive()

    def _thread_body(self, number: int, function: Callable[..., Any], args: tuple[Any, ...]) -> Callable[[], None]:
        def body() -> None:
            self.stage.mark("called", number=number)
            with self.marking_errors("raised", number=number):
                function(*args)
                self.stage.mark("returned", number=number)

        return body

    def _one_await(self, loop: asyncio.AbstractEventLoop, number: int, call: Message) -> None:
        stage = self.stage

        async def body() -> None:
            stage.watching_announcement = True
            stage.mark("called", number=number, main=stage.loops.current_task())
            with self.marking_errors("raised", number=number):
                value = await getattr(self.module, call["function"])()
                stage.mark("returned", number=number, tasks=self._pending(), **self.describe(value))

        task = loop.create_task(body())
        task.add_done_callback(lambda _: loop.stop())
        if call.get("cancel") is not None:
            loop.call_later(call["cancel"] / NANOSECONDS, task.cancel)
        loop.run_forever()
        run_until_settled(stage, loop)
        stage.mark("settled", number=number, tasks=self._pending(), alive=self._alive())
        loop.call_later(LINGER / NANOSECONDS, loop.stop)
        loop.run_forever()
        stage.mark("lingered", number=number)

    def _pending(self) -> list[Message]:
        """Return the tasks that are not done, without the one that runs."""
        current = self.stage.loops.current_task()
        pending = []
        for number, task in self.stage.loops.open_tasks.items():
            if number != current and not task.done():
                pending.append({"which": number, "name": getattr(task.get_coro(), "__name__", "?")})
        return pending

    def _alive(self) -> list[Message]:
        """Return the threads that were started and have not ended, without the one that runs."""
        scheduler = self.stage.scheduler
        return [
            {"actor": actor.serial, "name": actor.name}
            for actor in scheduler.actors[1:]
            if not actor.ended and actor is not scheduler.current
        ]

    def _pause(self, duration: int) -> None:
        self.stage.scheduler.park(self.stage.scheduler.now + duration, "waits for the next scene")

    def _end_as_interpreter(self) -> None:
        """Do what `sys.exit` would set off: join the non-daemon threads, run the exit handlers, flush."""
        import atexit
        import sys

        for thread in self.stage.threads.created:
            if not thread.daemon and thread._started.is_set():
                thread.join()
        with self.marking_errors("raised", number=0):
            for callback in reversed(getattr(threading, "_threading_atexits", [])):
                callback()
            atexit._run_exitfuncs()
            sys.stdout.flush()

    def marking_errors(self, label: str, **fields: Any) -> "_Marking":
        """Mark an exception that comes out of the attempt, instead of letting it go on."""
        return _Marking(self, label, fields)

    def describe(self, value: Any) -> Message:
        """Return what a value is, for the parent to judge and for people to read."""
        same = value is self.result
        plain = value if type(value) in (int, str, bool, type(None)) else None
        return {"type": type(value).__name__, "repr": _short_repr(value), "value": plain, "same": same}

    # --- stand-ins ----------------------------------------------------------------------------------------------

    def _standin(self, name: str, standin: Message) -> Callable[..., Any]:
        original = getattr(self.module, name)
        duration = standin["seconds"]

        def begin() -> None:
            self.stage.record("call", what=name, state="called", line=self.stage.record.line())

        def end() -> Any:
            # The result comes from the parent, and only when it is due.
            answer = self.stage.record.ask("call", what=name, state="returned")
            self.stage.output.asked()
            if "raises" in answer:
                self.error = ConnectionError(answer["raises"])
                raise self.error
            self.result = Unique() if answer.get("unique") else answer["result"]
            return self.result

        @wraps(original)
        def plain(*_args: Any, **_kwargs: Any) -> Any:
            begin()
            if duration:
                self._pause(duration)
            return end()

        @wraps(original)
        async def coroutine(*_args: Any, **_kwargs: Any) -> Any:
            begin()
            if duration or standin.get("suspends"):
                await asyncio.sleep(duration / NANOSECONDS)
            return end()

        return coroutine if standin["coroutine"] else plain

    def _watched(self, name: str) -> Callable[..., Any]:
        """Record the calls of a function of the module; the function itself stays what it is."""
        original = getattr(self.module, name)
        record = self.stage.record

        @wraps(original)
        def call(*args: Any, **kwargs: Any) -> Any:
            record("call", what=name, state="called", line=record.line())
            try:
                value = original(*args, **kwargs)
            except BaseException as error:
                record("call", what=name, state="raised", **record.describe_error(error))
                raise
            if not inspect.iscoroutine(value):
                record("call", what=name, state="returned")
            return value

        return call


class _Marking:
    """Context: an exception becomes a mark that describes it."""

    def __init__(self, play: Play, label: str, fields: Message) -> None:
        self._play = play
        self._label = label
        self._fields = fields

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> bool:
        if error is None:
            return False
        stage = self._play.stage
        details = stage.record.describe_error(error)
        left = {"tasks": self._play._pending(), "alive": self._play._alive()}
        stage.mark(self._label, error=details, same=error is self._play.error, **left, **self._fields)
        # A cancelled coroutine must end cancelled: only then does the loop go on as in life.
        return not isinstance(error, asyncio.CancelledError)


class _OneTask:
    """One call of `Play.play_task`: a task, cancelled at a moment."""

    def __init__(self, play: Play, number: int, call: Message) -> None:
        self.play = play
        self.stage = play.stage
        self.number = number
        self.call = call
        self.loop = asyncio.new_event_loop()
        self.task: asyncio.Task[Any]

    def run(self) -> bool:
        """Play it; return whether the task has ended."""
        call, loop = self.call, self.loop
        when = call["cancel"]  # "start", "settled", {"at": ns, "first": whether before the task's own timers}
        if isinstance(when, dict) and when["first"]:
            loop.call_later(when["at"] / NANOSECONDS, self._cancel)
        self.task = loop.create_task(self._body())
        self.task.add_done_callback(self._ended)
        if when == "start":
            self._cancel()
        elif when == "settled":
            self.stage.loops.when_settled(lambda: loop.call_soon(self._cancel))
        elif not when["first"]:
            self.stage.loops.when_settled(lambda: loop.call_later(when["at"] / NANOSECONDS, self._cancel) and None)
        loop.run_forever()
        run_until_settled(self.stage, loop)
        loop.call_later(LINGER / NANOSECONDS, loop.stop)
        loop.run_forever()
        self.stage.mark("lingered", number=self.number)
        ended = self.task.done()
        self.task = None  # type: ignore[assignment]
        loop.close()
        return ended

    def _body(self) -> Coroutine[Any, Any, Any]:
        coroutine = getattr(self.play.module, self.call["function"])(*self.call["args"])
        self.stage.mark("called", number=self.number)
        return coroutine  # type: ignore[no-any-return]

    def _cancel(self) -> None:
        if self.task.done():
            return
        self.stage.mark("cancelling", number=self.number)
        self.task.cancel()
        self.loop.call_later(GRACE / NANOSECONDS, self.loop.stop)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        if task.cancelled():
            self.stage.mark("ended", number=self.number, how="cancelled")
        elif error := task.exception():
            details = self.stage.record.describe_error(error)
            self.stage.mark("ended", number=self.number, how="raised", error=details)
        else:
            self.stage.mark("ended", number=self.number, how="returned")
        self.loop.stop()


def run_until_settled(stage: Stage, loop: asyncio.AbstractEventLoop) -> None:
    """Run the loop until nothing is ready any more, without program time passing."""
    stage.loops.when_settled(loop.stop)
    loop.run_forever()


def _kind(value: Any) -> str:
    if value is None:
        return "missing"
    if inspect.iscoroutinefunction(value):
        return "coroutine function"
    if inspect.isgeneratorfunction(value):
        return "generator function"
    if inspect.isasyncgenfunction(value):
        return "asynchronous generator function"
    if inspect.isclass(value):
        return "class"
    return "function" if callable(value) else type(value).__name__


def _short_repr(value: Any) -> str:
    try:
        return repr(value)[:200]
    except Exception as error:  # noqa: BLE001 - a __repr__ of the attempt's own that is broken
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
