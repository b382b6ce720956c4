"""Who waited from when to when, for what, and where: events that pictures are drawn from; no check rests on them.

A wait is told once it is over, or where a call or the scenario ends, as an event ``wait``: ``since`` when and ``until``
when, of the thread ``actor`` (in its task ``by``, where it ran one), or of the task ``of``, which awaited something.
Two kinds tell of themselves: `time.sleep` by an event of its own, and what a loop waits for by its tasks.
"""

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any
from weakref import ref

from grader.stage.recorder import MAX_TEXT, Recorder
from grader.stage.scheduler import IN_SELECT, PAUSING, SLEEPING, WORKING, Actor, Scheduler
from grader.wire import Message

SHORT = 10_000_000  # nanoseconds: shorter ones that follow each other at one place are told as one
MAX_TOLD = 2_000  # of one call: what polls without end must not become a flood
UNTOLD = ("", SLEEPING, IN_SELECT, PAUSING)
AWAITING = "awaits"

Who = tuple[str, int]


@dataclass(slots=True)
class Wait:
    """One wait, or several short ones on end."""

    since: int
    until: int
    fields: Message


class Waits:
    """Collect the waits of threads and of tasks, and tell of them."""

    def __init__(self, scheduler: Scheduler, record: Recorder) -> None:
        """Record with ``record``."""
        self.scheduler = scheduler
        self.record = record
        self._held_back: dict[Who, Wait] = {}  # short ones, to which more may be added
        self._awaited: dict[int, tuple[Any, Wait]] = {}  # by task: a weak reference to the future, the wait so far
        self._told = 0

    def begin(self) -> None:
        """Begin with a new call, of which as many may be told again."""
        self.flush()
        self._told = 0

    def may_tell(self) -> bool:
        """Count something that is to be told, and return whether that isn't too much yet."""
        self._told += 1
        return self._told <= MAX_TOLD

    def waited(self, why: str, deadline: int | None) -> None:
        """Note that the thread that runs has let time pass."""
        if why not in UNTOLD and self._told <= MAX_TOLD:
            self._note_thread(self.scheduler.current, sys._getframe(1), why, deadline)

    def _note_thread(self, actor: Actor, frame: FrameType | None, why: str, deadline: int | None) -> None:
        line, what = self.record.place(frame)
        task = self.record.current_task() if actor is self.scheduler.current else None
        fields = {"actor": actor.serial, "why": why, "what": what, "line": line, "deadline": deadline, "by": task}
        self._add(("thread", actor.serial), Wait(actor.since, self.scheduler.now, fields))

    def sample(self, tasks: Mapping[int, Any]) -> None:
        """Look what each task awaits, when their loop is about to let time pass."""
        if self._told > MAX_TOLD:
            return
        now = self.scheduler.now
        for number, task in tasks.items():
            future = getattr(task, "_fut_waiter", None)
            reference, wait = self._awaited.get(number, (None, None))
            if future is None or (reference is not None and reference() is future):
                continue
            if wait is not None:
                self._close(number, wait)
            self._awaited[number] = (_reference(future), Wait(now, now, self._task_fields(number, task, future)))

    def _task_fields(self, number: int, task: Any, future: Any) -> Message:
        line, what = self.record.place_of(task)
        on = getattr(future, "serial", None)
        return {
            "of": number,
            "why": AWAITING,
            "what": what,
            "line": line,
            "on": on,
            "title": asyncio.Task.get_name(task)[:MAX_TEXT],
        }

    def ended(self, number: int) -> None:
        """Note that a task has ended: what it awaited last is over."""
        _, wait = self._awaited.pop(number, (None, None))
        if wait is not None:
            self._close(number, wait)

    def _close(self, number: int, wait: Wait) -> None:
        wait.until = self.scheduler.now
        self._add(("task", number), wait)

    def _add(self, who: Who, wait: Wait) -> None:
        held = self._held_back.pop(who, None)
        short = wait.until - wait.since < SHORT
        if held is not None and short and held.until == wait.since and _same(held.fields, wait.fields):
            held.until = wait.until
            self._held_back[who] = held
            return
        if held is not None:
            self._tell(held)
        if short:
            self._held_back[who] = wait
        else:
            self._tell(wait)

    def _tell(self, wait: Wait, *, last: bool = False) -> None:
        if (last or wait.until > wait.since) and self.may_tell():
            self.record("wait", since=wait.since, until=wait.until, **wait.fields)

    def flush(self, *, last: bool = False) -> None:
        """Tell what was held back, and what is still going on, as far as it has come.

        ``last``: nothing follows, so that what has begun at this very moment is told as well.
        """
        now = self.scheduler.now
        frames = sys._current_frames()
        for actor in self.scheduler.actors:
            if actor.parked and not actor.ended and actor.why not in UNTOLD and (last or actor.since < now):
                self._note_thread(actor, frames.get(actor.ident), actor.why, actor.deadline)
                actor.since = now
        for number, (reference, wait) in list(self._awaited.items()):
            self._close(number, wait)
            self._awaited[number] = (reference, Wait(now, now, wait.fields))
        for wait in self._held_back.values():
            self._tell(wait, last=last)
        self._held_back.clear()


def _reference(future: Any) -> Any:
    """Return a weak reference: held by us, a future would not be missed, and asyncio would report nothing of it."""
    try:
        return ref(future)
    except TypeError:  # one of the attempt's own making
        return lambda: None


def _same(one: Message, other: Message) -> bool:
    # Where a busy loop is when a slice of its work is over is chance.
    return bool(one["why"] == other["why"] and (one["why"] == WORKING or one["line"] == other["line"]))
