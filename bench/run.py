"""The benchmark: our check against the suite that a good instructor would write today (`nox -s bench`).

Both judge the same attempts in the same run, one after the other: idle, then beside busy processes. Then what a grading
costs as scenarios become more and programs longer. It takes about ten minutes, most of them in the obvious suite.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cost import by_length, by_number
from suites import compare, machine, sample, table

INTRODUCTION = """\
# Benchmark

`nox -s bench -- --output docs/benchmark.md` measures this and writes this page; other machines give other figures, and
about the same ratios. [The obvious suite](../bench/obvious) is what a careful instructor would write with pytest,
pytest-asyncio and pytest-timeout: it imports the attempt, sleeps, looks, and compares with a tolerance. Both judge one
kata of one attempt at a time, each in a process of its own, the start of Python included.

A suite that has not ended after a minute is killed: *no verdict*; a right attempt then counts as not passed.
"""


def page(asked: argparse.Namespace) -> Iterator[str]:
    """Measure, and return the page, part by part."""
    attempts = sample(asked.right, asked.wrong)
    yield INTRODUCTION
    yield f"{machine()}\n"
    for busy in (0, *asked.busy):
        where = f"Beside {busy} processes that only compute" if busy else "Idle"
        yield f"## {where}: {len(attempts)} attempts\n"
        yield "\n".join(table(compare(attempts, busy))) + "\n"
    yield "## The length of the program\n"
    yield "One scenario, supervisor of the reference, on a warm stage; *read*: to see what the terminal showed.\n"
    yield "\n".join(by_length()) + "\n"
    yield "## The number of scenarios\n"
    yield "\n".join(by_number()) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write the page where that was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--right", type=int, default=5, metavar="N", help="right attempts per kata, beside the reference (default: 5)")
    add("--wrong", type=int, default=5, metavar="N", help="wrong attempts per kata (default: 5)")
    add("--busy", type=int, nargs="*", default=[8], metavar="N", help="busy processes, after an idle run (default: 8)")
    add("--output", type=Path, metavar="FILE", help="write the page there as well")
    asked = parser.parse_args(arguments)
    parts = []
    for part in page(asked):
        sys.stdout.write(f"{part}\n")
        sys.stdout.flush()
        parts.append(part)
    if asked.output is not None:
        asked.output.write_text("\n".join(parts), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
