"""Entry of the stage's process: ``serve FD`` forks a child per scenario, ``play [TERMINAL]`` plays one over 0 and 1."""

import _sitebuiltins
import builtins
import importlib
import os
import sys

from grader.stage.hooks import put
from grader.stage.stage import Stage

# What attempts import most: imported here, a forked child finds it ready. Nothing may depend on a name being listed.
WARM = """
    abc argparse array collections concurrent.futures concurrent.futures.thread contextlib contextvars copy dataclasses
    datetime enum functools inspect io itertools json math operator os pathlib queue random re resource shutil string
    subprocess tempfile textwrap traceback types typing unicodedata uuid weakref
"""


def hear_signals() -> None:
    """Undo that a caller ignores signals, which its children inherit: a shell's background job ignores Ctrl-C.

    What Python itself ignores from its start stays so, as it does in any program.
    """
    import signal

    of_python = {getattr(signal, name, None) for name in ("SIGPIPE", "SIGXFZ", "SIGXFSZ")}
    for number in signal.valid_signals() - of_python:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


def main(arguments: list[str]) -> None:
    """Warm up, then do what the arguments say. Doesn't return."""
    hear_signals()
    stage = Stage()
    from grader.stage import server  # after the hooks are in place: these modules import threading

    forking = arguments[0] == "serve"
    for name in WARM.split() if forking else ():
        importlib.import_module(name)
    from grader.stage.threads import replace_real_locks

    replace_real_locks()
    # Only now: the stage's own modules may be cached, an attempt's must not.
    sys.dont_write_bytecode = True
    sys.path.pop(0)
    put(builtins, exit=_sitebuiltins.Quitter("exit", "Ctrl-D"), quit=_sitebuiltins.Quitter("quit", "Ctrl-D"))
    # What an attempt could import of the project from here on: nothing.
    for name in ("grader", "grader.stage"):
        put(sys.modules[name], __path__=[])
    import gc

    gc.disable()
    if forking:
        server.serve(stage, int(arguments[1]))
    receive, send = os.dup(0), os.dup(1)
    terminal = int(arguments[1]) if len(arguments) > 1 else None
    server.play_scenario(stage, receive, send, terminal, used_cpu=1)
