"""What tells one state of the grader from another: a verdict holds for the grader that gave it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
# What a verdict or a report depends on, as far as it is kept in this repository.
PARTS = ("src/grader", "tests/katas", "solutions")


def fingerprint(root: Path = ROOT) -> str:
    """Return the SHA-256, in hex digits, over the names and the bytes of the grader's files; OSError if unreadable."""
    digest = hashlib.sha256()
    for name, path in sorted(_files(root)):
        data = path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """Go through the files that count: not what Python or an editor leaves beside them."""
    for part in PARTS:
        for path in (root / part).rglob("*"):
            name = path.relative_to(root)
            beside = any(step.startswith(".") or step == "__pycache__" for step in name.parts)
            if not beside and not name.name.endswith("~") and path.is_file():
                yield name.as_posix(), path
