"""Work costs time, but only very much of it.

An honest program runs a few dozen lines between two waits: those are free, so that its times are exact. A loop that
keeps the processor busy would never let virtual time move: once an actor has done `FREE` units of work without time
passing, each further unit costs, and the price rises, so that three seconds of busy waiting take a moment.
"""

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from grader.stage.clock import real_thread_cpu
from grader.stage.scheduler import Actor, Scheduler

FREE = 20_000  # units: lines of the attempt, looks at a clock or a thread, selects that don't wait
FIRST_PRICE = 10_000  # nanoseconds per unit
LAST_PRICE = 1_000_000
DOUBLE_EVERY = 2_000  # units
SLICE = 5_000_000  # nanoseconds: the interpreter's own switch interval
TOO_MUCH = 15_000_000_000  # nanoseconds of such work after which the scenario is over: honest ones end before
MUCH_CPU = 250_000_000  # nanoseconds of processor time in one step: far above what any honest step takes

Record = Callable[..., None]


class Meter:
    """Count work per actor, and turn much of it into virtual time."""

    def __init__(self, scheduler: Scheduler, record: Record, line: Callable[[], int | None]) -> None:
        """Record busy loops with ``record``, at the attempt's line that ``line`` returns."""
        self.scheduler = scheduler
        self.record = record
        self.line = line
        self.worked = 0
        self.too_busy: Callable[[], None] = lambda: None
        self._noted: dict[int, str] = {}
        self._reached: Callable[[int, str], None] = lambda _line, _code: None

    def work(self) -> None:
        """Count one unit for the actor that runs."""
        actor = self.scheduler.current
        actor.units += 1
        if actor.units > FREE:
            self._charge(actor)

    def note(self, lines: dict[int, str], reached: Callable[[int, str], None]) -> None:
        """Call ``reached`` with the line, and what stands beside it in ``lines``, when one of these is executed."""
        self._noted = lines
        self._reached = reached

    def _work_on(self, line: int) -> None:
        if line in self._noted:
            self._reached(line, self._noted[line])
        self.work()

    def is_busy(self) -> bool:
        """Return whether the actor that runs has worked for very long without a wait."""
        return self.scheduler.current.units > FREE

    def _charge(self, actor: Actor) -> None:
        over = actor.units - FREE
        if over == 1:
            self.record("busy", line=self.line())
        actor.debt += min(FIRST_PRICE << min(over // DOUBLE_EVERY, 10), LAST_PRICE)
        if actor.debt >= SLICE:
            duration, actor.debt = actor.debt, 0
            self.worked += duration
            if self.worked > TOO_MUCH:
                self.too_busy()
            self.scheduler.work(duration)

    def switched(self, actor: Actor) -> None:
        """Look at the processor time of the step that ends, or begin a step; called on both sides of a hand-over."""
        now = real_thread_cpu()
        if actor.cpu and now - actor.cpu > MUCH_CPU:
            self.record("cpu", line=self.line())
        actor.cpu = now

    def enter_thread(self) -> None:
        """Begin to count lines in a new thread, where that is a matter of each thread."""
        if not sys.version_info >= (3, 12):
            sys.settrace(self._trace_call)

    def watch(self, code: CodeType) -> None:
        """Count the lines of this code, and of all code defined in it."""
        if sys.version_info >= (3, 12):
            self._monitor(code)
        else:
            self._filename = code.co_filename
            sys.settrace(self._trace_call)

    def _monitor(self, code: CodeType) -> None:
        monitoring = getattr(sys, "monitoring")  # noqa: B009 - mypy reads this file as Python 3.11
        tool, events = monitoring.DEBUGGER_ID, monitoring.events
        if monitoring.get_tool(tool) is None:
            monitoring.use_tool_id(tool, "stage")
            # A jump as well as a line: `while True: pass` on one line is one line that never begins again.
            monitoring.register_callback(tool, events.LINE, lambda _code, line: self._work_on(line))
            monitoring.register_callback(tool, events.JUMP, lambda _code, _from, _to: self.work())
        monitoring.set_local_events(tool, code, events.LINE | events.JUMP)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self._monitor(constant)

    def _trace_call(self, frame: FrameType, _event: str, _arg: Any) -> Any:
        return self._trace_line if frame.f_code.co_filename == self._filename else None

    def _trace_line(self, frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "line":
            self._work_on(frame.f_lineno)
        return self._trace_line
