"""The stage as a whole: hooks in place, then one scenario played on it.

`Stage()` is made once in the warm process, before anything imports `threading`; each scenario happens in a fork of it
(or in a process of its own) and ends that process.
"""

import gc
import random
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, NoReturn

from grader.stage import clock
from grader.stage.channel import Channel
from grader.stage.flags import setting_lines
from grader.stage.meter import Meter
from grader.stage.output import Output
from grader.stage.recorder import Recorder
from grader.stage.scheduler import WORKING, Actor, Scheduler
from grader.stage.threads import Threads, install_locks, install_threading, replace_real_locks
from grader.wire import Message

LINES_TO_WATCH = 3  # the announcement, and what may stand before it
# Nanoseconds that the clock may move without the parent being asked, if nothing was written: by many short waits, and
# by the slices of a busy loop.
UNSEEN, UNSEEN_WORK = 10_000_000, 50_000_000
MUCH = 60_000_000_000  # nanoseconds of program time: whoever gets on so far may use more processor time
UNSEEN_PART = 1_000  # or by this part of the time so far: an hour of naps would else use up the processor time
LAST = ("lingered", "finished")  # marks after which a call is looked at no more


class Stage:
    """Everything that the attempt's program meets in place of the real world."""

    def __init__(self) -> None:
        """Install the hooks; to be called before `threading` is imported."""
        self.scheduler = Scheduler()
        self.record = Recorder(self.scheduler)
        self.meter = Meter(self.scheduler, self.record, self.record.line)
        clock.install(self.scheduler, slept=self._slept, work=self.meter.work, worked=lambda: self.meter.worked)
        install_locks(self.scheduler)
        install_threading()
        from grader.stage.loop import Loops  # asyncio may be imported only now
        from grader.stage.waits import Waits

        self.threads = Threads(self.scheduler, self.record, self.meter.enter_thread, self.meter.work)
        self.threads.install()
        self.waits = Waits(self.scheduler, self.record)
        self.loops = Loops(self.scheduler, self.record, self.meter.work, self.waits)
        self.loops.install()
        replace_real_locks()
        self.record.current_task = self.loops.current_task
        self.record.task_stacks = self.loops.stacks
        self.record.before_end = self._before_end
        self.output: Output
        self.limit = 0
        self.lines_to_watch = 0
        self.flag: str | None = None  # an attribute: which lines set it is of interest
        self.get_on: Callable[[], None] = lambda: None  # called whenever much program time has passed
        self._asked = 0
        self._got_on = 0

    def open(self, channel: Channel, scenario: Message, *, terminal: bool) -> None:
        """Begin a scenario: wire hooks and output to the parent."""
        self.record.channel = channel
        self.record.filename = scenario["filename"]
        self.limit = scenario["limit"]
        self.scheduler.seed(scenario.get("schedule", 0))
        self.scheduler.before_advance = self._advance
        self.scheduler.on_deadlock = lambda: self.record.finish("deadlock")
        self.scheduler.on_switch = self._switched
        self.scheduler.on_waited = self.waits.waited
        self.meter.too_busy = lambda: self.record.finish("busy", line=self.record.line())
        self.output = Output(self.record, self.record.line, terminal=terminal, autoflush=not scenario.get("natural"))
        self.output.allowance = scenario.get("allowance", 1)
        self.output.before_text = self.scheduler.maybe_pass_turn
        self.output.before_line = self._candidates
        self.output.too_much = self._flooded
        self.output.busy = self.meter.is_busy
        self.output.install()
        random.seed(scenario.get("random", 0))
        self.flag = scenario["script"].get("flag")

    def load(self, source: bytes) -> ModuleType:
        """Compile and execute the attempt as a module; let what that raises come through."""
        filename = self.record.filename
        module = ModuleType(filename.removesuffix(".py"))
        module.__file__ = filename
        sys.modules[module.__name__] = module  # a dataclass looks its module up while it is made
        code = compile(source, filename, "exec", dont_inherit=True)
        if self.flag is not None:
            self.meter.note(setting_lines(source, self.flag), self._flagged)
        self.meter.watch(code)
        exec(code, module.__dict__)  # noqa: S102 - that is what this process is for
        return module

    def watch_announcement(self) -> None:
        """From now on say, before a line is completed, what it could announce; only for the first few lines."""
        self.lines_to_watch = LINES_TO_WATCH

    def mark(self, label: str, **fields: Any) -> None:
        """Tell the parent that a point of the scenario is reached, and let it look at the terminal."""
        self.loops.sample_tasks()
        if label == "called":
            self.waits.begin()
        elif label in LAST:
            self.waits.flush()
        self.record.ask("mark", label=label, **fields)
        self.output.asked()

    def give_up(self, *, forever: bool) -> NoReturn:
        """End the scenario as something goes on that should have ended; ``forever``: it waits, and nothing comes."""
        self.record.finish("deadlock" if forever else "limit")

    def close(self) -> NoReturn:
        """End the scenario: collect what asyncio has still to report, then say the last word."""
        sys.modules.pop(self.record.filename.removesuffix(".py"), None)
        self.loops.open_tasks.clear()
        gc.collect()
        self.record.finish("ended")

    def _switched(self, actor: Actor) -> None:
        self.meter.switched(actor)
        self.loops.note_wait(actor)

    def _flagged(self, line: int, code: str) -> None:
        if self.waits.may_tell():
            self.record("flag", line=line, code=code)

    def _before_end(self) -> None:
        self.scheduler.on_waited = lambda _why, _deadline: None
        self.waits.flush(last=True)

    def _slept(self, duration: int) -> None:
        self.record("sleep", ns=duration, line=self.record.line())

    def _advance(self, to: int) -> None:
        if to > self.limit:
            self.record.finish("limit")
        working = self.scheduler.current.why == WORKING
        unseen = max(UNSEEN_WORK if working else UNSEEN, self.scheduler.now // UNSEEN_PART)
        if self.output.dirty or to - self._asked >= unseen:
            self.loops.sample_tasks()
            self.record.ask("advance", to=to)
            self.output.asked(working=working)
            self._asked = to
        if to - self._got_on >= MUCH:
            self.get_on()
            self._got_on = to

    def _flooded(self) -> None:
        self.record.finish("flooded", line=self.record.line())

    def _candidates(self) -> None:
        """Before a line is completed, say how each thread and task looks that the line could have announced."""
        if not self.lines_to_watch:
            return
        self.lines_to_watch -= 1
        threads = [
            {"repr": repr(thread), "fresh": not thread._started.is_set(), "kind": "thread"}
            for thread in self.threads.created
        ]
        tasks = [
            {"repr": repr(task), "fresh": not task.done(), "kind": "task"} for task in self.loops.open_tasks.values()
        ]
        self.record("candidates", list=threads + tasks)
        self.record.flush()  # what comes next may end the process
