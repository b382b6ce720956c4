"""Watch mode as a learner has it: at a real pseudo-terminal, with a real editor's ways of saving."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from runs import ATTEMPTS, ROOT
from sitting import Sitting, descendants

WRONG = ATTEMPTS / "spinner_thread" / "wrong" / "erase_inside_loop.py"
RIGHT = ROOT / "solutions" / "spinner_thread.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the two stubs."""
    return Path(shutil.copytree(ROOT / "exercises", tmp_path / "exercises"))


def watch(folder: Path, *options: str) -> Sitting:
    """Start watching."""
    return Sitting("watch", str(folder), "--seed", "1", *options)


def test_save(folder: Path) -> None:
    """With a save comes the new verdict, in whichever way the editor writes; q ends it, and nothing is left."""
    with watch(folder) as sitting:
        sitting.wait("> spinner_thread", "to do", "0/13", "1/15")
        (folder / "spinner_thread.py").write_bytes(WRONG.read_bytes())
        sitting.wait("3/13", "failed", "FAIL      frames")
        (folder / "draft").write_bytes(RIGHT.read_bytes())
        (folder / "draft").replace(folder / "spinner_thread.py")
        sitting.wait("13/13", "passed")
        started = descendants(sitting.child.pid)
        sitting.press("q")

        assert sitting.end() == 0
        assert sitting.sane
        assert started
        assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_interrupt(folder: Path) -> None:
    """Ctrl-C ends it with the usual code, the terminal as it was."""
    with watch(folder) as sitting:
        sitting.wait("to do")
        sitting.press("\x03")

        assert (sitting.end(), sitting.sane) == (130, True)


def test_no_terminal() -> None:
    """Where there is no terminal, it says what to use."""
    command = [sys.executable, "-m", "grader", "watch"]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert "nox -s check" in done.stderr
