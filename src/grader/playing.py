"""Run a program in the user's own terminal, and give the terminal back as it was.

The program is a process of its own that has our terminal, keyboard included. Ctrl-C reaches it as it reaches us; what
does not end by that is killed. None of this needs a terminal: without one the program writes to where we would.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from grader.console import show, tell, tell_raw
from grader.language import Language
from grader.processes import SOURCES
from grader.reports import visible
from grader.words import say

INTERRUPTED, TERMINATED = 130, 143
GRACE = 2.0  # seconds that a program has to end after Ctrl-C
_POLL = 0.05
_PLAIN = "\x1b[0m\x1b[?25h"  # no colours, the cursor visible

# The program itself says these, when it knows the line.
_SAID = {
    "todo": say("{function} is still to be written: see the TODO in {path}, line {line}"),
    "unreadable": say("Python can't read {path}, line {line}, so nothing was run: mend that line, or the one above it"),
    "stopped": say("stopped by Ctrl-C, while it was in {function}: {path}, line {line}"),
    "stopped_early": say("stopped by Ctrl-C, before anything of {path} was run"),
}


def play(path: Path, language: Language) -> int:
    """Run the program at ``path`` as `python PATH` would, here; return its exit code: 0, 1, or 130 after Ctrl-C."""
    with _terminal_as_it_was(), _signals() as signals:
        process = subprocess.Popen(_command(path, language))
        killed = not _wait(process, signals)
        if killed:
            process.kill()
            process.wait()
    code: int = process.returncode
    if killed and signal.SIGTERM in signals:
        return TERMINATED
    if killed:
        tell_raw("\n")
        tell(language(say("it went on after Ctrl-C, by a thread that nobody stops, or a wait: so it was ended")))
    if signals or code == -signal.SIGINT:
        return INTERRUPTED
    if code < 0:
        name = signal.strsignal(-code) or str(-code)
        tell(language(say("Python itself was ended by the system: {signal}", signal=name)))
    return min(abs(code), 1)


def _command(path: Path, language: Language) -> list[str]:
    script = SOURCES / "grader" / "stage" / "alone.py"
    said = {
        name: "grader: " + language(sentence).replace("{path}", visible(str(path))) for name, sentence in _SAID.items()
    }
    # Without -P the script's own folder, which is ours, would be searched for what the program imports.
    return [sys.executable, "-P", str(script), str(path), json.dumps(said)]


def _wait(process: "subprocess.Popen[bytes]", signals: list[int]) -> bool:
    """Wait for the program's end; return False where it has to be killed."""
    deadline = None
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_POLL)
            return True
        if signals and deadline is None:
            deadline = time.monotonic() + GRACE
        if signal.SIGTERM in signals or len(signals) > 1 or (deadline is not None and time.monotonic() >= deadline):
            return False


@contextlib.contextmanager
def _signals() -> Iterator[list[int]]:
    """Collect the signals that ask for an end, in place of being ended by them."""
    signals: list[int] = []
    if threading.current_thread() is not threading.main_thread():  # who else gets them
        yield signals
        return

    def note(number: int, _frame: FrameType | None) -> None:
        signals.append(number)

    wakeup = signal.set_wakeup_fd(-1)  # else the event loop of who called us would hear of them later
    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)


@contextlib.contextmanager
def _terminal_as_it_was() -> Iterator[None]:
    """Give the terminal back as it was found, whatever a program has done to it."""
    try:
        import termios  # noqa: PLC0415 - POSIX only
    except ImportError:
        yield
        return
    terminals = [number for number in (0, 1, 2) if os.isatty(number)]
    modes = {number: (termios.tcgetattr(number), os.get_blocking(number)) for number in terminals}
    try:
        yield
    finally:
        for number, (attributes, blocking) in modes.items():
            os.set_blocking(number, blocking)
            # Who isn't in the foreground (any more) would be stopped for asking.
            with contextlib.suppress(OSError, termios.error):
                if os.tcgetpgrp(number) == os.getpgrp():
                    termios.tcsetattr(number, termios.TCSANOW, attributes)
        if 1 in modes and os.environ.get("TERM") != "dumb":
            show(_PLAIN)
