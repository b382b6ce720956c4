"""The benchmark of a class (`nox -s bench -- classroom`): how long 1,000 submissions take, and in how much memory.

The class is generated. It is graded by `grade`; then by its engine without truth runs; a class of 30 by itself; a part
of it one attempt at a time, which must come to the same; and a few of it by the obvious suite in real time. All of it
takes about an hour of the whole machine. Linux only, for the memory.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handing_in import HandedIn, draw, hand_in, lay_out
from outcomes import differing, kept, mistaken, told
from rich.console import Console
from rich.progress import track
from runs import ROOT, SPINNERS, environment
from suites import machine, obvious, run
from telling_of import INTRODUCTION, Graded, Obvious, figures, memory, said
from watching_over import Taken, watch_over

SMALL = 30  # learners in a class of the usual size
ENGINE = Path(__file__).with_name("engine.py")


@dataclass(frozen=True, slots=True)
class Bench:
    """Where classes are, and the seed they are drawn from and graded with."""

    folder: Path
    seed: int

    def hand_in(self, number: int) -> Path:
        """Generate a class of so many, and return its folder."""
        folder = self.folder / str(number)
        if not folder.exists():
            hand_in(draw(number, self.seed), folder)
        return folder

    def grade(self, number: int) -> tuple[Taken, Path]:
        """Grade a class of so many by the command; return what it took, and its output folder."""
        output = self.folder / f"{number} graded"
        command = [sys.executable, "-m", "grader", "grade", str(self.hand_in(number)), "--output", str(output)]
        results = output / "results"
        options = ["--seed", str(self.seed), "--lang", "en"]
        return self._watched([*command, *options], lambda: sum(1 for _ in results.glob("*.json"))), output

    def by_engine(self, number: int, *options: str) -> tuple[Taken, Path]:
        """Grade a class of so many by the engine alone; return what it took, and the file with what came of it."""
        output = self.folder / f"{number}{''.join(options)}.jsonl"
        command = [sys.executable, str(ENGINE), str(self.hand_in(number)), str(output), "--seed", str(self.seed)]
        return self._watched(
            [*command, *options], lambda: output.read_bytes().count(b"\n") if output.exists() else 0
        ), output

    def _watched(self, command: Sequence[str], done: Callable[[], int]) -> Taken:
        sys.stderr.write(f"{' '.join(command)}\n")
        taken = watch_over(command, ROOT, environment({}), done)
        if taken.status not in (0, 1):
            raise RuntimeError(f"{' '.join(command)} ended with {taken.status}")
        return taken


def measure(asked: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Measure, and return the page, part by part."""
    bench = Bench(folder, asked.seed)
    yield INTRODUCTION.format(number=asked.number, seed=asked.seed)
    yield f"{machine()}\n"
    taken, output = bench.grade(asked.number)
    whole = Graded(f"`grade`, {asked.number:,} submissions", asked.number, taken)
    reports = dict(kept(output))
    handed_in = list(draw(asked.number, asked.seed))
    yield said(handed_in, reports, mistaken(handed_in, reports))
    yield "## Throughput\n"
    runs = [
        whole,
        Graded("the same without truth runs", asked.number, bench.by_engine(asked.number, "--virtual")[0]),
        Graded(f"`grade`, a class of {SMALL}", SMALL, bench.grade(SMALL)[0]),
    ]
    yield "\n".join(figures(runs, _by_the_obvious(asked, folder))) + "\n"
    yield "## Memory\n"
    yield "\n".join(memory(whole)) + "\n"
    yield "## Many truth runs at once\n"
    yield _many_at_once(bench, asked.alone)


def _many_at_once(bench: Bench, number: int) -> str:
    """Grade the same one at a time and as many at once as there may be, and say what differs."""
    alone, one = bench.by_engine(number, "--at-once=1")
    together, many = bench.by_engine(number)
    differ = differing(told(one), told(many))
    return (
        f"{number} submissions, with their truth runs, one at a time: {alone.wall:.0f} s; as `grade` does it: "
        f"{together.wall:.0f} s. Verdicts that differ in a status, a cause, a sentence or a line: {len(differ)}"
        f"{''.join(f', {slug}' for slug in differ)}.\n"
    )


def _by_the_obvious(asked: argparse.Namespace, folder: Path) -> Obvious:
    """Have the obvious suite judge a few submissions, drawn by the seed, one after the other."""
    some = random.Random(asked.seed).sample(list(draw(asked.number, asked.seed)), min(asked.obvious, asked.number))
    programs = list(_laid_out(some, folder))
    runs = [run(obvious(*program)) for program in track(programs, "the obvious suite", console=Console(stderr=True))]
    each = max(len(some), 1)
    wall, cpu = sum(one.wall for one in runs) / each, sum(one.cpu for one in runs) / each
    return Obvious(len(some), wall, cpu, sum(one.passed is None for one in runs), asked.number)


def _laid_out(some: Sequence[HandedIn], folder: Path) -> Iterator[tuple[Path, str]]:
    for number, each in enumerate(some):
        place = folder / f"obvious {number}"
        lay_out(each, place)
        for kata in SPINNERS:
            yield place / f"{kata}.py", kata


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write the page where that was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--number", type=int, default=1000, metavar="N", help="submissions (default: 1000)")
    add("--seed", type=int, default=1, metavar="N", help="what they and their scenarios are drawn from (default: 1)")
    add("--alone", type=int, default=60, metavar="N", help="so many one at a time, to compare (default: 60)")
    add("--obvious", type=int, default=20, metavar="N", help="so many by the obvious suite (default: 20)")
    add("--output", type=Path, metavar="FILE", help="write the page there as well")
    asked = parser.parse_args(arguments)
    parts = []
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        for part in measure(asked, Path(folder)):
            sys.stdout.write(f"{part}\n")
            sys.stdout.flush()
            parts.append(part)
    if asked.output is not None:
        asked.output.write_text("\n".join(parts), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
