"""The process that others are forked from: it has imported what a worker needs, and grades nothing itself.

A new interpreter takes half a second of processor time to import all that; a fork takes milliseconds, and shares the
memory. It is asked over the socket on its standard input, one request after another: ``start FOLDER``, with the
descriptors of the worker's connection and of its standard error, is answered by the worker's pid; ``reap PID`` by how
that ended, and kills it if it hasn't.
"""

import gc
import os
import signal
import socket
import sys
import traceback
from importlib import import_module
from typing import NoReturn

from grader.attempt import KATAS
from grader.classroom import worker
from grader.hinting import CHECKS
from grader.reports import Look
from grader.reports.html import render
from grader.verdict import Verdict

MAX_REQUEST = 1 << 16
# What a worker imports late, or pytest does there.
LATE = ("grader.plugin", "grader.session", "pytest_asyncio.plugin", "pytest_timeout", "tomllib", "pdb")


def main() -> None:
    """Import what workers need, then do what is asked for until nobody can ask any more."""
    control = socket.socket(fileno=os.dup(0))
    warm_up()
    # What is there now is shared by all workers, for as long as nobody writes to it.
    gc.collect()
    gc.freeze()
    children: set[int] = set()
    while True:
        request, descriptors, _flags, _address = socket.recv_fds(control, MAX_REQUEST, 2)
        if not request:
            return
        what, _, rest = os.fsdecode(request).partition(" ")
        if what == "start":
            answer = _start(rest, descriptors, control)
            children.add(answer)
        else:
            children.remove(int(rest))
            answer = _reap(int(rest))
        control.sendall(str(answer).encode("ascii"))


def warm_up() -> None:
    """Have ready what a worker needs: modules, the checks, and the page's templates, which are compiled once."""
    sys.path.insert(0, str(CHECKS))  # as pytest does it: the modules in there import each other
    for name in (*LATE, *(f"test_{kata}" for kata in KATAS)):
        import_module(name)
    render(Verdict("", "", 0, 0, ()), Look())


def _start(folder: str, descriptors: list[int], control: socket.socket) -> int:
    pid = os.fork()
    if not pid:
        control.close()
        _work(folder, *descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def _work(folder: str, connection: int, errors: int) -> NoReturn:
    """Be a worker, as if started by itself; never come back."""
    status = 1
    try:
        os.setsid()
        for number, descriptor in enumerate((connection, connection, errors)):
            os.dup2(descriptor, number)
        os.close(connection)
        os.close(errors)
        worker.main(folder)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it must not get back into the loop
        traceback.print_exc()
    finally:
        os._exit(status)


def _reap(pid: int) -> int:
    # Nobody has waited for it yet, so the number is still its own.
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main()
    sys.exit()
