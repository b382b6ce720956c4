"""Jobs as a class has them, for the tests of what grades them."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from runs import ATTEMPTS

from grader.attempt import read_attempt
from grader.classroom.fingerprint import fingerprint
from grader.classroom.records import Job
from grader.course import Course
from grader.settings import Settings
from grader.verdict import Verdict

REFERENCE = Path(__file__).parents[2] / "solutions" / "spinner_thread.py"
PLAIN = Settings(1, fork=hasattr(os, "fork"), pty=hasattr(os, "openpty"), scenes=False)
REAL = Settings(1, fork=True, pty=True, real=True, scenes=False)


def job_of(path: Path, settings: Settings = PLAIN, *formats: str, course: Course | None = None, slug: str = "") -> Job:
    """Return the job to grade one file that is an attempt at the thread's kata, or the other one's where it says so."""
    kata = "spinner_asyncio" if "spinner_asyncio" in str(path) else "spinner_thread"
    attempt = read_attempt(path, [kata])
    return Job(slug or path.stem, "Ada", attempt, settings, course or Course(), formats, "en", fingerprint())


def wrong(name: str) -> Path:
    """Return the path of a wrong attempt of the collection."""
    return ATTEMPTS / "spinner_thread" / "wrong" / f"{name}.py"


def undated(verdict: Verdict | None) -> Verdict | None:
    """Return a verdict without the one value that differs from run to run."""
    return verdict and replace(verdict, seconds=0)


WAITS = """\
    import os
    if REAL == (type(time.sleep).__name__ == "builtin_function_or_method"):
        try:
            os.close(os.open(MARK, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            with open(FIFO, "w") as fifo:
                fifo.write(str(os.getpid()))
            end, other = os.pipe()
            os.read(end, 1)
"""


@dataclass(frozen=True)
class Waiting:
    """An attempt that waits for its end in the middle of its work, once; the next time it is right."""

    path: Path
    fifo: Path

    def pid(self) -> int:
        """Wait until it is there, and return its process."""
        with self.fifo.open() as fifo:
            return int(fifo.read())


def waiting(folder: Path, *, real: bool) -> Waiting:
    """Write an attempt that waits in virtual time, or else for real."""
    path, fifo = folder / "spinner_thread.py", folder / "fifo"
    os.mkfifo(fifo)
    waits = (
        WAITS.replace("REAL", str(real)).replace("FIFO", repr(str(fifo))).replace("MARK", repr(str(folder / "mark")))
    )
    path.write_text(REFERENCE.read_text("utf-8").replace("    time.sleep(3)\n", f"{waits}    time.sleep(3)\n"), "utf-8")
    return Waiting(path, fifo)
