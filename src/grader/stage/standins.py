"""Functions put in place of the attempt's own: one works for so long and returns that, another only watches."""

import asyncio
import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from grader.stage.scene import Scene
from grader.wire import NANOSECONDS, Message


class Unique:
    """A result like no other: it is equal to itself only."""


def put_in_place(scene: Scene) -> None:
    """Put what the script asks for into the attempt's module."""
    for name, standin in scene.script.get("standins", {}).items():
        setattr(scene.module, name, _standin(scene, name, standin))
    for name in scene.script.get("watch", ()):
        setattr(scene.module, name, _watched(scene, name))


def _standin(scene: Scene, name: str, standin: Message) -> Callable[..., Any]:
    original = getattr(scene.module, name)
    duration = standin["seconds"]

    @wraps(original)
    def plain(*_args: Any, **_kwargs: Any) -> Any:
        _begin(scene, name)
        if duration:
            scene.pause(duration)
        return _end(scene, name)

    @wraps(original)
    async def coroutine(*_args: Any, **_kwargs: Any) -> Any:
        _begin(scene, name)
        await asyncio.sleep(duration / NANOSECONDS)
        return _end(scene, name)

    return coroutine if standin["coroutine"] else plain


def _begin(scene: Scene, name: str) -> None:
    scene.stage.record("call", what=name, state="called", line=scene.stage.record.line())


def _end(scene: Scene, name: str) -> Any:
    # The result comes from the parent, and only when it is due.
    answer = scene.stage.record.ask("call", what=name, state="returned")
    scene.stage.output.asked()
    if "raises" in answer:
        scene.error = ConnectionError(answer["raises"])
        raise scene.error
    scene.result = Unique() if answer.get("unique") else answer["result"]
    return scene.result


def _watched(scene: Scene, name: str) -> Callable[..., Any]:
    """Record the calls of a function of the module; the function itself stays what it is."""
    original = getattr(scene.module, name)
    record = scene.stage.record

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
