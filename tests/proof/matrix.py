"""The kill matrix: which attempts each check catches, and which of them no other check would (`nox -s matrix`).

The whole collection is graded, then every wrong attempt that fails a single required check is graded once more without
that check: what passes then, only this check catches. The mutants of the solutions come after that. All of it goes
into `docs/matrix.md`, a summary to standard output. Exit code 1 where a label or the list of survivors isn't true.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from collection import broken_promise, first_cause, grade_all, read_all
from killing import Score, score
from runs import KATAS, ROOT, Checked, failed

from grader.labels import Labelled

PAGE = ROOT / "docs" / "matrix.md"
AT_ONCE = os.cpu_count() or 1
INTRODUCTION = """\
# The kill matrix

What the checks catch, and whether each of them is needed. `nox -s matrix` writes this page; a test holds it to the
collection in [tests/attempts](../tests/attempts), and others hold the collection to the grader.

- *First* counts the attempts in which this check is the first required one that fails: it names the cause.
- *Fails* counts all in which it fails at all.
- *Only* counts those that pass once this check is left out (`check --without ID`): nothing else catches them.
- A bonus check fails no attempt: its figures are of right attempts that miss it, *only* of those that miss no other.

"""

WITNESSES: Mapping[str, Mapping[str, str]] = {
    "spinner_thread": {
        "signal": "wrong/go_is_method",
        "frames": "wrong/no_message",
        "pace": "wrong/busy_wait",
        "visible": "wrong/no_flush",
        "stop": "wrong/resets_signal",
        "cleanup": "wrong/only_supervisor_wipes",
        "slow_function": "wrong/slow_busy",
        "announce": "wrong/not_announced",
        "concurrent": "wrong/polls_worker_half_second",
        "joined": "wrong/no_join",
        "result": "wrong/returns_pair",
        "answer": "wrong/decimals",
        "rerun": "wrong/only_once",
        "exception": "right/os_write",
        "wide": "right/exit_stack",
    },
    "spinner_asyncio": {
        "coroutines": "wrong/plain_wrapper_decorator",
        "frames": "wrong/dots_behind",
        "pace": "wrong/slows_down",
        "visible": "wrong/no_flush",
        "yields": "wrong/select_in_slow",
        "cancel": "wrong/slow_cleanup",
        "cleanup": "wrong/cursor_hidden",
        "slow_function": "wrong/two_seconds",
        "announce": "wrong/other_words",
        "concurrent": "wrong/looks_every_half_second",
        "cancelled": "wrong/gathers_both",
        "result": "wrong/always_42",
        "answer": "wrong/bye",
        "rerun": "wrong/semaphore_kept",
        "quiet": "wrong/bad_callback",
        "awaited": "right/semaphore_zero",
        "exception": "right/java_style",
        "outer_cancel": "right/wait_first_completed",
        "wide": "right/exit_stack",
    },
}
"""An attempt for each check that fails it first and, without it, would pass or have another cause: a test asks them.

A check that isn't named here has the first attempt whose label says that it fails it first, see `witness`.
"""


def witness(kata: str, check: str, collection: Iterable[Labelled]) -> Labelled | None:
    """Return the attempt that shows what only this check catches; None where there is none at all."""
    named = WITNESSES.get(kata, {}).get(check)
    of_kata = (attempt for attempt in collection if attempt.kata == kata)
    return next(
        (each for each in of_kata if each.name == f"{kata}/{named}" or (not named and each.first == check)), None
    )


@dataclass(frozen=True)
class Graded:
    """An attempt of the collection, what it came to, and what it comes to without its one failed required check."""

    attempt: Labelled
    checked: Checked
    without: Checked | None

    @cached_property
    def first(self) -> str | None:
        """The first cause: a check's id or a status; where the attempt passes, the bonus that it misses first."""
        kata = self.checked.kata
        return first_cause(kata) or next(iter(failed(kata, bonus=True)), None)

    @cached_property
    def failed(self) -> frozenset[str]:
        """All checks that fail."""
        return frozenset({*failed(self.checked.kata), *failed(self.checked.kata, bonus=True)})

    @property
    def only(self) -> bool:
        """Whether nothing but the first failed check catches this."""
        if self.checked.kata["status"] == "passed":
            return len(self.failed) == 1
        return self.without is not None and self.without.kata["status"] == "passed"


