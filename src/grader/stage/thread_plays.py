"""Plays that call plain functions, in the main thread or in one of their own."""

import atexit
import sys
import threading
from collections.abc import Callable
from typing import Any

from grader.stage.scene import GRACE, LINGER, Scene
from grader.wire import NANOSECONDS, Message


def play_attribute(scene: Scene) -> None:
    """Make an object, read an attribute, set it, read it again, and read it from another object."""
    make, name, value = getattr(scene.module, scene.script["class"]), scene.script["name"], scene.script["value"]
    with scene.marking_errors("object"):
        first = make()
        _mark_truth(scene, "new", getattr(first, name))
        setattr(first, name, value)
        _mark_truth(scene, "set", getattr(first, name))
        _mark_truth(scene, "other", getattr(make(), name))


def _mark_truth(scene: Scene, label: str, value: Any) -> None:
    """Mark what a value is; whether it equals True or False is asked here, where it is."""
    # Equal, not true or identical: that is what the contract asks for.
    scene.stage.mark(label, true=bool(value == True), false=bool(value == False), **scene.describe(value))  # noqa: E712


def play_thread(scene: Scene) -> None:
    """Run a function in a thread, set an attribute of its last argument after a while; several times."""
    for number, call in enumerate(scene.script["calls"]):
        with scene.marking_errors("object", number=number):
            _one_thread(scene, number, call)


def _one_thread(scene: Scene, number: int, call: Message) -> None:
    target = getattr(scene.module, call["make"])()
    if call["after"] is None:
        setattr(target, call["name"], call["value"])
    function = getattr(scene.module, call["function"])
    thread = threading.Thread(target=_body(scene, number, function, (*call["args"], target)), daemon=True)
    thread.start()
    if call["after"] is not None:
        scene.pause(call["after"])
        scene.stage.mark("stopping", number=number)
        setattr(target, call["name"], call["value"])
    thread.join(GRACE / NANOSECONDS)
    scene.pause(LINGER)
    scene.stage.mark("lingered", number=number)
    if thread.is_alive():
        # Going on would only let it draw into the next one's frames.
        scene.stage.give_up(forever=scene.stage.threads.actors[id(thread)].deadline is None)


def _body(scene: Scene, number: int, function: Callable[..., Any], args: tuple[Any, ...]) -> Callable[[], None]:
    def body() -> None:
        scene.stage.mark("called", number=number)
        with scene.marking_errors("raised", number=number):
            function(*args)
            scene.stage.mark("returned", number=number)

    return body


def play_call(scene: Scene) -> None:
    """Call a function of the attempt in the main thread, several times."""
    for number in range(scene.script.get("times", 1)):
        _call(scene, number)
        scene.pause(LINGER)
        scene.stage.mark("lingered", number=number)


def play_main(scene: Scene) -> None:
    """Call a function as the program's main one: afterwards, do what the interpreter does at its end."""
    _call(scene, 0)
    _end_as_interpreter(scene)
    scene.stage.mark("finished", number=0)


def _call(scene: Scene, number: int) -> None:
    function = getattr(scene.module, scene.script["function"])
    scene.stage.watch_announcement()
    scene.stage.mark("called", number=number)
    with scene.marking_errors("raised", number=number):
        value = function(*scene.script.get("args", ()))
        scene.stage.mark("returned", number=number, alive=scene.alive(), **scene.describe(value))


def _end_as_interpreter(scene: Scene) -> None:
    """Do what the end of the main module sets off: end executors, join the threads, run the exit handlers, flush."""
    scene.stage.threads.end_main()
    with scene.marking_errors("raised", number=0):
        # These first: they tell the workers of executors that there is no more to come.
        for callback in reversed(getattr(threading, "_threading_atexits", [])):
            callback()
        for thread in scene.stage.threads.created:
            if not thread.daemon and thread._started.is_set():
                thread.join()
        atexit._run_exitfuncs()
        sys.stdout.flush()
