"""noxfile.py: which sessions there are, which Pythons they find (`pythons.py`), and when they install."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from grader.pythons import interpreters, number

pytest.importorskip("nox", reason="nox is where `nox -s tests` runs, and may be missing elsewhere")

ROOT = Path(__file__).parents[2]
NOXFILE = ROOT / "noxfile.py"
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"

Environment = Callable[..., None]

needs_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins for Pythons are shell scripts")


@pytest.fixture(name="noxfile")
def loaded(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load noxfile.py anew, its sessions kept from nox's own register."""
    monkeypatch.setattr("nox.registry._REGISTRY", {}, raising=False)
    spec = spec_from_file_location("noxfile_under_test", NOXFILE)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(name="alone")
def only_these_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Environment:
    """Return what takes every Python from sight but our own and those in the folders that are given."""

    def alone(*path: Path, pyenv: Path | None = None) -> None:
        monkeypatch.setenv("PATH", os.pathsep.join(map(str, path)))
        monkeypatch.setenv("PYENV_ROOT", str(pyenv or tmp_path / "no-pyenv"))
        monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path / "no-uv"))

    return alone


def stand_in(file: Path, answer: str) -> Path:
    """Write a program that answers as a Python would, or fails as pyenv's shim does where there is no answer."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho '{answer}'\n" if answer else "#!/bin/sh\nexit 127\n", encoding="ascii")
    file.chmod(0o755)
    return file


def nox(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run nox in the repository; what it says, on either stream, is in `stdout`."""
    return subprocess.run(
        [sys.executable, "-m", "nox", *arguments],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("path", ["noxfile.py", "src/grader/__init__.py", "src/grader/pythons.py"])
def test_old_python_can_read_it(path: str) -> None:
    """nox on Python 3.9 can at least parse the file, and what it imports."""
    ast.parse((ROOT / path).read_text(encoding="utf-8"), feature_version=(3, 9))


def test_sessions() -> None:
    """`nox -l` lists every session with a sentence, and `check` is the one that runs by default."""
    done = nox("-l")
    listed = {line.split(" ->")[0] for line in done.stdout.splitlines() if " -> " in line}

    assert done.returncode == 0, done.stdout
    assert {"* check", "- tests", f"- tests-{OWN}", "- lint"} <= listed
    assert len([name for name in listed if name.startswith("*")]) == 1


def test_missing_version_fails() -> None:
    """A version that is required and not here fails `tests` at once, in one line that names it."""
    done = nox("-s", "tests", KATA_PYTHONS=f"{OWN},3.99")
    failures = [line for line in done.stdout.splitlines() if "KATA_PYTHONS" in line]

    assert done.returncode == 1
    assert "tests-3" not in done.stdout
    assert len(failures) == 1
    assert "asks for 3.99; found here: " in failures[0]


def test_own_python_is_found(alone: Environment) -> None:
    """The Python that runs nox counts, wherever it lies."""
    alone()

    assert interpreters() == {OWN: sys.executable}


@needs_posix
def test_pythons_that_do_not_run_are_passed_over(alone: Environment, tmp_path: Path) -> None:
    """A shim that only fails hides no interpreter further down the path."""
    stand_in(tmp_path / "shims" / "python3.98", "")
    working = stand_in(tmp_path / "bin" / "python3.98", "cpython 3.98")
    alone(tmp_path / "shims", tmp_path / "bin")

    assert interpreters() == {OWN: sys.executable, "3.98": str(working)}


@needs_posix
def test_pyenv_versions_are_found(alone: Environment, tmp_path: Path) -> None:
    """What pyenv has installed is found though it is not active, the newest of each version."""
    versions = tmp_path / "pyenv" / "versions"
    stand_in(versions / "3.98.9" / "bin" / "python3.98", "cpython 3.98")
    newest = stand_in(versions / "3.98.10" / "bin" / "python3.98", "cpython 3.98")
    alone(pyenv=tmp_path / "pyenv")

    assert interpreters()["3.98"] == str(newest)


@needs_posix
@pytest.mark.parametrize("answer", ["cpython 3.10", "cpythont 3.98", "pypy 3.98", "hello", "cpython"])
def test_other_pythons_are_left_out(alone: Environment, tmp_path: Path, answer: str) -> None:
    """Older ones, free-threaded builds, other implementations and other programs are none of ours."""
    stand_in(tmp_path / "python3.98", answer)
    alone(tmp_path)

    assert interpreters() == {OWN: sys.executable}


def test_versions_are_in_order() -> None:
    """3.9 comes before 3.12."""
    assert sorted(["3.12", "3.9", "3.11"], key=number) == ["3.9", "3.11", "3.12"]


def test_mark_depends_on_what_is_installed(noxfile: ModuleType) -> None:
    """Another pyproject.toml, another folder, other groups: each needs an install."""
    marks = {
        noxfile.fingerprint(b"[project]", "/here"),
        noxfile.fingerprint(b"[project] ", "/here"),
        noxfile.fingerprint(b"[project]", "/there"),
        noxfile.fingerprint(b"[project]", "/here", "tests"),
        noxfile.fingerprint(b"[project]", "/here", "tests", "lint"),
    }

    assert len(marks) == 5


def test_installs_only_when_needed(noxfile: ModuleType, tmp_path: Path) -> None:
    """An environment without the mark, or with another one, isn't current; with the right one it is."""
    mark, wanted = tmp_path / "mark", noxfile.fingerprint(b"[project]")

    assert not noxfile.is_current(mark, wanted)
    mark.write_text(noxfile.fingerprint(b"[other]"), encoding="ascii")
    assert not noxfile.is_current(mark, wanted)
    mark.write_bytes(b"\xff")
    assert not noxfile.is_current(mark, wanted)
    mark.write_text(wanted, encoding="ascii")
    assert noxfile.is_current(mark, wanted)


def test_mark_is_written_as_it_is_read(noxfile: ModuleType, tmp_path: Path) -> None:
    """What the environment's Python writes is what the next run looks for."""
    mark, wanted = tmp_path / "mark", noxfile.fingerprint(b"[project]")
    subprocess.run([sys.executable, "-c", noxfile.MARK, str(mark), wanted], check=True)

    assert noxfile.is_current(mark, wanted)
