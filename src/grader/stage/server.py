"""Where the stage's processes begin: a warm one that forks a child per scenario, or one that plays a single one."""

import contextlib
import gc
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache, partial
from typing import Any, NoReturn

from grader.stage import limits
from grader.stage.channel import Channel
from grader.stage.hooks import put
from grader.stage.plays import perform
from grader.stage.recorder import leave_process
from grader.stage.scene import Scene
from grader.stage.stage import Stage
from grader.wire import Message, decode

PLAIN_CPU = 1  # seconds: a start of the interpreter, and nothing of it was warmed up


def play_scenario(stage: Stage, receive: int, send: int, terminal: int | None, *, used_cpu: int) -> NoReturn:
    """Read a scenario from the channel, play it, and end this process."""
    try:
        scenario = decode(Channel(receive, send, None, "").read_line())
    except EOFError:  # the parent has changed its mind
        leave_process(0)
    channel = Channel(receive, send, os.dup(terminal) if terminal is not None else None, scenario["nonce"])
    _settle_in(scenario, terminal)
    stage.open(channel, scenario, terminal=terminal is not None)
    allowance = scenario.get("allowance", 1)
    limits.set_limits(used_cpu=used_cpu, allowance=allowance, more_cpu=limits.MORE_CPU)
    stage.get_on = partial(limits.renew_cpu, allowance=allowance)
    limits.watch_exits(lambda what: _leaving(stage, what))
    limits.watch_escapes(stage.record, stage.record.line)
    module = _load(stage, scenario)
    stage.mark("loaded", alive=len([actor for actor in stage.scheduler.actors if not actor.ended]) - 1)
    stage.meter.switched(stage.scheduler.current)
    perform(Scene(stage, module, scenario["script"]))
    del module
    stage.close()


def _settle_in(scenario: Message, terminal: int | None) -> None:
    """Take up a working folder and descriptors of this process's own."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null if terminal is None else terminal, 1)
    os.dup2(null, 2)
    stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - for good
    stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for good
    put(sys, stderr=stderr, __stderr__=stderr, stdin=stdin, __stdin__=stdin)
    sys.argv[:] = [scenario["filename"]]
    folder = scenario["folder"]
    os.chdir(os.path.join(folder, "work"))  # noqa: PTH118 - pathlib costs the stage's start
    tempfile.tempdir = os.path.join(folder, "work")  # noqa: PTH118 - the same
    limits.show_stacks_on_death(open(os.path.join(folder, "stacks"), "wb", buffering=0))  # noqa: SIM115, PTH123, PTH118


def _load(stage: Stage, scenario: Message) -> Any:
    source = scenario["source"].encode("latin-1")  # bytes as JSON holds them: one character each
    try:
        return stage.load(source)
    except BaseException as error:  # noqa: BLE001 - an attempt may raise anything, SystemExit among it
        stage.record.finish("broken", error=stage.record.describe_error(error))


def _leaving(stage: Stage, what: str) -> None:
    stage.record("exit", what=what, line=stage.record.line())
    if stage.record.channel is not None:
        stage.record.channel.flush()


def run_plainly(request: Message, sign_of_life: int, terminal: int) -> NoReturn:
    """Become a plain interpreter for a truth run: nothing of this process is left but its limits and descriptors.

    The descriptor ``sign_of_life`` is open for as long as the process is there.
    """
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(terminal, 1)
    os.dup2(os.open(os.path.join(request["folder"], "stderr"), os.O_WRONLY | os.O_CREAT, 0o600), 2)  # noqa: PTH118
    os.set_inheritable(sign_of_life, True)  # noqa: FBT003 - no keyword is taken
    os.chdir(os.path.join(request["folder"], "work"))  # noqa: PTH118 - pathlib costs the stage's start
    limits.set_limits(used_cpu=PLAIN_CPU)
    os.execv(sys.executable, request["command"])  # noqa: S606 - no shell is wanted


def serve(stage: Stage, control: int) -> NoReturn:
    """Fork a child for each request that comes over the socket ``control``, until its other end is closed."""
    import array
    import socket

    connection = socket.socket(fileno=control)
    become_subreaper()
    gc.collect()
    gc.freeze()
    children: set[int] = set()
    while True:
        data, ancillary, _flags, _address = connection.recvmsg(4096, socket.CMSG_SPACE(4 * 4))
        if not data:
            for child in tuple(children):
                reap(child, children)
            leave_process(0)
        descriptors = array.array("i")
        for _level, _kind, received in ancillary:
            descriptors.frombytes(received)
        request = decode(data)
        if request["do"] == "reap":
            answer = reap(request["pid"], children)
        else:
            answer = os.fork()
            if not answer:
                connection.close()
                os.setsid()
                die_with_parent()
                if request["do"] == "run":
                    run_plainly(request, *descriptors)
                terminal = descriptors[1] if len(descriptors) > 1 else None
                play_scenario(stage, descriptors[0], descriptors[0], terminal, used_cpu=0)
            children.add(answer)
        for descriptor in descriptors:
            os.close(descriptor)
        connection.send(str(answer).encode("ascii"))


def reap(pid: int, children: set[int]) -> int:
    """Kill what is left of a scenario's processes, wait for them; return the first one's wait status."""
    import signal

    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    children.discard(pid)
    # As a subreaper this process inherits whatever the child had started and left: none of it may live on.
    while strays := [stray for stray in list_children() if stray not in children]:
        for stray in strays:
            os.kill(stray, signal.SIGKILL)
            os.waitpid(stray, 0)
    return status


def list_children() -> list[int]:
    """Return the pids of this process's children where the system tells them (Linux)."""
    try:
        with open("/proc/thread-self/children", encoding="ascii") as file:  # noqa: PTH123 - without pathlib, as above
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


def become_subreaper() -> None:
    """Let orphans among the descendants become children of this process (Linux; elsewhere nothing is done)."""
    set_child_subreaper = 36
    _prctl()(set_child_subreaper, 1, 0, 0, 0)


def die_with_parent() -> None:
    """Have this process killed when its parent ends, however that ends (Linux; elsewhere nothing is done)."""
    import signal

    set_parent_death_signal = 1
    _prctl()(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)


@cache  # looked up once, and not in each child
def _prctl() -> Callable[..., object]:
    if not sys.platform.startswith("linux"):
        return lambda *_: None
    import ctypes

    return ctypes.CDLL(None).prctl
