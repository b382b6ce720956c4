"""A grader's fingerprint changes with whatever a verdict depends on, and with nothing else."""

from pathlib import Path

import pytest

from grader.classroom.fingerprint import fingerprint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small repository."""
    for name in (
        "src/grader/a.py",
        "src/grader/b/page.css",
        "tests/katas/test_k.py",
        "solutions/k.py",
        "exercises/k.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n", "utf-8")
    return tmp_path


def test_own() -> None:
    """A grader has one, always the same."""
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64


@pytest.mark.parametrize(
    "name", ["src/grader/a.py", "src/grader/b/page.css", "tests/katas/test_k.py", "solutions/k.py"]
)
def test_depends(name: str, root: Path) -> None:
    """What is in the files counts, what they are called, and that they are there."""
    before, path = fingerprint(root), root / name
    path.write_text("x = 2\n", "utf-8")
    changed = fingerprint(root)
    path.rename(path.with_name("other.py"))
    renamed = fingerprint(root)
    path.with_name("other.py").unlink()

    assert len({before, changed, renamed, fingerprint(root)}) == 4


@pytest.mark.parametrize(
    "name",
    ["exercises/k.py", "src/grader/__pycache__/a.pyc", "src/grader/.a.py.swp", "src/grader/a.py~", "README.md"],
)
def test_indifferent(name: str, root: Path) -> None:
    """What verdicts don't depend on doesn't count, nor what Python and editors leave."""
    before, path = fingerprint(root), root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("anything", "utf-8")

    assert fingerprint(root) == before


def test_where_one_ends(root: Path) -> None:
    """A line that moves from one file to the next changes it."""
    before = fingerprint(root)
    (root / "solutions" / "k.py").write_text("", "utf-8")
    (root / "tests" / "katas" / "test_k.py").write_text("x = 1\nx = 1\n", "utf-8")

    assert fingerprint(root) != before