def grade_twice(attempts: Sequence[Labelled]) -> list[Graded]:
    """Grade attempts, and where one failed check alone is to blame, once more without that one."""
    once = grade_all(attempts, at_once=AT_ONCE, what="the collection")
    alone = {attempt: failed(checked.kata) for attempt, checked in once if len(failed(checked.kata)) == 1}
    options = {attempt: ("--without", check) for attempt, (check,) in alone.items()}
    again = grade_all(list(alone), options=options, at_once=AT_ONCE, what="without one check")
    without = dict(again)
    return [Graded(attempt, checked, without.get(attempt)) for attempt, checked in once]


def page(graded: Sequence[Graded], scores: Sequence[Score]) -> str:
    """Return the page in Markdown."""
    return INTRODUCTION + "\n".join(line for kata in KATAS for line in _kata(kata, graded, scores)) + "\n"


def _kata(kata: str, everything: Sequence[Graded], scores: Sequence[Score]) -> Iterator[str]:
    graded = [each for each in everything if each.attempt.kata == kata]
    right = [each for each in graded if each.attempt.first is None]
    yield from (f"## {kata}", "", f"{len(right)} right attempts, {len(graded) - len(right)} wrong ones.", "")
    checks: list[Mapping[str, Any]] = next(each.checked.kata["checks"] for each in graded if each.failed)
    yield from ("| check | first | fails | only | for example |", "| --- | --: | --: | --: | --- |")
    yield from (_row(check, graded) for check in checks)
    yield from ("", *_score(next(score for score in scores if score.kata == kata)), "")
    names = [*(check["id"] for check in checks), "broken", "todo", None]
    for name in names:
        yield from _caught(name, [each for each in graded if each.first == name])


def _row(check: Mapping[str, Any], graded: Iterable[Graded]) -> str:
    first = [each for each in graded if each.first == check["id"]]
    only = [each for each in first if each.only]
    fails = [each for each in graded if check["id"] in each.failed]
    example = min((each.attempt.path.stem for each in only or first), default="", key=lambda name: (len(name), name))
    name = f"`{check['id']}`{' (bonus)' if check['bonus'] else ''}"
    return f"| {name} | {len(first)} | {len(fails)} | {len(only)} | {example} |"


def _score(score: Score) -> Iterator[str]:
    yield f"Mutants of the solution: {score.killed} of {score.total} fail a required check. The others behave the same:"
    yield ""
    for reason, names in score.reasons.items():
        yield f"- {reason} ({len(names)})"
    for name in score.unexplained:
        yield f"- **nobody knows why**: {_cell(name)}"


def _caught(name: str | None, graded: Sequence[Graded]) -> Iterator[str]:
    if not graded:
        return
    yield from (f"### {f'`{name}`' if name else 'passed, with every bonus'}", "")
    yield from ("| attempt | what it is | fails as well | only here |", "| --- | --- | --- | --- |")
    for each in graded:
        attempt, also = each.attempt, ", ".join(sorted(each.failed - {name}))
        folder = attempt.path.parent.name
        link = f"[{attempt.path.stem}](../tests/attempts/{attempt.kata}/{folder}/{attempt.path.name})"
        yield f"| {link} | {_cell(attempt.what)} | {also} | {'yes' if each.only and name else ''} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`").replace("*", "\\*")


def main() -> int:
    """Grade, write the page, print what is to be known."""
    graded = grade_twice(read_all())
    scores = [score(kata, AT_ONCE) for kata in KATAS]
    text = page(graded, scores)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, "utf-8")
    rows = [line for line in text.splitlines() if line.startswith(("## ", "| check", "| `", "Mutants"))]
    sys.stdout.writelines(f"{line}\n" for line in rows)
    problems = [problem for each in graded if (problem := broken_promise(each.attempt, each.checked))]
    problems += [f"{score.kata}: {name}" for score in scores for name in (*score.unexplained, *score.killed_now)]
    sys.stdout.writelines(f"\nNOT AS PROMISED: {problem}\n" for problem in problems)
    sys.stdout.write(f"\n{len(graded)} attempts, {len(problems)} not as promised; all of it is in {_shown(PAGE)}\n")
    return 1 if problems else 0


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
