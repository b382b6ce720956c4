"""What happened, as events: each with its time, its thread, its task and the attempt's line where that helps."""

import inspect
import sys
from collections.abc import Callable
from os import _exit  # kept from before the hooks replace it
from types import FrameType, TracebackType
from typing import Any, NoReturn

from grader.stage.channel import Channel
from grader.stage.scheduler import IN_SELECT, Actor, Scheduler
from grader.wire import Message

MAX_TEXT = 300  # characters of any text that the attempt chose


class Recorder:
    """Send events to the parent; mute until a scenario has given it a channel."""

    def __init__(self, scheduler: Scheduler) -> None:
        """Stamp events with the scheduler's time and current actor."""
        self.scheduler = scheduler
        self.channel: Channel | None = None
        self.filename = ""
        self.current_task: Callable[[], int | None] = lambda: None
        self.task_stacks: Callable[[], None] = lambda: None
        self.before_end: Callable[[], None] = lambda: None

    def __call__(self, kind: str, **fields: Any) -> None:
        """Record one event; ``fields`` must be what JSON can hold."""
        if self.channel is not None:
            self.channel.tell(self._stamp(kind, fields))

    def flush(self) -> None:
        """Send what was recorded so far."""
        if self.channel is not None:
            self.channel.flush()

    def ask(self, kind: str, **fields: Any) -> Message:
        """Record one event that the parent answers, after it has read the terminal up to here."""
        if self.channel is None:
            raise RuntimeError("asked the parent before the scenario began")
        return self.channel.ask(self._stamp(kind, fields))

    def _stamp(self, kind: str, fields: Message) -> Message:
        message = {"e": kind, "t": self.scheduler.now, "th": self.scheduler.current.serial, **fields}
        task = self.current_task()
        if task is not None:
            message["task"] = task
        return message

    def line(self) -> int | None:
        """Return the innermost line of the attempt that is being executed in this thread."""
        return self._innermost(sys._getframe(1))

    def _innermost(self, frame: FrameType | None) -> int | None:
        while frame is not None:
            if frame.f_code.co_filename == self.filename:
                return frame.f_lineno
            frame = frame.f_back
        return None

    def place(self, frame: FrameType | None) -> tuple[int | None, str | None]:
        """Return the innermost line of the attempt in this frame or around it, and what it calls there."""
        called = None
        while frame is not None:
            if frame.f_code.co_filename == self.filename:
                return frame.f_lineno, called
            name = frame.f_code.co_qualname
            called = None if "<locals>" in name else name
            frame = frame.f_back
        return None, None

    def place_of(self, task: Any) -> tuple[int | None, str | None]:
        """Return the innermost line of the attempt in which a task waits, and what it awaits there.

        There is neither for a task that has not begun.
        """
        coroutine, line, called = task.get_coro(), None, None
        if inspect.iscoroutine(coroutine) and inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED:
            return None, None
        while coroutine is not None:
            frame = getattr(coroutine, "cr_frame", None)
            if frame is not None and frame.f_code.co_filename == self.filename:
                line, called = frame.f_lineno, None
            elif frame is not None and called is None:
                called = _call_of(coroutine, frame)
            coroutine = getattr(coroutine, "cr_await", None)
        return line, called

    def describe_error(self, error: BaseException) -> Message:
        """Return an exception's type, text and the innermost line and function of the attempt that it came through."""
        fields: Message = {"type": type(error).__name__, "text": _safe_text(error), "line": None, "function": None}
        trace: TracebackType | None = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename == self.filename:
                fields["line"], fields["function"] = trace.tb_lineno, code.co_qualname
            own = code.co_filename == self.filename
            trace = trace.tb_next
            if trace is None:
                # To be done yet: raised in the attempt itself, not somewhere below it.
                fields["todo"] = own and isinstance(error, NotImplementedError)
        if isinstance(error, SyntaxError) and error.filename == self.filename:
            fields["line"] = error.lineno
        return fields

    def stacks(self) -> None:
        """Record where every task and thread of the attempt is; what an event loop waits for, its tasks tell."""
        alive = [actor for actor in self.scheduler.actors if not actor.ended]
        self._thread_stacks([actor for actor in alive if actor.why != IN_SELECT])
        self.task_stacks()
        self._thread_stacks([actor for actor in alive if actor.why == IN_SELECT])

    def _thread_stacks(self, actors: list[Actor]) -> None:
        frames = sys._current_frames()
        for actor in actors:
            frame = frames.get(actor.ident)
            if frame is not None:
                self("stack", actor=actor.serial, name=actor.name, why=actor.why or "runs", line=self._innermost(frame))

    def finish(self, reason: str, **fields: Any) -> NoReturn:
        """Send the trace's last word, and end the process without any of the interpreter's shutdown."""
        self.before_end()
        if reason != "ended":
            self.stacks()
        alive = [actor.name for actor in self.scheduler.actors[1:] if not actor.ended]
        self.ask("end", reason=reason, alive=alive, **fields)
        leave_process(0)


def _call_of(coroutine: Any, frame: FrameType) -> str:
    """Name a coroutine function as it is called: those of modules of asyncio with that name before them."""
    name = str(coroutine.__qualname__)
    module = str(frame.f_globals.get("__name__"))
    if "." in name or not module.startswith("asyncio."):
        return name
    delay = frame.f_locals.get("delay") if name == "sleep" else None
    return f"asyncio.sleep({delay:g})" if isinstance(delay, (int, float)) else f"asyncio.{name}()"


def _safe_text(error: BaseException) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except Exception as other:  # noqa: BLE001 - an exception of the attempt's own whose __str__ is broken
        return f"(its text cannot be had: {type(other).__name__})"


def leave_process(status: int) -> NoReturn:
    """End the process at once, by the real `os._exit`."""
    _exit(status)
