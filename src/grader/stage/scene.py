"""What all plays have in common: the stage, the attempt's module, the script, and how to say what was seen."""

import asyncio
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from grader.stage.scheduler import PAUSING
from grader.stage.stage import Stage
from grader.wire import NANOSECONDS, Message

GRACE = 1 * NANOSECONDS  # how long a play waits for something that should end at once
LINGER = 300_000_000  # how long it goes on watching afterwards: three frames' time


class Scene:
    """A script that is played with one attempt."""

    def __init__(self, stage: Stage, module: ModuleType, script: Mapping[str, Any]) -> None:
        """Play ``script`` with ``module``."""
        self.stage = stage
        self.module = module
        self.script = script
        self.result: Any = None  # what a stand-in returned last
        self.error: BaseException | None = None  # what it raised last

    def pending(self) -> list[Message]:
        """Return the tasks that are not done, without the one that runs."""
        current = self.stage.loops.current_task()
        return [
            {"which": number, "name": getattr(task.get_coro(), "__name__", "?")}
            for number, task in self.stage.loops.open_tasks.items()
            if number != current and not task.done()
        ]

    def alive(self) -> list[Message]:
        """Return the threads that were started and have not ended, without the main one and the one that runs."""
        scheduler = self.stage.scheduler
        return [
            {"actor": actor.serial, "name": actor.name}
            for actor in scheduler.actors[1:]
            if not actor.ended and actor is not scheduler.current
        ]

    def pause(self, duration: int) -> None:
        """Let that many nanoseconds pass."""
        self.stage.scheduler.park(self.stage.scheduler.now + duration, PAUSING)

    def marking_errors(self, label: str, **fields: Any) -> "_Marking":
        """Mark an exception that comes out of the attempt, instead of letting it go on."""
        return _Marking(self, label, fields)

    def describe(self, value: Any) -> Message:
        """Return what a value is, for the parent to judge and for people to read."""
        plain = value if type(value) in (int, str, bool, type(None)) else None
        return {"type": type(value).__name__, "repr": _short_repr(value), "value": plain, "same": value is self.result}


class _Marking:
    """Context: an exception becomes a mark that describes it."""

    def __init__(self, scene: Scene, label: str, fields: Message) -> None:
        self._scene = scene
        self._label = label
        self._fields = fields

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> bool:
        if error is None:
            return False
        scene = self._scene
        fields = {"tasks": scene.pending(), "alive": scene.alive(), "same": error is scene.error, **self._fields}
        scene.stage.mark(self._label, error=scene.stage.record.describe_error(error), **fields)
        # A cancelled coroutine must end cancelled: only then does the loop go on as in life.
        return not isinstance(error, asyncio.CancelledError)


def _short_repr(value: Any) -> str:
    try:
        return repr(value)[:200]
    except Exception as error:  # noqa: BLE001 - a __repr__ of the attempt's own that is broken
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
