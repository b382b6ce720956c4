"""How long it takes in watch mode from a save to the new verdict on the screen.

`PYTHONPATH=tests/proof python bench/watching.py [--saves N]`: a terminal of its own, as a learner has it, in which a
right and a wrong program are saved by turns. Everything counts until the verdict has reached the terminal: that the
change is noticed, graded, and drawn.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from runs import ATTEMPTS, ROOT, SPINNERS
from sitting import GRADER, Sitting

WRONG = {
    "spinner_thread": ("erase_inside_loop", "nap_instead_of_join"),
    "spinner_asyncio": ("erase_inside_loop", "time_sleep_and_zero"),
}


def pairs(kata: str) -> Iterator[tuple[str, Path]]:
    """Return the wrong programs of a kata that are saved by turns with the right one."""
    folder = ATTEMPTS / kata / "wrong"
    for name in WRONG[kata]:
        if (file := folder / f"{name}.py").exists():
            yield name, file


def measure(folder: Path, kata: str, wrong: Path, saves: int) -> tuple[list[float], list[float]]:
    """Return the seconds from each save to the verdict on the screen: those of the wrong program, of the right one."""
    target = folder / f"{kata}.py"
    right = ROOT / "solutions" / target.name
    target.write_bytes(right.read_bytes())
    with Sitting(*GRADER, "watch", str(folder), "--kata", kata, "--seed", "1") as sitting:
        sitting.until(partial(stands, kata, "passed"), "the first verdict")
        taken: tuple[list[float], list[float]] = [], []
        for number in range(2 * saves):
            source, word = ((wrong, "failed"), (right, "passed"))[number % 2]
            time.sleep(1)  # as long as it takes to have a look at the verdict, at the least
            data = source.read_bytes()
            begin = time.perf_counter()
            target.write_bytes(data)
            sitting.until(partial(stands, kata, word), word)
            taken[number % 2].append(sitting.read_at - begin)
        sitting.press("q")
        sitting.end()
    return taken


def stands(kata: str, word: str, screen: str) -> bool:
    """Tell whether the screen's line of a kata ends so."""
    return any(line.startswith(f"> {kata} ") and line.endswith(word) for line in screen.split("\n"))


def row(what: str, taken: Sequence[float]) -> str:
    """Return a row of the table."""
    return f"| {what} | {statistics.median(taken):.3f} s | {min(taken):.3f} s | {max(taken):.3f} s |\n"


def main(arguments: Sequence[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--saves", type=int, default=30, metavar="N", help="saves of each program (default: 30)")
    asked = parser.parse_args(arguments)
    sys.stdout.write("| saved | median | least | most |\n| --- | --- | --- | --- |\n")
    for kata in SPINNERS:
        for name, file in pairs(kata):
            with tempfile.TemporaryDirectory() as folder:
                wrong, right = measure(Path(folder), kata, file, asked.saves)
            sys.stdout.write(row(f"{kata} wrong: {name}", wrong) + row(f"{kata} right", right))
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
