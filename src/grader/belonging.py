"""Which files of this repository belong to the grader and to the katas' checks, for whoever is given a copy of them.

A checkout holds more than that: drafts, copies that an editor kept, what Python left. So the files of the checks are
those that the checks import, one by another, and those of the grader are told by their kind; and a file that holds what
a solution consists of is never taken for one of them.
"""

import ast
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.proving.files import modules
from grader.repository import Repository
from grader.settings import UsageError
from grader.words import say

GRADER = "src/grader"
KINDS = frozenset({".css", ".jinja", ".js", ".json", ".md", ".mo", ".po", ".py", ".sh", ".txt", ".xsd"})
WITHOUT_KIND = frozenset({"run_autograder"})
SHORTEST = 8  # characters of a line that is somebody's own work


def of_the_grader(root: Path) -> Iterator[str]:
    """Yield the paths of the grader's files, in order."""
    for path in sorted((root / GRADER).rglob("*")):
        parts = path.relative_to(root).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        known = path.suffix in KINDS or path.name in WITHOUT_KIND
        if known and not hidden and stat.S_ISREG(path.lstat().st_mode):
            yield "/".join(parts)


def of_the_checks(root: Path) -> Iterator[str]:
    """Yield the paths of the katas' checks, their hints, and what these import, in order; one of them may be missing.

    `UsageError` where one can't be read, so that nobody could tell what it imports.
    """
    repository = Repository(root)
    needed = {path for kata in repository.katas for path in repository.files(kata) if path.parent == repository.checks}
    for path in sorted(path for path in needed if path.is_file()):
        _require_readable(path, repository)
    yield from sorted(repository.told(path) for path in needed | modules(repository, repository.katas))


def _require_readable(path: Path, repository: Repository) -> None:
    try:
        ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        told = repository.told(path)
        raise UsageError(
            say("{path} can't be read by Python ({error}): mend it", path=told, error=str(error))
        ) from None


def require_no_solution(files: Mapping[str, bytes], root: Path) -> None:
    """Raise `UsageError` where a file holds a third of what a solution consists of: it is a copy, or a draft."""
    lines = {path: _own_lines(data) for path, data in files.items()}
    told = frozenset[bytes]().union(*(own for path, own in lines.items() if _is_stub(path)))
    for solution in sorted((root / "solutions").glob("*.py")):
        secret = _own_lines(solution.read_bytes()) - told
        for path, own in lines.items():
            if secret and 3 * len(secret & own) >= len(secret):
                raise UsageError(
                    say(
                        "{path} holds much of solutions/{name}: move it out of the folder, so that nobody is given it",
                        path=path,
                        name=solution.name,
                    )
                )


def _own_lines(data: bytes) -> frozenset[bytes]:
    return frozenset(line for line in map(bytes.strip, data.splitlines()) if len(line) >= SHORTEST)


def _is_stub(path: str) -> bool:
    return path.startswith(("exercises/", f"{GRADER}/stubs/"))
