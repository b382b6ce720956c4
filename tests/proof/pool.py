"""Very many attempts graded by the command line, in processes that stay: most of what one check takes is its start."""

import io
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import get_context
from pathlib import Path

from runs import ROOT, Checked, environment

from grader.cli import main


def grading_pool(at_once: int) -> ProcessPoolExecutor:
    """Return a pool of processes for `check_here`; none of them has anything of this one but its modules."""
    return ProcessPoolExecutor(at_once, get_context("spawn"), initializer=_settle_in, initargs=(environment({}),))


def _settle_in(environ: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(ROOT)


def submit_check(pool: ProcessPoolExecutor, path: str | Path, *options: str, seed: int = 1) -> Future[Checked]:
    """Have an attempt graded by such a pool, with the JSON report; `runs.check` does the same in a new process."""
    return pool.submit(check_here, (str(path), "--seed", str(seed), "--format", "json", *options))


def check_here(arguments: Sequence[str]) -> Checked:
    """Run `python -m grader check` with these arguments within this process, and return what it came to."""
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        code = main(["check", *arguments])
    return Checked(code, out.getvalue(), errors.getvalue())
