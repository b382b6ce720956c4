"""Every file that a kata needs is there, and in the folders of the katas there is no other."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.language import LANGUAGES
from grader.repository import Repository
from grader.words import Message, say

KINDS = ("right", "wrong")
CACHES = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"})


def missing(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through what a kata needs and hasn't got, and through what Python can't read of it."""
    for kata, times in Counter(repository.katas).items():
        if times > 1:
            yield say(
                "{list} names {kata} more than once: leave one", list=repository.told(repository.register), kata=kata
            )
    for kata in katas:
        for path in repository.files(kata):
            if not path.is_file():
                yield say(
                    "{path} is missing: write it, or lay out another kata and copy it", path=repository.told(path)
                )
        for kind in KINDS:
            folder = repository.attempts / kata / kind
            if not any(folder.glob("*.py")):
                yield say("{folder} has no attempt: add one at least", folder=repository.told(folder))
    mine = {path for kata in katas for path in repository.files(kata)} | set(repository.checks.glob("*.py"))
    for path in sorted(path for path in mine if path.is_file()):
        try:
            ast.parse(path.read_bytes())
        except (SyntaxError, ValueError) as error:
            yield say("{path} can't be read by Python ({error}): mend it", path=repository.told(path), error=str(error))


def strays(repository: Repository) -> Iterator[Message]:
    """Go through the files in the katas' folders that belong to no kata."""
    for path in sorted(_found(repository) - set(_known(repository))):
        yield say(
            "{path} belongs to no kata: remove it, or give it the name of a kata in {list}",
            path=repository.told(path),
            list=repository.told(repository.register),
        )


def _found(repository: Repository) -> set[Path]:
    folders = (
        repository.exercises,
        repository.solutions,
        repository.checks,
        repository.attempts,
        repository.stubs,
    )
    paths = (path for folder in folders for path in folder.rglob("*"))
    # A link counts wherever it leads, be it nowhere.
    return {path for path in paths if (path.is_symlink() or path.is_file()) and not _ignored(path)}


def _ignored(path: Path) -> bool:
    """Return whether git ignores a file, too: a cache, or what `reset` keeps of a learner's files."""
    kept = path.parent.name == "exercises" and (".old-" in path.name or path.suffix == ".tmp")
    return kept or not CACHES.isdisjoint(path.parts)


def _known(repository: Repository) -> Iterator[Path]:
    yield from (repository.lesson(code) for code in LANGUAGES)
    for kata in repository.katas:
        yield from repository.files(kata)
        for kind in KINDS:
            yield from (repository.attempts / kata / kind).glob("*.py")
    yield from modules(repository, repository.katas)


def modules(repository: Repository, katas: Sequence[str]) -> set[Path]:
    """Return the modules with the katas' checks and hints, and those beside them that these import, one by another."""
    known: set[Path] = set()
    left = [path for kata in katas for path in repository.files(kata) if path.parent == repository.checks]
    while left:
        path = left.pop()
        if path not in known and path.is_file():
            known.add(path)
            left += [repository.checks / f"{name}.py" for name in _imported(path)]
    return known


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
