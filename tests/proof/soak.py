"""Grade again and again on a machine that is kept busy, and count the verdicts that change (`nox -s soak`).

The references, under several seeds, and a sample of the collection are graded once on the machine as it is; then over
and over beside processes that do nothing but compute, and in a control group that gets a part of one processor. A
report that differs in anything but its seconds is a verdict that changed. Exit code 1 where one did.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import cycle, zip_longest
from math import inf
from typing import Any

from collection import read_all
from pool import grading_pool, submit_check
from rich.console import Console
from rich.progress import Progress
from runs import KATAS, ROOT, Checked, busy_processes, check, without_seconds
from squeeze import squeezed

SEEDS = range(1, 21)
STEP = 12  # of the collection every so manieth is in the sample
SLOWEST = 5  # seconds on an idle machine: what takes longer is left out of the sample
ENOUGH = 3600  # seconds after which one grading is given up, on whatever machine


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to grade: a kata's file with a seed."""

    path: str
    kata: str
    seed: int

    def run(self, within: Sequence[str] = ()) -> Checked:
        """Grade it in a process of its own; ``within`` stands before the command."""
        return check(self.path, "--kata", self.kata, seed=self.seed, within=within, timeout=ENOUGH)

    def submit(self, pool: ProcessPoolExecutor) -> Future[Checked]:
        """Have it graded by processes that stay."""
        return submit_check(pool, self.path, "--kata", self.kata, seed=self.seed)


@dataclass
class Count:
    """What came of one condition."""

    name: str
    gradings: int = 0
    changed: list[str] = field(default_factory=list)
    seconds: float = 0


def tasks() -> list[Task]:
    """Return what is graded: references and the sample in turns."""
    references = [Task(str(ROOT / "solutions"), kata, seed) for seed in SEEDS for kata in KATAS]
    sample = [Task(str(each.path), each.kata, each.seed) for each in read_all()[::STEP]]
    return [task for pair in zip_longest(references, sample) for task in pair if task is not None]


def report_of(checked: Checked) -> Any:  # noqa: ANN401 - JSON, or what came in place of it
    """Return what must be the same each time: the report without its seconds, or the grader's own failure."""
    return without_seconds(checked) if checked.text else (checked.code, checked.errors)


def baseline(todo: Sequence[Task], at_once: int) -> dict[Task, Any]:
    """Grade each once, on the machine as it is; leave out what takes long."""
    with grading_pool(at_once) as pool:
        graded = {task: future.result() for task, future in [(task, task.submit(pool)) for task in todo]}
    return {task: report_of(each) for task, each in graded.items() if each.report["seconds"] < SLOWEST}


def soak(
    count: Count, known: dict[Task, Any], at_once: int, within: Sequence[str], more: Callable[[Count], bool]
) -> Iterator[Count]:
    """Grade for as long as ``more`` says, and tell of each grading."""
    begin = time.monotonic()
    source = cycle(known)
    with ThreadPoolExecutor(at_once) as pool:
        running: dict[Future[Checked], Task] = {}
        while more(count) or running:
            while len(running) < at_once and more(count):
                task = next(source)
                running[pool.submit(task.run, within)] = task
                count.gradings += 1
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running.pop(future)
                if report_of(future.result()) != known[task]:
                    count.changed.append(f"{task.path} --kata {task.kata} --seed {task.seed}")
                count.seconds = time.monotonic() - begin
                yield count


def main(arguments: Sequence[str]) -> int:
    """Soak under each condition, print what came of it."""
    asked = _parse(arguments)
    known = baseline(tasks()[: asked.programs], os.cpu_count() or 1)
    counts = [_under_load(asked, known, busy) for busy in asked.busy]
    with squeezed(asked.squeeze) as within:
        if within is None:
            sys.stdout.write("No control group can be made here, so nothing was squeezed.\n")
        elif asked.squeeze:
            name = f"squeezed to {asked.squeeze} % of one processor"
            counts.append(_show(Count(name), known, asked, within))
    for count in counts:
        each = count.seconds / max(count.gradings, 1)
        sys.stdout.write(f"{count.name}: {count.gradings} gradings, {len(count.changed)} changed; {each:.2f} s each\n")
        sys.stdout.writelines(f"    changed: {changed}\n" for changed in count.changed)
    return 1 if any(count.changed for count in counts) else 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--gradings", type=int, default=1000, metavar="N", help="under each condition (default: %(default)s)")
    add("--seconds", type=float, default=inf, metavar="S", help="at most so long under each condition")
    add("--programs", type=int, metavar="N", help="only so many different ones, with their seeds (default: all)")
    add("--busy", type=int, nargs="*", default=[8, 16], metavar="N", help="busy processes (default: 8 16)")
    add("--squeeze", type=int, default=25, metavar="PERCENT", help="of one processor; 0: don't (default: %(default)s)")
    add("--at-once", type=int, default=4, metavar="N", help="gradings at a time (default: %(default)s)")
    return parser.parse_args(arguments)


def _under_load(asked: argparse.Namespace, known: dict[Task, Any], busy: int) -> Count:
    with busy_processes(busy):
        return _show(Count(f"{busy} busy processes"), known, asked, ())


def _show(count: Count, known: dict[Task, Any], asked: argparse.Namespace, within: Sequence[str]) -> Count:
    begin, gradings, seconds = time.monotonic(), int(asked.gradings), float(asked.seconds)

    def more(so_far: Count) -> bool:
        return so_far.gradings < gradings and time.monotonic() - begin < seconds

    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task(count.name, total=asked.gradings)
        for _ in soak(count, known, asked.at_once, within, more):
            progress.update(bar, completed=count.gradings)
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
