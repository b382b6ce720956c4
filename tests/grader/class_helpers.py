"""Jobs as a class has them, for the tests of what grades them."""

import os
from pathlib import Path

from runs import ATTEMPTS

from grader.attempt import read_attempt
from grader.classroom.fingerprint import fingerprint
from grader.classroom.records import Job
from grader.course import Course
from grader.settings import Settings

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
