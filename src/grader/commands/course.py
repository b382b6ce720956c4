"""`course`: prove that the katas of this repository are whole, right, and said in every language."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from random import Random

from grader.commands.options import add_language, chosen_language, drawn_seed, kata_named, seed_number, whole_number
from grader.console import show
from grader.language import Language
from grader.proving import attempts, files, stubs, texts
from grader.proving.pool import Outcome, Task, graded
from grader.proving.progress import counted
from grader.reports import visible
from grader.repository import Repository, here
from grader.words import Message, say

ABOUT = say("Prove that all katas of this repository are as they should be. Exit code: 0 they are, 1 they aren't.")
MAX_JOBS = 61  # more can't be waited for on Windows
Proof = tuple[Message, Iterable[Message]]


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    add = parser.add_argument
    add("--kata", action="append", default=[], metavar="NAME", help=say("only this kata; repeatable"))
    jobs = say("how many to grade at once (default: as many as there are processors)")
    most = partial(whole_number, least=1, most=MAX_JOBS)
    add("--jobs", type=most, default=min(os.cpu_count() or 1, MAX_JOBS), metavar="N", help=jobs)
    quick = say("grade a sample of the attempts only: of each kata a few right ones, and one for each cause")
    add("--quick", action="store_true", help=quick)
    seed = say("what the sample is drawn from; else a new one is drawn")
    add("--seed", type=seed_number, metavar="N", help=seed)
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prove everything, and return 0 if all of it holds, else 1."""
    repository = here()
    named = {kata_named(given) for given in arguments.kata}
    katas = tuple(kata for kata in repository.katas if not named or kata in named)
    telling = Telling(chosen_language(arguments))
    if not telling.holds([_files(repository, katas)]):
        return telling.end(say("The other proofs need these files: mend that first."))
    telling.holds(_read(repository, katas))
    if not telling.holds([_labels(repository, katas)]):
        return telling.end(say("No attempt was graded: mend the labels first."))
    telling.holds(_graded(repository, katas, arguments, telling))
    return telling.end()


class Telling:
    """Says of each proof whether it holds, and counts."""

    def __init__(self, language: Language) -> None:
        """Begin."""
        self.language = language
        self.proofs = self.failed = 0

    def holds(self, proofs: Iterable[Proof]) -> bool:
        """Return whether all these proofs hold; each is told as soon as it is known."""
        before = self.failed
        for name, problems in proofs:
            told = [visible(self.language(problem)) for problem in problems]
            self.proofs += 1
            self.failed += bool(told)
            self.say(f"{'FAIL' if told else 'ok':6}{self.language(name)}", *(f"        {each}" for each in told))
        return self.failed == before

    def end(self, last: Message | None = None) -> int:
        """Say what it came to, and return the exit code."""
        if self.failed:
            said = say("{failed} of {all} proofs failed.", failed=self.failed, all=self.proofs)
        else:
            said = say("All {all} proofs hold.", all=self.proofs)
        self.say("", *(self.language(each) for each in (said, last) if each))
        return 1 if self.failed else 0

    def say(self, *lines: str) -> None:
        """Say lines."""
        show("".join(f"{line}\n" for line in lines))


def _files(repository: Repository, katas: Sequence[str]) -> Proof:
    return say("every kata has all its files: {katas}", katas=", ".join(katas)), files.missing(repository, katas)


def _read(repository: Repository, katas: Sequence[str]) -> Iterator[Proof]:
    yield say("no stray file in exercises, solutions, stubs, tests/katas, tests/attempts"), files.strays(repository)
    yield (
        say("every stub has its copies: the same text in English, the same code elsewhere"),
        stubs.mirrors(repository, katas),
    )
    yield say("every function of a stub that is to be written has its TODO"), stubs.marked(repository, katas)
    yield say("every reference has the names of its stub"), stubs.same_names(repository, katas)
    yield say("every check promises something"), texts.promised(repository, katas)
    yield say("every check has three hints"), texts.hinted(repository, katas)
    yield say("every check has its place in the lesson, in each language"), texts.in_the_lesson(repository, katas)
    yield say("every sentence has its translations"), texts.translated(repository, katas)


def _labels(repository: Repository, katas: Sequence[str]) -> Proof:
    name = say("every attempt is labelled, and every required check has a wrong one")
    return name, attempts.labels(repository, katas)


def _graded(
    repository: Repository, katas: Sequence[str], arguments: argparse.Namespace, telling: Telling
) -> Iterator[Proof]:
    seed = drawn_seed() if arguments.seed is None else arguments.seed
    written, solved = attempts.stubs(repository, katas), attempts.references(repository, katas)
    collected = attempts.collection(repository, katas, Random(seed) if arguments.quick else None)
    outcomes: dict[Task, Outcome] = {}

    def grade(tasks: Sequence[Task]) -> None:
        outcomes.update(counted(graded(tasks, arguments.jobs), len(tasks), telling.language, sys.stderr))

    grade([*written, *solved])
    yield say("every stub is to do, in each language alike"), attempts.to_do(repository, written, outcomes)
    yield (
        say("every reference passes every check, the bonus ones, too"),
        attempts.all_pass(repository, solved, outcomes),
    )
    grade([*collected])
    count = len(collected)
    name = say("every attempt comes to what its label says ({count} graded)", count=count)
    if arguments.quick:
        name = say(
            "a sample of {count} attempts comes to what the labels say (--quick --seed {seed})", count=count, seed=seed
        )
    yield name, attempts.as_labelled(repository, collected, outcomes)
    if not arguments.quick:
        yield say("every bonus check is missed by some attempt"), attempts.bonus_missed(repository, collected, outcomes)
