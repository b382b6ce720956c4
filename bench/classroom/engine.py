"""Grade a class by the engine of `grade` alone, without truth runs or only so many at once, and say what each comes to.

`grade` has a truth run always, and as many of them at once as it likes; what these cost and whether they disturb each
other is only to be seen beside something else. A line of JSON per learner goes to the file OUTPUT.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.classroom.executors import open_executor
from grader.classroom.fingerprint import fingerprint
from grader.classroom.records import Job
from grader.classroom.running import run_jobs
from grader.classroom.submissions import entries, read_submission
from grader.course import Course
from grader.reports import Look
from grader.reports.json import render
from grader.settings import Settings


def jobs(folder: Path, settings: Settings) -> Iterator[Job]:
    """Yield what there is to grade, as `grade` does."""
    grader = fingerprint()
    for entry in entries(folder):
        attempt = read_submission(entry).attempt
        if attempt is not None:
            yield Job(entry.slug, entry.learner, attempt, settings, Course(), ("html",), "en", grader)


def main(arguments: Sequence[str]) -> int:
    """Grade, and write a line for each learner."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("submissions", type=Path, metavar="SUBMISSIONS")
    add("output", type=Path, metavar="OUTPUT")
    add("--seed", type=int, required=True)
    add("--at-once", type=int, help="so many attempts at once, their truth runs included (default: as `grade` does)")
    add("--virtual", action="store_true", help="no truth runs")
    asked = parser.parse_args(arguments)
    settings = Settings(asked.seed, fork=True, pty=True, real=not asked.virtual, pictures=True)
    with open_executor() as crew, asked.output.open("w", encoding="utf-8") as output:
        todo = jobs(asked.submissions, settings)
        for result in run_jobs(todo, crew.executor, asked.at_once or crew.at_once, crew.work):
            report = json.loads(render(result.verdict, Look())) if result.verdict else None
            output.write(json.dumps({"slug": result.slug, "report": report}) + "\n")
            output.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
