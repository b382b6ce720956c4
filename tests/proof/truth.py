"""Hold virtual time to real time: a truth run of every attempt of the collection (`nox -s truth`).

`python tests/proof/truth.py [--at-once N] [NAME…]`; NAMEs are parts of attempts' names. Exit code 1 where an attempt
disagrees that is not known to.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from collection import grade_all, read_all

KNOWN: Mapping[str, str] = {}
"""Attempts whose `main` may do something else in real time, each with its reason."""
EACH_CORE = 8  # truth runs at a time: they mostly sleep


def disagreement(kata: Mapping[str, Any]) -> str | None:
    """Return how a kata's virtual and real run disagree, None where they agree or there was no truth run."""
    return str(kata["finding"]["seen"]) if kata["status"] == "unjudged" and kata["real"] and kata["finding"] else None


def main(arguments: Sequence[str]) -> int:
    """Grade, and print what doesn't agree."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only attempts with this in their name")
    parser.add_argument("--at-once", type=int, default=EACH_CORE * (os.cpu_count() or 1), metavar="N")
    asked = parser.parse_args(arguments)
    attempts = [each for each in read_all() if not asked.names or any(name in each.name for name in asked.names)]
    counts: Counter[str] = Counter()
    for attempt, checked in grade_all(
        attempts, dict.fromkeys(attempts, ("--real",)), at_once=asked.at_once, what="truth runs"
    ):
        found = disagreement(checked.kata)
        if found is not None:
            known = KNOWN.get(attempt.name)
            counts["known to disagree" if known else "disagree"] += 1
            sys.stdout.write(f"{attempt.name}: {found}\n{f'    known: {known}' if known else ''}")
        elif checked.kata["real"] is None:
            counts["not run (broken, to do, or ended by a limit)"] += 1
        else:
            counts[f"agree: virtual {checked.kata['status']}, real {checked.kata['real']['status']}"] += 1
    sys.stdout.writelines(f"{number:5} {what}\n" for what, number in sorted(counts.items()))
    return 1 if counts["disagree"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
