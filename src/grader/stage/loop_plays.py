"""Plays that run coroutines on an event loop."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from grader.stage.scene import GRACE, LINGER, Scene
from grader.stage.stage import Stage
from grader.wire import NANOSECONDS, Message


def play_await(scene: Scene) -> None:
    """Await a coroutine function as a loop's main task, on the same loop or a new one for each call."""
    loop = asyncio.new_event_loop()
    for number, call in enumerate(scene.script["calls"]):
        if call.get("new_loop"):
            loop.close()
            loop = asyncio.new_event_loop()
        with scene.marking_errors("raised", number=number):
            _one_await(scene, loop, number, call)
    # Unfinished tasks stay unfinished: whether asyncio complains of them is what is to be seen.
    loop.close()


def _one_await(scene: Scene, loop: asyncio.AbstractEventLoop, number: int, call: Message) -> None:
    stage = scene.stage

    async def body() -> None:
        stage.watch_announcement()
        stage.mark("called", number=number, main=stage.loops.current_task())
        with scene.marking_errors("raised", number=number):
            value = await getattr(scene.module, call["function"])(*call.get("args", ()))
            stage.mark("returned", number=number, tasks=scene.pending(), **scene.describe(value))

    task = loop.create_task(body())
    task.add_done_callback(lambda _: loop.stop())
    if call.get("cancel") is not None:
        loop.call_later(call["cancel"] / NANOSECONDS, task.cancel)
    loop.run_forever()
    _run_until_settled(stage, loop)
    stage.mark("settled", number=number, tasks=scene.pending(), alive=scene.alive())
    loop.call_later(LINGER / NANOSECONDS, loop.stop)
    loop.run_forever()
    stage.mark("lingered", number=number)


def _run_until_settled(stage: Stage, loop: asyncio.AbstractEventLoop) -> None:
    """Run the loop until nothing is ready any more, without program time passing."""
    stage.loops.when_settled(loop.stop)
    loop.run_forever()


def play_task(scene: Scene) -> None:
    """Run a coroutine function as a task on a loop of its own and cancel it at a given moment; several times."""
    for number, call in enumerate(scene.script["calls"]):
        with scene.marking_errors("raised", number=number):
            _OneTask(scene, number, call).run()


class _OneTask:
    """One call of `play_task`: a task, cancelled at a moment.

    ``call["cancel"]`` is "start" (before its first step), "settled" (as soon as it waits), or {"at": nanoseconds,
    "first": whether the timer for it stands before the task's own timers of the same moment}.
    """

    def __init__(self, scene: Scene, number: int, call: Message) -> None:
        self.scene = scene
        self.number = number
        self.call = call
        self.loop = asyncio.new_event_loop()
        self.task: asyncio.Task[Any]

    def run(self) -> None:
        """Play it."""
        loop, stage = self.loop, self.scene.stage
        self._plan()
        loop.run_forever()
        _run_until_settled(stage, loop)
        loop.call_later(LINGER / NANOSECONDS, loop.stop)
        loop.run_forever()
        stage.mark("lingered", number=self.number)
        if not self.task.done():
            # Going on would only let it draw into the next one's frames.
            _run_until_settled(stage, loop)
            stage.give_up(forever=stage.loops.idle)
        del self.task  # so that asyncio can report what nobody asked for
        loop.close()

    def _plan(self) -> None:
        """Make the task, and see to its being cancelled at its time."""
        when = self.call["cancel"]
        if isinstance(when, dict) and when["first"]:
            self._cancel_later()
        self.task = self.loop.create_task(self._coroutine())
        self.task.add_done_callback(self._ended)
        if when == "start":
            self._cancel()
        elif when == "settled":
            self.scene.stage.loops.when_settled(self._cancel_soon)
        elif not when["first"]:
            self.scene.stage.loops.when_settled(self._cancel_later)

    def _cancel_soon(self) -> None:
        self.loop.call_soon(self._cancel)

    def _cancel_later(self) -> None:
        self.loop.call_later(self.call["cancel"]["at"] / NANOSECONDS, self._cancel)

    def _coroutine(self) -> Coroutine[Any, Any, Any]:
        coroutine: Coroutine[Any, Any, Any] = getattr(self.scene.module, self.call["function"])(*self.call["args"])
        self.scene.stage.mark("called", number=self.number)
        return coroutine

    def _cancel(self) -> None:
        if self.task.done():
            return
        line = self.scene.stage.loops.line_of(self.task)
        self.scene.stage.mark("cancelling", number=self.number, line=line)
        self.task.cancel()
        self.loop.call_later(GRACE / NANOSECONDS, self.loop.stop)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        stage = self.scene.stage
        error = None if task.cancelled() else task.exception()
        if error is not None:
            stage.mark("ended", number=self.number, how="raised", error=stage.record.describe_error(error))
        else:
            stage.mark("ended", number=self.number, how="cancelled" if task.cancelled() else "returned")
        self.loop.stop()
