"""What can be played with an attempt: each play is told by data what to call, and marks what it has reached.

No kata is named here. A script names things of the attempt's module, arguments, times (in nanoseconds), and stand-ins:
functions that are put in place of the module's own.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from grader.stage.loop_plays import play_await, play_task
from grader.stage.scene import Scene
from grader.stage.standins import put_in_place
from grader.stage.thread_plays import play_attribute, play_call, play_main, play_thread

PLAYS: Mapping[str, Callable[[Scene], None]] = {
    "attribute": play_attribute,
    "await": play_await,
    "call": play_call,
    "main": play_main,
    "nothing": lambda _scene: None,  # what the names are is said in any case
    "task": play_task,
    "thread": play_thread,
}


def perform(scene: Scene) -> None:
    """Play what the script says; with ``names`` in it, say first what these are, and go on only if all are there."""
    if "names" in scene.script:
        names = {name: _kind(getattr(scene.module, name, None)) for name in scene.script["names"]}
        scene.stage.mark("inspected", names=names)
        if "missing" in names.values():
            return
    put_in_place(scene)
    PLAYS[scene.script["play"]](scene)


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
